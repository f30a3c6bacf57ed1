/** Deploys into objects that have records: what the data needs, and what it forbids. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CRATE, DeployServer, formula, number, objectFile, text } from './suite.ts';

let org: DeployServer;
let admin: DeployServer['admin'];
let metadata: DeployServer['metadata'];
before(() => {
    org = new DeployServer();
    ({ admin, metadata } = org);
});
after(() => org.close());

describe('data', () => {
    test('outlives a longer text, a new label, and a type that can hold it', async () => {
        await org.makeObject('Keep__c', text('Code__c'));
        await admin.make('Keep__c', { Name: 'a', Code__c: 'x' });
        for (const changed of [
            text('Code__c', 80),
            '<fields><fullName>Code__c</fullName><label>Code</label><type>TextArea</type></fields>',
        ]) {
            assert.deepEqual((await org.deployFields('Keep__c', { Code__c: changed })).failures, []);
            assert.equal(await admin.count("SELECT Id FROM Keep__c WHERE Code__c = 'x'"), 1);
        }
    });

    const refusals: Record<string, [change: string, problem: string]> = {
        'another type': [number('Code__c'), 'Cannot change type due to existing data'],
        'a shorter text': [text('Code__c', 1), 'Cannot change type due to existing data'],
        'a formula': [formula('Code__c', '1'), 'Cannot update a field to a Formula from something else'],
    };
    for (const [name, [change, problem]] of Object.entries(refusals))
        test(`refuses ${name}`, async () => {
            await org.makeObject('Refuse__c', text('Code__c'));
            await admin.make('Refuse__c', { Name: 'a', Code__c: 'long' });
            const { failures } = await org.deployFields('Refuse__c', { Code__c: change });
            assert.deepEqual(failures, [`CustomField Refuse__c.Code__c: ${problem}`]);
            assert.ok((await admin.count("SELECT Id FROM Refuse__c WHERE Code__c = 'long'")) > 0);
        });

    test('refuses to be made unique when it is not', async () => {
        await org.makeObject('Twice__c', text('Code__c'));
        for (const Name of ['a', 'b']) await admin.make('Twice__c', { Name, Code__c: 'same' });
        const unique = text('Code__c').replace('</fields>', '<unique>true</unique></fields>');
        const { failures } = await org.deployFields('Twice__c', { Code__c: unique });
        assert.match(failures.join(), /duplicate values exist/);
    });

    test('is summed up by a new roll-up', async () => {
        await org.makeObject('Whole__c');
        const master =
            '<fields><fullName>Whole__c</fullName><label>Whole</label><referenceTo>Whole__c</referenceTo><relationshipName>Parts</relationshipName><type>MasterDetail</type></fields>';
        const child = CRATE.replace('ReadWrite', 'ControlledByParent');
        const files = objectFile('Piece__c', child, number('Weight__c'), master);
        assert.deepEqual((await metadata.deploy({ CustomObject: ['Piece__c'] }, files)).failures, []);
        const whole = await admin.make('Whole__c', { Name: 'w' });
        for (const Weight__c of [2, 3]) await admin.make('Piece__c', { Name: 'p', Weight__c, Whole__c: whole });
        const sum =
            '<fields><fullName>Sum__c</fullName><label>Sum</label><summarizedField>Piece__c.Weight__c</summarizedField><summaryForeignKey>Piece__c.Whole__c</summaryForeignKey><summaryOperation>sum</summaryOperation><type>Summary</type></fields>';
        assert.deepEqual((await org.deployFields('Whole__c', { Sum__c: sum })).failures, []);
        assert.equal(await admin.count('SELECT Id FROM Whole__c WHERE Sum__c = 5'), 1);
    });

    test('lets a field without data have any type', async () => {
        await org.makeObject('Blank__c', text('Code__c'));
        await admin.make('Blank__c', { Name: 'a' });
        assert.deepEqual((await org.deployFields('Blank__c', { Code__c: number('Code__c') })).failures, []);
        await admin.make('Blank__c', { Name: 'b', Code__c: 3 });
        assert.equal(await admin.count('SELECT Id FROM Blank__c WHERE Code__c > 2'), 1);
    });
});
