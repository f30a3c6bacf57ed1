/** Values that no other record may have. */
import type { Field, ObjectType } from '../schema/model.ts';
import { quoted, type Value } from '../store/store.ts';
import { alive, fail, type DmlContext, type Work } from './context.ts';
import { planOf } from './plan.ts';
import { textIn } from './values.ts';

/** Refuses values of unique fields that another record has, in the store or earlier in the same request. */
export function checkUnique(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    // a record that fails keeps its old values, which another one may have counted on: look again until none fails
    for (;;) {
        const before = alive(works).length;
        for (const field of planOf(object).unique) {
            const set = alive(works).filter((work) => hasNewValue(field, work));
            if (set.length > 0) checkField(context, object, field, set);
        }
        if (alive(works).length === before) return;
    }
}

function hasNewValue(field: Field, work: Work): boolean {
    const value = work.record[field.name] ?? null;
    const before = work.before?.[field.name] ?? null;
    // a value that is given up is one that somebody else may take
    return keyOf(field, value) !== keyOf(field, before);
}

function keyOf(field: Field, value: Value): Value {
    return typeof value === 'string' && !field.caseSensitive ? value.toLowerCase() : value;
}

function checkField(context: DmlContext, object: ObjectType, field: Field, works: readonly Work[]): void {
    const owners = readOwners(context, object, field, works);
    for (const work of works) {
        const value = work.record[field.name] ?? null;
        if (value === null) continue;
        const key = keyOf(field, value);
        const owner = owners.get(key);
        if (owner === undefined) owners.set(key, textIn(work.record, 'Id'));
        else if (owner !== work.record['Id'] || owner === '') refuse(object, field, work, owner);
    }
}

function readOwners(context: DmlContext, object: ObjectType, field: Field, works: readonly Work[]): Map<Value, string> {
    const column = quoted(field.name);
    const isAlive = object.fields.has('IsDeleted') ? ' AND IsDeleted = 0' : '';
    const values = works.map((work) => work.record[field.name]).filter((value) => (value ?? null) !== null);
    const rows = context.store.all<{ Id: string; value: string | number }>(
        `SELECT Id, ${column} AS value FROM ${quoted(object.name)} WHERE ${column} IN (SELECT value FROM json_each(?))${isAlive}`,
        [JSON.stringify(values)],
    );
    const owners = new Map<Value, string>(rows.map((row) => [keyOf(field, row.value), row.Id]));
    // a record that gives up its value in this request leaves it to another one
    for (const work of works) {
        const given = keyOf(field, work.before?.[field.name] ?? null);
        if (owners.get(given) === work.record['Id']) owners.delete(given);
    }
    return owners;
}

function refuse(object: ObjectType, field: Field, work: Work, owner: string): void {
    if (object.name === 'User' && field.name === 'Username') {
        const message =
            "Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations. To resolve, use a different username (it doesn't need to match the user's email address). ";
        fail(work, 'DUPLICATE_USERNAME', message, [field.name]);
        return;
    }
    const holder = owner === '' ? '<unknown>' : owner;
    const message = `duplicate value found: ${field.name} duplicates value on record with id: ${holder}`;
    fail(work, 'DUPLICATE_VALUE', message);
}
