import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OrgError } from '../schema/errors.ts';
import { prepareQuery } from './index.ts';
import { resultOf, runCases } from './suite/cases.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();
const BOOKS = 'SELECT Id FROM Book__c WHERE';
const TYPE = (field: string, type: string, not = ''): string =>
    `! INVALID_FIELD value of filter criterion for field '${field}' must be of type ${type} and should ${not}be enclosed in quotes`;

runCases(library, {
    'Types of values in WHERE': {
        [`${BOOKS} Name = 5`]: TYPE('Name', 'string'),
        [`${BOOKS} Name = true`]: TYPE('Name', 'string'),
        [`${BOOKS} Name = TODAY`]: TYPE('Name', 'string'),
        [`${BOOKS} Genre__c IN ('Essay', 3)`]: TYPE('Genre__c', 'string'),
        [`${BOOKS} Pages__c = '5'`]: TYPE('Pages__c', 'double', 'not '),
        [`${BOOKS} Pages__c = 2026-01-01`]: TYPE('Pages__c', 'double', 'not '),
        [`${BOOKS} Published__c = '2026-01-01'`]: TYPE('Published__c', 'date', 'not '),
        [`${BOOKS} Published__c > 2026-01-01T00:00:00Z`]: TYPE('Published__c', 'date', 'not '),
        [`${BOOKS} Acquired__c > 2026-01-01`]: TYPE('Acquired__c', 'dateTime', 'not '),
        [`${BOOKS} Acquired__c > '2026-01-01T00:00:00Z'`]: TYPE('Acquired__c', 'dateTime', 'not '),
        [`${BOOKS} Available__c = 'true'`]: TYPE('Available__c', 'boolean', 'not '),
        [`${BOOKS} Available__c = 1`]: TYPE('Available__c', 'boolean', 'not '),
        [`${BOOKS} Alarm__c = '08:30:00Z'`]: TYPE('Alarm__c', 'time', 'not '),
        [`${BOOKS} Shelf__r.Name LIKE 5`]: TYPE('Name', 'string'),
        [`${BOOKS} Id = 5`]: TYPE('Id', 'ID'),
        'SELECT Id FROM Account WHERE NumberOfEmployees = 1.5': TYPE('NumberOfEmployees', 'int', 'not '),
        [`${BOOKS} CALENDAR_YEAR(Published__c) = '2026'`]: TYPE('CALENDAR_YEAR(Published__c)', 'int', 'not '),
        [`${BOOKS} Published__c = 2026-02-30`]: '! MALFORMED_QUERY Invalid date: 2026-02-30',
    },
    'Operators of types in WHERE': {
        [`${BOOKS} Id = 'nonsense'`]: '! INVALID_QUERY_FILTER_OPERATOR invalid ID field: nonsense',
        [`${BOOKS} Shelf__c IN ('a0', '#S1')`]: '! INVALID_QUERY_FILTER_OPERATOR invalid ID field: a0',
        [`${BOOKS} Id LIKE 'a0%'`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on id field',
        [`${BOOKS} Available__c > true`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on boolean field',
        [`${BOOKS} Published__c LIKE '2026%'`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on date field',
        [`${BOOKS} Pages__c LIKE '5%'`]: '! INVALID_QUERY_FILTER_OPERATOR invalid operator on double field',
        [`${BOOKS} Summary__c = 'x'`]: "! INVALID_FIELD field 'Summary__c' can not be filtered in a query call",
        [`${BOOKS} Summary__c LIKE '%x%'`]: "! INVALID_FIELD field 'Summary__c' can not be filtered in a query call",
        [`${BOOKS} Review__c != null`]: "! INVALID_FIELD field 'Review__c' can not be filtered in a query call",
        'SELECT Id FROM Account WHERE BillingAddress != null':
            "! INVALID_FIELD field 'BillingAddress' can not be filtered in a query call",
        [`${BOOKS} COUNT(Id) > 1`]:
            '! MALFORMED_QUERY Aggregate functions are not allowed in the WHERE clause: COUNT(Id)',
    },
    'Quoted String Escape Sequences': {
        [`${BOOKS} Name = 'a\\_b'`]:
            "! MALFORMED_QUERY Invalid string literal 'a\\_b'. Illegal character sequence '\\_' in string literal.",
        [`${BOOKS} Name = 'a\\'b'`]: '',
        [`${BOOKS} Name = 'a\\\\b\\n\\t\\u0041'`]: '',
        [`${BOOKS} Name = 'a`]: "! MALFORMED_QUERY line 1:36 mismatched character '<EOF>' expecting '''",
        [`${BOOKS} Name = "a"`]: `! MALFORMED_QUERY unexpected token: '"'`,
    },
    'SOQL SELECT Syntax': {
        '': "! MALFORMED_QUERY unexpected token: '<EOF>'",
        SELECT: "! MALFORMED_QUERY unexpected token: '<EOF>'",
        'SELECT Id': "! MALFORMED_QUERY unexpected token: '<EOF>'",
        'SELECT Id, FROM Book__c': "! MALFORMED_QUERY unexpected token: 'FROM'",
        'SELECT Id FROM': "! MALFORMED_QUERY unexpected token: '<EOF>'",
        'SELECT Id FROM Book__c WHERE': "! MALFORMED_QUERY unexpected token: '<EOF>'",
        'SELECT Id FROM Book__c b c': "! MALFORMED_QUERY unexpected token: 'c'",
        'SELECT Id FROM Book__c ORDER Name': "! MALFORMED_QUERY unexpected token: 'Name'",
        'SELECT Id FROM Book__c LIMIT 5 WHERE Id = null': "! MALFORMED_QUERY unexpected token: 'WHERE'",
        'SELECT * FROM Book__c': "! MALFORMED_QUERY unexpected token: '*'",
        'DELETE FROM Book__c': "! MALFORMED_QUERY unexpected token: 'DELETE'",
        'SELECT Id FROM Book__c; DROP TABLE Book__c': "! MALFORMED_QUERY unexpected token: ';'",
        'SELECT Id FROM Book__c -- comment': "! MALFORMED_QUERY unexpected token: '--'",
        'SELECT Id FROM Book__c /* comment */': "! MALFORMED_QUERY unexpected token: '/'",
        [`${BOOKS} Pages__c = 5L`]: "! MALFORMED_QUERY unexpected token: '5L'",
        [`${BOOKS} Pages__c = 1.5d`]: "! MALFORMED_QUERY unexpected token: '1.5d'",
        [`${BOOKS} Pages__c == 5`]: "! MALFORMED_QUERY unexpected token: '=='",
        [`${BOOKS} Pages__c = (5)`]: "! MALFORMED_QUERY unexpected token: '('",
        [`${BOOKS} Pages__c IS NULL`]: "! MALFORMED_QUERY unexpected token: 'IS'",
        [`${BOOKS} Pages__c BETWEEN 1 AND 2`]: "! MALFORMED_QUERY unexpected token: 'BETWEEN'",
        [`${BOOKS} Pages__c = Price__c`]: "! MALFORMED_QUERY unexpected token: 'Price__c'",
        [`${BOOKS} UPPER(Name) = 'A'`]: "! MALFORMED_QUERY unexpected token: '('",
        'SELECT Id FROM Book__c UPDATE TRACKING':
            '! MALFORMED_QUERY UPDATE TRACKING and UPDATE VIEWSTAT are for knowledge articles only',
        'SELECT Id FROM Book__c WITH DATA CATEGORY Geography__c AT asia__c':
            '! MALFORMED_QUERY WITH filters are only supported for user and system mode: this org has no data categories',
    },
    'Apex only': {
        [`${BOOKS} Name = :name`]: '! MALFORMED_QUERY Bind variables only allowed in Apex code',
        'SELECT Id FROM Book__c LIMIT :n': '! MALFORMED_QUERY Bind variables only allowed in Apex code',
        'SELECT Id FROM Book__c WITH SYSTEM_MODE': '! MALFORMED_QUERY WITH SYSTEM_MODE is only supported in Apex',
    },
});

/** The whole message of the error that a query ends in. */
function messageOf(query: string): string {
    try {
        prepareQuery(query, library.scope);
        return 'no error';
    } catch (error) {
        return error instanceof OrgError ? error.message : String(error);
    }
}

describe('Messages show where the error is', () => {
    const NOPE = `No such column 'Nope' on entity 'Book__c'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;

    test('in a short query', () => {
        const expected = `\nSELECT Id, Nope FROM Book__c\n           ^\nERROR at Row:1:Column:12\n${NOPE}`;
        assert.equal(messageOf('SELECT Id, Nope FROM Book__c'), expected);
    });

    test('with the words around it in a long one', () => {
        const query =
            'SELECT Id, Name, Pages__c, Published__c, Acquired__c, Nope, Price__c, Discount__c, Genre__c FROM Book__c';
        const shown = 'Published__c, Acquired__c, Nope, Price__c, Discount__c';
        const message = messageOf(query);
        assert.ok(message.includes(`\n${shown}`) || message.includes(`Pages__c, ${shown}`), message);
        const [, line = '', caret = ''] = message.split('\n');
        assert.equal(line.indexOf('Nope'), caret.indexOf('^'));
        assert.match(message, /ERROR at Row:1:Column:55\n/);
    });

    test('by row and column', () => {
        assert.match(messageOf('SELECT Id\nFROM Book__c\nWHERE Nope = 1'), /\nERROR at Row:3:Column:7\n/);
    });

    test('in a subquery', () => {
        assert.match(messageOf('SELECT Id, (SELECT Nope FROM Loans__r) FROM Book__c'), /\nERROR at Row:1:Column:20\n/);
    });

    test('after characters that take two units', () => {
        assert.match(
            messageOf("SELECT Id FROM Book__c WHERE Name = '😀' AND Nope = 1"),
            /\nERROR at Row:1:Column:46\n/,
        );
    });
});

describe('Bind variables', () => {
    const binds = {
        name: 'atlas',
        pages: 320,
        none: null,
        ids: [library.ids.get('Atlas'), library.ids.get('Dunes')],
        words: ['Essay', null],
        empty: [],
        day: '2026-01-01',
        then: new Date('2026-03-18T08:00:00Z'),
        yes: true,
        pattern: '%\\_%',
        n: 2,
    };
    const cases: Readonly<Record<string, string>> = {
        'Name = :name': 'Atlas',
        'Name = :NAME': 'Atlas',
        'Pages__c = :pages': 'Atlas, fables',
        'Genre__c = :none': 'Dunes',
        'Genre__c != :none AND Pages__c = :pages': 'Atlas, fables',
        'Id IN :ids': 'Atlas, Dunes',
        'Id IN (:ids)': 'Atlas, Dunes',
        'Id NOT IN :ids AND Pages__c > 300': 'Under_score, fables',
        'Genre__c IN :words': 'Atlas, Dunes, Under_score',
        'Id IN :empty': '',
        'Id NOT IN :empty AND Pages__c = 320': 'Atlas, fables',
        'Published__c = :day': 'Cities',
        'Acquired__c = :then': 'Atlas',
        'Available__c = :yes AND Pages__c > 300': 'Atlas, Under_score',
        'Name LIKE :pattern': 'Under_score',
        'Topics__c INCLUDES (:name)': '',
        'Pages__c > 0 ORDER BY Name LIMIT :n OFFSET :n': 'Birds, Cities',
        'Pages__c = :name':
            "! INVALID_FIELD value of filter criterion for field 'Pages__c' must be of type double and should not be enclosed in quotes",
        'Name = :ids':
            "! INVALID_FIELD value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes",
        'Name = :nobody': '! MALFORMED_QUERY Variable does not exist: nobody',
    };
    for (const [where, expected] of Object.entries(cases))
        test(where, () => {
            assert.equal(resultOf(library, `SELECT Name FROM Book__c WHERE ${where}`, library.scope, binds), expected);
        });
});
