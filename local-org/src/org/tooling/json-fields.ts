/** Fields that hold JSON, which records show as it is. */
import type { QueryRecord } from '../../soql/index.ts';

const FIELDS: ReadonlyMap<string, string> = new Map([
    ['ApexCodeCoverage', 'Coverage'],
    ['ApexCodeCoverageAggregate', 'Coverage'],
    ['ContainerAsyncRequest', 'DeployDetails'],
]);

export function withJson(record: QueryRecord): QueryRecord {
    const name = FIELDS.get(record.attributes.type);
    const text = name === undefined ? undefined : record[name];
    return name !== undefined && typeof text === 'string' ? { ...record, [name]: JSON.parse(text) as object } : record;
}
