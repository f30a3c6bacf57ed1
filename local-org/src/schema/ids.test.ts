import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { customKeyPrefix, makeId, toId18 } from './ids.ts';

describe('an id of 15 characters gets the suffix that tells its case', () => {
    const cases: [short: string, long: string][] = [
        ['001A0000006Vm9r', '001A0000006Vm9rIAC'],
        ['a0X5800000eILVX', 'a0X5800000eILVXEA4'],
        ['012000000000000', '012000000000000AAA'],
        ['500R0000008pj8D', '500R0000008pj8DIAQ'],
    ];
    for (const [short, long] of cases) {
        it(`${short} → ${long}`, () => {
            assert.equal(toId18(short), long);
        });
        for (const changed of [long, long.toLowerCase(), long.toUpperCase()])
            it(`${changed} → ${long}`, () => {
                assert.equal(toId18(changed), long);
            });
    }
});

describe('what is no id is not taken for one', () => {
    const bad = [
        '',
        'x',
        '001A0000006Vm9',
        '001A0000006Vm9rIA',
        '001A0000006Vm9rIACx',
        '001A0000006Vm-r',
        '001A0000006Vm9rI9C',
    ];
    for (const text of bad)
        it(`'${text}'`, () => {
            assert.equal(toId18(text), undefined);
        });
});

describe('ids of records count in base 62', () => {
    const cases: [number: number, id15: string][] = [
        [1, 'a00000000000001'],
        [10, 'a0000000000000A'],
        [36, 'a0000000000000a'],
        [61, 'a0000000000000z'],
        [62, 'a00000000000010'],
        [62 ** 5, 'a00000000100000'],
    ];
    for (const [number, id] of cases)
        it(`${String(number)} → ${id}`, () => {
            assert.equal(makeId('a00', number), toId18(id));
        });
});

it('custom objects get key prefixes one after the other', () => {
    assert.deepEqual([0, 1, 10, 61, 62].map(customKeyPrefix), ['a00', 'a01', 'a0A', 'a0z', 'a10']);
});
