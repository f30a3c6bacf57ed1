/** What a data set holds: how much, which kinds, which mess; and that it is the same each time. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { generateAndRead, requestFor, rowsOf, temporaryFolder, type CsvRow } from '../testing/data-set.ts';
import { readObject } from '../testing/metadata.ts';
import { day, endOf } from './calendar.ts';
import { generate, municipalitiesOf, settingOf, type Request } from './generate.ts';
import { readMunicipalities } from './municipalities.ts';
import { knownAt, type Recorded } from './recorded.ts';
import { drawBeds, drawRegistry } from './registry.ts';

const folder = temporaryFolder();
after(folder.remove);

let folders = 0;
function newFolder(): string {
    return join(folder.path, String(++folders));
}

/** Rare things need not be in one small set on one day; they are in one of these. */
const sets = [
    { seed: 42, asOf: '2026-02-15' },
    { seed: 7, asOf: '2025-03-14' },
    { seed: 8, asOf: '2024-06-16' },
].map(({ seed, asOf }) => ({ asOf, files: generateAndRead(requestFor(newFolder(), { seed, asOf: day(asOf) })) }));

/** The rows of an object in all sets; each knows the day on which it is seen. */
function all(object: string): CsvRow[] {
    return sets.flatMap(({ asOf, files }) => rowsOf(files, object).map((row) => ({ ...row, asOf })));
}

function isBefore(row: CsvRow, field: string, other: string): boolean {
    return filled(row, field) && (row[field] ?? '') < (row[other] ?? '');
}

function bytesOf(changes: Partial<Request>): string {
    const request = requestFor(newFolder(), { municipalities: 3, ...changes });
    generate(request);
    const hash = createHash('sha256');
    for (const file of readdirSync(request.out).sort()) hash.update(file).update(readFileSync(join(request.out, file)));
    return hash.digest('hex');
}

test('the same seed gives the same bytes, another seed or another day gives others', () => {
    const bytes = bytesOf({});
    assert.equal(bytesOf({}), bytes);
    assert.notEqual(bytesOf({ seed: 43 }), bytes);
    assert.notEqual(bytesOf({ asOf: day('2024-02-15') }), bytes);
});

test('one more municipality changes nothing about the others', () => {
    const three = generateAndRead(requestFor(newFolder(), { municipalities: 3 }));
    const four = generateAndRead(requestFor(newFolder(), { municipalities: 4 }));
    for (const { file, records } of three) {
        const more = four.find((other) => other.file === file)?.records.slice(0, records.length);
        assert.deepEqual(records, more, file);
    }
});

test('municipalities of elsewhere come besides, and change nothing about the others', () => {
    const alone = generateAndRead(requestFor(newFolder(), { municipalities: 1 }));
    const more = generateAndRead(requestFor(newFolder(), { municipalities: 1, also: ['43005', '71016'] }));
    const of = (files: typeof more): unknown[] =>
        rowsOf(files, 'Location__c').map((row) => row['Municipality__r.NIS_Code__c']);
    assert.deepEqual(new Set(of(more)), new Set([...of(alone), '43005', '71016']));
    assert.deepEqual(rowsOf(more, 'Bed__c').slice(0, rowsOf(alone, 'Bed__c').length), rowsOf(alone, 'Bed__c'));
});

test('small has some 1,500 beds', () => {
    const beds = rowsOf(sets[0]?.files ?? [], 'Bed__c').length;
    assert.ok(beds >= 1350 && beds <= 1650, `${beds} beds`);
    assert.deepEqual([municipalitiesOf('small').length, municipalitiesOf('full').length], [38, 285]);
});

test('full has some 60,000 beds, whatever the seed', () => {
    for (const seed of [1, 2, 3, 42]) {
        const municipalities = municipalitiesOf('full');
        const setting = settingOf('full', seed, municipalities);
        const beds = municipalities.reduce((sum, municipality) => sum + drawBeds(setting, municipality), 0);
        assert.ok(Math.abs(beds / 60_000 - 1) < 0.05, `${beds} beds with seed ${seed}`);
    }
});

test('a bed has two and a half stays on average, so that full has some 150,000', () => {
    const asOf = endOf(day('2026-02-15'));
    const municipalities = municipalitiesOf('full');
    const setting = settingOf('full', 42, municipalities);
    const sample = municipalities.filter((_, index) => index % 12 === 5).map((each) => drawRegistry(setting, each));
    const count = (records: readonly Recorded<unknown>[]): number =>
        records.filter((record) => knownAt(record, asOf) !== undefined).length;
    const beds = sample.reduce((sum, registry) => sum + count(registry.beds), 0);
    const stays = sample.reduce((sum, registry) => sum + count(registry.assignments), 0);
    assert.ok(Math.abs(stays / beds - 2.5) < 0.2, `${stays} stays on ${beds} beds`);
});

const PICKLISTS: Record<string, string[]> = {
    Provider__c: ['Provider_Type__c'],
    Location__c: [
        'Status__c',
        'Category__c',
        'Accommodation_Type__c',
        'Financing__c',
        'Inventory_Result__c',
        'Risk_Result__c',
        'Inspection_Result__c',
        'Offer_Answer__c',
        'Closing_Reason__c',
    ],
    Place__c: ['Place_Type__c', 'Sanitary__c'],
    Bed__c: ['Bed_Type__c'],
    Bed_Unavailability__c: ['Reason__c'],
    Works_Cost__c: ['Proof_Kind__c'],
    Household__c: ['Status__c', 'Source__c', 'Language__c'],
    Person__c: ['Household_Role__c'],
    Assignment__c: ['Status__c', 'Departure_Reason__c', 'Destination__c'],
};

