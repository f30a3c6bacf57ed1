/** What clients sent and what was answered with success, against what is in the data file. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type Stage = 'sent' | 'acknowledged';

/** Rows of one request of which all are written, or none; they bear its name in Text__c. */
interface Group {
    readonly rows: number;
    /** Written by a job in the background: some of its rows may be there before the others. */
    readonly isJob: boolean;
    written: Stage;
    deleted?: Stage;
}

/** A record of which a number is raised by one in every update. */
interface Counter {
    sent: number;
    acknowledged: number;
}

export class Ledger {
    readonly #groups = new Map<string, Group>();
    readonly #counters = new Map<string, Counter>();
    /** Since the last check. */
    readonly #fresh = new Set<string>();
    #lastKey = 0;

    get requests(): number {
        return this.#groups.size;
    }

    send(group: string, rows: number, isJob = false): void {
        this.#groups.set(group, { rows, isJob, written: 'sent' });
        this.#fresh.add(group);
    }

    acknowledge(group: string): void {
        const known = this.#groups.get(group);
        if (known) known.written = 'acknowledged';
    }

    delete(group: string, stage: Stage): void {
        const known = this.#groups.get(group);
        if (known) known.deleted = stage;
        this.#fresh.add(group);
    }

    count(id: string, stage: Stage, value: number): void {
        const counter = this.#counters.get(id) ?? { sent: 0, acknowledged: 0 };
        counter[stage] = value;
        this.#counters.set(id, counter);
    }

    /**
     * Compares with the data file, which nobody has open.
     * @param scope everything, or what happened since the last check
     * @returns what is wrong, a line each
     */
    check(folder: string, scope: 'fresh' | 'all'): string[] {
        const file = new DatabaseSync(join(folder, 'org.db'));
        try {
            // counted at once: a count for each group would read the whole table each time
            const sql =
                'SELECT Text__c AS name, count(*) AS n FROM "Everything__c" WHERE IsDeleted = 0 GROUP BY Text__c';
            const counted = new Map(
                file
                    .prepare(sql)
                    .all()
                    .map(({ name, n }) => [name, Number(n)]),
            );
            const groups = scope === 'all' ? [...this.#groups.keys()] : [...this.#fresh];
            this.#fresh.clear();
            return [
                ...groups.flatMap((name) => this.#wrongGroup(name, counted.get(name) ?? 0, scope)),
                ...this.#wrongCounters(file),
            ];
        } finally {
            file.close();
        }
    }

    /** A key that no row has. */
    nextKey(): string {
        this.#lastKey += 1;
        return this.#lastKey.toString(36);
    }

    #wrongGroup(name: string, found: number, scope: 'fresh' | 'all'): string[] {
        const group = this.#groups.get(name);
        if (!group) return [];
        const { rows, isJob, written, deleted } = group;
        // a job goes on when the org has started again; in the end it is done
        if (isJob && scope === 'fresh')
            return found <= rows ? [] : [`${name}: ${String(found)} of ${String(rows)} rows`];
        const allowed = deleted === 'acknowledged' ? [0] : written === 'acknowledged' && !deleted ? [rows] : [0, rows];
        if (allowed.includes(found)) return [];
        return [`${name}: ${String(found)} of ${String(rows)} rows, ${written}${deleted ? `, delete ${deleted}` : ''}`];
    }

    #wrongCounters(file: DatabaseSync): string[] {
        const read = file.prepare('SELECT Whole__c AS n FROM "Everything__c" WHERE Id = ?');
        return [...this.#counters].flatMap(([id, { sent, acknowledged }]) => {
            const value = Number(read.get(id)?.['n']);
            return value >= acknowledged && value <= sent
                ? []
                : [`counter ${id}: ${String(value)}, acknowledged ${String(acknowledged)}, sent ${String(sent)}`];
        });
    }
}
