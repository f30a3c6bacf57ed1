/** Routes of Bulk API 2.0: `/jobs/ingest` and `/jobs/query`. */
import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BulkJobs } from '../../org/bulk/jobs.ts';
import type { ResultKind } from '../../org/bulk/read-results.ts';
import { BulkError } from '../../org/bulk/errors.ts';
import type { Job, JobType } from '../../org/bulk/job.ts';
import type { Org } from '../../org/org.ts';
import { notFound } from '../http/errors.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { methodNotAllowed, type RestRequest } from '../rest/context.ts';
import { METHODS, toRestRequest } from '../rest/routes.ts';
import { addStreamParser, asRefusal, bodyStream, bodyText, checkCsvType } from './bodies.ts';
import { classicRoutes } from './classic/routes.ts';
import { jobInfo, jobSummary } from './job-info.ts';
import { ingestSettings, querySettings, readObject, wantedState } from './job-requests.ts';
import { readJobWithData } from './multipart.ts';

/** Jobs of a page of a list (Bulk API 2.0 developer guide, "Get All Jobs"). */
const PAGE = 1000;
/** Rows of a page of results when the client names no `maxRecords`. */
const RESULT_ROWS = 200_000;

const RESULTS: ReadonlyMap<string, ResultKind> = new Map([
    ['successfulresults', 'successful'],
    ['failedresults', 'failed'],
    ['unprocessedrecords', 'unprocessed'],
]);

/** A request to the jobs of an org. */
interface Call {
    readonly jobs: BulkJobs;
    readonly rest: RestRequest;
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
}

/** Adds the routes of both bulk APIs, and the jobs behind them. */
export function bulkRoutes(app: FastifyInstance, org: Org, tokens: Tokens, log: (error: unknown) => void): void {
    const jobs = new BulkJobs(org, log);
    void app.register((part, _options, done) => {
        addStreamParser(part);
        part.route({
            method: METHODS.filter((method) => method !== 'HEAD'),
            url: '/services/data/:version/jobs/*',
            handler: (request, reply) =>
                dispatch({ jobs, rest: toRestRequest(org, tokens, request, log), request, reply }),
        });
        classicRoutes(part, org, tokens, jobs, log);
        part.addHook('onReady', () => {
            jobs.start();
            return Promise.resolve();
        });
        part.addHook('onClose', () => jobs.close());
        done();
    });
}

function dispatch(call: Call): Promise<FastifyReply> {
    const [, kind = '', id, part = '', ...rest] = call.rest.path;
    if (rest.length > 0) throw notFound();
    switch (kind.toLowerCase()) {
        case 'ingest':
            return id === undefined ? ingestJobs(call) : ingestJob(call, id, part.toLowerCase());
        case 'query':
            return id === undefined ? queryJobs(call) : queryJob(call, id, part.toLowerCase());
        default:
            throw notFound();
    }
}

async function ingestJobs(call: Call): Promise<FastifyReply> {
    const { jobs, rest, request } = call;
    if (rest.method === 'GET') return listJobs(call, ['V2Ingest', 'Classic']);
    if (rest.method !== 'POST') throw methodNotAllowed(rest.method, ['GET', 'POST']);
    const type = request.headers['content-type'] ?? '';
    if (/^multipart\/form-data/i.test(type)) return createWithData(call, type);
    const settings = ingestSettings(readObject(await bodyText(request)), versionOf(rest));
    return json(call, jobSummary(jobs.create(rest.session, settings)));
}

/** The data are there with the job, which is closed at once. */
async function createWithData(call: Call, contentType: string): Promise<FastifyReply> {
    const { jobs, rest, request } = call;
    const { job: body, content } = await readJobWithData(contentType, bodyStream(request));
    let job: Job;
    try {
        job = jobs.create(rest.session, ingestSettings(body, versionOf(rest)));
    } catch (error) {
        content.resume();
        throw error;
    }
    try {
        await jobs.upload(rest.session, job.id, ['V2Ingest'], content);
    } catch (error) {
        jobs.abort(rest.session, job.id, ['V2Ingest']);
        throw asRefusal(error);
    }
    return json(call, jobSummary(jobs.finishUpload(rest.session, job.id, ['V2Ingest'])));
}

async function ingestJob(call: Call, id: string, part: string): Promise<FastifyReply> {
    const { jobs, rest, request, reply } = call;
    if (part === '') return oneJob(call, id, ['V2Ingest']);
    if (part === 'batches') {
        if (rest.method !== 'PUT') throw methodNotAllowed(rest.method, ['PUT']);
        checkCsvType(request);
        try {
            await jobs.upload(rest.session, id, ['V2Ingest'], bodyStream(request));
        } catch (error) {
            throw asRefusal(error);
        }
        return reply.code(201).send();
    }
    const kind = RESULTS.get(part);
    if (!kind) throw notFound();
    if (rest.method !== 'GET') throw methodNotAllowed(rest.method, ['GET']);
    return csv(reply, await jobs.results(rest.session, id, kind));
}

