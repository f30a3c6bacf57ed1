/** The Tooling API and Apex: classes and triggers as records, containers, runs of tests, coverage, suites. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LIBRARY_PROJECT } from '../../org/suite/library.ts';
import { writeApexProject } from '../../org/suite/apex.ts';
import { outcomeOf, TestServer, type Answer, type Client } from '../suite/client.ts';

const CALCULATOR = `public class Calculator {
    public static Integer twice(Integer n) {
        return n * 2;
    }
    public static Integer half(Integer n) {
        return n / 2;
    }
}`;

const TESTS = `@IsTest
private class CalculatorTest {
    @IsTest
    static void doubles() {
        Assert.areEqual(4, Calculator.twice(2));
    }
    @IsTest
    static void halves() {
        Assert.areEqual(2, Calculator.half(2), 'half');
    }
}`;

const OTHERS = `@IsTest
private class LibraryTest {
    @IsTest
    static void findsNoData() {
        Assert.areEqual(0, [SELECT COUNT() FROM Library__c]);
        insert new Library__c(City__c = 'test');
    }
}`;

const TRIGGER = `trigger Capitals on Library__c (before insert, after update) {
    for (Library__c one : Trigger.new) {
        if (Trigger.isBefore) one.City__c = one.City__c?.toUpperCase();
    }
}`;

const SUITE = `<?xml version="1.0" encoding="UTF-8"?>
<ApexTestSuite xmlns="http://soap.sforce.com/2006/04/metadata"><testClassName>CalculatorTest</testClassName></ApexTestSuite>`;

let server: TestServer;
let admin: Client;
before(() => {
    const project = writeApexProject({
        classes: { Calculator: CALCULATOR, CalculatorTest: TESTS, LibraryTest: OTHERS },
        triggers: { Capitals: TRIGGER },
        suites: { Numbers: SUITE },
    });
    server = new TestServer({ projects: [LIBRARY_PROJECT, project] });
    admin = server.admin;
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

type Row = Record<string, unknown>;

async function rows(soql: string): Promise<Row[]> {
    const { body, text } = await admin.get(`/tooling/query?q=${encodeURIComponent(soql)}`);
    assert.ok(!Array.isArray(body), text);
    return (body as { records: Row[] }).records.map(({ attributes: _, ...values }) => values);
}

const post = (path: string, body: object): Promise<Answer> => admin.send('POST', `/tooling${path}`, body);

const idOf = async (object: string, name: string): Promise<string> =>
    String((await rows(`SELECT Id FROM ${object} WHERE Name = '${name}'`))[0]?.['Id']);

/** Starts tests, and waits for their end. @returns the id of the job */
async function ran(request: object): Promise<string> {
    const { body, text } = await post('/runTestsAsynchronous', request);
    assert.match(String(body), /^707/, text);
    for (;;) {
        const [run] = await rows(`SELECT Status FROM ApexTestRunResult WHERE AsyncApexJobId = '${String(body)}'`);
        if (!['Queued', 'Processing'].includes(String(run?.['Status']))) return String(body);
        await new Promise((resolve) => setImmediate(resolve));
    }
}

