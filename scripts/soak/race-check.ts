/** What must hold of beds whatever was fought: nobody shares one, and what is stored about it is true. */
import type { TestOrg } from '../testing/test-org.ts';
import type { Beds } from '../testing/registered-beds.ts';

interface Stay {
    readonly Name: string;
    readonly Bed__c: string;
    readonly Arrival_Date__c: string;
    readonly Departure_Date__c: string;
}

/** @returns what does not hold, a line each */
export async function faultsOfBeds(org: TestOrg, beds: Beds): Promise<string[]> {
    return [...(await sharedBeds(org)), ...(await staleBeds(org, beds))];
}

async function sharedBeds(org: TestOrg): Promise<string[]> {
    const { records } = await org.admin.query<Stay>(
        "SELECT Name, Bed__c, Arrival_Date__c, Departure_Date__c FROM Assignment__c WHERE Status__c = 'Confirmed' ORDER BY Bed__c, Arrival_Date__c",
        { autoFetch: true, maxFetch: Number.MAX_SAFE_INTEGER },
    );
    const findings: string[] = [];
    records.forEach((stay, index) => {
        const before = records[index - 1];
        if (before?.Bed__c === stay.Bed__c && stay.Arrival_Date__c < before.Departure_Date__c)
            findings.push(`a bed was promised twice: ${before.Name} and ${stay.Name}`);
    });
    return findings;
}

/** Recomputes what is stored: where nothing differs, nothing is written. */
async function staleBeds(org: TestOrg, { bedIds }: Beds): Promise<string[]> {
    const ids = bedIds.map((id) => `'${id}'`).join(', ');
    const source = `new BedStateService().refresh(new Set<Id>{ ${ids} }); Assert.areEqual(0, Limits.getDmlRows(), 'beds written anew');`;
    const result = await org.admin.tooling.executeAnonymous(source);
    return result.success
        ? []
        : [`what is stored about beds is not true: ${String(result.exceptionMessage ?? result.compileProblem)}`];
}
