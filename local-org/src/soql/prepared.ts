/** A query that is ready to run. */
import type { ObjectType } from '../schema/model.ts';
import type { Value } from '../store/store.ts';
import type { Query } from './ast.ts';
import type { QueryColumns } from './columns.ts';
import { explainPlan, type QueryPlan } from './explain.ts';
import { valuesFor } from './plan/parameters.ts';
import type { Plan } from './plan/plan.ts';
import type { QueryScope } from './scope.ts';
import type { QueryRecord, Row } from './shape.ts';

/** The version of the API in the URLs of records when the caller names none. */
export const API_VERSION = '64.0';

/** The result of a query as it was at one moment; records are made of its rows when they are asked for. */
export interface QueryResult {
    readonly totalSize: number;
    /**
     * Some of the records, in order.
     * @param version of the API, for the URLs of records
     */
    records(from: number, to: number, version?: string): QueryRecord[];
}

export class PreparedQuery {
    readonly #plan: Plan;
    readonly #scope: QueryScope;
    #params: Value[] | undefined;

    constructor(plan: Plan, scope: QueryScope) {
        this.#plan = plan;
        this.#scope = scope;
    }

    /** The statement that runs. */
    get sql(): string {
        return this.#plan.statement.sql;
    }

    /** The values of its question marks, in order. */
    get params(): Value[] {
        return (this.#params ??= valuesFor(this.#plan.statement, this.#scope));
    }

    /**
     * Refuses what a variable may not hold, also when the plan is that of another run.
     * @throws OrgError INVALID_FIELD, INVALID_QUERY_FILTER_OPERATOR
     */
    checkBinds(): void {
        this.#params = this.params;
    }

    /** The query is `SELECT COUNT() …`: its answer is {@link totalSize}, and it has no records. */
    get isCount(): boolean {
        return this.#plan.isCount;
    }

    /** The records are totals (AggregateResult); REST gives them all at once. */
    get isForTotals(): boolean {
        return this.#plan.isForTotals;
    }

    /** The object in FROM. */
    get object(): ObjectType {
        return this.#plan.object;
    }

    get objectName(): string {
        return this.#plan.object.name;
    }

    /** What REST tells of the columns with `columns=true`. */
    get columns(): QueryColumns {
        return this.#plan.columns;
    }

    /** FOR VIEW, FOR REFERENCE, FOR UPDATE: what the caller has to do with the records. */
    get purposes(): Query['purposes'] {
        return this.#plan.purposes;
    }

    /** How many records the query gives; found without making them. */
    totalSize(): number {
        const { count } = this.#plan;
        const row = this.#scope.store.allValues(count.sql, valuesFor(count, this.#scope))[0];
        return Number(row?.[0] ?? 0);
    }

    /**
     * The records one by one; none of them is kept.
     * @param version of the API, for the URLs of records
     */
    *records(version = API_VERSION): IterableIterator<QueryRecord> {
        if (this.isCount) return;
        const { read } = this.#plan;
        for (const row of this.#scope.store.iterateValues(this.sql, this.params)) {
            const record = read(row, version);
            if (record) yield record;
        }
    }

    /** What {@link flatRecords} gives, in order: relationships on the way, then the field. */
    get flatColumns(): (readonly string[])[] {
        return this.#plan.flat.map(({ path }) => path);
    }

    /** The records one by one as lists of values, those of parents among them; none of them is kept. */
    *flatRecords(): IterableIterator<unknown[]> {
        const readers = this.#plan.flat.map(({ read }) => read);
        for (const row of this.#scope.store.iterateValues(this.sql, this.params))
            yield readers.map((read) => (read.column === undefined ? read(row, API_VERSION) : row[read.column]));
    }

    /** All records at once: what a statement that is kept costs less for than {@link records}, unless they are many. */
    all(): QueryRecord[] {
        const result = this.run();
        return this.isCount ? [] : result.records(0, result.totalSize);
    }

    /** All records as they are now; a caller that gives them in pages keeps this. */
    run(): QueryResult {
        if (this.isCount) return { totalSize: this.totalSize(), records: () => [] };
        const rows: readonly Row[] = this.#scope.store.allValues(this.sql, this.params);
        const { read } = this.#plan;
        return {
            totalSize: rows.length,
            records: (from, to, version = API_VERSION) => readRows(rows.slice(from, to), read, version),
        };
    }

    /** How the query would run, as REST answers `explain`. */
    explain(): QueryPlan[] {
        const { statement, alias, object } = this.#plan;
        const totalSize = this.totalSize();
        return explainPlan(this.#scope, { sql: statement.sql, params: this.params, alias, object, totalSize });
    }
}

function readRows(rows: readonly Row[], read: Plan['read'], version: string): QueryRecord[] {
    const records: QueryRecord[] = [];
    for (const row of rows) {
        const record = read(row, version);
        if (record) records.push(record);
    }
    return records;
}
