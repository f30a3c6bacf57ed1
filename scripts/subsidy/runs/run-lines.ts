/**
 * Lines on disk while a run is written: in a temporary SQLite file, so that memory stays flat. They are asked for by
 * municipality, to tell differences, and by statement, so that the rows of one statement are loaded together.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TemporaryDatabase } from '../../files/temporary-database.ts';
import type { ApprovedLine, DifferenceLine } from '../engine/differences.ts';
import { sha256, type Line } from '../engine/lines.ts';

/** A line of a run, of either kind. */
export type RunLine = Line | DifferenceLine;

const TABLES = `
    CREATE TABLE line (external TEXT PRIMARY KEY, payee TEXT, municipality TEXT, hash TEXT, written INTEGER, body TEXT) WITHOUT ROWID;
    CREATE INDEX line_by_payee ON line (payee);
    CREATE INDEX line_by_municipality ON line (municipality);
    CREATE TABLE earlier (municipality TEXT, body TEXT);
    CREATE INDEX earlier_by_municipality ON earlier (municipality);
    CREATE TABLE existing (object TEXT, key TEXT, PRIMARY KEY (object, key)) WITHOUT ROWID;
    BEGIN;`;

/** Objects that lines refer to. */
export const REFERRED = ['Location__c', 'Bed__c', 'Subsidy_Parameter__c'] as const;
export type Referred = (typeof REFERRED)[number];

/** What the org has under the key of a line. */
export type Known = 'same' | 'other' | 'none';

export class RunLines {
    readonly #store = new TemporaryDatabase(TABLES);
    readonly #database: DatabaseSync = this.#store.database;
    readonly #statements = new Map<string, StatementSync>();
    readonly #runKey: string;
    #count = 0;

    /** @param runKey under which the run is kept: part of the key of each of its lines */
    constructor(runKey: string) {
        this.#runKey = runKey;
    }

    /** How many lines it holds. */
    get count(): number {
        return this.#count;
    }

    /** @throws Error when the run has a line of that key already: the engine must tell its lines apart */
    add(line: RunLine): void {
        const { payee, municipality, inputHash } = line;
        const external = this.externalKey(line.key);
        this.#run(
            'INSERT INTO line VALUES (?, ?, ?, ?, 0, ?)',
            external,
            payee,
            municipality,
            inputHash,
            JSON.stringify(line),
        );
        this.#count++;
    }

    addEarlier(line: ApprovedLine): void {
        this.#run('INSERT INTO earlier VALUES (?, ?)', line.municipality, JSON.stringify(line));
    }

    /** @returns the key of a line in the org: the same in every attempt to write the run */
    externalKey(lineKey: string): string {
        return sha256(`${this.#runKey}|${lineKey}`);
    }

    /** Codes of the municipalities with lines, now or earlier, sorted. */
    municipalities(): string[] {
        return this.#column('SELECT municipality FROM line UNION SELECT municipality FROM earlier ORDER BY 1');
    }

    /** Codes of who is paid, sorted. */
    payees(): string[] {
        return this.#column('SELECT DISTINCT payee FROM line ORDER BY 1');
    }

    /** The lines of a municipality, in the order of their keys in the org. */
    *ofMunicipality(nis: string): Generator<RunLine> {
        yield* this.#bodies<RunLine>('SELECT body FROM line WHERE municipality = ?', nis);
    }

    /** What earlier runs say of a municipality, in the order in which it was added. */
    *earlierOf(nis: string): Generator<ApprovedLine> {
        yield* this.#bodies<ApprovedLine>('SELECT body FROM earlier WHERE municipality = ? ORDER BY rowid', nis);
    }

    /** Lines that are not in the org yet, statement by statement. */
    *unwritten(): Generator<{ external: string; line: RunLine }> {
        const rows = this.#prepare('SELECT external, body FROM line WHERE written = 0 ORDER BY payee, external');
        for (const row of rows.iterate()) {
            const { external, body } = row as unknown as { external: string; body: string };
            yield { external, line: JSON.parse(body) as RunLine };
        }
    }

    /** How many lines are not in the org yet. */
    unwrittenCount(): number {
        const { count } = this.#prepare('SELECT count(*) AS count FROM line WHERE written = 0').get() as {
            count: number;
        };
        return count;
    }

    /** Compares a line that the org has with the one of that key here, which then counts as written. */
    seen(external: string, hash: string): Known {
        const row = this.#prepare('SELECT hash FROM line WHERE external = ?').get(external) as
            { hash: string } | undefined;
        if (!row) return 'none';
        if (row.hash !== hash) return 'other';
        this.#run('UPDATE line SET written = 1 WHERE external = ?', external);
        return 'same';
    }

    /** Notes that a record exists in the org, so that lines may refer to it. */
    noteExisting(object: Referred, key: string): void {
        this.#run('INSERT OR IGNORE INTO existing VALUES (?, ?)', object, key);
    }

    /** @returns whether the org has a record of that key */
    exists(object: Referred, key: string): boolean {
        return this.#prepare('SELECT 1 FROM existing WHERE object = ? AND key = ?').get(object, key) !== undefined;
    }

    /** Deletes the file. */
    close(): void {
        this.#store.close();
    }

    #prepare(sql: string): StatementSync {
        let statement = this.#statements.get(sql);
        if (!statement) {
            statement = this.#database.prepare(sql);
            this.#statements.set(sql, statement);
        }
        return statement;
    }

    #run(sql: string, ...values: (string | number)[]): void {
        this.#prepare(sql).run(...values);
    }

    #column(sql: string): string[] {
        return this.#prepare(sql)
            .all()
            .map((row) => String(Object.values(row)[0]));
    }

    *#bodies<T>(sql: string, nis: string): Generator<T> {
        for (const row of this.#database.prepare(sql).iterate(nis)) yield JSON.parse(String(row['body'])) as T;
    }
}
