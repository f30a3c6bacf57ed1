/**
 * Apex REST: classes with `@RestResource`, each call in a transaction of its own.
 * Source: Apex developer guide, "Exposing Apex classes as REST web services", "Apex REST methods", "RestResource annotation".
 */
import { annotatedMethods, annotationOf } from '../../../apex/calls/annotations.ts';
import { faultOf } from '../../../apex/calls/faults.ts';
import { readJson, type JsonTree } from '../../../apex/library/json-tree.ts';
import { typedValue } from '../../../apex/library/json-read.ts';
import { writeValue } from '../../../apex/library/json-write.ts';
import { JsonWriter } from '../../../apex/library/json-writer.ts';
import { restContext, restRequest, restResponse, type RestResponse } from '../../../apex/library/rest.ts';
import type { DeclaredMethod, DeclaredType } from '../../../apex/program/declared-type.ts';
import type { MapValue } from '../../../apex/run/collections.ts';
import { Thrown } from '../../../apex/run/exceptions.ts';
import { frameFor, invoke } from '../../../apex/run/invoke.ts';
import { staticsOf } from '../../../apex/run/statics.ts';
import { toText } from '../../../apex/run/text.ts';
import { BlobValue, type Value } from '../../../apex/run/values.ts';
import { VOID } from '../../../apex/types/type.ts';
import { OrgError } from '../../../schema/errors.ts';
import type { Org } from '../../org.ts';
import type { Session } from '../../session.ts';

/** A request to the org's Apex. */
export interface RestCall {
    readonly method: string;
    /** Behind `/services/apexrest`, as it was sent. */
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    /** Names and values as they were sent. */
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly contentType: string;
    readonly body: Uint8Array;
    readonly remoteAddress: string;
}

export interface RestOutcome {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    /** JSON, or what the program made itself. */
    readonly body: string | Uint8Array;
}

const VERBS: Readonly<Record<string, string>> = {
    GET: 'httpget',
    HEAD: 'httpget',
    POST: 'httppost',
    PUT: 'httpput',
    PATCH: 'httppatch',
    DELETE: 'httpdelete',
};

/**
 * Runs the method that a request is for.
 * @throws OrgError NOT_FOUND, METHOD_NOT_ALLOWED, FORBIDDEN; JSON_PARSER_ERROR for a body that does not fit; APEX_ERROR
 *   (500) for an exception of the program
 */
export function callRest(org: Org, session: Session, call: RestCall): RestOutcome {
    const resource = resourceFor(org, call.path);
    if (!resource) throw new OrgError('NOT_FOUND', `Could not find a match for URL ${call.path}`, { httpStatus: 404 });
    const { type, mapping } = resource;
    checkAccess(session, type);
    const method = methodFor(type, call.method);
    try {
        return org.apex.call(session.userId, () => run(type, mapping, method, call));
    } catch (error) {
        if (error instanceof OrgError) throw error;
        const { exceptionType, message, stackTrace } = faultOf(error);
        const text = `${exceptionType}: ${message}${stackTrace === '' ? '' : `\n\n${stackTrace}`}`;
        throw new OrgError('APEX_ERROR', text, { httpStatus: 500 });
    }
}

interface Resource {
    readonly type: DeclaredType;
    readonly mapping: string;
}

/** An exact match wins, then the longest of those with wildcards. */
function resourceFor(org: Org, path: string): Resource | undefined {
    let best: Resource | undefined;
    for (const type of org.apex.compiled.program.types) {
        const mapping = annotationOf(type.declaration.modifiers, 'restresource')?.values.get('urlmapping');
        if (mapping === undefined) continue;
        if (mapping === path || mapping === path.replace(/\/$/, '')) return { type, mapping };
        const isLonger = mapping.length > (best?.mapping.length ?? 0);
        if (mapping.includes('*') && isLonger && patternOf(mapping).test(path)) best = { type, mapping };
    }
    return best;
}

/** `/a/*` stands for `/a` too. */
function patternOf(mapping: string): RegExp {
    const parts = mapping.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    const last =
        parts.at(-1) === '' ? parts.slice(0, -1).join('[^/]+').replace(/\/$/, '(?:/.*)?') : parts.join('[^/]+');
    return new RegExp(`^${last}$`);
}

