/** What a new record holds where the client says nothing. */
import { toColumn } from '../computed/formulas.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import type { Value } from '../store/store.ts';
import type { DmlContext, Work } from './context.ts';
import { planOf } from './plan.ts';
import { defaultRecordType, type RecordTypes } from './record-types.ts';
import { roundHalfUp } from './values.ts';

/** Words in the definitions of standard objects that stand for a value of the moment. */
const SPECIAL: Readonly<Record<string, (context: DmlContext, field: Field) => Value>> = {
    user: ({ userId }) => userId,
    nickname: ({ store }) => `User${String(store.get('SELECT count(*) AS n FROM "User"')?.['n'] ?? 0)}`,
    // new users have the organisation's time zone, locale and language
    organization: ({ store }, { name }) => {
        const column = name === 'LocaleSidKey' ? 'DefaultLocaleSidKey' : name;
        return (store.get(`SELECT "${column}" AS value FROM "Organization"`)?.['value'] as Value | undefined) ?? null;
    },
};

/**
 * Fills in the fields that the client has not named.
 * @throws FormulaError when the default of a field is no formula
 */
export function applyDefaults(
    context: DmlContext,
    object: ObjectType,
    works: readonly Work[],
    recordTypes: RecordTypes,
): void {
    const recordType = defaultRecordType(context, object, recordTypes);
    const defaults = planOf(object)
        .stored.map((field): [string, Value] => [
            field.name,
            field.name === 'RecordTypeId' ? recordType : defaultOf(context, object, field),
        ])
        .filter(([, value]) => value !== null);
    for (const { record } of works) {
        for (const [name, value] of defaults) if (record[name] === undefined) record[name] = value;
        if (object.fields.has('OwnerId')) record['OwnerId'] ??= context.userId;
    }
}

function defaultOf(context: DmlContext, object: ObjectType, field: Field): Value {
    const { defaultValue, picklist } = field;
    if (field.type === 'boolean') return defaultValue === 'true' ? 1 : 0;
    const chosen = picklist?.values.find((one) => one.isDefault && one.active)?.value;
    if (chosen !== undefined) return chosen;
    if (defaultValue === undefined || defaultValue === '') return null;
    if (!field.custom) return SPECIAL[defaultValue]?.(context, field) ?? defaultValue;
    const { formulas, formulaUser, now, timeZone } = context;
    const read = (path: string): unknown => formulas.global(formulaUser, path);
    const value = toColumn(formulas.defaultValue(object, field).evaluate(read, { now, timeZone }));
    return typeof value === 'number' && field.precision > 0 ? roundHalfUp(value, field.scale) : value;
}
