/** Routes of Bulk API 1.0 as far as `sf force data bulk` and jsforce ask for them (Bulk API developer guide, "Reference"). */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BulkError } from '../../../org/bulk/errors.ts';
import { INGEST_OPERATIONS, QUERY_OPERATIONS, type Batch, type Job, type JobSettings } from '../../../org/bulk/job.ts';
import type { BulkJobs } from '../../../org/bulk/jobs.ts';
import type { Org } from '../../../org/org.ts';
import type { Session } from '../../../org/session.ts';
import { OrgError } from '../../../schema/errors.ts';
import { toAnswer } from '../../http/errors.ts';
import { VERSIONS } from '../../oauth/identity.ts';
import { bearerOf } from '../../oauth/requests.ts';
import type { Tokens } from '../../oauth/tokens.ts';
import { asRefusal, bodyStream, bodyText } from '../bodies.ts';
import { infoXml, listXml, readJobInfo, resultListXml, type Values } from './documents.ts';
import { classicBatchInfo, classicJobInfo } from './info.ts';

const TYPES = ['Classic'] as const;

interface Call {
    readonly jobs: BulkJobs;
    readonly session: Session;
    readonly version: number;
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
    readonly params: Readonly<Record<string, string>>;
}

type Handler = (call: Call) => Promise<FastifyReply> | FastifyReply;

/** Adds the routes to a part of the server that gives bodies as streams. */
export function classicRoutes(
    parent: FastifyInstance,
    org: Org,
    tokens: Tokens,
    jobs: BulkJobs,
    log: (error: unknown) => void,
): void {
    void parent.register((app, _options, done) => {
        app.setErrorHandler((error, request, reply) => sendError(request, reply, error, log));
        const on = (method: 'GET' | 'POST', path: string, handler: Handler): void => {
            app.route({
                method,
                url: `/services/async/:version${path}`,
                handler: async (request, reply) => handler(callOf(org, tokens, jobs, request, reply)),
            });
        };
        on('POST', '/job', createJob);
        on('GET', '/job/:job', (call) => sendJob(call, findJob(call)));
        on('POST', '/job/:job', changeJob);
        on('POST', '/job/:job/batch', addBatch);
        on('GET', '/job/:job/batch', listBatches);
        on('GET', '/job/:job/batch/:batch', (call) => sendBatch(call, findJob(call)));
        on('GET', '/job/:job/batch/:batch/request', ({ jobs, session, params, reply }) =>
            csv(reply, jobs.batchData(session, params['job'] ?? '', params['batch'] ?? '')),
        );
        on('GET', '/job/:job/batch/:batch/result', sendResult);
        on('GET', '/job/:job/batch/:batch/result/:result', sendQueryResult);
        done();
    });
}

/** @throws OrgError INVALID_SESSION_ID without a valid session, BulkError for a version that there is not */
function callOf(org: Org, tokens: Tokens, jobs: BulkJobs, request: FastifyRequest, reply: FastifyReply): Call {
    const params = request.params as Record<string, string>;
    const [, digits = ''] = /^(\d\d)\.0$/.exec(params['version'] ?? '') ?? [];
    const version = Number(digits);
    if (version < VERSIONS.oldest || version > VERSIONS.newest)
        throw new BulkError('InvalidOptions', `Api version ${params['version'] ?? ''} is not supported`);
    const header = request.headers['x-sfdc-session'];
    const token = typeof header === 'string' ? header : (bearerOf(request) ?? '');
    const session = tokens.session(token, 'Unable to find session id in request');
    return { jobs, session, version, request, reply, params };
}

async function createJob(call: Call): Promise<FastifyReply> {
    const { jobs, session, request, reply } = call;
    const values = readJobInfo(await bodyText(request), isJson(request));
    const job = jobs.create(session, settingsOf(values, call.version));
    reply.code(201);
    return sendJob(call, job);
}

function settingsOf(values: Readonly<Record<string, string>>, apiVersion: number): JobSettings {
    const operations = [...INGEST_OPERATIONS, ...QUERY_OPERATIONS];
    const operation = operations.find((one) => one === values['operation']);
    if (!operation) throw new BulkError('InvalidJob', `Unknown operation: ${values['operation'] ?? ''}`);
    const { contentType = 'XML', concurrencyMode = 'Parallel', externalIdFieldName } = values;
    if (contentType !== 'CSV')
        throw new BulkError(
            'FeatureNotEnabled',
            `The content type ${contentType} is not supported in this org: use CSV`,
        );
    if ((values['assignmentRuleId'] ?? '') !== '')
        throw new BulkError('FeatureNotEnabled', 'Assignment rules are not supported in this org');
    if (concurrencyMode !== 'Parallel' && concurrencyMode !== 'Serial')
        throw new BulkError('InvalidJob', `Unknown concurrency mode: ${concurrencyMode}`);
    return {
        type: 'Classic',
        operation,
        object: values['object'] ?? '',
        ...(externalIdFieldName === undefined ? {} : { externalIdFieldName }),
        columnDelimiter: 'COMMA',
        lineEnding: 'LF',
        concurrencyMode,
        apiVersion,
    };
}

