/** `/updated` and `/deleted` of an object (REST API developer guide, "sObject Get Updated / Get Deleted"). */
import { deletedRecords, updatedRecords } from '../../org/replication.ts';
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { allow, type RestAnswer, type RestRequest } from './context.ts';

/** @throws OrgError when the period is missing, reversed, or begins more than 30 days ago */
export function changedRecords(request: RestRequest, object: ObjectType, what: 'updated' | 'deleted'): RestAnswer {
    allow(request, 'GET');
    const { org, session } = request;
    const find = what === 'updated' ? updatedRecords : deletedRecords;
    return { body: find(org, session, object, { start: instant(request, 'start'), end: instant(request, 'end') }) };
}

function instant({ query }: RestRequest, name: string): number {
    // a plus that was not encoded arrives as a space
    const text = (query[name] ?? '').replace(/ (\d\d:?\d\d)$/, '+$1');
    const value = Date.parse(text);
    if (Number.isNaN(value) || !/^\d{4}-\d\d-\d\dT/.test(text))
        throw new OrgError('MALFORMED_QUERY', `${name} must be a date and time`);
    return value;
}
