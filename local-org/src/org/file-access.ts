/** Who may reach a file: its owner, and those who see what it is linked to (Object Reference, "ContentDocumentLink"). */
import { sharingCondition } from '../access/sharing.ts';
import type { DmlContext } from '../dml/context.ts';
import { toId18 } from '../schema/ids.ts';
import { quoted } from '../store/store.ts';

type Intent = 'read' | 'edit';

/** A link of a file: `V` to read it, `C` to change it, `I` for what may be done with the record it is linked to. */
interface Link {
    readonly entity: string;
    readonly share: string | null;
    readonly [column: string]: string | null;
}

/** Whether the user may read or change a record; false when there is none. */
export function mayReach(context: DmlContext, id: string, intent: Intent): boolean {
    const { permissions, sharing, schema, store } = context;
    const id18 = toId18(id);
    const object = id18 === undefined ? undefined : schema.objectOfId(id18);
    if (!object || id18 === undefined || permissions?.object(object)[intent] === false) return false;
    const condition =
        permissions && sharing ? sharingCondition(schema, object, permissions, sharing, intent, 't') : undefined;
    const isAlive = object.fields.has('IsDeleted') ? ' AND t.IsDeleted = 0' : '';
    const sql = `SELECT t.Id FROM ${quoted(object.name)} t WHERE t.Id = ?${isAlive} AND ${condition?.sql ?? '1'}`;
    return store.get(sql, [id18, ...(condition?.params ?? [])]) !== undefined;
}

/** Whether the user may read or change a document with its versions. */
export function mayReachFile(context: DmlContext, documentId: string, intent: Intent): boolean {
    const { permissions, sharing, store, userId } = context;
    const id = toId18(documentId) ?? '';
    if (!mayReach(context, id, intent)) return false;
    const seesAll = permissions?.has('ModifyAllData') ?? true;
    if (seesAll || (intent === 'read' && permissions?.has('ViewAllData'))) return true;
    const document = store.get<{ OwnerId: string }>('SELECT OwnerId FROM "ContentDocument" WHERE Id = ?', [id]);
    if (document?.OwnerId === userId) return true;
    const grantees = new Set(JSON.parse(sharing?.grantees ?? '[]') as string[]);
    const sql = `SELECT LinkedEntityId AS entity, ShareType AS share FROM "ContentDocumentLink"
                 WHERE ContentDocumentId = ? AND IsDeleted = 0`;
    return store.all<Link>(sql, [id]).some(({ entity, share }) => {
        // users can be read by everybody: a link to one is his alone
        const isPerson = /^(005|00G)/.test(entity);
        if (isPerson) return grantees.has(entity) && (intent === 'read' || share !== 'V');
        return (
            mayReach(context, entity, intent === 'read' || share === 'C' ? 'read' : 'edit') &&
            (intent === 'read' || share !== 'V')
        );
    });
}
