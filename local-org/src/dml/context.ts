/** What every step of a save needs to know. */
import type { Permissions } from '../access/permissions.ts';
import type { SharingIdentity } from '../access/sharing-identity.ts';
import type { Formulas } from '../computed/formulas.ts';
import type { FormulaUser } from '../computed/globals.ts';
import type { Translations } from '../metadata/translations.ts';
import type { RecordError } from '../schema/errors.ts';
import type { ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';
import type { ChangeListener } from './changes.ts';
import type { StoredRecord } from './values.ts';

/** The moments of a save at which triggers run. */
export type TriggerEvent =
    'beforeInsert' | 'afterInsert' | 'beforeUpdate' | 'afterUpdate' | 'beforeDelete' | 'afterDelete' | 'afterUndelete';

/** One record on its way through a save. */
export interface Work {
    /** Its place in the request. */
    readonly index: number;
    /** What it will be; of an update, the whole record with the changes in it. */
    readonly record: StoredRecord;
    /** What it was; absent for an insert. */
    readonly before?: StoredRecord;
    /** The fields that the client named. */
    readonly named: ReadonlySet<string>;
    readonly errors: RecordError[];
}

/**
 * Runs the triggers of an object; errors go into the works, and before-triggers change the records in place.
 * @returns whether there were any
 */
export type TriggerRunner = (event: TriggerEvent, object: ObjectType, works: readonly Work[]) => boolean;

export interface DmlContext {
    readonly store: Store;
    readonly schema: Schema;
    readonly formulas: Formulas;
    readonly userId: string;
    /** The user as formulas see him. */
    readonly formulaUser: FormulaUser;
    /** Messages in the user's language. */
    readonly translations: Translations;
    readonly now: number;
    /** IANA name of the user's time zone: what TODAY() is. */
    readonly timeZone: string;
    /** The user's rights are enforced when given; system mode goes without. */
    readonly permissions?: Permissions;
    readonly sharing?: SharingIdentity;
    /** Classes of Apex `with sharing`: rights on objects and fields are not asked for, those on records are, by these. */
    readonly recordRights?: Permissions;
    readonly runTriggers?: TriggerRunner;
    /** Field updates are not asked for validation rules (Apex developer guide, "Triggers and order of execution"). */
    readonly skipsRules?: boolean;
    /** Whether the user could run a query. @throws OrgError when not */
    readonly checkQuery?: (soql: string) => void;
    /** Told of records that changed. */
    readonly recordChanges?: ChangeListener;
    /** Told when access may have changed: users, groups, permission sets. */
    readonly accessChanged?: () => void;
}

/** The works that have no error so far. */
export function alive(works: readonly Work[]): Work[] {
    return works.filter((work) => work.errors.length === 0);
}

export function fail(work: Work, statusCode: string, message: string, fields: readonly string[] = []): void {
    work.errors.push({ statusCode, message, fields });
}

/** Runs the triggers of an event for the works without errors. @returns whether there were any */
export function runTriggers(
    context: DmlContext,
    event: TriggerEvent,
    object: ObjectType,
    works: readonly Work[],
): boolean {
    if (!context.runTriggers) return false;
    const running = alive(works);
    return running.length > 0 && context.runTriggers(event, object, running);
}

/** Setup objects whose records decide what users may do. */
const DECIDES_ACCESS =
    /^(User|UserLogin|UserRole|Profile|Group|GroupMember|PermissionSet.*|ObjectPermissions|FieldPermissions|SetupEntityAccess|CustomPermission|MutingPermissionSet)$/;

/** Tells that access may have changed, when records of the object decide on it. */
export function tellAccess(context: DmlContext, object: ObjectType): void {
    if (object.setup && DECIDES_ACCESS.test(object.name)) context.accessChanged?.();
}
