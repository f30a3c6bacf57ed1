/** Platform Events developer guide: "Publish event messages with Apex", "Subscribe with Apex triggers", "Test your platform event". */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import { logOf, openWithApex, writeApexProject } from '../suite/apex.ts';
import { Actor, LIBRARY_PROJECT, openLibrary } from '../suite/library.ts';
import { runTests } from './tests.ts';

const SIREN = `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType>
    <label>Siren</label><pluralLabel>Sirens</pluralLabel><publishBehavior>PublishImmediately</publishBehavior>
    <fields><fullName>What__c</fullName><label>What</label><length>80</length><type>Text</type></fields>
</CustomObject>`;

const TRIGGERS = {
    Alarms: `
trigger Alarms on Alarm__e (after insert) {
    for (Alarm__e alarm : Trigger.new) {
        if (alarm.What__c == 'fails') throw new IllegalArgumentException('no');
        if (alarm.What__c == 'again' && EventBus.TriggerContext.currentContext().retries < 2)
            throw new EventBus.RetryableException('not yet');
        insert new Library__c(City__c = alarm.What__c + ' ' + UserInfo.getLastName() + ' ' + (alarm.EventUuid.length() == 36) + ' ' + EventBus.TriggerContext.currentContext().lastError);
        EventBus.TriggerContext.currentContext().setResumeCheckpoint(alarm.ReplayId);
    }
}`,
    Sirens: `trigger Sirens on Siren__e (after insert) { for (Siren__e siren : Trigger.new) insert new Library__c(City__c = siren.What__c); }`,
};

const TESTS = `
@IsTest private class AlarmTest {
    @IsTest static void areDeliveredWhenAsked() {
        Database.SaveResult result = EventBus.publish(new Alarm__e(What__c = 'one'));
        Assert.isTrue(result.isSuccess());
        Assert.areEqual(36, EventBus.getOperationId(result).length());
        Assert.areEqual(0, [SELECT COUNT() FROM Library__c]);
        Test.getEventBus().deliver();
        Assert.areEqual(1, [SELECT COUNT() FROM Library__c]);
    }
    @IsTest static void areDeliveredAtTheEnd() {
        Test.startTest();
        EventBus.publish(new List<Siren__e>{ new Siren__e(What__c = 'a'), new Siren__e(What__c = 'b') });
        Test.stopTest();
        Assert.areEqual(2, [SELECT COUNT() FROM Library__c]);
    }
    @IsTest static void areRetriedByDeliveries() {
        EventBus.publish(new Alarm__e(What__c = 'again'));
        Test.getEventBus().deliver();
        Test.getEventBus().deliver();
        Assert.areEqual(0, [SELECT COUNT() FROM Library__c]);
        Test.getEventBus().deliver();
        Assert.areEqual(1, [SELECT COUNT() FROM Library__c]);
    }
}`;

const project = writeApexProject({
    triggers: TRIGGERS,
    classes: { AlarmTest: TESTS },
    files: { 'objects/Siren__e/Siren__e.object-meta.xml': SIREN },
});
const org = openLibrary({ projects: [LIBRARY_PROJECT, project] });
const admin = new Actor(org);
after(() => {
    org.close();
});

async function settled(): Promise<void> {
    for (let turn = 0; turn < 50; turn++) await setImmediate();
}

function cities(): unknown[] {
    return org.store.all('SELECT City__c FROM "Library__c" ORDER BY Id').map((row) => row['City__c']);
}

describe('Platform events', () => {
    beforeEach(() => {
        org.store.run('DELETE FROM "Library__c"');
    });

    it('reach triggers after the commit, as Automated Process, whoever publishes them', async () => {
        assert.equal(
            logOf(
                org,
                admin.userId,
                `EventBus.publish(new Alarm__e(What__c = 'apex')); System.debug([SELECT COUNT() FROM Library__c]);`,
            ),
            '0',
        );
        admin.insert('Alarm__e', { What__c: 'client' });
        await settled();
        assert.deepEqual(cities(), ['apex Automated Process true null', 'client Automated Process true null']);
    });

    it('are not published when the transaction fails, unless their definition says so', async () => {
        const publish = `EventBus.publish(new Alarm__e(What__c = 'gone')); EventBus.publish(new Siren__e(What__c = 'stays')); Integer i = 1 / 0;`;
        assert.equal(logOf(org, admin.userId, publish), 'System.MathException: Divide by 0');
        await settled();
        assert.deepEqual(cities(), ['stays']);
    });

    it('publishing tells what is wrong, and throws nothing', () => {
        const source = `Database.SaveResult r = EventBus.publish(new Alarm__e()); System.debug(r.isSuccess() + ' ' + r.getErrors()[0].getStatusCode() + ' ' + EventBus.getOperationId(r));`;
        assert.equal(logOf(org, admin.userId, source), 'false REQUIRED_FIELD_MISSING null');
    });

    it('go on after the checkpoint when a trigger fails', async () => {
        const events = ['a', 'b', 'fails', 'c'].map((what) => ({ What__c: what }));
        admin.insert('Alarm__e', ...events);
        await settled();
        assert.deepEqual(cities(), []);
        admin.insert('Alarm__e', { What__c: 'd' });
        await settled();
        assert.deepEqual(cities(), ['d Automated Process true null']);
    });

    it('are given again when the trigger asks for it', async () => {
        admin.insert('Alarm__e', { What__c: 'again' });
        await settled();
        assert.deepEqual(cities(), ['again Automated Process true not yet']);
    });

    it('are delivered in tests when these ask, and at their end; nothing of it stays', async () => {
        assert.deepEqual(
            runTests(org, ADMINISTRATOR_ID).map(({ passed, message = '' }) => (passed ? 'passed' : message)),
            ['passed', 'passed', 'passed'],
        );
        await settled();
        assert.deepEqual(cities(), []);
    });

    it('are not lost when the process ends before they are delivered', async () => {
        const dataFolder = mkdtempSync(join(tmpdir(), 'events-'));
        const settings = { projects: [LIBRARY_PROJECT, project], dataFolder };
        const first = openLibrary(settings);
        new Actor(first).insert('Alarm__e', { What__c: 'kept' });
        first.close();
        const second = openLibrary(settings);
        await settled();
        assert.equal(new Actor(second).count('Library__c'), 1);
        second.close();
    });
});

describe('Trigger context of events', () => {
    const plain = openWithApex({});
    after(() => {
        plain.close();
    });
    it('is not there elsewhere', () => {
        assert.equal(logOf(plain, ADMINISTRATOR_ID, 'System.debug(EventBus.TriggerContext.currentContext());'), 'null');
        assert.equal(
            logOf(plain, ADMINISTRATOR_ID, 'EventBus.publish(new Library__c());'),
            'System.TypeException: EventBus.publish can only be called with platform events',
        );
    });
});
