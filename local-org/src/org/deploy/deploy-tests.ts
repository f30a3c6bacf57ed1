/**
 * The tests of a deploy, and the coverage that they must reach.
 * Source: Metadata API developer guide, "Running Tests in a Deployment"; Apex developer guide, "Code Coverage".
 */
import { apexSources } from '../../metadata/apex-records.ts';
import type { Catalogue } from '../../metadata/catalogue.ts';
import type { Package } from '../../metadata/package/read-package.ts';
import { runTestsAway, shareOf, type TestRun, type UnitReport } from '../apex/test-run.ts';
import type { Org } from '../org.ts';
import { wordsOf } from './apex-faults.ts';
import type { CoverageWarning, DeployOptions, DeployTests } from './options.ts';

/** Percent of lines that tests must run. */
const REQUIRED = 75;

/** What is deployed: keys as `ApexClass:name`, in lower case. */
export interface Tested {
    readonly userId: string;
    /** The metadata as they will be. */
    readonly catalogue: Catalogue;
    /** Names of deployed classes and triggers. */
    readonly classes: readonly string[];
    readonly triggers: readonly string[];
}

/** Runs the tests that a deploy asks for. @returns undefined when it asks for none */
export function testDeploy(org: Org, { testLevel, runTests }: DeployOptions, tested: Tested): DeployTests | undefined {
    if (testLevel === 'NoTestRun') return undefined;
    const classes =
        testLevel === 'RunSpecifiedTests' ? runTests : testLevel === 'RunRelevantTests' ? relevant(tested) : undefined;
    const selection = classes ? { classes } : {};
    const { userId, catalogue } = tested;
    const run = runTestsAway(org, { userId, catalogue, selection, measuresCoverage: true });
    const isEach = testLevel === 'RunSpecifiedTests' || testLevel === 'RunRelevantTests';
    return { run: lean(run), warnings: isEach ? ofEach(run.units, tested) : ofAll(run.units), missing: [] };
}

/** Test classes that are named and will not be there; undefined when all will. */
export function missingTests(
    { testLevel, runTests }: DeployOptions,
    { candidates }: Package,
    catalogue: Catalogue,
): DeployTests | undefined {
    if (testLevel !== 'RunSpecifiedTests') return undefined;
    const deployed = candidates.filter(({ type }) => type === 'ApexClass');
    const names = new Set(deployed.map(({ fullName }) => fullName.toLowerCase()));
    const missing = runTests.filter((name) => !names.has(name.toLowerCase()) && !catalogue.get('ApexClass', name));
    if (missing.length === 0) return undefined;
    return { missing, warnings: [], run: { results: [], units: [], milliseconds: 0 } };
}

/** Whether a deploy fails by its tests. */
export function hasFailed(tests: DeployTests | undefined): boolean {
    if (!tests) return false;
    return tests.missing.length > 0 || tests.warnings.length > 0 || tests.run.results.some(({ passed }) => !passed);
}

/** What single tests covered is not told of a deploy. */
function lean(run: TestRun): TestRun {
    return { ...run, results: run.results.map((result) => ({ ...result, units: [] })) };
}

/** Each class and each trigger of the deploy by itself. */
function ofEach(units: readonly UnitReport[], { classes, triggers }: Tested): CoverageWarning[] {
    const deployed = new Set([
        ...classes.map((name) => `class ${name.toLowerCase()}`),
        ...triggers.map((name) => `trigger ${name.toLowerCase()}`),
    ]);
    return units
        .filter((unit) => deployed.has(`${unit.kind} ${unit.name.toLowerCase()}`) && shareOf([unit]) < REQUIRED)
        .map((unit) => tooFew(unit, REQUIRED));
}

/** All of the org's Apex together; a trigger must have run at all. */
function ofAll(units: readonly UnitReport[]): CoverageWarning[] {
    const share = shareOf(units);
    const average = `Average test coverage across all Apex Classes and Triggers is ${percent(share)}%, at least ${String(REQUIRED)}% test coverage is required.`;
    const idle = units.filter((unit) => unit.kind === 'trigger' && unit.covered.length === 0);
    return [...(share < REQUIRED ? [{ message: average }] : []), ...idle.map((unit) => tooFew(unit, 1))];
}

function tooFew(unit: UnitReport, required: number): CoverageWarning {
    const what = unit.kind === 'class' ? 'Class' : 'Trigger';
    return {
        unit: { kind: unit.kind, name: unit.name },
        message: `Test coverage of selected Apex ${what} is ${percent(shareOf([unit]))}%, at least ${String(required)}% test coverage is required`,
    };
}

/** Three decimals at most, never rounded up to what is required. */
function percent(share: number): string {
    return String(Math.floor(share * 1000) / 1000);
}

/** The classes that are deployed, and those that speak of them: directly, by others, or of the object of a trigger. */
function relevant({ catalogue, classes, triggers }: Tested): string[] {
    const all = [...apexSources(catalogue, 'ApexClass'), ...apexSources(catalogue, 'ApexTrigger')].map(
        ({ name, source }) => ({
            name,
            words: wordsOf(source),
            object: /^\s*trigger\s+\w+\s+on\s+(\w+)/i.exec(source)?.[1],
        }),
    );
    const reached = new Set<string>();
    const waiting = [...classes, ...triggers];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        const key = name.toLowerCase();
        if (reached.has(key)) continue;
        reached.add(key);
        for (const one of all) {
            if (one.words.has(key)) waiting.push(one.name);
            if (one.object !== undefined && one.name.toLowerCase() === key) waiting.push(one.object);
        }
    }
    return [...reached];
}