function checkAccess({ permissions }: Session, { type }: DeclaredType): void {
    if (permissions.mayCall(type.name)) return;
    const message = `You do not have access to the Apex class named: ${type.name}`;
    throw new OrgError('FORBIDDEN', message, { httpStatus: 403 });
}

function methodFor(type: DeclaredType, verb: string): DeclaredMethod {
    const [found] = annotatedMethods(type, VERBS[verb] ?? '');
    if (found) return found;
    const allowed = Object.keys(VERBS).filter((one) => annotatedMethods(type, VERBS[one] ?? '').length > 0);
    const message = `HTTP Method '${verb}' not allowed. Allowed are ${allowed.join(',')}`;
    throw new OrgError('METHOD_NOT_ALLOWED', message, { httpStatus: 405 });
}

function run(type: DeclaredType, mapping: string, method: DeclaredMethod, call: RestCall): RestOutcome {
    const context = restContext();
    const request = restRequest();
    const { state } = request;
    state.httpMethod = call.method;
    state.requestURI = call.path;
    state.resourcePath = `/services/apexrest${mapping}`;
    state.remoteAddress = call.remoteAddress;
    // a body that becomes parameters is not there as a body
    state.requestBody = method.parameters.length === 0 ? new BlobValue(call.body) : null;
    for (const [name, value] of call.headers) state.headers.put(name, value);
    for (const [name, value] of Object.entries(call.query)) state.params.put(name, value);
    context.request = request;
    context.response = restResponse();
    const args = method.parameters.length === 0 ? [] : argumentsOf(method, call);
    if (type.staticCount > 0) staticsOf(type);
    const returned = invoke(method.code, frameFor(method.code, null, args));
    return outcome(context.response, method.returns === VOID ? undefined : returned);
}

/** The members of the body become the parameters of their names. */
function argumentsOf({ parameters }: DeclaredMethod, { body, contentType }: RestCall): Value[] {
    if (!/^(?:application|text)\/([\w.-]+\+)?json\b/i.test(contentType))
        throw new OrgError(
            'UNSUPPORTED_MEDIA_TYPE',
            `Content-Type header specified in HTTP request is not supported: ${contentType}`,
            { httpStatus: 415 },
        );
    try {
        const tree = body.length === 0 ? NO_MEMBERS : readJson(Buffer.from(body).toString('utf8'));
        if (tree.kind !== 'object') throw malformed('The HTTP entity body must be a JSON object');
        const given = new Map(tree.entries);
        for (const name of given.keys())
            if (!parameters.some((one) => one.name === name))
                throw malformed(`Unexpected parameter encountered during deserialization: ${name}`);
        return parameters.map(({ name, type }) => {
            const value = given.get(name);
            return value === undefined ? null : typedValue(value, type, { isStrict: true });
        });
    } catch (error) {
        throw error instanceof Thrown ? malformed(error.exception.message ?? '') : error;
    }
}

const NO_MEMBERS: JsonTree = { kind: 'object', entries: [] };

function malformed(message: string): OrgError {
    return new OrgError('JSON_PARSER_ERROR', message);
}

function outcome(response: RestResponse | null, returned: Value | undefined): RestOutcome {
    const status = response?.state.statusCode ?? 200;
    const headers = response ? headersOf(response.state.headers) : {};
    if (returned === undefined) return { status, headers, body: response?.state.responseBody?.bytes ?? '' };
    const writer = new JsonWriter(false);
    writeValue(writer, returned);
    return { status, headers, body: writer.text };
}

/** The headers that may be sent: a name or a value with a line break would begin another header. */
function headersOf(headers: MapValue): Record<string, string> {
    const all = Array.from(
        headers.entries.values(),
        ({ key, value }) => [toText(key), value === null ? '' : toText(value)] as const,
    );
    return Object.fromEntries(
        all.filter(([name, value]) => /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[^\t\x20-\x7e\x80-\xff]/.test(value)),
    );
}
