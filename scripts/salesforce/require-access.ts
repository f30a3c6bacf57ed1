/** Asks before the first write whether the org has what a job needs, and whether the user may do it. */
import type { OrgClient } from './org-client.ts';
import { JobError, OrgError } from './org-error.ts';

/** What a job does with an object. */
export interface Need {
    readonly object: string;
    /** fields that it reads */
    readonly read?: readonly string[];
    /** fields that it writes in new records */
    readonly create?: readonly string[];
    /** fields that it changes */
    readonly update?: readonly string[];
    readonly remove?: boolean;
}

/** What the user may write of an object. */
export interface Access {
    readonly createable: ReadonlySet<string>;
    readonly updateable: ReadonlySet<string>;
    readonly deletable: boolean;
    /** values that picklists take, by field */
    readonly choices: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Description {
    readonly label: string;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly deletable: boolean;
    readonly fields: readonly Field[];
}

interface Field {
    readonly name: string;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly picklistValues?: readonly { value: string; active: boolean }[] | null;
}

/**
 * One call.
 * @returns what else the user may write of the object
 * @throws JobError in Dutch when an object is missing, or the user may not do what the job does
 */
export async function requireAccess(client: OrgClient, need: Need): Promise<Access> {
    const description = await describe(client, need.object);
    const lacking = lackingRight(description, need);
    if (lacking !== undefined) {
        throw new JobError('NoPermission', `U mag ${description.label} (${need.object}) niet ${lacking}.`, {
            actions: ['Vraag de beheerder om de machtigingenset die bij uw rol hoort.'],
        });
    }
    const names = (may: (field: Field) => boolean): Set<string> =>
        new Set(description.fields.filter(may).map(({ name }) => name));
    return {
        createable: names((field) => field.createable),
        updateable: names((field) => field.updateable),
        deletable: description.deletable,
        choices: new Map(
            description.fields.map(({ name, picklistValues }) => [
                name,
                new Set(picklistValues?.filter(({ active }) => active).map(({ value }) => value)),
            ]),
        ),
    };
}

async function describe(client: OrgClient, object: string): Promise<Description> {
    try {
        return await client.json<Description>('GET', `/sobjects/${object}/describe`);
    } catch (error) {
        if (!(error instanceof OrgError) || error.status !== 404) throw error;
        throw new JobError('WrongOrgOrNoAccess', `Deze org heeft geen ${object}, of u mag het niet zien.`, {
            actions: [
                'Kijk na of --target-org naar de juiste org wijst, en of de Huisvestingstool daar geïnstalleerd is.',
                'Vraag de beheerder om de machtigingenset die bij uw rol hoort.',
            ],
        });
    }
}

function lackingRight(description: Description, { read, create, update, remove }: Need): string | undefined {
    const fields = new Map(description.fields.map((field) => [field.name, field]));
    const unseen = [...(read ?? []), ...(create ?? []), ...(update ?? [])].find((name) => !fields.has(name));
    if (unseen !== undefined) return `volledig lezen: het veld ${unseen} ontbreekt of is verborgen`;
    if (create && !description.createable) return 'toevoegen';
    if (update && !description.updateable) return 'wijzigen';
    if (remove && !description.deletable) return 'verwijderen';
    const unset =
        create?.find((name) => !fields.get(name)?.createable) ?? update?.find((name) => !fields.get(name)?.updateable);
    return unset === undefined ? undefined : `schrijven: het veld ${unset} is alleen-lezen`;
}
