import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { InputRecord } from './input.ts';
import { MASTER_RECORD_TYPE } from './record-types.ts';
import { Actor, codes, makeUser, openLibrary, outcome, undone } from '../org/suite/library.ts';
import { OrgError } from '../schema/errors.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

const EVERYTHING = 'Everything__c';

describe('what an insert writes is what the record holds', () => {
    const cases: [record: InputRecord, column: string, value: unknown][] = [
        [{ text__C: 'any case' }, 'Text__c', 'any case'],
        [{ attributes: { type: EVERYTHING }, Text__c: 'a' }, 'Text__c', 'a'],
        [{ Pick__c: 'ONE' }, 'Pick__c', 'One'],
        [{ Open_Pick__c: 'Three' }, 'Open_Pick__c', 'Three'],
        [{ Multi__c: 'Three; one;Three;;Four' }, 'Multi__c', 'One;Three;Four'],
        [{ Multi__c: ' ; ' }, 'Multi__c', null],
        [{ Location__Latitude__s: '51.05' }, 'Location__Latitude__s', 51.05],
        [{ Number__c: '1.005' }, 'Number__c', 1.01],
        [{ Time__c: '10:00:00.000Z' }, 'Time__c', 36_000_000],
        [{}, 'Check__c', 0],
        [{ Check__c: null }, 'Check__c', 0],
        [{ Long__c: 'x'.repeat(1000) }, 'Long__c', 'x'.repeat(1000)],
    ];
    for (const [record, column, value] of cases)
        it(
            `${JSON.stringify(record).slice(0, 60)} → ${JSON.stringify(value).slice(0, 30)}`,
            undone(org, () => {
                assert.deepEqual(admin.values(EVERYTHING, admin.make(EVERYTHING, record), column), [value]);
            }),
        );

    it(
        'a new record has its id, owner, audit fields and a name',
        undone(org, () => {
            const id = admin.make('Partner__c');
            const row = admin.row('Partner__c', id);
            assert.match(id, /^a0\w{16}$/);
            assert.deepEqual(
                [row['Name'], row['OwnerId'], row['CreatedById'], row['LastModifiedById'], row['IsDeleted']],
                [id, admin.userId, admin.userId, admin.userId, 0],
            );
            assert.deepEqual([row['CreatedDate'], row['SystemModstamp']], [org.now(), org.now()]);
        }),
    );

    it(
        'a person’s name is made of its parts, and follows them',
        undone(org, () => {
            const id = admin.make('Contact', { FirstName: 'Ada', LastName: 'Byron' });
            assert.deepEqual(admin.values('Contact', id, 'Name'), ['Ada Byron']);
            admin.update('Contact', { Id: id, FirstName: null, LastName: 'Lovelace' });
            assert.deepEqual(admin.values('Contact', id, 'Name'), ['Lovelace']);
        }),
    );
});

describe('values that a client leaves out', () => {
    const cases: [object: string, record: (a: Actor) => InputRecord, column: string, value: unknown][] = [
        [EVERYTHING, () => ({}), 'Required__c', 'start'],
        ['Library__c', () => ({}), 'Open__c', 1],
        ['Library__c', () => ({}), 'Opened__c', '2024-05-17'],
        ['Library__c', () => ({ Opened__c: null }), 'Opened__c', null],
        ['Library__c', () => ({ Open__c: false }), 'Open__c', 0],
        ['Lending__c', (a) => ({ Volume__c: bookOf(a) }), 'Due__c', '2024-06-07'],
        ['Lending__c', (a) => ({ Volume__c: bookOf(a) }), 'Desk__c', 'admin@local.org'],
        ['Lending__c', (a) => ({ Volume__c: bookOf(a) }), 'Fee__c', 0.5],
        ['Lending__c', (a) => ({ Volume__c: bookOf(a) }), 'OwnerId', '005000000000001AAA'],
        ['Rack__c', (a) => ({ Library__c: a.make('Library__c') }), 'Status__c', 'Active'],
    ];
    for (const [object, record, column, value] of cases)
        it(
            `${object}.${column}: ${JSON.stringify(value)}`,
            undone(org, () => {
                assert.deepEqual(admin.values(object, admin.make(object, record(admin)), column), [value]);
            }),
        );

    it(
        'new users have the time zone, locale and language of the organisation',
        undone(org, () => {
            const user = makeUser(org, 'New');
            const columns = ['TimeZoneSidKey', 'LocaleSidKey', 'LanguageLocaleKey', 'UserType', 'IsActive', 'Name'];
            assert.deepEqual(admin.values('User', user.userId, ...columns), [
                'Europe/Brussels',
                'en_GB',
                'en_US',
                'Standard',
                1,
                'New',
            ]);
        }),
    );
});

