/**
 * Writes what a plan says, in composite requests that are each one transaction of up to five collections of 200 records
 * (REST API guide, "Composite" and "sObject Collections"). What people lose is written before what others get, so that an
 * interruption leaves nobody with more than the file gives him; a plan that fits into one transaction is one.
 */
import type { OrgClient, OrgRecord } from '../../salesforce/org-client.ts';
import { WriteRefused, type Refusal } from '../../salesforce/write-together.ts';
import { whileLocked } from '../../salesforce/while-locked.ts';
import type { SyncPlan, UserChange } from './compare.ts';

const PER_COLLECTION = 200;

/** Part of a plan: users with only what is taken from them, or only what they get. */
type Part = readonly UserChange[];

/**
 * @param groups ids of public groups by developer name
 * @param onProgress is told after each transaction how many changes of how many are written
 * @throws WriteRefused with the places of users in `changes` of the plan; what was written before that transaction stays
 * @throws OrgError
 */
export async function writeUsers(
    client: OrgClient,
    { changes }: SyncPlan,
    groups: ReadonlyMap<string, string>,
    onProgress: (done: number, all: number) => void = () => undefined,
): Promise<void> {
    const together = transactionsOf(changes);
    const parts =
        together.length <= 1
            ? together
            : [...transactionsOf(changes.flatMap(taking)), ...transactionsOf(changes.flatMap(giving))];
    let done = 0;
    for (const part of parts) {
        const write = (): Promise<void> =>
            writePart(client, part, groups, (one) => changes.findIndex(({ username }) => username === one.username));
        await whileLocked(write, (error) =>
            error instanceof WriteRefused ? error.refusals.map(({ code }) => code) : [],
        );
        done += 1;
        onProgress(done, parts.length);
    }
}

/** What is taken from somebody: his memberships, his roles, his access. */
function taking(change: UserChange): UserChange[] {
    const values = change.kind === 'deactivate' ? change.values : {};
    const isEmpty = change.leaves.length + change.loses.length + Object.keys(values).length === 0;
    return isEmpty ? [] : [{ ...change, values, joins: [], gets: undefined }];
}

/** All the rest. */
function giving(change: UserChange): UserChange[] {
    const values = change.kind === 'deactivate' ? {} : change.values;
    const isEmpty = change.joins.length + Object.keys(values).length === 0 && !change.gets;
    return isEmpty ? [] : [{ ...change, values, leaves: [], loses: [] }];
}

/** Users of each transaction: whole users, as many as its collections hold. */
function transactionsOf(changes: readonly UserChange[]): Part[] {
    const parts: UserChange[][] = [];
    let used = { removed: 0, updated: 0, created: 0, added: 0 };
    for (const change of changes) {
        const sum = add(used, sizeOf(change));
        const fits =
            sum.removed <= PER_COLLECTION &&
            sum.updated <= PER_COLLECTION &&
            sum.created <= PER_COLLECTION &&
            sum.added <= 2 * PER_COLLECTION;
        if (parts.length === 0 || !fits) {
            parts.push([]);
            used = sizeOf(change);
        } else used = sum;
        parts.at(-1)?.push(change);
    }
    return parts;
}

type Size = ReturnType<typeof sizeOf>;

function sizeOf({ id, values, leaves, loses, joins, gets }: UserChange): {
    removed: number;
    updated: number;
    created: number;
    added: number;
} {
    const isWritten = Object.keys(values).length > 0;
    return {
        removed: leaves.length + loses.length,
        updated: id !== undefined && isWritten ? 1 : 0,
        created: id === undefined ? 1 : 0,
        added: joins.length + (gets ? 1 : 0),
    };
}

function add(one: Size, other: Size): Size {
    return {
        removed: one.removed + other.removed,
        updated: one.updated + other.updated,
        created: one.created + other.created,
        added: one.added + other.added,
    };
}

/** A request of a composite, and for each of its records the user that it is about. */
interface Request {
    readonly method: 'POST' | 'PATCH' | 'DELETE';
    readonly referenceId: string;
    readonly url: string;
    readonly body?: { readonly allOrNone: true; readonly records: readonly OrgRecord[] };
    readonly about: readonly UserChange[];
}

interface Answer {
    readonly success?: boolean;
    readonly errors?: readonly { readonly statusCode: string; readonly message: string }[];
    readonly errorCode?: string;
    readonly message?: string;
}

