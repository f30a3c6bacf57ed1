/** Static methods of custom settings. Source: Apex reference guide, "Custom settings methods". */
import type { Field, ObjectType } from '../../schema/model.ts';
import { hostRecords } from '../data/queries.ts';
import { recordOf } from '../data/records.ts';
import { MapValue } from '../run/collections.ts';
import { SObjectValue } from '../run/sobject.ts';
import { toText } from '../run/text.ts';
import type { Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { STRING, mapOf, type Type } from '../types/type.ts';
import type { Signatures } from './define.ts';

/** The methods of a setting: sets of data by name, or by organization, profile and user. */
export function settingMethods(type: Type, object: ObjectType): Signatures {
    return object.settingsType === 'List' ? listMethods(type, object) : hierarchyMethods(object);
}

function listMethods(type: Type, object: ObjectType): Signatures {
    const named = (name: string): Value => {
        const key = name.toLowerCase();
        return recordsOf(object).find(({ fields }) => toText(fields['Name'] ?? null).toLowerCase() === key) ?? null;
    };
    return {
        'Map<String, This> getAll()': () => {
            const all = new MapValue(mapOf(STRING, type));
            for (const record of recordsOf(object)) all.put(record.fields['Name'] ?? null, record);
            return all;
        },
        'This getInstance(String)': named,
        'This getValues(String)': named,
    };
}

function hierarchyMethods(object: ObjectType): Signatures {
    return {
        'This getInstance()': () => merged(object, transaction().host.user().id),
        'This getInstance(Id)': (owner: string) => merged(object, owner),
        'This getOrgDefaults()': () => {
            const { organizationId } = transaction().host;
            return recordOfOwner(object, organizationId) ?? empty(object, organizationId);
        },
        'This getValues(Id)': (owner: string) => recordOfOwner(object, owner) ?? null,
    };
}

/** What holds for a user or a profile: each field as the lowest level that has it says. */
function merged(object: ObjectType, owner: string): SObjectValue {
    const levels = levelsAbove(owner).flatMap((one) => recordOfOwner(object, one) ?? []);
    const lowest = levels[0];
    const made = empty(object, owner);
    for (const { fields } of levels.toReversed())
        for (const name in fields) if (fields[name] !== null) made.fields[name] = fields[name] ?? null;
    // the fields may be those of others, the record is that of the owner, if there is one
    if (lowest?.fields['SetupOwnerId'] !== owner) {
        made.fields = Object.fromEntries(
            Object.entries(made.fields).filter(([name]) => isOwn(object.fields.get(name))),
        );
        made.fields['SetupOwnerId'] = owner;
    }
    return made;
}

function isOwn(field: Field | undefined): boolean {
    return field?.name.endsWith('__c') === true;
}

/** The owner, the profile of a user, the organization. */
function levelsAbove(owner: string): string[] {
    const { host } = transaction();
    const user = host.user();
    const profile =
        owner === user.id
            ? user.profileId
            : host.schema.objectOfId(owner)?.name === 'User'
              ? profileOf(owner)
              : undefined;
    return [...new Set([owner, ...(profile === undefined ? [] : [profile]), host.organizationId])];
}

function profileOf(userId: string): string | undefined {
    const query = hostRecords().query('SELECT ProfileId FROM User WHERE Id = :id', { id: userId }, SYSTEM);
    const [user] = query.all();
    return typeof user?.['ProfileId'] === 'string' ? user['ProfileId'] : undefined;
}

const SYSTEM = { rights: false, sharing: false };

function empty(object: ObjectType, owner: string): SObjectValue {
    return new SObjectValue(object, { SetupOwnerId: owner });
}

function recordOfOwner(object: ObjectType, owner: string): SObjectValue | undefined {
    return recordsOf(object, { owner })[0];
}

/** Sets of data with all their fields; they count as no query. */
function recordsOf(object: ObjectType, binds: Readonly<Record<string, unknown>> = {}): SObjectValue[] {
    const names = [...object.fields.values()]
        .filter(({ type }) => type !== 'location' && type !== 'address')
        .map(({ name }) => name);
    const where = 'owner' in binds ? ' WHERE SetupOwnerId = :owner' : '';
    const query = hostRecords().query(
        `SELECT ${names.join(', ')} FROM ${object.name}${where} ORDER BY Name`,
        binds,
        SYSTEM,
    );
    return query.all().map((record) => recordOf(transaction().host.schema, record));
}
