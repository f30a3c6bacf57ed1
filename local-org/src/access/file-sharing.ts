/**
 * Who may reach a file: its owner, those it is shared with, and those who see a record that it is linked to.
 * Source: Object Reference, "ContentDocumentLink": `V` lets read, `C` lets change, `I` follows the record.
 */
import type { ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { quoted } from '../store/store.ts';
import type { Condition, Intent } from './sharing.ts';
import type { SharingIdentity } from './sharing-identity.ts';

/** The objects whose records are those of files. */
export const FILE_OBJECTS: ReadonlySet<string> = new Set(['ContentDocument', 'ContentVersion', 'ContentDocumentLink']);

type Needed = 'read' | 'edit';
type ConditionOf = (object: ObjectType, needed: Needed, alias: string) => Condition | 'all' | 'none';

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

/** Of all objects, only that whose record the link names is looked at. */
function linkedCondition(schema: Schema, needed: Needed, conditionOf: ConditionOf): Condition {
    const cases: Condition[] = [];
    for (const object of schema.objects) {
        if (object.setup || object.keyPrefix === undefined || !object.fields.has('IsDeleted')) continue;
        if (FILE_OBJECTS.has(object.name)) continue;
        const condition = conditionOf(object, needed, 'e');
        if (condition === 'none') continue;
        const { sql, params } = condition === 'all' ? { sql: '1', params: [] } : condition;
        const row = `SELECT 1 FROM ${quoted(object.name)} e WHERE e.Id = l.LinkedEntityId AND e.IsDeleted = 0 AND ${sql}`;
        cases.push({ sql: `WHEN '${object.keyPrefix}' THEN EXISTS (${row})`, params });
    }
    if (cases.length === 0) return { sql: '0', params: [] };
    return {
        sql: `CASE substr(l.LinkedEntityId, 1, 3) ${cases.map(({ sql }) => sql).join(' ')} ELSE 0 END`,
        params: cases.flatMap(({ params }) => params),
    };
}
