import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OrgError } from '../schema/errors.ts';
import { runSearch, updateSearchIndex } from './sosl/index.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();
const { store, schema, scope } = library;

/** What a search finds, by object: `Account: Acme, plain`. */
function found(sosl: string, binds?: Record<string, unknown>): string {
    try {
        return runSearch(sosl, scope, binds ? { binds } : {})
            .map(({ object, records }) => {
                const names = records.map((record) => String(record['Name'] ?? record['Id']));
                return `${object.name}: ${names.join(', ')}`;
            })
            .join('; ');
    } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        return `! ${error.code} ${error.message.split('\n').at(-1) ?? ''}`;
    }
}

const BOOKS = 'RETURNING Book__c(Name ORDER BY Name)';

const SECTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'FIND {SearchQuery}: words and phrases': {
        // the time to read it must not grow with more than its length
        [`FIND {atlas} RETURNING ${Array.from({ length: 200 }, () => 'Account').join(', ')}, Book__c(${'Name, '.repeat(200)}Name)`]:
            '! MALFORMED_QUERY duplicate field selected: Name',
        [`FIND {atlas} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {ATLAS} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND{world} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {worl} ${BOOKS}`]: 'Book__c: ',
        [`FIND {elegie} ${BOOKS}`]: 'Book__c: Élégie',
        [`FIND {"maps of the world"} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {"world maps"} ${BOOKS}`]: 'Book__c: ',
        [`FIND {world maps} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {atlas@example.com} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {100\\%} ${BOOKS}`]: 'Book__c: 100% Wool',
        [`FIND {it\\'s} ${BOOKS}`]: "Book__c: It's",
        [`FIND {it's} ${BOOKS}`]: "Book__c: It's",
        [`FIND {a} ${BOOKS}`]: '! INVALID_SEARCH search term must be longer than one character: a',
        [`FIND {} ${BOOKS}`]: '! MALFORMED_SEARCH unexpected token in search text: ',
    },
    'FIND {SearchQuery}: wildcards': {
        [`FIND {atl*} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {wor*} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {f?bles} ${BOOKS}`]: 'Book__c: fables',
        [`FIND {c*s} ${BOOKS}`]: 'Book__c: Cities',
        [`FIND {*irds} ${BOOKS}`]: 'Book__c: Birds',
        [`FIND {él*e} ${BOOKS}`]: 'Book__c: Élégie',
        [`FIND {zz?zz} ${BOOKS}`]: 'Book__c: ',
        [`FIND {atl\\*} ${BOOKS}`]: 'Book__c: ',
    },
    'FIND {SearchQuery}: operators': {
        [`FIND {atlas OR birds} ${BOOKS}`]: 'Book__c: Atlas, Birds',
        [`FIND {essay AND first} ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {essay AND NOT first} ${BOOKS}`]: 'Book__c: Under_score',
        [`FIND {nature AND (essay OR poetry)} ${BOOKS}`]: 'Book__c: Atlas, Birds',
        [`FIND {"and"} ${BOOKS}`]: 'Book__c: ',
        [`FIND {atlas OR} ${BOOKS}`]: '! MALFORMED_SEARCH unexpected token in search text: atlas OR',
        [`FIND {(atlas} ${BOOKS}`]: '! MALFORMED_SEARCH unexpected token in search text: (atlas',
        [`FIND {NOT atlas} ${BOOKS}`]: '! MALFORMED_SEARCH unexpected token in search text: NOT atlas',
    },
    'IN SearchGroup': {
        [`FIND {atlas} IN ALL FIELDS ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {first} IN NAME FIELDS ${BOOKS}`]: 'Book__c: ',
        [`FIND {atlas} IN NAME FIELDS ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {atlas} IN EMAIL FIELDS ${BOOKS}`]: 'Book__c: Atlas',
        [`FIND {birds} IN EMAIL FIELDS ${BOOKS}`]: 'Book__c: ',
        'FIND {123} IN PHONE FIELDS RETURNING Account(Name)': 'Account: Acme',
        'FIND {aerts} IN NAME FIELDS RETURNING Contact(Name)': 'Contact: Ann Aerts',
    },
    'RETURNING FieldSpec': {
        'FIND {acme} RETURNING Account(Name), Contact(Name ORDER BY Name)': 'Account: Acme; Contact: Ann Aerts',
        'FIND {gh* OR atlas} RETURNING Branch__c(Name), Book__c(Name)': 'Branch__c: Ghent; Book__c: Atlas',
        'FIND {atlas} RETURNING Account, Book__c(Name)': 'Account: ; Book__c: Atlas',
        'FIND {essay OR poetry} RETURNING Book__c(Name WHERE Pages__c > 100 ORDER BY Pages__c DESC)':
            'Book__c: Under_score, Atlas, Birds',
        'FIND {essay OR poetry} RETURNING Book__c(Name ORDER BY Name LIMIT 2 OFFSET 1)': 'Book__c: Birds, Under_score',
        'FIND {essay OR poetry} RETURNING Book__c(Name ORDER BY Name) LIMIT 3': 'Book__c: Atlas, Birds, Under_score',
        'FIND {gone} RETURNING Book__c(Name)': 'Book__c: ',
        'FIND {atlas} RETURNING Nope__c(Name)':
            "! INVALID_TYPE sObject type 'Nope__c' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
        'FIND {atlas} RETURNING Loan__c(Name)': '! INVALID_TYPE entity type Loan__c does not support search',
        'FIND {atlas} RETURNING Book__c(Nope)':
            "! INVALID_FIELD No such column 'Nope' on entity 'Book__c'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
        'FIND {atlas} RETURNING': "! MALFORMED_SEARCH unexpected token: '<EOF>'",
        "FIND {atlas} WITH NETWORK = 'x'": "! MALFORMED_SEARCH WITH NETWORK = 'x' is not supported in this org",
        'FIND {acme} WITH SYSTEM_MODE': '! MALFORMED_QUERY WITH SYSTEM_MODE is only supported in Apex',
        'FIND {zorro}': `Account: ${library.ids.get('Zorro') ?? ''}`,
    },
};

