/** Apex developer guide, "Apex scheduler"; Object reference, "CronTrigger", "CronJobDetail", "AsyncApexJob". */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import { Org } from '../org.ts';
import { logOf, writeApexProject } from '../suite/apex.ts';
import { Actor, LIBRARY_PROJECT, LOCALE, makeUser, NOW } from '../suite/library.ts';
import { runTests } from './tests.ts';

const HOUR = 3_600_000;

const CLASSES = {
    Marker: `
public class Marker implements Schedulable {
    public List<String> cities = new List<String>();
    public Marker self;
    public Marker(String city) { cities.add(city); self = this; }
    public void execute(SchedulableContext context) {
        insert new Library__c(City__c = self.cities[0] + ' ' + System.isScheduled() + ' ' + UserInfo.getLastName());
        if (cities[0] == 'fails') throw new IllegalArgumentException('no');
        if (cities[0] == 'once') System.abortJob(context.getTriggerId());
        if (cities[0] == 'batch') Database.executeBatch(new Renaming('done'), 2);
    }
}`,
    Renaming: `
public class Renaming implements Database.Batchable<SObject> {
    String city;
    public Renaming(String city) { this.city = city; }
    public Database.QueryLocator start(Database.BatchableContext context) {
        return Database.getQueryLocator('SELECT City__c FROM Library__c ORDER BY City__c');
    }
    public void execute(Database.BatchableContext context, List<SObject> records) {
        for (Library__c library : (List<Library__c>) records) {
            if (library.City__c == 'bad') throw new IllegalArgumentException('bad city');
            library.City__c = city;
        }
        update records;
    }
    public void finish(Database.BatchableContext context) {}
}`,
    ScheduleTest: `
@IsTest private class ScheduleTest {
    @IsTest static void runsAtTheEnd() {
        Test.startTest();
        String id = System.schedule('nightly', '0 0 0 3 9 ? 2042', new Marker('test'));
        CronTrigger before = [SELECT CronExpression, TimesTriggered, NextFireTime, CronJobDetail.Name FROM CronTrigger WHERE Id = :id];
        Assert.areEqual('0 0 0 3 9 ? 2042', before.CronExpression);
        Assert.areEqual(0, before.TimesTriggered);
        Assert.areEqual('nightly', before.CronJobDetail.Name);
        Assert.areEqual(Datetime.newInstance(2042, 9, 3, 0, 0, 0), before.NextFireTime);
        Assert.areEqual(0, [SELECT COUNT() FROM Library__c]);
        Test.stopTest();
        Assert.areEqual(1, [SELECT COUNT() FROM Library__c]);
    }
    @IsTest static void runsABatchLater() {
        insert new Library__c(City__c = 'x');
        Test.startTest();
        System.scheduleBatch(new Renaming('renamed'), 'later', 5);
        Test.stopTest();
        Assert.areEqual('renamed', [SELECT City__c FROM Library__c].City__c);
    }
    @IsTest static void aBatchHasOneTurnInATest() {
        insert new List<Library__c>{ new Library__c(), new Library__c() };
        Test.startTest();
        Database.executeBatch(new Renaming('renamed'), 1);
        Test.stopTest();
    }
}`,
};

const project = writeApexProject({ classes: CLASSES });

class Machine {
    elapsed = 0;
    org: Org;
    readonly #folder: string | undefined;

    constructor(folder?: string) {
        this.#folder = folder;
        this.org = this.#open();
    }

    #open(): Org {
        return new Org({
            projects: [LIBRARY_PROJECT, project],
            locale: LOCALE,
            now: () => NOW + this.elapsed,
            ...(this.#folder === undefined ? {} : { dataFolder: this.#folder }),
        });
    }

    reopen(): void {
        this.org.close();
        this.org = this.#open();
    }

    run(source: string, userId: string = ADMINISTRATOR_ID): string {
        return logOf(this.org, userId, source);
    }

    /** Lets time go by, and everything run that is due then. */
    async pass(milliseconds: number): Promise<void> {
        this.elapsed += milliseconds;
        this.org.apex.clock.tick();
        for (let turn = 0; turn < 20; turn++) await setImmediate();
    }

    cities(): string {
        return this.run(
            `List<String> all = new List<String>(); for (Library__c l : [SELECT City__c FROM Library__c ORDER BY City__c]) all.add(l.City__c); System.debug(String.join(all, ', '));`,
        );
    }

    triggers(): string {
        return this.run(
            `for (CronTrigger t : [SELECT State, TimesTriggered, NextFireTime, CronJobDetail.Name, CronJobDetail.JobType FROM CronTrigger ORDER BY Id]) System.debug(t.CronJobDetail.Name + ' ' + t.CronJobDetail.JobType + ' ' + t.State + ' ' + t.TimesTriggered + ' ' + t.NextFireTime);`,
        );
    }

    jobs(): string {
        return this.run(
            `for (AsyncApexJob j : [SELECT JobType, Status, NumberOfErrors, ExtendedStatus, JobItemsProcessed, TotalJobItems FROM AsyncApexJob ORDER BY Id]) System.debug(j.JobType + ' ' + j.Status + ' ' + j.NumberOfErrors + ' ' + j.ExtendedStatus + ' ' + j.JobItemsProcessed + '/' + j.TotalJobItems);`,
        );
    }
}

const machines: Machine[] = [];
function machine(folder?: string): Machine {
    const made = new Machine(folder);
    machines.push(made);
    return made;
}
after(() => {
    for (const { org } of machines) org.close();
});

