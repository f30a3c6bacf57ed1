/**
 * An org with a user in each role and records of three municipalities: the one that the users work for, a neighbour in the
 * same province, and one elsewhere.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../../seed/testing/data-set.ts';
import { OrgClient } from '../../salesforce/org-client.ts';
import { singleBed, validatedLocation, waitingHousehold } from '../../testing/register-records.ts';
import { TestOrg, VERSION } from '../../testing/test-org.ts';
import { Roles, type Role, type WorksFor } from '../roles.ts';
import { syncUsers } from '../sync/sync-users.ts';
import { DRAFTS, type Draft, type Values } from './drafts.ts';
import { LOCAL_SCOPES, type Scope } from './matrix-table.ts';

/** NIS codes: Genk, Lommel, Gent. */
const MUNICIPALITIES: Readonly<Record<(typeof LOCAL_SCOPES)[number], string>> = {
    own: '71016',
    neighbour: '72020',
    elsewhere: '44021',
};
const PROVINCE = 'Limburg';
const RUNS = 250;
const START = '2024-01-01';
const PAUSE = 50;

/** What a record of a municipality hangs from. */
export interface Parents {
    readonly municipality: string;
    readonly location: string;
    readonly place: string;
    readonly bed: string;
    /** a bed without stays */
    readonly spareBed: string;
    readonly household: string;
    readonly statement: string;
    /** runs of nobody in particular: each pays a municipality once */
    readonly runs: readonly string[];
}

/** Somebody in a role, logged in. */
export interface RoleUser {
    readonly role: Role;
    readonly id: string;
    readonly client: OrgClient;
    readonly instanceUrl: string;
    readonly accessToken: string;
}

export class MatrixOrg {
    readonly org: TestOrg;
    readonly admin: OrgClient;
    readonly users: readonly RoleUser[];
    readonly parents: ReadonlyMap<Scope, Parents>;
    readonly #standing = new Map<string, string>();
    readonly #spare = new Map<string, string>();
    /** of the last record of each object */
    readonly #numbers = new Map<string, number>();

    private constructor(org: TestOrg, users: readonly RoleUser[], parents: ReadonlyMap<Scope, Parents>) {
        this.org = org;
        this.admin = adminOf(org);
        this.users = users;
        this.parents = parents;
    }

    static async start(): Promise<MatrixOrg> {
        const org = await TestOrg.start();
        await org.loadMunicipalities(['limburg', 'oost-vlaanderen']);
        await jobsEnded(org);
        const users = await usersOf(org);
        const runs = await makeRuns(org);
        const parents = new Map<Scope, Parents>();
        for (const [scope, nis] of Object.entries(MUNICIPALITIES))
            parents.set(scope as Scope, await parentsIn(org, nis, runs));
        const [own] = parents.values();
        if (own) parents.set('all', own);
        return new MatrixOrg(org, users, parents);
    }

    /** The scopes of an object's records: of a municipality, or of nobody in particular. */
    static scopesOf({ isLocal }: Draft): readonly Scope[] {
        return isLocal ? LOCAL_SCOPES : ['all'];
    }

    /** Values of a record that no other has. */
    valuesOf(object: string, scope: Scope): Values {
        const [draft, parents] = [DRAFTS[object], this.parents.get(scope)];
        if (!draft || !parents) throw new Error(`nothing is known of ${object}`);
        const number = (this.#numbers.get(object) ?? 0) + 1;
        this.#numbers.set(object, number);
        return draft.values(parents, number);
    }

    /** A new record, made by the administrator. */
    fresh(object: string, scope: Scope): Promise<string> {
        return make(this.org, object, this.valuesOf(object, scope));
    }

    /** A record that stays, to read and to change; made by the administrator. */
    standing(object: string, scope: Scope): Promise<string> {
        return this.#kept(this.#standing, object, scope);
    }

    /** A record to delete; the same one until it is gone. */
    spare(object: string, scope: Scope): Promise<string> {
        return this.#kept(this.#spare, object, scope);
    }

    /** Says that the spare record was deleted. */
    spent(object: string, scope: Scope): void {
        this.#spare.delete(`${object} ${scope}`);
    }

    async #kept(kept: Map<string, string>, object: string, scope: Scope): Promise<string> {
        const key = `${object} ${scope}`;
        const id = kept.get(key) ?? (await this.fresh(object, scope));
        kept.set(key, id);
        return id;
    }

