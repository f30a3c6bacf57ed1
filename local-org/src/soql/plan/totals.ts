/**
 * Queries for totals: GROUP BY, aggregate functions, HAVING.
 * Source: SOQL and SOSL Reference, "GROUP BY", "GROUP BY ROLLUP", "GROUP BY CUBE", "HAVING", "Using Aliases with GROUP BY".
 */
import type { Call, Grouping, OrderItem, Path, Query } from '../ast.ts';
import { fieldColumn, functionColumn, type ColumnMetadata } from '../columns.ts';
import { fieldCannot, malformed } from '../errors.ts';
import { formatterOf } from '../format.ts';
import { Columns, plainReader, totalsShape, type Reader, type RecordShape } from '../shape.ts';
import { aggregateFunction, isAggregate } from './aggregates.ts';
import { havingSql, operandOf, scalarFunction } from './conditions.ts';
import type { PlanContext } from './context.ts';
import { isDateFunction, labelSql } from './functions.ts';
import type { Located, Names } from './names.ts';
import { hasListOrder, picklistPlace, type Operand } from './operands.ts';
import { directedSql, expressionKey, limitSql } from './order.ts';

/** Fields of a rollup or cube, at most. */
const MAX_LEVELS = 3;

/** Whether a query is for totals and not for records. */
export function isForTotals(query: Query): boolean {
    if (query.group) return true;
    return query.select.some(({ kind, ...item }) => {
        if (kind !== 'field' || !('expression' in item)) return false;
        return item.expression.kind === 'call' && hasAggregate(item.expression);
    });
}

function hasAggregate(call: Call): boolean {
    if (isAggregate(call.name) || call.name === 'GROUPING') return true;
    return call.arguments.some((argument) => argument.kind === 'call' && hasAggregate(argument));
}

/** Something that is grouped by. */
interface Group {
    readonly key: string;
    /** What it is grouped by. */
    readonly sql: string;
    /** It in SELECT, HAVING and ORDER BY: a mark, as subtotals leave it out. */
    readonly operand: Operand;
    readonly located?: Located;
}

export interface TotalsPlan {
    readonly sql: (from: string, where: string) => string;
    readonly shape: RecordShape;
    readonly metadata: readonly ColumnMetadata[];
}

/** Plans the SELECT, GROUP BY, HAVING and ORDER BY of a query for totals. */
export function planTotals(context: PlanContext, names: Names, query: Query): TotalsPlan {
    const groups = (query.group?.items ?? []).map((item) => planGroup(context, names, item));
    if (!query.group && query.limit)
        throw malformed('Non-grouped query that uses overall aggregate functions cannot also use LIMIT');
    const builder = new TotalsBuilder(context, names, groups);
    for (const item of query.select) {
        if (item.kind === 'field') builder.add(item.expression, item.alias);
        else
            throw malformed(
                'Subqueries and TYPEOF are not supported in queries that use GROUP BY or aggregate functions',
            );
    }
    const order = query.order.map((item) => ({ item, index: builder.orderColumn(item) }));
    const having = query.group?.having;
    const havingText = having && havingSql(context, names, having, (one) => builder.grouped(one)?.operand);
    return {
        shape: builder.shape,
        metadata: builder.metadata,
        sql: (from, where) =>
            totalsSql(builder, query, { from, where, having: havingText, order }) + limitSql(context, query),
    };
}

function planGroup(context: PlanContext, names: Names, item: Path | Call): Group {
    const key = expressionKey(names, item);
    if (item.kind === 'call') {
        if (!isDateFunction(item.name)) throw malformed(`unexpected token: '${item.text}'`);
        const operand = scalarFunction(context, names, item);
        return { key, sql: operand.sql, operand: { ...operand, sql: groupMark(key) } };
    }
    const located = names.locate(item);
    if (!located.field.groupable) throw context.error(fieldCannot, item.offset, located.field.name, 'grouped');
    context.checkSecured(located.object, located.field);
    const marked = { ...located, sql: groupMark(key) };
    return { key, sql: located.sql, operand: operandOf(marked), located: marked };
}

class TotalsBuilder {
    readonly shape = totalsShape();
    readonly metadata: ColumnMetadata[] = [];
    readonly columns = new Columns();
    readonly groups: readonly Group[];
    readonly #context: PlanContext;
    readonly #names: Names;
    #unnamed = 0;

    constructor(context: PlanContext, names: Names, groups: readonly Group[]) {
        this.#context = context;
        this.#names = names;
        this.groups = groups;
    }

    /** What is grouped by and written so. */
    grouped(expression: Path | Call): Group | undefined {
        const key = expressionKey(this.#names, expression);
        return this.groups.find((group) => group.key === key);
    }

    /** An item of the SELECT list. */
    add(expression: Path | Call, alias: string | undefined): void {
        if (expression.kind === 'path') this.#addField(expression, alias);
        else this.#addCall(expression, alias ?? `expr${String(this.#unnamed++)}`);
    }

    #addField(path: Path, alias: string | undefined): void {
        const located = this.grouped(path)?.located;
        if (!located) throw malformed(`Field must be grouped or aggregated: ${this.#names.locate(path).field.name}`);
        const name = alias ?? located.field.name;
        const read = plainReader(located.field.type, this.columns.add(located.sql));
        this.#member(name, read, { ...fieldColumn(located.field, name) });
    }

