/** What the tests of sharing ask. */
import { Actor } from '../../org/suite/library.ts';
import { quoted } from '../../store/store.ts';
import { sharingCondition, type Intent } from '../sharing.ts';

const INTENTS: readonly Intent[] = ['read', 'edit', 'delete', 'transfer'];

/** What a user may do with a record, as far as sharing goes: initials of `read`, `edit`, `delete`, `transfer`. */
export function mayDo(actor: Actor, objectName: string, id: string): string {
    const [few, all] = [heldBy(actor, objectName, id, true), heldBy(actor, objectName, id, false)];
    if (few !== all) throw new Error(`record by record: ${few}, all at once: ${all}`);
    return few;
}

function heldBy({ org, userId }: Actor, objectName: string, id: string, few: boolean): string {
    const { permissions, sharing } = org.session(userId);
    const object = new Actor(org).object(objectName);
    const held = INTENTS.filter((intent) => {
        const condition = sharingCondition({ schema: org.schema, permissions, sharing }, object, intent, { few });
        const sql = `SELECT 1 FROM ${quoted(object.name)} t WHERE Id = ? AND ${condition?.sql ?? '1'}`;
        return org.store.get(sql, [id, ...(condition?.params ?? [])]) !== undefined;
    });
    return held.map((intent) => intent.charAt(0)).join('');
}

/** The id of a group, queue, or a role's group. */
export function groupId({ org }: Actor, name: string, type = 'Regular'): string {
    return String(org.store.get('SELECT Id FROM "Group" WHERE DeveloperName = ? AND Type = ?', [name, type])?.['Id']);
}
