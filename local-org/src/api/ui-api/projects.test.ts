/** The user interface of other projects: a second fixture, and the application of this repository. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TestServer, type Client } from '../suite/client.ts';
import { nodes, uiapi, type Connection } from '../suite/graph.ts';
import { got } from '../suite/ui-api.ts';

const SAMPLE = fileURLToPath(new URL('../../../test/sample-project', import.meta.url));
const APPLICATION = fileURLToPath(new URL('../../../..', import.meta.url));

interface Layout {
    sections: { layoutRows: { layoutItems: { layoutComponents: { apiName: string | null }[] }[] }[] }[];
}

describe('the sample project', () => {
    let server: TestServer;
    before(() => {
        server = new TestServer({ projects: [SAMPLE] });
    });
    after(async () => {
        assert.deepEqual(server.faults, []);
        await server.close();
    });

    test('is served from its own metadata', async () => {
        const { admin } = server;
        const branch = await admin.make('Branch__c', { Name: 'Branch' });
        const shelf = await admin.make('Shelf__c', { Branch__c: branch });
        await admin.make('Book__c', { Name: 'Poems', Shelf__c: shelf, Genre__c: 'Poetry' });
        const { sections } = await got<Layout>(admin, 'layout/Book__c');
        const [row] = sections[0]?.layoutRows ?? [];
        assert.deepEqual(
            row?.layoutItems.map((item) => item.layoutComponents[0]?.apiName),
            ['Name', 'Genre__c'],
        );
        const list = await got<{ records: { fields: Record<string, { displayValue: string }> }[] }>(
            admin,
            'list-records/Book__c/All',
        );
        assert.equal(list.records[0]?.fields['Genre__c']?.displayValue, 'Verse');
        const { query } = await uiapi<{ query: Record<string, Connection<object>> }>(
            admin,
            '{ uiapi { query { Branch__c { edges { node { Name { value } } } } } } }',
        );
        assert.deepEqual(nodes(query['Branch__c']), [{ Name: { value: 'Branch' } }]);
    });
});

describe('the application of this repository', () => {
    let server: TestServer;
    let officer: Client;
    before(() => {
        server = new TestServer({ projects: [APPLICATION] });
        officer = server.user('Officer', { setGroups: ['Municipal_Officer'] });
    });
    after(async () => {
        assert.deepEqual(server.faults, []);
        await server.close();
    });

    test('shows every object that it makes: info, layouts, picklists, lists, related lists', async () => {
        for (const { name, kind } of server.org.schema.objects) {
            if (kind !== 'custom') continue;
            const { defaultRecordTypeId: type } = await got<{ defaultRecordTypeId: string }>(
                server.admin,
                `object-info/${name}`,
            );
            for (const layoutType of ['Full', 'Compact']) {
                const { sections } = await got<Layout>(server.admin, `layout/${name}?layoutType=${layoutType}`);
                assert.ok(sections.length > 0, name);
            }
            await got(server.admin, `object-info/${name}/picklist-values/${type}`);
            await got(server.admin, `record-defaults/create/${name}`);
            const { relatedLists } = await got<{ relatedLists: { relatedListId: string }[] }>(
                server.admin,
                `related-list-info/${name}`,
            );
            for (const { relatedListId } of relatedLists)
                await got(server.admin, `related-list-info/${name}/${relatedListId}`);
            const { lists } = await got<{ lists: { id: string }[] }>(server.admin, `list-ui/${name}`);
            assert.ok(lists.length > 0, name);
            for (const { id } of lists) await got(server.admin, `list-ui/${id}`);
        }
    });

    test('gives an officer the app, and of each object what his permission set opens', async () => {
        const { navItems, developerName } = await got<{
            developerName: string;
            navItems: { objectApiName: string | null }[];
        }>(officer, 'apps/selected');
        assert.equal(developerName, 'Huisvestingstool');
        assert.ok(navItems.some(({ objectApiName }) => objectApiName === 'Location__c'));
        assert.ok(!navItems.some(({ objectApiName }) => objectApiName === 'Licence_Contract__c'));
        const { data } = (
            await officer.send('POST', '/graphql', { query: '{ __type(name: "RecordQuery") { fields { name } } }' })
        ).body as {
            data: { __type: { fields: { name: string }[] } };
        };
        const shown = data.__type.fields.map(({ name }) => name);
        assert.ok(shown.includes('Assignment__c') && !shown.includes('Licence_Contract__c'));
    });
});
