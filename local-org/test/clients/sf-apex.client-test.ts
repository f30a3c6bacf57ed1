/** The real Salesforce CLI runs the tests of a project, and deploys Apex with tests (issue of the runtime, "Tooling"). */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { writeApexProject } from '../../src/org/suite/apex.ts';
import { RunningOrg } from './running-org.ts';
import { Sf } from './sf.ts';

const CALCULATOR = `public class Calculator {
    public static Integer twice(Integer n) {
        return n * 2;
    }
    public static Integer half(Integer n) {
        return n / 2;
    }
}`;

const test2 = (name: string, expected: number): string => `@IsTest
private class ${name} {
    @IsTest
    static void counts() {
        Assert.areEqual(${String(expected)}, Calculator.twice(2), 'twice');
    }
}`;

const SUITE = `<?xml version="1.0" encoding="UTF-8"?>
<ApexTestSuite xmlns="http://soap.sforce.com/2006/04/metadata">
    <testClassName>GoodTest</testClassName>
</ApexTestSuite>`;

interface Summary {
    readonly outcome: string;
    readonly testsRan: number;
    readonly passing: number;
    readonly failing: number;
    readonly testRunId: string;
    readonly testRunCoverage?: string;
    readonly orgWideCoverage?: string;
}

interface TestRun {
    readonly summary: Summary;
    readonly tests: readonly {
        readonly FullName: string;
        readonly Outcome: string;
        readonly Message: string | null;
        readonly StackTrace: string | null;
    }[];
    readonly coverage?: {
        readonly coverage: readonly {
            readonly name: string;
            readonly coveredPercent: number;
            readonly lines: object;
        }[];
    };
}

