/** A location with beds, and an officer who may allocate them: what races and benchmarks of allocations begin with. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestOrg, TestUser } from './test-org.ts';

const NIS = '71016';
const START = '2026-01-01';
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
    const checked = { Inventory: 'Not_Listed', Risk: 'No_Alarm' };
    const location = await make(org, 'Location__c', {
        Municipality__c: municipality,
        Status__c: 'Validated',
        Category__c: 'Public',
        Accommodation_Type__c: 'Dwelling',
        Financing__c: 'By_Municipality',
        Start_Date__c: START,
        Street__c: 'Kerkstraat',
        House_Number__c: '1',
        Postal_Code__c: '3600',
        Town__c: 'Genk',
        ...Object.fromEntries(
            Object.entries(checked).flatMap(([check, result]) => [
                [`${check}_Result__c`, result],
                [`${check}_Date__c`, START],
                [`${check}_By__c`, 'Team wonen'],
            ]),
        ),
    });
    const place = await make(org, 'Place__c', { Location__c: location, Place_Type__c: 'Room' });
    const numbers = Array.from({ length: count }, (_, index) => String(index + 1));
    const bedIds = await makeAll(
        org,
        'Bed__c',
        numbers.map((number) => ({
            Place__c: place,
            Bed_Number__c: number,
            Bed_Type__c: 'Single',
            Bookable__c: true,
            First_Day__c: START,
        })),
    );
    const householdIds = await makeAll(
        org,
        'Household__c',
        numbers.map(() => ({
            Responsible_Municipality__c: municipality,
            Adults__c: 1,
            Source__c: 'Own_Arrival',
            Status__c: 'Waiting',
            Waiting_Since__c: START,
        })),
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

async function make(org: TestOrg, object: string, values: Record<string, unknown>): Promise<string> {
    const result = await org.admin.create(object, values);
    if (!result.success) throw new Error(`${object}: ${JSON.stringify(result.errors)}`);
    return result.id;
}

async function makeAll(org: TestOrg, object: string, records: Record<string, unknown>[]): Promise<string[]> {
    const results = await org.admin.create(object, records, { allOrNone: true, allowRecursive: true });
    return results.map((result) => {
        if (!result.success) throw new Error(`${object}: ${JSON.stringify(result.errors)}`);
        return result.id;
    });
}
