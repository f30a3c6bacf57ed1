import { BROKEN, blank, date, dateTime, fails, help, section, time } from './table.ts';

section('DATE', help('date'), [
    ['DATE(2005, 1, 2)', date('2005-01-02')],
    ['DATE(2024, 2, 29)', date('2024-02-29')],
    ['DATE(2000, 2, 29)', date('2000-02-29')],
    ['DATE(1900, 2, 29)', BROKEN, { returns: 'Date' }],
    ['DATE(2023, 2, 29)', BROKEN, { returns: 'Date' }],
    ['DATE(2024, 4, 31)', BROKEN, { returns: 'Date' }],
    ['DATE(2024, 13, 1)', BROKEN, { returns: 'Date' }],
    ['DATE(2024, 0, 1)', BROKEN, { returns: 'Date' }],
    ['DATE(2024, 1, 0)', BROKEN, { returns: 'Date' }],
    ['DATE(0, 1, 1)', BROKEN, { returns: 'Date' }],
    ['DATE(10000, 1, 1)', BROKEN, { returns: 'Date' }],
    ['DATE(2024.9, 1.9, 5.9)', date('2024-01-05')],
    ['DATE(YEAR(Day__c), MONTH(Day__c) + 1, 1) - 1', date('2024-02-29')],
    ['DATE(2024, 1, Blank__c)', blank('Date'), { blanksAs: 'BlankAsBlank' }],
    ['IF(FALSE, DATE(2023, 2, 29), DATE(2023, 2, 28))', date('2023-02-28')],
]);

section('DAY, MONTH, YEAR', `${help('day')}, ${help('month')}, ${help('year')}`, [
    ['DAY(Day__c)', 29],
    ['MONTH(Day__c)', 2],
    ['YEAR(Day__c)', 2024],
    ['DAY(DATE(2024, 12, 1))', 1],
    ['MONTH(DATE(2024, 12, 1))', 12],
    ['YEAR(DATE(999, 12, 1))', 999],
    ['DAY(No_Day__c)', blank('Number')],
    ['MONTH(No_Day__c)', blank('Number')],
    ['YEAR(No_Day__c)', blank('Number')],
    ['YEAR(TODAY()) - YEAR(DATE(2020, 6, 1))', 4],
    ['MONTH("2024-01-01")', fails("Incorrect parameter type for function 'MONTH()'. Expected Date, received Text")],
]);

section('WEEKDAY, DAYOFYEAR', `${help('weekday')}, ${help('dayofyear')}`, [
    ['WEEKDAY(DATE(2024, 3, 10))', 1],
    ['WEEKDAY(DATE(2024, 3, 11))', 2],
    ['WEEKDAY(DATE(2024, 3, 16))', 7],
    ['WEEKDAY(DATE(1900, 1, 7))', 1],
    ['WEEKDAY(DATE(1969, 12, 31))', 4],
    ['WEEKDAY(Day__c)', 5],
    ['WEEKDAY(No_Day__c)', blank('Number')],
    ['DAYOFYEAR(DATE(2024, 1, 1))', 1],
    ['DAYOFYEAR(DATE(2024, 12, 31))', 366],
    ['DAYOFYEAR(DATE(2023, 12, 31))', 365],
    ['DAYOFYEAR(Day__c)', 60],
]);

section('ISOWEEK, ISOYEAR', `${help('isoweek')}, ${help('isoyear')}`, [
    ['ISOWEEK(DATE(2024, 1, 1))', 1],
    ['ISOWEEK(DATE(2023, 1, 1))', 52],
    ['ISOYEAR(DATE(2023, 1, 1))', 2022],
    ['ISOWEEK(DATE(2020, 12, 31))', 53],
    ['ISOWEEK(DATE(2021, 1, 3))', 53],
    ['ISOYEAR(DATE(2021, 1, 3))', 2020],
    ['ISOWEEK(DATE(2021, 1, 4))', 1],
    ['ISOWEEK(DATE(2024, 12, 30))', 1],
    ['ISOYEAR(DATE(2024, 12, 30))', 2025],
    ['ISOWEEK(DATE(1970, 1, 1))', 1],
    ['ISOWEEK(No_Day__c)', blank('Number')],
]);

