/** SOSL: searches for words in the text of records, as the user may see them. */
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';
import type { Query } from '../ast.ts';
import { noSuchObject } from '../errors.ts';
import { PlanContext } from '../plan/context.ts';
import { planQuery, type ExtraCondition } from '../plan/plan.ts';
import { API_VERSION, PreparedQuery } from '../prepared.ts';
import type { QueryScope } from '../scope.ts';
import type { QueryRecord } from '../shape.ts';
import { defineFunctions } from '../time/sql-functions.ts';
import { ID, parseSearch, type Search, type SearchGroup } from './search-ast.ts';
import { indexColumn, indexTable, searchedFields, updateSearchIndex, wordTable } from './search-index.ts';
import { toMatch } from './search-text.ts';

export { updateSearchIndex } from './search-index.ts';

/** Records of a search at most (SOQL and SOSL Reference, "SOSL Limits on Search Results"). */
const MAX_RESULTS = 2000;

/** What was found of one object. */
export interface FoundRecords {
    readonly object: ObjectType;
    readonly records: readonly QueryRecord[];
}

/**
 * Runs a search.
 * @param binds what variables in the search hold; absent: it can have none
 * @param version of the API, for the URLs of records
 * @returns what was found of each object that RETURNING names, in its order; without it, of every object with a hit
 * @throws OrgError MALFORMED_SEARCH, INVALID_SEARCH, and what queries may throw
 */
export function runSearch(
    sosl: string,
    scope: QueryScope,
    { binds, version = API_VERSION }: { binds?: Readonly<Record<string, unknown>>; version?: string } = {},
): FoundRecords[] {
    defineFunctions(scope.store);
    const search = parseSearch(sosl);
    const text = searchText(search, binds);
    const named = search.returning.length > 0;
    let left = Math.min(MAX_RESULTS, search.limit?.kind === 'number' ? search.limit.value : MAX_RESULTS);
    const found: FoundRecords[] = [];
    for (const query of named ? search.returning : allQueries(scope, sosl, search)) {
        const object = searchedObject(scope, query, binds);
        const records =
            left > 0 ? searchObject(scope, search.group, text, object, query, binds).records(0, left, version) : [];
        left -= records.length;
        if (named || records.length > 0) found.push({ object, records });
    }
    return found;
}

function searchText({ text }: Search, binds: Readonly<Record<string, unknown>> | undefined): string {
    if (typeof text === 'string') return text;
    const key = Object.keys(binds ?? {}).find((name) => name.toLowerCase() === text.name.toLowerCase());
    const value = key === undefined ? undefined : binds?.[key];
    if (typeof value === 'string') return value;
    throw new OrgError('MALFORMED_SEARCH', 'Bind variables only allowed in Apex code');
}

function allQueries(scope: QueryScope, source: string, { mode }: Search): Query[] {
    const readable = scope.schema.objects.filter(
        (object) => object.searchable && (scope.permissions === undefined || scope.permissions.object(object).read),
    );
    return readable.map(({ name }) => ({
        source,
        offset: 0,
        select: [ID],
        from: [{ path: { kind: 'path', parts: [name], offset: 0 } }],
        order: [],
        allRows: false,
        purposes: [],
        ...(mode ? { mode } : {}),
    }));
}

function searchedObject(
    scope: QueryScope,
    query: Query,
    binds: Readonly<Record<string, unknown>> | undefined,
): ObjectType {
    const context = new PlanContext(scope, query, binds);
    const { parts, offset } = query.from[0]?.path ?? { parts: [], offset: 0 };
    const name = parts.join('.');
    const object = scope.schema.object(name);
    if (!object || !context.access.seesObject(object)) throw context.error(noSuchObject, offset, name);
    if (object.searchable) return object;
    throw new OrgError('INVALID_TYPE', `entity type ${object.name} does not support search`);
}

function searchObject(
    scope: QueryScope,
    group: SearchGroup,
    text: string,
    object: ObjectType,
    query: Query,
    binds: Readonly<Record<string, unknown>> | undefined,
): ReturnType<PreparedQuery['run']> {
    updateSearchIndex(scope.store, object);
    const match = toMatch(text, (pattern) => wordsLike(scope, object, pattern));
    const extra: ExtraCondition = (frame, context) => {
        // a word in a field that the user may not read is not found
        const fields = searchedFields(object).filter(
            (field) => isIn(group, field) && context.access.seesField(object, field),
        );
        if (fields.length === 0) return '0';
        const columns = fields.map((field) => quoted(indexColumn(field))).join(' ');
        const mark = context.parameters.mark(`{${columns}} : (${match})`);
        return `${frame.alias}.rowid IN (SELECT rowid FROM ${quoted(indexTable(object))} WHERE ${quoted(indexTable(object))} MATCH ${mark})`;
    };
    return new PreparedQuery(planQuery(scope, query, binds, extra), binds ? { ...scope, binds } : scope).run();
}

const NAMES = ['FirstName', 'LastName'];

function isIn(group: SearchGroup, field: Field): boolean {
    switch (group) {
        case 'NAME':
            return field.nameField || NAMES.includes(field.name);
        case 'EMAIL':
            return field.type === 'email';
        case 'PHONE':
            return field.type === 'phone';
        default:
            return true;
    }
}

/** Words of the index; it has them in lower case and without diacritics. */
function wordsLike(scope: QueryScope, object: ObjectType, pattern: string): string[] {
    const plain = pattern.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\[/g, '[[]');
    const sql = `SELECT term FROM ${quoted(wordTable(object))} WHERE term GLOB ? LIMIT 1000`;
    return scope.store.all<{ term: string }>(sql, [plain]).map((row) => row.term);
}
