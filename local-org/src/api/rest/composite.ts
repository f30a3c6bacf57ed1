/**
 * Several requests in one: `/composite` (one after the other, later ones refer to earlier ones), `/composite/batch`
 * (independent), `/composite/graph` (several composites, each all or nothing). REST API developer guide, "Composite
 * resources".
 */
import { OrgError } from '../../schema/errors.ts';
import { isFault, toAnswer } from '../http/errors.ts';
import { readForm } from '../http/bodies.ts';
import { asList, asObject, asText } from '../http/json.ts';
import { isAllOrNone, type RestAnswer, type RestRequest, type RestResource } from './context.ts';
import { resolveReferences, resolveUrl } from './references.ts';

const MAX_SUBREQUESTS = 25;
/** Of the parts of a composite, so many may be queries or collections. */
const MAX_QUERIES = 5;
const MAX_GRAPHS = 75;
/** Of all graphs together. */
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
    if (parts.filter(({ url }) => MANY_RECORDS.test(url)).length > MAX_QUERIES)
        throw new OrgError(
            'LIMIT_EXCEEDED',
            `The number of queries and collections is limited to ${String(MAX_QUERIES)}`,
        );
    return { body: { compositeResponse: runParts(request, dispatch, parts, isAllOrNone(body)) } };
}

const MANY_RECORDS = /^\/services\/data\/v[\d.]+\/(tooling\/)?(query|queryAll|composite\/sobjects)\b/i;

/** `/composite/graph` */
export function graph(request: RestRequest, dispatch: RestResource): RestAnswer {
    const given = asList(asObject(request.body)['graphs'], 'graphs').map((one) => asObject(one, 'Each graph'));
    // all of it is read before any of it is done
    const graphs = given.map((one) => ({
        graphId: asText(one['graphId'], 'graphId'),
        parts: partsOf(one, MAX_GRAPH_NODES),
    }));
    if (graphs.length > MAX_GRAPHS)
        throw new OrgError('LIMIT_EXCEEDED', `The number of graphs is limited to ${String(MAX_GRAPHS)}`);
    if (graphs.reduce((sum, { parts }) => sum + parts.length, 0) > MAX_GRAPH_NODES)
        throw new OrgError('LIMIT_EXCEEDED', `The number of nodes is limited to ${String(MAX_GRAPH_NODES)}`);
    refuseTwice(
        graphs.map(({ graphId }) => graphId),
        'graphId',
    );
    const answers = graphs.map(({ graphId, parts }) => {
        const compositeResponse = runParts(request, dispatch, parts, true);
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
    refuseTwice(
        parts.map((part) => part.referenceId),
        'ReferenceId',
    );
    return parts;
}

function refuseTwice(ids: readonly string[], what: string): void {
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) throw new OrgError('INVALID_INPUT', `Duplicate ${what} provided in the request: ${twice}`);
}

function readPart(part: Record<string, unknown>): Part {
    const headers = Object.entries(asObject(part['httpHeaders'] ?? {}, 'httpHeaders')).map(([name, value]) => [
        name.toLowerCase(),
        asText(value, `The header ${name}`),
    ]);
    return {
        method: asText(part['method'], 'method').toUpperCase(),
        url: asText(part['url'], 'url'),
        referenceId: asText(part['referenceId'], 'referenceId'),
        body: part['body'],
        headers: Object.fromEntries(headers) as Record<string, string>,
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
        for (const part of parts) {
            const isHalted = allOrNone && answers.some(({ httpStatusCode }) => httpStatusCode >= 400);
            const { referenceId } = part;
            answers.push(isHalted ? { ...HALTED, referenceId } : runPart(request, dispatch, part, answers));
        }
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
        // sessions may have been made from what is taken back now
        request.org.accessChanged();
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
        const url = resolveUrl(part.url, known);
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
        if (isFault(error)) request.log(error);
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
        .filter((step) => step !== '')
        .map((step) => decoded(step));
    // only collections: composites in composites would multiply what one request may ask for
    const [resource, kind] = path[0]?.toLowerCase() === 'tooling' ? path.slice(1) : path;
    if (resource?.toLowerCase() === 'composite' && kind !== 'sobjects')
        throw new OrgError('INVALID_INPUT', `Not allowed in a composite: ${url}`);
    return dispatch({
        ...request,
        method: method === 'HEAD' ? 'GET' : method,
        base,
        path,
        // the part may have changed what the user may do
        session: request.org.session(request.session.userId),
        query: readForm(parsed.search.slice(1)),
        body,
        headers,
    });
}

function decoded(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        throw new OrgError('INVALID_INPUT', `The URL of a subrequest is not encoded as it should be: ${text}`);
    }
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
        if (isFault(error)) request.log(error);
        const { status, body } = toAnswer(error);
        return { statusCode: status, result: body };
    }
}
