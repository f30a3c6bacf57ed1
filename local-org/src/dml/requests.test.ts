import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { InputRecord } from './input.ts';
import { Actor, codes, makeUser, openLibrary, outcome, undone } from '../org/suite/library.ts';
import { allOrNothing } from '../org/records.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

const EVERYTHING = 'Everything__c';

describe('some records succeed although others do not', () => {
    const good = { Name: 'Good' };
    const bad = { Name: 'Bad', Region__c: 'West' };

    it(
        'each by itself',
        undone(org, () => {
            const results = admin.insert('Library__c', good, bad, good);
            assert.deepEqual(codes(results), ['ok', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', 'ok']);
            assert.deepEqual(
                results.map(({ id }) => id !== undefined),
                [true, false, true],
            );
            assert.equal(admin.count('Library__c'), 2);
        }),
    );

    it(
        'in every chunk of a long request',
        undone(org, () => {
            const records = Array.from({ length: 450 }, (_, n) => (n % 100 === 7 ? bad : good));
            const results = admin.insert('Library__c', ...records);
            assert.deepEqual(
                [...results.entries()].filter(([, { success }]) => !success).map(([n]) => n),
                [7, 107, 207, 307, 407],
            );
            assert.equal(admin.count('Library__c'), 445);
            assert.equal(new Set(results.map(({ id }) => id)).size, 446);
        }),
    );

    it(
        'or none, when all or none is asked for',
        undone(org, () => {
            const { context } = admin;
            const results = allOrNothing(context, true, () => admin.insert('Library__c', good, bad));
            assert.deepEqual(outcome(results), [
                'ALL_OR_NONE_OPERATION_ROLLED_BACK [] Record rolled back because not all records were valid and the request was using AllOrNone header',
                'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST [Region__c] Region: bad value for restricted picklist field: West',
            ]);
            assert.equal(admin.count('Library__c'), 0);
            assert.deepEqual(codes(allOrNothing(context, true, () => admin.insert('Library__c', good, good))), [
                'ok',
                'ok',
            ]);
            assert.deepEqual(codes(allOrNothing(context, false, () => admin.insert('Library__c', good, bad))), [
                'ok',
                'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            ]);
        }),
    );
});

describe('updates', () => {
    it(
        'change what they name, keep the rest, and say who and when',
        undone(org, () => {
            const id = admin.make(EVERYTHING, { Text__c: 'a', Number__c: 1 });
            const user = makeUser(org, 'User', { profile: 'Clerk' });
            assert.deepEqual(codes(user.update(EVERYTHING, { Id: id.slice(0, 15), Text__c: 'b' })), ['ok']);
            assert.deepEqual(admin.values(EVERYTHING, id, 'Text__c', 'Number__c', 'LastModifiedById', 'CreatedById'), [
                'b',
                1,
                user.userId,
                admin.userId,
            ]);
        }),
    );

    const cases: [what: string, record: (id: string) => InputRecord, expected: string][] = [
        ['without an id', () => ({ Text__c: 'a' }), 'MISSING_ARGUMENT [] Id not specified in an update call'],
        ['of an id that is none', () => ({ Id: 'abc' }), 'MALFORMED_ID [] malformed id abc'],
        [
            'of another object’s record',
            () => ({ Id: '005000000000001AAA' }),
            'INVALID_ID_FIELD [] id value of incorrect type: 005000000000001AAA',
        ],
        [
            'of no record',
            (id) => ({ Id: `${id.slice(0, 3)}000000000zzz` }),
            'INVALID_CROSS_REFERENCE_KEY [] invalid cross reference id',
        ],
        [
            'that blank a required field',
            (id) => ({ Id: id, Required__c: '' }),
            'REQUIRED_FIELD_MISSING [Required__c] Required fields are missing: [Required__c]',
        ],
    ];
    for (const [what, record, expected] of cases)
        it(
            `${what}: ${expected}`,
            undone(org, () => {
                assert.deepEqual(outcome(admin.update(EVERYTHING, record(admin.make(EVERYTHING)))), [expected]);
            }),
        );

    it(
        'of one record twice in a request are refused both',
        undone(org, () => {
            const [a, b] = [admin.make(EVERYTHING), admin.make(EVERYTHING)];
            const results = admin.update(
                EVERYTHING,
                { Id: a, Text__c: '1' },
                { Id: b },
                { Id: a.slice(0, 15), Text__c: '2' },
            );
            const message = `DUPLICATE_VALUE [] Duplicate id specified: ${a}`;
            assert.deepEqual(outcome(results), [message, '', message]);
        }),
    );

    it(
        'of a deleted record are refused',
        undone(org, () => {
            const id = admin.make(EVERYTHING);
            admin.delete(id);
            assert.deepEqual(outcome(admin.update(EVERYTHING, { Id: id })), ['ENTITY_IS_DELETED [] entity is deleted']);
        }),
    );

    it(
        'cannot move a child that its relationship keeps with its master',
        undone(org, () => {
            const [one, two] = [admin.make('Library__c'), admin.make('Library__c')];
            const shelf = admin.make('Rack__c', { Library__c: one });
            assert.deepEqual(codes(admin.update('Rack__c', { Id: shelf, Library__c: two })), [
                'INVALID_FIELD_FOR_INSERT_UPDATE',
            ]);
        }),
    );
});

describe('upserts', () => {
    it(
        'make what is new and change what is known',
        undone(org, () => {
            const known = admin.make('Library__c', { Code__c: 'A', City__c: 'Ghent' });
            const results = admin.upsert(
                'Library__c',
                'Code__c',
                { Code__c: 'a', City__c: 'Bruges' },
                { Code__c: 'B' },
                { Code__c: 'C', Region__c: 'West' },
            );
            assert.deepEqual(
                results.map(({ created, success }) => [created, success]),
                [
                    [false, true],
                    [true, true],
                    [false, false],
                ],
            );
            assert.equal(results[0]?.id, known);
            assert.deepEqual(admin.values('Library__c', known, 'Code__c', 'City__c'), ['A', 'Bruges']);
            assert.equal(admin.count('Library__c'), 2);
        }),
    );

    it(
        'by id, by a number, by name',
        undone(org, () => {
            const id = admin.make(EVERYTHING, { Other_Key__c: 5, Name: 'five' });
            const byKey = (key: string, ...values: unknown[]): boolean[] =>
                admin
                    .upsert(EVERYTHING, key, ...values.map((value) => ({ [key]: value, Text__c: 'x' })))
                    .map(({ created }) => created);
            assert.deepEqual(byKey('Id', id, null), [false, true]);
            assert.deepEqual(byKey('Other_Key__c', '5', 6), [false, true]);
            assert.deepEqual(byKey('Name', 'FIVE'), [false]);
        }),
    );

    it(
        'refuse all records of a key that stands twice, and records without it',
        undone(org, () => {
            const results = admin.upsert(
                'Library__c',
                'Code__c',
                { Code__c: 'A' },
                { Code__c: 'a ' },
                { City__c: 'x' },
                { Code__c: 'B' },
            );
            assert.deepEqual(outcome(results), [
                'DUPLICATE_VALUE [Code__c] Duplicate external id specified: A',
                'DUPLICATE_VALUE [Code__c] Duplicate external id specified: a ',
                'MISSING_ARGUMENT [Code__c] Code__c not specified',
                '',
            ]);
        }),
    );

    it(
        'by a field that is no key refuse the whole request',
        undone(org, () => {
            assert.throws(() => admin.upsert('Library__c', 'City__c', {}), /does not match an External ID/);
        }),
    );

    it(
        'do not guess between records with the same name',
        undone(org, () => {
            admin.insert('Partner__c', { Name: 'Twin' }, { Name: 'Twin' });
            assert.deepEqual(codes(admin.upsert('Partner__c', 'Name', { Name: 'Twin' })), ['DUPLICATE_EXTERNAL_ID']);
        }),
    );
});
