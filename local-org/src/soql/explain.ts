/**
 * How a query runs, as REST answers `explain`.
 * Source: REST API Developer Guide, "Query Performance Feedback".
 */
import type { ObjectType } from '../schema/model.ts';
import { quoted, type Value } from '../store/store.ts';
import type { QueryScope } from './scope.ts';

/** One way to run the query. */
export interface QueryPlan {
    readonly cardinality: number;
    readonly fields: readonly string[];
    readonly leadingOperationType: 'Index' | 'TableScan';
    readonly notes: readonly {
        readonly description: string;
        readonly fields: readonly string[];
        readonly tableEnumOrId: string;
    }[];
    /** Above 1 the query counts as not selective. */
    readonly relativeCost: number;
    readonly sobjectCardinality: number;
    readonly sobjectType: string;
}

interface Explained {
    readonly sql: string;
    readonly params: readonly Value[];
    readonly alias: string;
    readonly object: ObjectType;
    readonly totalSize: number;
}

/** Scans cost more than what an index finds, as much as they read (the numbers are those that orgs tend to show). */
const SCAN_COST = 2.5;

/** Explains a statement from what SQLite says it would do. */
export function explainPlan({ store }: QueryScope, { sql, params, alias, object, totalSize }: Explained): QueryPlan[] {
    const steps = store.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, params).map((row) => row.detail);
    const step = steps.find((detail) => new RegExp(`^(SEARCH|SCAN) ${alias}\\b`).test(detail)) ?? '';
    const fields = indexedFields(step, object);
    const all = store.get<{ n: number }>(`SELECT count(*) AS n FROM ${quoted(object.name)}`)?.n ?? 0;
    const common = { cardinality: totalSize, fields, sobjectCardinality: all, sobjectType: object.name };
    if (step.startsWith('SEARCH') && fields.length > 0)
        return [{ ...common, leadingOperationType: 'Index', notes: [], relativeCost: all === 0 ? 0 : totalSize / all }];
    const description = 'Not considering filter for optimization because unindexed';
    return [
        {
            ...common,
            fields: [],
            leadingOperationType: 'TableScan',
            notes: [{ description, fields: [], tableEnumOrId: object.name }],
            relativeCost: SCAN_COST,
        },
    ];
}

/** `SEARCH t0 USING INDEX Account.OwnerId (OwnerId=?)` → `OwnerId`; what holds for almost every record finds nothing. */
function indexedFields(step: string, object: ObjectType): string[] {
    const terms = /\(([^()]*)\)\s*$/.exec(step)?.[1] ?? '';
    const names = terms.split(/ AND /).map((term) => term.replace(/[<>=].*$/, '').trim());
    return [...new Set(names)].filter((name) => object.fields.has(name) && name !== 'IsDeleted');
}
