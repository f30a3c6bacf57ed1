/**
 * Measures queries against the same SQL written by hand, on 200,000 books and as many loans:
 *
 *     node src/soql/bench/bench.ts
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { prepareQuery } from '../index.ts';
import { openLibrary } from '../suite/library.ts';
import type { Value } from '../../store/store.ts';

const ROWS = 200_000;
const SHELVES = 2000;
const RUNS = 9;

const { store, scope } = openLibrary();
const id = (prefix: string, number: number): string => `${prefix}${String(number).padStart(15, '0')}`;
const day = (number: number): string => new Date(Date.UTC(2024, 0, 1 + (number % 1000))).toISOString().slice(0, 10);

function fill(): void {
    store.transaction(() => {
        for (const table of ['Book__c', 'Loan__c', 'Shelf__c']) store.run(`DELETE FROM "${table}"`);
        const branches = store.all<{ Id: string }>('SELECT Id FROM "Branch__c"').map((row) => row.Id);
        for (let i = 0; i < SHELVES; i++)
            store.run('INSERT INTO "Shelf__c" (Id, Name, Branch__c) VALUES (?, ?, ?)', [
                id('shf', i),
                `S-${String(i)}`,
                branches[i % branches.length] ?? null,
            ]);
        const genres = ['Poetry', 'Novel', 'Essay', 'Comic'];
        for (let i = 0; i < ROWS; i++) {
            const book: Value[] = [id('bok', i), `Book ${String(i)}`, id('shf', i % SHELVES), `isbn${String(i)}`];
            store.run(
                `INSERT INTO "Book__c" (Id, Name, Shelf__c, Isbn__c, Pages__c, Price__c, Genre__c, Published__c, Acquired__c, Available__c)
                 VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
                [
                    ...book,
                    i % 700,
                    (i % 10_000) / 100,
                    genres[i % 4] ?? null,
                    day(i),
                    Date.UTC(2024, 0, 1) + i * 60_000,
                    i % 2,
                ],
            );
            store.run('INSERT INTO "Loan__c" (Id, Name, Book__c, Start__c, End__c) VALUES (?, ?, ?, ?, ?)', [
                id('lon', i),
                `L-${String(i)}`,
                id('bok', (i * 7) % ROWS),
                day(i),
                day((i % 900) + 30),
            ]);
        }
    });
}

/** The shortest of several times, as what else the machine does only adds to them; the subjects take turns. */
function shortest(...runs: readonly (() => unknown)[]): number[] {
    const times = runs.map(() => Number.POSITIVE_INFINITY);
    for (let turn = 0; turn < RUNS; turn++)
        for (const [index, run] of runs.entries()) {
            const start = performance.now();
            run();
            times[index] = Math.min(times[index] ?? 0, performance.now() - start);
        }
    return times;
}

/** SOQL, the same by hand, and how the rows of the hand-written SQL become what the caller wants when they are not yet. */
interface Subject {
    readonly title: string;
    readonly soql: string;
    readonly sql: string;
    readonly params?: readonly Value[];
    readonly finish?: (rows: readonly Record<string, unknown>[]) => unknown;
}

