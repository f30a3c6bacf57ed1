/** Record types as the user interface shows them (guide, "Record Type Info"). */
import { MASTER_RECORD_TYPE } from '../../dml/record-types.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { ObjectType, RecordTypeInfo } from '../../schema/model.ts';
import type { UiContext } from './ui-context.ts';

export { MASTER_RECORD_TYPE };

/** A record type of an object for a user. */
export interface UiRecordType {
    readonly available: boolean;
    readonly defaultRecordTypeMapping: boolean;
    readonly master: boolean;
    readonly name: string;
    readonly recordTypeId: string;
    /** Absent for the master. */
    readonly info?: RecordTypeInfo;
}

/** What is sent of it. */
export type RecordTypeRepresentation = Omit<UiRecordType, 'info'>;

/** The record types of an object with the master that stands for none, which comes last. */
export function recordTypesOf({ org, session, translations }: UiContext, object: ObjectType): UiRecordType[] {
    const ids = org.recordTypeIds(object);
    const { profileName } = session.permissions;
    const isDefault = (info: RecordTypeInfo): boolean =>
        info.active && (info.defaultFor?.includes(profileName) ?? false);
    const own = object.recordTypes.flatMap((info): UiRecordType[] => {
        const recordTypeId = ids.get(info.developerName);
        if (recordTypeId === undefined) return [];
        const name = translations.recordTypeLabel(object, info.developerName, info.label);
        const defaultRecordTypeMapping = isDefault(info);
        return [{ available: info.active, defaultRecordTypeMapping, master: false, name, recordTypeId, info }];
    });
    const master = {
        available: true,
        defaultRecordTypeMapping: !object.recordTypes.some(isDefault),
        master: true,
        name: 'Master',
        recordTypeId: MASTER_RECORD_TYPE,
    };
    return [...own, master];
}

/**
 * A record type by its id; without one the user's default.
 * @throws OrgError INVALID_RECORD_TYPE when the object has none of that id
 */
export function recordTypeOf(ui: UiContext, object: ObjectType, text?: string): UiRecordType {
    const types = recordTypesOf(ui, object);
    const id = text === undefined || text === '' ? undefined : (toId18(text) ?? text);
    const found = types.find((one) => (id === undefined ? one.defaultRecordTypeMapping : one.recordTypeId === id));
    if (found) return found;
    throw new OrgError('INVALID_RECORD_TYPE', `The record type ${String(id)} isn't valid for ${object.name}`);
}

export function representRecordType({ info, ...shown }: UiRecordType): RecordTypeRepresentation {
    return shown;
}
