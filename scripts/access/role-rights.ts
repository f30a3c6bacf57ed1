/**
 * What each role may do, worked out from the metadata: a role is a permission set group, its functions are permission
 * sets, and its muting permission set takes away what those give too much (Metadata API developer guide,
 * "PermissionSetGroup" and "MutingPermissionSet").
 */
import { elements, readSources, text, texts, type SourceFile, type Xml } from '../metadata/source-project.ts';

/** What may be done with an object's records: create, read, edit, delete; view all and modify all of them. */
export const OBJECT_RIGHTS = {
    C: 'allowCreate',
    R: 'allowRead',
    E: 'allowEdit',
    D: 'allowDelete',
    V: 'viewAllRecords',
    M: 'modifyAllRecords',
} as const;

export type ObjectRight = keyof typeof OBJECT_RIGHTS;
export type FieldRight = 'R' | 'E';

/** Rights by what they are about; names are API names. */
export interface Rights {
    readonly objects: ReadonlyMap<string, ReadonlySet<ObjectRight>>;
    /** By `Object__c.Field__c`. */
    readonly fields: ReadonlyMap<string, ReadonlySet<FieldRight>>;
    readonly userPermissions: ReadonlySet<string>;
    readonly customPermissions: ReadonlySet<string>;
    readonly classes: ReadonlySet<string>;
    readonly applications: ReadonlySet<string>;
}

/** A permission set that roles are made of. */
export interface RoleFunction {
    readonly name: string;
    readonly label: string;
    readonly description: string;
    readonly licence: string | undefined;
    readonly rights: Rights;
}

export interface Role {
    /** Developer name of the permission set group. */
    readonly name: string;
    readonly label: string;
    readonly description: string;
    /** A value of `Licence_Tier`; undefined outside the tiers. */
    readonly tier: string | undefined;
    /** A value of `Role__mdt.Works_For__c`. */
    readonly worksFor: string;
    readonly functions: readonly RoleFunction[];
    /** What muting takes away of what the functions grant. */
    readonly muted: Rights;
    /** What is left. */
    readonly rights: Rights;
}

/** Names of what is simply granted. */
type Names = ReadonlySet<string>;
type Grants<R> = ReadonlyMap<string, ReadonlySet<R>>;

/** @returns the functions, by name */
export function readFunctions(): RoleFunction[] {
    return readSources('permissionset').map((file) => ({
        name: file.name,
        label: text(file.root, 'label') ?? '',
        description: text(file.root, 'description') ?? '',
        licence: text(file.root, 'license'),
        rights: rightsIn(file.root),
    }));
}

/**
 * @returns the roles of the metadata, by name
 * @throws Error when a group names a permission set that is not there, or has no record of `Role__mdt`
 */
export function readRoles(): Role[] {
    const functions = new Map(readFunctions().map((one) => [one.name, one]));
    const mutings = new Map(readSources('mutingpermissionset').map((file) => [file.name, rightsIn(file.root)]));
    const settings = readSources('md').filter(({ name }) => name.startsWith('Role.'));
    const records = new Map(settings.map((file) => [file.name.slice('Role.'.length), valuesOf(file)]));
    return readSources('permissionsetgroup').map(({ name, root }) => {
        const own = texts(root, 'permissionSets').map((set) => known(functions, set, name));
        const muting = union(texts(root, 'mutingPermissionSets').map((set) => known(mutings, set, name)));
        const granted = union(own.map(({ rights }) => rights));
        const record = known(records, name, 'Role__mdt');
        return {
            name,
            label: text(root, 'label') ?? '',
            description: text(root, 'description') ?? '',
            tier: record.get('Tier__c'),
            worksFor: record.get('Works_For__c') ?? '',
            functions: own,
            muted: pairwise(granted, muting, (has, taken) => has.intersection(taken)),
            rights: pairwise(granted, muting, (has, taken) => has.difference(taken)),
        };
    });
}

function known<V>(values: ReadonlyMap<string, V>, name: string, user: string): V {
    const value = values.get(name);
    if (value === undefined) throw new Error(`${user}: there is no ${name}`);
    return value;
}

function valuesOf({ root }: SourceFile): Map<string, string> {
    const values = elements(root, 'values').map((one): [string, string] => [
        text(one, 'field') ?? '',
        text(one, 'value') ?? '',
    ]);
    return new Map(values.filter(([, value]) => value !== ''));
}

function rightsIn(root: Xml): Rights {
    const named = (element: string, name: string, flag = 'enabled'): Names =>
        new Set(
            elements(root, element)
                .filter((one) => text(one, flag) === 'true')
                .map((one) => text(one, name) ?? ''),
        );
    const lettersOf = Object.entries(OBJECT_RIGHTS) as [ObjectRight, string][];
    return {
        objects: grants(root, 'objectPermissions', 'object', lettersOf),
        fields: grants(root, 'fieldPermissions', 'field', [
            ['R', 'readable'],
            ['E', 'editable'],
        ]),
        userPermissions: named('userPermissions', 'name'),
        customPermissions: named('customPermissions', 'name'),
        classes: named('classAccesses', 'apexClass'),
        applications: named('applicationVisibilities', 'application', 'visible'),
    };
}

function grants<R extends string>(
    root: Xml,
    element: string,
    key: string,
    flags: readonly (readonly [R, string])[],
): Map<string, Set<R>> {
    return new Map(
        elements(root, element).map((one) => [
            text(one, key) ?? '',
            new Set(flags.filter(([, flag]) => text(one, flag) === 'true').map(([right]) => right)),
        ]),
    );
}

/** Rights add up. */
function union(parts: readonly Rights[]): Rights {
    const nothing: Rights = {
        objects: new Map(),
        fields: new Map(),
        userPermissions: new Set(),
        customPermissions: new Set(),
        classes: new Set(),
        applications: new Set(),
    };
    return parts.reduce((all, part) => pairwise(all, part, (a, b) => a.union(b)), nothing);
}

type Combine = <T>(left: ReadonlySet<T>, right: ReadonlySet<T>) => ReadonlySet<T>;

function pairwise(left: Rights, right: Rights, combine: Combine): Rights {
    return {
        objects: pairwiseGrants(left.objects, right.objects, combine),
        fields: pairwiseGrants(left.fields, right.fields, combine),
        userPermissions: combine(left.userPermissions, right.userPermissions),
        customPermissions: combine(left.customPermissions, right.customPermissions),
        classes: combine(left.classes, right.classes),
        applications: combine(left.applications, right.applications),
    };
}

function pairwiseGrants<R>(left: Grants<R>, right: Grants<R>, combine: Combine): Grants<R> {
    const names = [...new Set([...left.keys(), ...right.keys()])].sort();
    const none: ReadonlySet<R> = new Set();
    const combined = names.map((name): [string, ReadonlySet<R>] => [
        name,
        combine(left.get(name) ?? none, right.get(name) ?? none),
    ]);
    return new Map(combined.filter(([, rights]) => rights.size > 0));
}
