/** What the platform itself checks of a record: values that fit their fields, and fields that must have one. */
import type { Field, ObjectType } from '../schema/model.ts';
import { fail, type Work } from './context.ts';
import { planOf } from './plan.ts';
import type { RecordTypes } from './record-types.ts';
import { textIn } from './values.ts';

/** The values of a picklist by their lower case. */
const valuesOf = new WeakMap<Field, ReadonlyMap<string, PicklistEntry>>();

interface PicklistEntry {
    readonly value: string;
    readonly active: boolean;
    readonly order: number;
}

/**
 * Picklists: values of restricted ones must be active, and open to the record's type; values of multi-select ones stand
 * once each, in the order in which they are defined.
 * Source: Apex developer guide, "Triggers and order of execution", steps 2 and 5.
 */
export function checkPicklists(object: ObjectType, work: Work, recordTypes: RecordTypes): void {
    for (const field of planOf(object).picklists) {
        const value = work.record[field.name];
        if (typeof value !== 'string' || value === work.before?.[field.name]) continue;
        const chosen = field.type === 'multipicklist' ? split(value) : [value];
        const bad = field.picklist?.restricted ? findBad(field, chosen, work, recordTypes) : undefined;
        if (bad === undefined) {
            work.record[field.name] = canonical(field, chosen);
            continue;
        }
        const message = `${field.label}: bad value for restricted picklist field: ${bad}`;
        fail(work, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]);
    }
}

function split(value: string): string[] {
    return value
        .split(';')
        .map((one) => one.trim())
        .filter((one) => one !== '');
}

function findBad(field: Field, chosen: readonly string[], work: Work, recordTypes: RecordTypes): string | undefined {
    const entries = entriesOf(field);
    const recordType = recordTypes.get(textIn(work.record, 'RecordTypeId'));
    const open = recordType?.picklistValues.get(field.name);
    return chosen.find((one) => {
        const entry = entries.get(one.toLowerCase());
        return !entry?.active || (open !== undefined && !open.includes(entry.value));
    });
}

function entriesOf(field: Field): ReadonlyMap<string, PicklistEntry> {
    const known = valuesOf.get(field);
    if (known) return known;
    const made = new Map(
        field.picklist?.values.map(({ value, active }, order) => [value.toLowerCase(), { value, active, order }]),
    );
    valuesOf.set(field, made);
    return made;
}

/** The values in the case in which they are defined. */
function canonical(field: Field, chosen: readonly string[]): string | null {
    const entries = entriesOf(field);
    const found = chosen.map((one) => entries.get(one.toLowerCase()) ?? { value: one, order: entries.size });
    const values = found.sort((a, b) => a.order - b.order).map(({ value }) => value);
    return values.length === 0 ? null : [...new Set(values)].join(';');
}

/** Values that are too long, addresses that are none. */
export function checkFormats(object: ObjectType, work: Work): void {
    for (const field of planOf(object).texts) {
        const value = work.record[field.name];
        if (typeof value !== 'string' || value === work.before?.[field.name]) continue;
        if (value.length > field.length) {
            const message = `${field.label}: data value too large: ${value} (max length=${String(field.length)})`;
            fail(work, 'STRING_TOO_LONG', message, [field.name]);
        } else if (field.type === 'email' && !EMAIL.test(value)) {
            fail(work, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [field.name]);
        }
    }
}

const EMAIL = /^[^\s@,;<>()[\]\\]+@[^\s@,;<>()[\]\\.]+(\.[^\s@,;<>()[\]\\.]+)*$/;

/** Fields that may not be blank. */
export function checkRequired(object: ObjectType, work: Work): void {
    const missing = planOf(object)
        .required.filter(({ name }) => (work.record[name] ?? null) === null)
        .map(({ name }) => name);
    if (missing.length > 0)
        fail(work, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${missing.join(', ')}]`, missing);
}
