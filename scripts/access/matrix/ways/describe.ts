/** What the org says beforehand: an object of which somebody may do something with some record, is one for that. */
import { OrgError } from '../../../salesforce/org-error.ts';
import type { RoleUser } from '../matrix-org.ts';
import type { Action } from '../matrix-table.ts';

/** What a describe says of an object. */
export type Described = Readonly<Record<Action, boolean>>;

/** @returns nothing allowed where the org knows no such object for the user */
export async function described({ client }: RoleUser, object: string): Promise<Described> {
    try {
        const { createable, queryable, updateable, deletable } = await client.json<Record<string, boolean>>(
            'GET',
            `/sobjects/${object}/describe`,
        );
        return {
            create: createable === true,
            read: queryable === true,
            edit: updateable === true,
            delete: deletable === true,
        };
    } catch (error) {
        if (error instanceof OrgError && error.status === 404)
            return { create: false, read: false, edit: false, delete: false };
        throw error;
    }
}

/** The first of the changes that is of a field which the user may write; the first one when there is none. */
export async function writable<V extends Readonly<Record<string, unknown>>>(
    { client }: RoleUser,
    object: string,
    changes: readonly V[],
): Promise<V | undefined> {
    if (changes.length < 2) return changes[0];
    try {
        const { fields } = await client.json<{ fields: { name: string; updateable: boolean }[] }>(
            'GET',
            `/sobjects/${object}/describe`,
        );
        const names = new Set(fields.filter(({ updateable }) => updateable).map(({ name }) => name));
        return changes.find((change) => Object.keys(change).every((name) => names.has(name))) ?? changes[0];
    } catch (error) {
        if (error instanceof OrgError && error.status === 404) return changes[0];
        throw error;
    }
}