async function queryJobs(call: Call): Promise<FastifyReply> {
    const { jobs, rest, request } = call;
    if (rest.method === 'GET') return listJobs(call, ['V2Query', 'Classic']);
    if (rest.method !== 'POST') throw methodNotAllowed(rest.method, ['GET', 'POST']);
    const settings = querySettings(readObject(await bodyText(request)), versionOf(rest));
    return json(call, jobSummary(jobs.create(rest.session, settings)));
}

async function queryJob(call: Call, id: string, part: string): Promise<FastifyReply> {
    const { jobs, rest, reply } = call;
    if (part === '') return oneJob(call, id, ['V2Query']);
    if (part !== 'results') throw notFound();
    if (rest.method !== 'GET') throw methodNotAllowed(rest.method, ['GET']);
    const { locator, maxRecords } = rest.query;
    const limit = maxRecords === undefined ? RESULT_ROWS : positive(maxRecords, 'maxRecords');
    const from = locator === undefined ? 0 : rowOf(locator);
    const { stream, rows, next } = jobs.queryResults(rest.session, id, from, limit);
    reply.header('Sforce-Locator', next === undefined ? 'null' : locatorOf(next));
    reply.header('Sforce-NumberOfRecords', String(rows));
    return csv(reply, stream);
}

/** What can be done with a job of either kind. */
async function oneJob(call: Call, id: string, types: readonly JobType[]): Promise<FastifyReply> {
    const { jobs, rest, request, reply } = call;
    switch (rest.method) {
        case 'GET':
            return json(call, infoOf(jobs, jobs.find(rest.session, id, types)));
        case 'PATCH': {
            const states = types.includes('V2Ingest')
                ? (['UploadComplete', 'Aborted'] as const)
                : (['Aborted'] as const);
            const body = readObject(await bodyText(request));
            const job =
                wantedState(body, states) === 'Aborted'
                    ? jobs.abort(rest.session, id, types)
                    : jobs.finishUpload(rest.session, id, types);
            return json(call, infoOf(jobs, job));
        }
        case 'DELETE':
            jobs.delete(rest.session, id, types);
            return reply.code(204).send();
        default:
            throw methodNotAllowed(rest.method, ['GET', 'PATCH', 'DELETE']);
    }
}

function infoOf(jobs: BulkJobs, job: Job): object {
    return jobInfo(job, jobs.batches(job));
}

/** `GET /jobs/ingest?jobType=V2Ingest&concurrencyMode=parallel&queryLocator=…` */
function listJobs(call: Call, types: readonly JobType[]): FastifyReply {
    const { jobs, rest } = call;
    const { jobType, concurrencyMode, isPkChunkingEnabled, queryLocator } = rest.query;
    const wanted = types.filter((type) => jobType === undefined || type.toLowerCase() === jobType.toLowerCase());
    if (wanted.length === 0 && jobType?.toLowerCase() !== 'bigobjectingest')
        throw new BulkError('InvalidOptions', `${jobType ?? ''} is no jobType`);
    const offset = queryLocator === undefined ? 0 : rowOf(queryLocator);
    const isWanted = (job: Job): boolean =>
        isPkChunkingEnabled?.toLowerCase() !== 'true' &&
        (concurrencyMode === undefined || job.concurrencyMode.toLowerCase() === concurrencyMode.toLowerCase()) &&
        (job.type !== 'Classic' || job.operation.startsWith('query') === types.includes('V2Query'));
    const found = jobs.list(rest.session, wanted, offset, PAGE + 1);
    const isDone = found.length <= PAGE;
    const folder = types.includes('V2Query') ? 'query' : 'ingest';
    const next = `${rest.base}/jobs/${folder}?queryLocator=${locatorOf(offset + PAGE)}`;
    return json(call, {
        done: isDone,
        records: found.slice(0, PAGE).filter(isWanted).map(jobSummary),
        ...(isDone ? {} : { nextRecordsUrl: next }),
    });
}

function locatorOf(row: number): string {
    return Buffer.from(String(row)).toString('base64url');
}

function rowOf(locator: string): number {
    const text = Buffer.from(locator, 'base64url').toString();
    if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
    throw new BulkError('InvalidOptions', 'invalid locator');
}

function positive(text: string, name: string): number {
    if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
    throw new BulkError('InvalidOptions', `${name} must be a positive number`);
}

function versionOf({ base }: RestRequest): number {
    return Number(base.replace(/^.*\/v/, ''));
}

function json({ reply }: Call, body: object): FastifyReply {
    return reply.header('content-type', 'application/json;charset=UTF-8').send(JSON.stringify(body));
}

function csv(reply: FastifyReply, stream: Readable): FastifyReply {
    return reply.header('content-type', 'text/csv; charset=UTF-8').send(stream);
}
