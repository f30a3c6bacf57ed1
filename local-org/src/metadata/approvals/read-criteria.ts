/** The criteria of a process or a step (Metadata API developer guide, "ApprovalEntryCriteria"). */
import type { ApprovalCriteria } from '../../schema/approval-process.ts';
import { combineFilters, fieldOfFilter, FILTER_OPERATIONS } from '../../schema/filters.ts';
import type { FilterItem, ObjectType } from '../../schema/model.ts';
import { isStored } from '../../store/tables.ts';
import { filterItem } from '../custom-field.ts';
import type { XmlElement } from '../xml.ts';

/** Checks the form of a logic, whatever its operands are. */
const SAME = {
    and: (left: FilterItem) => left,
    or: (left: FilterItem) => left,
    not: (item: FilterItem) => item,
};

const MOMENT = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?$/;

/** @throws Error for criteria that name what is not there, or what cannot be asked here */
export function readCriteria(xml: XmlElement | undefined, object: ObjectType): ApprovalCriteria | undefined {
    if (!xml || xml.children.length === 0) return undefined;
    const items = xml.all('criteriaItems').map((item) => filterItem(item));
    const formula = xml.value('formula');
    const booleanFilter = xml.value('booleanFilter');
    if (formula !== undefined && items.length > 0) throw new Error('criteria are a formula or items, not both');
    for (const item of items) checkItem(item, object);
    if (booleanFilter !== undefined) combineFilters(booleanFilter, items, SAME);
    return {
        items,
        ...(formula === undefined ? {} : { formula }),
        ...(booleanFilter === undefined ? {} : { booleanFilter }),
    };
}

function checkItem(item: FilterItem, object: ObjectType): void {
    const [first = '', second, third] = item.field.split('.');
    const isOwn = second === undefined || (first === object.name && third === undefined);
    const field = isOwn ? object.fields.get(fieldOfFilter(item)) : undefined;
    if (!isOwn) throw new Error(`criteria look at fields of ${object.name} here, not at ${item.field}`);
    if (!field) throw new Error(`no CustomField named ${object.name}.${item.field} found`);
    if (!isStored(field)) throw new Error(`criteria cannot look at ${item.field}, which is computed; use a formula`);
    if (!FILTER_OPERATIONS.has(item.operation))
        throw new Error(`'${item.operation}' is not a valid value for the enum 'FilterOperation'`);
    if (field.name === 'RecordTypeId' && !['equals', 'notEqual'].includes(item.operation))
        throw new Error(`record types cannot be compared with ${item.operation}`);
    if (item.valueField !== undefined) throw new Error('criteria compare with values, not with fields');
    const isMoment = field.type === 'date' || field.type === 'datetime';
    if (isMoment && (item.value ?? '') !== '' && !MOMENT.test(item.value ?? ''))
        throw new Error(`${item.field}: '${item.value ?? ''}' is no date that can be compared here; use a formula`);
}
