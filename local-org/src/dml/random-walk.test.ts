import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import fc from 'fast-check';
import { Actor, codes, openLibrary, undone } from '../org/suite/library.ts';
import { allOrNothing } from '../org/records.ts';
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

/** One step of a random walk; numbers choose among the records that there are. */
type Step = readonly [
    action: 'add' | 'price' | 'lend' | 'move' | 'delete' | 'undelete' | 'shelf' | 'dropShelf' | 'backShelf' | 'close',
    number,
    number,
];

const STEP: fc.Arbitrary<Step> = fc.tuple(
    fc.constantFrom(
        'add',
        'add',
        'price',
        'lend',
        'move',
        'delete',
        'undelete',
        'shelf',
        'dropShelf',
        'backShelf',
        'close',
    ),
    fc.nat(1000),
    fc.nat(9999),
);

function pick(list: readonly string[], number: number): string | undefined {
    return list[number % Math.max(list.length, 1)];
}

function walk(libraries: readonly string[], steps: readonly Step[]): void {
    const books: string[] = [];
    const shelvesMade: string[] = libraries.map((id) => shelf(id));
    const keep = (list: string[], results: ReturnType<Actor['insert']>): void => {
        for (const { id, success } of results) if (success && id !== undefined) list.push(id);
    };
    for (const [action, which, amount] of steps) {
        const one = pick(books, which);
        const place = pick(shelvesMade, which + amount) ?? '';
        if (action === 'add')
            keep(
                books,
                admin.insert('Volume__c', {
                    Rack__c: place,
                    Price__c: amount / 100,
                    Bought__c: `20${String(10 + (which % 80))}-01-01`,
                }),
            );
        else if (action === 'shelf') keep(shelvesMade, admin.insert('Rack__c', { Library__c: pick(libraries, which) }));
        else if (action === 'dropShelf') admin.delete(place);
        else if (action === 'backShelf') admin.undelete(place);
        else if (action === 'close')
            admin.update('Rack__c', { Id: place, Status__c: amount % 2 ? 'Closed' : 'Active' });
        else if (one === undefined) continue;
        else if (action === 'price') admin.update('Volume__c', { Id: one, Price__c: amount % 5 ? amount / 100 : null });
        else if (action === 'lend') admin.update('Volume__c', { Id: one, Lent__c: amount % 2 === 1 });
        else if (action === 'move') admin.update('Volume__c', { Id: one, Rack__c: place });
        else if (action === 'delete') admin.delete(one);
        else admin.undelete(one);
    }
}

const OVER_BOOKS = `SELECT s.Id, s.Books__c, s.Lent_Books__c, s.Value__c, s.Cheapest__c, s.Newest__c,
    count(b.Id) AS books, count(CASE WHEN b.Lent__c THEN 1 END) AS lent, round(coalesce(sum(b.Price__c), 0), 2) AS value,
    min(b.Price__c) AS cheapest, max(b.Bought__c) AS newest
    FROM "Rack__c" s LEFT JOIN "Volume__c" b ON b.Rack__c = s.Id AND b.IsDeleted = 0
    WHERE s.IsDeleted = 0 GROUP BY s.Id`;
const OVER_SHELVES = `SELECT l.Id, l.Shelves__c, l.Books__c, l.Value__c, l.Cheapest__c, l.Newest__c,
    count(s.Id) AS shelves, coalesce(sum(s.Books__c), 0) AS books, round(coalesce(sum(s.Value__c), 0), 2) AS value,
    min(s.Cheapest__c) AS cheapest, max(s.Newest__c) AS newest
    FROM "Library__c" l LEFT JOIN "Rack__c" s ON s.Library__c = l.Id AND s.IsDeleted = 0
    WHERE l.IsDeleted = 0 GROUP BY l.Id`;

function assertInStep(): void {
    for (const sql of [OVER_BOOKS, OVER_SHELVES])
        for (const row of org.store.all(sql)) {
            const values = Object.values(row).slice(1);
            const zeroed = values.map((value) => value ?? 0);
            assert.deepEqual(zeroed.slice(0, 5), zeroed.slice(5), JSON.stringify(row));
        }
}

it('roll-ups equal what one would count anew, whatever happens below', () => {
    fc.assert(
        fc.property(fc.array(STEP, { minLength: 5, maxLength: 40 }), (steps) => {
            undone(org, () => {
                walk([library(), library({ Capacity__c: 6 })], steps);
                assertInStep();
            })();
        }),
        { numRuns: 60 },
    );
});

it('a request that fails as a whole leaves the data as they were', () => {
    const dump = (): string =>
        JSON.stringify(
            [
                'Library__c',
                'Rack__c',
                'Volume__c',
                'Library__History',
                'Volume__History',
                '_sequence',
                '_recycle_bin',
                '_emptied_lookup',
            ].map((name) => org.store.all(`SELECT * FROM "${name}"`)),
        );
    fc.assert(
        fc.property(fc.array(STEP, { maxLength: 10 }), fc.array(STEP, { maxLength: 10 }), (first, second) => {
            undone(org, () => {
                const libraries = [library(), library({ Capacity__c: 3 })];
                walk(libraries, first);
                const before = dump();
                const results = allOrNothing(admin.context, true, () => {
                    walk(libraries, second);
                    return admin.insert('Library__c', { Name: 'ok' }, { Region__c: 'Nowhere' });
                });
                assert.deepEqual(codes(results), [
                    'ALL_OR_NONE_OPERATION_ROLLED_BACK',
                    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
                ]);
                assert.equal(dump(), before);
            })();
        }),
        { numRuns: 25 },
    );
});
