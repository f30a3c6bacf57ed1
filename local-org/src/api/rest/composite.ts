/**
 * Several requests in one: `/composite` (one after the other, later ones refer to earlier ones), `/composite/batch`
 * (independent), `/composite/graph` (several composites, each all or nothing). REST API developer guide, "Composite
 * resources".
 */
import { OrgError } from '../../schema/errors.ts';
import { toAnswer } from '../http/errors.ts';
import { asList, asObject, asText } from '../http/json.ts';
import type { RestAnswer, RestRequest, RestResource } from './context.ts';
import { resolveReferences } from './references.ts';

const MAX_SUBREQUESTS = 25;
const MAX_GRAPH_NODES = 500;

/** Thrown to take back what a composite did when a part of it failed. */
class PartFailed extends Error {}

interface Part {
    readonly method: string;
    readonly url: string;
    readonly referenceId: string;
    readonly body: unknown;
    readonly headers: Readonly<Record<string, string>>;
}

interface PartAnswer {
    readonly body: unknown;
    readonly httpHeaders: Readonly<Record<string, string>>;
    readonly httpStatusCode: number;
    readonly referenceId: string;
}

/** `/composite` */
export function composite(request: RestRequest, dispatch: RestResource): RestAnswer {
    const body = asObject(request.body);
    const parts = partsOf(body, MAX_SUBREQUESTS);
    return { body: { compositeResponse: runParts(request, dispatch, parts, body['allOrNone'] === true) } };
}

/** `/composite/graph` */
export function graph(request: RestRequest, dispatch: RestResource): RestAnswer {
    const graphs = asList(asObject(request.body)['graphs'], 'graphs').map((one) => asObject(one, 'Each graph'));
    const answers = graphs.map((one) => {
        const graphId = asText(one['graphId'], 'graphId');
        const compositeResponse = runParts(request, dispatch, partsOf(one, MAX_GRAPH_NODES), true);
        const isSuccessful = compositeResponse.every(({ httpStatusCode }) => httpStatusCode < 400);
        return { graphId, graphResponse: { compositeResponse }, isSuccessful };
    });
    return { body: { graphs: answers } };
}

function partsOf(body: Record<string, unknown>, max: number): Part[] {
    const parts = asList(body['compositeRequest'], 'compositeRequest').map((one) =>
        readPart(asObject(one, 'Each subrequest')),
    );
    if (parts.length > max)
        throw new OrgError('LIMIT_EXCEEDED', `The number of subrequests is limited to ${String(max)}`);
    const ids = parts.map((part) => part.referenceId);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined)
        throw new OrgError('INVALID_INPUT', `Duplicate ReferenceId provided in the request: ${twice}`);
    return parts;
}

function readPart(part: Record<string, unknown>): Part {
    const headers =
        part['httpHeaders'] === undefined
            ? {}
            : (asObject(part['httpHeaders'], 'httpHeaders') as Record<string, string>);
    return {
        method: asText(part['method'], 'method').toUpperCase(),
        url: asText(part['url'], 'url'),
        referenceId: asText(part['referenceId'], 'referenceId'),
        body: part['body'],
        headers,
    };
}

function runParts(
    request: RestRequest,
    dispatch: RestResource,
    parts: readonly Part[],
    allOrNone: boolean,
): PartAnswer[] {
    const answers: PartAnswer[] = [];
    const run = (): void => {
        for (const part of parts) answers.push(runPart(request, dispatch, part, answers));
    };
    if (!allOrNone) {
        run();
        return answers;
    }
    try {
        request.org.store.transaction(() => {
            run();
            if (answers.some(({ httpStatusCode }) => httpStatusCode >= 400)) throw new PartFailed();
        });
        return answers;
    } catch (error) {
        if (!(error instanceof PartFailed)) throw error;
        return answers.map((answer) => (answer.httpStatusCode < 400 ? { ...answer, ...HALTED } : answer));
    }
}

const HALTED = {
    body: [
        {
            errorCode: 'PROCESSING_HALTED',
            message: 'The transaction was rolled back since another operation in the same transaction failed.',
        },
    ],
    httpHeaders: {},
    httpStatusCode: 400,
};

function runPart(request: RestRequest, dispatch: RestResource, part: Part, earlier: readonly PartAnswer[]): PartAnswer {
    const { referenceId } = part;
    try {
        const known = new Map(earlier.map((one) => [one.referenceId, one.httpStatusCode < 400 ? one.body : undefined]));
        const url = resolveReferences(part.url, known) as string;
        const answer = dispatchUrl(
            request,
            dispatch,
            part.method,
            url,
            resolveReferences(part.body, known),
            part.headers,
        );
        return {
            body: answer.body ?? null,
            httpHeaders: answer.headers ?? {},
            httpStatusCode: answer.status ?? 200,
            referenceId,
        };
    } catch (error) {
        const { status, body } = toAnswer(error);
        return { body, httpHeaders: {}, httpStatusCode: status, referenceId };
    }
}

/** Sends a part on its way as if it had come by itself. */
function dispatchUrl(
    request: RestRequest,
    dispatch: RestResource,
    method: string,
    url: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
): RestAnswer {
    const parsed = URL.parse(url, 'http://local');
    const match = /^(\/services\/data\/v\d+\.\d)(\/.*)?$/.exec(parsed?.pathname ?? '');
    const [, base, rest = ''] = match ?? [];
    if (!parsed || base === undefined)
        throw new OrgError('INVALID_INPUT', `The URL of a subrequest must begin with /services/data/: ${url}`);
    const path = rest
        .split('/')
        .filter((part) => part !== '')
        .map((part) => decodeURIComponent(part));
    if (path[0] === 'composite' && path[1] === undefined)
        throw new OrgError('INVALID_INPUT', 'A composite cannot hold a composite');
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    return dispatch({
        ...request,
        method,
        base,
        path,
        query: Object.fromEntries(parsed.searchParams),
        body,
        headers: lower,
    });
}

/** `/composite/batch` */
export function batch(request: RestRequest, dispatch: RestResource): RestAnswer {
    const body = asObject(request.body);
    const parts = asList(body['batchRequests'], 'batchRequests').map((one) => asObject(one, 'Each subrequest'));
    if (parts.length > MAX_SUBREQUESTS)
        throw new OrgError('LIMIT_EXCEEDED', `The number of subrequests is limited to ${String(MAX_SUBREQUESTS)}`);
    const results: { statusCode: number; result: unknown }[] = [];
    for (const part of parts) {
        const isHalted = body['haltOnError'] === true && results.some(({ statusCode }) => statusCode >= 400);
        results.push(
            isHalted
                ? {
                      statusCode: 412,
                      result: [
                          { errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' },
                      ],
                  }
                : runBatchPart(request, dispatch, part),
        );
    }
    return { body: { hasErrors: results.some(({ statusCode }) => statusCode >= 400), results } };
}

function runBatchPart(
    request: RestRequest,
    dispatch: RestResource,
    part: Record<string, unknown>,
): { statusCode: number; result: unknown } {
    try {
        const given = asText(part['url'], 'url').replace(/^\/?(services\/data\/)?/, '');
        const method = asText(part['method'], 'method').toUpperCase();
        const answer = dispatchUrl(request, dispatch, method, `/services/data/${given}`, part['richInput'], {});
        return { statusCode: answer.status ?? 200, result: answer.body ?? null };
    } catch (error) {
        const { status, body } = toAnswer(error);
        return { statusCode: status, result: body };
    }
}
