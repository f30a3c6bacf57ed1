/** What happens in a register, each under its own name. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from './day.ts';
import type { Location, Municipality } from './facts.ts';
import type { Line } from './lines.ts';
import { CHOSEN, filledIn, LAW } from './testing/law.ts';
import { count, findings, hostFamily, hotel, recorded, run, site, total, type Site } from './testing/register.ts';

const R5 = 'R5_Specific_Daily';
const R6 = 'R6_Public_Monthly';
/** October 2022, in which 31 days of a hotel bed give 1,085.00. */
const OCTOBER = { from: '2022-10-01', to: '2022-10-31' };
const HOTEL: Site = { from: '2022-09-01' };

function regular(lines: readonly Line[], rule: Line['rule']): Line[] {
    return lines.filter((line) => line.kind === 'Regular' && line.rule === rule);
}

function daily(lines: readonly Line[]): Line[] {
    return findings(lines, R5).filter(({ part }) => part === 'bed');
}

test('a gap: days out of use earn nothing, both its first and its last day', async () => {
    const locations = [hotel({ ...HOTEL, gaps: [{ bed: 0, from: '2022-10-10', to: '2022-10-12' }] })];
    const lines = await run({ ...OCTOBER, locations });
    assert.equal(total(lines, R5), 28 * 3500);
    assert.equal(lines.find(({ rule }) => rule === R5)?.days, 28);
});

test('a bed without 21 available days in a row earns nothing, and says so', async () => {
    const gaps = ['2022-09-21', '2022-10-11', '2022-10-31'].map((from) => ({ bed: 0, from, to: from }));
    const short = { ...HOTEL, to: '2022-11-19', gaps };
    const twenty = await run({ ...OCTOBER, locations: [hotel(short)] });
    assert.equal(total(twenty, R5), 0);
    assert.deepEqual(
        daily(twenty).map(({ reason, days }) => [reason, days]),
        [['too_short', 29]],
    );
    const oneMore = await run({ ...OCTOBER, locations: [hotel({ ...short, gaps: gaps.slice(0, 2) })] });
    assert.equal(total(oneMore, R5), 30 * 3500, 'one run of 21 days or more suffices for all its days');
});

test('what is recorded after the snapshot is not known: a correction of the end counts in later runs only', async () => {
    const open: Location = {
        nis: '71016',
        status: 'Validated',
        category: 'Specific',
        accommodationType: 'Hotel_BnB',
        worksNeeded: false,
        startDate: day('2022-09-01'),
    };
    const history = recorded(
        'L1',
        ['2022-09-01T08:00:00Z', open],
        ['2022-11-05T08:00:00Z', { ...open, endDate: day('2022-10-10') }],
    );
    const locations = [hotel({ ...HOTEL, history })];
    const known = await run({ ...OCTOBER, locations, snapshot: '2022-11-05T07:59:59Z' });
    assert.equal(total(known, R5), 31 * 3500);
    const corrected = await run({ ...OCTOBER, locations, snapshot: '2022-11-05T08:00:00Z' });
    assert.equal(total(corrected, R5), 10 * 3500);
});

test('a bed that was deleted after the snapshot still counts in it', async () => {
    const facts = hotel(HOTEL);
    const [bed] = facts.beds;
    const state = bed?.versions[0]?.state;
    assert.ok(state);
    const deleted = {
        key: 'L1-B0000',
        versions: [
            { recordedFrom: 0, recordedTo: 2_000_000_000_000, state },
            { recordedFrom: 2_000_000_000_000, deleted: true, state },
        ],
    };
    const locations = [{ ...facts, beds: [deleted] }];
    assert.equal(total(await run({ ...OCTOBER, locations, snapshot: '2033-01-01T00:00:00Z' }), R5), 31 * 3500);
    assert.equal(total(await run({ ...OCTOBER, locations, snapshot: '2034-01-01T00:00:00Z' }), R5), 0);
});

/** A location that is changed once; with a day the change holds from then on, without it the past was wrong. */
function changed(before: Partial<Location>, after: Partial<Location>): Site {
    const state: Location = {
        nis: '71016',
        status: 'Validated',
        category: 'Specific',
        accommodationType: 'Hotel_BnB',
        worksNeeded: false,
        startDate: day('2022-09-01'),
        ...before,
    };
    return {
        ...HOTEL,
        history: recorded('L1', ['2022-09-01T08:00:00Z', state], ['2022-10-16T08:00:00Z', { ...state, ...after }]),
    };
}

