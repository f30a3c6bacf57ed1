/** AggregateResult: the rows of queries with totals. */
import { Big } from 'bigdecimal.js';
import type { ObjectType } from '../../schema/model.ts';
import type { PreparedQuery } from '../../soql/index.ts';
import { SObjectValue } from '../run/sobject.ts';
import type { Value } from '../run/values.ts';
import { dayOf, instantOf, textOf } from './wire.ts';

/** It is no object of the schema; its fields are what the query names. */
export const AGGREGATE_RESULT: ObjectType = {
    name: 'AggregateResult',
    label: 'Aggregate Result',
    labelPlural: 'Aggregate Results',
    custom: false,
    fields: new Map(),
    recordTypes: [],
    validationRules: [],
    sharingModel: 'FullAccess',
    sharingReasons: [],
    sharingRules: [],
    kind: 'standard',
    createable: false,
    updateable: false,
    deletable: false,
    queryable: false,
    searchable: false,
    undeletable: false,
    historyEnabled: false,
    setup: false,
};

/** The rows of a query with totals; values by the alias, or `expr0` … */
export function totalsOf(query: PreparedQuery): SObjectValue[] {
    const columns = query.columns.columnMetadata;
    const types = new Map(columns.map(({ columnName, apexType }) => [columnName.toLowerCase(), apexType]));
    const texts = new Map(columns.map(({ columnName, displayName }) => [columnName.toLowerCase(), displayName]));
    return query.all().map((record) => {
        const made = new SObjectValue(AGGREGATE_RESULT);
        for (const name in record) {
            if (name === 'attributes') continue;
            const key = name.toLowerCase();
            const isCount = /^count(_distinct)?\b/i.test(texts.get(key) ?? '');
            made.fields[name] = valueOf(isCount ? 'Integer' : types.get(key), record[name]);
        }
        return made;
    });
}

function valueOf(type: string | null | undefined, value: unknown): Value {
    if (value === null || value === undefined) return null;
    switch (type) {
        case 'Integer':
            return typeof value === 'number' ? value : null;
        case 'Double':
        case 'Decimal':
            return Big(textOf(value));
        case 'Boolean':
            return value === true;
        case 'Date':
            return dayOf(textOf(value));
        case 'DateTime':
            return instantOf(textOf(value));
        default:
            return typeof value === 'number' ? Big(value) : (value as Value);
    }
}
