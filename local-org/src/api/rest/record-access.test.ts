/** UserRecordAccess: what a user may do with records, as the org tells it, is what he can do. Object Reference, "UserRecordAccess". */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer, type Answer, type Client } from '../suite/client.ts';

const LEVELS = 'HasReadAccess, HasEditAccess, HasDeleteAccess, HasTransferAccess, HasAllAccess, MaxAccessLevel';

let server: TestServer;
let admin: Client;
let librarian: Client;
let stranger: Client;
let nobody: Client;
let own: string;
let readable: string;
let editable: string;
let others: string;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    librarian = server.user('Librarian', { sets: ['Librarian'] });
    stranger = server.user('Stranger', { sets: ['Librarian'] });
    nobody = server.user('Nobody', {});
    own = await librarian.make('Library__c', { Name: 'Own' });
    [readable, editable, others] = [
        await admin.make('Library__c', { Name: 'Readable' }),
        await admin.make('Library__c', { Name: 'Editable' }),
        await admin.make('Library__c', { Name: 'Others' }),
    ];
    for (const [ParentId, AccessLevel] of [
        [readable, 'Read'],
        [editable, 'Edit'],
    ])
        await admin.make('Library__Share', { ParentId, UserOrGroupId: librarian.userId, AccessLevel });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const list = (...ids: readonly string[]): string => `(${ids.map((id) => `'${id}'`).join(', ')})`;
const ask = (
    asker: Client,
    of: Client,
    ids: readonly string[],
    select = `RecordId, ${LEVELS}`,
    more = '',
): Promise<Answer> =>
    asker.query(
        `SELECT ${select} FROM UserRecordAccess WHERE UserId = '${of.userId}' AND RecordId IN ${list(...ids)}${more}`,
    );

/** Records of an answer, without attributes, by the record that they are about. */
function rows({ status, body, text }: Answer): Map<string, Record<string, unknown>> {
    assert.equal(status, 200, text);
    const { records } = body as { records: (Record<string, unknown> & { RecordId: string })[] };
    return new Map(records.map(({ attributes: _, RecordId, ...row }) => [RecordId, row]));
}

function refused({ status, body }: Answer): string {
    assert.equal(status, 400);
    return (body as [{ errorCode: string }])[0].errorCode;
}

describe('UserRecordAccess', () => {
    test('tells rights and sharing together', async () => {
        const found = rows(await ask(admin, librarian, [own, readable, editable, others]));
        const levels = [own, readable, editable, others].map((id) => found.get(id)?.['MaxAccessLevel']);
        assert.deepEqual(levels, ['All', 'Read', 'Edit', 'None']);
        assert.deepEqual(found.get(editable), {
            HasReadAccess: true,
            HasEditAccess: true,
            HasDeleteAccess: false,
            HasTransferAccess: false,
            HasAllAccess: false,
            MaxAccessLevel: 'Edit',
        });
        const without = rows(await ask(admin, nobody, [own, readable]));
        assert.deepEqual(
            [...without.values()].map((row) => row['MaxAccessLevel']),
            ['None', 'None'],
        );
    });

    test('is what the user can do', async () => {
        const found = rows(await ask(admin, librarian, [own, readable, editable, others]));
        for (const [id, access] of found) {
            const read = await librarian.get(`/sobjects/Library__c/${id}`);
            const edit = await librarian.send('PATCH', `/sobjects/Library__c/${id}`, { City__c: 'Gent' });
            assert.deepEqual(
                [access['HasReadAccess'], access['HasEditAccess']],
                [read.status === 200, edit.status === 204],
                id,
            );
        }
    });

    test('says nothing of records that who asks may not read, nor of those that are not there', async () => {
        const found = rows(await ask(stranger, librarian, [own, readable, 'a01000000000ZZZ']));
        assert.equal(found.size, 0);
        assert.deepEqual([...rows(await ask(librarian, stranger, [own])).keys()], [own]);
    });

    test('filters by one level, and takes ids of 15 characters and an order', async () => {
        const may = await ask(admin, librarian, [own, editable, readable], 'RecordId', ' AND HasEditAccess = true');
        assert.deepEqual([...rows(may).keys()].sort(), [own, editable].sort());
        const short = `SELECT RecordId FROM UserRecordAccess WHERE UserId = '${librarian.userId.slice(0, 15)}' AND RecordId = '${own.slice(0, 15)}'`;
        assert.deepEqual([...rows(await admin.query(short)).keys()], [own]);
        const sorted = await ask(admin, librarian, [own, others], 'RecordId, HasReadAccess', ' ORDER BY HasReadAccess');
        assert.deepEqual([...rows(sorted).keys()], [others, own]);
    });

    test('refuses what it does not take', async () => {
        const of = `UserId = '${librarian.userId}'`;
        for (const where of ['', `WHERE ${of}`, `WHERE RecordId = '${own}'`, `WHERE ${of} OR RecordId = '${own}'`])
            assert.equal(
                refused(await admin.query(`SELECT RecordId FROM UserRecordAccess ${where}`)),
                'MALFORMED_QUERY',
                where,
            );
        assert.equal(refused(await ask(admin, librarian, [own], 'Id')), 'INVALID_FIELD');
        assert.equal(refused(await ask(admin, librarian, [own], 'UserId')), 'INVALID_FIELD');
        assert.equal(
            refused(await ask(admin, librarian, [own], 'RecordId, HasEditAccess', ' AND HasEditAccess = true')),
            'INVALID_FIELD',
        );
        assert.equal(refused(await ask(admin, librarian, ['no id'])), 'INVALID_QUERY_FILTER_OPERATOR');
        const many = Array.from({ length: 201 }, (_, index) => `a0100000000${String(index + 1000)}`);
        assert.equal(refused(await ask(admin, librarian, many)), 'EXCEEDED_ID_LIMIT');
        const joined = `SELECT Id FROM Library__c WHERE Id IN (SELECT RecordId FROM UserRecordAccess WHERE ${of})`;
        assert.equal(refused(await admin.query(joined)), 'MALFORMED_QUERY');
    });
});
