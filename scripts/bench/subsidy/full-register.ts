/** All Flanders with what was recorded about it, in an org: made once, from the org of the other benchmarks. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import jsforce from 'jsforce';
import { RunningOrg } from '../../../local-org/test/clients/running-org.ts';
import { createDemoUsers } from '../../demo/demo-users.ts';
import { demoClient } from '../../demo/demo-client.ts';
import { loadDemoData, RECORDED } from '../../demo/load-demo-data.ts';
import { fullOrg, PROJECT } from '../full-org.ts';

/** Who calculates. */
export const COORDINATOR = 'subsidy.coordinator@hvt.demo';
const LOADER = 'integration.user@hvt.demo';

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
    const generator = join(PROJECT, 'scripts', 'seed', 'generate-demo.ts');
    const { status } = spawnSync(process.execPath, [generator, '--size', 'full', '--history', '--out', data], {
        stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (status !== 0) throw new Error('the generator failed');
    cpSync(without, org, { recursive: true });
    const running = await RunningOrg.start([PROJECT], org);
    const { instanceUrl, accessToken } = running.info;
    const connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
    await createDemoUsers(connection, ['Integration_User', 'Subsidy_Coordinator']);
    await loadDemoData(await demoClient(instanceUrl, LOADER), data, () => undefined, [RECORDED]);
    await running.stop();
    rmSync(data, { recursive: true });
    writeFileSync(join(folder, 'complete'), '');
    return org;
}
