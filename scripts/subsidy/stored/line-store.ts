/**
 * Puts lines in order on disk: a bulk query gives them in none (ordering it would make an org read without chunks). One
 * municipality may have thousands, a run hundreds of thousands: memory stays flat.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { TemporaryDatabase } from '../../files/temporary-database.ts';
import { subjectOfLine, type StoredLine } from './line.ts';

/** Lines of one transaction of the file. */
const BATCH = 10_000;

const TABLES = `
    CREATE TABLE line (side TEXT, statement TEXT, nis TEXT, location TEXT, rule TEXT, first_day TEXT, key TEXT, subject TEXT, line TEXT);`;

/** First what is of the municipality as a whole, then location by location. */
const OF_STATEMENT = 'SELECT line FROM line WHERE statement = ? ORDER BY location, rule, first_day, key';
/** A subject has one municipality and one location: it stays together. */
const BY_SUBJECT = 'SELECT subject, side, line FROM line ORDER BY nis, location, subject, side, first_day, key';

export class LineStore {
    readonly #store = new TemporaryDatabase(TABLES);
    readonly #database: DatabaseSync = this.#store.database;
    readonly #insert: StatementSync;
    #count = 0;
    #isOrdered = false;

    constructor() {
        this.#insert = this.#database.prepare('INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
        this.#database.exec('BEGIN');
    }

    /** How many lines it holds. */
    get count(): number {
        return this.#count;
    }

    /** @param side of a comparison */
    add(line: StoredLine, side = ''): void {
        const { statement, location, rule, firstDay, inputs } = line;
        const subject = subjectOfLine(line);
        const text = JSON.stringify(line);
        const { municipality, key } = inputs;
        this.#insert.run(side, statement, municipality, location?.name ?? '', rule, firstDay, key, subject, text);
        if (++this.#count % BATCH === 0) this.#database.exec('COMMIT; BEGIN');
    }

    /** The lines of a statement, by location, rule, day and key. */
    *ofStatement(id: string): Generator<StoredLine> {
        this.#order();
        for (const row of this.#database.prepare(OF_STATEMENT).iterate(id)) {
            yield JSON.parse((row as { line: string }).line) as StoredLine;
        }
    }

    /** What each subject has on either side, by municipality, location and subject. */
    *bySubject(): Generator<{ subject: string; lines: { side: string; line: StoredLine }[] }> {
        this.#order();
        let current: { subject: string; lines: { side: string; line: StoredLine }[] } | undefined;
        for (const row of this.#database.prepare(BY_SUBJECT).iterate()) {
            const { subject, side, line } = row as { subject: string; side: string; line: string };
            if (current?.subject !== subject) {
                if (current) yield current;
                current = { subject, lines: [] };
            }
            current.lines.push({ side, line: JSON.parse(line) as StoredLine });
        }
        if (current) yield current;
    }

    /** Deletes the file. */
    close(): void {
        this.#store.close();
    }

    #order(): void {
        if (this.#isOrdered) return;
        this.#database.exec('COMMIT');
        this.#database.exec('CREATE INDEX by_statement ON line (statement, location, rule, first_day, key)');
        this.#isOrdered = true;
    }
}
