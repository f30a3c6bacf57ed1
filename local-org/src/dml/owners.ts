/** Owners: who may become one, who may give a record away, and what goes with the old one. */
import { readPermissions } from '../access/permissions.ts';
import { sharingCondition } from '../access/sharing.ts';
import { isShared, shareName } from '../schema/derived.ts';
import type { ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { alive, fail, type DmlContext, type Work } from './context.ts';
import { textIn } from './values.ts';

/** Checks the owners that an insert or update sets. */
export function checkOwners(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    if (object.setup || !object.fields.has('OwnerId')) return;
    const set = alive(works).filter((work) => isNewOwner(context, work));
    if (set.length === 0) return;
    const refusals = new Map(
        [...new Set(set.map(ownerOf))].map((owner) => [owner, refusalOf(context, object, owner)] as const),
    );
    for (const work of set) {
        const refusal = refusals.get(ownerOf(work));
        if (refusal) fail(work, refusal.statusCode, refusal.message, ['OwnerId']);
    }
    checkTransfer(
        context,
        object,
        alive(set).filter((work) => work.before),
    );
}

/** The user himself may own what he makes; any other owner is looked at. */
function isNewOwner({ userId }: DmlContext, work: Work): boolean {
    const owner = work.record['OwnerId'] ?? null;
    if (owner === null) return false;
    return work.before ? owner !== work.before['OwnerId'] : owner !== userId;
}

function ownerOf(work: Work): string {
    return textIn(work.record, 'OwnerId');
}

function refusalOf(
    context: DmlContext,
    object: ObjectType,
    owner: string,
): { statusCode: string; message: string } | undefined {
    const { store, now, permissions } = context;
    const user = store.get<{ IsActive: number }>('SELECT IsActive FROM "User" WHERE Id = ?', [owner]);
    if (!user) return queueRefusal(context, object, owner);
    if (user.IsActive === 0) {
        const entity = object.name.charAt(0).toLowerCase() + object.name.slice(1);
        const message = `operation performed with inactive user [${owner}] as owner of ${entity}`;
        return { statusCode: 'INACTIVE_OWNER_OR_USER', message };
    }
    if (permissions && !readPermissions(store, owner, now).object(object).read)
        return { statusCode: 'TRANSFER_REQUIRES_READ', message: 'The new owner must have read permission' };
    return undefined;
}

function queueRefusal(
    { store }: DmlContext,
    object: ObjectType,
    owner: string,
): { statusCode: string; message: string } | undefined {
    const group = store.get<{ Type: string }>('SELECT Type FROM "Group" WHERE Id = ?', [owner]);
    // an owner that does not exist is refused as any other reference
    if (!group) return undefined;
    if (group.Type !== 'Queue')
        return { statusCode: 'FIELD_INTEGRITY_EXCEPTION', message: `Owner ID: id value of incorrect type: ${owner}` };
    const serves = store.get('SELECT 1 FROM "QueueSobject" WHERE QueueId = ? AND SobjectType = ?', [
        owner,
        object.name,
    ]);
    return serves
        ? undefined
        : { statusCode: 'INVALID_OPERATION', message: 'Queue not associated with this SObject type' };
}

/** A record is given away by its owner, those above him, and whoever may modify all. */
function checkTransfer(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    const { permissions, sharing, schema, store } = context;
    if (!permissions || !sharing || works.length === 0) return;
    const condition = sharingCondition({ schema, permissions, sharing }, object, 'transfer', { few: true });
    if (!condition) return;
    const sql = `SELECT t.Id FROM ${quoted(object.name)} t
        WHERE t.Id IN (SELECT value FROM json_each(?)) AND ${condition.sql}`;
    const ids = JSON.stringify(works.map((work) => work.record['Id']));
    const allowed = new Set(store.all(sql, [ids, ...condition.params]).map((row) => row['Id']));
    for (const work of works)
        if (!allowed.has(textIn(work.record, 'Id')))
            fail(work, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}

/** Manual shares were the old owner's; they go with him (Salesforce help, "Manual sharing"). */
export function dropManualShares({ store }: DmlContext, object: ObjectType, works: readonly Work[]): void {
    if (!isShared(object)) return;
    const given = works.filter(({ record, before }) => before && before['OwnerId'] !== record['OwnerId']);
    if (given.length === 0) return;
    const parent = object.custom ? 'ParentId' : `${object.name}Id`;
    store.run(
        `DELETE FROM ${quoted(shareName(object))}
         WHERE RowCause = 'Manual' AND ${quoted(parent)} IN (SELECT value FROM json_each(?))`,
        [JSON.stringify(given.map(({ record }) => record['Id']))],
    );
}
