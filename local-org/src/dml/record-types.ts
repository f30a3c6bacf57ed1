/** Record types of the records that are saved. */
import type { ObjectType, RecordTypeInfo } from '../schema/model.ts';
import { alive, fail, type DmlContext, type Work } from './context.ts';
import { textIn } from './values.ts';

/** The record type that stands for none. */
export const MASTER_RECORD_TYPE = '012000000000000AAA';

/** An object's record types by id; empty when it has none. */
export type RecordTypes = ReadonlyMap<string, RecordTypeInfo>;

/** Reads the record types of an object. */
export function readRecordTypes(context: DmlContext, object: ObjectType): RecordTypes {
    if (object.recordTypes.length === 0) return new Map();
    const byName = new Map(object.recordTypes.map((one) => [one.developerName, one]));
    const rows = context.store.all<{ Id: string; DeveloperName: string }>(
        'SELECT Id, DeveloperName FROM "RecordType" WHERE SobjectType = ?',
        [object.name],
    );
    return new Map(
        rows.flatMap(({ Id, DeveloperName }): [string, RecordTypeInfo][] => {
            const info = byName.get(DeveloperName);
            return info ? [[Id, info]] : [];
        }),
    );
}

/** The record type that a record of the user gets when he names none: the default of his profile. */
export function defaultRecordType(context: DmlContext, object: ObjectType, types: RecordTypes): string | null {
    if (types.size === 0) return null;
    const profile = context.store.get<{ Name: string }>(
        'SELECT p.Name FROM "Profile" p JOIN "User" u ON u.ProfileId = p.Id WHERE u.Id = ?',
        [context.userId],
    )?.Name;
    for (const [id, info] of types) if (info.active && info.defaultFor?.includes(profile ?? '')) return id;
    return null;
}

/** Refuses record types of other objects, and those that are not active. */
export function checkRecordTypes(object: ObjectType, works: readonly Work[], types: RecordTypes): void {
    if (!object.fields.has('RecordTypeId')) return;
    for (const work of alive(works)) {
        const { record } = work;
        if (record['RecordTypeId'] === MASTER_RECORD_TYPE) record['RecordTypeId'] = null;
        const id = record['RecordTypeId'] ?? null;
        if (id === null || id === work.before?.['RecordTypeId'] || types.get(textIn(record, 'RecordTypeId'))?.active)
            continue;
        const message = `Record Type ID: this ID value isn't valid for the user: ${textIn(record, 'RecordTypeId')}`;
        fail(work, 'INVALID_CROSS_REFERENCE_KEY', message, ['RecordTypeId']);
    }
}
