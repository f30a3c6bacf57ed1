/** The ways in which clients ask for beds. */
import type { Connection } from 'jsforce';
import { stringify } from 'csv-stringify/sync';
import { parse } from 'csv-parse/sync';
import { finished, type Job } from '../salesforce/bulk-job.ts';
import { OrgError } from '../salesforce/org-error.ts';
import type { TestUser } from '../testing/test-org.ts';

const STAY = 'Assignment__c';
const ROWS_OF_A_JOB = 25;

/** A stay that somebody wants. */
export interface Attempt {
    readonly fight: number;
    readonly bed: string;
    readonly household: string;
    /** yyyy-mm-dd */
    readonly arrival: string;
    readonly departure: string;
}

/** What became of it. */
export interface Outcome {
    readonly attempt: Attempt;
    /** code and message of the org; undefined for who got the bed */
    readonly refusal: string | undefined;
}

/** How one client asks. */
export interface Way {
    /** how many attempts it makes in one go */
    readonly size: number;
    readonly ask: (attempts: readonly Attempt[]) => Promise<Outcome[]>;
}

/** @returns as many clients: some by Bulk, of the others a third each by REST, composite and jsforce */
export function contenders(officer: TestUser, connection: Connection, clients: number, bulk: number): Way[] {
    const single = [byRest(officer), byComposite(officer), byJsforce(connection)];
    return Array.from({ length: clients }, (_, index) =>
        index < bulk ? byBulk(officer) : (single[index % single.length] ?? byRest(officer)),
    );
}

function recordOf({ bed, household, arrival, departure }: Attempt): Record<string, string> {
    return {
        Bed__c: bed,
        Household__c: household,
        Arrival_Date__c: arrival,
        Departure_Date__c: departure,
        Status__c: 'Confirmed',
    };
}

function one(ask: (attempt: Attempt) => Promise<string | undefined>): Way {
    return {
        size: 1,
        ask: async (attempts) => {
            const outcomes: Outcome[] = [];
            for (const attempt of attempts) outcomes.push({ attempt, refusal: await ask(attempt) });
            return outcomes;
        },
    };
}

function byRest({ client }: TestUser): Way {
    return one(async (attempt) => {
        try {
            await client.json('POST', `/sobjects/${STAY}`, recordOf(attempt));
            return undefined;
        } catch (error) {
            if (error instanceof OrgError) return `${error.code} ${error.message}`;
            throw error;
        }
    });
}

interface Composite {
    readonly compositeResponse: readonly {
        readonly httpStatusCode: number;
        readonly body: { errorCode: string; message: string }[];
    }[];
}

function byComposite({ client }: TestUser): Way {
    return one(async (attempt) => {
        const { compositeResponse } = await client.json<Composite>('POST', '/composite', {
            allOrNone: true,
            compositeRequest: [
                {
                    method: 'POST',
                    url: `${client.root}/sobjects/${STAY}`,
                    referenceId: 'stay',
                    body: recordOf(attempt),
                },
            ],
        });
        const [answer] = compositeResponse;
        if (answer?.httpStatusCode === 201) return undefined;
        return `${answer?.body[0]?.errorCode ?? ''} ${answer?.body[0]?.message ?? ''}`;
    });
}

function byJsforce(connection: Connection): Way {
    return one(async (attempt) => {
        try {
            await connection.create(STAY, recordOf(attempt));
            return undefined;
        } catch (error) {
            if (!(error instanceof Error)) throw error;
            return `${error.name} ${error.message}`;
        }
    });
}

/** A job with attempts of several fights; its results come in the order of the rows. */
function byBulk({ client }: TestUser): Way {
    return {
        size: ROWS_OF_A_JOB,
        ask: async (attempts) => {
            const settings = { object: STAY, operation: 'insert', contentType: 'CSV', lineEnding: 'LF' };
            const { id } = await client.json<Job>('POST', '/jobs/ingest', settings);
            const content = stringify(attempts.map(recordOf), { header: true });
            await client.send('PUT', `/jobs/ingest/${id}/batches`, { content, type: 'text/csv' });
            await client.json('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
            await finished(client, `/jobs/ingest/${id}`);
            const failed = await client.send('GET', `/jobs/ingest/${id}/failedResults`, undefined, 'text/csv');
            const rows = parse<Record<string, string>>(await failed.text(), { columns: true });
            return attempts.map((attempt) => ({
                attempt,
                refusal: rows.find(
                    (row) =>
                        row['Bed__c'] === attempt.bed &&
                        row['Arrival_Date__c'] === attempt.arrival &&
                        row['Departure_Date__c'] === attempt.departure,
                )?.['sf__Error'],
            }));
        },
    };
}
