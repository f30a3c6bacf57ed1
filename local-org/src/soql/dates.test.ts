import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resultOf, runCases } from './suite/cases.ts';
import { NOW, openLibrary } from './suite/library.ts';
import { dayRange } from './time/ranges.ts';
import { dayText, startOfDay } from './time/time-zone.ts';

const BOOKS = 'SELECT Name FROM Book__c WHERE';
const library = openLibrary();

/** The first and last day of each date literal; today is Wednesday 18 March 2026, the fiscal year begins in April. */
const RANGES: Readonly<Record<string, string>> = {
    YESTERDAY: '2026-03-17 2026-03-17',
    TODAY: '2026-03-18 2026-03-18',
    TOMORROW: '2026-03-19 2026-03-19',
    LAST_WEEK: '2026-03-09 2026-03-15',
    THIS_WEEK: '2026-03-16 2026-03-22',
    NEXT_WEEK: '2026-03-23 2026-03-29',
    LAST_MONTH: '2026-02-01 2026-02-28',
    THIS_MONTH: '2026-03-01 2026-03-31',
    NEXT_MONTH: '2026-04-01 2026-04-30',
    LAST_90_DAYS: '2025-12-18 2026-03-18',
    NEXT_90_DAYS: '2026-03-19 2026-06-16',
    THIS_QUARTER: '2026-01-01 2026-03-31',
    LAST_QUARTER: '2025-10-01 2025-12-31',
    NEXT_QUARTER: '2026-04-01 2026-06-30',
    THIS_YEAR: '2026-01-01 2026-12-31',
    LAST_YEAR: '2025-01-01 2025-12-31',
    NEXT_YEAR: '2027-01-01 2027-12-31',
    THIS_FISCAL_QUARTER: '2026-01-01 2026-03-31',
    LAST_FISCAL_QUARTER: '2025-10-01 2025-12-31',
    NEXT_FISCAL_QUARTER: '2026-04-01 2026-06-30',
    THIS_FISCAL_YEAR: '2025-04-01 2026-03-31',
    LAST_FISCAL_YEAR: '2024-04-01 2025-03-31',
    NEXT_FISCAL_YEAR: '2026-04-01 2027-03-31',
    'LAST_N_DAYS:1': '2026-03-17 2026-03-18',
    'LAST_N_DAYS:7': '2026-03-11 2026-03-18',
    'NEXT_N_DAYS:2': '2026-03-19 2026-03-20',
    'N_DAYS_AGO:3': '2026-03-15 2026-03-15',
    'LAST_N_WEEKS:2': '2026-03-02 2026-03-15',
    'NEXT_N_WEEKS:1': '2026-03-23 2026-03-29',
    'N_WEEKS_AGO:2': '2026-03-02 2026-03-08',
    'LAST_N_MONTHS:2': '2026-01-01 2026-02-28',
    'NEXT_N_MONTHS:2': '2026-04-01 2026-05-31',
    'N_MONTHS_AGO:3': '2025-12-01 2025-12-31',
    'LAST_N_QUARTERS:2': '2025-07-01 2025-12-31',
    'NEXT_N_QUARTERS:1': '2026-04-01 2026-06-30',
    'N_QUARTERS_AGO:1': '2025-10-01 2025-12-31',
    'LAST_N_YEARS:2': '2024-01-01 2025-12-31',
    'NEXT_N_YEARS:1': '2027-01-01 2027-12-31',
    'N_YEARS_AGO:2': '2024-01-01 2024-12-31',
    'LAST_N_FISCAL_QUARTERS:1': '2025-10-01 2025-12-31',
    'NEXT_N_FISCAL_QUARTERS:2': '2026-04-01 2026-09-30',
    'N_FISCAL_QUARTERS_AGO:4': '2025-01-01 2025-03-31',
    'LAST_N_FISCAL_YEARS:1': '2024-04-01 2025-03-31',
    'NEXT_N_FISCAL_YEARS:1': '2026-04-01 2027-03-31',
    'N_FISCAL_YEARS_AGO:1': '2024-04-01 2025-03-31',
};