const SUBJECTS: readonly Subject[] = [
    {
        title: 'point look-up by id',
        soql: `SELECT Id, Name, Pages__c FROM Book__c WHERE Isbn__c = 'isbn777'`,
        sql: `SELECT Id, Name, Pages__c FROM "Book__c" WHERE Isbn__c = ? AND IsDeleted = 0`,
        params: ['isbn777'],
    },
    {
        title: 'range overlap',
        soql: 'SELECT Id, Name, Start__c, End__c FROM Loan__c WHERE Start__c <= 2024-06-30 AND End__c >= 2024-06-01',
        sql: `SELECT Id, Name, Start__c, End__c FROM "Loan__c" WHERE Start__c <= ? AND End__c >= ? AND IsDeleted = 0`,
        params: ['2024-06-30', '2024-06-01'],
    },
    {
        title: 'parent join',
        soql: `SELECT Id, Name, Shelf__r.Name, Shelf__r.Branch__r.Name FROM Book__c WHERE Shelf__r.Branch__r.Name = 'Ghent' AND Pages__c < 350`,
        sql: `SELECT b.Id, b.Name, s.Name AS shelf, p.Name AS branch FROM "Book__c" b JOIN "Shelf__c" s ON s.Id = b.Shelf__c
              JOIN "Branch__c" p ON p.Id = s.Branch__c WHERE p.Name = ? AND b.Pages__c < ? AND b.IsDeleted = 0`,
        params: ['Ghent', 350],
    },
    {
        title: 'child subquery',
        soql: 'SELECT Id, Name, (SELECT Id, Name, Pages__c FROM Books__r) FROM Shelf__c ORDER BY Id',
        sql: `SELECT s.Id AS shelf, s.Name AS shelfName, b.Id, b.Name, b.Pages__c FROM "Shelf__c" s
              LEFT JOIN "Book__c" b ON b.Shelf__c = s.Id AND b.IsDeleted = 0 WHERE s.IsDeleted = 0 ORDER BY s.Id`,
        finish: (rows) => Map.groupBy(rows, (row) => row['shelf']),
    },
    {
        title: 'child subquery with order and limit',
        soql: 'SELECT Id, (SELECT Id, Name FROM Books__r ORDER BY Pages__c DESC NULLS LAST LIMIT 5) FROM Shelf__c',
        sql: `SELECT * FROM (SELECT s.Id AS shelf, b.Id, b.Name, row_number() OVER (PARTITION BY s.Id ORDER BY b.Pages__c DESC) AS place
              FROM "Shelf__c" s JOIN "Book__c" b ON b.Shelf__c = s.Id AND b.IsDeleted = 0) WHERE place <= 5`,
        finish: (rows) => Map.groupBy(rows, (row) => row['shelf']),
    },
    {
        title: 'aggregate',
        soql: 'SELECT Genre__c, COUNT(Id) n, SUM(Price__c) total FROM Book__c WHERE Published__c >= 2024-03-01 GROUP BY Genre__c',
        sql: `SELECT Genre__c, count(Id) AS n, sum(Price__c) AS total FROM "Book__c"
              WHERE Published__c >= ? AND IsDeleted = 0 GROUP BY Genre__c`,
        params: ['2024-03-01'],
    },
    {
        title: 'aggregate over a parent',
        soql: 'SELECT Shelf__r.Branch__r.Name, COUNT(Id) n FROM Book__c GROUP BY Shelf__r.Branch__r.Name',
        sql: `SELECT p.Name, count(b.Id) AS n FROM "Book__c" b JOIN "Shelf__c" s ON s.Id = b.Shelf__c
              JOIN "Branch__c" p ON p.Id = s.Branch__c WHERE b.IsDeleted = 0 GROUP BY p.Name`,
    },
    {
        title: 'all rows',
        soql: 'SELECT Id, Name, Pages__c, Price__c, Acquired__c, Available__c FROM Book__c',
        sql: 'SELECT Id, Name, Pages__c, Price__c, Acquired__c, Available__c FROM "Book__c" WHERE IsDeleted = 0',
    },
];

function measure({ title, soql, sql, params = [], finish = (rows) => rows }: Subject): void {
    const [byHand = 0, facade = 0, streamed = 0] = shortest(
        () => finish(store.all(sql, params)),
        () => prepareQuery(soql, scope).run().records(0, ROWS),
        () => {
            let count = 0;
            for (const record of prepareQuery(soql, scope).records()) count += record.attributes.type.length;
            return count;
        },
    );
    const shown = [byHand, facade, streamed].map((time) => `${time.toFixed(2)} ms`.padStart(12)).join('');
    console.log(
        `${title.padEnd(38)}${shown}   ${(facade / byHand).toFixed(2)} ×   ${(streamed / byHand).toFixed(2)} ×`,
    );
}

/** How much memory a caller needs that streams all rows and keeps none. */
function measureMemory(): void {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used = (): number => {
        collect();
        return process.memoryUsage().heapUsed;
    };
    const before = used();
    let highest = 0;
    let count = 0;
    for (const record of prepareQuery('SELECT Id, Name, Pages__c FROM Book__c', scope).records()) {
        count += record.attributes.type.length;
        if (count % 70_000 === 0) highest = Math.max(highest, used() - before);
    }
    console.log(`streaming ${String(ROWS)} records: at most ${(highest / 1_048_576).toFixed(1)} MiB more heap`);
}

fill();
console.log(`${''.padEnd(38)}${'by hand'.padStart(12)}${'facade'.padStart(12)}${'streamed'.padStart(12)}`);
for (const subject of SUBJECTS) measure(subject);
const [cold = 0] = shortest(() => {
    const soql = `SELECT Id, Name, Shelf__r.Name FROM Book__c WHERE Pages__c > ${String(Math.random())}`;
    return prepareQuery(soql, scope).sql;
});
console.log(`parsing and planning a new query: ${cold.toFixed(2)} ms`);
measureMemory();
