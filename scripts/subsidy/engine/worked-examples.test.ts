/** The worked examples of the law, with exactly their numbers, on the parameters that the project ships. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, instant } from './day.ts';
import { count, findings, hostFamily, hotel, run, site, total } from './testing/register.ts';
import { filledIn, LAW } from './testing/law.ts';
import { ParameterBook } from './parameters.ts';
import { paymentCalendar } from './r7-payment-calendar.ts';

test('R1 (a): 100 adults and 40 minors on 30-06-2022 give 25,200.00', async () => {
    const registerCounts = [count('2022-06-30', { adultsWithStatus: 100, minorUkrainians: 40 })];
    const lines = await run({ from: '2022-04-01', to: '2022-06-30', registerCounts, parameters: LAW });
    assert.equal(total(lines), 2_520_000);
});

test('R1 (b): 97 adults and 40 minors on 31-12-2022 give 16,440.00', async () => {
    const registerCounts = [count('2022-12-31', { adultsWithStatus: 97, minorUkrainians: 40 })];
    const lines = await run({ from: '2022-10-01', to: '2022-12-31', registerCounts, parameters: LAW });
    assert.equal(total(lines), 1_644_000);
});

test('R1 (c): 52 persons on 28-02-2025 give 6,240.00', async () => {
    const registerCounts = [count('2025-02-28', { allDisplaced: 52 })];
    const lines = await run({ from: '2025-01-01', to: '2025-02-28', registerCounts, parameters: LAW });
    assert.equal(total(lines), 624_000);
});

test('R1 (d): one person counted on all twelve dates gives 1,560.00', async () => {
    const sums = ['2022-06-30', '2022-09-30', '2022-12-31', '2023-02-28'];
    const all = ['2023-06-30', '2023-09-30', '2023-12-31', '2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31'];
    const registerCounts = [
        ...sums.map((date) => count(date, { adultsWithStatus: 1, minorUkrainians: 0 })),
        ...[...all, '2025-02-28'].map((date) => count(date, { allDisplaced: 1 })),
    ];
    const lines = await run({ from: '2022-03-14', to: '2025-02-28', registerCounts, parameters: LAW });
    assert.equal(lines.length, 12);
    assert.equal(total(lines), 156_000);
});

const EIGHT_BEDS = { rooms: [3, 3, 2], from: '2022-04-01' };

test('R3: eight beds in three rooms with works give 11,400.00, capped by room and for the common parts', async () => {
    const works = [
        { room: 0, euros: 3000, invoice: '2022-04-10' },
        { room: 1, euros: 2000, invoice: '2022-04-11' },
        { room: 2, euros: 1200, invoice: '2022-05-02' },
        { euros: 4100, invoice: '2022-05-30' },
    ];
    const locations = [site({ ...EIGHT_BEDS, worksNeeded: true, works })];
    const lines = await run({ from: '2022-04-01', to: '2022-06-30', locations, parameters: LAW });
    const amounts = (part: string): number[] =>
        lines.filter((line) => line.part === part).map(({ cents = 0 }) => cents);
    assert.deepEqual(amounts('bed'), Array(8).fill(40_000));
    assert.deepEqual(amounts('room'), [250_000, 200_000, 120_000]);
    assert.deepEqual(amounts('site'), [250_000]);
    assert.equal(total(lines), 1_140_000);
});

test('R3: the same eight beds without works give 8,000.00', async () => {
    const lines = await run({
        from: '2022-04-01',
        to: '2022-06-30',
        locations: [site(EIGHT_BEDS)],
        parameters: LAW,
    });
    assert.equal(total(lines), 800_000);
});

test('R4: ten filled private places give 4,000.00, over host families together', async () => {
    const families = [3, 1, 2, 4].map((size, index) =>
        hostFamily({
            key: `H${index}`,
            rooms: [size],
            stays: Array.from({ length: size }, (_, bed) => ({ bed, arrival: '2022-04-01', departure: '2022-04-20' })),
        }),
    );
    const lines = await run({ from: '2022-04-01', to: '2022-06-30', locations: families, parameters: LAW });
    assert.equal(total(lines), 400_000);
    assert.deepEqual(findings(lines), []);
});

test('R5: ten hotel beds over thirty days, six of them allocated all days, give 9,438.00', async () => {
    const stays = [0, 1, 2, 3, 4, 5].map((bed) => ({ bed, arrival: '2022-09-01' }));
    const locations = [hotel({ from: '2022-09-01', to: '2022-09-30', rooms: [10], stays })];
    const lines = await run({ from: '2022-07-01', to: '2022-09-30', locations, parameters: LAW });
    assert.equal(total(lines), 943_800);
    assert.deepEqual(
        findings(lines, 'R5_Specific_Daily').map(({ part }) => part),
        Array(6).fill('one_off'),
    );
});

test('R5: twenty hostel beds over 92 days, twelve allocated all days and three forty days, give 29,578.40', async () => {
    const all = Array.from({ length: 12 }, (_, bed) => ({ bed, arrival: '2022-08-15' }));
    const forty = [12, 13, 14].map((bed) => ({ bed, arrival: '2022-09-10', departure: '2022-10-20' }));
    const hostel = hotel({
        from: '2022-08-01',
        rooms: [20],
        stays: [...all, ...forty],
        accommodationType: 'Hostel_Youth',
    });
    const parameters = [...LAW, ...filledIn('day_counting', { choice: 'nights' })];
    const lines = await run({ from: '2022-09-01', to: '2022-12-01', locations: [hostel], parameters });
    assert.equal(total(lines), 2_957_840);
});

const COUNTED = [
    ...LAW,
    ...filledIn('availability_before_august', { choice: 'counts' }),
    ...filledIn('large_from_beds', { number: '15' }),
];

async function months(from: string): Promise<string[]> {
    const lines = await run({ from: '2022-08-01', to: '2022-12-31', locations: [site({ from })], parameters: COUNTED });
    const paid = lines.filter(({ rule, kind }) => rule === 'R6_Public_Monthly' && kind === 'Regular');
    return paid.flatMap(({ inputs }) => (inputs['months'] as { month: string }[]).map(({ month }) => month));
}

test('R6: available from 15-07-2022, 48 days by 31 August are too few and 78 by 30 September are enough', async () => {
    assert.deepEqual(await months('2022-07-15'), ['2022-09', '2022-10', '2022-11', '2022-12']);
});

test('R6: available from 03-07-2022, 60 days by 31 August are enough: the first day counts', async () => {
    assert.equal((await months('2022-07-03'))[0], '2022-08');
    assert.equal((await months('2022-07-04'))[0], '2022-09');
});

test('R6: twelve beds in the class of 55 over five months give 3,300.00', async () => {
    const locations = [site({ rooms: [12] })];
    const lines = await run({ from: '2022-08-01', to: '2022-12-31', locations, parameters: COUNTED });
    assert.equal(total(lines), 330_000);
});

test('R6: twenty beds in the class of 180 over five months give 18,000.00', async () => {
    const locations = [site({ rooms: [20] })];
    const lines = await run({ from: '2022-08-01', to: '2022-12-31', locations, parameters: COUNTED });
    assert.equal(total(lines), 1_800_000);
});

test('R7: the payment of 31-12-2022 uses what was held on 31-08-2022, corrected until 23-09-2022', () => {
    const book = new ParameterBook(LAW, instant('2022-12-01T00:00:00Z'));
    assert.deepEqual(paymentCalendar(book, day('2022-12-31')), {
        heldOn: day('2022-08-31'),
        correctionUntil: day('2022-09-23'),
    });
    assert.deepEqual(paymentCalendar(book, day('2023-03-31')), {
        heldOn: day('2022-12-31'),
        correctionUntil: undefined,
    });
    assert.deepEqual(paymentCalendar(book, day('2023-06-30')), { missing: 'R7_Payment_Calendar.snapshot_date' });
});
