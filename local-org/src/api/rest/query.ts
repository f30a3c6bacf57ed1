/** SOQL and SOSL over REST: `/query`, `/queryAll`, `/search`, with pages and explanations. */
import { OrgError } from '../../schema/errors.ts';
import { asList, asObject, asText } from '../http/json.ts';
import { allow, type RestAnswer, type RestRequest } from './context.ts';

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

/** Records of a page, as the client asks for them. */
export function pageSize({ headers }: RestRequest): number {
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

/** `/parameterizedSearch` (REST API developer guide, "Parameterized Search") */
export function parameterizedSearch(request: RestRequest): RestAnswer {
    allow(request, 'GET', 'POST');
    const given = request.method === 'POST' ? asObject(request.body) : ofQuery(request.query);
    const text = asText(given['q'], 'q').replace(/[?&|!{}[\]()^~*:\\"'+-]/g, '\\$&');
    const scope = SCOPES.get(asText(given['in'] ?? 'ALL', 'in').toUpperCase());
    if (scope === undefined)
        throw new OrgError('INVALID_SEARCH_SCOPE', `in must be one of ${[...SCOPES.keys()].join(', ')}`);
    const objects = given['sobjects'] === undefined ? [] : asList(given['sobjects'], 'sobjects');
    const fields = fieldsOf(given['fields']);
    const limit = given['defaultLimit'];
    const returning = objects.map((one) => returned({ fields, limit, ...asObject(one, 'Each sobject') }));
    const overall = given['overallLimit'] === undefined ? '' : ` LIMIT ${numberOf(given['overallLimit'])}`;
    const sosl = `FIND {${text}} IN ${scope}${returning.length > 0 ? ` RETURNING ${returning.join(', ')}` : ''}${overall}`;
    return { body: { searchRecords: request.org.search(request.session, sosl, request.base) } };
}

const SCOPES = new Map(['ALL', 'NAME', 'EMAIL', 'PHONE', 'SIDEBAR'].map((name) => [name, `${name} FIELDS`]));

/** `sobject=Account&sobject=Contact&Account.fields=Id,Name&Account.limit=10` as POST would have it. */
function ofQuery(query: RestRequest['query']): Record<string, unknown> {
    const names = (query['sobject'] ?? '').split(',').filter((name) => name !== '');
    const own = (name: string): object =>
        Object.fromEntries(
            Object.entries(query)
                .filter(([key]) => key.startsWith(`${name}.`))
                .map(([key, value]) => [key.slice(name.length + 1), value]),
        );
    return { ...query, sobjects: names.map((name) => ({ ...own(name), name })) };
}

/** What a search returns of an object. Every part is only what it says, so that none smuggles another clause in. */
function returned({ name, fields, limit, where, orderBy }: Record<string, unknown>): string {
    const clauses = [
        where === undefined ? '' : ` WHERE ${asText(where, 'where')}`,
        orderBy === undefined ? '' : ` ORDER BY ${asText(orderBy, 'orderBy')}`,
        limit === undefined ? '' : ` LIMIT ${numberOf(limit)}`,
    ].join('');
    const columns = fieldsOf(fields).map(nameOf);
    if (columns.length === 0 && clauses !== '') columns.push('Id');
    return `${nameOf(name)}${columns.length > 0 ? `(${columns.join(', ')}${clauses})` : ''}`;
}

function fieldsOf(fields: unknown): unknown[] {
    if (typeof fields === 'string') return fields.split(',');
    return fields === undefined ? [] : asList(fields, 'fields');
}

function nameOf(value: unknown): string {
    const name = asText(value, 'The name of an sobject or a field').trim();
    if (/^[A-Za-z][\w.]*$/.test(name)) return name;
    throw new OrgError('INVALID_FIELD', `${name} is no name of an sobject or a field`);
}

function numberOf(value: unknown): string {
    if ((typeof value === 'string' || typeof value === 'number') && /^\d{1,9}$/.test(String(value)))
        return String(value);
    throw new OrgError('INVALID_INPUT', 'limits must be numbers');
}
