import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runSearch } from './sosl/index.ts';
import { resultOf, runCases } from './suite/cases.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();
/** He may not read secrets, translators, costs, places and loans; Ghent is shared with him. */
const vic = library.scopeOf('Vic');
/** She owns Liège, and the stock through her queue; contacts, and all fields are hers to read. */
const lies = library.scopeOf('Lies');

const HIDDEN = (name: string, entity = 'Book__c'): string =>
    `! INVALID_FIELD No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
const NO_PARENT = (name: string): string =>
    `! INVALID_FIELD Didn't understand relationship '${name}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
const NO_CHILDREN = (name: string): string =>
    `! INVALID_TYPE Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`;
const NO_OBJECT = (name: string): string =>
    `! INVALID_TYPE sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`;

runCases(
    library,
    {
        'Fields that the user may not read do not exist': {
            'SELECT Secret__c FROM Book__c': HIDDEN('Secret__c'),
            "SELECT Id FROM Book__c WHERE Secret__c = 'gold'": HIDDEN('Secret__c'),
            "SELECT Id FROM Book__c WHERE Pages__c > 5 OR (NOT Secret__c = 'gold')": HIDDEN('Secret__c'),
            'SELECT Id FROM Book__c ORDER BY Secret__c': HIDDEN('Secret__c'),
            'SELECT Secret__c, COUNT(Id) FROM Book__c GROUP BY Secret__c': HIDDEN('Secret__c'),
            'SELECT COUNT(Id) FROM Book__c GROUP BY Secret__c': HIDDEN('Secret__c'),
            'SELECT COUNT(Secret__c) FROM Book__c': HIDDEN('Secret__c'),
            'SELECT MAX(Secret__c) FROM Book__c': HIDDEN('Secret__c'),
            "SELECT Genre__c FROM Book__c GROUP BY Genre__c HAVING MAX(Secret__c) = 'gold'": HIDDEN('Secret__c'),
            'SELECT Genre__c FROM Book__c GROUP BY Genre__c ORDER BY COUNT(Secret__c)': HIDDEN('Secret__c'),
            "SELECT COUNT() FROM Book__c WHERE Secret__c = 'gold'": HIDDEN('Secret__c'),
            'SELECT Sequel_To__r.Secret__c FROM Book__c': HIDDEN('Secret__c'),
            "SELECT Id FROM Book__c WHERE Sequel_To__r.Secret__c = 'gold'": HIDDEN('Secret__c'),
            'SELECT (SELECT Secret__c FROM Books__r) FROM Shelf__c': HIDDEN('Secret__c'),
            "SELECT (SELECT Id FROM Books__r WHERE Secret__c = 'gold') FROM Shelf__c": HIDDEN('Secret__c'),
            'SELECT (SELECT Id FROM Books__r ORDER BY Secret__c) FROM Shelf__c': HIDDEN('Secret__c'),
            "SELECT Id FROM Shelf__c WHERE Id IN (SELECT Shelf__c FROM Book__c WHERE Secret__c = 'gold')":
                HIDDEN('Secret__c'),
            'SELECT Id FROM Branch__c WHERE Id IN (SELECT Secret__c FROM Book__c)': HIDDEN('Secret__c'),
            'SELECT toLabel(Secret__c) FROM Book__c': HIDDEN('Secret__c'),
            'SELECT FORMAT(Secret__c) FROM Book__c': HIDDEN('Secret__c'),
            'SELECT Cost__c FROM Book__c': HIDDEN('Cost__c'),
            'SELECT Id FROM Book__c WHERE Cost__c > 1': HIDDEN('Cost__c'),
            'SELECT Place__c FROM Branch__c': HIDDEN('Place__c', 'Branch__c'),
            'SELECT Place__Latitude__s FROM Branch__c': HIDDEN('Place__Latitude__s', 'Branch__c'),
            "SELECT Id FROM Branch__c WHERE DISTANCE(Place__c, GEOLOCATION(51, 3), 'km') < 10": HIDDEN(
                'Place__c',
                'Branch__c',
            ),
            "SELECT Id FROM Branch__c ORDER BY DISTANCE(Place__c, GEOLOCATION(51, 3), 'km')": HIDDEN(
                'Place__c',
                'Branch__c',
            ),
            "SELECT FIELDS(CUSTOM) FROM Branch__c WHERE Name = 'Ghent' LIMIT 1":
                'true|1990-05-01|09:00:00.000Z|#Flanders',
            "SELECT Caption__c FROM Book__c WHERE Name = 'Atlas'": 'Atlas / Ghent',
        },
        'Objects that the user may not read do not exist': {
            'SELECT Id FROM Loan__c': NO_OBJECT('Loan__c'),
            'SELECT COUNT() FROM Contact': NO_OBJECT('Contact'),
            'SELECT (SELECT Id FROM Loans__r) FROM Book__c': NO_CHILDREN('Loans__r'),
            'SELECT (SELECT Id FROM Contacts) FROM Account': NO_CHILDREN('Contacts'),
            'SELECT Id FROM Book__c WHERE Id IN (SELECT Book__c FROM Loan__c)': NO_OBJECT('Loan__c'),
            'SELECT Translator__r.Name FROM Book__c': NO_PARENT('Translator__r'),
            'SELECT Translator__c FROM Book__c': HIDDEN('Translator__c'),
            "SELECT Id FROM Book__c WHERE Translator__r.Name = 'x'": NO_PARENT('Translator__r'),
            'SELECT Id FROM Book__c ORDER BY Translator__r.Name': NO_PARENT('Translator__r'),
            'SELECT COUNT(Id) FROM Book__c GROUP BY Translator__r.Name': NO_PARENT('Translator__r'),
        },
        'Records that are not shared with the user are not there': {
            'SELECT Name FROM Branch__c': 'Ghent',
            'SELECT COUNT() FROM Branch__c': 1,
            'SELECT COUNT(Id) FROM Branch__c': '1',
            'SELECT Name FROM Region__c': 'Belgium, Flanders, Wallonia, Zeeland',
            'SELECT Name FROM Shelf__c': 'S-001, S-002',
            'SELECT Name FROM Book__c': 'Atlas, Birds, Cities, Dunes',
            'SELECT COUNT() FROM Book__c': 4,
            'SELECT Parent.Name, UserOrGroupId FROM Branch__Share': '{Ghent}|#Vic',
            'SELECT (SELECT RowCause FROM Shares) FROM Branch__c': '[Manual]',
            'SELECT Id FROM Loan__Share': NO_OBJECT('Loan__Share'),
            'SELECT Shelf__r.Branch__r.Name, COUNT(Id) FROM Book__c GROUP BY Shelf__r.Branch__r.Name': 'Ghent|4',
            'SELECT Name, (SELECT Name FROM Branches__r) FROM Region__c ORDER BY Name':
                'Belgium|-, Flanders|[Ghent], Wallonia|-, Zeeland|-',
            'SELECT Name FROM Region__c WHERE Id IN (SELECT Region__c FROM Branch__c)': 'Flanders',
            'SELECT Name FROM Region__c WHERE Id NOT IN (SELECT Region__c FROM Branch__c)':
                'Belgium, Wallonia, Zeeland',
            "SELECT Name FROM Book__c WHERE Name = 'fables'": '',
            'SELECT MAX(Pages__c) FROM Book__c': '320',
        },
    },
    vic,
);

