/** Deploys over REST (Metadata API developer guide, "Deploy Metadata with REST"). */
import type { RestAnswer, RestRequest } from '../rest/context.ts';
import { allow } from '../rest/context.ts';
import { malformed, notFound } from '../http/errors.ts';
import { decoded, deployOptions } from './deploy-calls.ts';
import { deployResult } from './deploy-result.ts';

/** `/metadata/deployRequest` and `/metadata/deployRequest/{id}`. */
export function metadataResource(request: RestRequest): RestAnswer {
    const [, resource, id, ...rest] = request.path;
    if (resource?.toLowerCase() !== 'deployrequest' || rest.length > 0) throw notFound();
    if (id === undefined) return start(request);
    allow(request, 'GET', 'PATCH');
    const { org, session } = request;
    if (request.method === 'PATCH') return cancel(request, id);
    const deployment = org.deployments.find(session, id);
    const includeDetails = request.query['includeDetails'] === 'true';
    const result = deployResult(org, deployment, includeDetails);
    return { body: { id: deployment.id, deployResult: result, deployOptions: deployment.options } };
}

function start(request: RestRequest): RestAnswer {
    allow(request, 'POST');
    const { org, session } = request;
    const body = objectOf(request.body, 'The deploy request');
    const validated = body['validatedDeployRequestId'];
    if (typeof validated === 'string') return answer(request, org.deployments.startValidated(session, validated));
    const zip = body['file'] ?? body['zipFile'];
    if (typeof zip !== 'string') throw malformed('The deploy request has no part named file with the zip');
    const options = deployOptions(objectOf(body['deployOptions'] ?? {}, 'deployOptions'));
    return answer(request, org.deployments.start(session, decoded(zip), options));
}

function answer({ org, session }: RestRequest, id: string): RestAnswer {
    const deployment = org.deployments.find(session, id);
    const deployResultNow = deployResult(org, deployment, false);
    return { status: 201, body: { id, deployResult: deployResultNow, deployOptions: deployment.options } };
}

function cancel(request: RestRequest, id: string): RestAnswer {
    const { org, session } = request;
    const body = objectOf(request.body, 'The request');
    const { status } = objectOf(body['deployResult'] ?? {}, 'deployResult');
    if (status !== 'Canceling') throw malformed('A deployment can only be given the status Canceling');
    const deployment = org.deployments.cancel(session, id);
    return { status: 202, body: { id: deployment.id, deployResult: deployResult(org, deployment, false) } };
}

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw malformed(`${what} must be a JSON object`);
}
