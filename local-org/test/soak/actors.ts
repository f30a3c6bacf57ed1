/** The users who send the requests, each with a private record that the others may not see. */
import { randomBytes } from 'node:crypto';
import { DATA, type Ids } from './corpus/ids.ts';
import type { Wire } from './request.ts';

export interface Actor {
    readonly name: string;
    readonly token: string;
    readonly ids: Ids;
    /** What no answer to him may hold. */
    readonly secretsOfOthers: readonly string[];
}

/** Whose permission sets open the library's objects, but not each other's records. */
const USERS = ['one', 'two'];
const PERMISSION_SET = 'Librarian';
const PASSWORD = 'local-org';

/** Makes the users and their records. @throws Error with what the org answered when it refuses one */
export async function prepareActors(wire: Wire, adminToken: string): Promise<Actor[]> {
    const admin = new Caller(wire, adminToken);
    const profile = await admin.idOf(`SELECT Id FROM Profile WHERE Name = 'Clerk'`);
    const set = await admin.idOf(`SELECT Id FROM PermissionSet WHERE Name = '${PERMISSION_SET}'`);
    const open = await admin.make('Everything__c', { Name: 'Open', Required__c: 'x' });
    const commons = await admin.make('Library__c', { Name: 'Commons' });
    const users: { name: string; user: string; token: string; own: string; secret: string }[] = [];
    for (const name of USERS) {
        const username = `${name}@soak.invalid`;
        const user = await admin.make('User', {
            LastName: name,
            Alias: name,
            Username: username,
            Email: username,
            ProfileId: profile,
            TimeZoneSidKey: 'Europe/Brussels',
            LocaleSidKey: 'en_GB',
            LanguageLocaleKey: 'en_US',
            EmailEncodingKey: 'UTF-8',
        });
        await admin.make('PermissionSetAssignment', { AssigneeId: user, PermissionSetId: set });
        const token = await logIn(wire, username);
        const secret = `secret${randomBytes(8).toString('hex')}`;
        const own = await new Caller(wire, token).make('Library__c', { Name: secret });
        users.push({ name, user, token, own, secret });
    }
    const actors = users.map(({ name, user, token, own, secret }): Actor => {
        const others = users.filter((other) => other.name !== name);
        const foreign = others[0]?.own ?? '';
        const ids = { own, foreign, open, user, token };
        return {
            name,
            token,
            ids,
            secretsOfOthers: others.map((other) => other.secret).filter((one) => one !== secret),
        };
    });
    // the administrator sees all, and must not change who sees what
    const adminIds = { own: commons, foreign: commons, open, user: '005000000000099AAA', token: adminToken };
    const nobodyIds = { ...adminIds, token: '00D000000000001!AQnothing' };
    return [
        ...actors,
        { name: 'admin', token: adminToken, ids: adminIds, secretsOfOthers: [] },
        { name: 'nobody', token: '', ids: nobodyIds, secretsOfOthers: users.map(({ secret }) => secret) },
    ];
}

async function logIn(wire: Wire, username: string): Promise<string> {
    const form = { grant_type: 'password', client_id: 'soak', client_secret: 'x', username, password: PASSWORD };
    const { text } = await wire.send({
        method: 'POST',
        path: '/services/oauth2/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
    });
    const { access_token: token } = JSON.parse(text) as { access_token?: string };
    if (token === undefined) throw new Error(text);
    return token;
}

/** A user who calls the REST API as it should be called. */
export class Caller {
    readonly #wire: Wire;
    readonly #headers: Readonly<Record<string, string>>;

    constructor(wire: Wire, token: string) {
        this.#wire = wire;
        this.#headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    }

    async call(method: string, path: string, body?: object): Promise<unknown> {
        const { status, text } = await this.#wire.send({
            method,
            path: `${DATA}${path}`,
            headers: this.#headers,
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (status >= 300) throw new Error(`${method} ${path}: ${String(status)} ${text}`);
        return text === '' ? undefined : JSON.parse(text);
    }

    async make(object: string, values: object): Promise<string> {
        return ((await this.call('POST', `/sobjects/${object}`, values)) as { id: string }).id;
    }

    async query(soql: string): Promise<Record<string, unknown>[]> {
        const answer = await this.call('GET', `/query?q=${encodeURIComponent(soql)}`);
        return (answer as { records: Record<string, unknown>[] }).records;
    }

    async idOf(soql: string): Promise<string> {
        return String((await this.query(soql))[0]?.['Id']);
    }
}
