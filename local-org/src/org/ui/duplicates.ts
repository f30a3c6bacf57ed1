/** Duplicate rules, of which this org has none (guide, "Manage Duplicate Records"). */
import type { ObjectType } from '../../schema/model.ts';
import { eTagOf } from './identity.ts';

/** The rules of an object. */
export function duplicateConfiguration({ name }: ObjectType): object {
    const body = { apiName: name, dedupeEnabled: false, dedupeFields: [], duplicateRules: [], predupeEnabled: false };
    return { ...body, eTag: eTagOf(body) };
}

/** What a record is a duplicate of: without rules, of nothing. */
export function duplicatesOf(): object {
    return { allowSave: true, duplicateError: false, duplicateRules: [], matches: [] };
}
