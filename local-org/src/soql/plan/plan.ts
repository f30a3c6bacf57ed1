/** A query as one statement. */
import type { ObjectType } from '../../schema/model.ts';
import type { Query } from '../ast.ts';
import { queryColumns, type QueryColumns } from '../columns.ts';
import { malformed, noSuchObject } from '../errors.ts';
import { Columns, type FlatColumn, type QueryRecord, type Row } from '../shape.ts';
import type { Binds, QueryScope } from '../scope.ts';
import { rootConditions } from './conditions-of-root.ts';
import { whereSql } from './conditions.ts';
import { PlanContext } from './context.ts';
import { findsFew } from './few.ts';
import { Frame } from './frame.ts';
import { Names } from './names.ts';
import { limitSql, orderSql } from './order.ts';
import type { Statement } from './parameters.ts';
import { planSelection } from './select.ts';
import type { SubqueryPlanner } from './semi-joins.ts';
import { planRecordAccess, RECORD_ACCESS } from './record-access.ts';
import { isForTotals, planTotals } from './totals.ts';

/** All that is needed to run a query, whoever runs it with the same rights. */
export interface Plan {
    readonly object: ObjectType;
    readonly statement: Statement;
    /** Counts the records that the statement gives. */
    readonly count: Statement;
    /** `SELECT COUNT()`: the number is the answer, there are no records. */
    readonly isCount: boolean;
    readonly isForTotals: boolean;
    readonly read: (row: Row, version: string) => QueryRecord | null;
    readonly columns: QueryColumns;
    /** What the records hold, without depth; none of totals. */
    readonly flat: readonly FlatColumn[];
    /** The name of the root table in the statement. */
    readonly alias: string;
    readonly purposes: Query['purposes'];
    /** It is for the values of the variables that it was made with, and not for all of their shape. */
    readonly isForItsBinds: boolean;
}

/** A condition on the records of a query besides its WHERE. */
export type ExtraCondition = (frame: Frame, context: PlanContext) => string;

/**
 * Plans a query.
 * @param binds what variables hold; they must be in the scope that the plan runs in, too
 * @param extra a condition that the caller adds
 * @throws OrgError when the query names what the user may not see, or makes no sense
 */
export function planQuery(scope: QueryScope, written: Query, binds?: Binds, extra?: ExtraCondition): Plan {
    const context = new PlanContext(scope, written, binds);
    const asked = planRecordAccess(context, written);
    const query = asked?.query ?? written;
    // SOQL and SOSL reference, "FOR UPDATE"
    if (query.purposes.includes('update') && query.order.length > 0)
        throw malformed('ORDER BY is not allowed in a query with FOR UPDATE');
    const frame = rootFrame(context, query, asked?.table);
    const names = new Names(context, frame, query.from);
    const conditions = [
        ...rootConditions(context, frame, query),
        ...scopeConditions(context, frame, query),
        ...(extra ? [extra(frame, context)] : []),
    ];
    if (query.where) conditions.push(whereSql(context, names, query.where, (one) => planSubquery(context, one)));
    const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
    const own = planKind(context, frame, names, query, where);
    context.forgetBinds();
    const { isForItsBinds } = context;
    return { ...own, object: frame.object, alias: frame.alias, purposes: query.purposes, isForItsBinds };
}

type OwnPlan = Omit<Plan, 'object' | 'alias' | 'purposes' | 'isForItsBinds'>;

function planKind(context: PlanContext, frame: Frame, names: Names, query: Query, where: string): OwnPlan {
    if (isCount(query)) return planCount(context, frame, query, where);
    if (isForTotals(query)) return planForTotals(context, frame, names, query, where);
    return planForRecords(context, frame, names, query, where);
}

function rootFrame(context: PlanContext, query: Query, table?: string): Frame {
    const [main] = query.from;
    const { parts, offset } = main?.path ?? { parts: [], offset: query.offset };
    const name = parts.join('.');
    const object = parts.length === 1 ? context.schema.object(name) : undefined;
    if (!object || !context.access.seesObject(object)) throw context.error(noSuchObject, offset, name);
    context.checkSecured(object);
    if (object.name === RECORD_ACCESS && table === undefined)
        throw malformed(`${RECORD_ACCESS} cannot be queried in a semi-join`);
    return new Frame(context, object, {
        few: findsFew(query.where, object, context),
        ...(table === undefined ? {} : { table }),
    });
}

