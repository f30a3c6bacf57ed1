/** What was deployed and what projects hold, when an org is opened again. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import { Org } from '../org.ts';
import { LIBRARY_PROJECT, LOCALE, NOW } from '../suite/library.ts';
import { definition, manifest, zipOf } from '../../api/suite/metadata-client.ts';
import type { DeployOptions } from './options.ts';

const OPTIONS: DeployOptions = {
    checkOnly: false,
    rollbackOnError: true,
    ignoreWarnings: false,
    purgeOnDelete: false,
    testLevel: 'NoTestRun',
    runTests: [],
};
const FIELD =
    '<fields><fullName>Fine__c</fullName><label>Deployed</label><length>10</length><type>Text</type></fields>';
const SOURCE = 'force-app/main/default/objects/Rack__c/fields/Fine__c.field-meta.xml';

describe('an org that is opened again', () => {
    let folder: string;
    let project: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), 'local-org-'));
        project = join(folder, 'project');
        cpSync(LIBRARY_PROJECT, project, { recursive: true });
        writeSource('From the project');
    });
    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    function writeSource(label: string): void {
        const content = `<fullName>Fine__c</fullName><label>${label}</label><length>10</length><type>Text</type>`;
        writeFileSync(join(project, SOURCE), definition('CustomField', content));
    }

    function open<T>(use: (org: Org) => T, projects = [project]): T {
        const org = new Org({ projects, locale: LOCALE, dataFolder: join(folder, 'data'), now: () => NOW });
        try {
            return use(org);
        } finally {
            org.close();
        }
    }

    async function deploy(files: Record<string, string>, projects = [project]): Promise<string> {
        const org = new Org({ projects, locale: LOCALE, dataFolder: join(folder, 'data'), now: () => NOW });
        const session = org.session(ADMINISTRATOR_ID);
        const id = org.deployments.start(session, zipOf(files), OPTIONS);
        while (org.deployments.find(session, id).completedAt === undefined)
            await new Promise((resolve) => setImmediate(resolve));
        assert.equal(org.deployments.find(session, id).status, 'Succeeded');
        org.close();
        return id;
    }

    const label = (org: Org): string | undefined => org.schema.object('Rack__c')?.fields.get('Fine__c')?.label;
    const deployed = {
        'package.xml': manifest({ CustomField: ['Rack__c.Fine__c'] }),
        'objects/Rack__c.object': definition('CustomObject', FIELD),
    };
    const destroyed = {
        'package.xml': manifest({}),
        'destructiveChanges.xml': manifest({ CustomField: ['Rack__c.Fine__c'] }),
    };

    test('has what was deployed over a file of its project, until the file changes', async () => {
        assert.equal(open(label), 'From the project');
        await deploy(deployed);
        assert.equal(open(label), 'Deployed');
        writeSource('Edited');
        assert.equal(open(label), 'Edited');
        assert.equal(open(label), 'Edited');
    });

    test('does not have what was deleted, until its file changes', async () => {
        await deploy(destroyed);
        assert.equal(open(label), undefined);
        assert.equal(open(label), undefined);
        writeSource('Edited');
        assert.equal(open(label), 'Edited');
    });

    test('keeps what was deployed and is in no project', async () => {
        rmSync(join(project, SOURCE));
        assert.equal(open(label), undefined);
        await deploy(deployed);
        assert.equal(open(label), 'Deployed');
    });

    test('forgets a file that its project no longer has', () => {
        assert.equal(open(label), 'From the project');
        rmSync(join(project, SOURCE));
        assert.equal(open(label), undefined);
    });

    test('gives a field of another type than its project once had a column of its own', async () => {
        open((org) => {
            org.store.run(`INSERT INTO "Rack__c" (Id, Name, Fine__c) VALUES ('a', 'a', 'text')`);
        });
        rmSync(join(project, SOURCE));
        open(label);
        const number = FIELD.replace(
            /<length>.*/,
            '<precision>5</precision><scale>0</scale><type>Number</type></fields>',
        );
        await deploy({ ...deployed, 'objects/Rack__c.object': definition('CustomObject', number) });
        const value = open((org) => org.store.get(`SELECT Fine__c FROM "Rack__c" WHERE Id = 'a'`)?.['Fine__c']);
        assert.equal(value, null);
    });

    test('needs no project for what was deployed to it', async () => {
        const object = definition(
            'CustomObject',
            readFileSync(join(project, 'force-app/main/default/objects/Rack__c/Rack__c.object-meta.xml'), 'utf8')
                .replace(/^[\s\S]*?<CustomObject[^>]*>|<\/CustomObject>\s*$/g, '')
                .replace(/<sharingModel>.*<\/sharingModel>/, '<sharingModel>ReadWrite</sharingModel>') + FIELD,
        );
        await deploy({ 'package.xml': manifest({ CustomObject: ['Rack__c'] }), 'objects/Rack__c.object': object }, []);
        assert.equal(open(label, []), 'Deployed');
    });

    test('knows its deploys, runs those that were waiting, and fails those that were cut off', async () => {
        const id = await deploy(deployed);
        const { waiting, cut } = open((org) => {
            const session = org.session(ADMINISTRATOR_ID);
            assert.equal(org.deployments.find(session, id).status, 'Succeeded');
            const [first = '', second = ''] = [0, 1].map(() =>
                org.deployments.start(session, zipOf(destroyed), OPTIONS),
            );
            org.store.run(`UPDATE "_deployment" SET status = 'InProgress' WHERE id = ?`, [second]);
            return { waiting: first, cut: second };
        });
        const org = new Org({ projects: [project], locale: LOCALE, dataFolder: join(folder, 'data'), now: () => NOW });
        const session = org.session(ADMINISTRATOR_ID);
        assert.equal(org.deployments.find(session, cut).status, 'Failed');
        while (org.deployments.find(session, waiting).completedAt === undefined)
            await new Promise((resolve) => setImmediate(resolve));
        assert.equal(org.deployments.find(session, waiting).status, 'Succeeded');
        assert.equal(label(org), undefined);
        org.close();
    });
});