async function writePart(
    client: OrgClient,
    part: Part,
    groups: ReadonlyMap<string, string>,
    placeOf: (change: UserChange) => number,
): Promise<void> {
    const requests = requestsOf(part, groups, `${client.root}/composite/sobjects`);
    const { compositeResponse } = await client.json<{
        compositeResponse: readonly { body: readonly Answer[] | Answer }[];
    }>('POST', '/composite', {
        allOrNone: true,
        compositeRequest: requests.map(({ about: _, ...request }) => request),
    });
    const refusals = requests.flatMap(({ about }, at) => {
        const body = compositeResponse[at]?.body ?? [];
        const answers = Array.isArray(body) ? (body as readonly Answer[]) : [body as Answer];
        return about.flatMap((change, index): Refusal[] => {
            const answer = answers[index] ?? answers[0];
            return answer?.success ? [] : [{ index: placeOf(change), ...reasonOf(answer) }];
        });
    });
    if (refusals.length === 0) return;
    const causes = refusals.filter(({ code }) => !CONSEQUENCES.has(code));
    throw new WriteRefused(causes.length > 0 ? causes : refusals);
}

/** What an org says of records that it would have taken. */
const CONSEQUENCES = new Set(['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'PROCESSING_HALTED']);

function reasonOf(answer: Answer | undefined): { code: string; message: string } {
    const [error] = answer?.errors ?? [];
    if (error) return { code: error.statusCode, message: error.message };
    return { code: answer?.errorCode ?? 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: answer?.message ?? '' };
}

/** Taken away first: a licence is free and a role is gone before the next is given. */
function requestsOf(part: Part, groups: ReadonlyMap<string, string>, url: string): Request[] {
    const removed = part.flatMap((change) => [...change.leaves, ...change.loses].map(({ id }) => ({ change, id })));
    const updated = part.filter(({ id, values }) => id !== undefined && Object.keys(values).length > 0);
    // licences that leavers give back are there for who comes
    const inOrder = [
        ...updated.filter(({ kind }) => kind === 'deactivate'),
        ...updated.filter(({ kind }) => kind !== 'deactivate'),
    ];
    const created = part.filter(({ id }) => id === undefined);
    const added = [
        ...part.flatMap((change) => memberships(change, created, groups)),
        ...part.flatMap((change) => assignments(change, created)),
    ];
    const requests: Request[] = [];
    for (let at = 0; at < removed.length; at += PER_COLLECTION) {
        const some = removed.slice(at, at + PER_COLLECTION);
        requests.push({
            method: 'DELETE',
            referenceId: `removed${at}`,
            url: `${url}?ids=${some.map(({ id }) => id).join(',')}&allOrNone=true`,
            about: some.map(({ change }) => change),
        });
    }
    if (inOrder.length > 0)
        requests.push(
            collection(
                'PATCH',
                'updated',
                url,
                inOrder.map((change) => ({
                    change,
                    record: { attributes: { type: 'User' }, Id: change.id, ...change.values },
                })),
            ),
        );
    if (created.length > 0)
        requests.push(
            collection(
                'POST',
                'created',
                url,
                created.map((change) => ({ change, record: { attributes: { type: 'User' }, ...change.values } })),
            ),
        );
    for (let at = 0; at < added.length; at += PER_COLLECTION)
        requests.push(collection('POST', `added${at}`, url, added.slice(at, at + PER_COLLECTION)));
    return requests;
}

interface Written {
    readonly change: UserChange;
    readonly record: OrgRecord;
}

function collection(method: 'POST' | 'PATCH', referenceId: string, url: string, written: readonly Written[]): Request {
    const records = written.map(({ record }) => record);
    return { method, referenceId, url, body: { allOrNone: true, records }, about: written.map(({ change }) => change) };
}

function memberships(
    change: UserChange,
    created: readonly UserChange[],
    groups: ReadonlyMap<string, string>,
): Written[] {
    return change.joins.map((group) => ({
        change,
        record: {
            attributes: { type: 'GroupMember' },
            GroupId: groups.get(group),
            UserOrGroupId: idOf(change, created),
        },
    }));
}

function assignments(change: UserChange, created: readonly UserChange[]): Written[] {
    if (!change.gets) return [];
    const record = {
        attributes: { type: 'PermissionSetAssignment' },
        PermissionSetGroupId: change.gets.groupId,
        AssigneeId: idOf(change, created),
    };
    return [{ change, record }];
}

/** The id of a user, or where the same request will find that of one who is created by it. */
function idOf(change: UserChange, created: readonly UserChange[]): string {
    return change.id ?? `@{created[${created.indexOf(change)}].id}`;
}
