import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { InputRecord } from './input.ts';
import { Actor, codes, openLibrary, outcome, undone } from '../org/suite/library.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

const EVERYTHING = 'Everything__c';

describe('unique values', () => {
    const cases: [what: string, first: InputRecord, second: InputRecord, isTaken: boolean][] = [
        ['the same text', { Unique__c: 'a' }, { Unique__c: 'a' }, true],
        ['the same text in another case', { Unique__c: 'a' }, { Unique__c: 'A' }, true],
        ['of a case-sensitive field', { Key__c: 'a' }, { Key__c: 'A' }, false],
        ['the same number', { Other_Key__c: 7 }, { Other_Key__c: '7.0' }, true],
        ['blanks', { Unique__c: '' }, { Unique__c: null }, false],
    ];
    for (const [what, first, second, isTaken] of cases)
        it(
            `${what}: ${isTaken ? 'taken' : 'free'}, in the store and in one request`,
            undone(org, () => {
                assert.deepEqual(codes(admin.insert(EVERYTHING, first, second)), [
                    'ok',
                    isTaken ? 'DUPLICATE_VALUE' : 'ok',
                ]);
                const [column = ''] = Object.keys(first);
                const holder = org.store.get(`SELECT Id FROM "Everything__c" WHERE ${column} IS NOT NULL`)?.['Id'];
                const message = `DUPLICATE_VALUE [] duplicate value found: ${column} duplicates value on record with id: ${String(holder)}`;
                if (isTaken) assert.deepEqual(outcome(admin.insert(EVERYTHING, second)), [message]);
            }),
        );

    it(
        'two records exchange theirs in one request; a third may take what one gives up',
        undone(org, () => {
            const [a, b, c] = ['a', 'b', 'c'].map((Unique__c) => admin.make(EVERYTHING, { Unique__c }));
            const exchange = [
                { Id: a, Unique__c: 'b' },
                { Id: b, Unique__c: 'a' },
            ];
            assert.deepEqual(codes(admin.update(EVERYTHING, ...exchange)), ['ok', 'ok']);
            const shift = [
                { Id: c, Unique__c: 'b' },
                { Id: a, Unique__c: null },
            ];
            assert.deepEqual(codes(admin.update(EVERYTHING, ...shift)), ['ok', 'ok']);
            assert.deepEqual(
                [a, b, c].map((id) => admin.row(EVERYTHING, String(id))['Unique__c']),
                [null, 'a', 'b'],
            );
        }),
    );

    it(
        'what a record that fails would have given up stays its own',
        undone(org, () => {
            const [a, b] = ['a', 'b'].map((Unique__c) => admin.make(EVERYTHING, { Unique__c, Text__c: Unique__c }));
            const works = [
                { Id: b, Unique__c: 'a' },
                { Id: a, Unique__c: 'c', Text__c: 'far too long a text' },
            ];
            assert.deepEqual(codes(admin.update(EVERYTHING, ...works)), ['DUPLICATE_VALUE', 'STRING_TOO_LONG']);
            const chain = [
                { Id: b, Unique__c: 'a' },
                { Id: a, Unique__c: 'z' },
            ];
            admin.make(EVERYTHING, { Unique__c: 'z' });
            assert.deepEqual(codes(admin.update(EVERYTHING, ...chain)), ['DUPLICATE_VALUE', 'DUPLICATE_VALUE']);
        }),
    );

    it(
        'a record may be saved again with its own, and in another case',
        undone(org, () => {
            const id = admin.make(EVERYTHING, { Unique__c: 'a' });
            assert.deepEqual(codes(admin.update(EVERYTHING, { Id: id, Unique__c: 'A' })), ['ok']);
            assert.deepEqual(admin.values(EVERYTHING, id, 'Unique__c'), ['A']);
        }),
    );

    it(
        'that of a deleted record is free',
        undone(org, () => {
            admin.delete(admin.make(EVERYTHING, { Unique__c: 'a' }));
            assert.deepEqual(codes(admin.insert(EVERYTHING, { Unique__c: 'a' })), ['ok']);
        }),
    );
});
