/** Which tests a client asks for (Tooling API reference, "runTestsSynchronous", "runTestsAsynchronous"). */
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import { testClasses, testMethods } from '../apex/tests.ts';
import type { Org } from '../org.ts';

export interface TestRequest {
    readonly classNames?: readonly string[];
    readonly classIds?: readonly string[];
    readonly suiteNames?: readonly string[];
    readonly suiteIds?: readonly string[];
    readonly tests?: readonly TestItem[];
    readonly testLevel?: string;
    /** After so many failures and one, no class begins any more. */
    readonly maxFailedTests?: number;
    readonly skipCodeCoverage: boolean;
}

/** A class, by its name or its id, with all its tests or some. */
export interface TestItem {
    readonly className?: string;
    readonly classId?: string;
    readonly testMethods?: readonly string[];
}

const ALL = ['RunLocalTests', 'RunAllTestsInOrg'];
const LEVELS = [...ALL, 'RunSpecifiedTests'];

/** Names of tests by class, in the order of the classes' names. */
export type AskedTests = ReadonlyMap<string, readonly string[]>;

/** @throws OrgError INVALID_INPUT (403) for what is no test, or when nothing is asked for */
export function askedTests(org: Org, request: TestRequest): AskedTests {
    const { testLevel = 'RunSpecifiedTests' } = request;
    if (!LEVELS.includes(testLevel)) throw invalid(`The test level's value is invalid: ${testLevel}.`);
    const known = new Map(
        testClasses(org).map((type) => [
            type.type.name.toLowerCase(),
            { name: type.type.name, methods: testMethods(type).map(({ name }) => name) },
        ]),
    );
    if (ALL.includes(testLevel))
        return new Map(
            [...known.values()].filter(({ methods }) => methods.length > 0).map((one) => [one.name, one.methods]),
        );
    const asked = new Map<string, Set<string>>();
    for (const { className = '', classId, testMethods: names } of itemsOf(org, request)) {
        const name = classId === undefined ? className : nameOfClass(org, classId);
        const found = known.get(name.toLowerCase());
        if (!found || found.methods.length === 0)
            throw invalid(
                `This class name's value is invalid: ${name}. Provide the name of an Apex class that has test methods.`,
            );
        const all = asked.get(found.name) ?? new Set();
        for (const method of names ?? found.methods) all.add(methodOf(found, method));
        asked.set(found.name, all);
    }
    if (asked.size === 0) throw invalid('Specify the classes, the suites or the tests that are to be run.');
    return new Map([...asked].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, methods]) => [name, [...methods]]));
}

function methodOf({ name, methods }: { name: string; methods: readonly string[] }, asked: string): string {
    const found = methods.find((method) => method.toLowerCase() === asked.toLowerCase());
    if (found === undefined)
        throw invalid(`This method name's value is invalid: ${asked}. ${name} has no test method of that name.`);
    return found;
}

function itemsOf(org: Org, request: TestRequest): TestItem[] {
    const { tests = [], classNames = [], classIds = [], suiteNames = [], suiteIds = [] } = request;
    const suites = [...suiteNames, ...suiteIds.map((id) => nameOfSuite(org, id))];
    return [
        ...tests,
        ...classNames.map((className) => ({ className })),
        ...classIds.map((classId) => ({ classId })),
        ...suites.flatMap((suite) => classesOf(org, suite)).map((className) => ({ className })),
    ];
}

function nameOfClass({ store }: Org, text: string): string {
    const row = store.get<{ Name: string }>('SELECT Name FROM "ApexClass" WHERE Id = ?', [toId18(text) ?? '']);
    if (row) return row.Name;
    throw invalid(`This class ID's value is invalid: ${text}. Provide the ID of an Apex class that has test methods.`);
}

function nameOfSuite({ store }: Org, text: string): string {
    const sql = 'SELECT TestSuiteName FROM "ApexTestSuite" WHERE Id = ?';
    const row = store.get<{ TestSuiteName: string }>(sql, [toId18(text) ?? '']);
    if (row) return row.TestSuiteName;
    throw invalid(`This suite ID's value is invalid: ${text}. Provide the ID of a test suite.`);
}

/** The classes of a suite of the metadata. @throws OrgError INVALID_INPUT when there is none of the name */
export function classesOf({ catalogue }: Org, suite: string): string[] {
    const found = catalogue.get('ApexTestSuite', suite);
    if (!found) throw invalid(`This suite name's value is invalid: ${suite}. Provide the name of a test suite.`);
    return (found.xml?.all('testClassName') ?? []).map(({ text }) => text);
}

function invalid(message: string): OrgError {
    return new OrgError('INVALID_INPUT', message, { httpStatus: 403 });
}
