/**
 * The org's data: one SQLite file, or memory. One process has it open, and every call runs to its end before the next
 * begins, so that a transaction never waits for another.
 */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';

export type Value = SQLInputValue;
export type Row = Record<string, SQLOutputValue>;

type SqlFunction = (...args: SQLOutputValue[]) => Value;

/** Prepared statements that are kept; SOQL makes new ones without end. */
const KEPT_STATEMENTS = 500;

export class Store {
    readonly #database: DatabaseSync;
    readonly #path: string;
    readonly #statements = new Map<string, StatementSync>();
    /** Those that give arrays: the mode is the statement's own, so that they are kept apart. */
    readonly #valueStatements = new Map<string, StatementSync>();
    readonly #functions = new Map<string, SqlFunction>();
    readonly #commitListeners: (() => void)[] = [];
    readonly #endListeners: (() => void)[] = [];
    #depth = 0;
    #readers = 0;
    #points = 0;

    /**
     * Opens a file, or makes it with its folder.
     * @param path of the file, or `:memory:`
     * @param isSnapshot the file is read only, as it is now
     * @throws Error when the file is no database or cannot be written
     */
    constructor(path: string, isSnapshot = false) {
        this.#path = path;
        if (isSnapshot) {
            this.#database = new DatabaseSync(path, { readOnly: true });
            // the transaction begins with what it reads first; what it sorts may be large, and goes to files
            this.#database.exec('BEGIN; SELECT count(*) FROM sqlite_master');
            return;
        }
        if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
        this.#database = new DatabaseSync(path);
        // In WAL mode what is committed survives the death of the process; only loss of power may take the last moments.
        this.#database.exec(`
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = NORMAL;
            PRAGMA wal_autocheckpoint = 8000;
            PRAGMA cache_size = -65536;
            PRAGMA temp_store = MEMORY;
            PRAGMA mmap_size = 1073741824;
        `);
    }

    /** Runs statements that give nothing back. */
    exec(sql: string): void {
        this.#database.exec(sql);
    }

    /** All rows of a query. */
    all<T extends Row = Row>(sql: string, params: readonly Value[] = []): T[] {
        return this.#prepare(sql).all(...params) as T[];
    }

    /** The first row of a query. */
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- a caller knows the columns of its query
    get<T extends Row = Row>(sql: string, params: readonly Value[] = []): T | undefined {
        return this.#prepare(sql).get(...params) as T | undefined;
    }

    /** All rows of a query as arrays of values, which cost less than rows with names. */
    allValues(sql: string, params: readonly Value[] = []): SQLOutputValue[][] {
        return this.#prepareValues(sql).all(...params) as unknown as SQLOutputValue[][];
    }

    /** The rows of a query one by one as arrays of values; none of them is kept. */
    iterateValues(sql: string, params: readonly Value[] = []): IterableIterator<SQLOutputValue[]> {
        // a statement of its own: the same one may be asked for again while this one goes on
        const statement = this.#database.prepare(sql);
        statement.setReturnArrays(true);
        return this.#counted(statement.iterate(...params) as unknown as IterableIterator<SQLOutputValue[]>);
    }

    /** Whether somebody is in the middle of reading rows one by one: SQLite ends that when a change of tables is undone. */
    get isBeingRead(): boolean {
        return this.#readers > 0;
    }

    *#counted<T>(rows: IterableIterator<T>): IterableIterator<T> {
        this.#readers += 1;
        try {
            yield* rows;
        } finally {
            this.#readers -= 1;
        }
    }

    /** Runs a statement. @returns how many rows it changed */
    run(sql: string, params: readonly Value[] = []): number {
        return Number(this.#prepare(sql).run(...params).changes);
    }

    /** Runs a statement once for each row of values. */
    runMany(sql: string, rows: readonly (readonly Value[])[]): void {
        const statement = this.#prepare(sql);
        for (const params of rows) statement.run(...params);
    }

    /**
     * Makes a function known to SQL; it must give the same result for the same arguments.
     * @param name of the function in SQL
     */
    defineFunction(name: string, implementation: SqlFunction): void {
        this.#functions.set(name, implementation);
        this.#database.function(name, { deterministic: true, varargs: true }, implementation);
    }

    /**
     * Runs an action, all or nothing: what it wrote is taken back when it throws. Inside another transaction it is a part
     * of that one, with a savepoint of its own.
     * @throws what the action throws
     */
    transaction<T>(action: () => T): T {
        const isOutermost = this.#depth === 0;
        const name = `level_${String(this.#depth)}`;
        this.run(isOutermost ? 'BEGIN IMMEDIATE' : `SAVEPOINT ${name}`);
        this.#depth += 1;
        try {
            const result = action();
            this.run(isOutermost ? 'COMMIT' : `RELEASE ${name}`);
            if (isOutermost) for (const listener of this.#commitListeners) listener();
            return result;
        } catch (error) {
            // some errors (disk full) have ended the transaction already
            if (this.#database.isTransaction)
                this.exec(isOutermost ? 'ROLLBACK' : `ROLLBACK TO ${name}; RELEASE ${name}`);
            throw error;
        } finally {
            this.#depth -= 1;
            if (isOutermost) for (const listener of this.#endListeners) listener();
        }
    }

    /**
     * Notes the state of the data within the transaction that is running; whoever ends that transaction, or the part of
     * it in which this was called, ends the savepoint too.
     */
    savepoint(): { rollback(): void; release(): void } {
        const name = `point_${String(++this.#points)}`;
        this.exec(`SAVEPOINT ${name}`);
        return {
            rollback: () => {
                this.exec(`ROLLBACK TO ${name}`);
            },
            release: () => {
                this.exec(`RELEASE ${name}`);
            },
        };
    }

    /** Calls a listener after each transaction, however it ended; what it writes is a transaction of its own. */
    onEnd(listener: () => void): void {
        this.#endListeners.push(listener);
    }

    /** Calls a listener after each transaction that was committed; it must not write, and not throw. */
    onCommit(listener: () => void): void {
        this.#commitListeners.push(listener);
    }

    /**
     * The data as they are now, whatever is written after: for reads that go on while others write.
     * @returns a store to be closed after use, to which all functions are known that this one knows; undefined in memory,
     *   where there can be no second connection
     */
    snapshot(): Store | undefined {
        if (this.#path === ':memory:') return undefined;
        const snapshot = new Store(this.#path, true);
        for (const [name, implementation] of this.#functions) snapshot.defineFunction(name, implementation);
        return snapshot;
    }

    /** Closes the file; what was committed is in it. */
    close(): void {
        this.#statements.clear();
        this.#valueStatements.clear();
        this.#database.close();
    }

    #prepare(sql: string): StatementSync {
        return kept(this.#statements, sql, () => this.#database.prepare(sql));
    }

    #prepareValues(sql: string): StatementSync {
        return kept(this.#valueStatements, sql, () => {
            const statement = this.#database.prepare(sql);
            statement.setReturnArrays(true);
            return statement;
        });
    }
}

function kept(statements: Map<string, StatementSync>, sql: string, make: () => StatementSync): StatementSync {
    const known = statements.get(sql);
    if (known) {
        // the most recently used stand last
        statements.delete(sql);
        statements.set(sql, known);
        return known;
    }
    const made = make();
    statements.set(sql, made);
    if (statements.size > KEPT_STATEMENTS) statements.delete(statements.keys().next().value ?? '');
    return made;
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}
