/** The Metadata API over SOAP: finds who asks, and hands the call on. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { faultEnvelope, readCall, SoapFault, type SoapCall } from '../soap/envelope.ts';
import { soapSession } from '../soap/session.ts';
import type { MetadataCall } from './calls.ts';
import { CRUD_CALLS } from './crud-calls.ts';
import { DEPLOY_CALLS } from './deploy-calls.ts';
import { answerEnvelope } from './envelope.ts';
import { RETRIEVE_CALLS } from './retrieve-calls.ts';
import { VALUE_TYPE_CALLS } from './value-type.ts';

const CALLS: ReadonlyMap<string, MetadataCall> = new Map(
    Object.entries({ ...DEPLOY_CALLS, ...RETRIEVE_CALLS, ...CRUD_CALLS, ...VALUE_TYPE_CALLS }),
);

/** Adds the routes. */
export function metadataRoutes(app: FastifyInstance, org: Org, tokens: Tokens, log: (error: unknown) => void): void {
    for (const path of ['/services/Soap/m/:version', '/services/Soap/m/:version/:organization'])
        app.post(path, (request, reply) => {
            reply.type('text/xml; charset=utf-8');
            try {
                return reply.send(handle(org, tokens, request));
            } catch (error) {
                return reply.code(500).send(faultEnvelope(faultOf(error, log)));
            }
        });
}

function handle(org: Org, tokens: Tokens, request: FastifyRequest): string {
    const call = readCall(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
    return answer(org, tokens, call, (request.params as Record<string, string>)['version'] ?? '');
}

/** What an error is to a client; what a fault of this program says is for the log. */
function faultOf(error: unknown, log: (error: unknown) => void): SoapFault {
    if (error instanceof SoapFault) return error;
    if (error instanceof OrgError) return new SoapFault(error.code, error.message);
    log(error);
    return new SoapFault('UNKNOWN_EXCEPTION', 'An unexpected error occurred');
}

function answer(org: Org, tokens: Tokens, { name, body, sessionId = '' }: SoapCall, version: string): string {
    const session = soapSession(tokens, sessionId);
    const call = CALLS.get(name);
    if (!call) throw new SoapFault('UNSUPPORTED_API_VERSION', `not supported: ${name}`);
    return answerEnvelope(name, call({ org, session, body, version }));
}
