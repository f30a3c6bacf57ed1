/**
 * The trail of what clients change in the org's setup: users, what they are assigned, and groups. Source: Object reference,
 * "SetupAuditTrail"; it names few values of Action, those here are what orgs write.
 */
import type { ObjectType } from '../schema/model.ts';
import { takeIds } from '../store/sequences.ts';
import type { Store } from '../store/store.ts';
import type { DmlContext, Work } from './context.ts';
import { textIn, type StoredRecord } from './values.ts';

const PREFIX = '0Ym';
const USERS = 'Manage Users';

interface Entry {
    readonly action: string;
    readonly display: string;
    readonly section: string;
}

type Told = (store: Store, record: StoredRecord, before: StoredRecord | undefined, isDelete: boolean) => Entry[];

const TOLD: Readonly<Record<string, Told>> = {
    User: tellUser,
    PermissionSetAssignment: tellAssignment,
    GroupMember: tellMembership,
};

/** Tells what was inserted, updated or deleted. */
export function leaveTrail(context: DmlContext, object: ObjectType, works: readonly Work[], isDelete = false): void {
    const tell = TOLD[object.name];
    if (!tell || works.length === 0) return;
    write(
        context,
        works.flatMap(({ record, before }) => tell(context.store, record, before, isDelete)),
    );
}

function write({ store, userId, now }: DmlContext, entries: readonly Entry[]): void {
    const ids = takeIds(store, PREFIX, entries.length);
    store.runMany(
        `INSERT INTO "SetupAuditTrail" (Id, Action, Display, Section, CreatedById, CreatedDate) VALUES (?, ?, ?, ?, ?, ?)`,
        entries.map(({ action, display, section }, index) => [
            ids[index] ?? null,
            action,
            display,
            section,
            userId,
            now,
        ]),
    );
}

function tellUser(store: Store, record: StoredRecord, before: StoredRecord | undefined): Entry[] {
    const name = textIn(record, 'Name');
    if (!before) return [{ action: 'createduser', display: `Created new user ${name}`, section: USERS }];
    const entries: Entry[] = [];
    if (before['IsActive'] !== record['IsActive']) {
        const [action, what] =
            record['IsActive'] === 1 ? ['activateduser', 'Activated'] : ['deactivateduser', 'Deactivated'];
        entries.push({ action, display: `${what} user ${name}`, section: USERS });
    }
    if (before['ProfileId'] !== record['ProfileId']) {
        const [from, to] = [before, record].map((row) => nameOf(store, 'Profile', 'Name', row['ProfileId']));
        const display = `Changed profile for user ${name} from ${from ?? ''} to ${to ?? ''}`;
        entries.push({ action: 'changedprofileforuser', display, section: USERS });
    }
    return entries;
}

function tellAssignment(
    store: Store,
    record: StoredRecord,
    before: StoredRecord | undefined,
    isDelete: boolean,
): Entry[] {
    if (before && !isDelete) return [];
    const group = nameOf(store, 'PermissionSetGroup', 'MasterLabel', record['PermissionSetGroupId']);
    const set = group ?? nameOf(store, 'PermissionSet', 'Label', record['PermissionSetId']);
    const user = nameOf(store, 'User', 'Name', record['AssigneeId']);
    const what = `Permission set ${group === undefined ? '' : 'group '}${set ?? ''}`;
    const how = isDelete ? 'unassigned from' : 'assigned to';
    return [
        {
            action: isDelete ? 'PermSetUnassign' : 'PermSetAssign',
            display: `${what}: ${how} user ${user ?? ''} (UserID: [${textIn(record, 'AssigneeId')}])`,
            section: USERS,
        },
    ];
}

function tellMembership(
    store: Store,
    record: StoredRecord,
    before: StoredRecord | undefined,
    isDelete: boolean,
): Entry[] {
    if (before && !isDelete) return [];
    const isQueue = nameOf(store, 'Group', 'Type', record['GroupId']) === 'Queue';
    const group = nameOf(store, 'Group', 'Name', record['GroupId']);
    const member =
        nameOf(store, 'User', 'Name', record['UserOrGroupId']) ??
        nameOf(store, 'Group', 'Name', record['UserOrGroupId']);
    const [done, to] = isDelete ? ['Removed', 'from'] : ['Added', 'to'];
    return [
        {
            action: isQueue ? 'queueMembership' : 'groupMembership',
            display: `${done} ${member ?? ''} ${to} ${isQueue ? 'queue' : 'public group'} ${group ?? ''}`,
            section: isQueue ? 'Manage Queues' : 'Manage Public Groups',
        },
    ];
}

function nameOf(store: Store, object: string, field: string, id: StoredRecord[string] | undefined): string | undefined {
    if (typeof id !== 'string') return undefined;
    const row = store.get<{ name: string | null }>(`SELECT ${field} AS name FROM "${object}" WHERE Id = ?`, [id]);
    return row?.name ?? undefined;
}
