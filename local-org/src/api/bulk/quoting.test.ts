/** CSV in and out: whatever text goes in, with whatever delimiter and line ending, comes out. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { TestServer, type Client } from '../suite/client.ts';
import { create, load, query, results, successful } from './suite/jobs.ts';

const DELIMITERS = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' } as const;
const ENDINGS = { LF: '\n', CRLF: '\r\n' } as const;
type Delimiter = keyof typeof DELIMITERS;
type Ending = keyof typeof ENDINGS;

let server: TestServer;
let admin: Client;
before(() => {
    server = new TestServer();
    admin = server.admin;
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

/** Text with all that CSV may break on; an org keeps no white space at its ends. */
const text = fc
    .array(
        fc.oneof(
            fc.string({ unit: 'grapheme', maxLength: 5 }),
            fc.constantFrom('"', '""', '\n', '\r', '\r\n', ',', ';', '\t', '|', '^', '`', '#N/A', 'é', '🎉', "'", '\\'),
        ),
        { maxLength: 12 },
    )
    .map((parts) => parts.join('').replace(/^[\0- ]+|[\0- ]+$/g, ''))
    .filter((value) => value !== '' && value !== '#N/A');

const quote = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** Quotes only where there must be. */
const quoteIfNeeded = (value: string): string => (/["\r\n,;\t|^`]|^\s|\s$/.test(value) ? quote(value) : value);

describe('CSV', () => {
    test('brings every text in, and out again, in results and in queries', async () => {
        const formats = fc.record({
            columnDelimiter: fc.constantFrom(...(Object.keys(DELIMITERS) as Delimiter[])),
            lineEnding: fc.constantFrom(...(Object.keys(ENDINGS) as Ending[])),
        });
        await fc.assert(
            fc.asyncProperty(
                formats,
                fc.array(text, { minLength: 1, maxLength: 6 }),
                fc.record({ isQuoted: fc.boolean(), hasBom: fc.boolean(), endsInLine: fc.boolean() }),
                async (format, values, { isQuoted, hasBom, endsInLine }) => {
                    const [delimiter, ending] = [DELIMITERS[format.columnDelimiter], ENDINGS[format.lineEnding]];
                    const lines = [
                        ['Required__c', 'Long__c'],
                        ...values.map((value, index) => [String(index), value]),
                    ].map((line) => line.map(isQuoted ? quote : quoteIfNeeded).join(delimiter));
                    const csv = (hasBom ? '\uFEFF' : '') + lines.join(ending) + (endsInLine ? ending : '');
                    const job = await load(admin, { object: 'Everything__c', operation: 'insert', ...format }, csv);
                    assert.deepEqual(
                        [job.state, job.errorMessage, job.numberRecordsFailed],
                        ['JobComplete', undefined, 0],
                    );
                    const made = await successful(admin, job);
                    assert.deepEqual(
                        made.map((row) => row['Long__c']),
                        values,
                    );
                    const ids = made.map((row) => `'${row['sf__Id'] ?? ''}'`).join();
                    const soql = `SELECT Long__c FROM Everything__c WHERE Id IN (${ids}) ORDER BY Required__c`;
                    const found = await query(admin, soql, format);
                    assert.deepEqual(
                        found.map((row) => row['Long__c']),
                        values,
                    );
                },
            ),
            { numRuns: 60 },
        );
    });

    test('with another line ending than the job says is refused as a whole', async () => {
        const cases: [Ending, string][] = [
            ['LF', 'Name\r\nx\r\n'],
            ['LF', '"Name","Phone"\r\n"x","y"\r\n'],
            ['CRLF', 'Name,Phone\nx,y\n'],
            ['CRLF', '"Name"\n"x"\n'],
        ];
        for (const [lineEnding, csv] of cases) {
            const job = await load(admin, { object: 'Account', operation: 'insert', lineEnding }, csv);
            const message = `ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is ${lineEnding}`;
            assert.deepEqual([job.state, job.errorMessage, job.numberRecordsProcessed], ['Failed', message, 0], csv);
        }
    });

    test('that is broken fails the job, with what was right before it done', async () => {
        const good = Array.from({ length: 401 }, (_, index) => `Good ${String(index)},1`);
        for (const bad of ['"open', 'a"b,1', '"a"b,1', 'too,many,values', 'few', `${'x'.repeat(1_700_000)},1`]) {
            const csv = ['Name,Phone', ...good, bad].join('\n');
            const job = await load(admin, { object: 'Account', operation: 'insert' }, csv);
            assert.equal(job.state, 'Failed', bad.slice(0, 20));
            assert.match(job.errorMessage ?? '', /^ClientInputError : Failed to parse CSV: /);
            assert.equal(job.numberRecordsProcessed, 400);
            assert.equal((await successful(admin, job)).length, 400);
            assert.deepEqual(await results(admin, job, 'unprocessedrecords'), [{ Name: 'Good 400', Phone: '1' }]);
        }
    });

    test('of nothing, or of a header, is a job without records', async () => {
        for (const csv of ['', '\n', 'Name', 'Name\n', '\uFEFF']) {
            const { id } = await create(admin, { object: 'Account', operation: 'insert' });
            await admin.send('PUT', `/jobs/ingest/${id}/batches`, csv, { 'content-type': 'text/csv' });
            await admin.send('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
        }
        const job = await load(admin, { object: 'Account', operation: 'insert' }, 'Name\n');
        assert.deepEqual([job.state, job.numberRecordsProcessed], ['JobComplete', 0]);
        assert.deepEqual(await successful(admin, job), []);
    });
});