function bookOf(actor: Actor, price?: number): string {
    const shelf = actor.make('Rack__c', { Library__c: actor.make('Library__c', { Name: 'L' }) });
    return actor.make('Volume__c', { Name: 'B', Rack__c: shelf, ...(price === undefined ? {} : { Price__c: price }) });
}

describe('what the platform refuses, in its words', () => {
    const long = 'x'.repeat(11);
    const cases: [object: string, record: InputRecord, expected: string][] = [
        [
            EVERYTHING,
            { Required__c: null },
            'REQUIRED_FIELD_MISSING [Required__c] Required fields are missing: [Required__c]',
        ],
        [
            EVERYTHING,
            { Text__c: long },
            `STRING_TOO_LONG [Text__c] Text: data value too large: ${long} (max length=10)`,
        ],
        [
            EVERYTHING,
            { Pick__c: 'Three' },
            'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST [Pick__c] Pick: bad value for restricted picklist field: Three',
        ],
        [EVERYTHING, { Email__c: 'nobody' }, 'INVALID_EMAIL_ADDRESS [Email__c] Email: invalid email address: nobody'],
        [
            EVERYTHING,
            { Number__c: 'x' },
            'INVALID_TYPE_ON_FIELD_IN_RECORD [Number__c] Number: value not of required type: x',
        ],
        [
            EVERYTHING,
            { Number__c: 1e16 },
            'NUMBER_OUTSIDE_VALID_RANGE [Number__c] Number: value outside of valid range on numeric field: 10000000000000000',
        ],
        [
            EVERYTHING,
            { Location__Latitude__s: 91 },
            'NUMBER_OUTSIDE_VALID_RANGE [Location__Latitude__s] Location (Latitude): value outside of valid range on numeric field: 91',
        ],
        [EVERYTHING, { User__c: 'x' }, 'MALFORMED_ID [User__c] User: id value of incorrect type: x'],
        [
            EVERYTHING,
            { User__c: '00e000000000001AAA' },
            'FIELD_INTEGRITY_EXCEPTION [User__c] User: id value of incorrect type: 00e000000000001AAA',
        ],
        [EVERYTHING, { User__c: '005000000000zzz' }, 'INVALID_CROSS_REFERENCE_KEY [] invalid cross reference id'],
        [
            EVERYTHING,
            { Id: 'a01000000000001AAA' },
            'INVALID_FIELD_FOR_INSERT_UPDATE [Id] cannot specify Id in an insert call',
        ],
        [
            EVERYTHING,
            { Auto__c: '1', Text_Formula__c: 'x' },
            'INVALID_FIELD_FOR_INSERT_UPDATE [Auto__c,Text_Formula__c] Unable to create/update fields: Auto__c, Text_Formula__c. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
        ],
        [
            EVERYTHING,
            { Location__c: 'x' },
            'INVALID_FIELD_FOR_INSERT_UPDATE [Location__c] Unable to create/update fields: Location__c. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
        ],
        ['Contact', {}, 'REQUIRED_FIELD_MISSING [LastName] Required fields are missing: [LastName]'],
        ['Rack__c', {}, 'REQUIRED_FIELD_MISSING [Library__c] Required fields are missing: [Library__c]'],
        [
            'Library__c',
            { Region__c: 'West' },
            'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST [Region__c] Region: bad value for restricted picklist field: West',
        ],
        ['Library__c', { OwnerId: '005000000000zzz' }, 'INVALID_CROSS_REFERENCE_KEY [] invalid cross reference id'],
    ];
    for (const [object, record, expected] of cases)
        it(
            expected.slice(0, 110),
            undone(org, () => {
                assert.deepEqual(outcome(admin.insert(object, record)), [expected]);
                assert.equal(admin.count(object), 0);
            }),
        );

    const wrong: [record: InputRecord, message: RegExp][] = [
        [{ Nope__c: 1 }, /No such column 'Nope__c' on sobject of type Everything__c/],
        [{ Nope__r: { Name: 'x' } }, /No such column 'Nope__r' on sobject of type Everything__c/],
    ];
    for (const [record, message] of wrong)
        it(`${JSON.stringify(record)} refuses the whole request`, () => {
            assert.throws(
                () => admin.insert(EVERYTHING, {}, record),
                (error) => error instanceof OrgError && error.code === 'INVALID_FIELD' && message.test(error.message),
            );
            assert.equal(admin.count(EVERYTHING), 0);
        });

    it(
        'a value that was active when it was chosen may stay, and no other record gets it',
        undone(org, () => {
            const library = admin.make('Library__c');
            const shelf = admin.make('Rack__c', { Library__c: library });
            org.store.run(`UPDATE "Rack__c" SET Status__c = 'Burnt'`);
            assert.deepEqual(codes(admin.update('Rack__c', { Id: shelf, Status__c: 'Burnt' })), ['ok']);
            assert.deepEqual(codes(admin.insert('Rack__c', { Library__c: library, Status__c: 'Burnt' })), [
                'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            ]);
        }),
    );
});

describe('record types', () => {
    const idOf = (name: string): string =>
        String(org.store.get('SELECT Id FROM "RecordType" WHERE DeveloperName = ?', [name])?.['Id']);

    it(
        'the default is that of the profile; none where it has none',
        undone(org, () => {
            const clerk = makeUser(org, 'Clerk', { profile: 'Clerk', sets: ['Librarian'] });
            assert.deepEqual(clerk.values('Library__c', clerk.make('Library__c'), 'RecordTypeId'), [idOf('School')]);
            assert.deepEqual(admin.values('Library__c', admin.make('Library__c'), 'RecordTypeId'), [null]);
        }),
    );

    it(
        'one that is not active, or of another object, is refused; the master record type is none',
        undone(org, () => {
            const former = idOf('Former');
            const results = [former, '012000000000zzz'].flatMap((RecordTypeId) =>
                outcome(admin.insert('Library__c', { RecordTypeId })),
            );
            assert.deepEqual(results, [
                `INVALID_CROSS_REFERENCE_KEY [RecordTypeId] Record Type ID: this ID value isn't valid for the user: ${former}`,
                `INVALID_CROSS_REFERENCE_KEY [RecordTypeId] Record Type ID: this ID value isn't valid for the user: 012000000000zzzAAA`,
            ]);
            const id = admin.make('Library__c', { RecordTypeId: MASTER_RECORD_TYPE });
            assert.deepEqual(admin.values('Library__c', id, 'RecordTypeId'), [null]);
        }),
    );

    it(
        'values of restricted picklists must be open to the type',
        undone(org, () => {
            const insert = (type: string, Region__c: string): string[] =>
                codes(admin.insert('Library__c', { Region__c, RecordTypeId: idOf(type) }));
            assert.deepEqual(
                [...insert('Public', 'South'), ...insert('School', 'South'), ...insert('Public', 'East')],
                ['ok', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'],
            );
        }),
    );
});

describe('auto numbers', () => {
    it(
        'count from where they start, in their format, on the user’s day',
        undone(org, () => {
            const library = admin.make('Library__c');
            const shelves = admin.insert('Rack__c', { Library__c: library }, { Library__c: library });
            assert.deepEqual(
                shelves.map(({ id }) => admin.row('Rack__c', id ?? '')['Name']),
                ['S-0010', 'S-0011'],
            );
            const book = admin.make('Volume__c', { Rack__c: shelves[0]?.id });
            assert.deepEqual(admin.values('Volume__c', book, 'Number__c'), ['B2024-001']);
            assert.deepEqual(admin.values('Lending__c', admin.make('Lending__c', { Volume__c: book }), 'Name'), [
                'L-1',
            ]);
            assert.deepEqual(admin.values('Case', admin.make('Case'), 'CaseNumber'), ['00001000']);
        }),
    );
});

describe('parents by external id', () => {
    const cases: [parent: InputRecord, expected: string][] = [
        [{ Code__c: 'L1' }, 'ok'],
        [{ CODE__C: 'l1' }, 'ok'],
        [{ attributes: { type: 'Library__c' }, Code__c: 'L1' }, 'ok'],
        [
            { Code__c: 'L2' },
            'INVALID_FIELD [] Foreign key external ID: l2 not found for field Code__c in entity Library__c',
        ],
        [
            { City__c: 'x' },
            'INVALID_FIELD [Library__c] Library__c: the parent must be named by one external id field, found: City__c',
        ],
        [
            { Code__c: 'L1', City__c: 'x' },
            'INVALID_FIELD [Library__c] Library__c: the parent must be named by one external id field, found: Code__c, City__c',
        ],
        [{ Code__c: null }, 'REQUIRED_FIELD_MISSING [Library__c] Required fields are missing: [Library__c]'],
    ];
    for (const [parent, expected] of cases)
        it(
            `${JSON.stringify(parent)}: ${expected.slice(0, 70)}`,
            undone(org, () => {
                admin.make('Library__c', { Code__c: 'L1' });
                const [found] = outcome(admin.insert('Rack__c', { Library__r: parent }));
                assert.equal(found === '' ? 'ok' : found, expected);
            }),
        );
});
