/**
 * What a user may do, from the profile, permission sets and permission set groups with their muting. Record sharing is
 * in sharing.ts.
 */
import { derivedFrom } from '../schema/derived.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import type { Store } from '../store/store.ts';

/** What a user may do with the records of an object that are shared with him; the last two reach beyond sharing. */
export interface ObjectRights {
    readonly read: boolean;
    readonly create: boolean;
    readonly edit: boolean;
    readonly delete: boolean;
    readonly viewAll: boolean;
    readonly modifyAll: boolean;
    /** Reads all fields, whatever field permissions say. */
    readonly viewAllFields: boolean;
}

export interface FieldRights {
    readonly read: boolean;
    readonly edit: boolean;
}

const NOTHING: ObjectRights = {
    read: false,
    create: false,
    edit: false,
    delete: false,
    viewAll: false,
    modifyAll: false,
    viewAllFields: false,
};
const EVERYTHING: ObjectRights = {
    read: true,
    create: true,
    edit: true,
    delete: true,
    viewAll: true,
    modifyAll: true,
    viewAllFields: true,
};
const HIDDEN: FieldRights = { read: false, edit: false };

/** Setup objects are written by whoever has the user permission for them. */
const SETUP_PERMISSIONS: Readonly<Record<string, string>> = {
    User: 'ManageInternalUsers',
    PermissionSetAssignment: 'AssignPermissionSets',
    PermissionSetLicenseAssign: 'AssignPermissionSets',
    Group: 'ManageUsers',
    GroupMember: 'ManageUsers',
    UserLogin: 'ManageUsers',
    UserRole: 'ManageUsers',
    Profile: 'ManageUsers',
    PermissionSet: 'ManageUsers',
    PermissionSetGroup: 'ManageUsers',
    PermissionSetGroupComponent: 'ManageUsers',
    ObjectPermissions: 'ManageUsers',
    FieldPermissions: 'ManageUsers',
    SetupEntityAccess: 'ManageUsers',
};

/** Sources of programs are read by whoever has one of these. */
const READ_SOURCES = ['AuthorApex', 'ViewSetup', 'CustomizeApplication', 'ModifyMetadata'];
/** Setup objects that not everybody reads, with the permissions of which one is enough (Object reference, of each object: special access rules). */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
    ApexClass: READ_SOURCES,
    ApexTrigger: READ_SOURCES,
    PermissionSetAssignment: ['ViewSetup', 'AssignPermissionSets', 'ManageUsers'],
    SetupAuditTrail: ['ViewSetup'],
};

export class Permissions {
    readonly userId: string;
    readonly profileId: string;
    readonly profileName: string;
    /** When the next assignment expires, and these permissions must be read anew. */
    readonly validUntil: number;
    readonly #userPermissions: ReadonlySet<string>;
    readonly #customPermissions: ReadonlySet<string>;
    readonly #classes: ReadonlySet<string>;
    readonly #objects: ReadonlyMap<string, ObjectRights>;
    readonly #fields: ReadonlyMap<string, FieldRights>;
    readonly #known = new Map<ObjectType, { object: ObjectRights; fields: Map<Field, FieldRights> }>();

    constructor(
        user: { readonly id: string; readonly profileId: string; readonly profileName: string },
        granted: Granted,
        validUntil = Infinity,
    ) {
        this.userId = user.id;
        this.profileId = user.profileId;
        this.profileName = user.profileName;
        this.validUntil = validUntil;
        this.#userPermissions = granted.userPermissions;
        this.#customPermissions = granted.customPermissions;
        this.#classes = granted.classes;
        this.#objects = granted.objects;
        this.#fields = granted.fields;
    }

    /** A user permission by its API name, such as `ApiEnabled`. */
    has(userPermission: string): boolean {
        return this.#userPermissions.has(userPermission);
    }

    /** A custom permission by its developer name, in any case. */
    hasCustom(name: string): boolean {
        return this.#customPermissions.has(name.toLowerCase());
    }

    /** Whether clients of the user may call an Apex class, by its name in any case; who writes Apex may call all. */
    mayCall(className: string): boolean {
        return this.has('AuthorApex') || this.#classes.has(className.toLowerCase());
    }

    /** What the user may do with an object; with shares and history, what he may do with the object that they are of. */
    object(object: ObjectType): ObjectRights {
        return this.#of(object).object;
    }

    #of(object: ObjectType): { object: ObjectRights; fields: Map<Field, FieldRights> } {
        const known = this.#known.get(object);
        if (known) return known;
        const made = { object: this.#objectRights(object), fields: new Map<Field, FieldRights>() };
        this.#known.set(object, made);
        return made;
    }

