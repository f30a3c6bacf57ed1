/** The Tooling API over REST: `/tooling/…` (Tooling API reference, "REST Resources"). */
import { executeAnonymous } from '../../org/apex/anonymous.ts';
import { describeGlobal, describeObject } from '../../org/describe.ts';
import type { SaveResult } from '../../org/records.ts';
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { notFound } from '../http/errors.ts';
import { asList, asObject, asText, typeOf } from '../http/json.ts';
import {
    allow,
    methodNotAllowed,
    refuseTooMany,
    type RestAnswer,
    type RestRequest,
    type RestResource,
} from '../rest/context.ts';
import { asResult, changed, created, listed } from '../rest/save-answers.ts';
import { pageSize } from '../rest/query.ts';
import { runTestsAsynchronous, runTestsSynchronous } from './run-tests.ts';

/** `/tooling` and everything under it. @param composite the composite resource, whose parts may be of any API */
export function toolingResource(composite: RestResource): RestResource {
    return (request) => {
        const [, kind, second] = request.path;
        const tooling = { ...request, base: `${request.base}/tooling` };
        switch (kind?.toLowerCase()) {
            case undefined:
                allow(request, 'GET');
                return { body: Object.fromEntries(RESOURCES.map((name) => [name, `${tooling.base}/${name}`])) };
            case 'query':
            case 'queryall':
                return query(tooling);
            case 'search':
                return search(tooling);
            case 'sobjects':
                return sobjects(tooling);
            case 'composite':
                if (second === 'sobjects') return collection(tooling);
                if (second !== undefined) throw notFound();
                allow(request, 'POST');
                return composite(request);
            case 'completions':
                return completions(request);
            case 'executeanonymous':
                return anonymous(request);
            case 'runtestssynchronous':
                return runTestsSynchronous(request);
            case 'runtestsasynchronous':
                return runTestsAsynchronous(request);
            default:
                throw notFound();
        }
    };
}

const RESOURCES = [
    'query',
    'search',
    'sobjects',
    'completions',
    'executeAnonymous',
    'runTestsSynchronous',
    'runTestsAsynchronous',
];

function anonymous(request: RestRequest): RestAnswer {
    allow(request, 'GET');
    const source = request.query['anonymousBody'];
    if (source === undefined)
        throw new OrgError('MISSING_ARGUMENT', 'The query parameter anonymousBody must hold Apex');
    const operation = `${request.base}/tooling/executeAnonymous/`;
    return { body: executeAnonymous(request.org, request.session, source, operation).result };
}

function query(request: RestRequest): RestAnswer {
    allow(request, 'GET');
    const { org, session, base, path } = request;
    const [, resource = '', locator, more] = path;
    if (more !== undefined) throw notFound();
    if (locator !== undefined) return { body: org.tooling.queryMore(session, locator, base) };
    const explained = request.query['explain'];
    if (explained !== undefined)
        return { body: { plans: org.tooling.prepare(session, explained).explain(), sourceQuery: explained } };
    const soql = request.query['q'];
    if (soql === undefined || soql === '')
        throw new OrgError('MALFORMED_QUERY', 'The query parameter q must hold a SOQL query');
    if (request.query['columns'] === 'true') return { body: org.tooling.prepare(session, soql).columns };
    const includeDeleted = resource.toLowerCase() === 'queryall';
    const page = org.tooling.query(session, soql, { base, includeDeleted, pageSize: pageSize(request) });
    const { records } = page;
    return {
        body: {
            size: records.length,
            ...page,
            queryLocator: null,
            entityTypeName: records[0]?.attributes.type ?? null,
        },
    };
}

function search(request: RestRequest): RestAnswer {
    allow(request, 'GET');
    const sosl = request.query['q'];
    if (sosl === undefined || sosl === '')
        throw new OrgError('MALFORMED_SEARCH', 'The query parameter q must hold a SOSL search');
    return { body: { searchRecords: request.org.tooling.search(request.session, sosl, request.base) } };
}

