/**
 * Puts facts in order on disk. An org gives the rows of a bulk query in no order (ordering one would make it read
 * without chunks), and a bed names its place, not its location: the order by location and bed is made here,
 * in a temporary SQLite file, so that memory stays flat.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TemporaryDatabase } from '../../files/temporary-database.ts';

/** One version of a record, as the org has it. */
export interface Fact {
    readonly type: string;
    readonly key: string;
    readonly parent: string;
    readonly nis: string;
    /** the values as JSON, by field name */
    readonly facts: string;
    readonly deleted: boolean;
    /** milliseconds */
    readonly from: number;
    /** undefined where the version still holds */
    readonly to: number | undefined;
}

/** Facts of one transaction of the file. */
const BATCH = 10_000;

const TABLES = `
    CREATE TABLE fact (type TEXT, key TEXT, parent TEXT, nis TEXT, facts TEXT, deleted INTEGER, "from" INTEGER, "to" INTEGER);`;

/** Each fact of a location with the key of that location. */
const ORDERED = `
    CREATE INDEX by_key ON fact (type, key, "from");
    CREATE TABLE home AS SELECT DISTINCT key FROM fact WHERE type = 'Location__c';
    CREATE UNIQUE INDEX home_by_key ON home (key);
    CREATE TABLE place AS SELECT key, min(parent) AS location FROM fact WHERE type = 'Place__c' GROUP BY key;
    CREATE UNIQUE INDEX place_by_key ON place (key);
    CREATE TABLE bed AS SELECT key, min(parent) AS place FROM fact WHERE type = 'Bed__c' GROUP BY key;
    CREATE UNIQUE INDEX bed_by_key ON bed (key);
    CREATE TABLE unplaced AS
        SELECT fact.rowid AS id,
            CASE type
                WHEN 'Location__c' THEN fact.key
                WHEN 'Bed__c' THEN (SELECT location FROM place WHERE place.key = fact.parent)
                WHEN 'Bed_Unavailability__c' THEN (SELECT location FROM bed JOIN place ON place.key = bed.place WHERE bed.key = fact.parent)
                WHEN 'Assignment__c' THEN (SELECT location FROM bed JOIN place ON place.key = bed.place WHERE bed.key = fact.parent)
                ELSE fact.parent
            END AS location,
            CASE type
                WHEN 'Bed__c' THEN fact.key
                WHEN 'Bed_Unavailability__c' THEN fact.parent
                WHEN 'Assignment__c' THEN fact.parent
                ELSE ''
            END AS bed
        FROM fact WHERE type NOT IN ('Register_Count__c', 'Subsidy_Parameter__c');
    CREATE TABLE placed AS
        SELECT unplaced.id, unplaced.location
        FROM unplaced JOIN home ON home.key = unplaced.location JOIN fact ON fact.rowid = unplaced.id
        ORDER BY unplaced.location, unplaced.bed, fact.type, fact.key, fact."from";`;

const COLUMNS = 'type, key, parent, nis, facts, deleted, "from", "to"';

const BY_LOCATION = `
    SELECT ${COLUMNS}, placed.location FROM placed JOIN fact ON fact.rowid = placed.id ORDER BY placed.rowid`;

type Row = [
    type: string,
    key: string,
    parent: string,
    nis: string,
    facts: string,
    deleted: number,
    from: number,
    to: number | null,
    location: string,
];

export class FactStore {
    readonly #store = new TemporaryDatabase(TABLES);
    readonly #database: DatabaseSync = this.#store.database;
    readonly #insert: StatementSync;
    #count = 0;
    #isOrdered = false;

    constructor() {
        this.#insert = this.#database.prepare('INSERT INTO fact VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
        this.#database.exec('BEGIN');
    }

    /** The SQLite file, until it is closed. */
    get file(): string {
        return this.#store.file;
    }

    /** How many facts it holds. */
    get count(): number {
        return this.#count;
    }

    add({ type, key, parent, nis, facts, deleted, from, to }: Fact): void {
        this.#insert.run(type, key, parent, nis, facts, deleted ? 1 : 0, from, to ?? null);
        if (++this.#count % BATCH === 0) this.#database.exec('COMMIT; BEGIN');
    }

    /** Facts of a kind, record by record, oldest first. */
    *ofType(type: string): Generator<Fact> {
        this.#order();
        const rows = this.#read(`SELECT ${COLUMNS} FROM fact WHERE type = ? ORDER BY key, "from"`).iterate(type);
        for (const row of rows) yield toFact(row as unknown as Row);
    }

    /** The facts of each location, in the order of their keys, with their facts by bed; one location is in memory at a time. */
    *byLocation(): Generator<{ key: string; facts: Fact[] }> {
        this.#order();
        let current: { key: string; facts: Fact[] } | undefined;
        for (const each of this.#read(BY_LOCATION).iterate()) {
            const row = each as unknown as Row;
            const key = row[8];
            if (current?.key !== key) {
                if (current) yield current;
                current = { key, facts: [] };
            }
            current.facts.push(toFact(row));
        }
        if (current) yield current;
    }

    /** Facts whose bed, place or location nobody recorded: they cannot be paid, and must not vanish unseen. */
    orphans(): number {
        this.#order();
        const { count } = this.#database
            .prepare(
                'SELECT count(*) AS count FROM unplaced WHERE location IS NULL OR location NOT IN (SELECT key FROM home)',
            )
            .get() as { count: number };
        return count;
    }

    /** Deletes the file. */
    close(): void {
        this.#store.close();
    }

    /** Rows come as arrays: there are millions. */
    #read(sql: string): StatementSync {
        const statement = this.#database.prepare(sql);
        statement.setReturnArrays(true);
        return statement;
    }

    #order(): void {
        if (this.#isOrdered) return;
        this.#database.exec('COMMIT');
        this.#database.exec(ORDERED);
        this.#isOrdered = true;
    }
}

function toFact([type, key, parent, nis, facts, deleted, from, to]: Row): Fact {
    return { type, key, parent, nis, facts, from, to: to ?? undefined, deleted: deleted === 1 };
}
