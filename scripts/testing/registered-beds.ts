/** A location with beds, and an officer who may allocate them: what races and benchmarks of allocations begin with. */
import { setTimeout as sleep } from 'node:timers/promises';
import { singleBed, validatedLocation, waitingHousehold } from './register-records.ts';
import type { TestOrg, TestUser } from './test-org.ts';

const NIS = '71016';
const PATIENCE = 100;
const PAUSE = 100;

/** Beds that are free. */
export interface Beds {
    readonly bedIds: readonly string[];
    /** a household for each bed */
    readonly householdIds: readonly string[];
    /** holds the permission set of officers, and is in the group of the municipality */
    readonly officer: TestUser;
}

/** Registers a validated location with so many beds in it. */
export async function registerBeds(org: TestOrg, count: number): Promise<Beds> {
    await org.loadMunicipalities(['limburg']);
    const officer = await org.user('Municipal_Officer');
    const municipality = await idOf(org, `SELECT Id FROM Municipality__c WHERE NIS_Code__c = '${NIS}'`);
    const group = await idOf(org, `SELECT Id FROM Group WHERE DeveloperName = 'Municipality_${NIS}'`);
    await make(org, 'GroupMember', { GroupId: group, UserOrGroupId: officer.id });
    const location = await make(org, 'Location__c', validatedLocation(municipality));
    const place = await make(org, 'Place__c', { Location__c: location, Place_Type__c: 'Room' });
    const numbers = Array.from({ length: count }, (_, index) => String(index + 1));
    const bedIds = await makeAll(
        org,
        'Bed__c',
        numbers.map((number) => singleBed(place, number)),
    );
    const householdIds = await makeAll(
        org,
        'Household__c',
        numbers.map(() => waitingHousehold(municipality)),
    );
    return { bedIds, householdIds, officer };
}

/** Groups are made by a job: it may take a moment. */
async function idOf(org: TestOrg, soql: string): Promise<string> {
    for (let turn = 0; turn < PATIENCE; turn++) {
        const { records } = await org.admin.query<{ Id: string }>(soql);
        if (records[0]) return records[0].Id;
        await sleep(PAUSE);
    }
    throw new Error(`nothing was found by: ${soql}`);
}

async function make(org: TestOrg, object: string, values: Readonly<Record<string, unknown>>): Promise<string> {
    const result = await org.admin.create(object, { ...values });
    if (!result.success) throw new Error(`${object}: ${JSON.stringify(result.errors)}`);
    return result.id;
}

async function makeAll(org: TestOrg, object: string, records: Readonly<Record<string, unknown>>[]): Promise<string[]> {
    const results = await org.admin.create(object, [...records], { allOrNone: true, allowRecursive: true });
    return results.map((result) => {
        if (!result.success) throw new Error(`${object}: ${JSON.stringify(result.errors)}`);
        return result.id;
    });
}
