/** The partner and enterprise API over SOAP: finds who asks, and hands the call on. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import { isFault, toAnswer } from '../http/errors.ts';
import { VERSIONS } from '../oauth/identity.ts';
import { baseUrl } from '../oauth/requests.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { APEX_CALLS } from './apex-calls.ts';
import type { SoapCallHandler } from './calls.ts';
import { DESCRIBE_CALLS } from './describe-calls.ts';
import { envelope, faultEnvelope, readCall, recordEnvelope, SoapFault, type SoapCall } from './envelope.ts';
import { login } from './login.ts';
import { APPROVAL_CALLS } from './approval-calls.ts';
import { OTHER_CALLS } from './other-calls.ts';
import { QUERY_CALLS } from './query-calls.ts';
import { RECORD_CALLS } from './record-calls.ts';
import { soapSession } from './session.ts';
import { USER_CALLS } from './user-calls.ts';

type Calls = ReadonlyMap<string, SoapCallHandler>;

const CALLS: Calls = new Map(
    Object.entries({
        ...RECORD_CALLS,
        ...QUERY_CALLS,
        ...DESCRIBE_CALLS,
        ...USER_CALLS,
        ...APPROVAL_CALLS,
        ...OTHER_CALLS,
    }),
);

/** Adds the routes. */
export function soapRoutes(app: FastifyInstance, org: Org, tokens: Tokens): void {
    const paths = [
        '/services/Soap/u/:version',
        '/services/Soap/u/:version/:organization',
        '/services/Soap/c/:version',
        '/services/Soap/c/:version/:organization',
    ];
    for (const path of paths) app.post(path, (request, reply) => handle(org, tokens, request, reply));
    for (const path of ['/services/Soap/s/:version', '/services/Soap/s/:version/:organization'])
        app.post(path, (request, reply) => handle(org, tokens, request, reply, APEX));
}

const APEX: Calls = new Map(Object.entries(APEX_CALLS));

function handle(org: Org, tokens: Tokens, request: FastifyRequest, reply: FastifyReply, calls = CALLS): FastifyReply {
    reply.type('text/xml; charset=utf-8');
    try {
        const call = readCall(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
        return reply.send(answer(org, tokens, request, call, calls));
    } catch (error) {
        if (error instanceof SoapFault) return reply.code(500).send(faultEnvelope(error));
        if (isFault(error)) throw error;
        const [{ errorCode, message } = { errorCode: 'UNKNOWN_EXCEPTION', message: '' }] = toAnswer(error).body;
        return reply.code(500).send(faultEnvelope(new SoapFault(errorCode, message)));
    }
}

function answer(org: Org, tokens: Tokens, request: FastifyRequest, call: SoapCall, calls: Calls): string {
    const { sessionId: token = '', header, body, name } = call;
    if (name === 'login' && calls === CALLS) return login(org, tokens, request, call);
    const handler = calls.get(name);
    if (!handler && name !== 'logout') throw new SoapFault('UNSUPPORTED_API_VERSION', `not supported: ${name}`);
    const session = soapSession(tokens, token);
    if (!handler) {
        tokens.revoke(token);
        return envelope('<logoutResponse/>');
    }
    let head = '';
    const content = handler({
        org,
        session,
        answerHeader: (xml) => (head += xml),
        tokens,
        token,
        body,
        ...(header === undefined ? {} : { header }),
        base: `/services/data/v${versionOf(request)}`,
        address: baseUrl(request),
    });
    return recordEnvelope(`<${name}Response>${content}</${name}Response>`, head);
}

/** Clients of older versions are answered as those of the oldest that this org speaks. */
function versionOf(request: FastifyRequest): string {
    const [, version] = /^(\d\d)\.0$/.exec((request.params as Record<string, string>)['version'] ?? '') ?? [];
    const number = Math.min(VERSIONS.newest, Math.max(VERSIONS.oldest, Number(version ?? VERSIONS.newest)));
    return `${String(number)}.0`;
}
