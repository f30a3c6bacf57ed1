/** SOQL: queries on the org's data, as the user may see it. */
import { OrgError } from '../schema/errors.ts';
import type { Schema } from '../schema/schema.ts';
import type { Query } from './ast.ts';
import { parseQuery } from './parser/query.ts';
import { planQuery, type Plan } from './plan/plan.ts';
import { PreparedQuery } from './prepared.ts';
import type { QueryScope } from './scope.ts';
import { defineFunctions } from './time/sql-functions.ts';
import { RecentMap } from './recent-map.ts';

export { refuseInBulk } from './bulk.ts';
export { PreparedQuery, API_VERSION, type QueryResult } from './prepared.ts';
export type { ColumnMetadata, QueryColumns } from './columns.ts';
export type { QueryPlan } from './explain.ts';
export type { FormulaSite, FormulaSource } from './formula-source.ts';
export type { QueryScope, Run } from './scope.ts';
export type { ChildRecords, QueryRecord } from './shape.ts';

/** Longest query (Salesforce Developer Limits and Allocations Quick Reference, "SOQL and SOSL Limits"). */
const MAX_LENGTH = 100_000;
const KEPT_QUERIES = 1000;

const parsed = new RecentMap<string, Query>(KEPT_QUERIES);
const plans = new WeakMap<Schema, RecentMap<string, Plan>>();

/**
 * Makes a query ready to run.
 * @param binds what variables in the query hold; absent: the query can have none
 * @throws OrgError when the query is malformed, names what the user may not see, or makes no sense
 */
export function prepareQuery(
    soql: string,
    scope: QueryScope,
    binds?: Readonly<Record<string, unknown>>,
): PreparedQuery {
    defineFunctions(scope.store);
    return new PreparedQuery(binds ? planQuery(scope, parse(soql), binds) : cachedPlan(soql, scope), scope);
}

function parse(soql: string): Query {
    if (soql.length > MAX_LENGTH)
        throw new OrgError(
            'QUERY_TOO_COMPLICATED',
            `SOQL statements cannot be longer than ${String(MAX_LENGTH)} characters.`,
        );
    return parsed.get(soql, () => parseQuery(soql));
}

/** A plan depends on the text, the schema, and what the user may see: rights are told apart by the object they are. */
function cachedPlan(soql: string, scope: QueryScope): Plan {
    const { schema, permissions, sharing, apex, formulas, includeDeleted, timeZone, locale, language, currency } =
        scope;
    const objects = [permissions, sharing, apex?.permissions, apex?.sharing, formulas].map(identityOf);
    const texts = [includeDeleted === true, apex !== undefined, timeZone, locale, language, currency ?? ''];
    let own = plans.get(schema);
    if (!own) plans.set(schema, (own = new RecentMap<string, Plan>(KEPT_QUERIES)));
    return own.get([...objects, ...texts, soql].join('\n'), () => planQuery(scope, parse(soql)));
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

function identityOf(object: object | undefined): number {
    if (!object) return 0;
    const known = identities.get(object);
    if (known !== undefined) return known;
    identities.set(object, ++lastIdentity);
    return lastIdentity;
}
