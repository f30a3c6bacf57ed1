/** Requests as somebody sends them who looks for holes: any address, any body, and the whole of the answer. */
import { VERSION } from '../../testing/test-org.ts';
import type { RoleUser } from './matrix-org.ts';

/** What came back. */
export interface Answer {
    readonly status: number;
    readonly text: string;
}

/** @param path after `/services/data/vNN.0`, or a whole path */
export async function send(
    { instanceUrl, accessToken }: Pick<RoleUser, 'instanceUrl' | 'accessToken'>,
    method: string,
    path: string,
    body?: object,
): Promise<Answer> {
    const whole = path.startsWith('/services/') ? path : `/services/data/v${VERSION}${path}`;
    const answer = await fetch(new URL(whole, instanceUrl), {
        method,
        headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, text: await answer.text() };
}

/** A query by REST. */
export function query(user: RoleUser, soql: string): Promise<Answer> {
    return send(user, 'GET', `/query?q=${encodeURIComponent(soql)}`);
}

/** A query by GraphQL, of what is inside `uiapi { query { … } }`. */
export function graph(user: RoleUser, inside: string): Promise<Answer> {
    return send(user, 'POST', '/graphql', { query: `{ uiapi { query { ${inside} } } }` });
}