    #objectRights(object: ObjectType): ObjectRights {
        if (object.setup) return this.#setupRights(object);
        if (this.has('ModifyAllData')) return EVERYTHING;
        const granted = this.#objects.get((derivedFrom(object) ?? object.name).toLowerCase()) ?? NOTHING;
        const rights = this.has('ViewAllData') ? { ...granted, read: true, viewAll: true } : granted;
        return object.kind === 'share' ? { ...rights, create: rights.edit, delete: rights.edit } : rights;
    }

    #setupRights(object: ObjectType): ObjectRights {
        if (READ_BY[object.name]?.some((name) => this.has(name)) === false) return NOTHING;
        const mayWrite = this.has(SETUP_PERMISSIONS[object.name] ?? 'CustomizeApplication');
        return mayWrite ? EVERYTHING : { ...NOTHING, read: true, viewAll: true };
    }

    /** What the user may do with a field; one that takes no field permissions follows its object. */
    field(object: ObjectType, field: Field): FieldRights {
        const { object: rights, fields } = this.#of(object);
        const known = fields.get(field);
        if (known) return known;
        const made = this.#fieldRights(object, field, rights);
        fields.set(field, made);
        return made;
    }

    #fieldRights(object: ObjectType, field: Field, rights: ObjectRights): FieldRights {
        if (!rights.read) return HIDDEN;
        // whoever may modify all data sees all fields here, deployed with field permissions or not
        if (!field.permissionable || object.setup || this.has('ModifyAllData'))
            return { read: true, edit: rights.edit || rights.create };
        const name = field.compoundField ?? field.name;
        const granted = this.#fields.get(`${object.name}.${name}`.toLowerCase()) ?? HIDDEN;
        return rights.viewAllFields ? { ...granted, read: true } : granted;
    }
}

/** What profile and permission sets grant together. */
interface Granted {
    readonly userPermissions: ReadonlySet<string>;
    readonly customPermissions: ReadonlySet<string>;
    /** Names of Apex classes, in lower case. */
    readonly classes: ReadonlySet<string>;
    readonly objects: ReadonlyMap<string, ObjectRights>;
    readonly fields: ReadonlyMap<string, FieldRights>;
}

/** The permission sets that count for a user: directly, or muted by a group. */
interface AppliedSet {
    readonly id: string;
    /** What the group's muting permission sets take away again. */
    readonly muting: readonly string[];
}

/**
 * Reads what a user may do now.
 * @param now milliseconds since 1970: assignments that have expired do not count
 * @throws Error when there is no such user
 */
export function readPermissions(store: Store, userId: string, now: number): Permissions {
    const user = store.get<{ id: string; profileId: string; profileName: string }>(
        `SELECT u.Id AS id, u.ProfileId AS profileId, p.Name AS profileName
         FROM "User" u JOIN "Profile" p ON p.Id = u.ProfileId WHERE u.Id = ?`,
        [userId],
    );
    if (!user) throw new Error(`no user ${userId}`);
    const parts = appliedSets(store, userId, user.profileId, now).map(({ id, muting }) =>
        without(
            grantedBy(store, id),
            muting.map((one) => grantedBy(store, one)),
        ),
    );
    const { expiration } =
        store.get<{ expiration: number | null }>(
            `SELECT min(ExpirationDate) AS expiration FROM "PermissionSetAssignment"
             WHERE AssigneeId = ? AND IsDeleted = 0 AND ExpirationDate > ?`,
            [userId, now],
        ) ?? {};
    return new Permissions(user, union(parts), expiration ?? Infinity);
}

function appliedSets(store: Store, userId: string, profileId: string, now: number): AppliedSet[] {
    const own = store.all<{ Id: string }>('SELECT Id FROM "PermissionSet" WHERE ProfileId = ?', [profileId]);
    const assigned = store.all<{ PermissionSetId: string | null; PermissionSetGroupId: string | null }>(
        `SELECT PermissionSetId, PermissionSetGroupId FROM "PermissionSetAssignment"
         WHERE AssigneeId = ? AND IsDeleted = 0 AND (ExpirationDate IS NULL OR ExpirationDate > ?)`,
        [userId, now],
    );
    return [
        ...own.map(({ Id }) => ({ id: Id, muting: [] })),
        ...assigned.flatMap(({ PermissionSetId: set, PermissionSetGroupId: group }) => {
            if (group !== null) return groupSets(store, group);
            return set === null ? [] : [{ id: set, muting: [] }];
        }),
    ];
}

