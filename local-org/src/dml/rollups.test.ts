import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Actor, openLibrary, outcome, undone } from '../org/suite/library.ts';
import type { InputRecord } from './input.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

function library(record: InputRecord = {}): string {
    return admin.make('Library__c', { Name: 'L', ...record });
}

function shelf(libraryId: string): string {
    return admin.make('Rack__c', { Library__c: libraryId });
}

function book(shelfId: string, record: InputRecord = {}): string {
    return admin.make('Volume__c', { Rack__c: shelfId, ...record });
}

describe('a roll-up', () => {
    const books: InputRecord[] = [
        { Price__c: 10, Bought__c: '2024-01-02', Lent__c: true },
        { Price__c: 60.5, Bought__c: '2023-05-06', Genre__c: 'Novel' },
        { Price__c: 70, Genre__c: 'Comic' },
        {},
    ];
    const cases: [field: string, value: unknown][] = [
        ['Books__c', 4],
        ['Lent_Books__c', 1],
        ['Dear_Books__c', 1],
        ['Value__c', 140.5],
        ['Taxed__c', 170.01],
        ['Cheapest__c', 10],
        ['Newest__c', '2024-01-02'],
    ];
    for (const [field, value] of cases)
        it(
            `${field}: ${String(value)}, and the same a level higher`,
            undone(org, () => {
                const top = library();
                const id = shelf(top);
                admin.insert('Volume__c', ...books.map((one) => ({ ...one, Rack__c: id })));
                assert.deepEqual(admin.values('Rack__c', id, field), [value]);
                if (admin.object('Library__c').fields.has(field))
                    assert.deepEqual(admin.values('Library__c', top, field), [value]);
            }),
        );

    it(
        'of nothing: counts and sums are zero, least and greatest are blank',
        undone(org, () => {
            const top = library();
            const [id] = [shelf(top)];
            admin.delete(book(id, { Price__c: 1 }));
            assert.deepEqual(
                admin.values('Library__c', top, 'Shelves__c', 'Books__c', 'Value__c', 'Cheapest__c', 'Newest__c'),
                [1, 0, 0, null, null],
            );
        }),
    );

    it(
        'sums decimal fractions as decimals',
        undone(org, () => {
            const id = shelf(library());
            admin.insert('Volume__c', ...Array.from({ length: 10 }, () => ({ Rack__c: id, Price__c: 0.1 })));
            assert.deepEqual(admin.values('Rack__c', id, 'Value__c'), [1]);
        }),
    );

    it(
        'follows updates, filters, moves, deletes and undeletes',
        undone(org, () => {
            const [one, two] = [library(), library()];
            const [from, to] = [shelf(one), shelf(two)];
            const id = book(from, { Price__c: 5 });
            const seen = (): unknown[] =>
                [one, two].flatMap((top) => admin.values('Library__c', top, 'Books__c', 'Value__c'));
            const after = (step: () => unknown): unknown[] => (step(), seen());
            assert.deepEqual(seen(), [1, 5, 0, 0]);
            assert.deepEqual(
                after(() => admin.update('Volume__c', { Id: id, Price__c: 7 })),
                [1, 7, 0, 0],
            );
            assert.deepEqual(
                after(() => admin.update('Volume__c', { Id: id, Rack__c: to })),
                [0, 0, 1, 7],
            );
            assert.deepEqual(
                after(() => admin.delete(id)),
                [0, 0, 0, 0],
            );
            assert.deepEqual(
                after(() => admin.undelete(id)),
                [0, 0, 1, 7],
            );
            admin.update('Rack__c', { Id: from, Status__c: 'Closed' });
            assert.deepEqual(
                [one, two].flatMap((top) => admin.values('Library__c', top, 'Active_Shelves__c')),
                [0, 1],
            );
        }),
    );

    it(
        'of many children in many chunks is right',
        undone(org, () => {
            const id = shelf(library());
            const results = admin.insert(
                'Volume__c',
                ...Array.from({ length: 450 }, (_, n) => ({ Rack__c: id, Price__c: n % 7 })),
            );
            assert.equal(
                results.every(({ success }) => success),
                true,
            );
            assert.deepEqual(admin.values('Rack__c', id, 'Books__c'), [450]);
        }),
    );

    it(
        'that changes is a change of the parent: who and when',
        undone(org, () => {
            const top = library();
            org.store.run('UPDATE "Library__c" SET LastModifiedDate = 0');
            const id = shelf(top);
            assert.deepEqual(admin.values('Library__c', top, 'LastModifiedDate'), [org.now()]);
            org.store.run('UPDATE "Rack__c" SET LastModifiedDate = 0');
            const same = book(id);
            org.store.run('UPDATE "Rack__c" SET LastModifiedDate = 0');
            admin.update('Volume__c', { Id: same, Name: 'Other' });
            assert.deepEqual(admin.values('Rack__c', id, 'LastModifiedDate'), [0]);
        }),
    );
});

describe('a parent that may not be as it then is', () => {
    const FULL = 'FIELD_CUSTOM_VALIDATION_EXCEPTION [Capacity__c] The library is full.';

    it(
        'refuses the child, two levels down, and nothing is written',
        undone(org, () => {
            const id = shelf(library({ Capacity__c: 1 }));
            book(id);
            const before = admin.row('Rack__c', id);
            assert.deepEqual(outcome(admin.insert('Volume__c', { Rack__c: id })), [FULL]);
            assert.equal(admin.count('Volume__c'), 1);
            assert.equal(admin.count('Volume__History'), 1);
            assert.deepEqual(admin.row('Rack__c', id), before);
        }),
    );

    it(
        'refuses only the children below it',
        undone(org, () => {
            const [full, open] = [shelf(library({ Capacity__c: 1 })), shelf(library())];
            const results = admin.insert(
                'Volume__c',
                { Rack__c: full },
                { Rack__c: open },
                { Rack__c: full },
                { Rack__c: open },
            );
            assert.deepEqual(outcome(results), [FULL, '', FULL, '']);
            assert.equal(admin.count('Volume__c'), 2);
        }),
    );

    it(
        'refuses a move and an undelete as well',
        undone(org, () => {
            const [full, open] = [shelf(library({ Capacity__c: 1 })), shelf(library())];
            const gone = book(full);
            admin.delete(gone);
            book(full);
            const stray = book(open);
            assert.deepEqual(outcome(admin.update('Volume__c', { Id: stray, Rack__c: full })), [FULL]);
            assert.deepEqual(outcome(admin.undelete(gone)), [FULL]);
            assert.deepEqual(admin.values('Volume__c', stray, 'Rack__c'), [open]);
            assert.deepEqual(admin.values('Volume__c', gone, 'IsDeleted'), [1]);
        }),
    );

    it(
        'can be changed itself, and is then checked with the values that it has',
        undone(org, () => {
            const top = library();
            book(shelf(top));
            assert.deepEqual(outcome(admin.update('Library__c', { Id: top, Capacity__c: 0 })), [FULL]);
        }),
    );
});