    async remove(): Promise<void> {
        await this.org.remove();
    }
}

function adminOf(org: TestOrg): OrgClient {
    const { instanceUrl, accessToken } = org.running.info;
    return new OrgClient({ instanceUrl, accessToken, version: VERSION });
}

/** A job of the org makes the groups of municipalities. */
async function jobsEnded({ admin }: TestOrg): Promise<void> {
    const open = `SELECT COUNT() FROM AsyncApexJob WHERE Status IN ('Holding', 'Queued', 'Preparing', 'Processing')`;
    while ((await admin.query(open)).totalSize > 0) await sleep(PAUSE);
}

/** Users come into the org as they do anywhere: by a file. */
async function usersOf(org: TestOrg): Promise<RoleUser[]> {
    const admin = adminOf(org);
    const { all } = await Roles.read(admin);
    const places: Record<WorksFor, string> = {
        Municipality: `${MUNICIPALITIES.own},`,
        Province: `,${PROVINCE}`,
        Region: ',',
        Flanders: ',',
    };
    const lines = all.map(({ name, worksFor }) => {
        const username = usernameOf(name);
        return `${username},${name},${username},${name},${places[worksFor]}`;
    });
    const folder = temporaryFolder();
    try {
        const file = join(folder.path, 'users.csv');
        writeFileSync(file, ['username,last_name,email,role,municipality,province', ...lines, ''].join('\n'));
        await syncUsers(admin, file, {
            dryRun: false,
            allowMany: true,
            now: new Date(),
            confirm: () => Promise.resolve(true),
        });
    } finally {
        folder.remove();
    }
    const { instanceUrl } = org;
    return Promise.all(all.map(async (role) => ({ role, instanceUrl, ...(await org.session(usernameOf(role.name))) })));
}

function usernameOf(role: string): string {
    return `${role.toLowerCase()}@matrix.example`;
}

async function make({ admin }: TestOrg, object: string, values: Values): Promise<string> {
    const result = await admin.create(object, { ...values });
    if (!result.success) throw new Error(`${object}: ${JSON.stringify(result.errors)}`);
    return result.id;
}

async function makeRuns({ admin }: TestOrg): Promise<string[]> {
    const runs = Array.from({ length: RUNS }, (_, index) => ({
        First_Day__c: START,
        Last_Day__c: '2024-03-31',
        Snapshot_At__c: '2024-04-15T00:00:00Z',
        Status__c: 'Calculated',
        External_Key__c: `run ${String(index)}`,
    }));
    const made = await admin.create('Subsidy_Run__c', runs, { allOrNone: true, allowRecursive: true });
    return made.map(({ id }) => id ?? '');
}

async function parentsIn(org: TestOrg, nis: string, runs: readonly string[]): Promise<Parents> {
    const { records } = await org.admin.query<{ Id: string }>(
        `SELECT Id FROM Municipality__c WHERE NIS_Code__c = '${nis}'`,
    );
    const municipality = records[0]?.Id ?? '';
    const location = await make(org, 'Location__c', validatedLocation(municipality));
    const place = await make(org, 'Place__c', { Location__c: location, Name: 'Kamer', Place_Type__c: 'Room' });
    return {
        municipality,
        location,
        place,
        bed: await make(org, 'Bed__c', singleBed(place, 'a')),
        spareBed: await make(org, 'Bed__c', singleBed(place, 'b')),
        household: await make(org, 'Household__c', waitingHousehold(municipality)),
        statement: await make(org, 'Subsidy_Statement__c', {
            Run__c: runs[0],
            Municipality__c: municipality,
            External_Key__c: `statement ${nis}`,
        }),
        runs: runs.slice(1),
    };
}
