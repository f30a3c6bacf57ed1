/** The SELECT list of a query for records: which columns the statement needs, and what is made of them. */
import type { Field } from '../../schema/model.ts';
import type { Call, Path, Query, SelectItem } from '../ast.ts';
import { addBelow, fieldColumn, functionColumn, type ColumnMetadata } from '../columns.ts';
import { malformed } from '../errors.ts';
import { formatterOf } from '../format.ts';
import { plainReader, recordUrl, shapeOf, type Columns, type Reader, type RecordShape } from '../shape.ts';
import { isAggregate } from './aggregates.ts';
import { planChildren } from './children.ts';
import { NO_CURRENCIES } from './conditions.ts';
import type { PlanContext } from './context.ts';
import { compoundParts, distanceFunction, isDateFunction, labelSql } from './functions.ts';
import type { Located, Names } from './names.ts';
import type { Found, ParentSource } from './sources.ts';
import { planTypeOf } from './typeof.ts';

/** How many records FIELDS(ALL) and FIELDS(CUSTOM) give at most. */
const MAX_ALL_FIELDS = 200;

/** What a SELECT list is planned into. */
export interface Selection {
    readonly context: PlanContext;
    readonly names: Names;
    readonly columns: Columns;
    readonly shape: RecordShape;
    readonly metadata: ColumnMetadata[];
    /** How deep the query lies in others: 0 for the query itself. */
    readonly depth: number;
}

/** Plans the SELECT list of a query for records. */
export function planSelection(
    context: PlanContext,
    names: Names,
    query: Query,
    columns: Columns,
    depth: number,
): Selection {
    const shape = shapeOf(context.schema, names.root, columns);
    const selection: Selection = { context, names, columns, shape, metadata: [], depth };
    for (const item of query.select) planItem(selection, item, query);
    return selection;
}

function planItem(selection: Selection, item: SelectItem, query: Query): void {
    if (item.kind === 'children') {
        if (item.alias !== undefined) throw malformed(`unexpected token: '${item.alias}'`);
        planChildren(selection, item.query);
        return;
    }
    if (item.kind === 'typeof') {
        planTypeOf(selection, item);
        return;
    }
    const { expression, alias } = item;
    if (expression.kind === 'call') planCall(selection, expression, alias, query);
    else if (alias !== undefined) throw malformed('only aggregate expressions use field aliasing');
    else addField(selection, selection.names.locate(expression));
}

function planCall(selection: Selection, call: Call, alias: string | undefined, query: Query): void {
    const { context, names, columns } = selection;
    const [argument] = call.arguments;
    if (isAggregate(call.name)) throw malformed('Only root queries support aggregate expressions');
    if (isDateFunction(call.name)) throw malformed(`Field must be grouped or aggregated: ${call.text}`);
    switch (call.name) {
        case 'FIELDS':
            addAllFields(selection, call, query);
            return;
        case 'TOLABEL':
        case 'FORMAT':
            addChanged(selection, call, pathOf(argument, call), alias);
            return;
        case 'CONVERTCURRENCY':
            throw malformed(NO_CURRENCIES);
        case 'DISTANCE': {
            const index = columns.add(distanceFunction(context, names, call).sql);
            addMember(
                selection,
                alias ?? nextName(selection),
                (row) => row[index],
                functionColumn(alias ?? 'expr0', call.text, 'number'),
            );
            return;
        }
        default:
            throw malformed(`unexpected token: '${call.text}'`);
    }
}

function pathOf(argument: Call['arguments'][number] | undefined, call: Call): Path {
    if (argument?.kind === 'path') return argument;
    const inner = argument?.kind === 'call' ? argument : call;
    throw malformed(
        isAggregate(inner.name)
            ? 'Only root queries support aggregate expressions'
            : `unexpected token: '${call.text}'`,
    );
}

function nextName({ metadata }: Selection): string {
    return `expr${String(metadata.filter(({ aggregate, joinColumns }) => aggregate && joinColumns.length === 0).length)}`;
}

/** Source: SOQL and SOSL Reference, "SELECT", "FIELDS()". */
function addAllFields(selection: Selection, call: Call, query: Query): void {
    const { context, names } = selection;
    const [argument] = call.arguments;
    const which = argument?.kind === 'word' ? argument.word : '';
    const limit = query.limit?.kind === 'number' ? query.limit.value : Number.POSITIVE_INFINITY;
    if (which !== 'STANDARD' && limit > MAX_ALL_FIELDS)
        throw malformed(`The SOQL FIELDS function must have a LIMIT of at most ${String(MAX_ALL_FIELDS)}`);
    const { object } = names.root;
    const fields = [...object.fields.values()].filter(
        (field) =>
            context.access.seesField(object, field) && (which === 'ALL' || field.custom === (which === 'CUSTOM')),
    );
    for (const { name } of fields)
        addField(selection, names.locate({ kind: 'path', parts: [name], offset: call.offset }));
}

