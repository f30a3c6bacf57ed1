/**
 * Apex reference guide, "Date class", "Datetime class", "Time class", "TimeZone class". The user's zone is that of
 * Brussels, the locale American English; it is 2026-03-14 09:26:53 at Greenwich.
 */
import { expressions } from '../suite/run.ts';

expressions('Date class: making', [
    ['Date.newInstance(2026, 2, 17)', '2026-02-17 00:00:00'],
    ['Date.newInstance(2026, 13, 1)', '2027-01-01 00:00:00'],
    ['Date.newInstance(2026, 2, 30)', '2026-03-02 00:00:00'],
    ['Date.newInstance(99, 1, 1).year()', '99'],
    ['Date.today()', '2026-03-14 00:00:00'],
    ['System.today()', '2026-03-14 00:00:00'],
    ["Date.valueOf('2026-3-9')", '2026-03-09 00:00:00'],
    ["Date.valueOf('2026-03-09 10:11:12')", '2026-03-09 00:00:00'],
    ["Date.valueOf('2026-02-30')", 'System.TypeException: Invalid date: 2026-02-30'],
    ["Date.valueOf('x')", 'System.TypeException: Invalid date: x'],
    ["Date.parse('3/9/2026')", '2026-03-09 00:00:00'],
    ["Date.parse('2026-03-09')", 'System.TypeException: Invalid date: 2026-03-09'],
    ['Date.newInstance(2026, null, 1)', 'System.NullPointerException: Argument cannot be null.'],
]);

expressions('Date class: calculation', [
    ['Date.newInstance(2026, 2, 27).addDays(2)', '2026-03-01 00:00:00'],
    ['Date.newInstance(2026, 1, 31).addMonths(1)', '2026-02-28 00:00:00'],
    ['Date.newInstance(2026, 3, 31).addMonths(-13)', '2025-02-28 00:00:00'],
    ['Date.newInstance(2024, 2, 29).addYears(1)', '2025-02-28 00:00:00'],
    ['Date.newInstance(2026, 1, 1).addDays(2000000000)', 'System.TypeException: Invalid date/time: out of range'],
    ['Date.newInstance(2026, 1, 1) + 2000000000', 'System.TypeException: Invalid date/time: out of range'],
    ['Date.newInstance(999999, 1, 1)', 'System.TypeException: Invalid date/time: out of range'],
    ['Date.newInstance(2026, 1, 1) + 31', '2026-02-01 00:00:00'],
    ['Date.newInstance(2026, 1, 1).daysBetween(Date.newInstance(2026, 2, 1))', '31'],
    ['Date.newInstance(2026, 2, 1).daysBetween(Date.newInstance(2026, 1, 1))', '-31'],
    ['Date.newInstance(2006, 12, 2).monthsBetween(Date.newInstance(2012, 12, 8))', '72'],
    ['Date.newInstance(2026, 1, 31).monthsBetween(Date.newInstance(2026, 2, 1))', '1'],
    ['Date.newInstance(2026, 3, 14).toStartOfMonth()', '2026-03-01 00:00:00'],
    ['Date.newInstance(2026, 3, 14).toStartOfWeek()', '2026-03-08 00:00:00'],
    ['Date.newInstance(2026, 3, 8).toStartOfWeek()', '2026-03-08 00:00:00'],
    ['Date.isLeapYear(2024)', 'true'],
    ['Date.isLeapYear(1900)', 'false'],
    ['Date.isLeapYear(2000)', 'true'],
    ['Date.daysInMonth(2024, 2)', '29'],
    ['Date.daysInMonth(1960, 2)', '29'],
    ['Date.daysInMonth(2026, 4)', '30'],
    ['Date.newInstance(2026, 1, 2) > Date.newInstance(2026, 1, 1)', 'true'],
    ['Date.newInstance(2026, 1, 1) == Date.newInstance(2026, 1, 1)', 'true'],
]);

expressions('Date class: parts', [
    ['Date.newInstance(2026, 3, 14).day()', '14'],
    ['Date.newInstance(2026, 3, 14).month()', '3'],
    ['Date.newInstance(2026, 3, 14).year()', '2026'],
    ['Date.newInstance(2026, 3, 14).dayOfYear()', '73'],
    ['Date.newInstance(2024, 12, 31).dayOfYear()', '366'],
    ['Date.newInstance(2026, 3, 14).format()', '3/14/2026'],
    ['Date.newInstance(2026, 3, 14).isSameDay(Date.today())', 'true'],
    ['Date.newInstance(1968, 7, 20).dayOfYear()', '202'],
]);

