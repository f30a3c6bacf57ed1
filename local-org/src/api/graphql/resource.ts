/** `POST /services/data/vXX.X/graphql` (GraphQL API guide, "GraphQL Resource"). */
import { executeGraph } from '../../org/graphql/execute.ts';
import { UiContext } from '../../org/ui/ui-context.ts';
import { malformed, notFound } from '../http/errors.ts';
import { asObject, asText } from '../http/json.ts';
import { allow, type RestAnswer, type RestRequest } from '../rest/context.ts';

/** What is wrong with a query is in the answer, whose status is 200 nevertheless. @throws OrgError for a body that is none */
export function graphql(request: RestRequest): RestAnswer {
    allow(request, 'POST');
    if (request.path.length > 1) throw notFound();
    const body = asObject(request.body);
    const { operationName } = body;
    if (operationName !== undefined && operationName !== null && typeof operationName !== 'string')
        throw malformed('operationName must be a text');
    const ui = new UiContext(request.org, request.session, request);
    const answer = executeGraph(
        ui,
        {
            query: asText(body['query'], 'query'),
            variables: asObject(body['variables'] ?? {}, 'variables'),
            ...(operationName ? { operationName } : {}),
        },
        request.log,
    );
    return { body: answer };
}