function groupSets(store: Store, groupId: string): AppliedSet[] {
    const members = store.all<{ Id: string; Type: string | null }>(
        `SELECT s.Id, s.Type FROM "PermissionSetGroupComponent" c JOIN "PermissionSet" s ON s.Id = c.PermissionSetId
         WHERE c.PermissionSetGroupId = ? AND c.IsDeleted = 0`,
        [groupId],
    );
    const muting = members.filter((member) => member.Type === 'Muting').map((member) => member.Id);
    return members.filter((member) => member.Type !== 'Muting').map((member) => ({ id: member.Id, muting }));
}

function grantedBy(store: Store, permissionSetId: string): Granted {
    const set = store.get('SELECT * FROM "PermissionSet" WHERE Id = ?', [permissionSetId]) ?? {};
    const objects = store.all(`SELECT * FROM "ObjectPermissions" WHERE ParentId = ?`, [permissionSetId]);
    const fields = store.all(`SELECT * FROM "FieldPermissions" WHERE ParentId = ?`, [permissionSetId]);
    const custom = store.all<{ DeveloperName: string }>(
        `SELECT p.DeveloperName FROM "SetupEntityAccess" a JOIN "CustomPermission" p ON p.Id = a.SetupEntityId
         WHERE a.ParentId = ?`,
        [permissionSetId],
    );
    const classes = store.all<{ Name: string }>(
        `SELECT c.Name FROM "SetupEntityAccess" a JOIN "ApexClass" c ON c.Id = a.SetupEntityId WHERE a.ParentId = ?`,
        [permissionSetId],
    );
    const columns = Object.entries(set).filter(([name, value]) => name.startsWith('Permissions') && value === 1);
    return {
        userPermissions: new Set(columns.map(([name]) => name.slice('Permissions'.length))),
        customPermissions: new Set(custom.map((row) => row.DeveloperName.toLowerCase())),
        classes: new Set(classes.map((row) => row.Name.toLowerCase())),
        objects: new Map(
            objects.map((row) => [
                String(row['SobjectType']).toLowerCase(),
                {
                    read: row['PermissionsRead'] === 1,
                    create: row['PermissionsCreate'] === 1,
                    edit: row['PermissionsEdit'] === 1,
                    delete: row['PermissionsDelete'] === 1,
                    viewAll: row['PermissionsViewAllRecords'] === 1,
                    modifyAll: row['PermissionsModifyAllRecords'] === 1,
                    viewAllFields: row['PermissionsViewAllFields'] === 1,
                },
            ]),
        ),
        fields: new Map(
            fields.map((row) => [
                String(row['Field']).toLowerCase(),
                { read: row['PermissionsRead'] === 1, edit: row['PermissionsEdit'] === 1 },
            ]),
        ),
    };
}

/** Muting takes away what it names, within its own group only. */
function without(granted: Granted, muting: readonly Granted[]): Granted {
    if (muting.length === 0) return granted;
    const muted = union(muting);
    return {
        userPermissions: granted.userPermissions.difference(muted.userPermissions),
        customPermissions: granted.customPermissions.difference(muted.customPermissions),
        classes: granted.classes.difference(muted.classes),
        objects: combine([granted.objects], (name, rights) => subtract(rights, muted.objects.get(name))),
        fields: combine([granted.fields], (name, rights) => subtract(rights, muted.fields.get(name))),
    };
}

function subtract<R extends object>(rights: R, muted: R | undefined): R {
    if (!muted) return rights;
    const taken = new Map(Object.entries(muted));
    return Object.fromEntries(
        Object.entries(rights).map(([k, has]) => [k, has === true && taken.get(k) !== true]),
    ) as R;
}

function union(parts: readonly Granted[]): Granted {
    return {
        userPermissions: new Set(parts.flatMap((part) => [...part.userPermissions])),
        customPermissions: new Set(parts.flatMap((part) => [...part.customPermissions])),
        classes: new Set(parts.flatMap((part) => [...part.classes])),
        objects: combine(parts.map((part) => part.objects)),
        fields: combine(parts.map((part) => part.fields)),
    };
}

/** Rights add up: what one grants is granted. */
function combine<R extends object>(
    maps: readonly ReadonlyMap<string, R>[],
    change: (name: string, rights: R) => R = (_, rights) => rights,
): Map<string, R> {
    const all = new Map<string, R>();
    for (const map of maps) {
        for (const [name, rights] of map) {
            const known = new Map(Object.entries(all.get(name) ?? {}));
            const entries = Object.entries(change(name, rights)).map(([key, has]) => [
                key,
                has === true || known.get(key) === true,
            ]);
            all.set(name, Object.fromEntries(entries) as R);
        }
    }
    return all;
}