section('ADDMONTHS', help('addmonths'), [
    ['ADDMONTHS(DATE(2017, 9, 20), 5)', date('2018-02-20')],
    ['ADDMONTHS(DATE(2017, 9, 30), 5)', date('2018-02-28')],
    ['ADDMONTHS(DATE(2024, 1, 31), 1)', date('2024-02-29')],
    ['ADDMONTHS(DATE(2024, 2, 29), 1)', date('2024-03-31')],
    ['ADDMONTHS(DATE(2023, 2, 28), 12)', date('2024-02-29')],
    ['ADDMONTHS(DATE(2024, 1, 15), -1)', date('2023-12-15')],
    ['ADDMONTHS(DATE(2024, 3, 31), -1)', date('2024-02-29')],
    ['ADDMONTHS(DATE(2024, 3, 30), -1)', date('2024-02-29')],
    ['ADDMONTHS(DATE(2024, 1, 15), 24)', date('2026-01-15')],
    ['ADDMONTHS(DATE(2024, 1, 15), 1.9)', date('2024-02-15')],
    ['ADDMONTHS(Day__c, 0)', date('2024-02-29')],
    ['ADDMONTHS(No_Day__c, 1)', blank('Date')],
    ['ADDMONTHS(Stamp__c, 1)', dateTime('2024-04-10T14:30:15.250Z')],
    ['ADDMONTHS(DATE(9999, 12, 1), 1)', BROKEN, { returns: 'Date' }],
    ['ADDMONTHS("2024-01-01", 1)', fails("Incorrect argument type for function 'ADDMONTHS()'.")],
    ['ADDMONTHS(Day__c, "1")', fails("Incorrect argument type for function 'ADDMONTHS()'.")],
]);

section('TODAY, NOW, TIMENOW', `${help('today')}, ${help('now')}, ${help('timenow')}`, [
    ['TODAY()', date('2024-03-11')],
    ['TODAY()', date('2024-03-10'), { context: { timeZone: 'America/New_York' } }],
    ['TODAY()', date('2024-03-10'), { context: { timeZone: undefined } }],
    ['TODAY()', date('2024-03-11'), { context: { timeZone: 'Asia/Kathmandu' } }],
    ['TODAY() - 1', date('2024-03-10')],
    ['TODAY() + 30', date('2024-04-10')],
    ['NOW()', dateTime('2024-03-10T23:30:05.250Z')],
    ['NOW() + 0.5', dateTime('2024-03-11T11:30:05.250Z')],
    ['TIMENOW()', time('23:30:05.250')],
    ['HOUR(TIMENOW())', 23],
]);

section('DATEVALUE', help('datevalue'), [
    ['DATEVALUE("2005-11-15")', date('2005-11-15')],
    ['DATEVALUE("2005-11-15 17:00:00")', date('2005-11-15')],
    ['DATEVALUE("2024-1-5")', date('2024-01-05')],
    ['DATEVALUE("2023-02-29")', BROKEN, { returns: 'Date' }],
    ['DATEVALUE("15/11/2005")', BROKEN, { returns: 'Date' }],
    ['DATEVALUE("05-11-15")', BROKEN, { returns: 'Date' }],
    ['DATEVALUE("soon")', BROKEN, { returns: 'Date' }],
    ['DATEVALUE(Empty__c)', blank('Date')],
    ['DATEVALUE(Stamp__c)', date('2024-03-10')],
    ['DATEVALUE(NOW())', date('2024-03-11')],
    ['DATEVALUE(NOW())', date('2024-03-10'), { context: { timeZone: 'GMT' } }],
    ['DATEVALUE(No_Stamp__c)', blank('Date')],
    // 02:30 in Greenwich is still the day before in Los Angeles, both in winter and in summer
    [
        'DATEVALUE(Stamp__c)',
        date('2024-01-14'),
        { record: { Stamp__c: '2024-01-15T02:30:00Z' }, context: { timeZone: 'America/Los_Angeles' } },
    ],
    [
        'DATEVALUE(Stamp__c)',
        date('2024-07-14'),
        { record: { Stamp__c: '2024-07-15T02:30:00Z' }, context: { timeZone: 'America/Los_Angeles' } },
    ],
    ['DATEVALUE(Day__c)', fails("Incorrect argument type for function 'DATEVALUE()'.")],
    ['DATEVALUE(1)', fails("Incorrect argument type for function 'DATEVALUE()'.")],
]);

section('DATETIMEVALUE', help('datetimevalue'), [
    ['DATETIMEVALUE("2005-11-15 17:00:00")', dateTime('2005-11-15T17:00:00Z')],
    ['DATETIMEVALUE("2005-11-15 17:00:00Z")', dateTime('2005-11-15T17:00:00Z')],
    ['DATETIMEVALUE(Day__c)', dateTime('2024-02-29T00:00:00Z')],
    ['DATETIMEVALUE(Stamp__c)', dateTime('2024-03-10T14:30:15.250Z')],
    ['DATETIMEVALUE("2005-11-15")', BROKEN, { returns: 'DateTime' }],
    ['DATETIMEVALUE("2005-11-15 25:00:00")', BROKEN, { returns: 'DateTime' }],
    ['DATETIMEVALUE("2005-13-15 12:00:00")', BROKEN, { returns: 'DateTime' }],
    ['DATETIMEVALUE(Text__c)', BROKEN, { returns: 'DateTime' }],
    ['DATETIMEVALUE(Empty__c)', blank('DateTime')],
    ['DATETIMEVALUE(No_Day__c)', blank('DateTime')],
    ['DATETIMEVALUE(5)', fails("Incorrect argument type for function 'DATETIMEVALUE()'.")],
]);