/** toLabel() and FORMAT(). */
function addChanged(selection: Selection, call: Call, path: Path, alias: string | undefined): void {
    const { context, names, columns } = selection;
    const located = names.locate(path);
    check(context, located);
    const { field } = located;
    if (call.name === 'TOLABEL') {
        const index = columns.add(labelSql(located));
        place(selection, located, alias, (row) => row[index], call);
        return;
    }
    const index = columns.add(located.sql);
    const format = formatterOf(field.type, field, context.scope);
    place(selection, located, alias, (row) => format(row[index]), call);
}

/** Puts what a function makes of a field where the field would be, or at the alias. */
function place(selection: Selection, located: Located, alias: string | undefined, read: Reader, call: Call): void {
    const column = { ...fieldColumn(located.field, alias ?? located.field.name), displayName: call.text };
    if (alias === undefined) addAt(selection, located.parents, located.field.name, read, column);
    else addMember(selection, alias, read, column);
}

function addField(selection: Selection, located: Located): void {
    check(selection.context, located);
    const read = fieldReader(selection.columns, located, selection.names.root.id);
    addAt(selection, located.parents, located.field.name, read, fieldColumn(located.field));
}

/** WITH SECURITY_ENFORCED asks for the field, and for the references on the way to it. */
function check(context: PlanContext, { object, field, parents }: Located): void {
    context.checkSecured(object, field);
    for (const { source } of parents) if (source.object) context.checkSecured(source.object);
}

/** Adds a member to the record, or to one of its parents. */
export function addAt(
    selection: Selection,
    parents: readonly ParentSource[],
    name: string,
    read: Reader,
    column: ColumnMetadata,
): void {
    const { context, columns, metadata } = selection;
    let { shape } = selection;
    for (const { name: parent, source } of parents) {
        const next = shape.parent(parent, () => shapeOf(context.schema, source, columns));
        if (!next) throw malformed(`duplicate field selected: ${parent}`);
        shape = next;
    }
    if (!shape.add(name, read))
        throw malformed(`duplicate field selected: ${[...parents.map((one) => one.name), name].join('.')}`);
    addBelow(
        metadata,
        parents.map((one) => ({ name: one.name, foreignKey: foreignKeyOf(one.name) })),
        column,
    );
}

function foreignKeyOf(relationship: string): string {
    return relationship.endsWith('__r') ? relationship.replace(/__r$/, '__c') : `${relationship}Id`;
}

/** Adds a member to the record itself. */
export function addMember(selection: Selection, name: string, read: Reader, column: ColumnMetadata): void {
    addAt(selection, [], name, read, column);
}

/**
 * Reads a field.
 * @param id column of the record, which the URL of a file holds
 */
export function fieldReader(columns: Columns, found: Found, id: string): Reader {
    const { field, sql, object, frame } = found;
    switch (field.type) {
        case 'location':
        case 'address':
            return compoundReader(columns, found);
        case 'base64':
            // REST gives the place of a file, not its content, which is not even read
            return fileReader(columns.add(`${sql} IS NOT NULL`), columns.add(frame?.id ?? id), object.name, field);
        default:
            return plainReader(field.type, columns.add(sql));
    }
}

function fileReader(hasFile: number, id: number, type: string, { name }: Field): Reader {
    return (row, version) => (row[hasFile] === 1 ? `${recordUrl(version, type, String(row[id]))}/${name}` : null);
}

/** An address has two parts more than its fields are here. */
const ADDRESS_PARTS = ['city', 'country', 'geocodeAccuracy', 'latitude', 'longitude', 'postalCode', 'state', 'street'];

function compoundReader(columns: Columns, found: Found): Reader {
    const indexes = new Map(
        compoundParts(found).map(({ part, sql }) => [part.charAt(0).toLowerCase() + part.slice(1), columns.add(sql)]),
    );
    const names = found.field.type === 'address' ? ADDRESS_PARTS : ['latitude', 'longitude'];
    return (row) => {
        const values = names.map((name): [string, unknown] => {
            const index = indexes.get(name);
            return [name, index === undefined ? null : row[index]];
        });
        return values.every(([, value]) => value === null) ? null : Object.fromEntries(values);
    };
}