describe('classes and triggers', () => {
    test('of the metadata are records', async () => {
        const [trigger] = await rows(
            'SELECT Name, TableEnumOrId, UsageBeforeInsert, UsageAfterInsert, UsageAfterUpdate, Status FROM ApexTrigger',
        );
        assert.deepEqual(trigger, {
            Name: 'Capitals',
            TableEnumOrId: 'Library__c',
            UsageBeforeInsert: true,
            UsageAfterInsert: false,
            UsageAfterUpdate: true,
            Status: 'Active',
        });
        const names = (await rows('SELECT Name FROM ApexClass ORDER BY Name')).map(({ Name }) => Name);
        assert.deepEqual(names, ['Calculator', 'CalculatorTest', 'LibraryTest']);
    });

    test('are made, changed and deleted as records, when they compile', async () => {
        const faulty = await post('/sobjects/ApexClass', { Body: 'public class Made { Integer i = x; }' });
        assert.equal(outcomeOf(faulty), '400 FIELD_INTEGRITY_EXCEPTION');
        assert.match(faulty.text, /Variable does not exist: x at line 1 column 33/);
        const made = await post('/sobjects/ApexClass', { Body: 'public class Made { public static Integer n = 1; }' });
        assert.equal(made.status, 201, made.text);
        const { id } = made.body as { id: string };
        assert.equal(id, await idOf('ApexClass', 'Made'));
        assert.equal(
            outcomeOf(await post('/sobjects/ApexClass', { Body: 'public class Made { }' })),
            '400 DUPLICATE_VALUE',
        );
        const path = `/tooling/sobjects/ApexClass/${id}`;
        const Body = 'public class Made { public static Integer n = 2; }';
        assert.equal((await admin.send('PATCH', path, { Body })).status, 204);
        assert.equal(((await admin.get(path)).body as Row)['Body'], Body);
        assert.equal((await admin.send('DELETE', path)).status, 204);
        assert.equal((await admin.get(path)).status, 404);
        assert.equal(outcomeOf(await post('/sobjects/ApexClass', {})), '400 REQUIRED_FIELD_MISSING');
        assert.equal(
            outcomeOf(await post('/sobjects/ApexTrigger', { Body: 'trigger' })),
            '400 FIELD_INTEGRITY_EXCEPTION',
        );
    });

    test('are not deleted while another one speaks of them, nor written by the data API', async () => {
        const id = await idOf('ApexClass', 'Calculator');
        const answer = await admin.send('DELETE', `/tooling/sobjects/ApexClass/${id}`);
        assert.match(answer.text, /referenced elsewhere/);
        assert.equal(answer.status, 400);
        assert.equal((await admin.send('DELETE', `/sobjects/ApexClass/${id}`)).status, 400);
        const reader = server.user('Reader', { sets: ['Reader'] });
        assert.equal(outcomeOf(await reader.query('SELECT Body FROM ApexClass')), '400 INVALID_TYPE');
        assert.equal((await reader.get(`/sobjects/ApexClass/${id}`)).status, 404);
        const refused = await reader.send('POST', '/tooling/sobjects/ApexClass', { Body: 'class R { }' });
        assert.ok(refused.status === 403 || refused.status === 404, refused.text);
    });

    test('are deployed together in a container, and what is wrong is told of each', async () => {
        const name = { Name: 'Container' };
        const { id: MetadataContainerId } = (await post('/sobjects/MetadataContainer', name)).body as { id: string };
        const ContentEntityId = await idOf('ApexClass', 'Calculator');
        const member = { MetadataContainerId, ContentEntityId, Body: `${CALCULATOR}\n// changed` };
        assert.equal((await post('/sobjects/ApexClassMember', member)).status, 201);
        const request = async (IsCheckOnly: boolean): Promise<Row> => {
            const made = await post('/sobjects/ContainerAsyncRequest', { MetadataContainerId, IsCheckOnly });
            assert.equal(made.status, 201, made.text);
            const { id } = made.body as { id: string };
            return (await admin.get(`/tooling/sobjects/ContainerAsyncRequest/${id}`)).body as Row;
        };
        assert.equal((await request(true))['State'], 'Completed');
        assert.deepEqual(await rows(`SELECT Body FROM ApexClass WHERE Name = 'Calculator'`), [{ Body: CALCULATOR }]);
        assert.equal((await request(false))['State'], 'Completed');
        assert.deepEqual(await rows(`SELECT Body FROM ApexClass WHERE Name = 'Calculator'`), [{ Body: member.Body }]);
        const bad = { MetadataContainerId, FullName: 'Bad', Body: 'public class Bad {\n    X x;\n}' };
        await post('/sobjects/ApexClassMember', bad);
        const failed = await request(false);
        const { componentFailures } = failed['DeployDetails'] as { componentFailures: Row[] };
        assert.deepEqual(
            [
                failed['State'],
                componentFailures.map(({ fullName, lineNumber, columnNumber, problem }) => [
                    fullName,
                    lineNumber,
                    columnNumber,
                    problem,
                ]),
            ],
            ['Failed', [['Bad', 2, 5, 'Invalid type: X']]],
        );
    });
});

