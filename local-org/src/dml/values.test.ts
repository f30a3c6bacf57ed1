import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { makeField } from '../schema/field.ts';
import type { Field, FieldType } from '../schema/model.ts';
import { roundHalfUp, toStored, toWire, ValueError } from './values.ts';

function field(type: FieldType, settings: Partial<Field> = {}): Field {
    return makeField({ name: 'X__c', label: 'X', type, ...settings });
}

const NUMBER = { precision: 18, scale: 2 };
const INSTANT = Date.UTC(2024, 1, 29, 9, 30, 15);

describe('a client’s value becomes what its field holds', () => {
    const cases: [type: FieldType, value: unknown, stored: unknown, settings?: Partial<Field>][] = [
        ['string', 'abc', 'abc'],
        ['string', '  abc \t\n', 'abc'],
        ['string', '\u00a0abc\u00a0', '\u00a0abc\u00a0'],
        ['string', '', null],
        ['string', '   ', null],
        ['string', null, null],
        ['string', undefined, null],
        ['string', 12.5, '12.5'],
        ['string', true, 'true'],
        ['textarea', '\n a\nb \n', 'a\nb'],
        ['picklist', ' One ', 'One'],
        ['boolean', true, 1],
        ['boolean', false, 0],
        ['boolean', 'TRUE', 1],
        ['boolean', 'false', 0],
        ['boolean', '1', 1],
        ['boolean', 0, 0],
        ['boolean', null, 0],
        ['boolean', '', 0],
        ['double', 12, 12, NUMBER],
        ['double', '12.50', 12.5, NUMBER],
        ['double', ' 12 ', 12, NUMBER],
        ['double', '1e3', 1000, NUMBER],
        ['double', '.5', 0.5, NUMBER],
        ['double', '-0', 0, NUMBER],
        ['double', '', null, NUMBER],
        ['double', 1.005, 1.01, NUMBER],
        ['double', '1.005', 1.01, NUMBER],
        ['double', -1.005, -1.01, NUMBER],
        ['double', 2.675, 2.68, NUMBER],
        ['double', 0.1 + 0.2, 0.3, NUMBER],
        ['double', 0.001, 0, NUMBER],
        ['double', -0.001, 0, NUMBER],
        ['double', '123456789012345.67', 123456789012345.67, NUMBER],
        ['double', '999999999999999999', 1e18, { precision: 18, scale: 0 }],
        ['currency', 99.999, 100, NUMBER],
        ['percent', '12.55', 12.6, { precision: 5, scale: 1 }],
        ['int', '7', 7],
        ['date', '2024-02-29', '2024-02-29'],
        ['date', '2024-02-29Z', '2024-02-29'],
        ['date', '2024-02-29T09:30:15Z', '2024-02-29'],
        ['date', '1700-01-01', '1700-01-01'],
        ['date', '4000-12-31', '4000-12-31'],
        ['datetime', '2024-02-29T09:30:15Z', INSTANT],
        ['datetime', '2024-02-29T09:30:15.999Z', INSTANT],
        ['datetime', '2024-02-29T10:30:15+01:00', INSTANT],
        ['datetime', '2024-02-29T10:30:15+0100', INSTANT],
        ['datetime', '2024-02-29T04:30:15-05:00', INSTANT],
        ['datetime', '2024-02-29', Date.UTC(2024, 1, 29)],
        ['datetime', '2024-02-29T09:30', Date.UTC(2024, 1, 29, 9, 30)],
        ['time', '09:30:15.123Z', 34_215_123],
        ['time', '09:30', 34_200_000],
        ['time', '23:59:59.9', 86_399_900],
        ['reference', '001A0000006Vm9r', '001A0000006Vm9rIAC'],
        ['reference', ' 001a0000006vm9riac ', '001A0000006Vm9rIAC'],
        ['reference', '', null],
    ];
    for (const [type, value, stored, settings] of cases)
        it(`${type} ${value === undefined ? 'undefined' : JSON.stringify(value)} → ${JSON.stringify(stored)}`, () => {
            assert.deepEqual(toStored(field(type, settings), value), stored);
        });

    it('base 64 becomes bytes', () => {
        assert.deepEqual(toStored(field('base64'), 'aGk='), Buffer.from('hi'));
    });
});

