/** The methods that the application's pages call, each for the action on records that it stands for. */
import type { MatrixOrg, RoleUser } from './matrix-org.ts';
import type { Action, Scope } from './matrix-table.ts';

/** A method, and what it is called with for a municipality. */
export interface Controller {
    /** `Class.method` */
    readonly name: string;
    readonly action: Action;
    readonly parameters: (org: MatrixOrg, scope: Scope) => Promise<Readonly<Record<string, unknown>>>;
    /** whether an answer holds what was asked for */
    readonly isFound?: (answer: unknown) => boolean;
}

const ARRIVAL = '2030-01-01';
const DEPARTURE = '2030-01-03';

/** All of them that do something of their own; the other steps of a stay go the way of `depart`. */
export const CONTROLLERS: readonly Controller[] = [
    {
        name: 'AvailabilityController.search',
        action: 'read',
        parameters: (org, scope) =>
            Promise.resolve({
                criteria: {
                    arrival: ARRIVAL,
                    departure: DEPARTURE,
                    size: 1,
                    municipalityId: org.parents.get(scope)?.municipality,
                },
            }),
        isFound: (answer) => (answer as { locations: unknown[] }).locations.length > 0,
    },
    {
        name: 'AllocationController.allocate',
        action: 'create',
        parameters: async (org, scope) => {
            const { Bed__c, Arrival_Date__c, Departure_Date__c } = org.valuesOf('Assignment__c', scope);
            return {
                householdId: await org.fresh('Household__c', scope),
                bedIds: [Bed__c],
                arrival: Arrival_Date__c,
                departure: Departure_Date__c,
            };
        },
    },
    {
        name: 'StayController.extend',
        action: 'edit',
        parameters: async (org, scope) => {
            const id = await org.standing('Assignment__c', scope);
            const stay = await org.admin.json<Record<string, string>>('GET', `/sobjects/Assignment__c/${id}`);
            return { stayIds: [id], departure: stay['Departure_Date__c'] };
        },
    },
    {
        name: 'ClosingController.plan',
        action: 'read',
        parameters: (org, scope) => Promise.resolve({ locationId: org.parents.get(scope)?.location }),
    },
    {
        name: 'ClosingController.announce',
        action: 'edit',
        parameters: (org, scope) =>
            Promise.resolve({
                locationId: org.parents.get(scope)?.location,
                lastDay: '2099-12-31',
                reason: 'Other',
            }),
    },
];

interface ActionAnswer {
    readonly state: string;
    readonly returnValue?: { readonly returnValue?: unknown };
    readonly error?: readonly unknown[];
}

/**
 * Calls a method as a page does.
 * @returns what it gave, or what it said instead
 */
export async function call(
    { instanceUrl, accessToken }: RoleUser,
    name: string,
    params: Readonly<Record<string, unknown>>,
): Promise<{ readonly value: unknown } | { readonly said: string }> {
    const [classname, method] = name.split('.');
    const action = {
        id: '1;a',
        descriptor: 'aura://ApexActionController/ACTION$execute',
        callingDescriptor: 'UNKNOWN',
        params: { namespace: '', classname, method, params, cacheable: false, isContinuation: false },
    };
    const form = new URLSearchParams({
        message: JSON.stringify({ actions: [action] }),
        'aura.context': '{"mode":"PROD"}',
        'aura.token': 'x',
    });
    const answer = await fetch(new URL('/aura?r=1&aura.ApexAction.execute=1', instanceUrl), {
        method: 'POST',
        headers: { authorization: `Bearer ${accessToken}` },
        body: form,
    });
    const { actions } = (await answer.json()) as { actions: ActionAnswer[] };
    const [done] = actions;
    if (done?.state === 'SUCCESS') return { value: done.returnValue?.returnValue };
    return { said: JSON.stringify(done?.error) };
}
