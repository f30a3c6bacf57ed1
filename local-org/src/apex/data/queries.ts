/** Runs queries and searches for the program. */
import { OrgError } from '../../schema/errors.ts';
import type { PreparedQuery } from '../../soql/index.ts';
import { exception, NotSupported } from '../run/exceptions.ts';
import type { Binds, Records } from '../run/host.ts';
import type { LimitName } from '../run/limits.ts';
import { ListValue } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { SOBJECT, listOf, sobjectOf, type Type } from '../types/type.ts';
import { accessFor, type Mode } from './access.ts';
import { totalsOf } from './aggregates.ts';
import { recordOf } from './records.ts';

/** The records of the org. @throws NotSupported where there is none */
export function hostRecords(): Records {
    const { records } = transaction().host;
    if (!records) throw new NotSupported('records without an org');
    return records;
}

/** What a query that is wrong throws in Apex. */
function asQueryException(error: unknown): Error {
    if (error instanceof OrgError) return exception('QueryException', error.message);
    return error instanceof Error ? error : new Error(String(error));
}

function prepare(soql: string, binds: Binds, mode: Mode): PreparedQuery {
    const running = transaction();
    running.limits.count('queries');
    try {
        return hostRecords().query(soql, binds, accessFor(mode));
    } catch (error) {
        throw asQueryException(error);
    }
}

/**
 * Runs a query.
 * @param type of the list, when the compiler knows it
 * @param rows the limit that its rows count for; those of a batch have 50 million, which is none here
 * @throws Thrown QueryException
 */
export function runQuery(
    soql: string,
    binds: Binds,
    mode: Mode,
    type?: Type,
    rows: LimitName | 'none' = 'queryRows',
): ListValue {
    const { limits, host } = transaction();
    const query = prepare(soql, binds, mode);
    const items = limits.outside(() => {
        try {
            if (query.isForTotals) return totalsOf(query);
            return query.all().map((record) => recordOf(host.schema, record));
        } catch (error) {
            throw asQueryException(error);
        }
    });
    if (rows !== 'none') limits.count(rows, items.length);
    return new ListValue(type ?? listOf(query.isForTotals ? SOBJECT : sobjectOf(query.object)), items);
}

/** Runs a query that counts. */
export function runCount(soql: string, binds: Binds, mode: Mode): number {
    const { limits } = transaction();
    const query = prepare(soql, binds, mode);
    const count = limits.outside(() => (query.isCount ? query.totalSize() : query.all().length));
    limits.count('queryRows', query.isCount ? 1 : count);
    return count;
}

/** Runs a search: a list for each object. @throws Thrown SearchException */
export function runFind(sosl: string, binds: Binds, mode: Mode): ListValue {
    const { limits, host } = transaction();
    limits.count('searches');
    try {
        const found = hostRecords().search(sosl, binds, accessFor(mode));
        const lists = found.map(({ object, records }) => {
            const items = records.map((record) => recordOf(host.schema, record));
            return new ListValue(listOf(sobjectOf(object)), items);
        });
        return new ListValue(listOf(listOf(SOBJECT)), lists);
    } catch (error) {
        throw error instanceof OrgError ? exception('SearchException', error.message) : error;
    }
}