for (const [title, cases] of Object.entries(SECTIONS))
    describe(title, () => {
        for (const [sosl, expected] of Object.entries(cases))
            test(sosl, () => {
                assert.equal(found(sosl), expected);
            });
    });

describe('The index follows the records', () => {
    const book = schema.object('Book__c');
    const names = (word: string): string => found(`FIND {${word}} ${BOOKS}`);

    test('updates, inserts, deletes', () => {
        assert.ok(book);
        updateSearchIndex(store, book);
        store.run(`UPDATE "Book__c" SET Note__c = 'third' WHERE Name = 'Birds'`);
        assert.equal(names('third'), 'Book__c: Birds');
        assert.equal(names('second'), 'Book__c: ');
        store.run(`INSERT INTO "Book__c" (Id, Name, Shelf__c) VALUES ('new', 'Quartz', 'x')`);
        assert.equal(names('quartz'), 'Book__c: Quartz');
        store.run(`DELETE FROM "Book__c" WHERE Id = 'new'`);
        assert.equal(names('quartz'), 'Book__c: ');
    });

    test('what is taken back is not found', () => {
        assert.throws(() =>
            store.transaction(() => {
                store.run(`UPDATE "Book__c" SET Note__c = 'fourth' WHERE Name = 'Birds'`);
                assert.equal(names('fourth'), 'Book__c: Birds');
                throw new Error('back');
            }),
        );
        assert.equal(names('fourth'), 'Book__c: ');
        assert.equal(names('third'), 'Book__c: Birds');
    });
});

test('variables of Apex', () => {
    assert.equal(found(`FIND :word ${BOOKS}`, { word: 'atl*' }), 'Book__c: Atlas');
    assert.equal(found(`FIND 'atl*' ${BOOKS}`), 'Book__c: Atlas');
    assert.equal(found(`FIND :word ${BOOKS}`), '! MALFORMED_SEARCH Bind variables only allowed in Apex code');
});
