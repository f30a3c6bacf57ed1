import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { prepareQuery } from './index.ts';
import { resultOf, runCases } from './suite/cases.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();
const BOOKS = 'SELECT Name FROM Book__c';
const NO_COLUMN = (name: string, entity: string): string =>
    `! INVALID_FIELD No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
const PARENT = (name: string): string =>
    `! INVALID_FIELD Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;

runCases(library, {
    SELECT: {
        "SELECT Id, Name, Pages__c, Price__c, Available__c, Genre__c, Topics__c FROM Book__c WHERE Name = 'Atlas'":
            '#Atlas|Atlas|320|45.5|true|Essay|Nature;Travel',
        "select id, NAME, pages__C from BOOK__c where nAmE = 'atlas'": '#Atlas|Atlas|320',
        "SELECT Summary__c, Note__c, Secret__c, Website__c FROM Book__c WHERE Name = 'Atlas'":
            'Maps of the world|first|gold|-',
        'SELECT Name\nFROM Book__c\n\tWHERE Pages__c = 5': "It's",
        "SELECT BillingAddress FROM Account WHERE Name = 'Acme'": '{Ghent|Belgium|-|-|-|-|-|Kouter 1}',
        "SELECT BillingAddress FROM Account WHERE Name = 'plain'": '-',
        "SELECT Place__c, Place__Latitude__s FROM Branch__c WHERE Name = 'Ghent'": '{51.05|3.72}|51.05',
        "SELECT Place__c FROM Branch__c WHERE Name = 'Stock'": '-',
        'SELECT Name, Name FROM Book__c': '! MALFORMED_QUERY duplicate field selected: Name',
        'SELECT Id, Nope FROM Book__c': NO_COLUMN('Nope', 'Book__c'),
        'SELECT Shelf__r.Nope FROM Book__c': NO_COLUMN('Nope', 'Shelf__c'),
        'SELECT Shelf__r.Branch__r.Region__r.Nope__c FROM Book__c': NO_COLUMN('Nope__c', 'Region__c'),
        'SELECT Shelf.Name FROM Book__c': PARENT('Shelf'),
        'SELECT Shelf__c.Name FROM Book__c': PARENT('Shelf__c'),
        'SELECT Shelf__r FROM Book__c': NO_COLUMN('Shelf__r', 'Book__c'),
        'SELECT Id FROM Nope__c':
            "! INVALID_TYPE sObject type 'Nope__c' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
        'SELECT Id FROM Book__c.Loans__r':
            "! INVALID_TYPE sObject type 'Book__c.Loans__r' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
    },
    'FIELDS()': {
        "SELECT FIELDS(CUSTOM) FROM Region__c WHERE Name = 'Flanders' LIMIT 200": 'FL|#Belgium',
        "SELECT Name, FIELDS(CUSTOM) FROM Region__c WHERE Name = 'Belgium' LIMIT 1": 'Belgium|BE|-',
        'SELECT FIELDS(ALL) FROM Region__c':
            '! MALFORMED_QUERY The SOQL FIELDS function must have a LIMIT of at most 200',
        'SELECT FIELDS(CUSTOM) FROM Region__c LIMIT 201':
            '! MALFORMED_QUERY The SOQL FIELDS function must have a LIMIT of at most 200',
        'SELECT Name, FIELDS(STANDARD) FROM Region__c': '! MALFORMED_QUERY duplicate field selected: Name',
        'SELECT FIELDS(SOME) FROM Region__c': "! MALFORMED_QUERY unexpected token: 'SOME'",
    },
    'toLabel()': {
        'SELECT toLabel(Genre__c) FROM Book__c WHERE Pages__c < 100': 'Graphic novel, Novel, Verse',
        'SELECT Name, toLabel(Genre__c) label, Genre__c FROM Book__c WHERE Pages__c = 5': "It's|Graphic novel|Comic",
        "SELECT Name FROM Book__c WHERE toLabel(Genre__c) = 'graphic novel'": "Cities, It's",
        "SELECT Name FROM Book__c WHERE toLabel(Genre__c) IN ('Verse', 'Essay')": 'Atlas, Birds, Under_score, Élégie',
        "SELECT toLabel(Sequel_To__r.Genre__c) FROM Book__c WHERE Name = 'Cities'": '{Essay}',
        'SELECT toLabel(Genre__c), Genre__c FROM Book__c': '! MALFORMED_QUERY duplicate field selected: Genre__c',
    },
    'FORMAT()': {
        "SELECT FORMAT(Published__c) p, FORMAT(Pages__c) FROM Book__c WHERE Name = 'Atlas'": '29/02/2020|320',
        "SELECT FORMAT(Acquired__c) FROM Book__c WHERE Name = 'Birds'": '18/03/2026 00:30',
        'SELECT FORMAT(MAX(Published__c)) latest, FORMAT(COUNT(Id)) FROM Book__c': '2/04/2026|9',
        "SELECT FORMAT(Discount__c) FROM Book__c WHERE Name = 'Cities'": '5%',
        "SELECT FORMAT(Price__c) FROM Book__c WHERE Name = 'Dunes'": '-',
        'SELECT convertCurrency(Price__c) FROM Book__c':
            '! MALFORMED_QUERY convertCurrency() is only supported in organizations that use multiple currencies',
        'SELECT Name FROM Book__c WHERE Price__c > USD500':
            '! MALFORMED_QUERY Currency literals are not supported: this org has one currency only (USD500)',
    },
    'Location-Based SOQL Queries': {
        "SELECT Name FROM Branch__c WHERE DISTANCE(Place__c, GEOLOCATION(51.05, 3.72), 'km') < 10": 'Ghent',
        "SELECT Name FROM Branch__c WHERE DISTANCE(Place__c, GEOLOCATION(51.05, 3.72), 'km') > 130": 'Liège',
        "SELECT Name FROM Branch__c WHERE DISTANCE(Place__c, GEOLOCATION(51.05, 3.72), 'mi') > 90": '',
        'SELECT Name FROM Branch__c WHERE Place__c != null':
            "! INVALID_FIELD field 'Place__c' can not be filtered in a query call",
        'SELECT Name FROM Branch__c WHERE Place__Latitude__s > 51': 'Ghent',
        "SELECT Name FROM Branch__c WHERE Is_Open__c = true ORDER BY DISTANCE(Place__c, GEOLOCATION(50, 5), 'km')":
            'Liège, Ghent',
        "SELECT Name FROM Branch__c WHERE Is_Open__c = true ORDER BY DISTANCE(Place__c, GEOLOCATION(50, 5), 'km') DESC":
            'Ghent, Liège',
        "SELECT Name FROM Branch__c WHERE DISTANCE(Place__c, GEOLOCATION(51, 3), 'km') = 10":
            '! INVALID_QUERY_FILTER_OPERATOR invalid operator on double field',
        "SELECT Name FROM Branch__c WHERE DISTANCE(Place__c, GEOLOCATION(91, 3), 'km') < 10":
            '! MALFORMED_QUERY Invalid geolocation: latitude must lie between -90 and 90, longitude between -180 and 180',
        "SELECT Name FROM Branch__c WHERE DISTANCE(Place__c, GEOLOCATION(1, 3), 'ly') < 10":
            "! MALFORMED_QUERY Invalid unit of distance 'ly': it must be 'mi' or 'km'",
        "SELECT Name FROM Branch__c WHERE DISTANCE(Name, GEOLOCATION(1, 3), 'km') < 10":
            "! MALFORMED_QUERY Distance expressions are only supported for geolocation fields, and 'Name' is none",
    },
    'ORDER BY': {
        [`${BOOKS} ORDER BY Name`]: "100% Wool, Atlas, Birds, Cities, Dunes, fables, It's, Under_score, Élégie",
        [`${BOOKS} ORDER BY Name ASC NULLS LAST LIMIT 2`]: '100% Wool, Atlas',
        [`${BOOKS} ORDER BY Pages__c, Name`]:
            "Dunes, It's, 100% Wool, Élégie, Birds, Cities, Atlas, fables, Under_score",
        [`${BOOKS} ORDER BY Pages__c NULLS LAST, Name`]:
            "It's, 100% Wool, Élégie, Birds, Cities, Atlas, fables, Under_score, Dunes",
        [`${BOOKS} ORDER BY Pages__c DESC, Name DESC`]:
            "Dunes, Under_score, fables, Atlas, Cities, Birds, Élégie, 100% Wool, It's",
        [`${BOOKS} ORDER BY Pages__c DESC NULLS LAST, Name`]:
            "Under_score, Atlas, fables, Cities, Birds, Élégie, 100% Wool, It's, Dunes",
        [`${BOOKS} ORDER BY Genre__c, Name`]:
            "Dunes, Birds, Élégie, 100% Wool, fables, Atlas, Under_score, Cities, It's",
        [`${BOOKS} ORDER BY Genre__c DESC NULLS LAST, Name`]:
            "Cities, It's, Atlas, Under_score, 100% Wool, fables, Birds, Élégie, Dunes",
        [`${BOOKS} ORDER BY Shelf__r.Branch__r.Name, Shelf__r.Name DESC, Name`]:
            "Cities, Dunes, Atlas, Birds, 100% Wool, fables, Élégie, It's, Under_score",
        [`${BOOKS} ORDER BY Available__c DESC, Published__c LIMIT 3`]: 'Atlas, Birds, Élégie',
        [`${BOOKS} ORDER BY Sequel_To__r.Name NULLS LAST, Name LIMIT 3`]: "Cities, It's, 100% Wool",
        [`${BOOKS} ORDER BY Summary__c`]: "! INVALID_FIELD field 'Summary__c' can not be sorted in a query call",
        [`${BOOKS} ORDER BY Topics__c`]: "! INVALID_FIELD field 'Topics__c' can not be sorted in a query call",
        [`${BOOKS} ORDER BY Nope`]: NO_COLUMN('Nope', 'Book__c'),
        [`${BOOKS} ORDER BY COUNT(Id)`]: "! MALFORMED_QUERY unexpected token: 'COUNT(Id)'",
    },
    'LIMIT and OFFSET': {
        [`${BOOKS} ORDER BY Name LIMIT 3`]: '100% Wool, Atlas, Birds',
        [`${BOOKS} ORDER BY Name LIMIT 2 OFFSET 1`]: 'Atlas, Birds',
        [`${BOOKS} ORDER BY Name OFFSET 7`]: 'Under_score, Élégie',
        [`${BOOKS} LIMIT 0`]: '',
        [`${BOOKS} OFFSET 2000`]: '',
        [`${BOOKS} OFFSET 2001`]: '! NUMBER_OUTSIDE_VALID_RANGE Maximum SOQL offset allowed is 2000',
        [`${BOOKS} LIMIT -1`]: "! MALFORMED_QUERY unexpected token: '-'",
    },
    'USING SCOPE': {
        'SELECT Name FROM Branch__c USING SCOPE everything': 'Ghent, Liège, Middelburg, Stock',
        'SELECT Name FROM Branch__c USING SCOPE mine': 'Ghent, Middelburg',
        'SELECT Name FROM Branch__c USING SCOPE Mine WHERE Is_Open__c = true': 'Ghent',
        'SELECT Name FROM Branch__c USING SCOPE team':
            "! MALFORMED_QUERY The filter scope 'team' is not supported in this org",
        'SELECT Name FROM Shelf__c USING SCOPE mine':
            "! MALFORMED_QUERY The filter scope 'mine' is not supported for Shelf__c",
    },
    'ALL ROWS and FOR': {
        'SELECT Name FROM Book__c WHERE Pages__c < 10 ALL ROWS': "Gone, It's",
        'SELECT Name FROM Book__c WHERE IsDeleted = true': '',
        'SELECT Name FROM Book__c WHERE IsDeleted = true ALL ROWS': 'Gone',
        'SELECT COUNT() FROM Book__c ALL ROWS': 10,
        'SELECT Name FROM Book__c WHERE Pages__c = 5 FOR UPDATE': "It's",
        'SELECT Name FROM Book__c ORDER BY Name FOR UPDATE':
            '! MALFORMED_QUERY ORDER BY is not allowed in a query with FOR UPDATE',
        'SELECT Name FROM Book__c WHERE Pages__c = 5 FOR VIEW FOR REFERENCE': "It's",
    },
});

describe('queryAll', () => {
    test('gives deleted records too', () => {
        const scope = { ...library.scope, includeDeleted: true };
        assert.equal(resultOf(library, `${BOOKS} WHERE Pages__c < 10`, scope), "Gone, It's");
        assert.equal(
            resultOf(
                library,
                "SELECT (SELECT Name FROM Books__r WHERE Pages__c < 10) FROM Shelf__c WHERE Name = 'S-001'",
                scope,
            ),
            '[Gone]',
        );
    });
});

describe('FOR clauses', () => {
    test('are told to the caller', () => {
        assert.deepEqual(prepareQuery(`${BOOKS} FOR VIEW`, library.scope).purposes, ['view']);
    });
});
