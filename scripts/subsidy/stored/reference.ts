/** Finds a record by whatever a person copied: its reference, its external key or its id. */
import { quoted } from '../../salesforce/org-client.ts';
import { OrgError } from '../../salesforce/org-error.ts';

const ID = /^[a-z0-9]{15}([a-z0-9]{3})?$/i;

/**
 * @param ask queries with a condition
 * @param conditions on the fields that may hold the reference; the id is tried after them, when it looks like one
 * @returns what the first condition that finds anything gives
 * @throws OrgError
 */
export async function byReference<Found>(
    reference: string,
    ask: (where: string) => Promise<Found[]>,
    conditions: readonly string[],
): Promise<Found[]> {
    const found = await ask(conditions.join(' OR '));
    if (found.length > 0 || !ID.test(reference)) return found;
    try {
        return await ask(`Id = ${quoted(reference)}`);
    } catch (error) {
        // it had the length of an id, and was none
        if (error instanceof OrgError && error.code === 'INVALID_QUERY_FILTER_OPERATOR') return [];
        throw error;
    }
}
