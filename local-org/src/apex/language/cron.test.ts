/** Apex developer guide, "Apex scheduler": "Using the System.schedule method", its expressions and examples. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import '../library/index.ts';
import { readCron } from '../library/cron.ts';
import { Thrown } from '../run/exceptions.ts';

const ZONE = 'Europe/Brussels';
/** Friday 2024-05-17, noon in Brussels. */
const NOW = Date.UTC(2024, 4, 17, 10, 0, 0);

/** The first times, in universal time. */
function times(expression: string, count = 1, after = NOW): string[] {
    const cron = readCron(expression);
    const found: string[] = [];
    let last: number | undefined = after;
    while (found.length < count) {
        last = cron.next(last, ZONE);
        if (last === undefined) return [...found, 'never'];
        found.push(new Date(last).toISOString().slice(0, 19));
    }
    return found;
}

function fires(rule: string, expression: string, ...expected: string[]): void {
    void it(`${rule}: ${expression}`, () => {
        assert.deepEqual(times(expression, expected.length), expected);
    });
}

function refused(expression: string, message: string): void {
    void it(`refuses ${expression}`, () => {
        assert.throws(
            () => readCron(expression),
            (error) => error instanceof Thrown && error.message === message,
        );
    });
}

describe('Cron expressions', () => {
    fires('every day at 1 PM', '0 0 13 * * ?', '2024-05-17T11:00:00', '2024-05-18T11:00:00');
    fires('the last Friday of every month', '0 0 22 ? * 6L', '2024-05-31T20:00:00', '2024-06-28T20:00:00');
    fires('Monday through Friday', '0 0 10 ? * MON-FRI', '2024-05-20T08:00:00', '2024-05-21T08:00:00');
    fires('every day of one year', '0 0 20 * * ? 2010', 'never');
    fires('days of the week count from Sunday', '0 0 10 ? * 1', '2024-05-19T08:00:00');
    fires('increments', '0 30 0/8 * * ?', '2024-05-17T14:30:00', '2024-05-17T22:30:00', '2024-05-18T06:30:00');
    fires('every fifth day from the first', '0 0 0 1/5 * ?', '2024-05-20T22:00:00', '2024-05-25T22:00:00');
    fires('lists of months by name', '0 0 0 1 JAN,MAR ?', '2024-12-31T23:00:00', '2025-02-28T23:00:00');
    fires(
        'a range over the end of the week',
        '0 0 12 ? * FRI-SUN',
        '2024-05-18T10:00:00',
        '2024-05-19T10:00:00',
        '2024-05-24T10:00:00',
    );
    fires('the last day of the month', '0 0 12 L * ?', '2024-05-31T10:00:00', '2024-06-30T10:00:00');
    fires('the last day of the week', '0 0 12 ? * L', '2024-05-18T10:00:00');
    fires('the weekday nearest to a day: of Saturday Friday', '0 0 12 15W 6 ?', '2024-06-14T10:00:00');
    fires('never one of another month', '0 0 12 1W 6 ?', '2024-06-03T10:00:00');
    fires('the last weekday of the month', '0 0 12 LW 6 ?', '2024-06-28T10:00:00');
    fires('the nth weekday of the month', '0 0 12 ? * 2#1', '2024-06-03T10:00:00', '2024-07-01T10:00:00');
    fires('days that few months have', '0 0 12 31 * ?', '2024-05-31T10:00:00', '2024-07-31T10:00:00');
    fires('leap days', '0 0 0 29 2 ?', '2028-02-28T23:00:00');
    fires('a day that never comes', '0 0 0 30 2 ?', 'never');
    it('an hour that is left out in spring comes an hour later', () => {
        assert.deepEqual(times('0 30 2 * * ?', 2, Date.UTC(2024, 2, 30, 12)), [
            '2024-03-31T01:30:00',
            '2024-04-01T00:30:00',
        ]);
    });
    it('an hour that comes twice in autumn fires once, in winter time', () => {
        assert.deepEqual(times('0 30 2 * * ?', 2, Date.UTC(2024, 9, 26, 12)), [
            '2024-10-27T01:30:00',
            '2024-10-28T01:30:00',
        ]);
    });
    refused('0 0 12 * *', 'Unexpected end of expression.');
    refused('0 0/5 * * * ?', 'Seconds and minutes must be specified as integers: 0 0/5 * * * ?');
    refused('60 0 12 * * ?', 'Minute and Second values must be between 0 and 59');
    refused('0 0 24 * * ?', 'Hour values must be between 0 and 23');
    refused('0 0 12 32 * ?', 'Day of month values must be between 1 and 31');
    refused('0 0 12 1 13 ?', 'Month values must be between 1 and 12');
    refused('0 0 12 ? * 8', 'Day-of-Week values must be between 1 and 7');
    refused('0 0 12 ? * FOO', "Invalid Day-of-Week value: 'FOO'");
    refused('0 0 12 ? * ?', "'?' can only be specfied for Day-of-Month -OR- Day-of-Week.");
    refused('0 0 ? * * ?', "'?' can only be specfied for Day-of-Month or Day-of-Week.");
    refused(
        '0 0 12 * * *',
        'Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.',
    );
});
