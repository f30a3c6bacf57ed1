/** Destructive changes: what goes, what goes along, and what stays because something speaks of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { outcomeOf } from '../suite/client.ts';
import { definition, manifest, MetadataClient, zipOf } from '../suite/metadata-client.ts';
import { CRATE, deployServer, formula, number, objectFile, text } from './suite.ts';

const org = deployServer();
const { admin, metadata, server } = org;

describe('destructive changes', () => {
    async function destroy(
        members: Record<string, string[]>,
        file = 'destructiveChanges.xml',
    ): ReturnType<MetadataClient['deployZip']> {
        return metadata.deployZip(zipOf({ 'package.xml': manifest({}), [file]: manifest(members) }));
    }

    test('take a field and its data away', async () => {
        await org.makeObject('Shrink__c', text('Code__c'), number('Weight__c'));
        await admin.make('Shrink__c', { Name: 'a', Code__c: 'x', Weight__c: 1 });
        const { successes } = await destroy({ CustomField: ['Shrink__c.Code__c'] });
        assert.deepEqual(successes, ['CustomField Shrink__c.Code__c deleted']);
        assert.deepEqual(await org.fieldsOf('Shrink__c'), ['Weight__c']);
        await org.deployFields('Shrink__c', { Code__c: text('Code__c') });
        assert.equal(await admin.count('SELECT Id FROM Shrink__c WHERE Code__c = NULL AND Weight__c = 1'), 1);
    });

    test('take an object away with its records and what belongs to it', async () => {
        await org.makeObject('Gone__c', text('Code__c'));
        await admin.make('Gone__c', { Name: 'a' });
        const tab = definition('CustomTab', '<customObject>true</customObject><motif>Custom1: Heart</motif>');
        await metadata.deploy({ CustomTab: ['Gone__c'] }, { 'tabs/Gone__c.tab': tab });
        assert.equal((await destroy({ CustomObject: ['Gone__c'] })).status, 'Succeeded');
        assert.equal(server.org.catalogue.get('CustomTab', 'Gone__c'), undefined);
        assert.equal(outcomeOf(await admin.query('SELECT Id FROM Gone__c')), '400 INVALID_TYPE');
        await org.makeObject('Gone__c');
        assert.equal(await admin.count('SELECT Id FROM Gone__c'), 0);
    });

    test('are refused while something speaks of what is to go', async () => {
        await org.makeObject('Used__c', number('Weight__c'), formula('Double__c', 'Weight__c * 2'));
        const { status, failures } = await destroy({ CustomField: ['Used__c.Weight__c'] });
        assert.equal(status, 'Failed');
        assert.match(
            failures.join(),
            /^CustomField Used__c.Weight__c: This custom field is referenced elsewhere .* CustomField - Used__c.Double__c/,
        );
        assert.deepEqual(await org.fieldsOf('Used__c'), ['Double__c', 'Weight__c']);
    });

    test('warn of what is not there', async () => {
        const { status, successes } = await destroy({ CustomField: ['Used__c.Nope__c'] });
        assert.equal(status, 'Succeeded');
        assert.deepEqual(successes, ['CustomField Used__c.Nope__c No CustomField named: Used__c.Nope__c found']);
    });

    test('before the rest make room for another field of the same name', async () => {
        await org.makeObject('Swap__c', text('Code__c'));
        await admin.make('Swap__c', { Name: 'a', Code__c: 'x' });
        const { status } = await metadata.deployZip(
            zipOf({
                'package.xml': manifest({ CustomField: ['Swap__c.Code__c'] }),
                'destructiveChangesPre.xml': manifest({ CustomField: ['Swap__c.Code__c'] }),
                ...objectFile('Swap__c', number('Code__c')),
            }),
        );
        assert.equal(status, 'Succeeded');
        await admin.make('Swap__c', { Name: 'b', Code__c: 5 });
        assert.equal(await admin.count('SELECT Id FROM Swap__c WHERE Code__c = 5'), 1);
    });

    test('take a permission set away, unless users have it', async () => {
        const set = definition('PermissionSet', '<label>Short</label>');
        await metadata.deploy({ PermissionSet: ['Short'] }, { 'permissionsets/Short.permissionset': set });
        const [row] = server.org.store.all<{ Id: string }>(`SELECT Id FROM "PermissionSet" WHERE Name = 'Short'`);
        const assignment = await admin.make('PermissionSetAssignment', {
            AssigneeId: admin.userId,
            PermissionSetId: row?.Id,
        });
        assert.match((await destroy({ PermissionSet: ['Short'] })).failures.join(), /it is assigned to users/);
        await admin.send('DELETE', `/sobjects/PermissionSetAssignment/${assignment}`);
        assert.equal((await destroy({ PermissionSet: ['Short'] })).status, 'Succeeded');
        assert.equal(await admin.count("SELECT Id FROM PermissionSet WHERE Name = 'Short'"), 0);
    });

    test('make searches find what there is', async () => {
        const searched = CRATE.replace('<label>Crate<', '<enableSearch>true</enableSearch><label>Crate<');
        const find = async (): Promise<number> => {
            const { body } = await admin.get(`/search?q=${encodeURIComponent('FIND {lantern} RETURNING Found__c')}`);
            return (body as { searchRecords: object[] }).searchRecords.length;
        };
        for (const word of ['lantern', 'Lantern']) {
            await metadata.deploy({ CustomObject: ['Found__c'] }, objectFile('Found__c', searched));
            assert.equal(await find(), 0);
            await admin.make('Found__c', { Name: word });
            assert.equal(await find(), 1);
            await destroy({ CustomObject: ['Found__c'] });
        }
    });

    test('cannot delete a standard object', async () => {
        const { failures } = await destroy({ CustomObject: ['Account'] });
        assert.deepEqual(failures, ['CustomObject Account: Cannot delete standard object: Account']);
    });

    test('cannot delete a record type', async () => {
        const { failures } = await destroy({ RecordType: ['Library__c.Public'] }, 'destructiveChangesPost.xml');
        assert.match(failures.join(), /^RecordType Library__c.Public: Cannot delete record type through API$/);
    });
});
