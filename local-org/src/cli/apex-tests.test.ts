/** `local-org test`, as a process of its own. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { writeApexProject } from '../org/suite/apex.ts';

const PROGRAM = fileURLToPath(new URL('main.ts', import.meta.url));

const project = writeApexProject({
    classes: {
        Sums: 'public class Sums {\n    public static Integer one() {\n        return 1;\n    }\n    public static Integer two() {\n        return 2;\n    }\n}',
        GoodTest: '@IsTest\nclass GoodTest {\n    @IsTest static void counts() { Assert.areEqual(1, Sums.one()); }\n}',
        BadTest:
            "@IsTest\nclass BadTest {\n    @IsTest static void counts() {\n        Assert.areEqual(3, Sums.two(), 'two');\n    }\n}",
    },
    suites: {
        Good: '<ApexTestSuite xmlns="http://soap.sforce.com/2006/04/metadata"><testClassName>GoodTest</testClassName></ApexTestSuite>',
    },
});

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
    return spawnSync(process.execPath, [PROGRAM, 'test', '--project', project, ...args], { encoding: 'utf8' });
}

describe('local-org test', () => {
    test('prints what failed with its stack, and ends with the counts', () => {
        const { status, stdout } = run();
        assert.equal(status, 1);
        assert.deepEqual(stdout.trim().split('\n'), [
            '✗ BadTest.counts',
            '    System.AssertException: Assertion Failed: two: Expected: 3, Actual: 2',
            '    Class.BadTest.counts: line 4, column 1',
            '1 passed, 1 failed',
        ]);
    });

    test('runs the classes of a suite, and tells which lines they ran', () => {
        const { status, stdout } = run('--suite', 'good', '--coverage', '--json');
        assert.equal(status, 0);
        const { tests, coverage } = JSON.parse(stdout) as {
            tests: { className: string }[];
            coverage: { percent: number; units: object[] };
        };
        assert.deepEqual(
            tests.map(({ className }) => className),
            ['GoodTest'],
        );
        assert.deepEqual(coverage, { percent: 50, units: [{ name: 'Sums', lines: [3, 6], hit: [3], percent: 50 }] });
    });

    test('knows no other suites', () => {
        const { status, stderr } = run('--suite', 'None');
        assert.equal(status, 1);
        assert.match(stderr, /suite name's value is invalid: None/);
    });
});