describe('Date Formats and Date Literals: ranges', () => {
    for (const [literal, expected] of Object.entries(RANGES))
        test(literal, () => {
            const [name = '', count = '1'] = literal.split(':');
            const range = dayRange(name, Number(count), library.scope);
            assert.ok(range);
            assert.equal(`${dayText(range.from)} ${dayText(range.to - 1)}`, expected);
            // and the parser knows it
            assert.doesNotMatch(String(resultOf(library, `${BOOKS} Published__c = ${literal}`, library.scope)), /^!/);
        });

    test('weeks begin on Sunday in the United States', () => {
        const range = dayRange('THIS_WEEK', 1, { ...library.scope, locale: 'en_US' });
        assert.equal(range && dayText(range.from), '2026-03-15');
    });

    test("days begin when they do in the user's time zone", () => {
        const day = Date.parse('2026-03-29') / 86_400_000;
        const starts = [day, day + 1].map((one) => new Date(startOfDay('Europe/Brussels', one)).toISOString());
        assert.deepEqual(starts, ['2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z']);
        // in Beirut that day began at one o'clock
        assert.equal(new Date(startOfDay('Asia/Beirut', day)).toISOString(), '2026-03-28T22:00:00.000Z');
    });
});

runCases(library, {
    'Date Formats and Date Literals: dates': {
        [`${BOOKS} Published__c = TODAY`]: 'Élégie',
        [`${BOOKS} Published__c < TODAY AND Published__c >= THIS_WEEK`]: 'fables',
        [`${BOOKS} Published__c = LAST_WEEK`]: '100% Wool',
        [`${BOOKS} Published__c = THIS_WEEK`]: 'fables, Élégie',
        [`${BOOKS} Published__c > THIS_WEEK`]: 'Under_score',
        [`${BOOKS} Published__c <= LAST_WEEK AND Published__c > 2025-01-01`]: '100% Wool, Birds, Cities',
        [`${BOOKS} Published__c >= TODAY`]: 'Under_score, Élégie',
        [`${BOOKS} Published__c != THIS_MONTH AND Pages__c > 200`]: 'Atlas, Cities, Under_score',
        [`${BOOKS} Published__c != THIS_YEAR`]: "Atlas, Birds, Dunes, It's",
        [`${BOOKS} Published__c = LAST_N_DAYS:3`]: '100% Wool, fables, Élégie',
        [`${BOOKS} Published__c = NEXT_N_DAYS:15`]: 'Under_score',
        [`${BOOKS} Published__c = N_DAYS_AGO:2`]: 'fables',
        [`${BOOKS} Published__c = THIS_FISCAL_YEAR`]: '100% Wool, Birds, Cities, fables, Élégie',
        [`${BOOKS} Published__c = LAST_FISCAL_QUARTER`]: 'Birds',
        [`${BOOKS} Published__c < LAST_N_YEARS:5`]: "Atlas, It's",
    },
    'Date Formats and Date Literals: instants': {
        // Birds came at half past midnight in Brussels, Cities an hour before
        [`${BOOKS} Acquired__c = TODAY`]: 'Atlas, Birds',
        [`${BOOKS} Acquired__c = YESTERDAY`]: 'Cities',
        [`${BOOKS} Acquired__c < YESTERDAY`]: '100% Wool, fables, Élégie',
        [`${BOOKS} Acquired__c > TODAY`]: 'Under_score',
        [`${BOOKS} Acquired__c >= TODAY`]: 'Atlas, Birds, Under_score',
        [`${BOOKS} Acquired__c <= YESTERDAY AND Acquired__c >= THIS_YEAR`]: 'Cities, Élégie',
        [`${BOOKS} Acquired__c = LAST_YEAR`]: '100% Wool, fables',
        [`${BOOKS} Acquired__c = NEXT_N_DAYS:11`]: 'Under_score',
        [`${BOOKS} Acquired__c = NEXT_N_DAYS:10`]: '',
        [`${BOOKS} Acquired__c = LAST_N_MONTHS:1`]: 'Élégie',
        'SELECT Name FROM Book__c WHERE CreatedDate = TODAY AND Pages__c = 5': "It's",
    },
    'Date Functions in WHERE': {
        [`${BOOKS} CALENDAR_YEAR(Published__c) = 2026 AND CALENDAR_MONTH(Published__c) = 3`]:
            '100% Wool, fables, Élégie',
        [`${BOOKS} CALENDAR_QUARTER(Published__c) = 4`]: "Birds, It's",
        [`${BOOKS} DAY_IN_MONTH(Published__c) > 28`]: "Atlas, Birds, It's",
        [`${BOOKS} DAY_IN_WEEK(Published__c) = 1`]: '100% Wool',
        [`${BOOKS} DAY_IN_YEAR(Published__c) = 60`]: 'Atlas',
        [`${BOOKS} DAY_IN_YEAR(Published__c) = 1`]: 'Cities',
        [`${BOOKS} WEEK_IN_MONTH(Published__c) = 3`]: '100% Wool, fables, Élégie',
        [`${BOOKS} WEEK_IN_YEAR(Published__c) = 53`]: "Birds, It's",
        [`${BOOKS} FISCAL_YEAR(Published__c) = 2026`]: '100% Wool, Birds, Cities, fables, Élégie',
        [`${BOOKS} FISCAL_YEAR(Published__c) = 2027`]: 'Under_score',
        [`${BOOKS} FISCAL_QUARTER(Published__c) = 1`]: 'Under_score',
        [`${BOOKS} FISCAL_MONTH(Published__c) = 12`]: '100% Wool, fables, Élégie',
        [`${BOOKS} FISCAL_MONTH(Published__c) IN (1, 10)`]: 'Cities, Under_score',
        [`${BOOKS} DAY_ONLY(Acquired__c) = 2026-03-17`]: 'Birds, Cities',
        [`${BOOKS} DAY_ONLY(convertTimezone(Acquired__c)) = 2026-03-18`]: 'Atlas, Birds',
        [`${BOOKS} DAY_ONLY(convertTimezone(Acquired__c)) = TODAY`]: 'Atlas, Birds',
        [`${BOOKS} HOUR_IN_DAY(Acquired__c) = 23`]: '100% Wool, Birds',
        [`${BOOKS} HOUR_IN_DAY(convertTimezone(Acquired__c)) < 2`]: '100% Wool, Birds, Under_score',
        [`${BOOKS} CALENDAR_YEAR(Acquired__c) = 2024`]: '100% Wool',
        [`${BOOKS} CALENDAR_YEAR(convertTimezone(Acquired__c)) = 2024`]: '',
        [`${BOOKS} CALENDAR_YEAR(Sequel_To__r.Published__c) = 2020`]: 'Cities',
        [`${BOOKS} DAY_ONLY(Published__c) = TODAY`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on date field',
        [`${BOOKS} CALENDAR_YEAR(Name) = 2020`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on string field',
    },
    'Fields of dates and times': {
        "SELECT Published__c, Acquired__c, Alarm__c FROM Book__c WHERE Name = 'Atlas'":
            '2020-02-29|2026-03-18T08:00:00.000+0000|08:30:00.000Z',
        "SELECT Published__c, Acquired__c, Alarm__c FROM Book__c WHERE Name = 'Dunes'": '-|-|-',
        'SELECT Opens__c FROM Branch__c WHERE Opens__c != null ORDER BY Opens__c': '09:00:00.000Z, 10:30:00.000Z',
    },
});

test('a plan that is kept asks for the day anew', () => {
    const query = `${BOOKS} Published__c = TODAY`;
    const later = { ...library.scope, now: NOW + 15 * 86_400_000 };
    assert.equal(resultOf(library, query, library.scope), 'Élégie');
    assert.equal(resultOf(library, query, later), 'Under_score');
});
