/** Records by GraphQL. What a user may not see is not in the schema that he asks. */
import { OrgError } from '../../../salesforce/org-error.ts';
import type { RoleUser } from '../matrix-org.ts';
import { singly } from './way.ts';

interface Graph {
    readonly data?: {
        readonly uiapi?: Record<string, { edges?: unknown[] } | null> & { query?: Graph['data'] };
    } | null;
    readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly ErrorType?: string } }[];
}

/** @throws OrgError with what the org said first */
async function ask({ client }: RoleUser, query: string, variables: object = {}): Promise<Graph> {
    const answer = await client.json<Graph>('POST', '/graphql', { query, variables });
    const [error] = answer.errors ?? [];
    if (error) throw new OrgError(200, codeOf(error.message, error.extensions?.ErrorType), error.message);
    return answer;
}

/** Validation names what is not in the user's schema; that is how an org refuses here. */
function codeOf(message: string, type = ''): string {
    if (message.includes('insufficient access rights')) return 'INSUFFICIENT_ACCESS';
    if (message.includes('alleen registreren voor')) return 'FIELD_CUSTOM_VALIDATION_EXCEPTION';
    if (/got invalid value.*is not defined by type/.test(message)) return 'INVALID_FIELD';
    if (type === 'ValidationError' && /FieldUndefined|Unknown type/.test(message)) return 'INVALID_TYPE';
    return type === '' ? 'GRAPHQL' : type;
}

export const GRAPHQL = singly('GraphQL', {
    create: async (user, { object, values }) => {
        const query = `mutation M($input: ${object}CreateInput!) { uiapi { ${object}Create(input: $input) { Record { Id } } } }`;
        await ask(user, query, { input: { [object]: values } });
        return true;
    },
    read: async (user, { object, id }) => {
        const { data } = await ask(
            user,
            `query Q($id: ID) { uiapi { query { ${object}(where: { Id: { eq: $id } }) { edges { node { Id } } } } } }`,
            { id },
        );
        const { query } = (data?.uiapi ?? {}) as { query?: Record<string, { edges: unknown[] }> };
        return query?.[object]?.edges.length === 1;
    },
    edit: async (user, { object, id, values }) => {
        const query = `mutation M($input: ${object}UpdateInput!) { uiapi { ${object}Update(input: $input) { success } } }`;
        await ask(user, query, { input: { Id: id, [object]: values } });
        return true;
    },
    delete: async (user, { object, id }) => {
        const query = `mutation M($input: RecordDeleteInput!) { uiapi { ${object}Delete(input: $input) { Id } } }`;
        await ask(user, query, { input: { Id: id } });
        return true;
    },
});