section('TIMEVALUE, HOUR, MINUTE, SECOND, MILLISECOND', `${help('timevalue')}, ${help('hour')}`, [
    ['TIMEVALUE("17:30:45.125")', time('17:30:45.125')],
    ['TIMEVALUE("00:00:00.000")', time('00:00:00.000')],
    ['TIMEVALUE(Stamp__c)', time('14:30:15.250')],
    ['TIMEVALUE(Clock__c)', time('17:30:45.125')],
    ['TIMEVALUE("17:30")', BROKEN, { returns: 'Time' }],
    ['TIMEVALUE("17:30:45")', BROKEN, { returns: 'Time' }],
    ['TIMEVALUE("24:00:00.000")', BROKEN, { returns: 'Time' }],
    ['TIMEVALUE("17:30:45.125Z")', BROKEN, { returns: 'Time' }],
    ['TIMEVALUE(Empty__c)', blank('Time')],
    ['TIMEVALUE(Day__c)', fails("Incorrect argument type for function 'TIMEVALUE()'.")],
    ['HOUR(Clock__c)', 17],
    ['MINUTE(Clock__c)', 30],
    ['SECOND(Clock__c)', 45],
    ['MILLISECOND(Clock__c)', 125],
    ['HOUR(TIMEVALUE("00:00:00.001"))', 0],
    ['MILLISECOND(TIMEVALUE("00:00:00.001"))', 1],
    ['HOUR(No_Clock__c)', blank('Number')],
    ['MINUTE(TIMEVALUE(Stamp__c))', 30],
]);

section('UNIXTIMESTAMP, FROMUNIXTIME', `${help('unixtimestamp')}, ${help('fromunixtime')}`, [
    ['UNIXTIMESTAMP(DATETIMEVALUE("1970-01-02 00:00:00"))', 86400],
    ['UNIXTIMESTAMP(DATE(1970, 1, 3))', 172800],
    ['UNIXTIMESTAMP(Clock__c)', 63045],
    ['UNIXTIMESTAMP(Stamp__c)', 1710081015],
    ['UNIXTIMESTAMP(No_Stamp__c)', blank('Number')],
    ['UNIXTIMESTAMP("a")', fails("Incorrect argument type for function 'UNIXTIMESTAMP()'.")],
    ['FROMUNIXTIME(0)', dateTime('1970-01-01T00:00:00Z')],
    ['FROMUNIXTIME(1710081015)', dateTime('2024-03-10T14:30:15Z')],
    ['FROMUNIXTIME(-86400)', dateTime('1969-12-31T00:00:00Z')],
    ['FROMUNIXTIME(1.5)', dateTime('1970-01-01T00:00:01.500Z')],
    ['FROMUNIXTIME(NULL)', blank('DateTime')],
]);

section('FORMATDURATION', help('formatduration'), [
    ['FORMATDURATION(30)', '00:00:30'],
    ['FORMATDURATION(3661)', '01:01:01'],
    ['FORMATDURATION(90061)', '25:01:01'],
    ['FORMATDURATION(-90)', '00:01:30'],
    ['FORMATDURATION(90061, TRUE)', '1:01:01:01'],
    ['FORMATDURATION(90061, FALSE)', '25:01:01'],
    ['FORMATDURATION(59.9)', '00:00:59'],
    ['FORMATDURATION(DATETIMEVALUE("2024-01-01 08:30:00"), DATETIMEVALUE("2024-01-01 09:00:00"))', '0:00:30:00'],
    ['FORMATDURATION(DATETIMEVALUE("2024-01-03 09:00:01"), DATETIMEVALUE("2024-01-01 08:30:00"))', '2:00:30:01'],
    ['FORMATDURATION(TIMEVALUE("08:30:00.000"), TIMEVALUE("10:00:05.000"))', '01:30:05'],
    ['FORMATDURATION(Blank__c)', blank('Text'), { blanksAs: 'BlankAsBlank' }],
    ['FORMATDURATION(Stamp__c, No_Stamp__c)', blank('Text')],
    [
        'FORMATDURATION("a")',
        fails("Incorrect parameter type for function 'FORMATDURATION()'. Expected Number, received Text"),
    ],
    [
        'FORMATDURATION(1, 2)',
        fails("Incorrect parameter type for function 'FORMATDURATION()'. Expected Boolean, received Number"),
    ],
    [
        'FORMATDURATION(Stamp__c, Clock__c)',
        fails("Incorrect parameter type for function 'FORMATDURATION()'. Expected DateTime, received Time"),
    ],
]);
