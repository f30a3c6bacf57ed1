import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { DAY_MS, dayOfYear, fromDays, isoWeek, toDays, weekday } from './dates.ts';
import { localDate, offsetAt } from './time-zone.ts';

const HOUR = 3_600_000;

describe('days', () => {
    const days = fc.integer({ min: -719_162, max: 2_932_896 });

    it('are those of JavaScript from the year 1 to 9999', () => {
        fc.assert(
            fc.property(days, (day) => {
                const expected = new Date(day * DAY_MS);
                assert.equal(fromDays(day), expected.toISOString().slice(0, 10));
                assert.equal(toDays(fromDays(day)), day);
                assert.equal(weekday(fromDays(day)), expected.getUTCDay() + 1);
            }),
        );
        assert.equal(fromDays(-719_162), '0001-01-01');
        assert.equal(fromDays(2_932_896), '9999-12-31');
        assert.throws(() => fromDays(-719_163));
        assert.throws(() => fromDays(2_932_897));
        assert.throws(() => fromDays(Number.NaN));
    });

    it('count from the first of January', () => {
        assert.equal(dayOfYear('2000-12-31'), 366);
        assert.equal(dayOfYear('1900-12-31'), 365);
    });

    it('belong to the week of their Thursday', () => {
        assert.deepEqual(isoWeek('2005-01-01'), { year: 2004, week: 53 });
        assert.deepEqual(isoWeek('2005-12-31'), { year: 2005, week: 52 });
        assert.deepEqual(isoWeek('2007-01-01'), { year: 2007, week: 1 });
        assert.deepEqual(isoWeek('2008-12-29'), { year: 2009, week: 1 });
    });
});

describe('time zones', () => {
    it('change with the clocks', () => {
        assert.equal(offsetAt(Date.UTC(2024, 2, 31, 0, 59), 'Europe/Brussels'), HOUR);
        assert.equal(offsetAt(Date.UTC(2024, 2, 31, 1, 0), 'Europe/Brussels'), 2 * HOUR);
        assert.equal(offsetAt(Date.UTC(2024, 9, 27, 0, 59), 'Europe/Brussels'), 2 * HOUR);
        assert.equal(offsetAt(Date.UTC(2024, 9, 27, 1, 0), 'Europe/Brussels'), HOUR);
        assert.equal(offsetAt(0, 'Asia/Kathmandu'), 5.5 * HOUR);
        assert.equal(offsetAt(Date.UTC(2024, 0, 1), 'Asia/Kathmandu'), 5.75 * HOUR);
        assert.equal(offsetAt(Date.UTC(2024, 0, 1), 'America/St_Johns'), -3.5 * HOUR);
    });

    it('decide which day it is', () => {
        const instant = Date.UTC(2024, 11, 31, 23, 30);
        assert.equal(localDate(instant, undefined), '2024-12-31');
        assert.equal(localDate(instant, 'Europe/Brussels'), '2025-01-01');
        assert.equal(localDate(instant, 'Pacific/Kiritimati'), '2025-01-01');
        assert.equal(localDate(instant, 'America/Los_Angeles'), '2024-12-31');
        assert.throws(() => localDate(instant, 'Nowhere/City'), RangeError);
    });
});
