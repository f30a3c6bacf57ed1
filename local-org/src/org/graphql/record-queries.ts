/** Runs plans: one statement for the records, and one more for each list of children that it cannot hold. */
import type { GraphQLResolveInfo } from 'graphql';
import type { ObjectType } from '../../schema/model.ts';
import type { ChildRecords, QueryRecord } from '../../soql/index.ts';
import type { UiContext } from '../ui/ui-context.ts';
import { placeOf, type GraphConnection, type GraphContext, type GraphRecord } from './graph-context.ts';
import { readPage, writeCursor, type AskedPage } from './pages.ts';
import { childSoql, connectionNodes, Planner, querySoql, type ChildPlan, type RecordPlan } from './record-plans.ts';
import { argumentsOf, writtenArgument, type SelectedField } from './selections.ts';
import type { SchemaTypes } from './schema-types.ts';

/** The field that is resolved, as it is selected. */
export function selectedOf(info: GraphQLResolveInfo): SelectedField {
    return { key: String(info.path.key), name: info.fieldName, nodes: info.fieldNodes };
}

/** The records of an object: `query { Library__c(where: …) { … } }`. @throws OrgError when it cannot be done */
export function queryRecords(
    context: GraphContext,
    types: SchemaTypes,
    object: ObjectType,
    info: GraphQLResolveInfo,
): GraphConnection<GraphRecord> {
    const { ui } = context;
    const selected = selectedOf(info);
    const args = argumentsOf(info, info.parentType, selected);
    const page = readPage(args);
    const planner = new Planner(context, types, info);
    const plan: RecordPlan = { object, columns: new Set(), parents: new Map(), children: [] };
    for (const { place, nodes } of connectionNodes(info, selected).records)
        merge(plan, planner.record(object, nodes, `${placeOf(info.path)}.${place}`, page.first));
    const where = planner.where(object, args);
    const orderBy = planner.orderBy(object, writtenArgument(selected, 'orderBy', context.variables));
    const { rows, hasNextPage, cursor } = readRows(ui, plan, { where, orderBy, page });
    loadChildren(context, plan, rows);
    const count = `SELECT COUNT() FROM ${object.name}${where === '' ? '' : ` WHERE ${where}`}`;
    return {
        nodes: rows.map((row) => ({ object, row })),
        offset: page.offset,
        hasNextPage,
        cursor,
        totalCount: () => ui.org.query(ui.session, count, { base: ui.base }).totalSize,
    };
}

/** A record by its id, with what is selected of it; undefined when the user does not see it. */
export function queryRecord(
    context: GraphContext,
    types: SchemaTypes,
    object: ObjectType,
    id: string,
    selected: { info: GraphQLResolveInfo; place: string; field: SelectedField },
): GraphRecord | undefined {
    const { ui } = context;
    const planner = new Planner(context, types, selected.info);
    const plan = planner.record(object, selected.field.nodes, selected.place, 1);
    const soql = querySoql(plan, { from: object.name, where: `Id = '${id}'`, orderBy: '', limit: 1, offset: 0 });
    const [row] = ui.org.query(ui.session, soql, { base: ui.base }).records;
    if (!row) return undefined;
    loadChildren(context, plan, [row]);
    return { object, row };
}

/** Adds a plan to another of the same object. */
function merge(target: RecordPlan, { columns, parents, children }: RecordPlan): void {
    for (const one of columns) target.columns.add(one);
    for (const [name, parent] of parents) {
        const known = target.parents.get(name);
        if (!known) target.parents.set(name, parent);
        else
            for (const [type, plan] of parent.plans) {
                const own = known.plans.get(type);
                if (own) merge(own, plan);
                else known.plans.set(type, plan);
            }
    }
    for (const child of children) {
        const isTaken = target.children.some((one) => one.isInline && one.relationship === child.relationship);
        target.children.push(isTaken ? { ...child, isInline: false } : child);
    }
}

interface Rows {
    readonly rows: readonly QueryRecord[];
    readonly hasNextPage: boolean;
    readonly cursor: (index: number) => string;
}

function readRows(
    ui: UiContext,
    plan: RecordPlan,
    { where, orderBy, page }: { where: string; orderBy: string; page: AskedPage },
): Rows {
    if (page.upperBound !== undefined) return readBounded(ui, plan, { where, orderBy, page, bound: page.upperBound });
    const { first, offset } = page;
    const soql = querySoql(plan, { from: plan.object.name, where, orderBy, limit: first + 1, offset });
    const { records } = ui.org.query(ui.session, soql, { base: ui.base, pageSize: first + 1 });
    return {
        rows: records.slice(0, first),
        hasNextPage: records.length > first,
        cursor: (index) => writeCursor(offset + index + 1),
    };
}

