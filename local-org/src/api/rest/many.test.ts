/** Several requests or records in one: limits, references, and what is taken back. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, V, type Answer, type Client } from '../suite/client.ts';

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

const record = (type: string, values: object): object => ({ attributes: { type }, ...values });
const part = (referenceId: string, method: string, path: string, body?: object): object => ({
    method,
    url: V + path,
    referenceId,
    ...(body ? { body } : {}),
});
const make = (referenceId: string, values: object): object => part(referenceId, 'POST', '/sobjects/Library__c', values);
const named = (name: string): Promise<number> => admin.count(`SELECT Id FROM Library__c WHERE Name LIKE '${name}'`);

interface Part {
    readonly httpStatusCode: number;
    readonly httpHeaders: Record<string, string>;
    readonly body: unknown;
}
const partsOf = ({ body }: Answer): Part[] => (body as { compositeResponse: Part[] }).compositeResponse;
const codesOf = (answer: Answer): string[] =>
    partsOf(answer).map(({ httpStatusCode, body }) => outcomeOf({ status: httpStatusCode, body } as Answer));
const composite = (compositeRequest: object[], more: object = {}): Promise<Answer> =>
    admin.send('POST', '/composite', { compositeRequest, ...more });

describe('a collection', () => {
    const save = (records: object[], more: object = {}): Promise<Answer> =>
        admin.send('POST', '/composite/sobjects', { records, ...more });
    const results = ({ body }: Answer): (string | undefined)[] =>
        (body as { errors: { statusCode: string }[] }[]).map(({ errors }) => errors[0]?.statusCode);

    test('has at most 200 records, in at most ten runs of the same object', async () => {
        const records = Array.from({ length: 201 }, () => record('Library__c', { Name: 'Many' }));
        assert.equal(outcomeOf(await save(records)), '400 EXCEEDED_MAX_SIZE_REQUEST');
        const mixed = Array.from({ length: 11 }, (_, at) =>
            record(at % 2 ? 'Account' : 'Library__c', { Name: 'Many' }),
        );
        assert.equal((await save(mixed)).status, 400);
        assert.equal(await named('Many'), 0);
        assert.deepEqual(results(await save(mixed.slice(1))), new Array(10).fill(undefined));
        const ids = Array.from({ length: 201 }, () => '001000000000001AAA').join(',');
        assert.equal(
            outcomeOf(await admin.send('DELETE', `/composite/sobjects?ids=${ids}`)),
            '400 EXCEEDED_MAX_SIZE_REQUEST',
        );
    });

    test('refuses single records, or takes all back', async () => {
        const records = [
            record('Library__c', { Name: 'Part' }),
            record('Library__c', { Nope__c: 1 }),
            record('Nope__c', {}),
            record('Library__c', { City__c: 'x'.repeat(999) }),
        ];
        assert.deepEqual(results(await save(records)), [undefined, 'INVALID_FIELD', 'INVALID_TYPE', 'STRING_TOO_LONG']);
        assert.equal(await named('Part'), 1);
        const all = await save(records, { allOrNone: true });
        assert.equal(results(all)[0], 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
        assert.equal(await named('Part'), 1);
        assert.equal(outcomeOf(await save(records, { allOrNone: 'true' })), '400 JSON_PARSER_ERROR');
    });

    test('by external id makes and changes, and refuses single records', async () => {
        const upsert = (records: object[]): Promise<Answer> =>
            admin.send('PATCH', '/composite/sobjects/Library__c/Code__c', { records });
        const both = [
            record('Library__c', { Name: 'U', Code__c: 'u1' }),
            record('Library__c', { Nope__c: 'U', Code__c: 'u2' }),
        ];
        const { body } = await upsert(both);
        assert.deepEqual(
            (body as { created: boolean; success: boolean }[]).map(({ created, success }) => [created, success]),
            [
                [true, true],
                [false, false],
            ],
        );
        assert.equal((await upsert([record('Account', { Name: 'x' })])).status, 400);
        assert.equal(
            (await admin.send('PATCH', '/composite/sobjects/Library__c/City__c', { records: both })).status,
            404,
        );
    });

    test('deletes each for itself, also what cannot be deleted', async () => {
        const id = await admin.make('Library__c', { Name: 'D' });
        const answer = await admin.send(
            'DELETE',
            `/composite/sobjects?ids=${id},x,a00000000000zzzAAA,00D000000000001EAA`,
        );
        const [first, second, third, fourth] = results(answer);
        assert.deepEqual([first, second], [undefined, 'MALFORMED_ID']);
        assert.ok(third !== undefined && fourth !== undefined);
    });
});

describe('a composite', () => {
    test('puts values of earlier answers into bodies and addresses', async () => {
        const answer = await composite([
            make('lib', { Name: 'Ref', City__c: '?x=1/&y' }),
            part('read', 'GET', '/sobjects/Library__c/@{lib.id}?fields=City__c,Name'),
            part('query', 'GET', "/query?q=SELECT Id FROM Library__c WHERE Id = '@{lib.id}'"),
            part('change', 'PATCH', '/sobjects/Library__c/@{query.records[0].Id}', {
                Notes__c: 'in @{read.Name}: @{query.totalSize}',
                City__c: '@{read.City__c}',
            }),
            part('byKey', 'GET', '/sobjects/Library__c/Name/@{read.City__c}'),
        ]);
        assert.deepEqual(codesOf(answer), ['201', '200', '200', '204', '404 NOT_FOUND']);
        assert.match(partsOf(answer)[0]?.httpHeaders['Location'] ?? '', /\/sobjects\/Library__c\/a/);
        assert.equal(await admin.count("SELECT Id FROM Library__c WHERE Name = 'Ref' AND City__c = '?x=1/&y'"), 1);
    });

    test('halts what depends on a part that failed, and answers bad references', async () => {
        const answer = await composite([
            make('bad', { Nope__c: 1 }),
            part('needs', 'GET', '/sobjects/Library__c/@{bad.id}'),
            part('unknown', 'GET', '/sobjects/Library__c/@{nobody.id}'),
            part('proto', 'GET', '/sobjects/Library__c/@{good.constructor}'),
            make('good', { Name: 'Good' }),
            part('broken', 'GET', '/sobjects/%'),
            part('foreign', 'GET', '/../../etc'),
        ]);
        assert.deepEqual(codesOf(answer).slice(0, 2), ['400 INVALID_FIELD', '400 PROCESSING_HALTED']);
        assert.ok(partsOf(answer).every(({ httpStatusCode }) => httpStatusCode < 500));
        assert.equal(await named('Good'), 1);
    });

    test('takes all back, and tells which part failed', async () => {
        const answer = await composite(
            [make('a', { Name: 'Back' }), make('b', { Nope__c: 1 }), make('c', { Name: 'Back' })],
            {
                allOrNone: true,
            },
        );
        assert.deepEqual(codesOf(answer), ['400 PROCESSING_HALTED', '400 INVALID_FIELD', '400 PROCESSING_HALTED']);
        assert.equal(await named('Back'), 0);
    });

    test('keeps its limits, and holds no other composite', async () => {
        const limits = (count: number): object[] =>
            Array.from({ length: count }, (_, at) => part(`r${String(at)}`, 'GET', '/limits'));
        assert.equal((await composite(limits(25))).status, 200);
        assert.equal((await composite(limits(26))).status, 400);
        const queries = Array.from({ length: 6 }, (_, at) =>
            part(`q${String(at)}`, 'GET', '/query?q=SELECT+Id+FROM+User'),
        );
        assert.equal((await composite(queries)).status, 400);
        assert.equal((await composite([make('a', { Name: 'x' }), make('a', { Name: 'x' })])).status, 400);
        for (const path of ['', '/batch', '/graph', '/tree/Library__c'].map((kind) => `/composite${kind}`))
            for (const other of [path, `/tooling${path}`, `/Tooling/${path.toUpperCase()}`])
                assert.deepEqual(
                    codesOf(await composite([part('x', 'POST', other, {})])),
                    ['400 INVALID_INPUT'],
                    other,
                );
        assert.equal(
            (await composite([{ ...part('x', 'GET', '/limits'), httpHeaders: { a: { toString: 1 } } }])).status,
            400,
        );
    });

    test('keeps nothing of permissions that it took back', async () => {
        const user = server.user('Hopeful', { sets: [] });
        const [set] = server.org.store.all<{ Id: string }>(`SELECT Id FROM "PermissionSet" WHERE Name = 'Reader'`);
        const assign = part('a', 'POST', '/sobjects/PermissionSetAssignment', {
            AssigneeId: user.userId,
            PermissionSetId: set?.Id,
        });
        await composite([assign, make('b', { Nope__c: 1 })], { allOrNone: true });
        assert.equal((await user.get('/sobjects/Library__c/describe')).status, 404);
    });
});

describe('a graph', () => {
    test('takes back what is in it, and leaves the others', async () => {
        const graphs = [
            { graphId: 'bad', compositeRequest: [make('a', { Name: 'G1' }), make('b', { Nope__c: 1 })] },
            { graphId: 'good', compositeRequest: [make('a', { Name: 'G2' })] },
        ];
        const { body } = await admin.send('POST', '/composite/graph', { graphs });
        const answers = (body as { graphs: { graphId: string; isSuccessful: boolean }[] }).graphs;
        assert.deepEqual(
            answers.map(({ graphId, isSuccessful }) => [graphId, isSuccessful]),
            [
                ['bad', false],
                ['good', true],
            ],
        );
        assert.deepEqual([await named('G1'), await named('G2')], [0, 1]);
    });

    test('is read whole before any of it is done', async () => {
        const good = { graphId: 'g', compositeRequest: [make('a', { Name: 'Early' })] };
        const many = {
            graphId: 'm',
            compositeRequest: Array.from({ length: 500 }, (_, at) => part(`r${String(at)}`, 'GET', '/limits')),
        };
        for (const second of [{}, { graphId: 'h', compositeRequest: [{}] }, good, many])
            assert.equal((await admin.send('POST', '/composite/graph', { graphs: [good, second] })).status, 400);
        assert.equal(await named('Early'), 0);
    });
});

describe('a tree', () => {
    const node = (referenceId: string, values: object, type = 'Library__c'): object => ({
        attributes: { type, referenceId },
        ...values,
    });
    const plant = (...records: object[]): Promise<Answer> =>
        admin.send('POST', '/composite/tree/Library__c', { records });

    test('is made with its children, or not at all', async () => {
        const racks = { records: [node('r1', {}, 'Rack__c'), node('r2', {}, 'Rack__c')] };
        const relationship =
            server.org.schema
                .childRelationships(server.org.schema.object('Library__c') ?? assert.fail())
                .find(({ child }) => child.name === 'Rack__c')?.relationshipName ?? '';
        const made = await plant(node('l1', { Name: 'Tree', [relationship]: racks }));
        assert.equal(made.status, 201, made.text);
        assert.equal((made.body as { results: unknown[] }).results.length, 3);
        const refused = await plant(
            node('l1', { Name: 'Cut' }),
            node('l2', { Name: 'Cut', Nope__c: 1 }),
            node('l3', { City__c: 'x'.repeat(999) }),
        );
        const { hasErrors, results } = refused.body as {
            hasErrors: boolean;
            results: { referenceId: string; errors: { statusCode: string }[] }[];
        };
        assert.deepEqual([refused.status, hasErrors], [400, true]);
        assert.deepEqual(
            results.map(({ referenceId, errors }) => [referenceId, errors[0]?.statusCode]),
            [
                ['l2', 'INVALID_FIELD'],
                ['l3', 'STRING_TOO_LONG'],
            ],
        );
        assert.equal(await named('Cut'), 0);
    });

    test('keeps its limits', async () => {
        const many = Array.from({ length: 201 }, (_, at) => node(`n${String(at)}`, { Name: 'Wood' }));
        assert.equal((await plant(...many)).status, 400);
        assert.equal((await plant(node('a', { Name: 'Wood' }), node('a', { Name: 'Wood' }))).status, 400);
        assert.equal((await plant(node('a', { Name: 'Wood' }, 'Account'))).status, 400);
        assert.equal((await plant(node('a', { Name: 'Wood', Nope__r: { records: [] } }))).status, 400);
        let deep: object = node('d6', { LastName: 'x' }, 'Contact');
        for (let level = 5; level >= 1; level--)
            deep = node(`d${String(level)}`, { Name: 'Deep', ChildAccounts: { records: [deep] } }, 'Account');
        assert.equal((await admin.send('POST', '/composite/tree/Account', { records: [deep] })).status, 400);
        assert.equal(await named('Wood'), 0);
    });
});

test('a batch stops at the first error when it is asked to', async () => {
    const batchRequests = [
        { method: 'GET', url: 'v66.0/limits' },
        { method: 'GET', url: 'v66.0/nope' },
        { method: 'POST', url: 'v66.0/sobjects/Library__c', richInput: { Name: 'Halted' } },
        { method: 'POST', url: 'v66.0/composite/batch', richInput: {} },
    ];
    const statuses = async (more: object): Promise<number[]> => {
        const { body } = await admin.send('POST', '/composite/batch', { batchRequests, ...more });
        return (body as { results: { statusCode: number }[] }).results.map(({ statusCode }) => statusCode);
    };
    assert.deepEqual(await statuses({ haltOnError: true }), [200, 404, 412, 412]);
    assert.equal(await named('Halted'), 0);
    assert.deepEqual(await statuses({}), [200, 404, 201, 400]);
});
