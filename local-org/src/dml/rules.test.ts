import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Actor, codes, makeUser, openLibrary, outcome, undone } from '../org/suite/library.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

const RULE = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';

function shelf(actor: Actor, library = actor.make('Library__c', { Name: 'L' })): string {
    return actor.make('Rack__c', { Library__c: library });
}

describe('a validation rule refuses a record', () => {
    it(
        'with its message, at its field; rules that are not active do not',
        undone(org, () => {
            const id = admin.make('Library__c', { Budget__c: 100 });
            assert.deepEqual(outcome(admin.update('Library__c', { Id: id, Budget__c: 49 })), [
                `${RULE} [Budget__c] The budget may not fall below half of what it was.`,
            ]);
        }),
    );

    it(
        'with the messages of all rules that it breaks, in their order',
        undone(org, () => {
            const id = admin.make('Library__c', { Budget__c: 100, Code__c: 'A' });
            const [result] = admin.update('Library__c', { Id: id, Budget__c: 1, Code__c: 'B' });
            assert.deepEqual(
                result?.errors.map(({ fields }) => fields),
                [['Budget__c'], ['Code__c']],
            );
        }),
    );

    it(
        'ISNEW and ISCHANGED tell an insert from an update, and a change from none',
        undone(org, () => {
            const id = admin.make('Library__c', { Code__c: 'A', Budget__c: 100 });
            const update = (record: object): string[] => codes(admin.update('Library__c', { Id: id, ...record }));
            assert.deepEqual(
                [...update({ Code__c: 'A' }), ...update({ Code__c: 'B' }), ...update({ Budget__c: 60 })],
                ['ok', RULE, 'ok'],
            );
        }),
    );

    it(
        '$Permission knows what the user may',
        undone(org, () => {
            const id = admin.make('Library__c', { Code__c: 'A' });
            const skipper = makeUser(org, 'Skipper', { sets: ['Librarian', 'Manager', 'Rule_Skipper'] });
            const other = makeUser(org, 'Other', { sets: ['Librarian', 'Manager'] });
            assert.deepEqual(codes(other.update('Library__c', { Id: id, Code__c: 'B' })), [RULE]);
            assert.deepEqual(codes(skipper.update('Library__c', { Id: id, Code__c: 'B' })), ['ok']);
        }),
    );

    it(
        '$User knows who he is; without a display field the error names none',
        undone(org, () => {
            const user = makeUser(org, 'Ann', { sets: ['Librarian'] });
            const record = { Email__c: 'ann@library.test' };
            assert.deepEqual(outcome(user.insert('Member__c', record)), [`${RULE} [] You cannot enrol yourself.`]);
            assert.deepEqual(codes(admin.insert('Member__c', record)), ['ok']);
        }),
    );

    it(
        '$CustomMetadata knows the limit',
        undone(org, () => {
            const shelfId = shelf(admin);
            const prices = [1000, 1000.01].map((Price__c) => ({ Rack__c: shelfId, Price__c }));
            assert.deepEqual(codes(admin.insert('Volume__c', ...prices)), ['ok', RULE]);
        }),
    );

    it(
        'a rule reads the parent as it is',
        undone(org, () => {
            const id = shelf(admin);
            admin.update('Rack__c', { Id: id, Status__c: 'Closed' });
            assert.deepEqual(outcome(admin.insert('Volume__c', { Rack__c: id })), [
                `${RULE} [Rack__c] The shelf is closed.`,
            ]);
        }),
    );

    it(
        'in the language of the user',
        undone(org, () => {
            const user = makeUser(org, 'Jan', { sets: ['Librarian'], language: 'nl_NL' });
            const library = user.make('Library__c', { Capacity__c: 0 });
            const id = shelf(user, library);
            assert.deepEqual(outcome(user.insert('Volume__c', { Rack__c: id })), [
                `${RULE} [Capacity__c] De bibliotheek is vol.`,
            ]);
        }),
    );
});

describe('field history', () => {
    const rows = (id: string): unknown[][] =>
        org.store
            .all(
                'SELECT Field, DataType, OldValue, NewValue FROM "Library__History" WHERE ParentId = ? ORDER BY rowid',
                [id],
            )
            .map((row) => Object.values(row));

    it(
        'one row for an insert, one for each tracked field that changed, two for a lookup',
        undone(org, () => {
            const id = admin.make('Library__c', { City__c: 'Ghent', Notes__c: 'a' });
            const changes = {
                City__c: 'Bruges',
                Budget__c: 5,
                Open__c: false,
                Notes__c: 'b',
                Capacity__c: 9,
                Keeper__c: admin.userId,
            };
            admin.update('Library__c', { Id: id, ...changes });
            admin.update('Library__c', { Id: id, City__c: 'Bruges' });
            assert.deepEqual(rows(id), [
                ['created', 'Text', null, null],
                ['Budget__c', 'Currency', null, 5],
                ['City__c', 'Text', 'Ghent', 'Bruges'],
                ['Keeper__c', 'Text', null, 'Local Administrator'],
                ['Keeper__c', 'EntityId', null, admin.userId],
                ['Notes__c', 'Text', null, null],
                ['Open__c', 'Boolean', 'true', 'false'],
            ]);
        }),
    );

    it(
        'none of a record that is refused, and none of an object without it',
        undone(org, () => {
            const id = admin.make('Library__c', { Budget__c: 100 });
            admin.update('Library__c', { Id: id, Budget__c: 1 });
            assert.equal(rows(id).length, 1);
            assert.equal(org.schema.object('Rack__History'), undefined);
        }),
    );

    it(
        'goes and comes back with its record',
        undone(org, () => {
            const id = admin.make('Library__c');
            admin.delete(id);
            assert.equal(admin.count('Library__History'), 0);
            admin.undelete(id);
            assert.equal(admin.count('Library__History'), 1);
        }),
    );
});
