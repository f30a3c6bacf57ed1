import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day, dayOf, endOf, instant, isoInstant } from './calendar.ts';

test('instants are written in UTC', () => {
    const value = instant(day('2022-03-14'), 9 * 60 + 5);
    assert.equal(isoInstant(value), '2022-03-14T09:05:00.000Z');
    assert.equal(dayOf(value), day('2022-03-14'));
    assert.equal(isoInstant(endOf(day('2022-03-14'))), '2022-03-14T23:59:00.000Z');
});