function isCount({ select: [item, more] }: Query): boolean {
    if (item?.kind !== 'field' || item.expression.kind !== 'call') return false;
    const { name, arguments: given } = item.expression;
    if (name !== 'COUNT' || given.length > 0) return false;
    if (more) throw malformed('COUNT() must be the only element in the SELECT list');
    return true;
}

function planCount(context: PlanContext, frame: Frame, query: Query, where: string): OwnPlan {
    if (query.group) throw malformed('COUNT() cannot be used with GROUP BY: use COUNT(fieldName)');
    if (query.order.length > 0) throw malformed('Ordered field must be grouped or aggregated: COUNT()');
    const limit = limitSql(context, query);
    const sql = `SELECT count(*) FROM ${limit === '' ? `${frame.from}${where}` : `(SELECT 1 FROM ${frame.from}${where}${limit})`}`;
    const statement = context.parameters.statement(sql);
    return {
        statement,
        count: statement,
        isCount: true,
        isForTotals: false,
        read: () => null,
        columns: queryColumns(frame.object, [], false),
        flat: [],
    };
}

function planForTotals(context: PlanContext, frame: Frame, names: Names, query: Query, where: string): OwnPlan {
    const { sql, shape, metadata } = planTotals(context, names, query);
    const text = sql(frame.from, where);
    return {
        statement: context.parameters.statement(text),
        count: context.parameters.statement(`SELECT count(*) FROM (${text})`),
        isCount: false,
        isForTotals: true,
        read: shape.compile(),
        columns: queryColumns(frame.object, metadata, query.group !== undefined),
        flat: [],
    };
}

function planForRecords(context: PlanContext, frame: Frame, names: Names, query: Query, where: string): OwnPlan {
    // only what conditions need is joined when records are but counted
    const counted = `${frame.from}${where}${limitSql(context, query)}`;
    const columns = new Columns();
    const { shape, metadata } = planSelection(context, names, query, columns, 0);
    const order = orderSql(context, names, query.order);
    const limit = limitSql(context, query);
    return {
        statement: context.parameters.statement(
            `SELECT ${columns.list.join(', ')} FROM ${frame.from}${where}${order}${limit}`,
        ),
        count: context.parameters.statement(`SELECT count(*) FROM (SELECT 1 FROM ${counted})`),
        isCount: false,
        isForTotals: false,
        read: shape.compile(),
        columns: queryColumns(frame.object, metadata, false),
        flat: shape.flatten(),
    };
}

/** USING SCOPE. Source: SOQL and SOSL Reference, "USING SCOPE". */
function scopeConditions(context: PlanContext, frame: Frame, { scope }: Query): string[] {
    if (!scope || scope.name === 'everything') return [];
    const { object, alias } = frame;
    if (scope.name !== 'mine' && scope.name !== 'mine_and_my_groups')
        throw malformed(`The filter scope '${scope.name}' is not supported in this org`);
    if (!object.fields.has('OwnerId'))
        throw malformed(`The filter scope '${scope.name}' is not supported for ${object.name}`);
    const user = (): string => context.parameters.mark((run) => run.userId);
    const mine = `${alias}.OwnerId = ${user()}`;
    if (scope.name === 'mine') return [mine];
    const queues = `SELECT m.GroupId FROM "GroupMember" m WHERE m.UserOrGroupId = ${user()} AND m.IsDeleted = 0`;
    return [`(${mine} OR ${alias}.OwnerId IN (${queues}))`];
}

/** The query of a semi-join. */
export function planSubquery(context: PlanContext, query: Query): ReturnType<SubqueryPlanner> {
    const frame = rootFrame(context, query);
    const names = new Names(context, frame, query.from);
    const [item] = query.select;
    const expression = item?.kind === 'field' ? item.expression : undefined;
    if (expression?.kind !== 'path')
        throw malformed('Semi join sub-selects must select exactly one id or reference field');
    const found = names.locate(expression);
    const conditions = [
        // one blank would make everything unequal to it unknown
        `${found.sql} IS NOT NULL`,
        ...rootConditions(context, frame, query),
        ...(query.where ? [whereSql(context, names, query.where, (one) => planSubquery(context, one))] : []),
    ];
    return { sql: `SELECT ${found.sql} FROM ${frame.from} WHERE ${conditions.join(' AND ')}`, found };
}
