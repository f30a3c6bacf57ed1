/** Apex developer guide, "Asynchronous Apex": future methods, Queueable, Batchable. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queueJob } from '../../apex/data/jobs.ts';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import { logOf, openWithApex, writeApexProject } from '../suite/apex.ts';
import { Actor, LIBRARY_PROJECT, openLibrary } from '../suite/library.ts';

const CLASSES = {
    Later: `
public class Later implements Queueable {
    Integer n;
    public Later(Integer n) { this.n = n; }
    public void execute(QueueableContext context) {
        System.debug('job ' + n + ' ' + System.isQueueable());
        if (n > 1) System.enqueueJob(new Later(n - 1));
    }
    @future public static void soon(Integer n) { System.debug('future ' + n + ' ' + System.isFuture()); }
    @future public static void chained() { tryAll(); }
    public static void tryAll() {
        try { Later.soon(1); } catch (AsyncException e) { System.debug(e); }
        try { Database.executeBatch(new Chained()); } catch (AsyncException e) { System.debug(e); }
    }
    @future public static void fails() { insert new Library__c(City__c = 'gone'); Integer i = 1 / 0; }
}`,
    Cities: `
public class Cities implements Database.Batchable<SObject>, Database.Stateful {
    public Integer turns = 0;
    public Database.QueryLocator start(Database.BatchableContext context) {
        return Database.getQueryLocator('SELECT City__c FROM Library__c');
    }
    public void execute(Database.BatchableContext context, List<SObject> records) {
        turns++;
        for (Library__c library : (List<Library__c>) records) library.City__c = 'done';
        update records;
    }
    public void finish(Database.BatchableContext context) { System.debug('turns ' + turns); }
}`,
};

const CHAINED = `
public class Chained implements Database.Batchable<Integer> {
    public Iterable<Integer> start(Database.BatchableContext context) { Later.tryAll(); return new List<Integer>(); }
    public void execute(Database.BatchableContext context, List<Integer> numbers) {}
    public void finish(Database.BatchableContext context) {
        System.debug('last ' + (System.enqueueJob(new Notes()) != null));
    }
}`;
const NOTES = `
public class Notes implements Queueable {
    public List<String> lines = new List<String>();
    public Object thing;
    public void execute(QueueableContext context) { System.debug(String.join(lines, ', ')); }
}`;
const TRIGGER = `trigger Partners on Partner__c (after insert) { Partner__c p = Trigger.new[0]; if (p.Name == 'later') System.enqueueJob(new Marking(p.Id)); }`;
const MARKING = `
public class Marking implements Queueable {
    Id partner;
    public Marking(Id partner) { this.partner = partner; }
    public void execute(QueueableContext context) { update new Partner__c(Id = partner, Name = 'marked'); }
}`;

describe('Asynchronous Apex', () => {
    const org = openWithApex({
        classes: { ...CLASSES, Marking: MARKING, Notes: NOTES, Chained: CHAINED },
        triggers: { Partners: TRIGGER },
    });
    const admin = new Actor(org);
    after(() => {
        org.close();
    });
    const check = (rule: string, source: string, expected: string): void => {
        void it(rule, () => {
            assert.equal(logOf(org, admin.userId, source), expected);
        });
    };
    check(
        'jobs run when the transaction has ended',
        `System.enqueueJob(new Later(2)); System.debug('end');`,
        'end\njob 2 true\njob 1 true',
    );
    check(
        'not when it fails',
        `System.enqueueJob(new Later(1)); Integer i = 1 / 0;`,
        'System.MathException: Divide by 0',
    );
    check(
        'future methods take their arguments as they are',
        `Integer n = 1; Later.soon(n); n = 2; System.debug('end');`,
        'end\nfuture 1 true',
    );
    check('a job that fails', `Later.fails();`, '');
    check(
        'takes back what it wrote, and tells why',
        `AsyncApexJob job = [SELECT JobType, Status, ExtendedStatus FROM AsyncApexJob ORDER BY Id DESC LIMIT 1]; System.debug([SELECT COUNT() FROM Library__c] + ' ' + job.JobType + ' ' + job.Status + ' ' + job.ExtendedStatus);`,
        '0 Future Failed System.MathException: Divide by 0',
    );
    check(
        'a job that is taken back never runs',
        `Savepoint s = Database.setSavepoint(); System.enqueueJob(new Later(1)); Database.rollback(s); System.debug('end');`,
        'end',
    );
    check(
        'batches go through records a scope at a time, and may keep their state',
        `List<Library__c> l = new List<Library__c>(); for (Integer i = 0; i < 5; i++) l.add(new Library__c(City__c = 'a')); insert l; Database.executeBatch(new Cities(), 2);`,
        'turns 3',
    );
    check('all records', `System.debug([SELECT COUNT() FROM Library__c WHERE City__c = 'done']);`, '5');
    it('jobs of triggers run when the request has been committed', async () => {
        const id = admin.make('Partner__c', { Name: 'later' });
        assert.deepEqual(admin.values('Partner__c', id, 'Name'), ['later']);
        await setImmediate();
        assert.deepEqual(admin.values('Partner__c', id, 'Name'), ['marked']);
    });
    check(
        'a job is kept as it was when it was queued',
        `Notes n = new Notes(); n.lines.add('queued'); System.enqueueJob(n); n.lines.add('later');`,
        'queued',
    );
    check(
        'what cannot be kept is refused',
        `Notes n = new Notes(); n.thing = new Http(); System.enqueueJob(n);`,
        'System.SerializationException: Not Serializable: System.Http',
    );
    check(
        'a job that was aborted never runs',
        `Id job = System.enqueueJob(new Later(1)); System.abortJob(job); System.debug([SELECT Status FROM AsyncApexJob WHERE Id = :job].Status);`,
        'Aborted',
    );
    check(
        'what is no job cannot be aborted',
        `System.abortJob(UserInfo.getUserId());`,
        'System.AsyncException: Job does not exist or is already aborted or completed: 005000000000001AAA',
    );
    check(
        'no future method begins another, nor a batch',
        `Later.chained(); Database.executeBatch(new Chained(), 2);`,
        [
            'System.AsyncException: Future method cannot be called from a future or batch method: Later.soon(integer)',
            'System.AsyncException: Database.executeBatch cannot be called from a batch start, batch execute, or future method.',
            'System.AsyncException: Future method cannot be called from a future or batch method: Later.soon(integer)',
            'System.AsyncException: Database.executeBatch cannot be called from a batch start, batch execute, or future method.',
            'last true',
            '',
        ].join('\n'),
    );
    check(
        'at most 50 jobs',
        `for (Integer i = 0; i < 51; i++) System.enqueueJob(new Later(1));`,
        'System.LimitException: Too many queueable jobs added to the queue: 51',
    );
});

describe('Jobs that are left when the process ends', () => {
    const project = writeApexProject({ classes: { Marking: MARKING, ...CLASSES }, triggers: { Partners: TRIGGER } });
    const settings = { projects: [LIBRARY_PROJECT, project] };

    it('begin when the org starts again', async () => {
        const dataFolder = mkdtempSync(join(tmpdir(), 'jobs-'));
        const first = openLibrary({ ...settings, dataFolder });
        const id = new Actor(first).make('Partner__c', { Name: 'later' });
        first.close();
        const second = openLibrary({ ...settings, dataFolder });
        second.apex.start();
        for (let turn = 0; turn < 5; turn++) await setImmediate();
        assert.deepEqual(new Actor(second).values('Partner__c', id, 'Name'), ['marked']);
        assert.equal(new Actor(second).count('_job', '1'), 0);
        second.close();
    });

    it('a batch that had begun has failed', () => {
        const dataFolder = mkdtempSync(join(tmpdir(), 'jobs-'));
        const first = openLibrary({ ...settings, dataFolder });
        const from = first.apex.transaction(ADMINISTRATOR_ID);
        const source = `insert new List<Library__c>{ new Library__c(), new Library__c() };`;
        logOf(first, ADMINISTRATOR_ID, source);
        first.store.transaction(() => {
            from.run(() => {
                const job = { kind: 'batch', className: 'Cities', payload: '{}', scope: 1 } as const;
                assert.ok(from.host.jobs?.begin(queueJob(job)));
            });
        });
        first.close();
        const second = openLibrary({ ...settings, dataFolder });
        second.apex.start();
        const sql = 'SELECT Status, ExtendedStatus FROM "AsyncApexJob"';
        assert.deepEqual(
            { ...second.store.get(sql) },
            {
                Status: 'Failed',
                ExtendedStatus: 'The org was stopped while the job ran',
            },
        );
        second.close();
    });
});
