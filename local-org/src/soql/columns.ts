/** What REST tells of a query's columns with `columns=true`. */
import type { Field, ObjectType } from '../schema/model.ts';

/** A column; one of a parent or of a subquery has the columns below it. */
export interface ColumnMetadata {
    readonly aggregate: boolean;
    readonly apexType: string | null;
    readonly booleanType: boolean;
    readonly columnName: string;
    readonly custom: boolean;
    readonly displayName: string;
    readonly foreignKeyName: string | null;
    readonly insertable: boolean;
    readonly joinColumns: readonly ColumnMetadata[];
    readonly numberType: boolean;
    readonly textType: boolean;
    readonly updateable: boolean;
}

/** What REST answers with `columns=true`. */
export interface QueryColumns {
    readonly columnMetadata: readonly ColumnMetadata[];
    readonly entityName: string;
    readonly groupBy: boolean;
    readonly idSelected: boolean;
    readonly keyPrefix: string | null;
}

const APEX_TYPES: Readonly<Record<string, string>> = {
    id: 'Id',
    reference: 'Id',
    boolean: 'Boolean',
    int: 'Integer',
    double: 'Double',
    currency: 'Decimal',
    percent: 'Double',
    date: 'Date',
    datetime: 'DateTime',
    time: 'Time',
    base64: 'Blob',
    location: 'Location',
    address: 'Address',
    anyType: 'Object',
};
const NUMBERS = ['Integer', 'Double', 'Decimal'];

const NOTHING: Omit<ColumnMetadata, 'columnName' | 'displayName'> = {
    aggregate: false,
    apexType: null,
    booleanType: false,
    custom: false,
    foreignKeyName: null,
    insertable: false,
    joinColumns: [],
    numberType: false,
    textType: false,
    updateable: false,
};

/** The column of a field. */
export function fieldColumn(field: Field, name = field.name): ColumnMetadata {
    const apexType = APEX_TYPES[field.type] ?? 'String';
    return {
        ...NOTHING,
        ...typeFlags(apexType),
        columnName: name,
        displayName: name,
        custom: field.custom,
        insertable: field.createable,
        updateable: field.updateable,
    };
}

/** The column of a function's result. @param kind of value, as operands have it */
export function functionColumn(name: string, text: string, kind: string): ColumnMetadata {
    const apexType = kind === 'number' || kind === 'distance' ? 'Double' : (APEX_TYPES[kind] ?? 'String');
    return { ...NOTHING, ...typeFlags(apexType), aggregate: true, columnName: name, displayName: text };
}

function typeFlags(apexType: string): Pick<ColumnMetadata, 'apexType' | 'booleanType' | 'numberType' | 'textType'> {
    return {
        apexType,
        booleanType: apexType === 'Boolean',
        numberType: NUMBERS.includes(apexType),
        textType: apexType === 'String',
    };
}

/** Puts the column of a parent's field below the parent; fields of one parent stand together. */
export function addBelow(columns: ColumnMetadata[], parents: readonly ParentColumn[], column: ColumnMetadata): void {
    const [parent, ...rest] = parents;
    if (!parent) {
        columns.push(column);
        return;
    }
    const at = columns.findIndex(({ columnName, aggregate }) => columnName === parent.name && !aggregate);
    const known = columns[at] ?? joined(parent);
    const below = [...known.joinColumns];
    addBelow(below, rest, column);
    if (at < 0) columns.push({ ...known, joinColumns: below });
    else columns[at] = { ...known, joinColumns: below };
}

/** A parent on the way to a field. */
export interface ParentColumn {
    readonly name: string;
    readonly foreignKey: string | null;
}

function joined({ name, foreignKey }: ParentColumn): ColumnMetadata {
    return {
        ...NOTHING,
        columnName: name,
        displayName: name,
        custom: name.endsWith('__r'),
        foreignKeyName: foreignKey,
    };
}

/** The column of a subquery. */
export function childrenColumn(name: string, joinColumns: readonly ColumnMetadata[]): ColumnMetadata {
    return {
        ...NOTHING,
        aggregate: true,
        columnName: name,
        displayName: name,
        custom: name.endsWith('__r'),
        joinColumns,
    };
}

/** All columns of a query. */
export function queryColumns(
    object: ObjectType,
    columnMetadata: readonly ColumnMetadata[],
    groupBy: boolean,
): QueryColumns {
    return {
        columnMetadata,
        entityName: object.name,
        groupBy,
        idSelected: columnMetadata.some(({ columnName }) => columnName === 'Id'),
        keyPrefix: object.keyPrefix ?? null,
    };
}