test('a change of type in mid-period: each type has its days', async () => {
    const change = { accommodationType: 'Hostel_Youth', appliesFrom: day('2022-10-16') } as const;
    const lines = await run({ ...OCTOBER, locations: [hotel(changed({}, change))] });
    assert.deepEqual(
        regular(lines, R5).map(({ accommodationType, days, cents }) => [accommodationType, days, cents]),
        [
            ['Hotel_BnB', 15, 15 * 3500],
            ['Hostel_Youth', 16, 16 * 2000],
        ],
    );
});

test('a correction of type holds from the start', async () => {
    const lines = await run({ ...OCTOBER, locations: [hotel(changed({}, { accommodationType: 'Hostel_Youth' }))] });
    assert.equal(total(lines, R5), 31 * 2000);
});

test('a change of category in mid-period: days of category 2 until then, and the month as public from then', async () => {
    const change = { category: 'Public', financing: 'At_Request', accommodationType: 'Dwelling' } as const;
    const changeDay = { ...change, appliesFrom: day('2022-10-16') };
    const lines = await run({ from: '2022-10-01', to: '2022-12-31', locations: [hotel(changed({}, changeDay))] });
    assert.equal(total(lines, R5), 15 * 3500);
    assert.equal(total(lines, R6), 5500, 'December: 77 public days by its end; November has 46');
});

test('a change of status in mid-period: days after the validation was withdrawn do not count', async () => {
    const change = { status: 'Registered', appliesFrom: day('2022-10-16') } as const;
    const lines = await run({ ...OCTOBER, locations: [hotel(changed({}, change))] });
    assert.equal(total(lines, R5), 15 * 3500);
    assert.deepEqual(
        findings(lines, 'R2_Eligibility').map(({ reason, days }) => [reason, days]),
        [['not_validated', 16]],
    );
});

test('a change of financing in mid-period: months after it are no longer public', async () => {
    const state = { category: 'Public', financing: 'By_Municipality', accommodationType: 'Dwelling' } as const;
    const change = { financing: 'By_Others', appliesFrom: day('2022-12-01') } as const;
    const locations = [hotel(changed({ ...state, startDate: day('2022-09-01') }, change))];
    const lines = await run({ from: '2022-10-01', to: '2022-12-31', locations });
    assert.equal(total(lines, R6), 2 * 5500);
    assert.equal(findings(lines, 'R2_Eligibility')[0]?.reason, 'financing_does_not_fit');
});

test('a later edit of something else does not undo a change', async () => {
    const site = changed({}, { accommodationType: 'Hostel_Youth', appliesFrom: day('2022-10-16') });
    const versions = site.history?.versions ?? [];
    const last = versions.at(-1);
    assert.ok(last);
    const closed = { ...last.state, appliesFrom: undefined, status: 'Closed' as const, validatedOn: day('2022-09-01') };
    const history = { key: 'L1', versions: [...versions, { recordedFrom: last.recordedFrom + 1, state: closed }] };
    const lines = await run({ ...OCTOBER, locations: [hotel({ ...HOTEL, history })] });
    assert.equal(total(lines, R5), 15 * 3500 + 16 * 2000);
});

const MOVE = [
    { bed: 0, arrival: '2022-09-20', departure: '2022-10-10' },
    { bed: 0, arrival: '2022-10-10', departure: '2022-10-20' },
];

test('a move on one day is one allocated bed-day (U11)', async () => {
    const locations = [hotel({ ...HOTEL, stays: MOVE })];
    const choose = (counting: string, turnover: string): Promise<Line[]> =>
        run({
            ...OCTOBER,
            locations,
            parameters: [
                ...LAW,
                ...filledIn('day_counting', { choice: counting }),
                ...filledIn('same_day_turnover', { choice: turnover }),
            ],
        });
    assert.equal(total(await choose('nights', 'one_day'), R5), 31 * 3500 - 19 * 590);
    assert.equal(total(await choose('departure_day_included', 'one_day'), R5), 31 * 3500 - 20 * 590);
    assert.equal(total(await choose('departure_day_included', 'two_days'), R5), 31 * 3500 - 21 * 590);
});

