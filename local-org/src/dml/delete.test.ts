import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Actor, codes, makeUser, openLibrary, outcome, undone } from '../org/suite/library.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

interface Shelves {
    readonly library: string;
    readonly shelf: string;
    readonly book: string;
    readonly other: string;
}

/** A library with a shelf of two books. */
function shelves(): Shelves {
    const library = admin.make('Library__c', { Name: 'L' });
    const shelf = admin.make('Rack__c', { Library__c: library });
    const [book = '', other = ''] = ['One', 'Two'].map((Name) =>
        admin.make('Volume__c', { Name, Rack__c: shelf, Price__c: 10 }),
    );
    return { library, shelf, book, other };
}

function alive(): number[] {
    return ['Library__c', 'Rack__c', 'Volume__c'].map((object) => admin.count(object));
}

describe('a delete', () => {
    it(
        'takes children along, at every level, and leaves the rest',
        undone(org, () => {
            const { library } = shelves();
            shelves();
            assert.deepEqual(codes(admin.delete(library)), ['ok']);
            assert.deepEqual(alive(), [1, 1, 2]);
        }),
    );

    it(
        'is refused by a lookup that restricts, and then nothing has happened',
        undone(org, () => {
            const { library, book } = shelves();
            const before = admin.row('Rack__c', admin.row('Volume__c', book)['Rack__c'] as string);
            const loan = admin.make('Lending__c', { Volume__c: book });
            assert.deepEqual(outcome(admin.delete(book)), [
                'DELETE_FAILED [] Your attempt to delete One could not be completed because it is associated with the following loans.: L-1',
            ]);
            assert.deepEqual(codes(admin.delete(library)), ['DELETE_FAILED']);
            assert.deepEqual(alive(), [1, 1, 2]);
            assert.deepEqual(admin.row('Rack__c', String(before['Id'])), before);
            assert.deepEqual(codes(admin.delete(loan, library)), ['ok', 'ok']);
        }),
    );

    it(
        'takes what a cascading lookup refers from, and empties other lookups',
        undone(org, () => {
            const { library, book } = shelves();
            const mentor = admin.make('Member__c', { Name: 'Mentor', Library__c: library });
            const pupil = admin.make('Member__c', { Name: 'Pupil', Mentor__c: mentor });
            const loan = admin.make('Lending__c', { Volume__c: book, Member__c: mentor });
            assert.deepEqual(codes(admin.delete(mentor)), ['ok']);
            assert.deepEqual(
                [admin.values('Lending__c', loan, 'IsDeleted'), admin.values('Member__c', pupil, 'Mentor__c')],
                [[1], [null]],
            );
        }),
    );

    it(
        'of some records succeeds although others are refused',
        undone(org, () => {
            const { book, other } = shelves();
            admin.make('Lending__c', { Volume__c: book });
            const unknown = `${book.slice(0, 3)}000000000zzz`;
            assert.deepEqual(codes(admin.delete(book, other, unknown, 'nonsense', 'zzz000000000001')), [
                'DELETE_FAILED',
                'ok',
                'INVALID_CROSS_REFERENCE_KEY',
                'MALFORMED_ID',
                'INVALID_CROSS_REFERENCE_KEY',
            ]);
        }),
    );

    it(
        'of a record twice: the second finds it gone, or named twice',
        undone(org, () => {
            const { book } = shelves();
            assert.deepEqual(codes(admin.delete(book, book)), ['ok', 'DUPLICATE_VALUE']);
            assert.deepEqual(outcome(admin.delete(book)), ['ENTITY_IS_DELETED [] entity is deleted']);
        }),
    );

    it(
        'of child and parent in one request does both',
        undone(org, () => {
            const { library, shelf, book } = shelves();
            assert.deepEqual(codes(admin.delete(book, shelf, library)), ['ok', 'ok', 'ok']);
            assert.deepEqual(alive(), [0, 0, 0]);
        }),
    );

    it(
        'brings roll-ups in step, up to the top',
        undone(org, () => {
            const { library, shelf, book } = shelves();
            admin.delete(book);
            assert.deepEqual(admin.values('Library__c', library, 'Books__c', 'Value__c'), [1, 10]);
            admin.delete(shelf);
            assert.deepEqual(admin.values('Library__c', library, 'Books__c', 'Shelves__c', 'Value__c', 'Cheapest__c'), [
                0,
                0,
                0,
                null,
            ]);
        }),
    );

    it(
        'of one of two masters brings the roll-ups of the other in step',
        undone(org, () => {
            const [library, partner] = [admin.make('Library__c'), admin.make('Partner__c')];
            admin.make('Link__c', { Library__c: library, Partner__c: partner });
            admin.delete(library);
            assert.deepEqual(admin.values('Partner__c', partner, 'Links__c'), [0]);
            admin.undelete(library);
            assert.deepEqual(admin.values('Partner__c', partner, 'Links__c'), [1]);
        }),
    );

    it(
        'needs no right to the children, and no eye for them',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Manager'] });
            const { library } = shelves();
            assert.deepEqual(codes(user.delete(library)), ['ok']);
            assert.deepEqual(alive(), [0, 0, 0]);
        }),
    );

    it(
        'of a record of setup is for good',
        undone(org, () => {
            const id = admin.make('Group', { Name: 'x' });
            const library = admin.make('Library__c');
            admin.make('Library__Share', { ParentId: library, UserOrGroupId: id, AccessLevel: 'Read' });
            admin.delete(id);
            assert.deepEqual([admin.row('Group', id), admin.count('Library__Share', '1')], [{}, 0]);
            assert.deepEqual(codes(admin.undelete(id)), ['INVALID_CROSS_REFERENCE_KEY']);
        }),
    );
});