describe('sf and Apex', { timeout: 400_000 }, () => {
    const project = writeApexProject({
        classes: { Calculator: CALCULATOR, GoodTest: test2('GoodTest', 4), BadTest: test2('BadTest', 5) },
        suites: { Numbers: SUITE },
    });
    const sf = new Sf(project);
    const target = ['--target-org', 'apex'];
    let org: RunningOrg;

    before(async () => {
        org = await RunningOrg.start([project]);
        const { accessToken, instanceUrl } = org.info;
        const login = ['org', 'login', 'access-token', '--instance-url', instanceUrl, '--alias', 'apex', '--no-prompt'];
        const answer = await sf.json(login, { SF_ACCESS_TOKEN: accessToken });
        assert.equal(answer.status, 0, JSON.stringify(answer));
    });
    after(async () => {
        assert.equal(org.errors, '');
        await org.remove();
        sf.remove();
    });

    /** Runs tests. @returns what the command tells, whether tests failed or not */
    async function run(...args: string[]): Promise<TestRun> {
        const answer = await sf.json(['apex', ...args, ...target]);
        assert.ok(answer.result, JSON.stringify(answer));
        return answer.result as TestRun;
    }

    test('apex run test --synchronous tells how each test of a class went', async () => {
        const good = await run('run', 'test', '--synchronous', '--class-names', 'GoodTest', '--result-format', 'json');
        assert.deepEqual([good.summary.outcome, good.summary.passing, good.summary.failing], ['Passed', 1, 0]);
        const bad = await run('run', 'test', '--synchronous', '--tests', 'BadTest.counts');
        assert.equal(bad.summary.outcome, 'Failed');
        const [failed] = bad.tests;
        assert.deepEqual(
            [failed?.FullName, failed?.Outcome, failed?.Message, failed?.StackTrace],
            [
                'BadTest.counts',
                'Fail',
                'System.AssertException: Assertion Failed: twice: Expected: 5, Actual: 4',
                'Class.BadTest.counts: line 5, column 1',
            ],
        );
    });

    test('apex run test runs all tests as a job, and tells which lines they ran', async () => {
        const { summary, tests, coverage } = await run(
            'run',
            'test',
            '--wait',
            '2',
            '--code-coverage',
            '--test-level',
            'RunLocalTests',
        );
        assert.deepEqual([summary.outcome, summary.testsRan, summary.passing], ['Failed', 2, 1]);
        assert.deepEqual(tests.map(({ FullName, Outcome }) => `${FullName} ${Outcome}`).sort(), [
            'BadTest.counts Fail',
            'GoodTest.counts Pass',
        ]);
        const [calculator] = coverage?.coverage ?? [];
        assert.deepEqual(
            [calculator?.name, calculator?.coveredPercent, calculator?.lines],
            ['Calculator', 50, { 3: 1, 6: 0 }],
        );
        assert.equal(summary.orgWideCoverage, '50%');
    });

    test('apex run test --suite-names runs a suite; apex get test tells the same afterwards', async () => {
        const { summary } = await run('run', 'test', '--wait', '2', '--suite-names', 'Numbers');
        assert.deepEqual([summary.outcome, summary.testsRan], ['Passed', 1]);
        const again = await run('get', 'test', '--test-run-id', summary.testRunId, '--code-coverage');
        assert.deepEqual(
            [again.summary.outcome, again.summary.testsRan, again.summary.testRunId],
            ['Passed', 1, summary.testRunId],
        );
        const junit = await sf.run([
            'apex',
            'get',
            'test',
            '--test-run-id',
            summary.testRunId,
            '--result-format',
            'junit',
            ...target,
        ]);
        assert.match(junit.stdout, /<testcase name="counts" classname="GoodTest"/);
        const human = await sf.run(['apex', 'get', 'test', '--test-run-id', summary.testRunId, ...target]);
        assert.match(human.stdout, /GoodTest\.counts\s+Pass/);
    });

    test('apex run test without waiting gives the id of the run', async () => {
        const answer = await sf.json(['apex', 'run', 'test', '--class-names', 'GoodTest', ...target]);
        const { testRunId } = answer.result as { testRunId: string };
        assert.match(testRunId, /^707/);
        const done = await run('get', 'test', '--test-run-id', testRunId);
        assert.equal(done.summary.outcome, 'Passed');
    });

    test('apex run test refuses a class without tests', async () => {
        const answer = await sf.json([
            'apex',
            'run',
            'test',
            '--class-names',
            'Calculator',
            '--synchronous',
            ...target,
        ]);
        assert.match(answer.message ?? '', /This class name's value is invalid: Calculator/);
    });

    test('apex list log and apex get log give the logs of a user who is traced', async () => {
        const none = await sf.json(['apex', 'list', 'log', ...target]);
        assert.deepEqual(none.result, []);
        const record = async (object: string, values: string): Promise<string> => {
            const create = ['data', 'create', 'record', '--use-tooling-api', '--sobject', object, '--values', values];
            const answer = await sf.json([...create, ...target]);
            return (answer.result as { id: string }).id;
        };
        const level = await record('DebugLevel', 'DeveloperName=All MasterLabel=All ApexCode=FINEST');
        const user = await sf.json(['org', 'display', 'user', ...target]);
        const { id } = user.result as { id: string };
        const until = new Date(Date.now() + 3_600_000).toISOString();
        await record(
            'TraceFlag',
            `TracedEntityId=${id} DebugLevelId=${level} LogType=USER_DEBUG ExpirationDate=${until}`,
        );
        const script = join(sf.home, 'script.apex');
        writeFileSync(script, "System.debug('traced');");
        await sf.json(['apex', 'run', '--file', script, ...target]);
        const logs = (await sf.json(['apex', 'list', 'log', ...target])).result as { Id: string; Status: string }[];
        assert.deepEqual(
            logs.map(({ Status }) => Status),
            ['Success'],
        );
        const got = await sf.run(['apex', 'get', 'log', '--log-id', logs[0]?.Id ?? '', ...target]);
        assert.match(got.stdout, /USER_DEBUG\|\[1\]\|DEBUG\|traced/);
    });

    test('project deploy start tells where Apex does not compile, and fails by its tests', async () => {
        const file = join(project, 'force-app', 'main', 'default', 'classes', 'Calculator.cls');
        const source = readFileSync(file, 'utf8');
        const deploy = async (...args: string[]): Promise<Record<string, unknown>> => {
            const answer = await sf.json([
                'project',
                'deploy',
                'start',
                '--source-dir',
                'force-app',
                ...args,
                ...target,
            ]);
            return answer.result as Record<string, unknown>;
        };
        writeFileSync(file, source.replace('n * 2', 'm * 2'));
        const faulty = await deploy();
        const { componentFailures } = faulty['details'] as {
            componentFailures: Record<string, unknown> | Record<string, unknown>[];
        };
        const [failure] = [componentFailures].flat();
        assert.deepEqual(
            [
                faulty['success'],
                failure?.['problem'],
                String(failure?.['lineNumber']),
                String(failure?.['columnNumber']),
            ],
            [false, 'Variable does not exist: m', '3', '16'],
        );
        writeFileSync(file, source);
        const few = await deploy('--test-level', 'RunSpecifiedTests', '--tests', 'GoodTest');
        assert.equal(few['success'], false);
        assert.match(
            JSON.stringify(few),
            /Test coverage of selected Apex Class is 50%, at least 75% test coverage is required/,
        );
        const failing = await deploy('--test-level', 'RunLocalTests');
        assert.deepEqual([failing['success'], failing['numberTestErrors']], [false, 1]);
        const without = await deploy();
        assert.equal(without['success'], true);
    });
});
