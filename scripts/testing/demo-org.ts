/** The application on a local org with the demonstration data of a few municipalities, and what was recorded about it. */
import { join } from 'node:path';
import { loadDemoData } from '../demo/load-demo-data.ts';
import { generate } from '../seed/demo/generate.ts';
import { requestFor, temporaryFolder } from '../seed/testing/data-set.ts';
import { TestOrg, type TestUser } from './test-org.ts';

export interface DemoOrg {
    readonly org: TestOrg;
    readonly loader: TestUser;
    readonly coordinator: TestUser;
    readonly remove: () => Promise<void>;
}

/** @param municipalities how many of those of the small data set */
export async function startDemoOrg(municipalities: number): Promise<DemoOrg> {
    const folder = temporaryFolder();
    const out = join(folder.path, 'data');
    generate(requestFor(out, { municipalities, history: true }));
    const org = await TestOrg.start();
    await org.loadMunicipalities();
    const [loader, coordinator] = [await org.user('Integration'), await org.user('Subsidy_Coordinator')];
    await loadDemoData(loader.client, out, () => undefined);
    return {
        org,
        loader,
        coordinator,
        remove: async () => {
            await org.remove();
            folder.remove();
        },
    };
}
