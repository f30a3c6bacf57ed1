/** SOAP calls about deploys (Metadata API developer guide, "File-Based Calls"). */
import { OrgError } from '../../schema/errors.ts';
import type { DeployOptions, TestLevel } from '../../org/deploy/options.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import { childNamed, localName } from '../soap/envelope.ts';
import type { MetadataCall } from './calls.ts';
import { deployResult } from './deploy-result.ts';
import { element } from './envelope.ts';

export const DEPLOY_CALLS: Readonly<Record<string, MetadataCall>> = {
    deploy: ({ org, session, body }) => {
        const zip = childNamed(body, 'ZipFile')?.text ?? '';
        const options = childNamed(body, 'DeployOptions');
        const id = org.deployments.start(session, decoded(zip), deployOptions(options ? valuesOf(options) : {}));
        return element('result', { done: false, id, state: 'Queued' });
    },
    checkDeployStatus: ({ org, session, body }) => {
        const id = childNamed(body, 'asyncProcessId')?.text ?? '';
        const includeDetails = childNamed(body, 'includeDetails')?.text === 'true';
        return element('result', deployResult(org, org.deployments.find(session, id), includeDetails));
    },
    checkStatus: ({ org, session, body }) => {
        const id = childNamed(body, 'asyncProcessId')?.text ?? '';
        const { status, completedAt } = org.deployments.find(session, id);
        const done = completedAt !== undefined;
        return element('result', { done, id, state: done ? 'Completed' : 'InProgress', message: status });
    },
    cancelDeploy: ({ org, session, body }) => {
        const { id } = org.deployments.cancel(
            session,
            childNamed(body, 'String')?.text ?? childNamed(body, 'id')?.text ?? '',
        );
        return element('result', { done: true, id });
    },
    deployRecentValidation: ({ org, session, body }) => {
        const id = childNamed(body, 'validationId')?.text ?? '';
        return element('result', org.deployments.startValidated(session, id));
    },
};

/** @throws OrgError INVALID_OPERATION when it is no base64 */
export function decoded(text: string): Buffer {
    const base64 = text.replace(/\s+/g, '');
    if (base64 === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
        throw new OrgError('INVALID_OPERATION', 'The zip file must be encoded in base64');
    return Buffer.from(base64, 'base64');
}

function valuesOf(options: XmlElement): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    const tests: string[] = [];
    for (const child of options.children) {
        if (localName(child) === 'runTests') tests.push(child.text);
        else values[localName(child)] = child.text;
    }
    return { ...values, runTests: tests };
}

/** Options as XML or JSON brings them; what is left out is as the API's guide says. */
export function deployOptions(values: Readonly<Record<string, unknown>>): DeployOptions {
    const flag = (name: string): boolean => values[name] === true || values[name] === 'true';
    const tests = values['runTests'];
    const testLevel = values['testLevel'];
    return {
        checkOnly: flag('checkOnly'),
        rollbackOnError: flag('rollbackOnError'),
        ignoreWarnings: flag('ignoreWarnings'),
        purgeOnDelete: flag('purgeOnDelete'),
        testLevel: (typeof testLevel === 'string' && testLevel !== '' ? testLevel : 'NoTestRun') as TestLevel,
        runTests: Array.isArray(tests) ? tests.map(String) : [],
    };
}
