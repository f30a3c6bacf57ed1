/** The rights for which the full licence is needed, as the org's custom metadata lists them with their source. */

/** What kind of right: values of `Full_Licence_Right__mdt.Kind__c`. */
export type RightKind = 'User_Permission' | 'Custom_Permission' | 'Object_Read' | 'Object_Write';

/** A right of the full licence. */
export interface FullRight {
    readonly kind: RightKind;
    /** name in the API: a permission or an object */
    readonly right: string;
    /** Dutch */
    readonly label: string;
    /** the licence cannot hold it, or the project keeps it for the full one */
    readonly basis: 'Licence' | 'Project';
    readonly source: string;
}

export interface FullRightRow {
    readonly MasterLabel: string;
    readonly Kind__c: RightKind;
    readonly Right__c: string;
    readonly Basis__c: FullRight['basis'];
    readonly Source__c: string;
}

export const FULL_RIGHTS_QUERY =
    'SELECT MasterLabel, Kind__c, Right__c, Basis__c, Source__c FROM Full_Licence_Right__mdt ORDER BY DeveloperName';

export function toFullRight({ MasterLabel, Kind__c, Right__c, Basis__c, Source__c }: FullRightRow): FullRight {
    return { kind: Kind__c, right: Right__c, label: MasterLabel, basis: Basis__c, source: Source__c };
}

/** What grants can say of an object, each muted by itself. */
const WRITES = ['create', 'edit', 'delete'] as const;

/** A key as grants name it: a permission, or one thing that is done with an object. */
export function keyOf(kind: RightKind, right: string, action = ''): string {
    return `${kind}:${right}:${action}`.toLowerCase();
}

/** The keys that each give a right. */
export function keysOf({ kind, right }: FullRight): string[] {
    return kind === 'Object_Write' ? WRITES.map((action) => keyOf(kind, right, action)) : [keyOf(kind, right)];
}
