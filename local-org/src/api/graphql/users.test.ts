/** What a user may not read does not exist in his schema, and what is not shared with him is not in his answers. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';
import { ask, errorTypes, nodes, uiapi, type Connection } from '../suite/graph.ts';

let server: TestServer;
let admin: Client;
let reader: Client;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    reader = server.user('Reader', { sets: ['Reader'] });
    await admin.make('Library__c', { Name: 'Of the admin', Secret__c: 'x', OwnerId: admin.userId });
    await admin.make('Library__c', { Name: 'Of the reader', Secret__c: 'y', OwnerId: reader.userId });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const query = (args: string, fields: string): string =>
    `{ uiapi { query { Library__c${args} { edges { node { ${fields} } } totalCount } } } }`;

async function fieldsOf(client: Client, type: string): Promise<string[] | undefined> {
    const { data } = await ask(client, `{ __type(name: "${type}") { fields { name } inputFields { name } } }`);
    const found = data['__type'] as { fields?: { name: string }[]; inputFields?: { name: string }[] } | null;
    return (found?.fields ?? found?.inputFields)?.map(({ name }) => name);
}

describe('a user with one permission set', () => {
    test('has the types and fields that it opens, and no others', async () => {
        for (const type of [
            'Library__c',
            'Library__c_Filter',
            'Library__c_OrderBy',
            'Library__c_GroupBy',
            'Library__cAggregate',
        ]) {
            assert.ok(!(await fieldsOf(reader, type))?.includes('Secret__c'), type);
            assert.ok((await fieldsOf(admin, type))?.includes('Secret__c'), type);
        }
        assert.equal(await fieldsOf(reader, 'Lending__c'), undefined);
        assert.equal(await fieldsOf(reader, 'Mutation'), undefined);
        assert.ok((await fieldsOf(reader, 'RecordQuery'))?.includes('Volume__c'));
        assert.ok(!(await fieldsOf(reader, 'Volume__c'))?.includes('Loans__r'));
    });

    test('cannot select, filter, sort or total what he may not read', async () => {
        for (const text of [
            query('', 'Secret__c { value }'),
            query('(where: { Secret__c: { eq: "x" } })', 'Id'),
            query('(where: { not: { Secret__c: { eq: "x" } } })', 'Id'),
            query('(orderBy: { Secret__c: { order: ASC } })', 'Id'),
            '{ uiapi { aggregate { Library__c { edges { node { aggregate { Secret__c { max { value } } } } } } } } }',
            '{ uiapi { query { Lending__c { totalCount } } } }',
            'mutation { uiapi { Library__cCreate(input: { Library__c: { Name: "x" } }) { Record { Id } } } }',
        ])
            assert.ok(
                (await errorTypes(reader, text)).every((type) =>
                    ['ValidationError', 'OperationNotSupported'].includes(type),
                ),
                text,
            );
        assert.equal((await ask(reader, query('', 'Id Secret__c @optional { value }'))).errors.length, 0);
    });

    test('finds, counts and totals only the records that he may see', async () => {
        const { query: found } = await uiapi<{ query: Record<string, Connection<{ Name: { value: string } }>> }>(
            reader,
            query('', 'Name { value }'),
        );
        assert.deepEqual(nodes(found['Library__c']), [{ Name: { value: 'Of the reader' } }]);
        assert.equal(found['Library__c']?.totalCount, 1);
        const { aggregate } = await uiapi<{ aggregate: Record<string, { totalCount: number }> }>(
            reader,
            '{ uiapi { aggregate { Library__c { totalCount } } } }',
        );
        assert.equal(aggregate['Library__c']?.totalCount, 1);
    });

    test('gets what else he is granted at once', async () => {
        const growing = server.user('Growing', { sets: ['Reader'] });
        assert.equal(await fieldsOf(growing, 'Lending__c'), undefined);
        const { body } = await admin.query("SELECT Id FROM PermissionSet WHERE Name = 'Librarian'");
        const [set] = (body as { records: { Id: string }[] }).records;
        await admin.make('PermissionSetAssignment', { AssigneeId: growing.userId, PermissionSetId: set?.Id });
        assert.ok((await fieldsOf(growing, 'Lending__c'))?.includes('Fee__c'));
        assert.ok((await fieldsOf(growing, 'UIAPIMutations'))?.includes('Library__cCreate'));
    });

    test('without any rights still gets an answer', async () => {
        const bare = server.user('Bare', {});
        assert.equal((await ask(bare, '{ __typename }')).data['__typename'], 'Query');
        assert.deepEqual(await errorTypes(bare, query('', 'Id')), ['ValidationError']);
    });
});
