/** SOQL and SOSL over REST: `/query`, `/queryAll`, `/search`, with pages and explanations. */
import { OrgError } from '../../schema/errors.ts';
import { asObject, asText } from '../http/json.ts';
import type { RestAnswer, RestRequest } from './context.ts';

/** Records of a page: 2,000, or what `Sforce-Query-Options: batchSize=N` asks for. */
const PAGE = { smallest: 200, largest: 2000 } as const;

/** `/query` and `/queryAll` */
export function query(request: RestRequest): RestAnswer {
    const [resource = '', locator] = request.path;
    const includeDeleted = resource.toLowerCase() === 'queryall';
    if (locator !== undefined) return { body: request.org.queryMore(request.session, locator, request.base) };
    const explained = request.query['explain'];
    if (explained !== undefined) return { body: request.org.explain(request.session, explained) };
    const soql = request.query['q'];
    if (soql === undefined || soql === '')
        throw new OrgError('MALFORMED_QUERY', 'The query parameter q must hold a SOQL query');
    if (request.query['columns'] === 'true') return { body: request.org.queryColumns(request.session, soql) };
    return {
        body: request.org.query(request.session, soql, {
            base: request.base,
            includeDeleted,
            pageSize: pageSize(request),
        }),
    };
}

function pageSize({ headers }: RestRequest): number {
    const [, size] = /batchSize\s*=\s*(\d+)/i.exec(headers['sforce-query-options'] ?? '') ?? [];
    return size === undefined ? PAGE.largest : Math.min(PAGE.largest, Math.max(PAGE.smallest, Number(size)));
}

/** `/search` */
export function search(request: RestRequest): RestAnswer {
    const sosl = request.query['q'];
    if (sosl === undefined || sosl === '')
        throw new OrgError('MALFORMED_SEARCH', 'The query parameter q must hold a SOSL search');
    return { body: { searchRecords: request.org.search(request.session, sosl, request.base) } };
}

/** `/parameterizedSearch` */
export function parameterizedSearch(request: RestRequest): RestAnswer {
    const given = request.method === 'POST' ? asObject(request.body) : request.query;
    const text = asText(given['q'], 'q').replace(/[?&|!{}[\]()^~*:\\"'+-]/g, '\\$&');
    const objects = given['sobjects'] ?? (given['sobject'] === undefined ? [] : [{ name: given['sobject'] }]);
    const returning = (Array.isArray(objects) ? objects : []).map((one) => returned(asObject(one, 'Each sobject')));
    const sosl = `FIND {${text}} IN ALL FIELDS${returning.length > 0 ? ` RETURNING ${returning.join(', ')}` : ''}`;
    return { body: { searchRecords: request.org.search(request.session, sosl, request.base) } };
}

function returned(one: Record<string, unknown>): string {
    const name = asText(one['name'], 'The name of an sobject');
    const fields = Array.isArray(one['fields']) ? one['fields'].map((field) => asText(field, 'Each field')) : [];
    return fields.length > 0 ? `${name}(${fields.join(', ')})` : name;
}
