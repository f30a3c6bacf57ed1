/**
 * What `npm start` does: an org with this project, filled on its first start, open until it is told to stop. Who starts
 * it to look at the application reads Dutch.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import jsforce, { type Connection } from 'jsforce';
import { listDemoUsers, readUsers, seedUsers, type DemoUser } from './demo-users.ts';
import { demoClient, demoConnection } from './demo-client.ts';
import { runDemoQuarter } from './demo-run.ts';
import { approveAsRecorded, loadDemoData } from './load-demo-data.ts';
import { issueLine, issuesOf } from '../csv/issues.ts';
import { OrgClient } from '../salesforce/org-client.ts';
import { loadReferenceData, type Progress } from './load-reference-data.ts';
import { objectName } from './object-names.ts';
import { jobsDone, shareRecords } from './share-records.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const VERSION = '66.0';
/** Who may load what was recorded in the past. */
const LOADER = 'integration@hvt.demo';
const LOADER_ROLE = 'Integration';
/** Who calculates subsidies. */
const COORDINATOR = 'subsidy.coordinator@hvt.demo';
const COORDINATOR_ROLE = 'Subsidy_Coordinator';

/** The data are of Limburg; so that another province has some too, of Eeklo and Sint-Niklaas. */
const ALSO = '43005,46021';

/** How it is started; the defaults are those of local-org. */
export interface DemoSettings {
    readonly port: string;
    readonly dataFolder: string;
}

/** Where local-org keeps its data unless it is told otherwise. */
export const DEFAULT_FOLDER = '.local-org';

/**
 * Starts the org, and fills it when it is empty.
 * @returns exit status of the org
 */
export async function startDemo({ port, dataFolder }: DemoSettings): Promise<number> {
    const program = join(PROJECT, 'local-org', 'bin', 'local-org.mjs');
    const args = [program, 'start', '--port', port, '--data', dataFolder, '--project', PROJECT, '--json'];
    const org = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => org.kill('SIGTERM'));
    const ended = once(org, 'exit') as Promise<[number | null]>;
    const address = await firstLine(org);
    if (address !== undefined) await fillAndTell(org, address, dataFolder);
    return (await ended)[0] ?? 1;
}

async function firstLine({ stdout }: ChildProcess): Promise<string | undefined> {
    if (!stdout) return undefined;
    const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    return done ? undefined : value;
}

/** An org that could not be filled is stopped, so that nobody takes half of the data for all of it. */
async function fillAndTell(org: ChildProcess, line: string, dataFolder: string): Promise<void> {
    const { instanceUrl, accessToken } = JSON.parse(line) as { instanceUrl: string; accessToken: string };
    const connection = new jsforce.Connection({ instanceUrl, accessToken, version: VERSION });
    try {
        const users = await fill(connection);
        tell(instanceUrl, users, dataFolder);
    } catch (error) {
        console.error(
            `De demonstratiegegevens konden niet geladen worden: ${error instanceof Error ? error.message : String(error)}`,
        );
        for (const issue of issuesOf(error)?.issues ?? []) console.error(issueLine(issue));
        console.error(`Verwijder wat er staat met: npx local-org reset${folderOption(dataFolder)}`);
        org.kill('SIGTERM');
    }
}

async function fill(connection: Connection): Promise<DemoUser[]> {
    const known = await listDemoUsers(connection);
    // most users come last: where all of them are, the rest is
    if (known.length === readUsers().length) return known;
    const { totalSize } = await connection.query('SELECT Id FROM Municipality__c LIMIT 1');
    if (totalSize + known.length > 0) throw new Error('een vorige eerste start werd niet voltooid');
    console.log('Eerste start: de lokale besturen en de demonstratiegegevens worden geladen.');
    const { instanceUrl, accessToken } = connection;
    const admin = new OrgClient({ instanceUrl, accessToken: accessToken ?? null, version: VERSION });
    await seedUsers(admin, [LOADER_ROLE, COORDINATOR_ROLE]);
    await load(instanceUrl);
    console.log('  Locaties, gezinnen en verblijven worden gedeeld met hun lokale besturen.');
    await shareRecords(connection);
    await jobsDone(connection);
    await seedUsers(admin);
    return listDemoUsers(connection);
}

async function load(instanceUrl: string): Promise<void> {
    // who loads the past records it too: parameters come in with their history
    const reference = await demoConnection(instanceUrl, LOADER);
    await loadReferenceData(reference, join(PROJECT, 'scripts', 'seed', 'reference'), showProgress);
    const folder = mkdtempSync(join(tmpdir(), 'demo-data-'));
    try {
        await generate(join(folder, 'data'));
        await loadDemoData(await demoClient(instanceUrl, LOADER), join(folder, 'data'), showProgress);
        const coordinating = await demoClient(instanceUrl, COORDINATOR);
        await approveAsRecorded(coordinating);
        const text = await runDemoQuarter(coordinating);
        console.log(text.join('\n'));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

async function generate(folder: string): Promise<void> {
    const generator = join(PROJECT, 'scripts', 'seed', 'generate-demo.ts');
    const child = spawn(
        process.execPath,
        [generator, '--size', 'small', '--also', ALSO, '--history', '--out', folder, '--json'],
        {
            stdio: ['ignore', 'ignore', 'inherit'],
        },
    );
    const [status] = (await once(child, 'exit')) as [number | null];
    if (status !== 0) throw new Error(`de generator eindigde met code ${String(status)}`);
}

/** Characters of the longest label of an object. */
const LONGEST_NAME = 32;

/** One line for each object, written over until it is complete. */
const showProgress: Progress = (object, done, all) => {
    const line = `  ${objectName(object).padEnd(LONGEST_NAME)} ${String(done).padStart(7)} van ${String(all)}`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === all ? '\n' : ''}`);
    else if (done === all) console.log(line);
};

/** Characters of the longest of the demonstration's usernames, and of its names of people. */
const LONGEST_USERNAME = 42;
const LONGEST_PERSON = 18;

function tell(instanceUrl: string, users: readonly DemoUser[], dataFolder: string): void {
    console.log(`\nDe toepassing draait op ${instanceUrl}. Gebruikers (wachtwoord local-org):\n`);
    for (const { username, name, role } of users)
        console.log(`  ${username.padEnd(LONGEST_USERNAME)} ${name.padEnd(LONGEST_PERSON)} ${role}`);
    console.log(`  ${'admin@local.org'.padEnd(LONGEST_USERNAME + LONGEST_PERSON + 1)} beheerder van de org\n`);
    const login = `npx local-org login --alias hvt${folderOption(dataFolder)}`;
    console.log(`Maak de org bekend bij de Salesforce CLI met: ${login}`);
    console.log('Stop met Ctrl-C.');
}

/** What commands about an org elsewhere need besides. */
function folderOption(dataFolder: string): string {
    return dataFolder === DEFAULT_FOLDER ? '' : ` --data ${dataFolder}`;
}
