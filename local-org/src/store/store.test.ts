import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { makeField } from '../schema/field.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { Schema } from '../schema/schema.ts';
import { standardObject } from '../schema/standard/notation.ts';
import { createSequences, keyPrefixOf, takeIds, takeNumbers } from './sequences.ts';
import { quoted, Store } from './store.ts';
import { columnType, isIndexed, isStored, syncTables } from './tables.ts';

function numbers(store: Store): unknown[] {
    return store.all('SELECT n FROM t ORDER BY n').map((row) => row['n']);
}

function withTable(): Store {
    const store = new Store(':memory:');
    store.exec('CREATE TABLE t (n INTEGER UNIQUE)');
    return store;
}

function put(store: Store, ...values: number[]): void {
    store.runMany(
        'INSERT INTO t VALUES (?)',
        values.map((value) => [value]),
    );
}

describe('a transaction is all or nothing', () => {
    it('what it wrote stays when it ends well, and it gives what the action gives', () => {
        const store = withTable();
        const result = store.transaction(() => {
            put(store, 1, 2);
            return 'done';
        });
        assert.equal(result, 'done');
        assert.deepEqual(numbers(store), [1, 2]);
    });

    it('what it wrote goes when it throws, and the error comes out', () => {
        const store = withTable();
        const fault = new Error('fault');
        const run = (): void => {
            store.transaction(() => {
                put(store, 1);
                throw fault;
            });
        };
        assert.throws(run, fault);
        assert.deepEqual(numbers(store), []);
    });

    it('one within another is taken back by itself', () => {
        const store = withTable();
        store.transaction(() => {
            put(store, 1);
            assert.throws(() => {
                store.transaction(() => {
                    put(store, 2);
                    store.transaction(() => {
                        put(store, 3);
                    });
                    throw new Error('inner');
                });
            }, /inner/);
            put(store, 4);
        });
        assert.deepEqual(numbers(store), [1, 4]);
    });

    it('one within another goes with it', () => {
        const store = withTable();
        assert.throws(() => {
            store.transaction(() => {
                store.transaction(() => {
                    put(store, 1);
                });
                throw new Error('outer');
            });
        });
        assert.deepEqual(numbers(store), []);
        put(store, 5);
        assert.deepEqual(numbers(store), [5]);
    });

    it('an error of SQL in it leaves the store usable', () => {
        const store = withTable();
        assert.throws(() => {
            store.transaction(() => {
                put(store, 1, 1);
            });
        }, /UNIQUE constraint failed/);
        put(store, 1);
        assert.deepEqual(numbers(store), [1]);
    });
});

describe('statements are kept', () => {
    it('more of them than are kept still work, the first one too', () => {
        const store = withTable();
        put(store, 1);
        for (let n = 0; n < 1200; n++) assert.equal(store.get(`SELECT n + ${String(n)} AS x FROM t`)?.['x'], n + 1);
        assert.equal(store.get('SELECT n + 0 AS x FROM t')?.['x'], 1);
    });

    it('a statement sees a table that has changed since', () => {
        const store = withTable();
        put(store, 1);
        assert.deepEqual(Object.keys(store.get('SELECT * FROM t') ?? {}), ['n']);
        store.exec('ALTER TABLE t ADD COLUMN m TEXT');
        assert.deepEqual(Object.keys(store.get('SELECT * FROM t') ?? {}), ['n', 'm']);
    });

    it('rows one by one do not disturb the same query', () => {
        const store = withTable();
        put(store, 1, 2, 3);
        const seen: unknown[] = [];
        for (const [n] of store.iterateValues('SELECT n FROM t ORDER BY n')) seen.push(n, numbers(store).length);
        assert.deepEqual(seen, [1, 3, 2, 3, 3, 3]);
    });
});

it('names are quoted', () => {
    assert.equal(quoted('a"b'), '"a""b"');
});

describe('sequences only go up', () => {
    it('each has its own first number', () => {
        const store = new Store(':memory:');
        createSequences(store);
        assert.deepEqual(
            [
                takeNumbers(store, 'a', 2),
                takeNumbers(store, 'a', 1),
                takeNumbers(store, 'b', 3, 100),
                takeNumbers(store, 'b', 1, 100),
            ],
            [1, 3, 100, 103],
        );
        assert.deepEqual(takeIds(store, 'a00', 2), ['a00000000000001AAA', 'a00000000000002AAA']);
        assert.deepEqual(takeIds(store, 'a00', 1), ['a00000000000003AAA']);
    });

    it('a key prefix is given once', () => {
        const store = new Store(':memory:');
        createSequences(store);
        assert.deepEqual(
            ['X__c', 'Y__c', 'X__c'].map((name) => keyPrefixOf(store, name)),
            ['a00', 'a01', 'a00'],
        );
    });
});

