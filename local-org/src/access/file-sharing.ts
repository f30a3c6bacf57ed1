/**
 * Who may reach a file: its owner, those it is shared with, and those who see a record that it is linked to.
 * Source: Object Reference, "ContentDocumentLink": `V` lets read, `C` lets change, `I` follows the record.
 */
import type { Schema } from '../schema/schema.ts';
import { recordCondition, type ConditionOf, type Needed } from './any-record.ts';
import type { Condition, Intent } from './sharing.ts';
import type { SharingIdentity } from './sharing-identity.ts';

/** The objects whose records are those of files. */
export const FILE_OBJECTS: ReadonlySet<string> = new Set(['ContentDocument', 'ContentVersion', 'ContentDocumentLink']);

/**
 * The condition under which a row of ContentDocument, by the name `d`, is within the user's reach.
 * @param conditionOf which records of an object the user may read or change
 */
export function documentCondition(
    schema: Schema,
    { owners, grantees }: SharingIdentity,
    intent: Intent,
    conditionOf: ConditionOf,
): Condition {
    const isOwn = { sql: 'd.OwnerId IN (SELECT value FROM json_each(?))', params: [owners] };
    // deleting a file, and giving it away, is its owner's
    if (intent === 'delete' || intent === 'transfer') return isOwn;
    const links = LINKS[intent].map(([types, needed]) => {
        const linked = linkedCondition(schema, needed, conditionOf);
        const sql = `l.ShareType IN (${types}) AND (l.LinkedEntityId IN (SELECT value FROM json_each(?)) OR ${linked.sql})`;
        return { sql, params: [grantees, ...linked.params] };
    });
    const sql = `(${isOwn.sql} OR EXISTS (SELECT 1 FROM "ContentDocumentLink" l
        WHERE l.ContentDocumentId = d.Id AND l.IsDeleted = 0 AND (${links.map((link) => link.sql).join(' OR ')})))`;
    return { sql, params: [...isOwn.params, ...links.flatMap(({ params }) => params)] };
}

/** The kinds of link that serve an intent, and what the user must be allowed to do with the record. */
const LINKS: Readonly<Record<Needed, readonly (readonly [types: string, needed: Needed])[]>> = {
    read: [[`'V', 'C', 'I'`, 'read']],
    edit: [
        [`'C'`, 'read'],
        [`'I'`, 'edit'],
    ],
};

function linkedCondition(schema: Schema, needed: Needed, conditionOf: ConditionOf): Condition {
    const objects = schema.objects.filter((object) => !object.setup && !FILE_OBJECTS.has(object.name));
    return recordCondition(objects, 'l.LinkedEntityId', needed, conditionOf);
}
