/** List views of the metadata as queries (REST API developer guide, "List Views"). */
import type { Permissions } from '../access/permissions.ts';
import { OrgError } from '../schema/errors.ts';
import { toId18 } from '../schema/ids.ts';
import { isNumeric } from '../schema/field.ts';
import type { Field, GroupName, ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import type { XmlElement } from '../metadata/xml.ts';
import type { Org } from './org.ts';
import type { Session } from './session.ts';

/** A list view of an object, as the metadata defines it. */
export interface ListView {
    readonly id: string;
    readonly developerName: string;
    readonly label: string;
    readonly xml: XmlElement;
}

/** Whom a list view may be shared with, by the element that names him. */
const SHARED_TO: Readonly<Record<string, GroupName['type']>> = {
    group: 'Regular',
    queue: 'Queue',
    role: 'Role',
    roleAndSubordinates: 'RoleAndSubordinates',
    roleAndSubordinatesInternal: 'RoleAndSubordinates',
};

/** The list views of an object that a user sees, by label: those shared with everybody, or with a group of his. */
export function visibleListViews({ store, metadata }: Org, session: Session, object: ObjectType): ListView[] {
    const sql = 'SELECT Id, DeveloperName, Name FROM "ListView" WHERE SobjectType = ? ORDER BY Name';
    const rows = store.all<{ Id: string; DeveloperName: string; Name: string }>(sql, [object.name]);
    return rows.flatMap(({ Id, DeveloperName, Name }) => {
        const xml = metadata.all('listView').get(`${object.name}.${DeveloperName}`);
        return xml && isSharedWith(session, xml) ? [{ id: Id, developerName: DeveloperName, label: Name, xml }] : [];
    });
}

/** A list view among those that a user sees, by its id or its API name. */
export function findListView(views: readonly ListView[], wanted: string): ListView | undefined {
    return views.find(({ id, developerName }) => id === toId18(wanted) || developerName === wanted);
}

/** Metadata API developer guide, "ListView", `sharedTo`: without it, a list view is everybody's. */
function isSharedWith({ sharing }: Session, view: XmlElement): boolean {
    const shared = view.child('sharedTo')?.children ?? [];
    if (shared.length === 0) return true;
    return shared.some(({ name, text }) => {
        if (name === 'allInternalUsers') return true;
        const type = SHARED_TO[name];
        return type !== undefined && sharing.isIn({ type, developerName: text });
    });
}

/** What a list view's metadata calls the fields that every object has. */
const STANDARD_COLUMNS: ReadonlyMap<string, string> = new Map(
    Object.entries({
        NAME: 'Name',
        CREATED_DATE: 'CreatedDate',
        CREATEDBY_USER: 'CreatedBy.Name',
        'CREATEDBY_USER.ALIAS': 'CreatedBy.Alias',
        LAST_UPDATE: 'LastModifiedDate',
        UPDATEDBY_USER: 'LastModifiedBy.Name',
        'UPDATEDBY_USER.ALIAS': 'LastModifiedBy.Alias',
        'OWNER.ALIAS': 'Owner.Alias',
        'OWNER.FIRST_NAME': 'Owner.FirstName',
        'OWNER.LAST_NAME': 'Owner.LastName',
        RECORDTYPE: 'RecordType.Name',
    }),
);

/** A column of a list view: the field, or the name of the record that a lookup refers to. */
export interface ListColumn {
    readonly path: string;
    readonly field: Field;
    readonly owner: ObjectType;
}

/** A list view as the query that gives its records. */
export interface ListQuery {
    readonly columns: readonly ListColumn[];
    readonly where: string;
    readonly soql: string;
}

/** What a list view is read for: the fields of an object, as far as a user may read them. */
export interface Reading {
    readonly schema: Schema;
    readonly object: ObjectType;
    readonly permissions: Permissions;
}

/**
 * The query of a list view. Columns that the user may not read are left out.
 * @throws OrgError INVALID_FIELD for a filter on a field that there is not, or that the user may not read
 */
export function listQuery(
    schema: Schema,
    object: ObjectType,
    view: XmlElement,
    { userId, permissions }: Pick<Session, 'userId' | 'permissions'>,
): ListQuery {
    const reading = { schema, object, permissions };
    const columns = view.values('columns').flatMap((name) => listColumn(reading, name) ?? []);
    const conditions = view.all('filters').map((filter) => condition(reading, filter));
    const isMine = view.value('filterScope') === 'Mine' && object.fields.has('OwnerId');
    const where = combined(view.value('booleanFilter'), conditions, isMine ? [`OwnerId = '${userId}'`] : []);
    const fields = [...new Set(['Id', ...columns.map((column) => column.path)])];
    return {
        columns,
        where,
        soql: `SELECT ${fields.join(', ')} FROM ${object.name}${where === '' ? '' : ` WHERE ${where}`} ORDER BY Id`,
    };
}

/** A column, when every field on the way to it is one that the user may read. */
export function listColumn({ schema, object, permissions }: Reading, name: string): ListColumn | undefined {
    const path = (STANDARD_COLUMNS.get(name) ?? name).split('.');
    const [first = '', second] = path;
    const isVisible = (owner: ObjectType, field: Field): boolean => permissions.field(owner, field).read;
    if (second !== undefined) {
        const step = schema.parentRelationship(object, first);
        const parent = schema.object(step?.reference?.to[0] ?? '');
        const field = parent && schema.field(parent, second);
        const isKnown = step && field && isVisible(object, step) && isVisible(parent, field) && path.length === 2;
        return isKnown ? { path: path.join('.'), field, owner: parent } : undefined;
    }
    const field = schema.field(object, first);
    if (!field || !isVisible(object, field)) return undefined;
    const relationship = field.reference?.relationshipName;
    if (relationship === undefined) return { path: field.name, field, owner: object };
    const parent = schema.object(field.reference?.to[0] ?? '');
    const parentName = [...(parent?.fields.values() ?? [])].find((one) => one.nameField);
    return parent && parentName && isVisible(parent, parentName)
        ? { path: `${relationship}.${parentName.name}`, field, owner: object }
        : { path: field.name, field, owner: object };
}

const OPERATORS: ReadonlyMap<string, string> = new Map(
    Object.entries({
        equals: '=',
        notEqual: '!=',
        lessThan: '<',
        greaterThan: '>',
        lessOrEqual: '<=',
        greaterOrEqual: '>=',
    }),
);

function condition(reading: Reading, filter: XmlElement): string {
    const name = filter.value('field') ?? '';
    const column = listColumn(reading, name);
    if (!column) throw new OrgError('INVALID_FIELD', `Could not resolve list view column: ${name}`);
    const operation = filter.value('operation') ?? 'equals';
    const values = divided(filter.value('value') ?? '');
    const { path, field } = column;
    if (values.length === 0) return `${path} ${operation === 'notEqual' ? '!=' : '='} NULL`;
    switch (operation) {
        case 'contains':
            return any(values.map((one) => `${path} LIKE ${pattern('%', one)}`));
        case 'notContain':
            return `(NOT ${any(values.map((one) => `${path} LIKE ${pattern('%', one)}`))})`;
        case 'startsWith':
            return any(values.map((one) => `${path} LIKE ${pattern('', one)}`));
        case 'includes':
        case 'excludes':
            return `${path} ${operation.toUpperCase()} (${values.map(text).join(', ')})`;
    }
    const operator = OPERATORS.get(operation);
    // a filter that is not understood must not let more through
    if (operator === undefined)
        throw new OrgError('INVALID_FILTER_OPERATOR', `The list view's operation ${operation} is not supported`);
    const all = values.map((one) => `${path} ${operator} ${literal(field, one)}`);
    return operation === 'notEqual' ? `(${all.join(' AND ')})` : any(all);
}

/** Values are divided by commas; one that holds a comma itself stands in quotes. */
function divided(value: string): string[] {
    const found = value.match(/"[^"]*"|[^,]+/g) ?? [];
    return found.map((one) => one.trim().replace(/^"(.*)"$/s, '$1')).filter((one) => one !== '');
}

function pattern(before: string, value: string): string {
    return `'${before}${escaped(value).replace(/[%_]/g, '\\$&')}%'`;
}

function any(conditions: readonly string[]): string {
    return conditions.length === 1 ? (conditions[0] ?? '') : `(${conditions.join(' OR ')})`;
}

/** A value as SOQL writes it: dates may be literals such as `NEXT_N_DAYS:30` or `TODAY`. */
function literal(field: Field, value: string): string {
    if (field.type === 'boolean') return value === '1' || value.toLowerCase() === 'true' ? 'TRUE' : 'FALSE';
    if (isNumeric(field) || field.type === 'date' || field.type === 'datetime' || field.type === 'time') {
        // nothing but one literal, so that a value is never a condition
        if (/^[-+\w:.]+$/.test(value)) return value;
        throw new OrgError('INVALID_QUERY_FILTER_OPERATOR', `${value} is no value of ${field.name}`);
    }
    return text(value);
}

function text(value: string): string {
    return `'${escaped(value)}'`;
}

function escaped(value: string): string {
    return value.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
}

/** `1 AND (2 OR 3)`; without it all filters must hold. */
function combined(
    booleanFilter: string | undefined,
    conditions: readonly string[],
    further: readonly string[],
): string {
    if (booleanFilter === undefined) return [...conditions, ...further].join(' AND ');
    const filters = booleanFilter.replace(/\d+/g, (number) => {
        const one = conditions[Number(number) - 1];
        if (one === undefined) throw new OrgError('INVALID_FILTER_VALUE', `The list view has no filter ${number}`);
        return one;
    });
    return [`(${filters})`, ...further].join(' AND ');
}
