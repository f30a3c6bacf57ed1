/** A deploy as the API tells it (Metadata API developer guide, "DeployResult", "DeployDetails"). */
import type { DeployMessage } from '../../org/deploy/options.ts';
import type { Deployment } from '../../org/deploy/deployments.ts';
import type { Org } from '../../org/org.ts';

/** An object of the API: values, objects in it, lists. What is undefined is left out. */
export type ApiObject = { readonly [name: string]: ApiValue };
export type ApiValue = string | number | boolean | undefined | ApiObject | readonly ApiObject[] | readonly string[];

/** @param includeDetails components one by one */
export function deployResult(org: Org, deployment: Deployment, includeDetails: boolean): ApiObject {
    const { id, status, options, outcome, createdBy, canceledBy, startedAt, completedAt, createdAt } = deployment;
    const messages = outcome?.messages ?? [];
    const components = messages.filter(
        ({ fullName, componentType }) => componentType !== '' || fullName !== 'package.xml',
    );
    const errors = components.filter(({ success }) => !success).length;
    const done = !['Pending', 'InProgress'].includes(status);
    return {
        ...(canceledBy === undefined ? {} : { canceledBy, canceledByName: nameOf(org, canceledBy) }),
        checkOnly: options.checkOnly,
        completedDate: isoDate(completedAt),
        createdBy,
        createdByName: nameOf(org, createdBy),
        createdDate: isoDate(createdAt),
        ...(includeDetails
            ? { details: details(messages, outcome?.testFailures ?? [], completedAt ?? createdAt) }
            : {}),
        done,
        ...(outcome?.errorMessage === undefined ? {} : errorOf(outcome.errorMessage)),
        id,
        ignoreWarnings: options.ignoreWarnings,
        lastModifiedDate: isoDate(completedAt ?? startedAt ?? createdAt),
        numberComponentErrors: errors,
        numberComponentsDeployed: status === 'Failed' && options.rollbackOnError ? 0 : components.length - errors,
        numberComponentsTotal: components.length,
        numberTestErrors: outcome?.testFailures.length ?? 0,
        numberTestsCompleted: 0,
        numberTestsTotal: outcome?.testFailures.length ?? 0,
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

function details(
    messages: readonly DeployMessage[],
    testFailures: readonly { name: string; message: string }[],
    at: number,
): ApiObject {
    const told = messages.map((message) => ({
        ...message,
        createdDate: isoDate(at),
        warning: message.problemType === 'Warning',
    }));
    return {
        componentFailures: told.filter(({ success }) => !success),
        componentSuccesses: told.filter(({ success }) => success),
        runTestResult: {
            failures: testFailures.map(({ name, message }) => ({
                id: '',
                message,
                methodName: '',
                name,
                namespace: '',
                packageName: name,
                seeAllData: false,
                stackTrace: '',
                time: 0,
                type: 'Class',
            })),
            numFailures: testFailures.length,
            numTestsRun: 0,
            totalTime: 0,
        },
    };
}

export function isoDate(at: number | undefined): string | undefined {
    return at === undefined ? undefined : new Date(at).toISOString();
}

export function nameOf(org: Org, userId: string): string {
    const name = org.store.get('SELECT Name FROM "User" WHERE Id = ?', [userId])?.['Name'];
    return typeof name === 'string' ? name : '';
}