test('without the choice of counting, exactly the days of departure wait', async () => {
    const lines = await run({ ...OCTOBER, locations: [hotel({ ...HOTEL, stays: MOVE })], parameters: LAW });
    assert.equal(total(lines, R5), 29 * 3500 - 18 * 590);
    const [finding] = daily(lines);
    assert.deepEqual(finding?.missing, [`${R5}.day_counting`, `${R5}.same_day_turnover`]);
    assert.deepEqual(finding.inputs['days'], [
        ['2022-10-10', '2022-10-10'],
        ['2022-10-20', '2022-10-20'],
    ]);
});

test('an option, a cancelled stay and one who did not arrive reduce nothing; a confirmed one does', async () => {
    const stay = (status: 'Held' | 'Cancelled' | 'Not_Arrived' | 'Confirmed'): Site => ({
        ...HOTEL,
        stays: [{ bed: 0, arrival: '2022-09-20', status }],
    });
    for (const status of ['Held', 'Cancelled', 'Not_Arrived'] as const) {
        assert.equal(total(await run({ ...OCTOBER, locations: [hotel(stay(status))] }), R5), 31 * 3500, status);
    }
    assert.equal(total(await run({ ...OCTOBER, locations: [hotel(stay('Confirmed'))] }), R5), 31 * 2910);
});

const HASSELT: Municipality[] = [
    { nis: '71022', name: 'Hasselt (tot 2024)', validTo: day('2024-12-31'), successor: '71072' },
    { nis: '73040', name: 'Kortessem', validTo: day('2024-12-31'), successor: '71072' },
    { nis: '71072', name: 'Hasselt', validFrom: day('2025-01-01') },
];

function merged(): Site {
    const state: Location = {
        nis: '73040',
        status: 'Validated',
        category: 'Specific',
        accommodationType: 'Hotel_BnB',
        worksNeeded: false,
        startDate: day('2022-09-01'),
    };
    const history = recorded(
        'L1',
        ['2022-09-01T08:00:00Z', state],
        ['2025-01-02T08:00:00Z', { ...state, nis: '71072' }],
    );
    return { ...HOTEL, history };
}

test('a fusion: the period before it belongs to the old municipality and is paid to its successor (U10)', async () => {
    const question = { ...OCTOBER, locations: [hotel(merged())], municipalities: HASSELT };
    const [before] = regular(await run({ ...question, snapshot: '2023-01-01T00:00:00Z' }), R5);
    assert.deepEqual([before?.municipality, before?.payee, before?.cents], ['73040', '73040', 31 * 3500]);
    const [after] = regular(await run(question), R5);
    assert.deepEqual([after?.municipality, after?.payee, after?.cents], ['73040', '71072', 31 * 3500]);
});

test('a fusion: as long as nobody said who is paid for the time before it, the lines wait', async () => {
    const lines = await run({ ...OCTOBER, locations: [hotel(merged())], municipalities: HASSELT, parameters: LAW });
    assert.equal(total(lines), 0);
    const [line] = lines.filter(({ rule, kind }) => rule === R5 && kind === 'Missing_Parameter');
    assert.deepEqual(line?.missing, ['R8_Framework_End.merged_municipality_payee']);
});

test('a phase-out: nobody sleeps there after its last day, and from the announcement in 2025 on its rule is needed', async () => {
    const rates = filledIn('daily_rate', { cents: 4000 });
    const rest = [
        ...filledIn('allocated_reduction', { cents: 600 }),
        ...LAW.filter(({ code }) => code === 'minimum_available_days').map((version) => ({
            ...version,
            key: 'days',
            lastDay: undefined,
            version: 2,
        })),
    ];
    const phasedOut = hotel({
        ...HOTEL,
        confirmedOn: day('2023-06-01'),
        closingAnnouncedOn: day('2025-01-11'),
        closingLastDay: day('2025-01-20'),
    });
    const january = { from: '2025-01-01', to: '2025-01-31', locations: [phasedOut] };
    const waiting = await run({ ...january, parameters: [...LAW, ...rates, ...rest] });
    assert.equal(total(waiting, R5), 10 * 4000);
    assert.deepEqual(
        findings(waiting, 'R2_Eligibility').map(({ missing, days }) => [missing, days]),
        [[['R8_Framework_End.decommissioning_rule'], 10]],
    );
    const decided = await run({ ...january, parameters: [...LAW, ...CHOSEN, ...rates, ...rest] });
    assert.equal(total(decided, R5), 20 * 4000);
});