expressions('Datetime class: making', [
    ['Datetime.newInstanceGmt(2026, 1, 31, 9, 30, 15)', '2026-01-31 09:30:15'],
    ['Datetime.newInstance(2026, 1, 31, 9, 30, 15)', '2026-01-31 08:30:15'],
    ['Datetime.newInstance(2026, 7, 31, 9, 30, 15)', '2026-07-31 07:30:15'],
    ['Datetime.newInstance(2026, 7, 31)', '2026-07-30 22:00:00'],
    ['Datetime.newInstanceGmt(2026, 7, 31)', '2026-07-31 00:00:00'],
    ['Datetime.newInstance(Date.newInstance(2026, 1, 1), Time.newInstance(1, 2, 3, 4))', '2026-01-01 00:02:03'],
    ['Datetime.newInstanceGmt(Date.newInstance(2026, 1, 1), Time.newInstance(1, 2, 3, 4))', '2026-01-01 01:02:03'],
    ['Datetime.newInstance(9223372036854775807L)', 'System.TypeException: Invalid date/time: out of range'],
    ['Datetime.newInstance(1000L)', '1970-01-01 00:00:01'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 25, 61, 0)', '2026-01-02 02:01:00'],
    ['Datetime.now()', '2026-03-14 09:26:53'],
    ["Datetime.valueOf('2026-07-01 10:00:00')", '2026-07-01 08:00:00'],
    ["Datetime.valueOfGmt('2026-07-01 10:00:00')", '2026-07-01 10:00:00'],
    ["Datetime.valueOf('2026-07-01')", 'System.TypeException: Invalid date/time: 2026-07-01'],
    ["Datetime.parse('10/14/2011, 11:46 AM')", '2011-10-14 09:46:00'],
    ["Datetime.parse('10/14/2011 11:46 PM')", '2011-10-14 21:46:00'],
    ["Datetime.parse('soon')", 'System.TypeException: Invalid date/time: soon'],
    ['Datetime.newInstance(2026, 3, 29, 2, 30, 0)', '2026-03-29 01:30:00'],
]);

expressions('Datetime class: calculation', [
    ['Datetime.newInstanceGmt(2026, 1, 31).addMonths(1)', '2026-02-28 00:00:00'],
    ['Datetime.newInstanceGmt(2026, 1, 31).addDays(1)', '2026-02-01 00:00:00'],
    ['Datetime.newInstanceGmt(2024, 2, 29).addYears(-1)', '2023-02-28 00:00:00'],
    ['Datetime.newInstanceGmt(2026, 1, 1).addHours(25)', '2026-01-02 01:00:00'],
    ['Datetime.newInstanceGmt(2026, 1, 1).addMinutes(-1)', '2025-12-31 23:59:00'],
    ['Datetime.newInstanceGmt(2026, 1, 1).addSeconds(61)', '2026-01-01 00:01:01'],
    ['Datetime.newInstanceGmt(2026, 1, 1) + 0.5', '2026-01-01 12:00:00'],
    ['Datetime.newInstanceGmt(2026, 1, 1).getTime()', '1767225600000'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 0).isSameDay(Datetime.newInstanceGmt(2026, 1, 2))', 'true'],
    ['Datetime.newInstanceGmt(2026, 1, 1) < Datetime.newInstanceGmt(2026, 1, 2)', 'true'],
]);

expressions('Datetime class: parts', [
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).hour()', '0'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).hourGmt()', '23'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).date()', '2026-01-02 00:00:00'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).dateGmt()', '2026-01-01 00:00:00'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).day()', '2'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).dayGmt()', '1'],
    ['Datetime.newInstanceGmt(2025, 12, 31, 23, 30, 15).year()', '2026'],
    ['Datetime.newInstanceGmt(2025, 12, 31, 23, 30, 15).yearGmt()', '2025'],
    ['Datetime.newInstanceGmt(2025, 12, 31, 23, 30, 15).month()', '1'],
    ['Datetime.newInstanceGmt(2025, 12, 31, 23, 30, 15).dayOfYearGmt()', '365'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).minute()', '30'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).second()', '15'],
    ['Datetime.newInstance(1234L).millisecond()', '234'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).time()', '00:30:15.000Z'],
    ['Datetime.newInstanceGmt(2026, 1, 1, 23, 30, 15).timeGmt()', '23:30:15.000Z'],
]);