    #addCall(call: Call, name: string): void {
        const [argument] = call.arguments;
        if (call.name === 'FORMAT' && argument) {
            this.#addFormatted(argument, call, name);
            return;
        }
        const { sql, kind } = this.#operand(call);
        const type = call.name === 'GROUPING' ? 'int' : kind;
        this.#member(name, plainReader(type, this.columns.add(sql)), functionColumn(name, call.text, type));
    }

    #addFormatted(argument: Call['arguments'][number], call: Call, name: string): void {
        const operand = argument.kind === 'call' ? this.#operand(argument) : undefined;
        const group = argument.kind === 'path' ? this.grouped(argument) : undefined;
        const found = operand ?? group?.operand;
        if (!found) throw malformed(`Field must be grouped or aggregated: ${call.text}`);
        const index = this.columns.add(found.sql);
        const format = formatterOf(found.field?.type ?? found.kind, found.field, this.#context.scope);
        this.#member(name, (row) => format(row[index]), functionColumn(name, call.text, 'text'));
    }

    /** A function in SELECT or ORDER BY. */
    #operand(call: Call): Operand {
        if (isAggregate(call.name)) return aggregateFunction(this.#context, this.#names, call);
        const [path] = call.arguments;
        if (call.name === 'GROUPING' && path?.kind === 'path') {
            const group = this.grouped(path);
            if (!group) throw malformed(`Grouping function must be applied to a grouped field: ${call.text}`);
            return { sql: groupingMark(group), kind: 'int', name: call.text, offset: call.offset };
        }
        if (call.name === 'TOLABEL' && path?.kind === 'path') {
            const located = this.grouped(path)?.located;
            if (located) return { ...operandOf(located), sql: labelSql(located) };
        }
        const group = this.grouped(call);
        if (group) return group.operand;
        throw malformed(`Field must be grouped or aggregated: ${call.text}`);
    }

    #member(name: string, read: Reader, column: ColumnMetadata): void {
        if (!this.shape.add(name, read)) throw malformed(`duplicate alias: ${name}`);
        this.metadata.push(column);
    }

    /** The column that an item of ORDER BY sorts by. */
    orderColumn({ expression }: OrderItem): number {
        const group = this.grouped(expression);
        if (group?.located && hasListOrder(group.located.field))
            return this.columns.add(picklistPlace(group.operand.sql, group.located.field));
        if (group) return this.columns.add(group.operand.sql);
        if (expression.kind === 'call' && (isAggregate(expression.name) || expression.name === 'GROUPING'))
            return this.columns.add(this.#operand(expression).sql);
        const name = expression.kind === 'call' ? expression.text : this.#names.locate(expression).field.name;
        throw malformed(`Ordered field must be grouped or aggregated: ${name}`);
    }
}

interface Parts {
    readonly from: string;
    readonly where: string;
    readonly having: string | undefined;
    readonly order: readonly { readonly item: OrderItem; readonly index: number }[];
}

/** One statement: for subtotals, a part for each level of them. */
function totalsSql(builder: TotalsBuilder, query: Query, parts: Parts): string {
    const sets = groupingSets(builder.groups, query.group?.kind ?? 'plain');
    const selects = sets.map((active) => levelSql(builder, active, parts));
    const order = parts.order.map(({ item, index }) => directedSql(`c${String(index)}`, item, true));
    const ordered = order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '';
    if (selects.length === 1) return `${selects[0] ?? ''}${ordered}`;
    return `SELECT * FROM (${selects.join(' UNION ALL ')})${ordered}`;
}

function levelSql(builder: TotalsBuilder, active: readonly Group[], { from, where, having }: Parts): string {
    const resolve = (sql: string): string => resolveGroups(sql, builder.groups, active);
    const columns = builder.columns.list.map((sql, index) => `${resolve(sql)} AS c${String(index)}`);
    const grouped = active.length > 0 ? ` GROUP BY ${active.map((group) => group.sql).join(', ')}` : '';
    const isTotal = builder.groups.length > 0 && active.length === 0;
    const filter = [...(having === undefined ? [] : [resolve(having)]), ...(isTotal ? ['count(*) > 0'] : [])];
    return `SELECT ${columns.join(', ')} FROM ${from}${where}${grouped}${filter.length > 0 ? ` HAVING ${filter.join(' AND ')}` : ''}`;
}

/** The last level has all groups, the others leave some out. */
function groupingSets(groups: readonly Group[], kind: Grouping['kind']): Group[][] {
    if (kind === 'plain') return [[...groups]];
    if (groups.length > MAX_LEVELS)
        throw malformed(`GROUP BY ${kind.toUpperCase()} supports at most ${String(MAX_LEVELS)} fields`);
    if (kind === 'rollup')
        return [groups.length, ...groups.keys()]
            .map((count) => groups.slice(0, count))
            .sort((a, b) => b.length - a.length);
    const sets = Array.from({ length: 2 ** groups.length }, (_, bits) =>
        groups.filter((__, index) => (bits >> index) & 1),
    );
    return sets.sort((a, b) => b.length - a.length);
}

/** Which of the groups a level leaves out is not known before the statement is put together. */
function groupMark(key: string): string {
    return `\uFDD2${key}\uFDD3`;
}

/** GROUPING() is a constant of the level. */
function groupingMark({ key }: Group): string {
    return `\uFDD2grouping ${key}\uFDD3`;
}

/** Puts in what a level makes of the groups: those that it leaves out are blank. */
function resolveGroups(sql: string, groups: readonly Group[], active: readonly Group[]): string {
    let result = sql;
    for (const group of groups) {
        const isLeftOut = !active.includes(group);
        result = result
            .replaceAll(groupingMark(group), isLeftOut ? '1' : '0')
            .replaceAll(groupMark(group.key), () => (isLeftOut ? 'NULL' : group.sql));
    }
    return result;
}
