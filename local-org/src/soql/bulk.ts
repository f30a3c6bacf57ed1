/**
 * What bulk queries do not take, although SOQL does.
 * Source: Bulk API 2.0 developer guide, "Understanding Bulk API 2.0 Query", and the words of orgs in public issue reports.
 */
import { OrgError } from '../schema/errors.ts';
import type { Call, Query } from './ast.ts';
import type { ColumnMetadata } from './columns.ts';
import { parseQuery } from './parser/query.ts';
import { isAggregate } from './plan/aggregates.ts';
import type { PreparedQuery } from './prepared.ts';

/**
 * Refuses a query that bulk jobs do not take.
 * @param prepared the same query, checked
 * @throws OrgError API_ERROR
 */
export function refuseInBulk(soql: string, prepared: PreparedQuery): void {
    const query = parseQuery(soql);
    if (query.group) throw refused('Group By is not supported in Bulk Query');
    if (query.skip) throw refused('OFFSET is not supported in Bulk Query');
    if (prepared.isForTotals || callsOf(query).some(({ name }) => name === 'COUNT' || isAggregate(name)))
        throw refused('Aggregate functions are not supported in Bulk Query');
    for (const { kind } of query.select) {
        if (kind === 'children') throw refused('Aggregate Relationships not supported in Bulk Query');
        if (kind === 'typeof') throw refused('TYPEOF is not supported in Bulk Query');
    }
    if (prepared.columns.columnMetadata.some(isCompound))
        throw refused('Selecting compound data not supported in Bulk Query');
}

function callsOf({ select }: Query): Call[] {
    return select.flatMap((item) =>
        item.kind === 'field' && item.expression.kind === 'call' ? [item.expression] : [],
    );
}

/** Files too: their content would not fit a table. */
function isCompound({ apexType, joinColumns }: ColumnMetadata): boolean {
    return ['Location', 'Address', 'Blob'].includes(apexType ?? '') || joinColumns.some(isCompound);
}

function refused(message: string): OrgError {
    return new OrgError('API_ERROR', message);
}
