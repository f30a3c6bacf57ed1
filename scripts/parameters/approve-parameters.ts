/** Approves versions of parameters, by somebody else than who added them. */
import type { OrgClient } from '../salesforce/org-client.ts';
import { JobError } from '../salesforce/org-error.ts';
import { requireAccess } from '../salesforce/require-access.ts';
import { userId } from '../salesforce/user-id.ts';
import { PER_TRANSACTION, WriteRefused, writeTogether } from '../salesforce/write-together.ts';
import { OBJECT, readParameters, type Parameter } from './parameter.ts';

/** What an approval did. */
export interface ApproveResult {
    readonly approved: readonly string[];
    /** approved before */
    readonly unchanged: readonly string[];
    /** added by the user himself, so for somebody else; only when all were asked for */
    readonly own: readonly string[];
}

/**
 * @param names references such as `PAR-00012`; undefined: every version with a value that waits for approval
 * @throws JobError, OrgError; nothing is written then
 */
export async function approveParameters(
    client: OrgClient,
    names: readonly string[] | undefined,
    now: Date,
): Promise<ApproveResult> {
    await requireAccess(client, { object: OBJECT, update: ['Approved_By__c', 'Approved_At__c'] });
    const me = await userId(client);
    const all = await readParameters(client);
    const asked = names === undefined ? all.filter(isWaiting) : named(all, names);
    const open = asked.filter(({ Approved_At__c: at }) => at === null);
    const own = open.filter(({ CreatedById }) => CreatedById === me).map(({ Name }) => Name);
    const others = open.filter(({ CreatedById }) => CreatedById !== me);
    if (own.length > 0 && (names !== undefined || others.length === 0)) {
        throw new JobError(
            'SecondPersonNeeded',
            `U voegde ${own.length === 1 ? String(own[0]) : `${own.length} van deze versies`} zelf toe: een tweede persoon keurt ze goed.`,
            {
                actions: ['Vraag een collega met dezelfde rol om de opdracht te geven.'],
                data: { own },
            },
        );
    }
    await approve(client, others, me, now);
    return {
        approved: others.map(({ Name }) => Name),
        unchanged: asked.filter((one) => !open.includes(one)).map(({ Name }) => Name),
        own,
    };
}

function isWaiting({ Approved_At__c: at, Confidence__c: confidence }: Parameter): boolean {
    return at === null && confidence !== 'Unknown';
}

function named(all: readonly Parameter[], names: readonly string[]): Parameter[] {
    const byName = new Map(all.map((one) => [one.Name, one]));
    const unknown = names.filter((name) => !byName.has(name));
    if (unknown.length > 0) {
        throw new JobError('UnknownParameter', `Deze versies bestaan niet: ${unknown.join(', ')}.`, {
            actions: ['Bekijk de referenties met: hvt parameters list'],
        });
    }
    return [...new Set(names)].flatMap((name) => byName.get(name) ?? []);
}

async function approve(client: OrgClient, parameters: readonly Parameter[], me: string, now: Date): Promise<void> {
    if (parameters.length > PER_TRANSACTION) {
        throw new JobError(
            'TooMany',
            `Er wachten ${parameters.length} versies; er zijn er hoogstens ${PER_TRANSACTION} ineens mogelijk.`,
            { actions: ['Noem de referenties die u goedkeurt.'] },
        );
    }
    const values = { Approved_By__c: me, Approved_At__c: now.toISOString() };
    const before = { Approved_By__c: null, Approved_At__c: null };
    try {
        await writeTogether(
            client,
            OBJECT,
            parameters.map(({ Id: id }) => ({ kind: 'update', id, values, before })),
        );
    } catch (error) {
        if (!(error instanceof WriteRefused)) throw error;
        const [first] = error.refusals;
        throw new JobError(
            'RefusedByRule',
            `${parameters[first?.index ?? 0]?.Name ?? ''}: ${first?.message ?? ''} Er is niets goedgekeurd.`,
        );
    }
}
