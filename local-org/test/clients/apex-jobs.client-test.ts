/** Jobs and schedules of Apex in an org in a process of its own: its clock fires, and kill -9 loses none of them. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import jsforce from 'jsforce';
import { writeApexProject } from '../../src/org/suite/apex.ts';
import { RunningOrg } from './running-org.ts';

const LIBRARY = fileURLToPath(new URL('../library-project', import.meta.url));
const PROJECT = writeApexProject({
    classes: {
        Mark: `
public class Mark implements Schedulable, Queueable {
    String city;
    public Mark(String city) { this.city = city; }
    public void execute(SchedulableContext context) { insert new Library__c(City__c = city); }
    public void execute(QueueableContext context) { insert new Library__c(City__c = city); }
}`,
    },
});

type Connection = InstanceType<typeof jsforce.Connection>;

function connect({ info: { instanceUrl, accessToken } }: RunningOrg): Connection {
    return new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
}

async function runApex(connection: Connection, source: string): Promise<void> {
    const { success, exceptionMessage, compileProblem } = await connection.tooling.executeAnonymous(source);
    assert.ok(success, `${String(exceptionMessage)} ${String(compileProblem)}`);
}

async function waitFor(connection: Connection, city: string): Promise<void> {
    while ((await connection.query(`SELECT Id FROM Library__c WHERE City__c = '${city}'`)).totalSize === 0)
        await setTimeout(100);
}

/** Schedules for the second after next. */
const SOON = (city: string): string =>
    `Datetime at = Datetime.now().addSeconds(2); System.schedule('${city}', at.format('s m H d M') + ' ? ' + at.format('yyyy'), new Mark('${city}'));`;

describe('a started org', () => {
    let org: RunningOrg | undefined;
    after(() => org?.remove());

    test('fires schedules by its clock, and tells of them', { timeout: 60_000 }, async () => {
        org = await RunningOrg.start([LIBRARY, PROJECT]);
        const connection = connect(org);
        await runApex(connection, SOON('first'));
        const soql = `SELECT State, TimesTriggered, CronJobDetail.Name, CronJobDetail.JobType FROM CronTrigger`;
        const { records } = await connection.query<{ State: string; CronJobDetail: { Name: string } }>(soql);
        assert.deepEqual(
            records.map(({ State, CronJobDetail }) => [State, CronJobDetail.Name]),
            [['WAITING', 'first']],
        );
        await waitFor(connection, 'first');
    });

    test('loses none when it is killed', { timeout: 60_000 }, async () => {
        assert.ok(org);
        await runApex(connect(org), SOON('second'));
        await org.stop('SIGKILL');
        await setTimeout(3000);
        org = await RunningOrg.start([LIBRARY, PROJECT], org.folder);
        await waitFor(connect(org), 'second');
        assert.equal(org.errors, '');
    });
});
