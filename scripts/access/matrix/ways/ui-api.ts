/** Records by the User Interface API, as pages ask for them. */
import { OrgError } from '../../../salesforce/org-error.ts';
import { VERSION } from '../../../testing/test-org.ts';
import type { RoleUser } from '../matrix-org.ts';
import { singly } from './way.ts';

interface Refusal {
    readonly errorCode: string;
    readonly message: string;
    /** what was wrong with the record; the message above is the same for all */
    readonly output?: {
        readonly errors?: readonly Refusal[];
        readonly fieldErrors?: Readonly<Record<string, readonly Refusal[]>>;
    };
}

/** @throws OrgError with the reason that the org gives for the record */
async function ask(user: RoleUser, method: string, path: string, body?: object): Promise<boolean> {
    const answer = await fetch(new URL(`/services/data/v${VERSION}/ui-api${path}`, user.instanceUrl), {
        method,
        headers: { authorization: `Bearer ${user.accessToken}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (answer.ok) {
        await answer.body?.cancel();
        return true;
    }
    const said = (await answer.json()) as Refusal | readonly Refusal[];
    const first = (Array.isArray(said) ? said[0] : said) as Refusal | undefined;
    const { errors = [], fieldErrors = {} } = first?.output ?? {};
    const reason = [...errors, ...Object.values(fieldErrors).flat()][0] ?? first;
    throw new OrgError(answer.status, reason?.errorCode ?? '', reason?.message ?? '');
}

export const UI_API = singly('UI API', {
    create: (user, { object: apiName, values: fields }) => ask(user, 'POST', '/records', { apiName, fields }),
    read: (user, { object, id }) => ask(user, 'GET', `/records/${id}?fields=${object}.Id`),
    edit: (user, { id, values: fields }) => ask(user, 'PATCH', `/records/${id}`, { fields }),
    delete: (user, { id }) => ask(user, 'DELETE', `/records/${id}`),
});
