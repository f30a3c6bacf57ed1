/** Which records changed or were deleted in a period (REST API developer guide, "sObject Get Updated / Get Deleted"). */
import { wireInstant } from '../../dml/values.ts';
import { sharingCondition } from '../../access/sharing.ts';
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';
import { allow, type RestAnswer, type RestRequest } from './context.ts';

const DAY_MS = 86_400_000;

/** @throws OrgError when the period is missing, reversed, or begins more than 30 days ago */
export function changedRecords(request: RestRequest, object: ObjectType, what: 'updated' | 'deleted'): RestAnswer {
    allow(request, 'GET');
    if (!['IsDeleted', 'SystemModstamp'].every((name) => object.fields.has(name)))
        throw new OrgError('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support replication`);
    const [start, end] = [instant(request, 'start'), instant(request, 'end')];
    if (end <= start) throw new OrgError('INVALID_REPLICATION_DATE', 'startDate cannot be after endDate');
    if (start < request.org.now() - 30 * DAY_MS)
        throw new OrgError('INVALID_REPLICATION_DATE', 'startDate before org replication enabled date');
    const { schema, store } = request.org;
    const { permissions, sharing } = request.session;
    const condition = sharingCondition({ schema, permissions, sharing }, object, 'read');
    const deleted = what === 'deleted' ? 1 : 0;
    const rows = store.all<{ Id: string; SystemModstamp: number }>(
        `SELECT t.Id, t.SystemModstamp FROM ${quoted(object.name)} t
         WHERE t.SystemModstamp >= ? AND t.SystemModstamp <= ? AND t.IsDeleted = ${String(deleted)} AND ${condition?.sql ?? '1'}`,
        [start, end, ...(condition?.params ?? [])],
    );
    const latestDateCovered = wireInstant(end);
    if (what === 'updated') return { body: { ids: rows.map((row) => row.Id), latestDateCovered } };
    const deletedRecords = rows.map(({ Id, SystemModstamp }) => ({ id: Id, deletedDate: wireInstant(SystemModstamp) }));
    return { body: { deletedRecords, earliestDateAvailable: wireInstant(start), latestDateCovered } };
}

function instant({ query }: RestRequest, name: string): number {
    // a plus that was not encoded arrives as a space
    const text = (query[name] ?? '').replace(/ (\d\d:?\d\d)$/, '+$1');
    const value = Date.parse(text);
    if (Number.isNaN(value) || !/^\d{4}-\d\d-\d\dT/.test(text))
        throw new OrgError('MALFORMED_QUERY', `${name} must be a date and time`);
    return value;
}