describe('what a field cannot hold is refused', () => {
    const TYPE = 'INVALID_TYPE_ON_FIELD_IN_RECORD';
    const RANGE = 'NUMBER_OUTSIDE_VALID_RANGE';
    const latitude = { ...NUMBER, scale: 15, compoundField: 'P__c', name: 'P__Latitude__s' };
    const longitude = { ...NUMBER, scale: 15, compoundField: 'P__c', name: 'P__Longitude__s' };
    const cases: [type: FieldType, value: unknown, code: string, settings?: Partial<Field>][] = [
        ['string', { a: 1 }, TYPE],
        ['string', ['a'], TYPE],
        ['boolean', 'yes', TYPE],
        ['boolean', 2, TYPE],
        ['double', 'abc', TYPE, NUMBER],
        ['double', '1,5', TYPE, NUMBER],
        ['double', '1 000', TYPE, NUMBER],
        ['double', '0x10', TYPE, NUMBER],
        ['double', true, TYPE, NUMBER],
        ['double', 'Infinity', TYPE, NUMBER],
        ['double', 1e16, RANGE, NUMBER],
        ['double', '9999999999999999.995', RANGE, NUMBER],
        ['double', '99.995', RANGE, { precision: 4, scale: 2 }],
        ['double', 1e18, RANGE, { precision: 18, scale: 0 }],
        ['percent', -1000, RANGE, { precision: 3, scale: 0 }],
        ['double', 90.5, RANGE, latitude],
        ['double', -180.1, RANGE, longitude],
        ['date', '29-02-2024', TYPE],
        ['date', '2023-02-29', TYPE],
        ['date', '2024-13-01', TYPE],
        ['date', '1699-12-31', TYPE],
        ['date', '4001-01-01', TYPE],
        ['date', 20240229, TYPE],
        ['datetime', '2024-02-29T25:00:00Z', TYPE],
        ['datetime', '2024-02-29T09:60:00Z', TYPE],
        ['datetime', 'now', TYPE],
        ['time', '24:00', TYPE],
        ['time', '9', TYPE],
        ['reference', '123', 'MALFORMED_ID'],
        ['reference', 12, 'MALFORMED_ID'],
        ['location', '1,2', 'INVALID_FIELD'],
        ['address', {}, 'INVALID_FIELD'],
    ];
    for (const [type, value, code, settings] of cases)
        it(`${type} ${JSON.stringify(value)}: ${code}`, () => {
            assert.throws(
                () => toStored(field(type, settings), value),
                (error) => error instanceof ValueError && error.recordError.statusCode === code,
            );
        });

    it('coordinates at the poles and the date line are on the globe', () => {
        assert.deepEqual(
            [toStored(field('double', latitude), 90), toStored(field('double', longitude), -180)],
            [90, -180],
        );
    });
});

describe('rounding goes by the decimal digits', () => {
    const cases: [number: number, scale: number, rounded: number][] = [
        [1.005, 2, 1.01],
        [1.255, 2, 1.26],
        [10.235, 2, 10.24],
        [8.345, 2, 8.35],
        [-2.5, 0, -3],
        [2.5, 0, 3],
        [0.5, 0, 1],
        [1.4999999999, 0, 1],
        [5e-324, 2, 0],
        [1e21, 2, 1e21],
        [123456789012345.67, 2, 123456789012345.67],
        [0.000001235, 8, 0.00000124],
    ];
    for (const [number, scale, rounded] of cases)
        it(`${String(number)} to ${String(scale)} → ${String(rounded)}`, () => {
            assert.equal(roundHalfUp(number, scale), rounded);
        });

    it('a number that has been rounded stays', () => {
        fc.assert(
            fc.property(
                fc.double({ noNaN: true, min: -1e15, max: 1e15 }),
                fc.integer({ min: 0, max: 8 }),
                (number, scale) => {
                    const once = roundHalfUp(number, scale);
                    assert.equal(roundHalfUp(once, scale), once);
                    assert.ok(Math.abs(once - number) <= 0.5000001 * 10 ** -scale + Math.abs(number) * 2 ** -50);
                },
            ),
        );
    });
});

describe('what is stored is answered as REST writes it', () => {
    const cases: [type: FieldType, stored: string | number | null, wire: unknown][] = [
        ['boolean', 1, true],
        ['boolean', 0, false],
        ['datetime', INSTANT, '2024-02-29T09:30:15.000+0000'],
        ['time', 34_215_123, '09:30:15.123Z'],
        ['date', '2024-02-29', '2024-02-29'],
        ['double', 1.5, 1.5],
        ['string', null, null],
    ];
    for (const [type, stored, wire] of cases)
        it(`${type} ${JSON.stringify(stored)} → ${JSON.stringify(wire)}`, () => {
            assert.deepEqual(toWire(field(type), stored), wire);
        });

    it('what REST answers can be sent back, and is the same', () => {
        const values: Partial<Record<FieldType, fc.Arbitrary<string | number>>> = {
            boolean: fc.integer({ min: 0, max: 1 }),
            datetime: fc.integer({ min: -8_500_000_000, max: 60_000_000_000 }).map((seconds) => seconds * 1000),
            time: fc.integer({ min: 0, max: 86_399_999 }),
            date: fc
                .date({ min: new Date('1700-01-01'), max: new Date('4000-12-31'), noInvalidDate: true })
                .map((date) => date.toISOString().slice(0, 10)),
            double: fc.double({ noNaN: true, min: -1e15, max: 1e15 }).map((number) => roundHalfUp(number, 2)),
            string: fc.string({ minLength: 1 }).filter((text) => !/^[\0- ]|[\0- ]$/.test(text)),
        };
        for (const [type, arbitrary] of Object.entries(values)) {
            const one = field(type as FieldType, type === 'double' ? NUMBER : {});
            fc.assert(
                fc.property(arbitrary, (stored) => {
                    assert.equal(toStored(one, toWire(one, stored)), stored);
                }),
            );
        }
    });
});
