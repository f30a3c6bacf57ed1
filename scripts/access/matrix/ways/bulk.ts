/** Records by Bulk API 2.0: a job for what somebody tries with the records of an object. */
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { finished, type Job } from '../../../salesforce/bulk-job.ts';
import { JobError, OrgError } from '../../../salesforce/org-error.ts';
import type { Values } from '../drafts.ts';
import type { RoleUser } from '../matrix-org.ts';
import type { Action } from '../matrix-table.ts';
import { ALLOWED, refused, type Attempt, type Outcome, type Way } from './way.ts';

const WAIT = 5;
const OPERATIONS: Readonly<Record<Exclude<Action, 'read'>, string>> = {
    create: 'insert',
    edit: 'update',
    delete: 'delete',
};

export const BULK: Way = {
    name: 'Bulk',
    actions: ['create', 'read', 'edit', 'delete'],
    attempt: async (user, attempts) => {
        const [first] = attempts;
        if (!first) return [];
        try {
            return await (first.action === 'read' ? read(user, attempts) : write(user, first.action, attempts));
        } catch (error) {
            if (error instanceof OrgError) return attempts.map(() => refused(`${error.code} ${error.message}`));
            if (error instanceof JobError) return attempts.map(() => refused(reasonOfJob(error)));
            throw error;
        }
    },
};

async function read({ client }: RoleUser, attempts: readonly Attempt[]): Promise<Outcome[]> {
    const ids = attempts.map(({ id }) => `'${id}'`).join(', ');
    const query = `SELECT Id FROM ${attempts[0]?.object ?? ''} WHERE Id IN (${ids})`;
    const { id } = await client.json<Job>('POST', '/jobs/query', { operation: 'query', query });
    await finished(client, `/jobs/query/${id}`, WAIT);
    const answer = await client.send('GET', `/jobs/query/${id}/results`, undefined, 'text/csv');
    const found = new Set(parse<{ Id: string }>(await answer.text(), { columns: true }).map(({ Id }) => Id));
    return attempts.map((attempt) => (found.has(attempt.id) ? ALLOWED : refused('NO_RECORD')));
}

async function write(
    { client }: RoleUser,
    action: Exclude<Action, 'read'>,
    attempts: readonly Attempt[],
): Promise<Outcome[]> {
    const rows = attempts.map(({ id, values }) =>
        asText({
            ...(id === '' ? {} : { Id: id }),
            ...(action === 'delete' ? {} : values),
        }),
    );
    const job = { object: attempts[0]?.object, operation: OPERATIONS[action], lineEnding: 'LF' };
    const { id } = await client.json<Job>('POST', '/jobs/ingest', job);
    const path = `/jobs/ingest/${id}`;
    await client.send('PUT', `${path}/batches`, { content: stringify(rows, { header: true }), type: 'text/csv' });
    await client.json('PATCH', path, { state: 'UploadComplete' });
    await finished(client, path, WAIT);
    const answer = await client.send('GET', `${path}/failedResults`, undefined, 'text/csv');
    const failures = parse<Record<string, string>>(await answer.text(), { columns: true });
    return rows.map((row) => {
        const failure = failures.find((one) => isOf(one, row));
        return failure ? refused(reasonOf(failure)) : ALLOWED;
    });
}

function asText(values: Values): Record<string, string> {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

/** Rows come back with what was sent; they differ in their id, or where there is none, in their values. */
function isOf(failure: Record<string, string>, row: Readonly<Record<string, string>>): boolean {
    return Object.entries(row).every(([name, value]) => failure[name] === value);
}

/** The org writes `CODE:message:fields --`. */
function reasonOf(failure: Record<string, string>): string {
    return (failure['sf__Error'] ?? '').replace(':', ' ');
}

/** A job whose file names a field that the user does not see, is not begun. */
function reasonOfJob({ message }: JobError): string {
    return message.includes('Field name not found') ? `INVALID_FIELD ${message}` : message;
}
