/** Copies of records. Source: Apex reference guide, "SObject class", clone. */
import { SObjectValue } from './sobject.ts';

export interface CopyOptions {
    readonly preserveId?: boolean;
    readonly preserveStamps?: boolean;
    readonly preserveAutonumber?: boolean;
    readonly isDeep?: boolean;
}

const STAMPS = ['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp'];

/** A record like another. */
export function copyRecord(record: SObjectValue, options: CopyOptions): SObjectValue {
    const { preserveId = false, preserveStamps = false, preserveAutonumber = false } = options;
    const left = new Set<string>();
    if (!preserveId) left.add('Id');
    if (!preserveStamps) for (const name of STAMPS) left.add(name);
    if (!preserveAutonumber)
        for (const field of record.object.fields.values()) if (field.autoNumber) left.add(field.name);
    const kept = Object.entries(record.fields).filter(([name]) => !left.has(name));
    const copy = new SObjectValue(record.object, Object.fromEntries(kept));
    if (record.parents) copy.parents = { ...record.parents };
    copy.isQueried = record.isQueried;
    return copy;
}