describe('tests', () => {
    test('run at once, and tell how each went', async () => {
        const { body } = await post('/runTestsSynchronous', {
            tests: [{ className: 'CalculatorTest', testMethods: ['halves'] }],
            testLevel: 'RunSpecifiedTests',
            skipCodeCoverage: true,
        });
        const { numTestsRun, numFailures, successes, failures, codeCoverage } = body as Record<string, Row[]>;
        assert.deepEqual([numTestsRun, numFailures, successes, codeCoverage], [1, 1, [], []]);
        const [failure] = failures ?? [];
        assert.equal(failure?.['message'], 'System.AssertException: Assertion Failed: half: Expected: 2, Actual: 1');
        assert.equal(failure['stackTrace'], 'Class.CalculatorTest.halves: line 9, column 1');
        assert.equal(failure['id'], await idOf('ApexClass', 'CalculatorTest'));
    });

    test('run as a job, which tells how far it is, and leave no data', async () => {
        await admin.make('Library__c', { Name: 'Live' });
        const id = await ran({ testLevel: 'RunLocalTests', skipCodeCoverage: false });
        const [run] = await rows(
            `SELECT Status, ClassesCompleted, ClassesEnqueued, MethodsEnqueued, MethodsCompleted, MethodsFailed, TestSetupTime, IsAllTests FROM ApexTestRunResult WHERE AsyncApexJobId = '${id}'`,
        );
        assert.deepEqual(run, {
            Status: 'Completed',
            ClassesCompleted: 2,
            ClassesEnqueued: 2,
            MethodsEnqueued: 3,
            MethodsCompleted: 3,
            MethodsFailed: 1,
            TestSetupTime: 0,
            IsAllTests: true,
        });
        const items = await rows(
            `SELECT Id, Status, ExtendedStatus, ApexClass.Name FROM ApexTestQueueItem WHERE ParentJobId = '${id}'`,
        );
        assert.deepEqual(
            items.map(({ Status, ExtendedStatus }) => [Status, ExtendedStatus]),
            [
                ['Completed', '(1/2)'],
                ['Completed', '(1/1)'],
            ],
        );
        const ids = items.map(({ Id }) => `'${String(Id)}'`).join(',');
        const results = await rows(
            `SELECT MethodName, Outcome, Message, ApexClass.Name, ApexClass.NamespacePrefix FROM ApexTestResult WHERE QueueItemId IN (${ids}) ORDER BY MethodName`,
        );
        assert.deepEqual(
            results.map(({ MethodName, Outcome, ApexClass }) => [MethodName, Outcome, (ApexClass as Row)['Name']]),
            [
                ['doubles', 'Pass', 'CalculatorTest'],
                ['findsNoData', 'Pass', 'LibraryTest'],
                ['halves', 'Fail', 'CalculatorTest'],
            ],
        );
        assert.equal(await admin.count('SELECT Id FROM Library__c'), 1);
    });

    test('tell which lines they have run: each for itself, and all together', async () => {
        const calculator = await idOf('ApexClass', 'Calculator');
        const covered = await rows(
            `SELECT TestMethodName, ApexClassOrTrigger.Name, NumLinesCovered, NumLinesUncovered, Coverage FROM ApexCodeCoverage WHERE ApexClassOrTriggerId = '${calculator}' ORDER BY TestMethodName`,
        );
        assert.deepEqual(
            covered.map(({ TestMethodName, Coverage }) => [TestMethodName, Coverage]),
            [
                ['doubles', { coveredLines: [3], uncoveredLines: [6] }],
                ['halves', { coveredLines: [6], uncoveredLines: [3] }],
            ],
        );
        const all = await rows(
            'SELECT ApexClassOrTrigger.Name, NumLinesCovered, NumLinesUncovered, Coverage FROM ApexCodeCoverageAggregate ORDER BY ApexClassOrTriggerId',
        );
        assert.deepEqual(
            all.map((row) => [
                (row['ApexClassOrTrigger'] as Row)['Name'],
                row['NumLinesCovered'],
                row['NumLinesUncovered'],
            ]),
            [
                ['Calculator', 2, 0],
                ['Capitals', 2, 0],
            ],
        );
        assert.deepEqual(await rows('SELECT PercentCovered FROM ApexOrgWideCoverage'), [{ PercentCovered: 100 }]);
    });

    test('forget what they have run of a class that changed', async () => {
        server.elapsed += 1000;
        const id = await idOf('ApexClass', 'Calculator');
        const changed = await admin.send('PATCH', `/tooling/sobjects/ApexClass/${id}`, { Body: CALCULATOR });
        assert.equal(changed.status, 204, changed.text);
        assert.deepEqual(await rows(`SELECT Id FROM ApexCodeCoverage WHERE ApexClassOrTriggerId = '${id}'`), []);
        assert.deepEqual(
            await rows(`SELECT Id FROM ApexCodeCoverageAggregate WHERE ApexClassOrTriggerId = '${id}'`),
            [],
        );
    });

    test('of suites, of ids and of names run, and no others', async () => {
        const count = async (request: object): Promise<unknown> => {
            const id = await ran({ ...request, skipCodeCoverage: true });
            return (await rows(`SELECT MethodsCompleted FROM ApexTestRunResult WHERE AsyncApexJobId = '${id}'`))[0]?.[
                'MethodsCompleted'
            ];
        };
        assert.equal(await count({ suiteNames: 'numbers' }), 2);
        assert.equal(await count({ classids: await idOf('ApexClass', 'LibraryTest') }), 1);
        assert.equal(await count({ classNames: 'LibraryTest, calculatortest' }), 3);
        assert.equal(await count({ tests: [{ className: 'CalculatorTest', testMethods: ['DOUBLES'] }] }), 1);
        const [suite] = await rows("SELECT Id FROM ApexTestSuite WHERE TestSuiteName = 'Numbers'");
        assert.equal(await count({ suiteids: suite?.['Id'] }), 2);
    });

    test('stop when too many have failed', async () => {
        const id = await ran({ testLevel: 'RunLocalTests', maxFailedTests: 0, skipCodeCoverage: true });
        const [run] = await rows(
            `SELECT Status, ClassesCompleted FROM ApexTestRunResult WHERE AsyncApexJobId = '${id}'`,
        );
        assert.deepEqual(run, { Status: 'Aborted', ClassesCompleted: 1 });
        const items = await rows(`SELECT Status FROM ApexTestQueueItem WHERE ParentJobId = '${id}' ORDER BY Status`);
        assert.deepEqual(
            items.map(({ Status }) => Status),
            ['Aborted', 'Completed'],
        );
    });

    test('that want to see the data of the org fail, and say so', async () => {
        const Body =
            '@IsTest(SeeAllData=true)\nprivate class SightedTest {\n    @IsTest\n    static void sees() { }\n}';
        const { id } = (await post('/sobjects/ApexClass', { Body })).body as { id: string };
        const { body } = await post('/runTestsSynchronous', { tests: [{ classId: id }], skipCodeCoverage: true });
        const { failures } = body as { failures: Row[] };
        assert.deepEqual(
            failures.map(({ message }) => message),
            ['not supported: @IsTest(SeeAllData=true)'],
        );
        assert.equal((await admin.send('DELETE', `/tooling/sobjects/ApexClass/${id}`)).status, 204);
    });

    test('that are none are refused, and so is what cannot be read', async () => {
        const none = await post('/runTestsSynchronous', { tests: [{ className: 'Calculator' }] });
        assert.equal(outcomeOf(none), '403 INVALID_INPUT');
        assert.match(
            none.text,
            /This class name's value is invalid: Calculator. Provide the name of an Apex class that has test methods./,
        );
        for (const [request, expected] of [
            [{}, '403 INVALID_INPUT'],
            [{ tests: [] }, '403 INVALID_INPUT'],
            [{ suiteNames: 'Nope' }, '403 INVALID_INPUT'],
            [{ classids: 'x' }, '403 INVALID_INPUT'],
            [{ testLevel: 'Everything' }, '403 INVALID_INPUT'],
            [{ tests: [{ className: 'CalculatorTest', testMethods: ['nope'] }] }, '403 INVALID_INPUT'],
            [{ tests: 'x' }, '400 JSON_PARSER_ERROR'],
            [{ tests: [{ className: 1 }] }, '400 JSON_PARSER_ERROR'],
            [{ classNames: 5 }, '400 JSON_PARSER_ERROR'],
            [{ classNames: 'LibraryTest', maxFailedTests: 'x' }, '400 JSON_PARSER_ERROR'],
        ] as const)
            assert.equal(outcomeOf(await post('/runTestsAsynchronous', request)), expected, JSON.stringify(request));
        const clerk = server.user('Clerk', {});
        const refused = await clerk.send('POST', '/tooling/runTestsAsynchronous', { testLevel: 'RunLocalTests' });
        assert.equal(outcomeOf(refused), '403 INSUFFICIENT_ACCESS');
    });
});