describe('Apex scheduler', () => {
    it('fires when the clock says so, again and again, with the object as it was scheduled', async () => {
        const one = machine();
        one.run(`Marker m = new Marker('a'); System.schedule('hourly', '0 0 * * * ?', m); m.cities[0] = 'changed';`);
        assert.equal(one.triggers(), 'hourly 7 WAITING 0 2024-05-17 11:00:00');
        assert.equal(one.jobs(), 'ScheduledApex Queued 0 null 0/0');
        await one.pass(HOUR - 1000);
        assert.equal(one.cities(), '');
        await one.pass(1000);
        assert.equal(one.cities(), 'a true Administrator');
        assert.equal(one.triggers(), 'hourly 7 WAITING 1 2024-05-17 12:00:00');
        await one.pass(HOUR);
        assert.equal(one.cities(), 'a true Administrator, a true Administrator');
        assert.equal(one.jobs(), 'ScheduledApex Queued 0 null 0/0');
    });

    it('fires once for all times at which no org ran, and outlives a restart', async () => {
        const one = machine(mkdtempSync(join(tmpdir(), 'schedules-')));
        one.run(`System.schedule('hourly', '0 0 * * * ?', new Marker('b'));`);
        one.reopen();
        await one.pass(5 * HOUR);
        assert.equal(one.cities(), 'b true Administrator');
        assert.equal(one.triggers(), 'hourly 7 WAITING 1 2024-05-17 16:00:00');
    });

    it('runs as the user who scheduled, at the hours of that user, and not when the user is gone', async () => {
        const one = machine();
        const ada = makeUser(one.org, 'Ada');
        one.run(`System.schedule('hers', '0 0 * * * ?', new Marker('c'));`, ada.userId);
        await one.pass(HOUR);
        assert.equal(one.cities(), 'c true Ada');
        new Actor(one.org).update('User', { Id: ada.userId, IsActive: false });
        await one.pass(HOUR);
        assert.equal(one.cities(), 'c true Ada');
        assert.equal(one.jobs(), 'ScheduledApex Queued 1 The user who scheduled the job is not active 0/0');
    });

    it('a run that fails takes back what it wrote, and the next one comes all the same', async () => {
        const one = machine();
        one.run(`System.schedule('bad', '0 0 * * * ?', new Marker('fails'));`);
        await one.pass(HOUR);
        assert.equal(one.cities(), '');
        assert.equal(one.jobs(), 'ScheduledApex Queued 1 System.IllegalArgumentException: no 0/0');
        assert.equal(one.triggers(), 'bad 7 WAITING 1 2024-05-17 12:00:00');
    });

    it('begins a batch, of which a turn that fails takes back only itself', async () => {
        const one = machine();
        one.run(
            `for (String c : new List<String>{'a', 'b', 'bad', 'c'}) insert new Library__c(City__c = c); System.schedule('batch', '0 0 13 17 5 ? 2024', new Marker('batch'));`,
        );
        await one.pass(HOUR);
        assert.equal(one.triggers(), 'batch 7 COMPLETE 1 null');
        assert.equal(one.cities(), 'bad, batch true Administrator, done, done, done');
        assert.equal(
            one.jobs(),
            'ScheduledApex Completed 0 null 0/0\nBatchApex Completed 1 First error: System.IllegalArgumentException: bad city 3/3',
        );
    });

    it('ends when it is aborted, by itself too', async () => {
        const one = machine();
        one.run(`System.schedule('once', '0 0 * * * ?', new Marker('once'));`);
        await one.pass(HOUR);
        await one.pass(HOUR);
        assert.equal(one.cities(), 'once true Administrator');
        assert.equal(one.triggers(), '');
        assert.equal(one.jobs(), 'ScheduledApex Aborted 0 null 0/0');
    });

    it('refuses wrong expressions, names that are taken, the 101st, and times that never come', () => {
        const one = machine();
        const schedule = (name: string, cron: string): string =>
            one.run(`System.schedule('${name}', '${cron}', new Marker('x'));`);
        assert.equal(schedule('a', '0 0 * * * ?'), '');
        assert.equal(
            schedule('a', '0 0 * * * ?'),
            'System.AsyncException: The Apex job named "a" is already scheduled for execution.',
        );
        assert.equal(schedule('b', 'every day'), 'System.StringException: Unexpected end of expression.');
        assert.equal(
            schedule('b', '0 0 0 1 1 ? 2020'),
            'System.AsyncException: Based on configured schedule, the given trigger will never fire.',
        );
        assert.equal(
            one.run(`for (Integer i = 0; i < 100; i++) System.schedule('n' + i, '0 0 * * * ?', new Marker('x'));`),
            'System.AsyncException: You have exceeded the maximum number (100) of Apex scheduled jobs.',
        );
        assert.equal(one.triggers(), 'a 7 WAITING 0 2024-05-17 11:00:00');
    });

    it('in tests it runs at stopTest, whatever the expression', () => {
        const one = machine();
        assert.deepEqual(
            runTests(one.org, ADMINISTRATOR_ID, { classes: ['ScheduleTest'] }).map(({ passed, message = '' }) =>
                passed ? 'passed' : message,
            ),
            [
                'passed',
                'passed',
                'System.UnexpectedException: No more than one executeBatch can be called from within a test method. Please make sure the iterable returned from your start method matches the batch size, resulting in one executeBatch invocation.',
            ],
        );
        assert.equal(one.triggers(), '');
    });
});