function sobjects(request: RestRequest): RestAnswer {
    const { org, session, base, path } = request;
    const [, , name, third, fourth, fifth] = path;
    if (fifth !== undefined) throw notFound();
    const described = org.tooling.describable(session);
    if (name === undefined) {
        allow(request, 'GET');
        return { body: describeGlobal(described, session, base) };
    }
    const object = org.tooling.object(session, name);
    if (fourth !== undefined) return textOfLog(request, object, third ?? '', fourth);
    if (third === undefined) return objectResource(request, object);
    if (third.toLowerCase() === 'describe') {
        allow(request, 'GET');
        return { body: describeObject(described, session, object.name, base) };
    }
    return record(request, object, third);
}

/** `/tooling/sobjects/ApexLog/ID/Body` */
function textOfLog(request: RestRequest, { name }: ObjectType, id: string, part: string): RestAnswer {
    if (name !== 'ApexLog' || part.toLowerCase() !== 'body') throw notFound();
    allow(request, 'GET');
    const text = request.org.tooling.logs.body(id);
    if (text === undefined) throw notFound();
    return { body: Buffer.from(text), headers: { 'content-type': 'text/plain;charset=UTF-8' } };
}

function objectResource(request: RestRequest, object: ObjectType): RestAnswer {
    const { org, session, base } = request;
    if (request.method === 'POST') {
        const result = org.tooling.create(session, object, asObject(request.body));
        return created(result, `${base}/sobjects/${object.name}`);
    }
    allow(request, 'GET', 'POST');
    const { fields, childRelationships, ...objectDescribe } = describeObject(
        org.tooling.describable(session),
        session,
        object.name,
        base,
    ) as Record<string, unknown>;
    return { body: { objectDescribe, recentItems: [] } };
}

function record(request: RestRequest, object: ObjectType, id: string): RestAnswer {
    const { org, session, base } = request;
    switch (request.method) {
        case 'GET': {
            const names = request.query['fields']?.split(',').map((name) => name.trim());
            const unknown = names?.find((name) => !org.tooling.schema(session).field(object, name));
            if (unknown !== undefined)
                throw new OrgError('INVALID_FIELD', `No such column '${unknown}' on entity '${object.name}'`);
            return { body: org.tooling.read(session, object, id, base, names) };
        }
        case 'PATCH':
            return changed(org.tooling.update(session, object, id, asObject(request.body)));
        case 'DELETE':
            return changed(org.tooling.remove(session, object, id));
        default:
            throw methodNotAllowed(request.method, ['GET', 'PATCH', 'DELETE']);
    }
}

/** Several records in one request, each for itself, as jsforce sends them. */
function collection(request: RestRequest): RestAnswer {
    const { org, session } = request;
    if (request.path[3] !== undefined) throw notFound();
    allow(request, 'POST', 'PATCH', 'DELETE');
    if (request.method === 'DELETE') {
        const ids = asText(request.query['ids'], 'ids').split(',');
        return { body: each(ids, (id) => org.tooling.remove(session, objectOfId(request, id.trim()), id.trim())) };
    }
    const records = asList(asObject(request.body)['records'], 'records').map((one) => asObject(one, 'Each record'));
    return {
        body: each(records, (one) => {
            const object = org.tooling.object(session, typeOf(one));
            if (request.method === 'POST') return org.tooling.create(session, object, one);
            const id = one['Id'] ?? one['id'];
            return org.tooling.update(session, object, asText(id, 'Id'), one);
        }),
    };
}

function objectOfId({ org, session }: RestRequest, id: string): ObjectType {
    const object = org.tooling.schema(session).objectOfId(id);
    if (object) return object;
    throw new OrgError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
}

function each<T>(items: readonly T[], act: (item: T) => SaveResult): object[] {
    refuseTooMany(items.length);
    return items.map((item) => {
        try {
            return listed(act(item));
        } catch (error) {
            return listed(asResult(error));
        }
    });
}

/** Names that an editor offers. Those of Apex come with Apex. */
function completions(request: RestRequest): RestAnswer {
    allow(request, 'GET');
    const type = request.query['type'];
    if (type !== 'apex' && type !== 'visualforce')
        throw new OrgError('INVALID_PARAMETER_VALUE', 'type must be apex or visualforce');
    return { body: { publicDeclarations: {} } };
}
