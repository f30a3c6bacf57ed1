/** GraphQL mutations: records made, changed and deleted, together or each for itself. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';
import { ask, errorTypes, uiapi } from '../suite/graph.ts';

type Payload = Record<
    string,
    { Record: Record<string, { value: unknown }> & { Id: string }; Id: string; success: boolean } | null
>;

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

const count = (where: string): Promise<number> => admin.count(`SELECT Id FROM Library__c WHERE ${where}`);

describe('a mutation', () => {
    test('makes a record and answers what is selected of it', async () => {
        const query = `mutation Make($input: Library__cCreateInput!) { uiapi { Library__cCreate(input: $input) { Record { Id Name { value } Budget__c { displayValue } Owner { ... on User { Name { value } } } Shelves__r { totalCount } } } } }`;
        const input = {
            Library__c: { Name: 'Made', Budget__c: 5, Opened__c: '2024-05-01', Open__c: true, Region__c: 'North' },
        };
        const { Library__cCreate: made } = await uiapi<Payload>(admin, query, { input });
        const { Id, ...rest } = made?.Record ?? { Id: '' };
        assert.equal(Id.length, 18);
        assert.deepEqual(rest, {
            Name: { value: 'Made' },
            Budget__c: { displayValue: '€5.00' },
            Owner: { Name: { value: 'Local Administrator' } },
            Shelves__r: { totalCount: 0 },
        });
    });

    test('refers to what an earlier operation made', async () => {
        const { first, rack, change, gone } = await uiapi<Payload>(
            admin,
            `mutation { uiapi {
                first: Library__cCreate(input: { Library__c: { Name: "First" } }) { Record { Id } }
                rack: Rack__cCreate(input: { Rack__c: { Library__c: "@{first}" } }) { Record { Id Library__r { Name { value } } } }
                change: Library__cUpdate(input: { Id: "@{first.Record.Id}", Library__c: { City__c: "Gent" } }) { success Record { City__c { value } } }
                gone: Rack__cDelete(input: { Id: "@{rack}" }) { Id }
            } }`,
        );
        assert.deepEqual(rack?.Record['Library__r'], { Name: { value: 'First' } });
        assert.deepEqual([change?.success, change?.Record['City__c']?.value], [true, 'Gent']);
        assert.equal(gone?.Id, rack.Record.Id);
        assert.equal(await count(`Id = '${String(first?.Record.Id)}' AND City__c = 'Gent'`), 1);
    });

    const half = (input: string): string => `mutation { uiapi${input} {
        good: Library__cCreate(input: { Library__c: { Name: "Half" } }) { Record { Id } }
        bad: Library__cCreate(input: { Library__c: { Name: "Half", Budget__c: 99999999999999999 } }) { Record { Id } }
        needs: Rack__cCreate(input: { Rack__c: { Library__c: "@{bad}" } }) { Record { Id } }
    } }`;

    test('does all or nothing', async () => {
        const { data, errors } = await ask(admin, half(''));
        assert.deepEqual(data['uiapi'], { good: null, bad: null, needs: null });
        assert.deepEqual(
            errors.map(({ paths }) => paths.at(-1)),
            ['good', 'bad', 'needs'],
        );
        assert.equal(await count("Name = 'Half'"), 0);
    });

    test('does what it can when it is told so', async () => {
        const { data, errors } = await ask(admin, half('(input: { allOrNone: false })'));
        const { good, bad, needs } = data['uiapi'] as Payload;
        assert.deepEqual([good?.Record.Id.length, bad, needs, errors.length], [18, null, null, 2]);
        assert.ok(errors.every(({ extensions }) => extensions.ErrorType === 'DataFetchingException'));
        assert.equal(await count("Name = 'Half'"), 1);
    });

    test('is refused with wrong types, unknown fields and other objects', async () => {
        const make = (fields: string): string =>
            `mutation { uiapi { Library__cCreate(input: { Library__c: { ${fields} } }) { Record { Id } } } }`;
        for (const fields of [
            'Name: 5',
            'Nope__c: 1',
            'Budget__c: "x"',
            'Open__c: "true"',
            'Shelves__c: 4',
            'Id: "x"',
            'Name: "x" }, x: { y: 1',
        ])
            assert.deepEqual(await errorTypes(admin, make(fields)), ['ValidationError'], fields);
        const rack = await admin.make('Rack__c', { Library__c: await admin.make('Library__c', { Name: 'L' }) });
        for (const operation of [
            `Library__cDelete(input: { Id: "${rack}" }) { Id }`,
            'Library__cDelete(input: { Id: "x" }) { Id }',
            'Library__cUpdate(input: { Id: "@{nope}", Library__c: {} }) { success }',
            'Library__cCreate(input: { Library__c: { Name: "x", Opened__c: "soon" } }) { Record { Id } }',
        ])
            assert.deepEqual(
                await errorTypes(admin, `mutation { uiapi { ${operation} } }`),
                ['DataFetchingException'],
                operation,
            );
    });

    test('may be one of a composite, which takes it back with the rest', async () => {
        const graph = {
            query: 'mutation { uiapi { Library__cCreate(input: { Library__c: { Name: "Composed" } }) { Record { Id } } } }',
        };
        const compositeRequest = [
            { method: 'POST', url: '/services/data/v66.0/graphql', referenceId: 'a', body: graph },
            { method: 'POST', url: '/services/data/v66.0/sobjects/Library__c', referenceId: 'b', body: { Nope__c: 1 } },
        ];
        await admin.send('POST', '/composite', { allOrNone: true, compositeRequest });
        assert.equal(await count("Name = 'Composed'"), 0);
    });
});