/** With an upper bound all pages come from one query, whose locator is in the cursors. */
function readBounded(
    ui: UiContext,
    plan: RecordPlan,
    { where, orderBy, page, bound }: { where: string; orderBy: string; page: AskedPage; bound: number },
): Rows {
    const { first, offset, locator } = page;
    const soql = querySoql(plan, { from: plan.object.name, where, orderBy, limit: bound, offset: 0 });
    const answer =
        locator === undefined
            ? ui.org.query(ui.session, soql, { base: ui.base, pageSize: first })
            : ui.org.queryMore(ui.session, `${locator}-${offset}`, ui.base);
    const rows = answer.records.slice(0, first);
    const known = answer.nextRecordsUrl?.split('/').at(-1)?.split('-')[0] ?? locator;
    const hasNextPage = offset + rows.length < answer.totalSize;
    return { rows, hasNextPage, cursor: (index) => writeCursor(offset + index + 1, known) };
}

/** Reads what the statement of the parents could not hold, level by level. */
function loadChildren(context: GraphContext, plan: RecordPlan, rows: readonly QueryRecord[]): void {
    for (const child of plan.children) loadList(context, child, rows);
    for (const [name, { plans }] of plan.parents) {
        const parents = rows.flatMap((row) => (row[name] as QueryRecord | null | undefined) ?? []);
        for (const [type, own] of plans)
            loadChildren(
                context,
                own,
                parents.filter(({ attributes }) => attributes.type === type || plans.size === 1),
            );
    }
}

function loadList(context: GraphContext, child: ChildPlan, parents: readonly QueryRecord[]): void {
    const ids = [...new Set(parents.flatMap(({ Id }) => (typeof Id === 'string' ? Id : [])))];
    const rows = child.isInline ? undefined : readLists(context.ui, child, ids);
    const totals = child.wantsTotal ? readTotals(context.ui, child, ids) : undefined;
    if (rows ?? totals) context.children.set(child.place, { ...(rows ? { rows } : {}), ...(totals ? { totals } : {}) });
    const all = rows
        ? [...rows.values()].flat()
        : parents.flatMap((row) => (row[child.relationship] as ChildRecords | null | undefined)?.records ?? []);
    loadChildren(context, child.plan, all);
}

function idList(ids: readonly string[]): string {
    return ids.map((id) => `'${id}'`).join(', ');
}

/** The lists of several parents, in one statement. */
function readLists(ui: UiContext, child: ChildPlan, ids: readonly string[]): Map<string, readonly QueryRecord[]> {
    const parent = child.field.reference?.to.find(
        (name) => ui.org.schema.object(name)?.keyPrefix === ids[0]?.slice(0, 3),
    );
    if (ids.length === 0 || parent === undefined) return new Map();
    const soql = `SELECT Id, (${childSoql(child)}) FROM ${parent} WHERE Id IN (${idList(ids)})`;
    const { records } = ui.org.query(ui.session, soql, { base: ui.base });
    return new Map(
        records.map((row) => [String(row['Id']), (row[child.relationship] as ChildRecords | null)?.records ?? []]),
    );
}

function readTotals(ui: UiContext, { field, plan, where }: ChildPlan, ids: readonly string[]): Map<string, number> {
    if (ids.length === 0) return new Map();
    const condition = `${field.name} IN (${idList(ids)})${where === '' ? '' : ` AND ${where}`}`;
    const soql = `SELECT ${field.name} parent, COUNT(Id) total FROM ${plan.object.name} WHERE ${condition} GROUP BY ${field.name}`;
    const { records } = ui.org.query(ui.session, soql, { base: ui.base });
    return new Map(records.map((row) => [String(row['parent']), Number(row['total'])]));
}

/** A list of children of a record that was read. */
export function childConnection(
    context: GraphContext,
    record: GraphRecord,
    child: ObjectType,
    relationship: string,
    info: GraphQLResolveInfo,
): GraphConnection<GraphRecord> {
    const { first, offset } = readPage(argumentsOf(info, info.parentType, selectedOf(info)));
    const loaded = context.children.get(placeOf(info.path));
    const id = String(record.row['Id']);
    const inline = record.row[relationship] as ChildRecords | null | undefined;
    const rows = loaded?.rows ? (loaded.rows.get(id) ?? []) : (inline?.records ?? []);
    return {
        nodes: rows.slice(offset, offset + first).map((row) => ({ object: child, row })),
        offset,
        hasNextPage: rows.length > offset + first,
        cursor: (index) => writeCursor(offset + index + 1),
        totalCount: () => loaded?.totals?.get(id) ?? 0,
    };
}
