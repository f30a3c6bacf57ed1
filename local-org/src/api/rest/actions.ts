/** `/actions`: what can be invoked. Source: REST API developer guide, "Invocable actions"; Actions developer guide, "Apex actions". */
import {
    describeAction,
    invocableActions,
    invokeAction,
    type ActionParameter,
} from '../../org/apex/calls/invocables.ts';
import { notFound } from '../http/errors.ts';
import { asList, asObject } from '../http/json.ts';
import { allow, type RestAnswer, type RestRequest } from './context.ts';

/** Actions of the platform are none here; those of the project are its Apex. */
export function actions(request: RestRequest): RestAnswer {
    const [, kind, type, name, more] = request.path;
    if (more !== undefined) throw notFound();
    if (type !== undefined) return kind === 'custom' && type === 'apex' ? apexActions(request, name) : unknownAction();
    allow(request, 'GET');
    const address = `${request.base}/actions`;
    if (kind === undefined) return { body: { custom: `${address}/custom`, standard: `${address}/standard` } };
    if (kind === 'standard') return { body: { actions: [] } };
    return kind === 'custom' ? { body: { apex: `${address}/custom/apex` } } : unknownAction();
}

function unknownAction(): never {
    throw notFound();
}

function apexActions(request: RestRequest, name: string | undefined): RestAnswer {
    const { org, session, base } = request;
    if (name === undefined) {
        allow(request, 'GET');
        const all = invocableActions(org, session).map((one) => ({
            label: one.label,
            name: one.name,
            type: 'APEX',
            url: `${base}/actions/custom/apex/${one.name}`,
        }));
        return { body: { actions: all } };
    }
    allow(request, 'GET', 'POST');
    return request.method === 'GET' ? describe(request, name) : invoke(request, name);
}

function describe({ org, session }: RestRequest, name: string): RestAnswer {
    const { inputs, outputs, ...action } = describeAction(org, session, name);
    return {
        body: {
            ...action,
            inputs: inputs.map(told),
            outputs: outputs.map(({ required, ...output }) => told(output)),
            standard: false,
            targetEntityName: null,
            type: 'APEX',
        },
    };
}

function told(parameter: Omit<ActionParameter, 'required'>): object {
    return { byteLength: 0, picklistValues: null, ...parameter };
}

function invoke({ org, session, body }: RestRequest, name: string): RestAnswer {
    const inputs = asList(asObject(body)['inputs'], 'inputs').map((one) => asObject(one, 'An input'));
    const results = invokeAction(org, session, name, inputs);
    return { status: results.every(({ isSuccess }) => isSuccess) ? 200 : 400, body: results };
}
