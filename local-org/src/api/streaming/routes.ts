/**
 * The streaming API: Bayeux over long polling, as CometD and Faye speak it; and pushing to generic channels.
 * Source: Bayeux 1.0; Streaming API Developer Guide, "Message Durability", "Streaming Channel Push REST API".
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import type { Session } from '../../org/session.ts';
import type { Pushed } from '../../org/streaming/channels.ts';
import { OrgError } from '../../schema/errors.ts';
import { malformed } from '../http/errors.ts';
import { asList, asObject } from '../http/json.ts';
import { bearerOf } from '../oauth/requests.ts';
import type { Tokens } from '../oauth/tokens.ts';
import { toRestRequest } from '../rest/routes.ts';
import { Clients, CONNECT_MS, type EventMessage } from './clients.ts';

/** Messages of one request. */
const MAX_MESSAGES = 100;
/** Longest text of a push (same guide, "Streaming Channel Push REST API"). */
const MAX_PUSH = 3000;

type Message = Readonly<Record<string, unknown>>;

interface Streaming {
    readonly org: Org;
    readonly clients: Clients;
    /** @throws OrgError INVALID_SESSION_ID */
    readonly session: () => Session;
    readonly gone: AbortSignal;
}

/** Adds the routes. */
export function streamingRoutes(app: FastifyInstance, org: Org, tokens: Tokens, log: (error: unknown) => void): void {
    const clients = new Clients(org);
    app.addHook('preClose', () => {
        clients.releaseAll();
        return Promise.resolve();
    });
    const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
        const gone = new AbortController();
        reply.raw.on('close', () => {
            gone.abort();
        });
        const session = (): Session => tokens.session(bearerOf(request));
        const answers: object[] = [];
        for (const message of messagesOf(request.body))
            answers.push(...(await answer({ org, clients, session, gone: gone.signal }, message)));
        return reply.send(answers);
    };
    app.post('/cometd/:version', handler);
    // clients of CometD say in the address what they send
    app.post('/cometd/:version/:kind', handler);
    app.route({
        method: ['GET', 'POST'],
        url: '/services/data/:version/sobjects/StreamingChannel/:id/push',
        handler: (request, reply) => {
            const { session, method } = toRestRequest(org, tokens, request, log);
            const { id = '' } = request.params as Record<string, string>;
            return reply.send(
                method === 'GET' ? listeners(org, clients, session, id) : push(org, clients, session, id, request.body),
            );
        },
    });
}

/** @throws OrgError JSON_PARSER_ERROR when the body is no message, nor a list of them */
function messagesOf(body: unknown): Message[] {
    const list = Array.isArray(body) ? (body as unknown[]) : [body];
    if (list.length > MAX_MESSAGES) throw malformed('too many messages');
    return list.map((message) => asObject(message, 'A message'));
}

async function answer(streaming: Streaming, message: Message): Promise<object[]> {
    const { channel, id } = message;
    const echo = { channel, ...(id === undefined ? {} : { id }) };
    try {
        const [meta, ...events] = await reply(streaming, message);
        return [...events, { ...echo, ...meta }];
    } catch (error) {
        if (!(error instanceof OrgError)) throw error;
        return [{ ...echo, ...refusal(channel, error) }];
    }
}

/** What goes wrong has a code, arguments and a text in one line (Bayeux, "error"). */
function refusal(channel: unknown, { code, httpStatus, message }: OrgError): object {
    if (code === 'INVALID_SESSION_ID') {
        const error = channel === '/meta/handshake' ? '403::Handshake denied' : '401::Authentication invalid';
        const ext = { sfdc: { failureReason: '401::Authentication invalid' } };
        return { successful: false, error, ext, advice: { reconnect: 'none', interval: 0 } };
    }
    if (code === 'UNKNOWN_CLIENT') {
        return { successful: false, error: '403::Unknown client', advice: { reconnect: 'handshake', interval: 0 } };
    }
    return { successful: false, error: `${String(httpStatus)}::${message}` };
}

const ADVICE = { reconnect: 'retry', interval: 0, timeout: CONNECT_MS };

/** @returns the answer to the message itself, then the events that go before it */
async function reply(streaming: Streaming, message: Message): Promise<[object, ...EventMessage[]]> {
    const { clients, session, gone } = streaming;
    const user = session();
    if (message['channel'] === '/meta/handshake') return [handshake(clients, user)];
    const clientId = typeof message['clientId'] === 'string' ? message['clientId'] : '';
    if (!clients.has(user, clientId)) throw new OrgError('UNKNOWN_CLIENT', 'Unknown client', { httpStatus: 403 });
    const done = { clientId, successful: true };
    switch (message['channel']) {
        case '/meta/connect': {
            const events = await clients.connect(clientId, session, gone);
            return [{ ...done, advice: ADVICE }, ...events];
        }
        case '/meta/subscribe':
            for (const name of namesIn(message)) clients.subscribe(user, clientId, name, replayFrom(message, name));
            return [{ ...done, subscription: message['subscription'] }];
        case '/meta/unsubscribe':
            for (const name of namesIn(message)) clients.unsubscribe(clientId, name);
            return [{ ...done, subscription: message['subscription'] }];
        case '/meta/disconnect':
            clients.close(clientId);
            return [done];
        default:
            throw new OrgError('NOT_ALLOWED', 'Clients cannot publish', { httpStatus: 403 });
    }
}

function handshake(clients: Clients, user: Session): object {
    return {
        version: '1.0',
        minimumVersion: '1.0',
        clientId: clients.open(user),
        supportedConnectionTypes: ['long-polling'],
        successful: true,
        ext: { replay: true, 'payload.format': true },
        advice: ADVICE,
    };
}

/** @throws OrgError when it names no channel */
function namesIn({ subscription }: Message): string[] {
    const names = Array.isArray(subscription) ? (subscription as unknown[]) : [subscription];
    if (names.every((name) => typeof name === 'string')) return names;
    throw new OrgError('INVALID_CHANNEL', 'The channel specified is not valid', { httpStatus: 400 });
}

/** From which event on: the message says it for each channel, as the replay extension has it; new ones unless told. */
function replayFrom({ ext }: Message, name: string): number {
    const replay = typeof ext === 'object' && ext !== null && 'replay' in ext ? ext.replay : undefined;
    if (typeof replay !== 'object' || replay === null) return -1;
    const from = (replay as Record<string, unknown>)[name];
    return from === undefined ? -1 : Number(from);
}

function listeners(org: Org, clients: Clients, session: Session, id: string): object {
    const name = org.streams.genericName(session, id, 'read');
    return { ChannelName: name, OnlineUserIds: clients.subscribers(name) };
}

/** @throws OrgError with the org's code when the body is not of the documented form */
function push(org: Org, clients: Clients, session: Session, id: string, body: unknown): object[] {
    const pushed = asList(asObject(body, 'The body')['pushEvents'], 'pushEvents').map((event): Pushed => {
        const { payload, userIds = [] } = asObject(event, 'A push event');
        if (typeof payload !== 'string' || payload.length > MAX_PUSH)
            throw malformed(`payload must be a text of at most ${String(MAX_PUSH)} characters`);
        return { text: payload, userIds: asList(userIds, 'userIds').map(String) };
    });
    const name = org.streams.push(session, id, pushed);
    const online = clients.subscribers(name);
    return pushed.map(({ userIds }) => {
        const meant = userIds.length > 0 ? userIds : online;
        const status = meant.map((user) => [user, online.includes(user)]);
        const reached = meant.filter((user) => online.includes(user)).length;
        return { fanoutCount: reached, userOnlineStatus: Object.fromEntries(status) as object };
    });
}
