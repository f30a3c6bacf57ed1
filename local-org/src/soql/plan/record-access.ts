/**
 * Queries of UserRecordAccess, which no table holds: its rows are worked out for the user and the records that the query
 * names. Source: Object Reference, "UserRecordAccess".
 */
import { readPermissions } from '../../access/permissions.ts';
import { recordAccess } from '../../access/record-access.ts';
import { readSharingIdentity } from '../../access/sharing-identity.ts';
import type { Viewer } from '../../access/sharing.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Comparison, Condition, Literal, Query, SelectItem } from '../ast.ts';
import { malformed } from '../errors.ts';
import { unescape } from '../parser/values.ts';
import type { QueryScope } from '../scope.ts';
import type { PlanContext } from './context.ts';
import { bindValue } from './values.ts';

export const RECORD_ACCESS = 'UserRecordAccess';

const LEVELS = ['hasreadaccess', 'haseditaccess', 'hasdeleteaccess', 'hastransferaccess', 'hasallaccess'];
const SELECTABLE = ['recordid', 'maxaccesslevel', ...LEVELS];
const COLUMNS = [
    'RecordId',
    'HasReadAccess',
    'HasEditAccess',
    'HasDeleteAccess',
    'HasTransferAccess',
    'HasAllAccess',
    'MaxAccessLevel',
];
/** Records of one query. */
const MOST_RECORDS = 200;

/** What stands in FROM instead of a table, and what the query still asks of its rows. */
export interface Asked {
    readonly table: string;
    readonly query: Query;
}

/**
 * @returns undefined when the query is of another object
 * @throws OrgError when it selects or filters by what this object does not take
 */
export function planRecordAccess(context: PlanContext, query: Query): Asked | undefined {
    const [main] = query.from;
    if (main?.path.parts.join('.').toLowerCase() !== RECORD_ACCESS.toLowerCase()) return undefined;
    const { user, records, rest } = filtersOf(query.where);
    checkSelection(query, rest.length > 0);
    const rows = context.parameters.mark((run) => rowsFor(context, run, user, records));
    const columns = COLUMNS.map((name) => `value ->> '$.${name}' AS "${name}"`);
    // what records are told apart by
    columns.push(`value ->> '$.RecordId' AS "Id"`);
    const { where: _, ...others } = query;
    return {
        table: `(SELECT ${columns.join(', ')} FROM json_each(${rows}))`,
        query: rest.length === 0 ? others : { ...others, where: { kind: 'and', operands: rest } },
    };
}

interface Filters {
    readonly user: Literal;
    readonly records: readonly Literal[];
    /** at most one, of a level of access */
    readonly rest: readonly Comparison[];
}

const NEEDED =
    'UserRecordAccess must be filtered by a single UserId, by one RecordId or a list of them, and at most by one Has*Access field';

function filtersOf(where: Condition | undefined): Filters {
    const parts = where?.kind === 'and' ? where.operands : where ? [where] : [];
    let user: Literal | undefined;
    let records: readonly Literal[] | undefined;
    const rest: Comparison[] = [];
    for (const part of parts) {
        if (part.kind !== 'comparison' || part.left.kind !== 'path') throw malformed(NEEDED);
        const { left, operator, value } = part;
        const name = left.parts.at(-1)?.toLowerCase() ?? '';
        if (value.kind === 'query') throw malformed(NEEDED);
        if (name === 'userid' && operator === '=' && !user && value.kind !== 'list') user = value;
        else if (name === 'recordid' && !records && (operator === '=' || operator === 'in'))
            records = value.kind === 'list' ? value.items : [value];
        else if (LEVELS.includes(name) && operator === '=' && rest.length === 0) rest.push(part);
        else throw malformed(NEEDED);
    }
    if (!user || !records) throw malformed(NEEDED);
    return { user, records, rest };
}

function checkSelection({ select }: Query, isByLevel: boolean): void {
    const names = select.map(nameOf);
    const allowed = isByLevel ? ['recordid'] : SELECTABLE;
    if (names.every((name) => allowed.includes(name))) return;
    throw new OrgError('INVALID_FIELD', 'Can select only RecordId, a Has*Access field, and MaxAccessLevel');
}

function nameOf(item: SelectItem): string {
    return item.kind === 'field' && item.expression.kind === 'path'
        ? (item.expression.parts.at(-1) ?? '').toLowerCase()
        : '';
}

/** The rows as JSON. */
function rowsFor(context: PlanContext, run: QueryScope, user: Literal, records: readonly Literal[]): string {
    const [userId] = idsOf(context, run, [user]);
    const ids = [...new Set(idsOf(context, run, records))];
    if (ids.length > MOST_RECORDS)
        throw new OrgError('EXCEEDED_ID_LIMIT', `Number of records exceeds limit: ${String(MOST_RECORDS)}`);
    const of = viewerOf(run, userId);
    if (!of) return '[]';
    const { permissions, sharing } = run.apex ?? run;
    const asker = permissions && sharing ? { schema: run.schema, permissions, sharing } : undefined;
    return JSON.stringify(recordAccess(run.store, of, asker, ids));
}

/** @throws OrgError MALFORMED_QUERY for what is no id */
function idsOf(context: PlanContext, { binds }: QueryScope, literals: readonly Literal[]): string[] {
    const values = literals.flatMap((literal): unknown[] => {
        if (literal.kind === 'string') return [unescape(literal.raw)];
        if (literal.kind !== 'bind') return [undefined];
        const bound = bindValue(context, literal, binds ?? {});
        return Array.isArray(bound) || bound instanceof Set ? [...(bound as Iterable<unknown>)] : [bound];
    });
    return values.map((value) => {
        const id = typeof value === 'string' ? toId18(value) : undefined;
        if (id === undefined) throw new OrgError('INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: ' + String(value));
        return id;
    });
}

function viewerOf({ store, schema, now }: QueryScope, userId: string | undefined): Viewer | undefined {
    if (userId === undefined || !store.get('SELECT Id FROM "User" WHERE Id = ?', [userId])) return undefined;
    return { schema, permissions: readPermissions(store, userId, now), sharing: readSharingIdentity(store, userId) };
}
