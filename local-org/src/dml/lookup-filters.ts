/** Lookup filters: conditions on the record that is referred to. Source: Salesforce help, "Lookup filters". */
import { findPath } from '../computed/field-info.ts';
import { toColumn } from '../computed/formulas.ts';
import { combineFilters, type Logic } from '../schema/filters.ts';
import type { Field, FilterItem, ObjectType } from '../schema/model.ts';
import type { Value } from '../store/store.ts';
import { fail, type DmlContext, type Work } from './context.ts';
import type { RecordValues } from './record-values.ts';
import type { StoredRecord } from './values.ts';

/** A lookup of one object to another. */
export interface Lookup {
    readonly object: ObjectType;
    readonly field: Field;
    readonly target: ObjectType;
}

/** The fields of the record itself that the filter of a lookup reads. */
export function filterReads(field: Field): string[] {
    const filter = field.reference?.filter;
    if (!filter?.active) return [];
    return filter.items
        .flatMap((item) => [item.field, item.valueField ?? ''])
        .filter((path) => path.startsWith('$Source.'))
        .map((path) => path.split('.')[1] ?? '');
}

/** A filter that is not optional refuses parents that do not fit. */
export function checkFilter(
    context: DmlContext,
    values: RecordValues,
    lookup: Lookup,
    work: Work,
    parent: StoredRecord,
): void {
    const filter = lookup.field.reference?.filter;
    if (!filter?.active || filter.isOptional) return;
    const read = (path: string): Value => operand(context, values, lookup, path, work.record, parent);
    const holds = filter.items.map((item) => itemHolds(item, read));
    if (combine(filter.booleanFilter, holds)) return;
    const message = filter.errorMessage ?? 'Value does not exist or does not match filter criteria.';
    fail(work, 'FIELD_FILTER_VALIDATION_EXCEPTION', message, [lookup.field.name]);
}

/** A side of a condition is a field of the parent (`Parent__c.Field__c`), of the record (`$Source.Field__c`), or a global. */
function operand(
    { schema }: DmlContext,
    values: RecordValues,
    { object, target }: Lookup,
    path: string,
    record: StoredRecord,
    parent: StoredRecord,
): Value {
    const [root = '', ...rest] = path.split('.');
    const isOwn = root === '$Source';
    if (root.startsWith('$') && !isOwn) return toColumn(values.reader(object, record)(path));
    const [owner, source] = isOwn ? [object, record] : [target, parent];
    const found = findPath(schema, owner, rest);
    if (!found) throw new Error(`${object.name}: a lookup filter reads ${path}, which does not exist`);
    const value = toColumn(values.reader(owner, source)(rest.join('.')));
    // metadata writes the values of checkboxes as words
    return found.field.type === 'boolean' ? String(value === 1) : value;
}

function itemHolds(item: FilterItem, read: (path: string) => Value): boolean {
    const right = item.valueField === undefined ? (item.value ?? '') : read(item.valueField);
    return compare(item.operation, read(item.field), right);
}

const LOGIC: Logic<boolean> = {
    and: (left, right) => left && right,
    or: (left, right) => left || right,
    not: (value) => !value,
};

/** `1 AND (2 OR 3)`; without it all conditions must hold. */
function combine(booleanFilter: string | undefined, holds: readonly boolean[]): boolean {
    return booleanFilter === undefined ? holds.every(Boolean) : combineFilters(booleanFilter, holds, LOGIC);
}

function compare(operation: string, left: Value, right: Value): boolean {
    const a = text(left);
    const any = text(right)
        .split(',')
        .map((one) => one.trim());
    switch (operation) {
        case 'equals':
            return any.includes(a);
        case 'notEqual':
            return !any.includes(a);
        case 'contains':
            return any.some((b) => a.includes(b));
        case 'notContain':
            return !any.some((b) => a.includes(b));
        case 'startsWith':
            return any.some((b) => a.startsWith(b));
        case 'includes':
            return any.some((b) => a.split(';').includes(b));
        case 'excludes':
            return !any.some((b) => a.split(';').includes(b));
        case 'lessThan':
            return left !== null && ordered(left, right) < 0;
        case 'greaterThan':
            return left !== null && ordered(left, right) > 0;
        case 'lessOrEqual':
            return left !== null && ordered(left, right) <= 0;
        case 'greaterOrEqual':
            return left !== null && ordered(left, right) >= 0;
        default:
            throw new Error(`a lookup filter compares with ${operation}, which a local org cannot`);
    }
}

function text(value: Value): string {
    return typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : '';
}

function ordered(left: Value, right: Value): number {
    const [a, b] = [Number(left), Number(right)];
    if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
    return text(left) < text(right) ? -1 : text(left) > text(right) ? 1 : 0;
}
