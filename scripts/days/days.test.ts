import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addMonths, addYears, day, dutchDay, endOfMonth, isoDay, parseDay, startOfMonth, workday } from './days.ts';

const days = fc.integer({ min: day('1900-01-01'), max: day('2100-12-31') });

test('a day survives being written and read', () => {
    fc.assert(
        fc.property(days, (value) => {
            assert.equal(parseDay(isoDay(value)), value);
        }),
    );
});

test('what is no day of the calendar is refused', () => {
    for (const text of ['2023-02-29', '2023-13-01', '2023-1-1', '', 'today', '2023-01-01T00:00:00Z']) {
        assert.equal(parseDay(text), undefined, text);
    }
    assert.throws(() => day('2023-02-29'), /is not a day/);
});

test('a weekend becomes the Monday after it', () => {
    // 14 and 15 February 2026 were a Saturday and a Sunday
    assert.deepEqual(
        ['2026-02-13', '2026-02-14', '2026-02-15', '2026-02-16'].map((text) => isoDay(workday(day(text)))),
        ['2026-02-13', '2026-02-16', '2026-02-16', '2026-02-16'],
    );
});

test('months and years end where they end', () => {
    assert.equal(isoDay(startOfMonth(day('2024-02-10'))), '2024-02-01');
    assert.equal(isoDay(endOfMonth(day('2024-02-10'))), '2024-02-29');
    assert.equal(isoDay(endOfMonth(day('2025-12-31'))), '2025-12-31');
    assert.equal(isoDay(addMonths(day('2024-01-31'), 1)), '2024-02-29');
    assert.equal(isoDay(addMonths(day('2024-03-15'), -3)), '2023-12-15');
    assert.equal(isoDay(addYears(day('2024-02-29'), 1)), '2025-03-01');
    assert.equal(isoDay(addYears(day('2022-03-14'), -18)), '2004-03-14');
});

test('Dutch readers get the day first', () => {
    assert.equal(dutchDay(day('2022-03-14')), '14-03-2022');
});