runCases(
    library,
    {
        'Owners, queues and parents': {
            'SELECT Name FROM Branch__c': 'Liège, Stock',
            'SELECT Name FROM Shelf__c': 'S-003',
            'SELECT Name, Secret__c FROM Book__c': '100% Wool|-, fables|-, Élégie|-',
            'SELECT Name FROM Loan__c': 'L-0001',
            // the book of her loan stands in Ghent, which is not shared with her
            'SELECT Name, Book__c, Book__r.Name FROM Loan__c': 'L-0001|#Atlas|-',
            "SELECT Name FROM Loan__c WHERE Book__r.Name = 'Atlas'": '',
            'SELECT Name FROM Loan__c WHERE Book__r.Name = null': 'L-0001',
            'SELECT Name FROM Branch__c USING SCOPE mine_and_my_groups': 'Liège, Stock',
            'SELECT Name, Owner.Name FROM Branch__c ORDER BY Name': 'Liège|{Lies Librarian}, Stock|{Depot team}',
        },
    },
    lies,
);

const { permissions, sharing } = vic;
assert.ok(permissions && sharing);

describe('Modes of Apex', () => {
    const apex = { ...library.scope, userId: vic.userId, apex: { permissions, sharing } };
    const cases: Readonly<Record<string, string | number>> = {
        'SELECT Secret__c FROM Book__c WHERE Pages__c > 400': 'gold',
        'SELECT Secret__c FROM Book__c WHERE Pages__c > 400 WITH SYSTEM_MODE': 'gold',
        'SELECT Secret__c FROM Book__c WHERE Pages__c > 400 WITH USER_MODE': HIDDEN('Secret__c'),
        'SELECT COUNT() FROM Branch__c WITH USER_MODE': 1,
        'SELECT COUNT() FROM Branch__c WITH SYSTEM_MODE': 4,
        'SELECT Secret__c FROM Book__c WITH SECURITY_ENFORCED':
            '! INSUFFICIENT_ACCESS Insufficient permissions: secure query included inaccessible field',
        'SELECT (SELECT Id FROM Loans__r) FROM Book__c WITH SECURITY_ENFORCED':
            '! INSUFFICIENT_ACCESS Insufficient permissions: secure query included inaccessible field',
        'SELECT Translator__r.Name FROM Book__c WITH SECURITY_ENFORCED':
            '! INSUFFICIENT_ACCESS Insufficient permissions: secure query included inaccessible field',
        'SELECT COUNT() FROM Loan__c WITH SECURITY_ENFORCED':
            '! INSUFFICIENT_ACCESS Insufficient permissions: secure query included inaccessible field',
        // only SELECT and FROM are checked
        "SELECT COUNT() FROM Book__c WHERE Secret__c = 'gold' WITH SECURITY_ENFORCED": 2,
    };
    for (const [query, expected] of Object.entries(cases))
        test(query, () => {
            assert.equal(resultOf(library, query, apex), expected);
        });

    test('with sharing, without the rights on fields', () => {
        assert.equal(
            resultOf(library, 'SELECT Name, Secret__c FROM Book__c WHERE Pages__c > 300', { ...apex, sharing }),
            'Atlas|gold',
        );
    });
});