describe('an undelete', () => {
    it(
        'brings back the same: children, lookups, shares',
        undone(org, () => {
            const { library, shelf, book } = shelves();
            const user = makeUser(org, 'User');
            const member = admin.make('Member__c', { Library__c: library });
            admin.make('Library__Share', { ParentId: library, UserOrGroupId: user.userId, AccessLevel: 'Read' });
            const before = [
                admin.row('Library__c', library),
                admin.row('Rack__c', shelf),
                admin.row('Volume__c', book),
            ];
            admin.delete(library);
            assert.deepEqual(admin.values('Member__c', member, 'Library__c'), [null]);
            assert.deepEqual(codes(admin.undelete(library)), ['ok']);
            const after = [admin.row('Library__c', library), admin.row('Rack__c', shelf), admin.row('Volume__c', book)];
            assert.deepEqual(after, before);
            assert.deepEqual(admin.values('Member__c', member, 'Library__c'), [library]);
            assert.equal(admin.count('Library__Share'), 1);
        }),
    );

    it(
        'gives lookups of deeper records back to the record that they had, not to the topmost',
        undone(org, () => {
            const { library, book } = shelves();
            const loan = admin.make('Lending__c', { Volume__c: book });
            org.store.run('UPDATE "Lending__c" SET Volume__c = NULL');
            const [mine, theirs] = [admin.make('Member__c', { Library__c: library }), admin.make('Member__c')];
            admin.update('Member__c', { Id: theirs, Mentor__c: mine });
            admin.delete(library);
            admin.delete(mine);
            admin.undelete(mine);
            assert.deepEqual(admin.values('Member__c', theirs, 'Mentor__c'), [mine]);
            assert.deepEqual(admin.values('Member__c', mine, 'Library__c'), [null]);
            admin.undelete(library);
            assert.deepEqual(admin.values('Member__c', mine, 'Library__c'), [library]);
            assert.deepEqual(admin.values('Lending__c', loan, 'IsDeleted'), [0]);
        }),
    );

    it(
        'does not bring back what was deleted before',
        undone(org, () => {
            const { library, book } = shelves();
            admin.delete(book);
            admin.delete(library);
            admin.undelete(library);
            assert.deepEqual(alive(), [1, 1, 1]);
            assert.deepEqual(codes(admin.undelete(book)), ['ok']);
            assert.deepEqual(admin.values('Library__c', library, 'Books__c', 'Value__c'), [2, 20]);
        }),
    );

    it(
        'does not overwrite a lookup that has been set since',
        undone(org, () => {
            const [first, second] = [admin.make('Library__c'), admin.make('Library__c')];
            const member = admin.make('Member__c', { Library__c: first });
            admin.delete(first);
            admin.update('Member__c', { Id: member, Library__c: second });
            admin.undelete(first);
            assert.deepEqual(admin.values('Member__c', member, 'Library__c'), [second]);
        }),
    );

    it(
        'is refused for what is not in the bin, for children that went along, and while the master is gone',
        undone(org, () => {
            const { library, shelf, book, other } = shelves();
            assert.deepEqual(outcome(admin.undelete(book)), ['UNDELETE_FAILED [] Entity is not in the recycle bin']);
            admin.delete(other);
            admin.delete(library);
            assert.deepEqual(outcome(admin.undelete(shelf)), ['UNDELETE_FAILED [] Entity is not in the recycle bin']);
            assert.deepEqual(codes(admin.undelete(other)), ['ENTITY_IS_DELETED']);
        }),
    );

    it(
        'is refused when another record has taken a unique value, and then nothing has happened',
        undone(org, () => {
            const library = admin.make('Library__c', { Code__c: 'A' });
            admin.make('Rack__c', { Library__c: library });
            admin.delete(library);
            admin.make('Library__c', { Code__c: 'a' });
            assert.deepEqual(codes(admin.undelete(library)), ['DUPLICATE_VALUE']);
            assert.deepEqual(alive(), [1, 0, 0]);
        }),
    );

    it(
        'is for those who could have deleted the record',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Librarian'] });
            const { library } = shelves();
            admin.delete(library);
            assert.deepEqual(codes(user.undelete(library)), ['INSUFFICIENT_ACCESS_OR_READONLY']);
        }),
    );
});
