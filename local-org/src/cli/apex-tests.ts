/** `local-org test`: runs the Apex tests of projects, in memory. */
import { resolve } from 'node:path';
import { ADMINISTRATOR_ID } from '../org/first-records.ts';
import { runTests, type TestResult } from '../org/apex/tests.ts';
import { projectLocale } from '../org/locale.ts';
import { Org } from '../org/org.ts';
import { classesOf } from '../org/tooling/test-requests.ts';
import { percentOf, type Coverage } from '../apex/program/coverage.ts';
import { coverageTable } from './coverage-report.ts';
import { junitReport } from './junit.ts';

export interface TestOptions {
    readonly projects: readonly string[];
    /** Names of classes; absent: all. */
    readonly classes?: readonly string[];
    /** Names of suites, whose classes are to be run as well. */
    readonly suites?: readonly string[];
    /** Names of methods, alone or as `Class.method`; absent: all. */
    readonly methods?: readonly string[];
    readonly format: 'text' | 'json' | 'junit';
    /** Whether it is told which lines have run. */
    readonly coverage: boolean;
}

/**
 * Runs tests, prints what failed and why, and ends with `N passed, N failed`.
 * @returns whether all passed, and everything could be compiled
 */
export function runApexTests(options: TestOptions): boolean {
    const projects = options.projects.map((project) => resolve(project));
    const org = new Org({ projects, locale: projectLocale(projects) });
    try {
        return options.coverage
            ? org.apex.measure((coverage) => runIn(org, options, coverage))
            : runIn(org, options, undefined);
    } finally {
        org.close();
    }
}

function runIn(org: Org, options: TestOptions, coverage: Coverage | undefined): boolean {
    const { methods, format, suites } = options;
    const inSuites = suites?.flatMap((suite) => classesOf(org, suite));
    const classes = options.classes || inSuites ? [...(options.classes ?? []), ...(inSuites ?? [])] : undefined;
    const faults = org.apex.compiled.errors.map(
        ({ unit, line, column, message }) => `${unit}:${String(line)}:${String(column)} ${message}`,
    );
    const isText = format === 'text';
    if (isText) for (const fault of faults) console.log(`✗ ${fault}`);
    const selection = { ...(classes ? { classes } : {}), ...(methods ? { methods } : {}) };
    const results = runTests(org, ADMINISTRATOR_ID, selection, (result) => {
        if (isText && !result.passed) console.log(failureText(result));
    });
    const failed = results.filter(({ passed }) => !passed).length;
    if (isText && coverage) console.log(coverageTable(coverage.units));
    if (format === 'json')
        console.log(JSON.stringify({ compileErrors: faults, tests: results, ...jsonCoverage(coverage) }, null, 2));
    else if (format === 'junit') console.log(junitReport(results));
    else console.log(`${String(results.length - failed)} passed, ${String(failed)} failed`);
    return failed === 0 && faults.length === 0;
}

function jsonCoverage(coverage: Coverage | undefined): object {
    if (!coverage) return {};
    const units = coverage.units.map((unit) => ({
        name: unit.name,
        lines: [...unit.lines].sort((a, b) => a - b),
        hit: [...unit.hit].sort((a, b) => a - b),
        percent: percentOf([unit]),
    }));
    return { coverage: { percent: percentOf(coverage.units), units } };
}

function failureText({ className, methodName, message = '', stack = '' }: TestResult): string {
    const lines = [message, ...stack.split('\n')].filter((line) => line !== '').map((line) => `    ${line}`);
    return [`✗ ${className}.${methodName}`, ...lines].join('\n');
}
