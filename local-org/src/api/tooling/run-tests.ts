/** `/tooling/runTestsSynchronous` and `/tooling/runTestsAsynchronous` (Tooling API reference, "REST Resources"). */
import type { TestItem, TestRequest } from '../../org/tooling/test-requests.ts';
import { OrgError } from '../../schema/errors.ts';
import { asObject } from '../http/json.ts';
import { runTestsResult } from '../metadata/run-tests-result.ts';
import { allow, type RestAnswer, type RestRequest } from '../rest/context.ts';

export function runTestsSynchronous(request: RestRequest): RestAnswer {
    const { org, session } = request;
    const run = org.tooling.tests.runNow(session, testRequest(request));
    const result = runTestsResult(org, run);
    return { body: { apexLogId: null, ...result, flowCoverage: [], flowCoverageWarnings: [] } };
}

export function runTestsAsynchronous(request: RestRequest): RestAnswer {
    return { body: request.org.tooling.tests.start(request.session, testRequest(request)) };
}

/** What is asked for: as JSON, as a list of classes with their tests, or in the address. */
function testRequest(request: RestRequest): TestRequest {
    allow(request, 'GET', 'POST');
    if (request.method === 'GET') return fromMembers(request.query);
    if (Array.isArray(request.body)) return { tests: itemsOf(request.body), skipCodeCoverage: false };
    return fromMembers(asObject(request.body));
}

function fromMembers(members: Readonly<Record<string, unknown>>): TestRequest {
    const values = new Map(Object.entries(members).map(([name, value]) => [name.toLowerCase(), value]));
    const list = (name: string): Record<string, string[]> => {
        const value = values.get(name.toLowerCase());
        if (value === undefined || value === null || value === '') return {};
        if (typeof value !== 'string') throw wrong(name, 'a list of names with commas between them');
        return {
            [name]: value
                .split(',')
                .map((one) => one.trim())
                .filter((one) => one !== ''),
        };
    };
    const tests = values.get('tests');
    const level = values.get('testlevel');
    if (level !== undefined && level !== null && typeof level !== 'string') throw wrong('testLevel', 'a text');
    const skips = values.get('skipcodecoverage');
    return {
        ...list('classNames'),
        ...renamed(list('classids'), 'classIds'),
        ...list('suiteNames'),
        ...renamed(list('suiteids'), 'suiteIds'),
        ...(tests === undefined || tests === null ? {} : { tests: itemsOf(tests) }),
        ...(level ? { testLevel: level } : {}),
        ...maxFailed(values.get('maxfailedtests')),
        skipCodeCoverage: skips === true || skips === 'true',
    };
}

function renamed(list: Readonly<Record<string, string[]>>, name: string): Record<string, string[]> {
    return Object.fromEntries(Object.values(list).map((value) => [name, value]));
}

function itemsOf(value: unknown): TestItem[] {
    if (!Array.isArray(value)) throw wrong('tests', 'a list');
    return value.map((one) => {
        const item = asObject(one, 'Each test');
        const text = (name: 'className' | 'classId'): TestItem => {
            const given = item[name];
            if (given === undefined || given === null) return {};
            if (typeof given !== 'string') throw wrong(name, 'a text');
            return { [name]: given };
        };
        return { ...text('className'), ...text('classId'), ...methodsOf(item['testMethods']) };
    });
}

function methodsOf(value: unknown): TestItem {
    if (value === undefined || value === null) return {};
    if (!Array.isArray(value) || !value.every((one) => typeof one === 'string'))
        throw wrong('testMethods', 'a list of names');
    return value.length > 0 ? { testMethods: value } : {};
}

function maxFailed(value: unknown): Partial<TestRequest> {
    if (value === undefined || value === null) return {};
    const most = Number(value);
    if (!Number.isInteger(most) || most < -1 || most > 1_000_000) throw wrong('maxFailedTests', 'a whole number');
    return most < 0 ? {} : { maxFailedTests: most };
}

function wrong(name: string, what: string): OrgError {
    return new OrgError('JSON_PARSER_ERROR', `${name} must be ${what}`);
}
