/** Passwords and sessions: who may set them, and what ends then. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Answer, type Client } from '../suite/client.ts';
import { soapCall, valuesOf } from './suite.ts';

let server: TestServer;
let reader: Client;
before(() => {
    server = new TestServer();
    reader = server.user('Reader', { sets: ['Reader'] });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const setPassword = (client: Client, userId: string, password: string): Promise<Answer> =>
    soapCall(
        server,
        client.token,
        `<setPassword><userId>${userId}</userId><password>${password}</password></setPassword>`,
    );
const changeOwn = (client: Client, old: string, password: string): Promise<Answer> =>
    soapCall(
        server,
        client.token,
        `<changeOwnPassword><oldPassword>${old}</oldPassword><newPassword>${password}</newPassword></changeOwnPassword>`,
    );
const faultOf = (answer: Answer): string | undefined => valuesOf(answer, 'exceptionCode')[0];
const logsIn = (password: string): boolean =>
    server.tokens.authenticate('reader@library.test', password) === reader.userId;

describe('a password', () => {
    test('that an administrator sets logs in, the old one no more, and the sessions of the user end', async () => {
        const session = server.client(reader.userId);
        assert.equal((await setPassword(server.admin, reader.userId, 'n3w-password')).status, 200);
        assert.deepEqual([logsIn('n3w-password'), logsIn('local-org')], [true, false]);
        assert.equal(outcomeOf(await session.get('/limits')), '401 INVALID_SESSION_ID');
        reader = server.client(reader.userId);
    });

    test('that is reset is told once', async () => {
        const body = `<resetPassword><userId>${reader.userId}</userId></resetPassword>`;
        const [password = ''] = valuesOf(await soapCall(server, server.admin.token, body), 'password');
        assert.ok(logsIn(password));
        reader = server.client(reader.userId);
        assert.equal((await setPassword(server.admin, reader.userId, 'n3w-password')).status, 200);
        reader = server.client(reader.userId);
    });

    test('is changed by the user himself, who stays in this session alone', async () => {
        const other = server.client(reader.userId);
        assert.equal(faultOf(await changeOwn(reader, 'wrong', 'an0ther-one')), 'INVALID_OLD_PASSWORD');
        assert.equal(faultOf(await changeOwn(reader, 'n3w-password', 'n3w-password')), 'INVALID_NEW_PASSWORD');
        assert.equal((await changeOwn(reader, 'n3w-password', 'an0ther-one')).status, 200);
        assert.ok(logsIn('an0ther-one'));
        assert.equal((await reader.get('/limits')).status, 200);
        assert.equal((await other.get('/limits')).status, 401);
    });

    test('is not set for others without the permission, nor for nobody, nor when it is weak', async () => {
        assert.equal(faultOf(await setPassword(reader, server.admin.userId, 'n3w-password')), 'INSUFFICIENT_ACCESS');
        assert.equal(faultOf(await setPassword(server.admin, 'x', 'n3w-password')), 'INVALID_CROSS_REFERENCE_KEY');
        for (const weak of ['', 'sh0rt', 'onlyletters', '12345678901'])
            assert.equal(faultOf(await setPassword(server.admin, reader.userId, weak)), 'INVALID_NEW_PASSWORD', weak);
    });
});

describe('a session', () => {
    test('is ended by its user, and by who manages users', async () => {
        const end = async (client: Client, token: string): Promise<string[]> =>
            valuesOf(
                await soapCall(
                    server,
                    client.token,
                    `<invalidateSessions><sessionIds>${token}</sessionIds></invalidateSessions>`,
                ),
                'success',
            );
        const [own, foreign] = [server.client(reader.userId), server.admin];
        assert.deepEqual(await end(reader, own.token), ['true']);
        assert.equal((await own.get('/limits')).status, 401);
        assert.deepEqual(await end(reader, foreign.token), ['false']);
        assert.equal((await foreign.get('/limits')).status, 200);
        assert.deepEqual(await end(server.admin, reader.token), ['true']);
        assert.equal((await reader.get('/limits')).status, 401);
    });
});
