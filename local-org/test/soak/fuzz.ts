/**
 * Spoiled requests to every address, as users of every kind: none may bring the server down, be answered as a fault of
 * the server, hang, or show one user what is another's.
 */
import { RunningOrg } from '../clients/running-org.ts';
import { prepareActors, type Actor } from './actors.ts';
import { writeApexProject } from '../../src/org/suite/apex.ts';
import { APEX_SOURCES, apexCorpus } from './corpus/apex.ts';
import { bulkCorpus, interfaceCorpus, toolingCorpus } from './corpus/volume.ts';
import type { Ids, Seed } from './corpus/ids.ts';
import { restCorpus } from './corpus/rest.ts';
import { soapCorpus } from './corpus/soap.ts';
import { checkFile } from './file-check.ts';
import { mutate } from './mutate.ts';
import { Random } from './random.ts';
import { Wire, type WireAnswer, type WireRequest } from './request.ts';

export interface SoakSettings {
    /** How many requests, or kills. */
    readonly times: number;
    readonly seed: number;
    readonly project: string;
    readonly report: (text: string) => void;
}

const AT_ONCE = 16;
const REPORT_EVERY = 10_000;
/** Findings after which there is no use in going on. */
const ENOUGH = 20;
const FIRST = 3;
const PATIENCE_MS = 15_000;

/** What betrays the inside of the server. */
const INSIDE = /SQLITE|no such (table|column)|node:internal|file:\/\/\/|\.ts:\d+|at Object\.|SELECT .* FROM "_/;

/** Runs it. @returns what was found wrong, a line each */
export async function fuzz({ times, seed, project, report }: SoakSettings): Promise<string[]> {
    const org = await RunningOrg.start([project, writeApexProject(APEX_SOURCES)]);
    const wire = new Wire(org.info.instanceUrl, AT_ONCE);
    const findings: string[] = [];
    const statuses = new Map<number, number>();
    try {
        const actors = await prepareActors(wire, org.info.accessToken);
        const seeds = new Map(actors.map((actor) => [actor, corpusOf(actor.ids)]));
        const random = new Random(seed);
        let sent = 0;
        const work = async (): Promise<void> => {
            while (sent < times && findings.length < ENOUGH && org.isRunning) {
                sent += 1;
                if (sent % REPORT_EVERY === 0) report(`${String(sent)} of ${String(times)} requests`);
                const actor = random.pick(actors);
                const request = mutate(toRequest(random.pick(seeds.get(actor) ?? []), actor), random);
                const finding = await judge(wire, request, actor, statuses);
                // of what breaks off when the process ends, the first tell why
                if (finding !== undefined && (findings.length < FIRST || isAlive(org))) findings.push(finding);
            }
        };
        await Promise.all(Array.from({ length: AT_ONCE }, work));
        if (!org.isRunning) findings.push('the process ended');
        if (org.errors !== '') findings.push(`the server met faults:\n${org.errors.slice(0, 4000)}`);
        report(
            [...statuses]
                .toSorted()
                .map(([status, n]) => `${String(status)}: ${String(n)}`)
                .join(', '),
        );
        if (!(await stopsInTime(org))) findings.push('the server does not close');
        findings.push(...checkFile(org.folder));
    } finally {
        wire.close();
        await org.remove();
    }
    return findings;
}

/** It may have ended while a request waited. */
function isAlive(org: RunningOrg): boolean {
    return org.isRunning;
}

/** Closes the server; kills it when it does not. */
async function stopsInTime(org: RunningOrg): Promise<boolean> {
    const impatience = AbortSignal.timeout(PATIENCE_MS);
    impatience.addEventListener('abort', () => void org.stop('SIGKILL'));
    await org.stop();
    return !impatience.aborted;
}

function corpusOf(ids: Ids): Seed[] {
    const all = [restCorpus, soapCorpus, bulkCorpus, interfaceCorpus, toolingCorpus, apexCorpus];
    return all.flatMap((corpus) => corpus(ids));
}

function toRequest({ method, path, type, body }: Seed, { token }: Actor): WireRequest {
    const headers = {
        ...(token === '' ? {} : { authorization: `Bearer ${token}`, 'x-sfdc-session': token }),
        ...(type === undefined ? {} : { 'content-type': type }),
    };
    if (body === undefined) return { method, path, headers };
    return { method, path, headers, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

async function judge(
    wire: Wire,
    request: WireRequest,
    actor: Actor,
    statuses: Map<number, number>,
): Promise<string | undefined> {
    const shown = `${actor.name}: ${request.method} ${request.path} ${JSON.stringify({ ...request.headers, authorization: '' })} ${String(request.body ?? '').slice(0, 600)}`;
    try {
        const answer = await wire.send(request);
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        const wrong = wrongWith(answer, actor);
        return wrong === undefined ? undefined : `${wrong}\n  ${shown}\n  ${answer.text.slice(0, 600)}`;
    } catch (error) {
        return `${String(error)}\n  ${shown}`;
    }
}

function wrongWith({ status, text }: WireAnswer, { secretsOfOthers }: Actor): string | undefined {
    // SOAP says so of every refusal; 501 is the honest answer to what is not there
    const isRefusal = text.includes(':Fault>') && !text.includes('UNKNOWN_EXCEPTION');
    if (status >= 500 && status !== 501 && !isRefusal) return `status ${String(status)}`;
    if (text.includes('UNKNOWN_EXCEPTION')) return 'an unknown exception';
    if (INSIDE.test(text)) return 'shows the inside of the server';
    return secretsOfOthers.some((secret) => text.includes(secret)) ? "shows another user's record" : undefined;
}
