/** Mixed writes, one after the other, that the ledger follows. */
import { DATA } from './corpus/ids.ts';
import type { Ledger } from './ledger.ts';
import type { Random } from './random.ts';
import type { Wire } from './request.ts';

const OBJECT = 'Everything__c';
/** Of the turns at a job: one is many times as much work as another request. */
const JOB_CHANCE = 0.2;

/** A client that writes until the connection breaks. */
export class Writer {
    readonly #wire: Wire;
    readonly #token: string;
    readonly #ledger: Ledger;
    readonly #random: Random;
    readonly #name: string;
    readonly #mine: { group: string; ids: string[] }[] = [];
    #next = 0;
    #counter: { id: string; value: number } | undefined;

    /** @param name that no other writer has, in any round */
    constructor(wire: Wire, token: string, ledger: Ledger, random: Random, name: string) {
        this.#wire = wire;
        this.#token = token;
        this.#ledger = ledger;
        this.#random = random;
        this.#name = name;
    }

    /**
     * Writes until it may not go on.
     * @returns an answer that should not have come
     */
    async run(mayGoOn: () => boolean): Promise<string | undefined> {
        try {
            while (mayGoOn()) await this.#one();
            return undefined;
        } catch (error) {
            return error instanceof WrongAnswer ? error.message : undefined;
        }
    }

    #one(): Promise<void> {
        const acts = [
            () => this.#single(),
            () => this.#collection(),
            () => this.#tree(),
            () => this.#composite(),
            () => this.#graph(),
            () => this.#update(),
            () => this.#remove(),
            () => this.#job(),
        ];
        return this.#random.pick(acts)();
    }

    #group(rows: number, isJob = false): { group: string; records: Record<string, string>[] } {
        const group = `${this.#name}-${String((this.#next += 1))}`;
        this.#ledger.send(group, rows, isJob);
        const records = Array.from({ length: rows }, () => ({
            Name: group,
            Text__c: group,
            Required__c: 'x',
            Key__c: this.#ledger.nextKey(),
        }));
        return { group, records };
    }

    async #single(): Promise<void> {
        const { group, records } = this.#group(1);
        const { id } = (await this.#send('POST', `/sobjects/${OBJECT}`, records[0] ?? {})) as { id: string };
        this.#acknowledge(group, [id]);
    }

    async #collection(): Promise<void> {
        const { group, records } = this.#group(2 + this.#random.below(60));
        const typed = records.map((record) => ({ attributes: { type: OBJECT }, ...record }));
        const results = await this.#send('POST', '/composite/sobjects', { allOrNone: true, records: typed });
        this.#acknowledge(
            group,
            (results as { id: string }[]).map(({ id }) => id),
        );
    }

    async #tree(): Promise<void> {
        const { group, records } = this.#group(1 + this.#random.below(40));
        const typed = records.map((record, index) => ({
            attributes: { type: OBJECT, referenceId: `r${String(index)}` },
            ...record,
        }));
        const answer = await this.#send('POST', `/composite/tree/${OBJECT}`, { records: typed });
        this.#acknowledge(
            group,
            (answer as { results: { id: string }[] }).results.map(({ id }) => id),
        );
    }

    async #composite(): Promise<void> {
        const { group, records } = this.#group(4);
        const answer = await this.#send('POST', '/composite', { allOrNone: true, compositeRequest: parts(records) });
        this.#acknowledge(group, idsOf(answer as CompositeAnswer));
    }

    async #graph(): Promise<void> {
        const { group, records } = this.#group(4);
        const graph = { graphId: 'g', compositeRequest: parts(records) };
        const answer = await this.#send('POST', '/composite/graph', { graphs: [graph] });
        const [done] = (answer as { graphs: { isSuccessful: boolean; graphResponse: CompositeAnswer }[] }).graphs;
        if (!done?.isSuccessful) throw new WrongAnswer(JSON.stringify(answer));
        this.#acknowledge(group, idsOf(done.graphResponse));
    }

    async #update(): Promise<void> {
        this.#counter ??= await this.#makeCounter();
        const { id } = this.#counter;
        const value = (this.#counter.value += 1);
        this.#ledger.count(id, 'sent', value);
        await this.#send('PATCH', `/sobjects/${OBJECT}/${id}`, { Whole__c: value });
        this.#ledger.count(id, 'acknowledged', value);
    }

    async #makeCounter(): Promise<{ id: string; value: number }> {
        const values = { Name: 'counter', Required__c: 'x', Whole__c: 0 };
        const { id } = (await this.#send('POST', `/sobjects/${OBJECT}`, values)) as { id: string };
        return { id, value: 0 };
    }

    async #remove(): Promise<void> {
        const known = this.#mine.shift();
        if (!known) return;
        this.#ledger.delete(known.group, 'sent');
        const ids = known.ids.join(',');
        await this.#send('DELETE', `/composite/sobjects?ids=${ids}&allOrNone=true`);
        this.#ledger.delete(known.group, 'acknowledged');
    }

    /** A job of the bulk API, with its rows in the request that makes it. */
    async #job(): Promise<void> {
        if (!this.#random.chance(JOB_CHANCE)) return;
        const { group, records } = this.#group(100 + this.#random.below(900), true);
        const lines = records.map((record) => Object.values(record).join(','));
        const job = JSON.stringify({ object: OBJECT, operation: 'insert', contentType: 'CSV', lineEnding: 'LF' });
        const csv = [Object.keys(records[0] ?? {}).join(','), ...lines, ''].join('\n');
        const part = (name: string, type: string, content: string): string =>
            `--soak\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: ${type}\r\n\r\n${content}\r\n`;
        const body = `${part('job', 'application/json', job)}${part('content"; filename="content', 'text/csv', csv)}--soak--`;
        const type = 'multipart/form-data; boundary=soak';
        const { status, text } = await this.#wire.send({
            method: 'POST',
            path: `${DATA}/jobs/ingest`,
            headers: { authorization: `Bearer ${this.#token}`, 'content-type': type },
            body,
        });
        if (status >= 300) throw new WrongAnswer(`job: ${String(status)} ${text.slice(0, 500)}`);
        this.#ledger.acknowledge(group);
    }

    #acknowledge(group: string, ids: string[]): void {
        this.#ledger.acknowledge(group);
        this.#mine.push({ group, ids });
    }

    async #send(method: string, path: string, body?: object): Promise<unknown> {
        const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
        const request = { method, path: `${DATA}${path}`, headers };
        const { status, text } = await this.#wire.send(body ? { ...request, body: JSON.stringify(body) } : request);
        if (status >= 300 || /"success":\s*false|"hasErrors":\s*true/.test(text))
            throw new WrongAnswer(`${method} ${path}: ${String(status)} ${text.slice(0, 500)}`);
        return text === '' ? undefined : JSON.parse(text);
    }
}

class WrongAnswer extends Error {}

interface CompositeAnswer {
    readonly compositeResponse: readonly { readonly httpStatusCode: number; readonly body: { readonly id: string } }[];
}

function parts(records: readonly object[]): object[] {
    const url = `${DATA}/sobjects/${OBJECT}`;
    return records.map((body, index) => ({ method: 'POST', url, referenceId: `p${String(index)}`, body }));
}

function idsOf(answer: CompositeAnswer): string[] {
    if (answer.compositeResponse.some(({ httpStatusCode }) => httpStatusCode >= 300))
        throw new WrongAnswer(JSON.stringify(answer));
    return answer.compositeResponse.map(({ body }) => body.id);
}