async function changeJob(call: Call): Promise<FastifyReply> {
    const { jobs, session, request, params } = call;
    const { state = '' } = readJobInfo(await bodyText(request), isJson(request));
    const { id } = findJob(call);
    if (state !== 'Closed' && state !== 'Aborted') throw new BulkError('InvalidJobState', `Unknown state: ${state}`);
    const job =
        state === 'Closed' ? jobs.finishUpload(session, id, TYPES) : jobs.abort(session, params['job'] ?? '', TYPES);
    return sendJob(call, job);
}

async function addBatch(call: Call): Promise<FastifyReply> {
    const { jobs, session, request, reply } = call;
    const { id } = findJob(call);
    const type = request.headers['content-type'] ?? '';
    if (!/^text\/(csv|plain)\b/i.test(type))
        throw new BulkError('InvalidBatch', `The content type ${type} does not match the job's: text/csv`);
    const [, charset = 'utf-8'] = /charset\s*=\s*"?([\w-]+)/i.exec(type) ?? [];
    if (!/^(utf-?8|us-ascii)$/i.test(charset))
        throw new BulkError('InvalidBatch', `The charset ${charset} is not supported`);
    let batch: Batch;
    try {
        batch = await jobs.upload(session, id, TYPES, bodyStream(request));
    } catch (error) {
        throw asRefusal(error);
    }
    reply.code(201);
    return sendInfo(call, 'batchInfo', classicBatchInfo(batch));
}

function listBatches(call: Call): FastifyReply {
    const { jobs, request, reply } = call;
    const batches = jobs.batches(findJob(call)).map(classicBatchInfo);
    return wantsJson(request)
        ? json(reply, { batchInfo: batches })
        : xml(reply, listXml('batchInfoList', 'batchInfo', batches));
}

/** Rows of an ingest job; the ids of the results of a query. */
function sendResult(call: Call): FastifyReply {
    const { jobs, session, request, reply, params } = call;
    const job = findJob(call);
    const batch = jobs.doneBatch(session, job.id, params['batch'] ?? '');
    if (!job.operation.startsWith('query')) return csv(reply, jobs.batchResults(session, job.id, batch.id));
    const ids = [resultId(batch.id)];
    return wantsJson(request) ? json(reply, ids) : xml(reply, resultListXml(ids));
}

function sendQueryResult(call: Call): FastifyReply {
    const { jobs, session, reply, params } = call;
    const job = findJob(call);
    const batch = jobs.batch(job, params['batch'] ?? '');
    if (!job.operation.startsWith('query') || params['result'] !== resultId(batch.id))
        throw new BulkError('InvalidBatch', `Invalid result id: ${params['result'] ?? ''}`);
    return csv(reply, jobs.batchResults(session, job.id, batch.id));
}

/** A query has one result here; its id is that of the batch with the prefix of results. */
function resultId(batchId: string): string {
    return `752${batchId.slice(3)}`;
}

function findJob({ jobs, session, params }: Call): Job {
    try {
        return jobs.find(session, params['job'] ?? '', TYPES);
    } catch (error) {
        if (error instanceof OrgError && error.code === 'NOT_FOUND')
            throw new BulkError('InvalidJob', `Invalid job id: ${params['job'] ?? ''}`);
        throw error;
    }
}

function sendJob(call: Call, job: Job): FastifyReply {
    return sendInfo(call, 'jobInfo', classicJobInfo(job, call.jobs.batches(job)));
}

function sendBatch(call: Call, job: Job): FastifyReply {
    return sendInfo(call, 'batchInfo', classicBatchInfo(call.jobs.batch(job, call.params['batch'] ?? '')));
}

function sendInfo({ request, reply }: Call, name: string, values: Values): FastifyReply {
    return wantsJson(request) ? json(reply, values) : xml(reply, infoXml(name, values));
}

function isJson({ headers }: FastifyRequest): boolean {
    return /^application\/json\b/i.test(headers['content-type'] ?? '');
}

function wantsJson(request: FastifyRequest): boolean {
    return isJson(request) || /application\/json/i.test(request.headers.accept ?? '');
}

function json(reply: FastifyReply, body: unknown): FastifyReply {
    return reply.header('content-type', 'application/json;charset=UTF-8').send(JSON.stringify(body));
}

function xml(reply: FastifyReply, body: string): FastifyReply {
    return reply.header('content-type', 'application/xml; charset=UTF-8').send(body);
}

function csv(reply: FastifyReply, stream: Readable): FastifyReply {
    return reply.header('content-type', 'text/csv; charset=UTF-8').send(stream);
}

/** Codes of errors that are not of the bulk APIs alone. */
const CODES: Readonly<Record<string, string>> = {
    INVALID_SESSION_ID: 'InvalidSessionId',
    JSON_PARSER_ERROR: 'InvalidJob',
    NOT_FOUND: 'InvalidBatch',
};

/** Errors of Bulk API 1.0 have status 400 (Bulk API developer guide, "HTTP Status Codes"). */
function sendError(
    request: FastifyRequest,
    reply: FastifyReply,
    error: unknown,
    log: (error: unknown) => void,
): FastifyReply {
    const { status, body } = toAnswer(error);
    const [first] = body;
    if (status >= 500) log(error);
    const known = error instanceof BulkError ? error.exceptionCode : CODES[first?.errorCode ?? ''];
    const exceptionCode = known ?? (status >= 500 ? 'InternalServerError' : 'ClientInputError');
    const values = { exceptionCode, exceptionMessage: first?.message };
    reply.code(status >= 500 ? 500 : 400);
    return wantsJson(request) ? json(reply, values) : xml(reply, infoXml('error', values));
}
