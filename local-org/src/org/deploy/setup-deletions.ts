/** The records that an org keeps of some components: they go with them, unless somebody uses them. */
import { ComponentFault, type Component } from '../../metadata/component.ts';
import { quoted, type Store } from '../../store/store.ts';

type Column = readonly [table: string, column: string];

interface SetupObject {
    readonly table: string;
    readonly name: string;
    /** What else tells its records apart from others of the table. */
    readonly where?: string;
    /** Records that are parts of it. */
    readonly parts: readonly Column[];
    /** Records that speak of it, and keep it from being deleted. */
    readonly uses: readonly Column[];
}

const GRANTS: readonly Column[] = [
    ['ObjectPermissions', 'ParentId'],
    ['FieldPermissions', 'ParentId'],
    ['PermissionSetTabSetting', 'ParentId'],
    ['SetupEntityAccess', 'ParentId'],
];

const PERMISSION_SET: SetupObject = {
    table: 'PermissionSet',
    name: 'Name',
    parts: [...GRANTS, ['PermissionSetGroupComponent', 'PermissionSetId']],
    uses: [['PermissionSetAssignment', 'PermissionSetId']],
};

const GROUP: Omit<SetupObject, 'where'> = {
    table: 'Group',
    name: 'DeveloperName',
    parts: [
        ['GroupMember', 'GroupId'],
        ['GroupMember', 'UserOrGroupId'],
        ['QueueSobject', 'QueueId'],
    ],
    uses: [],
};

const SETUP_OBJECTS: Readonly<Record<string, SetupObject>> = {
    PermissionSet: PERMISSION_SET,
    MutingPermissionSet: PERMISSION_SET,
    PermissionSetGroup: {
        table: 'PermissionSetGroup',
        name: 'DeveloperName',
        parts: [
            ['PermissionSetGroupComponent', 'PermissionSetGroupId'],
            ['PermissionSet', 'PermissionSetGroupId'],
        ],
        uses: [['PermissionSetAssignment', 'PermissionSetGroupId']],
    },
    Profile: { table: 'Profile', name: 'Name', parts: [['PermissionSet', 'ProfileId']], uses: [['User', 'ProfileId']] },
    CustomPermission: {
        table: 'CustomPermission',
        name: 'DeveloperName',
        parts: [['SetupEntityAccess', 'SetupEntityId']],
        uses: [],
    },
    Group: { ...GROUP, where: `Type = 'Regular'` },
    Queue: { ...GROUP, where: `Type = 'Queue'` },
    Role: {
        table: 'UserRole',
        name: 'DeveloperName',
        parts: [['Group', 'RelatedId']],
        uses: [['User', 'UserRoleId']],
    },
};

/**
 * Deletes the setup records of components that are deleted.
 * @throws ComponentFault when users have them
 */
export function deleteSetupRecords(store: Store, gone: readonly Component[]): void {
    for (const { type, fullName } of gone) {
        if (type === 'CustomObject') store.run('DELETE FROM "RecordType" WHERE SobjectType = ?', [fullName]);
        const setup = SETUP_OBJECTS[type];
        if (!setup) continue;
        const where = `${quoted(setup.name)} = ?${setup.where === undefined ? '' : ` AND ${setup.where}`}`;
        const rows = store.all<{ Id: string }>(`SELECT Id FROM ${quoted(setup.table)} WHERE ${where}`, [fullName]);
        for (const { Id } of rows) deleteOne(store, { type, fullName }, setup, Id);
    }
}

function deleteOne(
    store: Store,
    { type, fullName }: Pick<Component, 'type' | 'fullName'>,
    setup: SetupObject,
    id: string,
): void {
    for (const [table, column] of setup.uses)
        if (store.get(`SELECT 1 FROM ${quoted(table)} WHERE ${quoted(column)} = ?`, [id]))
            throw new ComponentFault(type, fullName, `Cannot delete ${type} ${fullName}: it is assigned to users`);
    for (const [table, column] of setup.parts) {
        // the permission set of a profile has grants of its own
        if (table === 'PermissionSet') {
            const own = `SELECT Id FROM "PermissionSet" WHERE ${quoted(column)} = ?`;
            for (const [grants, parent] of GRANTS)
                store.run(`DELETE FROM ${quoted(grants)} WHERE ${quoted(parent)} IN (${own})`, [id]);
        }
        store.run(`DELETE FROM ${quoted(table)} WHERE ${quoted(column)} = ?`, [id]);
    }
    store.run(`DELETE FROM ${quoted(setup.table)} WHERE Id = ?`, [id]);
}
