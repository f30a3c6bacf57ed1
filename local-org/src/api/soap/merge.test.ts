/** Merges: one record takes in others, with what refers to them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Answer, type Client } from '../suite/client.ts';
import { soapCall, sObject, valuesOf } from './suite.ts';

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

function merge(
    type: string,
    id: string,
    others: readonly string[],
    fields = '',
    session = admin.token,
): Promise<Answer> {
    const ids = others.map((other) => `<recordToMergeIds>${other}</recordToMergeIds>`).join('');
    const master = sObject(type, `<Id>${id}</Id>${fields}`, 'masterRecord');
    return soapCall(server, session, `<merge><request>${master}${ids}</request></merge>`);
}

const account = (name: string, more: object = {}): Promise<string> => admin.make('Account', { Name: name, ...more });

async function read(id: string, ...fields: string[]): Promise<unknown[]> {
    const object = id.startsWith('001') ? 'Account' : 'Contact';
    const soql = `SELECT ${fields.join()} FROM ${object} WHERE Id = '${id}'`;
    const { body } = await admin.get(`/queryAll?q=${encodeURIComponent(soql)}`);
    const [record] = (body as { records: Record<string, unknown>[] }).records;
    return fields.map((name) => record?.[name]);
}

describe('a merge', () => {
    test('gives the master the children, and its new values; the others are in the recycle bin and tell of it', async () => {
        const master = await account('Master');
        const [first, second] = [await account('First'), await account('Second', { ParentId: master })];
        const contact = await admin.make('Contact', { LastName: 'Moved', AccountId: first });
        const child = await account('Child', { ParentId: second });
        const answer = await merge('Account', master, [first, second], '<Phone>2</Phone>');
        assert.deepEqual(valuesOf(answer, 'success'), ['true'], answer.text);
        assert.deepEqual(valuesOf(answer, 'mergedRecordIds'), [first, second]);
        assert.deepEqual(valuesOf(answer, 'updatedRelatedIds').sort(), [child, contact].sort());
        assert.deepEqual(await read(master, 'Phone', 'ParentId', 'IsDeleted'), ['2', null, false]);
        assert.deepEqual(await read(contact, 'AccountId'), [master]);
        assert.deepEqual(await read(child, 'ParentId'), [master]);
        for (const id of [first, second])
            assert.deepEqual(await read(id, 'IsDeleted', 'MasterRecordId'), [true, master]);
    });

    test('leaves no account its own parent', async () => {
        const other = await account('Other');
        const master = await account('Below', { ParentId: other });
        assert.deepEqual(valuesOf(await merge('Account', master, [other]), 'success'), ['true']);
        assert.deepEqual(await read(master, 'ParentId'), [null]);
    });

    test('takes contacts, leads and cases as well', async () => {
        for (const [type, record] of [
            ['Contact', { LastName: 'x' }],
            ['Lead', { LastName: 'x', Company: 'y' }],
            ['Case', { Subject: 'x' }],
        ] as const) {
            const [master, other] = [await admin.make(type, record), await admin.make(type, record)];
            assert.deepEqual(valuesOf(await merge(type, master, [other]), 'success'), ['true'], type);
        }
    });

    test('is done whole or not at all, and refused for what cannot be merged', async () => {
        const [master, other] = [await account('Stays'), await account('Stays too')];
        const contact = await admin.make('Contact', { LastName: 'Stays', AccountId: other });
        const codeOf = async (...args: Parameters<typeof merge>): Promise<string | undefined> =>
            valuesOf(await merge(...args), 'statusCode')[0];
        assert.equal(await codeOf('Account', master, [other], '<Name></Name>'), 'REQUIRED_FIELD_MISSING');
        assert.equal(await codeOf('Account', master, [other, contact]), 'INVALID_ID_FIELD');
        assert.equal(await codeOf('Account', master, [master]), 'INVALID_FIELD_WHEN_MERGING');
        assert.equal(await codeOf('Account', master, ['x']), 'MALFORMED_ID');
        assert.equal(await codeOf('Account', master, []), 'MISSING_ARGUMENT');
        assert.equal(await codeOf('Account', master, [other, '001000000000zzzAAA']), 'INVALID_CROSS_REFERENCE_KEY');
        assert.equal(await codeOf('Account', master, [other, other, other]), 'LIMIT_EXCEEDED');
        assert.deepEqual(valuesOf(await merge('Library__c', 'x', []), 'exceptionCode'), ['INVALID_TYPE_FOR_OPERATION']);
        assert.deepEqual(await read(contact, 'AccountId'), [other]);
        assert.deepEqual(await read(other, 'IsDeleted'), [false]);
    });

    test('needs the right to change the master and to delete the others', async () => {
        const clerk = server.user('Clerk', { profile: 'Standard User' });
        const [master, other] = [await account('Mine'), await account('Not mine')];
        const denied = await merge('Account', master, [other], '', clerk.token);
        assert.deepEqual(valuesOf(denied, 'success'), ['false']);
        assert.deepEqual(await read(other, 'IsDeleted'), [false]);
    });
});
