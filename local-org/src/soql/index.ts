/** SOQL: queries on the org's data, as the user may see it. */
import { OrgError } from '../schema/errors.ts';
import type { Schema } from '../schema/schema.ts';
import type { Query } from './ast.ts';
import { shapeOfBinds } from './bind-shapes.ts';
import { parseQuery } from './parser/query.ts';
import { planQuery, type Plan } from './plan/plan.ts';
import { PreparedQuery } from './prepared.ts';
import type { Binds, QueryScope } from './scope.ts';
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
export function prepareQuery(soql: string, scope: QueryScope, binds?: Binds): PreparedQuery {
    defineFunctions(scope.store);
    if (!binds) return new PreparedQuery(cachedPlan(soql, scope), scope);
    const query = new PreparedQuery(planFor(soql, scope, binds), { ...scope, binds });
    query.checkBinds();
    return query;
}

function parse(soql: string): Query {
    if (soql.length > MAX_LENGTH)
        throw new OrgError(
            'QUERY_TOO_COMPLICATED',
            `SOQL statements cannot be longer than ${String(MAX_LENGTH)} characters.`,
        );
    return parsed.get(soql, () => parseQuery(soql));
}

function cachedPlan(soql: string, scope: QueryScope): Plan {
    return plansOf(scope.schema).get(keyOf(soql, scope), () => planQuery(scope, parse(soql)));
}

/** A plan for variables, made now or for others of their shape. */
function planFor(soql: string, scope: QueryScope, binds: Binds): Plan {
    const shape = shapeOfBinds(binds);
    if (shape === undefined) return planQuery(scope, parse(soql), binds);
    const kept = plansOf(scope.schema);
    const key = `${keyOf(soql, scope)}\n${shape}`;
    const known = kept.find(key);
    if (known) return known;
    const plan = planQuery(scope, parse(soql), binds);
    if (!plan.isForItsBinds) kept.keep(key, plan);
    return plan;
}

function plansOf(schema: Schema): RecentMap<string, Plan> {
    let own = plans.get(schema);
    if (!own) plans.set(schema, (own = new RecentMap<string, Plan>(KEPT_QUERIES)));
    return own;
}

/** A plan depends on the text, the schema, and what the user may see: rights are told apart by the object they are. */
function keyOf(soql: string, scope: QueryScope): string {
    const { permissions, sharing, formulas, includeDeleted, timeZone, locale, language, currency } = scope;
    // in system mode without sharing, Apex asks for no rights, unless the query does
    const apex = permissions || sharing || isUserMode(parse(soql)) ? scope.apex : undefined;
    const objects = [permissions, sharing, apex?.permissions, apex?.sharing, formulas].map(identityOf);
    const isApex = scope.apex !== undefined;
    const texts = [includeDeleted === true, isApex, timeZone, locale, language, currency ?? ''];
    return [...objects, ...texts, soql].join('\n');
}

function isUserMode({ mode }: Query): boolean {
    return mode === 'user' || mode === 'security enforced';
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