describe('logs', () => {
    const run = (source: string): Promise<Answer> =>
        admin.get(`/tooling/executeAnonymous?anonymousBody=${encodeURIComponent(source)}`);

    test('are kept of users who are traced, for as long as they are', async () => {
        await run("System.debug('unheard');");
        assert.deepEqual(await rows('SELECT Id FROM ApexLog'), []);
        const level = await post('/sobjects/DebugLevel', { DeveloperName: 'All', MasterLabel: 'All' });
        const flag = await post('/sobjects/TraceFlag', {
            TracedEntityId: admin.userId,
            DebugLevelId: (level.body as { id: string }).id,
            LogType: 'USER_DEBUG',
            ExpirationDate: new Date(server.org.now() + 60_000).toISOString(),
        });
        assert.equal(flag.status, 201, flag.text);
        await run("System.debug('heard');");
        await run('Integer i = 1 / 0;');
        const logs = await rows('SELECT Id, Status, LogLength, LogUser.Name, Operation FROM ApexLog ORDER BY Id');
        assert.deepEqual(
            logs.map(({ Status }) => Status),
            ['Success', 'System.MathException: Divide by 0'],
        );
        const id = String(logs[0]?.['Id']);
        const body = await admin.get(`/tooling/sobjects/ApexLog/${id}/Body`);
        assert.match(body.text, /USER_DEBUG\|\[1\]\|DEBUG\|heard/);
        assert.equal(body.text.length, logs[0]?.['LogLength']);
        assert.match(String(body.headers['content-type']), /^text\/plain/);
        assert.equal((await admin.send('DELETE', `/tooling/sobjects/ApexLog/${id}`)).status, 204);
        assert.equal((await admin.get(`/tooling/sobjects/ApexLog/${id}/Body`)).status, 404);
        assert.equal((await admin.get(`/tooling/sobjects/ApexClass/${id}/Body`)).status, 404);
        server.elapsed += 61_000;
        await run("System.debug('later');");
        assert.equal((await rows('SELECT Id FROM ApexLog')).length, 1);
    });
});

