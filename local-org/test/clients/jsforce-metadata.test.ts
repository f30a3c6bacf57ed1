/** jsforce's calls of the Metadata API against a local org that begins empty. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import jsforce, { type Connection } from 'jsforce';
import { RunningOrg } from './running-org.ts';
import { definition, manifest, zipOf } from '../../src/api/suite/metadata-client.ts';
import { readZip } from '../../src/metadata/package/zip.ts';

const OBJECT = {
    fullName: 'Crate__c',
    label: 'Crate',
    pluralLabel: 'Crates',
    nameField: { type: 'Text', label: 'Name' },
    deploymentStatus: 'Deployed',
    sharingModel: 'ReadWrite',
};

describe('jsforce metadata', { timeout: 120_000 }, () => {
    let org: RunningOrg;
    let connection: Connection;
    before(async () => {
        org = await RunningOrg.start([]);
        const { instanceUrl, accessToken } = org.info;
        connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
        connection.metadata.pollInterval = 50;
    });
    after(async () => {
        await org.remove();
    });

    /** jsforce types definitions more strictly than an org does. */
    const one = (value: object): { fullName: string } => value as { fullName: string };

    test('creates, reads, updates, upserts, renames and deletes', async () => {
        const { metadata } = connection;
        assert.equal((await metadata.create('CustomObject', one(OBJECT))).success, true);
        const field = { fullName: 'Crate__c.Weight__c', label: 'Weight', type: 'Number', precision: 5, scale: 0 };
        const results = await metadata.create('CustomField', [
            field,
            { ...field, fullName: 'Crate__c.Bad__c', scale: 9 },
        ] as never[]);
        assert.deepEqual(
            results.map(({ success }) => success),
            [true, false],
        );
        await connection.sobject('Crate__c').create({ Name: 'first', Weight__c: 3 });
        const read = await metadata.read('CustomObject', 'Crate__c');
        assert.deepEqual([read.label, read.fields.map(({ fullName }) => fullName)], ['Crate', ['Weight__c']]);
        assert.equal((await metadata.update('CustomObject', one({ ...OBJECT, label: 'Box' }))).success, true);
        assert.equal((await connection.describe('Crate__c')).label, 'Box');
        const label = { fullName: 'Hello', language: 'en_US', protected: false, shortDescription: 'x', value: 'Hi' };
        assert.equal((await metadata.upsert('CustomLabel', one(label))).created, true);
        assert.equal((await metadata.rename('CustomLabel', 'Hello', 'Goodbye')).success, true);
        const [renamed] = await metadata.list({ type: 'CustomLabel' });
        assert.equal(renamed?.fullName, 'Goodbye');
        assert.equal((await metadata.delete('CustomField', 'Crate__c.Weight__c')).success, true);
        assert.equal((await connection.query('SELECT Id FROM Crate__c')).totalSize, 1);
        assert.equal((await metadata.delete('CustomObject', 'Crate__c')).success, true);
        await assert.rejects(async () => connection.query('SELECT Id FROM Crate__c'), /INVALID_TYPE|not supported/);
    });

    test('deploys by SOAP and REST, and retrieves', async () => {
        const { metadata } = connection;
        const file = definition(
            'CustomObject',
            '<deploymentStatus>Deployed</deploymentStatus><label>Lid</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Lids</pluralLabel><sharingModel>ReadWrite</sharingModel>',
        );
        const zip = Buffer.from(
            zipOf({ 'package.xml': manifest({ CustomObject: ['Lid__c'] }), 'objects/Lid__c.object': file }),
        );
        const soap = await metadata.deploy(zip, { rollbackOnError: true }).complete({ details: true } as never);
        assert.deepEqual([soap.status, soap.numberComponentsDeployed], ['Succeeded', 1]);
        const rest = await metadata.deployRest(zip, { rollbackOnError: true }).complete();
        assert.equal(rest.status, 'Succeeded');
        const retrieved = await metadata
            .retrieve({
                apiVersion: '66.0',
                unpackaged: { types: [{ name: 'CustomObject', members: ['*'] }], version: '66.0' },
            } as never)
            .complete();
        const files = readZip(Buffer.from(retrieved.zipFile, 'base64'));
        assert.deepEqual([...files.keys()].sort(), ['unpackaged/objects/Lid__c.object', 'unpackaged/package.xml']);
    });

    test('describes', async () => {
        const { metadataObjects } = await connection.metadata.describe('66.0');
        assert.ok(metadataObjects.some(({ xmlName }) => xmlName === 'PermissionSet'));
    });
});
