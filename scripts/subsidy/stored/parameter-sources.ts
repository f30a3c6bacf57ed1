/** Where parameters come from: what a letter names as its legal source. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { readableFields } from './readable.ts';

const OBJECT = 'Subsidy_Parameter__c';

export interface ParameterSource {
    readonly code: string;
    readonly source: string;
}

/**
 * Two calls.
 * @returns the source of each version by its external key; empty where the user may not read those keys
 * @throws OrgError
 */
export async function parameterSources(client: OrgClient): Promise<ReadonlyMap<string, ParameterSource>> {
    const sources = new Map<string, ParameterSource>();
    const seen = await readableFields(client, OBJECT);
    if (!seen?.has('External_Key__c') || !seen.has('Source__c')) return sources;
    for await (const record of client.query(`SELECT External_Key__c, Parameter_Code__c, Source__c FROM ${OBJECT}`)) {
        const {
            External_Key__c: key,
            Parameter_Code__c: code,
            Source__c: source,
        } = record as Record<string, string | null>;
        if (key && source) sources.set(key, { code: code ?? '', source });
    }
    return sources;
}
