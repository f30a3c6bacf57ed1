/** Which records changed or were deleted in a period (REST API developer guide, "sObject Get Updated / Get Deleted"). */
import { sharingCondition } from '../access/sharing.ts';
import { wireInstant } from '../dml/values.ts';
import { OrgError } from '../schema/errors.ts';
import type { ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import type { Org } from './org.ts';
import type { Session } from './session.ts';

const DAY_MS = 86_400_000;

/** Milliseconds since 1970; both ends count. */
export interface Period {
    readonly start: number;
    readonly end: number;
}

export interface UpdatedRecords {
    readonly ids: readonly string[];
    readonly latestDateCovered: string;
}

export interface DeletedRecords {
    readonly deletedRecords: readonly { readonly id: string; readonly deletedDate: string }[];
    readonly earliestDateAvailable: string;
    readonly latestDateCovered: string;
}

/** @throws OrgError when the period is reversed, begins more than 30 days ago, or the object is not replicated */
export function updatedRecords(org: Org, session: Session, object: ObjectType, period: Period): UpdatedRecords {
    const ids = rowsOf(org, session, object, period, 0).map((row) => row.Id);
    return { ids, latestDateCovered: wireInstant(period.end) };
}

/** @throws OrgError when the period is reversed, begins more than 30 days ago, or the object is not replicated */
export function deletedRecords(org: Org, session: Session, object: ObjectType, period: Period): DeletedRecords {
    const rows = rowsOf(org, session, object, period, 1);
    return {
        deletedRecords: rows.map((row) => ({ id: row.Id, deletedDate: wireInstant(row.SystemModstamp) })),
        earliestDateAvailable: wireInstant(period.start),
        latestDateCovered: wireInstant(period.end),
    };
}

function rowsOf(
    { store, schema, now }: Org,
    { permissions, sharing }: Session,
    object: ObjectType,
    { start, end }: Period,
    deleted: 0 | 1,
): { Id: string; SystemModstamp: number }[] {
    if (!['IsDeleted', 'SystemModstamp'].every((name) => object.fields.has(name)))
        throw new OrgError('INVALID_TYPE_FOR_OPERATION', `entity type ${object.name} does not support replication`);
    if (end <= start) throw new OrgError('INVALID_REPLICATION_DATE', 'startDate cannot be after endDate');
    if (start < now() - 30 * DAY_MS)
        throw new OrgError('INVALID_REPLICATION_DATE', 'startDate before org replication enabled date');
    const condition = sharingCondition({ schema, permissions, sharing }, object, 'read');
    return store.all<{ Id: string; SystemModstamp: number }>(
        `SELECT t.Id, t.SystemModstamp FROM ${quoted(object.name)} t
         WHERE t.SystemModstamp >= ? AND t.SystemModstamp <= ? AND t.IsDeleted = ${String(deleted)} AND ${condition?.sql ?? '1'}`,
        [start, end, ...(condition?.params ?? [])],
    );
}
