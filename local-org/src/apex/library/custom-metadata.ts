/**
 * Static methods of custom metadata types; those of custom settings stand beside.
 * Source: Apex reference guide, "Custom metadata type methods".
 */
import type { ObjectType } from '../../schema/model.ts';
import { hostRecords } from '../data/queries.ts';
import { recordOf } from '../data/records.ts';
import { MapValue } from '../run/collections.ts';
import type { SObjectValue } from '../run/sobject.ts';
import { toText } from '../run/text.ts';
import { transaction } from '../run/vm.ts';
import { STRING, mapOf, type Type } from '../types/type.ts';
import { settingMethods } from './custom-settings.ts';
import type { LibraryClass, Signatures } from './define.ts';

/** The methods of a type; none for those of ordinary records. */
export function customMetadataTable(type: Type, table: LibraryClass | undefined): LibraryClass | undefined {
    const { object } = type;
    if (object?.kind === 'customMetadata') return { name: type.name, ...table, statics: metadataMethods(type, object) };
    if (object?.kind !== 'customSetting') return table;
    return { name: type.name, ...table, statics: settingMethods(type, object) };
}

function metadataMethods(type: Type, object: ObjectType): Signatures {
    return {
        'Map<String, This> getAll()': () => {
            const all = new MapValue(mapOf(STRING, type));
            for (const record of recordsOf(object)) all.put(record.fields['DeveloperName'] ?? null, record);
            return all;
        },
        'This getInstance(String)': (name: string) => {
            const wanted = name.toLowerCase();
            const found = recordsOf(object).find(({ fields }) =>
                ['DeveloperName', 'QualifiedApiName', 'Id'].some(
                    (key) => toText(fields[key] ?? null).toLowerCase() === wanted,
                ),
            );
            return found ?? null;
        },
    };
}

/** All records of the type, with all their fields; they count as no query. */
function recordsOf(object: ObjectType): SObjectValue[] {
    const { kept, host } = transaction();
    const known = kept.get(object) as SObjectValue[] | undefined;
    if (known) return known;
    const names = [...object.fields.values()]
        .filter(({ type }) => type !== 'location' && type !== 'address')
        .map(({ name }) => name);
    const soql = `SELECT ${names.join(', ')} FROM ${object.name} ORDER BY DeveloperName`;
    const query = hostRecords().query(soql, {}, { rights: false, sharing: false });
    const records = query.all().map((record) => recordOf(host.schema, record));
    for (const record of records) record.isReadOnly = true;
    kept.set(object, records);
    return records;
}
