/** The library's org as clients meet it: over the real server, as users of every kind. */
import type { FastifyInstance } from 'fastify';
import { ADMINISTRATOR_ID } from '../../org/first-records.ts';
import type { Org } from '../../org/org.ts';
import { makeUser, NOW, openLibrary, type LibrarySettings, type UserSettings } from '../../org/suite/library.ts';
import { createServer } from '../http/server.ts';
import type { Tokens } from '../oauth/tokens.ts';

export const V = '/services/data/v66.0';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface Answer {
    readonly status: number;
    /** Parsed JSON, or the text when it is none. */
    readonly body: unknown;
    readonly text: string;
    readonly headers: Readonly<Record<string, unknown>>;
}

/** A library with its server. */
export class TestServer {
    readonly org: Org;
    readonly app: FastifyInstance;
    readonly tokens: Tokens;
    readonly faults: unknown[] = [];
    /** What the clock shows more than at the beginning, in milliseconds. */
    elapsed = 0;

    constructor(settings: Omit<LibrarySettings, 'now'> = {}) {
        this.org = openLibrary({ ...settings, now: () => NOW + this.elapsed });
        const { app, tokens } = createServer(this.org, (error) => this.faults.push(error));
        this.app = app;
        this.tokens = tokens;
    }

    get admin(): Client {
        return this.client(ADMINISTRATOR_ID);
    }

    client(userId: string): Client {
        return new Client(this, userId, this.tokens.issue(userId, 'access'));
    }

    user(name: string, settings: UserSettings): Client {
        return this.client(makeUser(this.org, name, settings).userId);
    }

    async request(
        method: Method,
        url: string,
        payload?: string | Buffer | object,
        headers: Readonly<Record<string, string>> = {},
    ): Promise<Answer> {
        const answer = await this.app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
        return { status: answer.statusCode, body: parsed(answer.body), text: answer.body, headers: answer.headers };
    }

    /** Sends a form, as OAuth has it. */
    form(url: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Answer> {
        const type = { 'content-type': 'application/x-www-form-urlencoded' };
        return this.request('POST', url, new URLSearchParams(fields).toString(), { ...type, ...headers });
    }

    async close(): Promise<void> {
        await this.app.close();
        this.org.close();
    }
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

/** A client with the token of a user. */
export class Client {
    readonly server: TestServer;
    readonly userId: string;
    readonly token: string;

    constructor(server: TestServer, userId: string, token: string) {
        this.server = server;
        this.userId = userId;
        this.token = token;
    }

    /** Sends a request. @param path behind the version */
    send(
        method: Method,
        path: string,
        payload?: string | Buffer | object,
        headers: Readonly<Record<string, string>> = {},
    ): Promise<Answer> {
        const url = /^\/(services|cometd|secur)\//.test(path) ? path : V + path;
        return this.server.request(method, url, payload, { authorization: `Bearer ${this.token}`, ...headers });
    }

    get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
        return this.send('GET', path, undefined, headers);
    }

    query(soql: string): Promise<Answer> {
        return this.get(`/query?q=${encodeURIComponent(soql)}`);
    }

    /** How many records a query finds. */
    async count(soql: string): Promise<number> {
        return ((await this.query(soql)).body as { totalSize: number }).totalSize;
    }

    /** Creates a record that must succeed. @returns its id */
    async make(object: string, record: object): Promise<string> {
        const { status, body, text } = await this.send('POST', `/sobjects/${object}`, record);
        if (status !== 201) throw new Error(text);
        return (body as { id: string }).id;
    }
}

/** Status and code of the first error, as `404 NOT_FOUND`; the status alone when there is none. */
export function outcomeOf({ status, body }: Answer): string {
    const code = Array.isArray(body) ? (body[0] as { errorCode?: string } | undefined)?.errorCode : undefined;
    return code === undefined ? String(status) : `${String(status)} ${code}`;
}

/** A multipart body of parts in order. @returns the body and its content type */
export function multipart(...parts: { name: string; type: string; content: string }[]): [string, string] {
    const boundary = 'b0undary';
    const written = parts.map(
        ({ name, type, content }) =>
            `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="x"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`,
    );
    return [`${written.join('')}--${boundary}--`, `multipart/form-data; boundary=${boundary}`];
}
