/**
 * HTTP to one org as one user, every call counted. Bodies stay streams, so that results of any size pass through:
 * jsforce reads each page of a bulk result into memory before it hands over the first row.
 */
import { OrgError } from './org-error.ts';
import { whileLocked } from './while-locked.ts';

/** How to reach an org; a jsforce or @salesforce/core connection fits. */
export interface OrgAddress {
    readonly instanceUrl: string;
    readonly accessToken?: string | null | undefined;
    /** version of the API, such as `66.0` */
    readonly version: string;
}

/** A request that has a body. */
export interface Body {
    readonly content: string | ReadableStream<Uint8Array>;
    readonly type: string;
}

/** A record as REST gives it. */
export type OrgRecord = Record<string, unknown>;

export class OrgClient {
    #calls = 0;
    readonly #address: OrgAddress;
    readonly #renew: (() => Promise<OrgAddress>) | undefined;
    #current: OrgAddress;

    /** @param renew gives the address with a fresh token once the old one has expired */
    constructor(address: OrgAddress, renew?: () => Promise<OrgAddress>) {
        this.#address = address;
        this.#current = address;
        this.#renew = renew;
    }

    /** Calls that the org counts against its limit. */
    get calls(): number {
        return this.#calls;
    }

    /** Root of the REST resources, for requests inside requests. */
    get root(): string {
        return `/services/data/v${this.#address.version}`;
    }

    /**
     * Sends a request; again, a few times, while somebody else has the records that it is about.
     * @param path after `/services/data/vNN.0`, or a whole path that begins with `/services/`
     * @throws OrgError when the org refuses it or does not answer
     */
    async send(method: string, path: string, body?: Body, accept = 'application/json'): Promise<Response> {
        const once = (): Promise<Response> => this.#send(method, path, body, accept);
        // a body that is a stream is spent; only the others can be sent again
        if (body && typeof body.content !== 'string') return once();
        return whileLocked(once, (error) => (error instanceof OrgError ? [error.code] : []));
    }

    async #send(method: string, path: string, body: Body | undefined, accept: string): Promise<Response> {
        const answer = await this.#fetch(method, path, body, accept);
        if (answer.status !== 401 || !this.#renew || (body && typeof body.content !== 'string')) return checked(answer);
        await answer.body?.cancel();
        this.#current = await this.#renew();
        return checked(await this.#fetch(method, path, body, accept));
    }

    /** Sends JSON, gets JSON. @throws OrgError */
    async json<T>(method: string, path: string, value?: unknown): Promise<T> {
        const body = value === undefined ? undefined : { content: JSON.stringify(value), type: 'application/json' };
        const answer = await this.send(method, path, body);
        return (answer.status === 204 ? undefined : await answer.json()) as T;
    }

    /** All records of a query, page by page. @throws OrgError */
    async *query(soql: string): AsyncGenerator<OrgRecord> {
        let path: string | undefined = `/query?q=${encodeURIComponent(soql)}`;
        while (path !== undefined) {
            const page: { records: OrgRecord[]; nextRecordsUrl?: string } = await this.json('GET', path);
            yield* page.records;
            path = page.nextRecordsUrl;
        }
    }

    async #fetch(method: string, path: string, body: Body | undefined, accept: string): Promise<Response> {
        const { instanceUrl, accessToken } = this.#current;
        const rest = path.startsWith('/services/') ? path : `${this.root}${path}`;
        this.#calls++;
        try {
            return await fetch(new URL(rest, instanceUrl), {
                method,
                headers: {
                    authorization: `Bearer ${accessToken ?? ''}`,
                    accept,
                    ...(body ? { 'content-type': body.type } : {}),
                },
                ...(body ? { body: body.content, duplex: 'half' as const } : {}),
            });
        } catch (error) {
            const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
            throw new OrgError(0, 'UNREACHABLE', cause instanceof Error ? cause.message : String(cause));
        }
    }
}

/** @throws OrgError with what the org said, where it is no success */
async function checked(answer: Response): Promise<Response> {
    if (answer.ok) return answer;
    const text = await answer.text();
    try {
        const parsed: unknown = JSON.parse(text);
        const [first] = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
        const { errorCode, message, fields } = first as { errorCode?: string; message?: string; fields?: string[] };
        throw new OrgError(answer.status, errorCode ?? 'UNKNOWN', message ?? text, fields ?? []);
    } catch (error) {
        if (error instanceof OrgError) throw error;
        throw new OrgError(answer.status, 'UNKNOWN', `HTTP ${answer.status}`);
    }
}

/** A text as a SOQL literal. */
export function quoted(text: string): string {
    return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
