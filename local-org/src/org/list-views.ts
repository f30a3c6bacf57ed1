/** List views of the metadata as queries (REST API developer guide, "List Views"). */
import { OrgError } from '../schema/errors.ts';
import { isNumeric } from '../schema/field.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import type { XmlElement } from '../metadata/xml.ts';

/** What a list view's metadata calls the fields that every object has. */
const STANDARD_COLUMNS: Readonly<Record<string, string>> = {
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
};

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

/**
 * The query of a list view.
 * @param isVisible says which fields the user may read: others are left out as columns, and refuse as filters
 * @throws OrgError INVALID_FIELD for a filter on a field that the user may not read
 */
export function listQuery(
    schema: Schema,
    object: ObjectType,
    view: XmlElement,
    isVisible: (owner: ObjectType, field: Field) => boolean,
): ListQuery {
    const columns = view.values('columns').flatMap((name) => {
        const column = listColumn(schema, object, name);
        return column && isVisible(column.owner, column.field) ? [column] : [];
    });
    const conditions = view.all('filters').map((filter) => condition(schema, object, filter, isVisible));
    const where = combined(view.value('booleanFilter'), conditions, view.value('filterScope') ?? 'Everything');
    const fields = [...new Set(['Id', ...columns.map((column) => column.path)])];
    return {
        columns,
        where,
        soql: `SELECT ${fields.join(', ')} FROM ${object.name}${where === '' ? '' : ` WHERE ${where}`} ORDER BY Id`,
    };
}

function listColumn(schema: Schema, object: ObjectType, name: string): ListColumn | undefined {
    const path = (STANDARD_COLUMNS[name] ?? name).split('.');
    const [first = '', second] = path;
    if (second !== undefined) {
        const step = schema.parentRelationship(object, first);
        const parent = schema.object(step?.reference?.to[0] ?? '');
        const field = parent && schema.field(parent, second);
        return step && parent && field && { path: path.join('.'), field, owner: parent };
    }
    const field = schema.field(object, first);
    const relationship = field?.reference?.relationshipName;
    if (!field || relationship === undefined) return field && { path: field.name, field, owner: object };
    const parent = schema.object(field.reference?.to[0] ?? '');
    const parentName = [...(parent?.fields.values() ?? [])].find((one) => one.nameField);
    return parentName
        ? { path: `${relationship}.${parentName.name}`, field, owner: object }
        : { path: field.name, field, owner: object };
}

const OPERATORS: Readonly<Record<string, string>> = {
    equals: '=',
    notEqual: '!=',
    lessThan: '<',
    greaterThan: '>',
    lessOrEqual: '<=',
    greaterOrEqual: '>=',
};

function condition(
    schema: Schema,
    object: ObjectType,
    filter: XmlElement,
    isVisible: (owner: ObjectType, field: Field) => boolean,
): string {
    const name = filter.value('field') ?? '';
    const column = listColumn(schema, object, name);
    if (!column || !isVisible(column.owner, column.field))
        throw new OrgError('INVALID_FIELD', `Could not resolve list view column: ${name}`);
    const operation = filter.value('operation') ?? 'equals';
    const value = filter.value('value') ?? '';
    const { path, field } = column;
    if (value === '') return `${path} ${operation === 'notEqual' ? '!=' : '='} NULL`;
    const values = value.split(',').map((one) => one.trim());
    switch (operation) {
        case 'contains':
            return any(values.map((one) => `${path} LIKE ${text(`%${one}%`)}`));
        case 'notContain':
            return `(NOT ${any(values.map((one) => `${path} LIKE ${text(`%${one}%`)}`))})`;
        case 'startsWith':
            return any(values.map((one) => `${path} LIKE ${text(`${one}%`)}`));
        case 'includes':
        case 'excludes':
            return `${path} ${operation.toUpperCase()} (${values.map(text).join(', ')})`;
        default: {
            const all = values.map((one) => `${path} ${OPERATORS[operation] ?? '='} ${literal(field, one)}`);
            return operation === 'notEqual' ? `(${all.join(' AND ')})` : any(all);
        }
    }
}

function any(conditions: readonly string[]): string {
    return conditions.length === 1 ? (conditions[0] ?? '') : `(${conditions.join(' OR ')})`;
}

/** A value as SOQL writes it: dates may be literals such as `NEXT_N_DAYS:30` or `TODAY`. */
function literal(field: Field, value: string): string {
    if (field.type === 'boolean') return value === '1' || value.toLowerCase() === 'true' ? 'TRUE' : 'FALSE';
    if (isNumeric(field) || field.type === 'date' || field.type === 'datetime') return value;
    return text(value);
}

function text(value: string): string {
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** `1 AND (2 OR 3)`; without it all filters must hold. */
function combined(booleanFilter: string | undefined, conditions: readonly string[], scope: string): string {
    const filters =
        booleanFilter?.replace(/\d+/g, (number) => conditions[Number(number) - 1] ?? 'Id != NULL') ??
        conditions.join(' AND ');
    const mine = scope === 'Mine' ? 'OwnerId = $me' : '';
    return [filters === '' ? '' : booleanFilter === undefined ? filters : `(${filters})`, mine]
        .filter((part) => part !== '')
        .join(' AND ');
}
