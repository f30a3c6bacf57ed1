/** Amounts, days and names as Dutch readers write them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LAW } from '../engine/testing/law.ts';
import { counted, dutchAmount, dutchInstant, dutchNumber, dutchPeriod, parameterName } from './words.ts';

test('amounts have points between thousands and a decimal comma', () => {
    assert.deepEqual([0, 5, -5, 123_456, -123_456_789].map(dutchAmount), [
        '0,00',
        '0,05',
        '-0,05',
        '1.234,56',
        '-1.234.567,89',
    ]);
});

test('numbers lose the zeros that say nothing', () => {
    assert.deepEqual(['1104', '2.5000', '3.0000', '1234567.25'].map(dutchNumber), [
        '1.104',
        '2,5',
        '3',
        '1.234.567,25',
    ]);
    assert.deepEqual([counted(1, 'lijn', 'lijnen'), counted(1200, 'lijn', 'lijnen')], ['1 lijn', '1.200 lijnen']);
});

test('days are written day first, instants by the clock in Flanders', () => {
    assert.equal(dutchPeriod('2022-10-01', '2022-12-31'), '01-10-2022 t.e.m. 31-12-2022');
    assert.equal(dutchPeriod('2022-12-31', '2022-12-31'), '31-12-2022');
    assert.equal(dutchInstant(new Date('2022-08-31T22:00:00Z')), '01-09-2022 00:00');
    assert.equal(dutchInstant(new Date('2022-12-31T22:59:00Z')), '31-12-2022 23:59');
});

test('every parameter of the law that a run may lack has a name in words', () => {
    const nameless = LAW.filter(({ code, rule }) => rule !== 'R7_Payment_Calendar' && parameterName(code) === code);
    assert.deepEqual(nameless, []);
});
