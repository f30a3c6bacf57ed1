/**
 * Runs Apex tests: each in a transaction that is taken back.
 * Source: Apex developer guide, "Testing Apex"; "Isolation of test data", "Using test setup methods".
 */
import { CompileError } from '../../apex/errors.ts';
import type { DeclaredMethod, DeclaredType } from '../../apex/program/declared-type.ts';
import { NotSupported, Thrown } from '../../apex/run/exceptions.ts';
import { frameFor, invoke } from '../../apex/run/invoke.ts';
import { exceptionText } from '../../apex/run/text.ts';
import type { LogLine } from '../../apex/run/transaction.ts';
import type { Org } from '../org.ts';

export interface TestResult {
    readonly className: string;
    readonly methodName: string;
    readonly passed: boolean;
    /** Why it failed: `System.AssertException: Assertion Failed …`. */
    readonly message?: string;
    readonly stack?: string;
    readonly milliseconds: number;
}

export interface TestSelection {
    /** Names of classes in any case; absent: all. */
    readonly classes?: readonly string[];
    /** Names of methods, alone or as `Class.method`; absent: all. */
    readonly methods?: readonly string[];
    readonly log?: (line: LogLine) => void;
}

/** Thrown to take back what a test wrote. */
const TAKE_BACK = new Error('take back');

/** The classes of the org that hold tests, by name. */
export function testClasses(org: Org): DeclaredType[] {
    const { program } = org.apex.compiled;
    const found = [...program.types].filter((type) => type.hasAnnotation('istest') || testMethods(type).length > 0);
    return found.sort((a, b) => (a.type.name < b.type.name ? -1 : 1));
}

/** The tests of a class, in the order in which they stand. */
export function testMethods(type: DeclaredType): DeclaredMethod[] {
    return methodsWith(type, 'istest');
}

function methodsWith(type: DeclaredType, annotation: string): DeclaredMethod[] {
    const all = [...type.ownMethods.values()].flat();
    return all.filter(
        ({ modifiers: { annotations, words } }) =>
            annotations.some(({ name }) => name.toLowerCase() === annotation) ||
            (annotation === 'istest' && words.has('testmethod')),
    );
}

/**
 * Runs tests one after the other.
 * @param userId who runs them
 * @param tell is told each result as soon as it is there
 */
export function runTests(
    org: Org,
    userId: string,
    { classes, methods, log }: TestSelection = {},
    tell: (result: TestResult) => void = () => undefined,
): TestResult[] {
    const results: TestResult[] = [];
    for (const one of chosenTests(org, { ...(classes ? { classes } : {}), ...(methods ? { methods } : {}) }))
        runTestClass({ org, userId, ...(log ? { log } : {}) }, one, (result) => {
            results.push(result);
            tell(result);
        });
    return results;
}

/** A class, and those of its tests that are to be run. */
export interface ChosenTests {
    readonly type: DeclaredType;
    readonly methods: readonly DeclaredMethod[];
}

/** The tests that a selection names, by class. */
export function chosenTests(org: Org, { classes, methods }: Omit<TestSelection, 'log'>): ChosenTests[] {
    const wantedClasses = classes && new Set(classes.map((name) => name.toLowerCase()));
    const wantedMethods = methods && new Set(methods.map((name) => name.toLowerCase()));
    return testClasses(org).flatMap((type) => {
        const className = type.type.name.toLowerCase();
        if (wantedClasses && !wantedClasses.has(className)) return [];
        const chosen = testMethods(type).filter(({ name }) => {
            const key = name.toLowerCase();
            return !wantedMethods || wantedMethods.has(key) || wantedMethods.has(`${className}.${key}`);
        });
        return chosen.length > 0 ? [{ type, methods: chosen }] : [];
    });
}

/** Where tests run, and as whom. */
export interface Runner {
    readonly org: Org;
    readonly userId: string;
    readonly log?: (line: LogLine) => void;
}

/** Runs what sets up the data once; each test finds it as it was then. */
export function runTestClass(runner: Runner, { type, methods }: ChosenTests, tell: (result: TestResult) => void): void {
    const className = type.type.name;
    takenBack(runner.org, () => {
        const setups = methodsWith(type, 'testsetup').map((method) => runMethod(runner, className, method));
        const failed = setups.find(({ passed }) => !passed);
        for (const method of methods) {
            if (failed) {
                tell({ ...failed, methodName: method.name });
                continue;
            }
            takenBack(runner.org, () => {
                tell(runMethod(runner, className, method));
            });
        }
    });
}

function takenBack(org: Org, act: () => void): void {
    try {
        org.store.transaction(() => {
            act();
            throw TAKE_BACK;
        });
    } catch (error) {
        if (error !== TAKE_BACK) throw error;
    } finally {
        org.accessChanged();
    }
}

function runMethod({ org, userId, log }: Runner, className: string, { code, name }: DeclaredMethod): TestResult {
    const start = performance.now();
    const result = (failure: Failure | undefined): TestResult => ({
        className,
        methodName: name,
        passed: failure === undefined,
        ...failure,
        milliseconds: Math.round(performance.now() - start),
    });
    const transaction = org.apex.transaction(userId, { isTest: true, ...(log ? { log } : {}) });
    try {
        transaction.run(() => invoke(code, frameFor(code, null, [])));
        return result(undefined);
    } catch (error) {
        return result(failureOf(error));
    }
}

type Failure = Pick<TestResult, 'message' | 'stack'>;

function failureOf(error: unknown): Failure {
    if (error instanceof Thrown) return { message: exceptionText(error.exception), stack: error.exception.trace ?? '' };
    if (error instanceof CompileError)
        return {
            message: error.message,
            stack: `${error.unit}: line ${String(error.line)}, column ${String(error.column)}`,
        };
    if (error instanceof NotSupported) return { message: error.message };
    return { message: `internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}` };
}