describe('a field has the column that its values need', () => {
    const cases: [settings: Partial<Field> & Pick<Field, 'type'>, column: string][] = [
        [{ type: 'id' }, 'TEXT'],
        [{ type: 'reference' }, 'TEXT'],
        [{ type: 'string' }, 'TEXT COLLATE NOCASE'],
        [{ type: 'string', caseSensitive: true }, 'TEXT'],
        [{ type: 'boolean' }, 'INTEGER NOT NULL DEFAULT 0'],
        [{ type: 'int' }, 'INTEGER'],
        [{ type: 'double' }, 'REAL'],
        [{ type: 'date' }, 'TEXT'],
        [{ type: 'datetime' }, 'INTEGER'],
        [{ type: 'time' }, 'INTEGER'],
        [{ type: 'base64' }, 'BLOB'],
        [{ type: 'anyType' }, ''],
    ];
    for (const [settings, column] of cases)
        it(`${settings.type}: ${column}`, () => {
            assert.equal(columnType(makeField({ name: 'X', ...settings })), column);
        });

    it('compounds and formulas have none', () => {
        assert.equal(isStored(makeField({ name: 'X', type: 'location' })), false);
        assert.equal(isStored(makeField({ name: 'X', type: 'address' })), false);
        assert.equal(
            isStored(makeField({ name: 'X', type: 'double', formula: { source: '1', blanksAs: 'BlankAsZero' } })),
            false,
        );
    });

    it('long texts have no index', () => {
        assert.equal(isIndexed(makeField({ name: 'X', type: 'textarea', length: 500, unique: true })), false);
        assert.equal(isIndexed(makeField({ name: 'X', type: 'string', unique: true })), true);
    });
});

describe('tables follow the schema and keep their data', () => {
    const thing = (fields: string): ObjectType => standardObject('Thing', { keyPrefix: '0zz', fields });
    const indexes = (store: Store): unknown[] =>
        store
            .all(`SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name`)
            .map((row) => row['name']);

    it('columns are added, data stays, a field that comes back finds its values', () => {
        const folder = mkdtempSync(join(tmpdir(), 'store-'));
        try {
            const path = join(folder, 'deeper', 'org.db');
            const open = (fields: string): Store => {
                const store = new Store(path);
                syncTables(store, new Schema([thing(fields)]));
                return store;
            };
            const first = open('Name string(80) name\nOld string(9)');
            first.run(`INSERT INTO Thing (Id, Name, Old) VALUES ('1', 'one', 'kept')`);
            first.close();
            const second = open('Name string(80) name\nNew boolean');
            assert.deepEqual({ ...second.get('SELECT Name, New FROM Thing') }, { Name: 'one', New: 0 });
            second.close();
            const third = open('Name string(80) name\nOld string(9)\nNew boolean');
            assert.deepEqual({ ...third.get('SELECT Old, New FROM Thing') }, { Old: 'kept', New: 0 });
            third.close();
        } finally {
            rmSync(folder, { recursive: true });
        }
    });

    it('indexes come and go with their fields, and change when uniqueness does', () => {
        const store = new Store(':memory:');
        const sync = (fields: string): void => {
            syncTables(store, new Schema([thing(fields)]));
        };
        sync('Name string(80) name\nCode string(9)');
        const before = indexes(store);
        sync('Name string(80) name\nCode string(9) unique');
        assert.deepEqual(
            indexes(store).filter((name) => !before.includes(name)),
            ['Thing.Code'],
        );
        sync('Name string(80) name\nCode string(9)');
        assert.deepEqual(indexes(store), before);
    });

    it('a unique value is free again when its record is in the recycle bin', () => {
        const store = new Store(':memory:');
        syncTables(store, new Schema([thing('Code string(9) unique')]));
        const insert = 'INSERT INTO Thing (Id, Code, IsDeleted) VALUES (?, ?, ?)';
        store.run(insert, ['1', 'a', 1]);
        store.run(insert, ['2', 'A', 0]);
        assert.throws(() => store.run(insert, ['3', 'a', 0]), /UNIQUE/);
    });
});