test('sharing without the rights it depends on is refused', () => {
    assert.throws(
        () => resultOf(library, 'SELECT Id FROM Branch__c', { ...library.scope, sharing }),
        /depends on the rights/,
    );
});

describe('Plans are kept for whoever has the same rights only', () => {
    test('the same query gives each user his own', () => {
        const query = 'SELECT COUNT() FROM Book__c';
        assert.deepEqual(
            [library.scope, vic, lies, library.scope, vic].map((scope) => resultOf(library, query, scope)),
            [9, 4, 3, 9, 4],
        );
    });
});

describe('Searches see no more than queries', () => {
    const found = (sosl: string, scope = vic): string[] =>
        runSearch(sosl, scope).flatMap(({ object, records }) =>
            records.map((record) => `${object.name}:${String(record['Name'])}`),
        );

    test('no hidden fields', () => {
        assert.deepEqual(found('FIND {gold} RETURNING Book__c(Name)'), []);
        assert.deepEqual(found('FIND {gold} RETURNING Book__c(Name ORDER BY Name)', library.scope), [
            'Book__c:Atlas',
            'Book__c:Under_score',
        ]);
    });

    test('no records of others, and no objects', () => {
        assert.deepEqual(found('FIND {fables OR atlas} RETURNING Book__c(Name)'), ['Book__c:Atlas']);
        assert.throws(() => found('FIND {ann} RETURNING Contact(Name)'), { code: 'INVALID_TYPE' });
    });
});
