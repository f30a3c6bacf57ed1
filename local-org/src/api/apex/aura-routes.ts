/**
 * What components on a page call, in the two forms in which pages of an org do: Aura's actions in a form, and a call in
 * JSON as LWR sites send it. There is no public reference of either; both are as browsers are seen to send them.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callAura, type AuraOutcome } from '../../org/apex/calls/aura.ts';
import type { Org } from '../../org/org.ts';
import type { Session } from '../../org/session.ts';
import { OrgError } from '../../schema/errors.ts';
import { readJson } from '../http/bodies.ts';
import { malformed } from '../http/errors.ts';
import { asList, asObject, asText } from '../http/json.ts';
import { browserSession } from '../oauth/browser-session.ts';
import { formOf, type Form } from '../oauth/requests.ts';
import type { Tokens } from '../oauth/tokens.ts';

const EXECUTE = 'aura://ApexActionController/ACTION$execute';
/** Actions of one request: pages send no more together (Lightning Aura Components developer guide, "Action limits"). */
const MAX_ACTIONS = 250;
const LWR = '/webruntime/api/apex/execute';

/** Adds the routes. */
export function auraRoutes(app: FastifyInstance, org: Org, tokens: Tokens): void {
    app.post('/aura', (request, reply) => {
        const session = auraSession(request, reply, tokens);
        return session ? reply.send(actions(org, session, formOf(request))) : reply;
    });
    app.post(LWR, (request, reply) => {
        const call = asObject(request.body);
        return answer(reply, run(org, browserSession(request, tokens), call, false));
    });
    app.get(LWR, (request, reply) => {
        const query = request.query as Form;
        const call = { ...query, params: query['params'] === undefined ? {} : jsonOf(query['params'], 'params') };
        return answer(reply, run(org, browserSession(request, tokens), call, true));
    });
}

function answer(reply: FastifyReply, outcome: AuraOutcome): FastifyReply {
    return 'error' in outcome ? reply.code(400).send(outcome.error) : reply.send(outcome);
}

function run(org: Org, session: Session, call: Record<string, unknown>, isReading: boolean): AuraOutcome {
    const params = call['params'] ?? {};
    return callAura(org, session, {
        className: asText(call['classname'], 'classname'),
        method: asText(call['method'], 'method'),
        params: asObject(params, 'params'),
        isReading,
    });
}

/** Aura tells the page by an event that its session has ended. */
function auraSession(request: FastifyRequest, reply: FastifyReply, tokens: Tokens): Session | undefined {
    try {
        return browserSession(request, tokens);
    } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        const event = { descriptor: 'markup://aura:invalidSession', attributes: { values: {} } };
        const text = JSON.stringify({ event, exceptionMessage: error.message, exceptionEvent: true });
        void reply.code(401).type('application/json').send(`*/${text}/*ERROR*/`);
        return undefined;
    }
}

function actions(org: Org, session: Session, form: Form): object {
    const message = asObject(jsonOf(form['message'] ?? '', 'message'), 'message');
    const context = asObject(jsonOf(form['aura.context'] ?? '{}', 'aura.context'), 'aura.context');
    const all = asList(message['actions'], 'actions');
    if (all.length > MAX_ACTIONS) throw malformed(`At most ${String(MAX_ACTIONS)} actions can be sent together`);
    return {
        actions: all.map((one) => action(org, session, asObject(one, 'action'))),
        context: { mode: context['mode'] ?? 'PROD', app: context['app'] ?? 'one:one', globalValueProviders: [] },
    };
}

function action(org: Org, session: Session, { id, descriptor, params }: Record<string, unknown>): object {
    const failed = (error: object): object => ({ id: id ?? null, state: 'ERROR', returnValue: null, error: [error] });
    if (descriptor !== EXECUTE) return failed({ message: `Unable to find action ${JSON.stringify(descriptor)}` });
    try {
        const outcome = run(org, session, asObject(params ?? {}, 'params'), false);
        if ('error' in outcome) return failed(outcome.error);
        return { id: id ?? null, state: 'SUCCESS', returnValue: outcome, error: [] };
    } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        return failed({ message: error.message, errorCode: error.code });
    }
}

function jsonOf(text: string, what: string): unknown {
    try {
        return readJson(text);
    } catch (error) {
        throw error instanceof OrgError ? error : malformed(`${what} must be JSON`);
    }
}
