/** Apex developer guide, "Triggers and bulk requests", "Static and instance": statics begin anew with each request. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { writeApexProject } from '../../org/suite/apex.ts';
import { LIBRARY_PROJECT } from '../../org/suite/library.ts';
import { create, setState, until, upload } from '../bulk/suite/jobs.ts';
import { TestServer } from '../suite/client.ts';

const server = new TestServer({
    projects: [
        LIBRARY_PROJECT,
        writeApexProject({
            classes: { Turns: 'public class Turns { public static Integer n = 0; }' },
            triggers: {
                Count: `trigger Count on Library__c (before insert) { Turns.n++; for (Library__c l : Trigger.new) l.City__c += ' ' + Turns.n; }`,
            },
        }),
    ],
});
after(() => server.close());

describe('Triggers and bulk requests', () => {
    const { admin } = server;
    const count = (city: string): Promise<number> => admin.count(`SELECT Id FROM Library__c WHERE City__c = '${city}'`);

    it('each request has statics of its own, also the parts of a composite', async () => {
        await admin.make('Library__c', { City__c: 'one' });
        await admin.make('Library__c', { City__c: 'one' });
        const part = (referenceId: string): object => ({
            method: 'POST',
            url: '/services/data/v66.0/sobjects/Library__c',
            referenceId,
            body: { City__c: 'one' },
        });
        await admin.send('POST', '/composite', { compositeRequest: [part('a'), part('b')] });
        assert.equal(await count('one 1'), 4);
    });

    it('200 records of a bulk job are a transaction', async () => {
        const { id } = await create(admin, { object: 'Library__c', operation: 'insert', lineEnding: 'LF' });
        await upload(admin, id, `City__c\n${'many\n'.repeat(401)}`);
        await setState(admin, id, 'UploadComplete');
        await until(admin, id, ({ state }) => state === 'JobComplete');
        assert.equal(await count('many 1'), 401);
    });
});
