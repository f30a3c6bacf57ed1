/** What the user may read, asked of the org: a field that is hidden is no field, and asking for it is an error. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { OrgError } from '../../salesforce/org-error.ts';

/**
 * One call.
 * @returns the fields of an object that the user may read; undefined where the object itself is hidden
 * @throws OrgError when the org does not answer
 */
export async function readableFields(client: OrgClient, object: string): Promise<ReadonlySet<string> | undefined> {
    try {
        const { fields } = await client.json<{ fields: { name: string }[] }>('GET', `/sobjects/${object}/describe`);
        return new Set(fields.map(({ name }) => name));
    } catch (error) {
        if (error instanceof OrgError && error.status === 404) return undefined;
        throw error;
    }
}
