import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { readObject } from '../testing/metadata.ts';
import { readMunicipalityRecords, readPlan, REFERENCE, type MunicipalityRecord } from './reference-data.ts';

const plan = readPlan();
const records = readMunicipalityRecords();
const current = records.filter((record) => record.Valid_To__c === undefined);
const dissolved = records.filter((record) => record.Valid_To__c !== undefined);
const postcodes = parse<Record<string, string>>(readFileSync(join(REFERENCE, 'postcodes.csv')), { columns: true });

function readJson(file: string): unknown {
    return JSON.parse(readFileSync(join(REFERENCE, file), 'utf8'));
}

function recordsIn(file: string): MunicipalityRecord[] {
    return (readJson(file) as { records: MunicipalityRecord[] }).records;
}

function successorOf(record: MunicipalityRecord): MunicipalityRecord | undefined {
    return current.find((other) => record.Successor__c === `@${other.attributes.referenceId}`);
}

function sum(of: readonly MunicipalityRecord[]): number {
    return of.reduce((total, record) => total + record.Population__c, 0);
}

test('285 municipalities exist today, in five provinces', () => {
    const perProvince = Object.fromEntries(
        [...Map.groupBy(current, (record) => record.Province__c)].map(([province, each]) => [province, each.length]),
    );
    assert.deepEqual(perProvince, {
        Antwerpen: 67,
        Vlaams_Brabant: 63,
        West_Vlaanderen: 62,
        Oost_Vlaanderen: 55,
        Limburg: 38,
    });
    assert.equal(current.length, 285);
});

test('27 ended on 31 December 2024, each with a successor that exists; with Antwerpen 28 took part', () => {
    assert.equal(dissolved.length, 27);
    for (const record of dissolved) {
        assert.equal(record.Valid_To__c, '2024-12-31', record.Name);
        assert.ok(successorOf(record), `${record.Name} has no successor`);
    }
    const successors = new Set(dissolved.map((record) => successorOf(record)));
    const continues = [...successors].filter((record) => record?.Valid_From__c === undefined);
    assert.equal(successors.size, 13);
    assert.deepEqual(
        continues.map((record) => record?.NIS_Code__c),
        ['11002'],
    );
});

test('12 began on 1 January 2025', () => {
    const begun = current.filter((record) => record.Valid_From__c !== undefined);
    assert.deepEqual(
        begun.map((record) => [record.NIS_Code__c, record.Valid_From__c]).sort(),
        '23106 37021 37022 44086 44087 44088 46029 46030 71071 71072 73110 73111'
            .split(' ')
            .map((nis) => [nis, '2025-01-01']),
    );
});

test('Zwijndrecht goes to another province', () => {
    const zwijndrecht = dissolved.find((record) => record.NIS_Code__c === '11056');
    assert.equal(zwijndrecht?.Province__c, 'Antwerpen');
    const successor = successorOf(zwijndrecht);
    assert.equal(successor?.NIS_Code__c, '46030');
    assert.equal(successor.Province__c, 'Oost_Vlaanderen');
});

test('the population adds up, in all and for each fusion', () => {
    assert.equal(sum(current), 6_629_143);
    for (const [successor, parts] of Map.groupBy(dissolved, successorOf)) {
        // Antwerpen went on: its own inhabitants of before are not in a record of their own
        const own = successor?.NIS_Code__c === '11002' ? 529_247 : 0;
        assert.equal(successor?.Population__c, own + sum(parts), successor?.Name);
    }
});

test('people can tell a dissolved municipality from its successor by name', () => {
    const names = records.map((record) => record.Name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.includes('Lochristi') && names.includes('Lochristi (tot 2024)'));
});

test('every postal code lies in a municipality of today, and in the one of before', () => {
    const today = new Set(current.map((record) => record.NIS_Code__c));
    for (const { postcode, place, nis_2020: before = '', nis_2025: now = '' } of postcodes) {
        assert.ok(today.has(now), `${postcode} ${place}`);
        const old = dissolved.find((record) => record.NIS_Code__c === before);
        assert.equal(old ? successorOf(old)?.NIS_Code__c : before, now, `${postcode} ${place}`);
    }
    const served = new Set(postcodes.map((row) => row['nis_2025']));
    assert.deepEqual(
        [...today].filter((nis) => !served.has(nis)),
        [],
    );
});

test('the importer can follow the plan: types agree, references are unique and come first', () => {
    const seen = new Set<string>();
    for (const { sobject, files } of plan) {
        for (const file of files) {
            const inFile = recordsIn(file);
            // the largest request that the org takes
            assert.ok(inFile.length <= 200, file);
            for (const { attributes, Successor__c: successor } of inFile) {
                assert.equal(attributes.type, sobject, file);
                assert.ok(!seen.has(attributes.referenceId), attributes.referenceId);
                if (successor === undefined) continue;
                // what the importer of the Salesforce CLI takes for a reference
                assert.match(successor, /^@\w+Ref\d+$/);
                assert.ok(seen.has(successor.slice(1)), successor);
            }
            for (const { attributes } of inFile) seen.add(attributes.referenceId);
        }
    }
});

test('every field of a municipality exists, and its province is one of the list', () => {
    const { fields } = readObject('Municipality__c');
    for (const record of records) {
        for (const name of Object.keys(record)) {
            const field = name.replace(/__(Latitude|Longitude)__s$/, '__c');
            assert.ok(name === 'attributes' || fields.has(field), name);
        }
        assert.ok(fields.get('Province__c')?.values?.has(record.Province__c), record.Province__c);
        assert.match(record.NIS_Code__c, /^[0-9]{5}$/);
    }
});