for (const [object, fields] of Object.entries(PICKLISTS)) {
    test(`${object}: every value of ${fields.join(', ')} occurs`, () => {
        const metadata = readObject(object);
        for (const field of fields) {
            const used = new Set(all(object).map((row) => row[field]));
            const unused = [...(metadata.fields.get(field)?.values ?? [])].filter((value) => !used.has(value));
            assert.deepEqual(unused, [], field);
        }
    });
}

function filled(row: CsvRow, field: string): boolean {
    return (row[field] ?? '') !== '';
}

/** Things that a tool has to cope with; each with what tells it. */
const MESS: Record<string, () => boolean> = {
    'a location that is over and still open': () =>
        all('Location__c').some((row) => row['Status__c'] === 'Validated' && isBefore(row, 'End_Date__c', 'asOf')),
    'a draft without category': () =>
        all('Location__c').some((row) => row['Status__c'] === 'Draft' && !filled(row, 'Category__c')),
    'a location that waits for validation': () =>
        all('Location__c').some((row) => row['Status__c'] === 'Registered' && !filled(row, 'Risk_Result__c')),
    'an offer without answer': () =>
        all('Location__c').some((row) => row['Status__c'] === 'Offered' && !filled(row, 'Offer_Answer__c')),
    'a planned departure that is past, while nobody entered that they left': () =>
        all('Assignment__c').some(
            (row) => row['Status__c'] === 'Arrived' && isBefore(row, 'Departure_Date__c', 'asOf'),
        ),
    'an arrival that is still to come': () =>
        all('Assignment__c').some(
            (row) => row['Status__c'] === 'Confirmed' && isBefore(row, 'asOf', 'Arrival_Date__c'),
        ),
    'a stay without a person': () => all('Assignment__c').some((row) => !filled(row, 'Person__r.External_Key__c')),
    'fewer persons than the household counts, and more': () => {
        const persons = Map.groupBy(all('Person__c'), (row) => row['Household__r.External_Key__c']);
        const differences = all('Household__c').map((row) => {
            const bands = ['Adults__c', 'Minors_0_2__c', 'Minors_3_5__c', 'Minors_6_11__c', 'Minors_12_17__c'];
            const size = bands.reduce((sum, band) => sum + Number(row[band]), 0);
            return (persons.get(row['External_Key__c'])?.length ?? size) - size;
        });
        return Math.min(...differences) < 0 && Math.max(...differences) > 0;
    },
    'a bed that must not be allocated': () => all('Bed__c').some((row) => row['Bookable__c'] === 'false'),
    'a bed that is free now': () => all('Bed__c').some((row) => row['Free_Now__c'] === 'true'),
    'works without a number of the proof': () => all('Works_Cost__c').some((row) => !filled(row, 'Proof_Reference__c')),
    'works that cost more than the ceiling': () => all('Works_Cost__c').some((row) => Number(row['Amount__c']) > 2500),
    'locations that need works, without any cost': () => {
        const paid = new Set(all('Works_Cost__c').map((row) => row['Location__r.External_Key__c']));
        return all('Location__c').some(
            (row) =>
                row['Works_Needed__c'] === 'true' &&
                row['Status__c'] === 'Validated' &&
                !paid.has(row['External_Key__c']),
        );
    },
    'locations of at least 15 and of at least 50 beds': () => {
        const beds = Map.groupBy(all('Bed__c'), (row) => row['External_Key__c']?.slice(0, 14));
        const sizes = [...beds.values()].map((each) => each.length);
        return sizes.some((size) => size >= 15 && size < 50) && sizes.some((size) => size >= 50) && sizes.includes(1);
    },
};

for (const [what, occurs] of Object.entries(MESS)) {
    test(`there is ${what}`, () => {
        assert.ok(occurs());
    });
}

test('what was entered late or wrongly is remembered with what was known before', () => {
    const [first] = readMunicipalities().filter(({ nis }) => nis === '44021');
    assert.ok(first);
    const registry = drawRegistry(settingOf('full', 42, [first]), first);
    const corrected = registry.locations.filter(({ versions }) =>
        versions.some(({ state }, i) => {
            const before = versions[i - 1]?.state.category;
            return before !== undefined && state.category !== undefined && before !== state.category;
        }),
    );
    assert.ok(corrected.length > 0, 'no category was ever put right');
    const lateDepartures = registry.assignments.filter(({ versions }) =>
        versions.some(
            ({ state, recordedFrom }) =>
                state.status === 'Departed' && recordedFrom / 1440 > (state.departure ?? Infinity) + 10,
        ),
    );
    assert.ok(lateDepartures.length > 0, 'no departure was ever entered late');
    const lateArrivals = registry.assignments.filter(
        ({ versions: [entered] }) => entered.recordedFrom / 1440 > entered.state.arrival + 10,
    );
    assert.ok(lateArrivals.length > 0, 'no arrival was ever entered late');
    const lateLocations = registry.locations.filter(({ versions: [entered, ...later] }) =>
        later.some(({ state }) => state.startDate !== undefined && entered.recordedFrom / 1440 > state.startDate + 15),
    );
    assert.ok(lateLocations.length > 0, 'no location was ever entered late');
});
