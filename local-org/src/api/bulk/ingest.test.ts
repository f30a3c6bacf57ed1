/** Bulk API 2.0 ingest: what each operation does, and what becomes of its rows. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ADMINISTRATOR_NAME } from '../../org/first-records.ts';
import { TestServer, type Client } from '../suite/client.ts';
import { failed, load, results, successful, type JobInfo } from './suite/jobs.ts';

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

const insert = (object: string, csv: string, client = admin): Promise<JobInfo> =>
    load(client, { object, operation: 'insert' }, csv);

async function valuesOf(soql: string): Promise<unknown[]> {
    const { body } = await admin.query(soql);
    return (body as { records: Record<string, unknown>[] }).records.map(({ attributes, ...values }) =>
        Object.values(values),
    );
}

describe('ingest', () => {
    test('saves the good rows, and says of the others what is wrong', async () => {
        const csv = 'Name,Phone\nFirst,1\n,2\nThird,3\n';
        const job = await insert('Account', csv);
        assert.deepEqual([job.state, job.numberRecordsProcessed, job.numberRecordsFailed], ['JobComplete', 3, 1]);
        const made = await successful(admin, job);
        assert.deepEqual(
            made.map((row) => [row['sf__Created'], row['Name'], row['Phone']]),
            [
                ['true', 'First', '1'],
                ['true', 'Third', '3'],
            ],
        );
        assert.match(made[0]?.['sf__Id'] ?? '', /^001\w{15}$/);
        const error = 'REQUIRED_FIELD_MISSING:Required fields are missing: [Name]:Name --';
        assert.deepEqual(await failed(admin, job), [{ sf__Id: '', sf__Error: error, Name: '', Phone: '2' }]);
        assert.deepEqual(await results(admin, job, 'unprocessedrecords'), []);
    });

    test('takes rows by the hundreds; each 200 stand for themselves', async () => {
        const rows = Array.from({ length: 450 }, (_, row) => (row === 250 ? ',x' : `Many ${String(row)},x`));
        const job = await insert('Account', ['Name,Phone', ...rows].join('\n'));
        assert.deepEqual([job.numberRecordsProcessed, job.numberRecordsFailed], [450, 1]);
        assert.equal(await admin.count("SELECT Id FROM Account WHERE Name LIKE 'Many %'"), 449);
    });

    test('updates by Id: #N/A empties a field, an empty value leaves it', async () => {
        const id = await admin.make('Account', { Name: 'Before', Phone: '1', Site: 'Here' });
        const job = await load(
            admin,
            { object: 'Account', operation: 'update' },
            `ID,name,PHONE,Site\n${id},After,#N/A,\n001000000000XyZAAU,Nobody,,\nnope,Nobody,,\n`,
        );
        assert.deepEqual(await valuesOf(`SELECT Name, Phone, Site FROM Account WHERE Id = '${id}'`), [
            ['After', null, 'Here'],
        ]);
        assert.deepEqual(
            (await failed(admin, job)).map((row) => row['sf__Error']?.split(':')[0]),
            ['INVALID_CROSS_REFERENCE_KEY', 'MALFORMED_ID'],
        );
    });

    test('upserts by an external id', async () => {
        await admin.make('Library__c', { Name: 'Old', Code__c: 'up1' });
        const job = await load(
            admin,
            { object: 'Library__c', operation: 'upsert', externalIdFieldName: 'Code__c' },
            'Code__c,Name\nUP1,New\nup2,Other\ntwice,A\ntwice,B\n',
        );
        assert.deepEqual(
            (await successful(admin, job)).map((row) => [row['sf__Created'], row['Name']]),
            [
                ['false', 'New'],
                ['true', 'Other'],
            ],
        );
        assert.equal((await failed(admin, job)).length, 2);
    });

    test('finds parents by their keys, of one object or of several', async () => {
        await admin.make('Library__c', { Name: 'Parent', Code__c: 'par' });
        const job = await insert(
            'Member__c',
            `Library__r.Code__c,Email__c\nPAR,a@b.test\nnone,c@d.test\n,e@f.test\n#N/A,g@h.test\n`,
        );
        assert.deepEqual(
            (await failed(admin, job)).map((row) => row['sf__Error']),
            ['INVALID_FIELD:Foreign key external ID: none not found for field Code__c in entity Library__c:--'],
        );
        assert.equal(await admin.count("SELECT Id FROM Member__c WHERE Library__r.Name = 'Parent'"), 1);
        for (const name of ['User:Owner.Username', 'Owner.Username']) {
            const owned = await insert('Library__c', `Name,${name}\nOwned,${ADMINISTRATOR_NAME}\n`);
            assert.equal(owned.numberRecordsFailed, 0, name);
        }
    });

    test('deletes, and takes only Ids for it', async () => {
        const [one, two, library] = [
            await admin.make('Account', { Name: 'D1' }),
            await admin.make('Account', { Name: 'D2' }),
            await admin.make('Library__c', { Name: 'Not an account' }),
        ];
        const job = await load(
            admin,
            { object: 'Account', operation: 'delete' },
            `Id\n${one}\n${library}\n${one}\n#N/A\n`,
        );
        assert.deepEqual([job.numberRecordsProcessed, job.numberRecordsFailed], [4, 3]);
        assert.deepEqual((await successful(admin, job))[0], { sf__Id: one, sf__Created: 'false', Id: one });
        assert.equal(await admin.count(`SELECT Id FROM Library__c WHERE Id = '${library}'`), 1);
        const refused = await load(admin, { object: 'Account', operation: 'delete' }, `Id,Name\n${two},D2\n`);
        assert.equal(refused.state, 'Failed');
    });

    test('hardDelete takes records past the recycle bin, with what hangs on them, for those who may', async () => {
        const library = await admin.make('Library__c', { Name: 'Gone' });
        const rack = await admin.make('Rack__c', { Library__c: library });
        const other = await admin.make('Library__c', { Name: 'In the bin' });
        await admin.send('DELETE', `/sobjects/Library__c/${other}`);
        const settings = { object: 'Library__c', operation: 'hardDelete' };
        const job = await load(admin, settings, `Id\n${library}\n`);
        assert.equal(job.numberRecordsFailed, 0);
        const left = async (object: string): Promise<unknown> =>
            (
                (await admin.get(`/queryAll?q=SELECT+Id+FROM+${object}`)).body as { records: { Id: string }[] }
            ).records.map(({ Id }) => Id);
        assert.ok(!JSON.stringify([await left('Library__c'), await left('Rack__c')]).match(`${library}|${rack}`));
        assert.match(JSON.stringify(await left('Library__c')), new RegExp(other));
        const writer = server.user('Harddeleter', { sets: ['Librarian'] });
        const { status, text } = await writer.send('POST', '/jobs/ingest', settings);
        assert.equal(status, 400);
        assert.match(text, /special user profile permission.*FEATURENOTENABLED/);
    });

    test('fails as a whole when the header names what there is not', async () => {
        const cases: [settings: object, csv: string, message: string][] = [
            [{ operation: 'insert' }, 'Name,Nope__c\nx,y', 'InvalidBatch : Field name not found : Nope__c'],
            [
                { operation: 'insert' },
                'Name,Nope__r.Code__c\nx,y',
                'InvalidBatch : Field name not found : Nope__r.Code__c',
            ],
            [{ operation: 'insert' }, 'Name,__proto__\nx,y', 'InvalidBatch : Field name not found : __proto__'],
            [{ operation: 'insert' }, 'Name,\nx,y', 'InvalidBatch : Field name not found : '],
            [{ operation: 'insert' }, 'Name,NAME\nx,y', 'InvalidBatch : Duplicate field name in header : NAME'],
            [{ operation: 'update' }, 'Name\nx', 'InvalidBatch : Field name not found : Id'],
            [
                { operation: 'upsert', externalIdFieldName: 'Name' },
                'Phone\nx',
                'InvalidBatch : Field name not found : Name',
            ],
        ];
        for (const [settings, csv, message] of cases) {
            const job = await load(admin, { object: 'Account', ...settings }, csv);
            assert.deepEqual([job.state, job.errorMessage, job.numberRecordsProcessed], ['Failed', message, 0]);
            assert.deepEqual((await results(admin, job, 'unprocessedrecords')).length, 1, csv);
            assert.deepEqual([await successful(admin, job), await failed(admin, job)], [[], []]);
        }
    });

    test('runs as its user: his objects, his fields, his records', async () => {
        const writer = server.user('Bulkwriter', { sets: ['Librarian'] });
        const theirs = await admin.make('Library__c', { Name: 'Theirs', Code__c: 'theirs', Secret__c: 's' });
        const own = await writer.make('Library__c', { Name: 'Own', Code__c: 'own' });
        const update = await load(
            writer,
            { object: 'Library__c', operation: 'update' },
            `Id,City__c\n${own},Gent\n${theirs},Gent\n`,
        );
        assert.deepEqual(
            (await failed(writer, update)).map((row) => row['sf__Error']?.split(':')[0]),
            ['INSUFFICIENT_ACCESS_OR_READONLY'],
        );
        const secret = await insert('Library__c', 'Name,Secret__c\nx,y\n', writer);
        assert.equal(secret.errorMessage, 'InvalidBatch : Field name not found : Secret__c');
        const nobody = server.user('Bulknobody', {});
        const ask = async (object: string): Promise<string> =>
            (await nobody.send('POST', '/jobs/ingest', { object, operation: 'insert' })).text;
        assert.match(await ask('Library__c'), /"errorCode":"INVALIDENTITY"/);
        assert.equal(await ask('Library__c'), (await ask('Nope__c')).replace('Nope__c', 'Library__c'));
    });
});
