/** What the application's Apex takes, over HTTP, with the data of all Flanders. Each measure has a file of its own. */
import { fullOrg } from '../full-org.ts';
import { OrgProcess } from '../org-process.ts';
import { measureAllocations, measureTests } from './allocations.ts';
import { measureAvailability } from './availability.ts';
import { measureNightly } from './nightly.ts';

/** Runs all of them and prints the figures. */
export async function benchApex(): Promise<void> {
    const org = await OrgProcess.start(await fullOrg());
    try {
        await measureAvailability(org);
    } finally {
        await org.stop();
    }
    await measureNightly();
    await measureAllocations();
    await measureTests();
}
