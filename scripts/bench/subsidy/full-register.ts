/** All Flanders with what was recorded about it, in an org: made once, from the org of the other benchmarks. */
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RunningOrg } from '../../../local-org/test/clients/running-org.ts';
import { demoClient } from '../../demo/demo-client.ts';
import { loadDemoData, RECORDED } from '../../demo/load-demo-data.ts';
import { fullOrg, generateFull, LOADER, PROJECT } from '../full-org.ts';

/** @returns the folder of its data. @throws Error with the org's message when a fact is refused */
export async function fullRegister(): Promise<string> {
    const without = await fullOrg();
    const folder = join(dirname(without), 'subsidy');
    const org = join(folder, 'org');
    if (existsSync(join(folder, 'complete'))) return org;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    console.log('Recording the past of all Flanders, once (some minutes).');
    const data = join(folder, 'data');
    generateFull(data, '--history');
    cpSync(without, org, { recursive: true });
    const running = await RunningOrg.start([PROJECT], org);
    try {
        const loader = await demoClient(running.info.instanceUrl, LOADER);
        await loadDemoData(loader, data, () => undefined, [RECORDED]);
    } finally {
        await running.stop();
    }
    rmSync(data, { recursive: true });
    writeFileSync(join(folder, 'complete'), '');
    return org;
}
