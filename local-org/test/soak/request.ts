/** A request as it goes over the wire, whatever a client library would think of it. */
import { Agent, request as send } from 'node:http';

export interface WireRequest {
    readonly method: string;
    /** Path and query, encoded or not. */
    readonly path: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string | Buffer;
}

export interface WireAnswer {
    readonly status: number;
    readonly text: string;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** An answer that takes longer means that the server hangs. */
const PATIENCE_MS = 30_000;

/** Sends requests to one server, over connections that stay open. */
export class Wire {
    readonly #host: string;
    readonly #port: number;
    readonly #agent: Agent;

    /** @param connections that may be open at once */
    constructor(instanceUrl: string, connections: number) {
        const { hostname, port } = new URL(instanceUrl);
        this.#host = hostname;
        this.#port = Number(port);
        this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
    }

    /** @throws Error when the connection breaks, or no answer comes */
    send({ method, path, headers, body }: WireRequest): Promise<WireAnswer> {
        return new Promise((resolve, reject) => {
            // for methods that have no body as a rule, Node would not tell where it ends
            const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
            const common = { host: this.#host, port: this.#port, agent: this.#agent, method };
            const options = { ...common, headers: { ...headers, ...length } };
            const request = send({ ...options, path: sendable(path) }, (answer) => {
                const chunks: Buffer[] = [];
                answer.on('data', (chunk: Buffer) => chunks.push(chunk));
                answer.on('error', reject);
                answer.on('end', () => {
                    const text = Buffer.concat(chunks).toString('utf8');
                    resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers });
                });
            });
            request.setTimeout(PATIENCE_MS, () => request.destroy(new Error('no answer within half a minute')));
            request.on('error', reject);
            request.end(body);
        });
    }

    close(): void {
        this.#agent.destroy();
    }
}

/** Node refuses to send what no address may hold; the server meets it encoded, as from any other client. */
function sendable(path: string): string {
    const begun = path.startsWith('/') ? path : `/${path}`;
    return begun.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character.toWellFormed()));
}