expressions('Datetime class: format', [
    ['Datetime.newInstance(2026, 3, 14, 10, 26, 0).format()', '3/14/2026, 10:26 AM'],
    ['Datetime.newInstance(2012, 12, 28, 11, 0, 0).formatLong()', '12/28/2012, 11:00:00 AM CET'],
    ["Datetime.now().format('yyyy-MM-dd HH:mm:ss')", '2026-03-14 10:26:53'],
    ["Datetime.now().formatGmt('yyyy-MM-dd\\'T\\'HH:mm:ss.SSS\\'Z\\'')", '2026-03-14T09:26:53.000Z'],
    ["Datetime.now().format('yyyy-MM-dd HH:mm', 'America/New_York')", '2026-03-14 05:26'],
    ["Datetime.now().format('HH:mm', 'Nowhere/At_All')", '09:26'],
    ["Datetime.now().format('EEE, MMM d yyyy')", 'Sat, Mar 14 2026'],
    ["Datetime.now().format('EEEE d MMMM yy')", 'Saturday 14 March 26'],
    ["Datetime.now().format('h:mm a')", '10:26 AM'],
    ["Datetime.newInstance(2026, 1, 1, 0, 5, 0).format('K k h H')", '0 24 12 0'],
    ["Datetime.now().format('D u w')", '73 6 11'],
    ["Datetime.now().format('z Z X XXX')", 'CET +0100 +01 +01:00'],
    ["Datetime.newInstanceGmt(2026, 7, 1).format('z')", 'CEST'],
    ["Datetime.now().formatGmt('z X')", 'GMT Z'],
    ["Datetime.now().format('yyyy \\'o\\'\\'clock\\'')", "2026 o'clock"],
    ["Datetime.now().format('YYYY')", '2026'],
    ["Datetime.newInstance(2026, 12, 31, 0, 0, 0).format('YYYY')", '2027'],
    ["Datetime.now().format('b')", "System.IllegalArgumentException: Illegal pattern character 'b'"],
]);

expressions('Time class', [
    ['Time.newInstance(18, 30, 2, 20)', '18:30:02.020Z'],
    ['Time.newInstance(1, 2, 3, 4).addHours(24)', '01:02:03.004Z'],
    ['Time.newInstance(23, 59, 59, 999).addMilliseconds(1)', '00:00:00.000Z'],
    ['Time.newInstance(0, 0, 0, 0).addMinutes(-1)', '23:59:00.000Z'],
    ['Time.newInstance(1, 2, 3, 4).addSeconds(57)', '01:03:00.004Z'],
    ['Time.newInstance(18, 30, 2, 20).hour()', '18'],
    ['Time.newInstance(18, 30, 2, 20).minute()', '30'],
    ['Time.newInstance(18, 30, 2, 20).second()', '2'],
    ['Time.newInstance(18, 30, 2, 20).millisecond()', '20'],
    ['Time.newInstance(1, 0, 0, 0) < Time.newInstance(2, 0, 0, 0)', 'true'],
]);

expressions('TimeZone class', [
    ["TimeZone.getTimeZone('America/Los_Angeles').getID()", 'America/Los_Angeles'],
    [
        "TimeZone.getTimeZone('Europe/Brussels').getDisplayName()",
        '(GMT+01:00) Central European Standard Time (Europe/Brussels)',
    ],
    ["TimeZone.getTimeZone('Europe/Brussels').getOffset(Datetime.newInstanceGmt(2026, 7, 1))", '7200000'],
    [
        "TimeZone.getTimeZone('America/Los_Angeles').getOffset(Datetime.newInstanceGmt(2012, 10, 23, 18, 0, 0))",
        '-25200000',
    ],
    ["TimeZone.getTimeZone('Nowhere').getID()", 'GMT'],
    ["TimeZone.getTimeZone('GMT').getOffset(Datetime.now())", '0'],
]);
