/** A deploy as the API tells it (Metadata API developer guide, "DeployResult", "DeployDetails"). */
import type { DeployOutcome } from '../../org/deploy/options.ts';
import type { Deployment } from '../../org/deploy/deployments.ts';
import type { Org } from '../../org/org.ts';
import type { TestRun } from '../../org/apex/test-run.ts';
import { runTestsResult } from './run-tests-result.ts';

/** An object of the API: values, objects in it, lists. What is undefined is left out. */
export type ApiObject = { readonly [name: string]: ApiValue };
export type ApiValue = string | number | boolean | undefined | ApiObject | readonly ApiObject[] | readonly string[];

const NO_TESTS: TestRun = { results: [], units: [], milliseconds: 0 };
const NOTHING_YET: DeployOutcome = { status: 'Failed', messages: [] };

/** @param includeDetails components one by one */
export function deployResult(org: Org, deployment: Deployment, includeDetails: boolean): ApiObject {
    const { id, status, options, outcome, createdBy, canceledBy, startedAt, completedAt, createdAt } = deployment;
    const messages = outcome?.messages ?? [];
    const components = messages.filter(
        ({ fullName, componentType }) => componentType !== '' || fullName !== 'package.xml',
    );
    const errors = components.filter(({ success }) => !success).length;
    const { tests } = outcome ?? NOTHING_YET;
    const failed = tests?.run.results.filter(({ passed }) => !passed).length ?? 0;
    const testErrors = failed + (tests?.missing.length ?? 0);
    const done = !['Pending', 'InProgress'].includes(status);
    return {
        ...(canceledBy === undefined ? {} : { canceledBy, canceledByName: nameOf(org, canceledBy) }),
        checkOnly: options.checkOnly,
        completedDate: isoDate(completedAt),
        createdBy,
        createdByName: nameOf(org, createdBy),
        createdDate: isoDate(createdAt),
        ...(includeDetails ? { details: details(org, outcome ?? NOTHING_YET, completedAt ?? createdAt) } : {}),
        done,
        ...(outcome?.errorMessage === undefined ? {} : errorOf(outcome.errorMessage)),
        id,
        ignoreWarnings: options.ignoreWarnings,
        lastModifiedDate: isoDate(completedAt ?? startedAt ?? createdAt),
        numberComponentErrors: errors,
        numberComponentsDeployed: status === 'Failed' && options.rollbackOnError ? 0 : components.length - errors,
        numberComponentsTotal: components.length,
        numberTestErrors: testErrors,
        numberTestsCompleted: (tests?.run.results.length ?? 0) - failed,
        numberTestsTotal: (tests?.run.results.length ?? 0) + (tests?.missing.length ?? 0),
        rollbackOnError: options.rollbackOnError,
        runTestsEnabled: options.testLevel !== 'NoTestRun',
        startDate: isoDate(startedAt),
        status,
        success: status === 'Succeeded' || status === 'SucceededPartial',
    };
}

function errorOf(message: string): ApiObject {
    const [code = '', ...rest] = message.split(': ');
    return /^[A-Z_]+$/.test(code)
        ? { errorMessage: rest.join(': '), errorStatusCode: code }
        : { errorMessage: message, errorStatusCode: 'INVALID_OPERATION' };
}

function details(org: Org, { messages, tests }: DeployOutcome, at: number): ApiObject {
    const told = messages.map((message) => ({
        ...message,
        createdDate: isoDate(at),
        warning: message.problemType === 'Warning',
    }));
    const { run = NO_TESTS, ...besides } = tests ?? {};
    return {
        componentFailures: told.filter(({ success }) => !success),
        componentSuccesses: told.filter(({ success }) => success),
        runTestResult: runTestsResult(org, run, besides),
    };
}

export function isoDate(at: number | undefined): string | undefined {
    return at === undefined ? undefined : new Date(at).toISOString();
}

export function nameOf(org: Org, userId: string): string {
    const name = org.store.get('SELECT Name FROM "User" WHERE Id = ?', [userId])?.['Name'];
    return typeof name === 'string' ? name : '';
}
