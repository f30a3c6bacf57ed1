/** The application on a local org in a process of its own, and users who have one role only. */
import { readFileSync } from 'node:fs';
import jsforce, { type Connection } from 'jsforce';
import { PROJECT, RunningOrg } from '../../local-org/test/clients/running-org.ts';
import { assignRole, profileOfRole } from '../access/assign-role.ts';
import { OrgClient } from '../salesforce/org-client.ts';

export { PROJECT };
export const VERSION = '66.0';

/** The files of all of Flanders. */
const MUNICIPALITY_FILES = [
    'limburg',
    'vlaams-brabant',
    'antwerpen',
    'oost-vlaanderen',
    'west-vlaanderen',
    'dissolved',
];

/** A user of the org. */
export interface TestUser {
    readonly id: string;
    readonly username: string;
    readonly accessToken: string;
    readonly client: OrgClient;
}

interface TreeRecord {
    readonly NIS_Code__c: string;
    readonly Successor__c?: string;
    readonly Valid_From__c?: string;
    readonly attributes: { readonly referenceId: string };
}

export class TestOrg {
    readonly running: RunningOrg;
    readonly admin: Connection;
    #users = 0;

    private constructor(running: RunningOrg) {
        const { instanceUrl, accessToken } = running.info;
        this.running = running;
        this.admin = new jsforce.Connection({ instanceUrl, accessToken, version: VERSION });
    }

    /** @param projects folders of metadata; the application when absent */
    static async start(projects: readonly string[] = [PROJECT]): Promise<TestOrg> {
        return new TestOrg(await RunningOrg.start(projects));
    }

    get instanceUrl(): string {
        return this.running.info.instanceUrl;
    }

    /** A user with this role and the licence that it needs, logged in. */
    async user(role: string): Promise<TestUser> {
        const username = `user${String(++this.#users)}@hvt.test`;
        const made = await this.admin.create('User', {
            Username: username,
            LastName: `Gebruiker ${String(this.#users)}`,
            Alias: `user${String(this.#users)}`,
            Email: username,
            ProfileId: await profileOfRole(this.admin, role),
            TimeZoneSidKey: 'Europe/Brussels',
            LocaleSidKey: 'nl_BE',
            LanguageLocaleKey: 'nl_NL',
            EmailEncodingKey: 'UTF-8',
        });
        if (!made.success) throw new Error(JSON.stringify(made.errors));
        await assignRole(this.admin, made.id, role);
        return this.session(username);
    }

    /** Logs somebody in. @param username of a user of the org */
    async session(username: string): Promise<TestUser> {
        const connection = new jsforce.Connection({ loginUrl: this.instanceUrl, version: VERSION });
        const { id } = await connection.login(username, 'local-org');
        const accessToken = connection.accessToken ?? '';
        return { id, username, accessToken, client: this.client(accessToken) };
    }

    client(accessToken: string): OrgClient {
        return new OrgClient({ instanceUrl: this.instanceUrl, accessToken, version: VERSION });
    }

    /** Loads municipalities. @param files provinces of today, and `dissolved`: those that became part of others */
    async loadMunicipalities(files: readonly string[] = MUNICIPALITY_FILES): Promise<void> {
        const ids = new Map<string, string>();
        for (const file of files) {
            const path = new URL(`../seed/reference/municipalities-${file}.json`, import.meta.url);
            const { records } = JSON.parse(readFileSync(path, 'utf8')) as { records: TreeRecord[] };
            const known = records.filter(({ Successor__c: to }) => to === undefined || ids.has(to.slice(1)));
            const values = known.map(({ attributes: _, Successor__c: to, ...rest }) =>
                to === undefined ? rest : { ...rest, Successor__c: ids.get(to.slice(1)) },
            );
            const results = await this.admin.create('Municipality__c', values, {
                allOrNone: true,
                allowRecursive: true,
            });
            results.forEach((result, index) => {
                if (!result.success) throw new Error(JSON.stringify(result.errors));
                ids.set(known[index]?.attributes.referenceId ?? '', result.id);
            });
        }
    }

    /** Records of an object, counted. */
    async count(object: string): Promise<number> {
        return (await this.admin.query(`SELECT COUNT() FROM ${object}`)).totalSize;
    }

    async remove(): Promise<void> {
        await this.running.remove();
    }
}