test('a missing parameter: category 2 in 2023 has no amount, and every bed and day of it says so', async () => {
    const locations = [hotel({ ...HOTEL, rooms: [2], confirmedOn: day('2023-06-02') })];
    const lines = await run({ from: '2022-12-31', to: '2023-01-02', locations });
    assert.equal(total(lines, R5), 2 * 3500);
    assert.deepEqual(
        daily(lines).map(({ bed, missing, days }) => [bed, missing, days]),
        [
            ['L1-B0000', ['R2_Eligibility.minimum_available_days', `${R5}.daily_rate`], 2],
            ['L1-B0001', ['R2_Eligibility.minimum_available_days', `${R5}.daily_rate`], 2],
        ],
    );
});

test('a version recorded later counts in runs with a later snapshot', async () => {
    const late = filledIn('large_from_beds', { number: '15' }, { recordedAt: Date.parse('2023-05-01T00:00:00Z') });
    const question = { from: '2022-10-01', to: '2022-12-31', locations: [site({})], parameters: [...LAW, ...late] };
    const before = await run({ ...question, snapshot: '2023-04-30T00:00:00Z' });
    assert.equal(total(before, R6), 0);
    assert.deepEqual(
        findings(before, R6).map(({ part, missing }) => [part, missing]),
        [['bed', [`${R6}.large_from_beds`]]],
    );
    assert.equal(total(await run({ ...question, snapshot: '2023-05-01T00:00:00Z' }), R6), 3 * 5500);
});

test('a version that is not approved, or only from the press, does not count', async () => {
    const question = { from: '2022-10-01', to: '2022-12-31', locations: [site({})] };
    for (const change of [{ approved: false }, { confidence: 'Press' }, { confidence: 'Assumed' }] as const) {
        const parameters = [...LAW, ...filledIn('large_from_beds', { number: '15' }, change)];
        assert.equal(total(await run({ ...question, parameters }), R6), 0);
    }
});

test('an assumed value makes a scenario, marked on every line', async () => {
    const assumptions = filledIn('large_from_beds', { number: '15' }, { confidence: 'Assumed', approved: false });
    const locations = [site({}), hotel({ ...HOTEL, key: 'L2' })];
    const lines = await run({ ...OCTOBER, locations, parameters: LAW, assumptions });
    assert.equal(total(lines, R6), 5500);
    assert.ok(lines.every(({ scenario }) => scenario));
    assert.deepEqual(
        regular(lines, R6)[0]?.assumed,
        assumptions.map(({ key }) => key),
    );
    assert.deepEqual(regular(lines, R5)[0]?.assumed, []);
});

test('R2: category 2 needs the confirmation of the agency from 01-06-2023 on', async () => {
    const question = { from: '2023-05-31', to: '2023-06-10' };
    const unconfirmed = await run({ ...question, locations: [hotel(HOTEL)] });
    assert.deepEqual(
        findings(unconfirmed, 'R2_Eligibility').map(({ reason, days }) => [reason, days]),
        [['not_confirmed', 10]],
    );
    const confirmed = await run({ ...question, locations: [hotel({ ...HOTEL, confirmedOn: day('2023-06-06') })] });
    assert.deepEqual(
        findings(confirmed, 'R2_Eligibility').map(({ reason, days }) => [reason, days]),
        [['not_confirmed', 5]],
    );
    assert.equal(daily(confirmed)[0]?.days, 6);
});

test('R2: three months may be calendar months or ninety days; it is asked only where it matters', async () => {
    const beds = async (to: string, months?: string): Promise<Line[]> =>
        run({
            from: '2022-03-14',
            to: '2022-06-30',
            locations: [site({ from: '2022-04-01', to })],
            parameters: months === undefined ? LAW : [...LAW, ...filledIn('month_counting', { choice: months })],
        });
    assert.equal(total(await beds('2022-06-30')), 100_000, '1 April to 30 June: three months and 91 days');
    assert.equal(total(await beds('2022-06-28')), 0, '89 days are neither');
    const ninety = await beds('2022-06-29');
    assert.deepEqual(
        findings(ninety).map(({ missing }) => missing),
        [['R2_Eligibility.month_counting']],
    );
    assert.equal(total(await beds('2022-06-29', 'thirty_days')), 100_000);
    assert.equal(total(await beds('2022-06-29', 'calendar_months')), 0);
});

