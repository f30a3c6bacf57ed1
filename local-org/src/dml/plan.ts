/** What a save asks of an object's fields, told once for all its records. */
import type { Field, ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { isStored } from '../store/tables.ts';

export interface SavePlan {
    /** Fields with a column. */
    readonly stored: readonly Field[];
    readonly columns: readonly string[];
    readonly picklists: readonly Field[];
    /** Fields whose text has a greatest length. */
    readonly texts: readonly Field[];
    /** Fields that a record must have a value for, and that somebody can give one. */
    readonly required: readonly Field[];
    readonly references: readonly Field[];
    readonly masters: readonly Field[];
    readonly unique: readonly Field[];
    readonly autoNumbers: readonly Field[];
    readonly tracked: readonly Field[];
    readonly insertSql: string;
    /** The name is made of first and last name. */
    readonly isPerson: boolean;
}

const plans = new WeakMap<ObjectType, SavePlan>();

/** The plan of an object. */
export function planOf(object: ObjectType): SavePlan {
    const known = plans.get(object);
    if (known) return known;
    const made = makePlan(object);
    plans.set(object, made);
    return made;
}

function makePlan(object: ObjectType): SavePlan {
    const fields = [...object.fields.values()];
    const stored = fields.filter(isStored);
    const columns = stored.map((field) => field.name);
    const name = object.fields.get('Name');
    return {
        stored,
        columns,
        picklists: stored.filter((field) => field.picklist && (field.picklist.restricted || isMultiple(field))),
        texts: stored.filter((field) => field.length > 0 && field.type !== 'reference' && field.type !== 'id'),
        required: stored.filter((field) => !field.nillable && (field.createable || field.updateable)),
        references: stored.filter((field) => field.reference),
        masters: stored.filter((field) => field.reference?.isMasterDetail),
        unique: stored.filter((field) => field.unique),
        autoNumbers: stored.filter((field) => field.autoNumber),
        tracked: stored.filter((field) => field.trackHistory),
        insertSql: `INSERT INTO ${quoted(object.name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
        isPerson: name?.createable === false && object.fields.has('LastName'),
    };
}

function isMultiple(field: Field): boolean {
    return field.type === 'multipicklist';
}
