/** Clients of the streaming API: who they are, what they subscribed to, and those that wait for events. */
import { randomBytes } from 'node:crypto';
import type { Org } from '../../org/org.ts';
import type { Session } from '../../org/session.ts';
import type { Channel } from '../../org/streaming/channels.ts';
import { OrgError } from '../../schema/errors.ts';

/** How long a client waits for events before it asks again (Streaming API Developer Guide, "How the Client Connects"). */
export const CONNECT_MS = 110_000;
/** A client that does not come back is forgotten. */
const LIFE_MS = CONNECT_MS + 40_000;
const MAX_CLIENTS = 1000;
const MAX_SUBSCRIPTIONS = 100;

/** An event as Bayeux carries it. */
export interface EventMessage {
    readonly channel: string;
    readonly data: object;
    readonly clientId: string;
}

interface Subscription {
    readonly channel: Channel;
    position: number;
}

interface Client {
    readonly userId: string;
    readonly subscriptions: Map<string, Subscription>;
    isConnected: boolean;
    seen: number;
    /** Ends the waiting of a connect; another one has come, or the server closes. */
    release?: () => void;
}

export class Clients {
    readonly #org: Org;
    readonly #clients = new Map<string, Client>();

    constructor(org: Org) {
        this.#org = org;
    }

    /** @throws OrgError when there are too many */
    open(session: Session): string {
        this.#forgetOld();
        if (this.#clients.size >= MAX_CLIENTS)
            throw new OrgError('LIMIT_EXCEEDED', 'Maximum clients exceeded', { httpStatus: 403 });
        const clientId = randomBytes(20).toString('hex');
        const seen = this.#org.now();
        this.#clients.set(clientId, { userId: session.userId, subscriptions: new Map(), isConnected: false, seen });
        return clientId;
    }

    /** Whether it is a client of the user. */
    has(session: Session, clientId: string): boolean {
        return this.#clients.get(clientId)?.userId === session.userId;
    }

    close(clientId: string): void {
        this.#clients.get(clientId)?.release?.();
        this.#clients.delete(clientId);
    }

    /** Lets all waiting clients go, as the server closes. */
    releaseAll(): void {
        for (const client of this.#clients.values()) client.release?.();
    }

    /**
     * @param replayId from which event on
     * @throws OrgError when there is no such channel for the user
     */
    subscribe(session: Session, clientId: string, name: string, replayId: number): void {
        const client = this.#clients.get(clientId);
        if (!client) return;
        if (client.subscriptions.size >= MAX_SUBSCRIPTIONS && !client.subscriptions.has(name))
            throw new OrgError('LIMIT_EXCEEDED', 'Maximum subscriptions exceeded', { httpStatus: 403 });
        const { streams } = this.#org;
        const channel = streams.channel(session, name);
        client.subscriptions.set(name, { channel, position: streams.position(replayId) });
    }

    unsubscribe(clientId: string, name: string): void {
        this.#clients.get(clientId)?.subscriptions.delete(name);
    }

    /** Ids of the users who have subscribed to a channel. */
    subscribers(name: string): string[] {
        const users = [...this.#clients.values()].filter(({ subscriptions }) => subscriptions.has(name));
        return [...new Set(users.map(({ userId }) => userId))];
    }

    /**
     * Waits for events. The first time it does not: the client learns at once that it is connected.
     * @param userSession gives the session of the client's user as it is then
     * @param gone is aborted when the client has hung up
     */
    async connect(clientId: string, userSession: () => Session, gone: AbortSignal): Promise<EventMessage[]> {
        const client = this.#clients.get(clientId);
        if (!client) return [];
        client.release?.();
        client.seen = this.#org.now();
        const isFirst = !client.isConnected;
        client.isConnected = true;
        const ready = this.#collect(clientId, client, userSession());
        if (isFirst || ready.length > 0) return ready;
        return new Promise((resolve, reject) => {
            const end = (act: () => void): void => {
                clearTimeout(timer);
                stop();
                gone.removeEventListener('abort', release);
                delete client.release;
                act();
            };
            const release = (): void => {
                end(() => {
                    resolve([]);
                });
            };
            const timer = setTimeout(release, CONNECT_MS);
            const stop = this.#org.streams.wait(() => {
                try {
                    const events = this.#collect(clientId, client, userSession());
                    if (events.length > 0)
                        end(() => {
                            resolve(events);
                        });
                } catch (error) {
                    // the user was deactivated, or his token revoked
                    end(() => {
                        reject(error instanceof Error ? error : new Error(String(error)));
                    });
                }
            });
            gone.addEventListener('abort', release);
            client.release = release;
        });
    }

    #collect(clientId: string, client: Client, session: Session): EventMessage[] {
        return [...client.subscriptions].flatMap(([channel, subscription]) => {
            const { events, position } = this.#org.streams.read(session, subscription.channel, subscription.position);
            subscription.position = position;
            return events.map(({ message }) => ({ channel, data: message, clientId }));
        });
    }

    #forgetOld(): void {
        const oldest = this.#org.now() - LIFE_MS;
        for (const [clientId, { seen, release }] of this.#clients)
            if (seen < oldest && !release) this.#clients.delete(clientId);
    }
}