test('R2: nothing counts before 14-03-2022, and nothing before a validation', async () => {
    const early = await run({ from: '2022-03-01', to: '2022-03-31', locations: [site({ from: '2022-03-10' })] });
    assert.equal(regular(early, 'R3_Public_Lump_Sum')[0]?.firstDay, day('2022-03-14'));
    assert.equal(findings(early, 'R2_Eligibility')[0]?.reason, 'before_earliest_start');
    const draft = await run({ ...OCTOBER, locations: [site({ status: 'Registered' })] });
    assert.equal(total(draft), 0);
    assert.deepEqual(
        findings(draft).map(({ reason, quantity }) => [reason, quantity]),
        [['not_validated', 1]],
    );
});

test('R4: an incomplete five waits for its rounding (U3); complete ones are paid', async () => {
    const families = [
        hostFamily({ rooms: [7], stays: Array.from({ length: 7 }, (_, bed) => ({ bed, arrival: '2022-04-01' })) }),
    ];
    const question = { from: '2022-04-01', to: '2022-06-30', locations: families };
    const open = await run({ ...question, parameters: LAW });
    assert.equal(total(open), 200_000);
    assert.deepEqual(
        findings(open).map(({ missing, quantity }) => [missing, quantity]),
        [[['R4_Private_Lump_Sum.incomplete_five'], 2]],
    );
    const proRata = [...LAW, ...filledIn('incomplete_five', { choice: 'pro_rata' })];
    assert.equal(total(await run({ ...question, parameters: proRata })), 280_000);
});

test('R6: whether 60 days are consecutive (U9) is asked only where it matters', async () => {
    const gaps = [{ bed: 0, from: '2022-08-20', to: '2022-08-20' }];
    const question = { from: '2022-09-01', to: '2022-09-30', locations: [site({ from: '2022-07-10', gaps })] };
    const boundary = filledIn('large_from_beds', { number: '15' });
    const open = await run({ ...question, parameters: [...LAW, ...boundary] });
    assert.deepEqual(findings(open, R6).find(({ part }) => part === 'bed')?.missing, [`${R6}.sixty_days_consecutive`]);
    const before = filledIn('availability_before_august', { choice: 'counts' });
    for (const [choice, cents] of [
        ['total', 5500],
        ['consecutive', 0],
        ['consecutive_to_month_end', 0],
    ] as const) {
        const counting = filledIn('sixty_days_consecutive', { choice });
        const lines = await run({ ...question, parameters: [...LAW, ...boundary, ...before, ...counting] });
        assert.equal(total(lines, R6), cents, choice);
    }
});

test('R6: a bed that is gone is not paid for months after its last', async () => {
    const lines = await run({ from: '2022-08-01', to: '2022-12-31', locations: [site({ to: '2022-10-05' })] });
    assert.equal(total(lines, R6), 3 * 5500);
});

test('R8: nothing accrues after 31-03-2026', async () => {
    const locations = [hotel({ ...HOTEL, confirmedOn: day('2023-06-01') })];
    const lines = await run({ from: '2026-03-30', to: '2026-04-30', locations });
    assert.deepEqual(
        findings(lines, 'R2_Eligibility').map(({ reason, days }) => [reason, days]),
        [['after_framework_end', 30]],
    );
    assert.equal(daily(lines)[0]?.days, 2);
});

test('an emergency village has no amount (U6): its days wait', async () => {
    const village = site({ category: 'Emergency_Village', accommodationType: 'Emergency_Village', from: '2022-04-08' });
    const lines = await run({ ...OCTOBER, locations: [village] });
    assert.deepEqual(
        findings(lines).map(({ missing, days }) => [missing, days]),
        [[['Village.place_amount'], 31]],
    );
});

test('R1: a reference date without a count is told, and so is the time of which no dates are known (U7)', async () => {
    const none = await run({ from: '2022-06-30', to: '2022-06-30' });
    assert.deepEqual(
        none.map(({ reason }) => reason),
        ['register_count_missing'],
    );
    const partial = await run({
        from: '2022-06-30',
        to: '2022-06-30',
        registerCounts: [count('2022-06-30', { adultsWithStatus: 3 })],
    });
    assert.deepEqual(
        partial.map(({ reason }) => reason),
        ['register_count_missing'],
    );
    const unknown = await run({ from: '2025-04-01', to: '2025-06-30' });
    assert.deepEqual(
        unknown.map(({ missing }) => missing),
        [['R1_Guidance.tranche_factor']],
    );
});