describe('suites', () => {
    test('are made, get and lose classes, and go', async () => {
        const made = await post('/sobjects/ApexTestSuite', { TestSuiteName: 'Own' });
        assert.equal(made.status, 201, made.text);
        const { id: ApexTestSuiteId } = made.body as { id: string };
        const ApexClassId = await idOf('ApexClass', 'LibraryTest');
        const member = await post('/sobjects/TestSuiteMembership', { ApexTestSuiteId, ApexClassId });
        assert.equal(member.status, 201, member.text);
        const memberships = `SELECT Id, ApexClassId FROM TestSuiteMembership WHERE ApexTestSuiteId = '${ApexTestSuiteId}'`;
        const { id } = member.body as { id: string };
        assert.deepEqual(await rows(memberships), [{ Id: id, ApexClassId }]);
        assert.equal(server.org.catalogue.get('ApexTestSuite', 'Own')?.xml?.value('testClassName'), 'LibraryTest');
        assert.equal((await admin.send('DELETE', `/tooling/sobjects/TestSuiteMembership/${id}`)).status, 204);
        assert.deepEqual(await rows(memberships), []);
        assert.equal((await admin.send('DELETE', `/tooling/sobjects/ApexTestSuite/${ApexTestSuiteId}`)).status, 204);
        assert.equal(server.org.catalogue.get('ApexTestSuite', 'Own'), undefined);
        const lost = await post('/sobjects/TestSuiteMembership', { ApexTestSuiteId, ApexClassId });
        assert.equal(lost.status, 400);
    });
});
