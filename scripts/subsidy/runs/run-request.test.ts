/** What a run may be asked for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { day } from '../engine/day.ts';
import { endOfDay, periodOf, quarter, runKey, snapshotOf, type RunRequest } from './run-request.ts';

test('a quarter has its three months, both ends included', () => {
    assert.deepEqual(quarter('2022-Q4'), { firstDay: day('2022-10-01'), lastDay: day('2022-12-31') });
    assert.deepEqual(quarter('2024q1'), { firstDay: day('2024-01-01'), lastDay: day('2024-03-31') });
});

test('what is no quarter, day or instant is refused with how to write it', () => {
    for (const text of ['2022-Q5', '2022', 'Q4-2022', '']) assert.throws(() => quarter(text), /is geen kwartaal/);
    assert.throws(() => periodOf('2022-02-30', '2022-12-31'), /"2022-02-30" is geen dag/);
    assert.throws(() => periodOf('2022-12-31', '2022-10-01'), /ligt vóór de eerste/);
    for (const text of ['31-12-2022', '2022-12-31T23:00', 'nu']) {
        assert.throws(() => snapshotOf(text), /is geen ogenblik/, text);
    }
});

test('a day as snapshot is its last second in Flanders, in winter and in summer', () => {
    assert.equal(new Date(snapshotOf('2022-12-31')).toISOString(), '2022-12-31T22:59:59.000Z');
    assert.equal(new Date(endOfDay(day('2022-08-31'))).toISOString(), '2022-08-31T21:59:59.000Z');
});

test('an instant is kept in whole seconds, as an org keeps it', () => {
    assert.equal(new Date(snapshotOf('2022-12-31T23:00:00.900+01:00')).toISOString(), '2022-12-31T22:00:00.000Z');
});

test('the key of a run follows from what is asked, and from nothing else', () => {
    const asked: RunRequest = {
        period: quarter('2022-Q4'),
        snapshot: snapshotOf('2022-12-31'),
        only: undefined,
        assumptions: undefined,
    };
    const key = runKey(asked, undefined);
    assert.equal(runKey({ ...asked }, undefined), key);
    assert.match(key, /^2022-10-01_2022-12-31_2022-12-31T22:59:59Z_[0-9a-f]{16}$/);
    const others = [
        runKey({ ...asked, only: ['71016'] }, undefined),
        runKey({ ...asked, assumptions: [] }, undefined),
        runKey({ ...asked, snapshot: snapshotOf('2023-01-01') }, undefined),
        runKey(asked, key),
    ];
    assert.equal(new Set([key, ...others]).size, 5);
});
