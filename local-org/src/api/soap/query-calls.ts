/** Calls that read records (SOAP API developer guide, "query()", "search()", "retrieve()", "getUpdated()"). */
import { deletedRecords, updatedRecords, type Period } from '../../org/replication.ts';
import type { QueryPage } from '../../org/queries.ts';
import { retrieveRecords } from '../../org/retrieve.ts';
import { OrgError } from '../../schema/errors.ts';
import { argument, headerValue, listArgument, objectNamed, type SoapCallHandler, type SoapRequest } from './calls.ts';
import { writeRecord, writeResult } from './sobject-xml.ts';
import { element } from './values-xml.ts';
import type { QueryRecord } from '../../soql/index.ts';

/** Records of a page (guide, "QueryOptions"). */
const PAGE = { smallest: 200, usual: 500, largest: 2000 } as const;

export const QUERY_CALLS: Readonly<Record<string, SoapCallHandler>> = {
    query: (request) => query(request, false),
    queryAll: (request) => query(request, true),
    queryMore: (request) => {
        const { org, session, base } = request;
        return page(request, org.queryMore(session, argument(request, 'queryLocator'), base));
    },
    search: (request) => {
        const { org, session, base } = request;
        const found = org.search(session, argument(request, 'searchString'), base) as QueryRecord[];
        const records = found.map((one) => `<searchRecords>${writeRecord(org.schema, 'record', one)}</searchRecords>`);
        return `<result><queryId/>${records.join('')}</result>`;
    },
    retrieve: (request) => {
        const { org, session, base } = request;
        const object = objectNamed(request, argument(request, 'sObjectType'));
        const fields = argument(request, 'fieldList')
            .split(',')
            .map((name) => name.trim());
        const asked = { objectName: object.name, fields, ids: listArgument(request, 'ids'), base };
        return retrieveRecords(org, session, asked)
            .map((record) => (record ? writeRecord(org.schema, 'result', record) : '<result xsi:nil="true"/>'))
            .join('');
    },
    getUpdated: (request) => {
        const object = objectNamed(request, argument(request, 'sObjectType'));
        const { ids, latestDateCovered } = updatedRecords(request.org, request.session, object, periodOf(request));
        return element('result', { ids, latestDateCovered: soapInstant(latestDateCovered) });
    },
    getDeleted: (request) => {
        const object = objectNamed(request, argument(request, 'sObjectType'));
        const found = deletedRecords(request.org, request.session, object, periodOf(request));
        return element('result', {
            deletedRecords: found.deletedRecords.map(({ id, deletedDate }) => ({
                deletedDate: soapInstant(deletedDate),
                id,
            })),
            earliestDateAvailable: soapInstant(found.earliestDateAvailable),
            latestDateCovered: soapInstant(found.latestDateCovered),
        });
    },
    getServerTimestamp: ({ org }) => element('result', { timestamp: new Date(org.now()).toISOString() }),
};

function query(request: SoapRequest, includeDeleted: boolean): string {
    const { org, session, base } = request;
    const size = Number(headerValue(request, 'QueryOptions', 'batchSize') ?? PAGE.usual);
    const pageSize = Math.min(PAGE.largest, Math.max(PAGE.smallest, Number.isInteger(size) ? size : PAGE.usual));
    return page(request, org.query(session, argument(request, 'queryString'), { base, includeDeleted, pageSize }));
}

function page({ org }: SoapRequest, { done, totalSize, records, nextRecordsUrl }: QueryPage): string {
    const queryLocator = nextRecordsUrl?.split('/').at(-1);
    const found = { done, totalSize, records, ...(queryLocator === undefined ? {} : { queryLocator }) };
    return `<result xsi:type="QueryResult">${writeResult(org.schema, found)}</result>`;
}

function periodOf(request: SoapRequest): Period {
    return { start: instant(request, 'startDate'), end: instant(request, 'endDate') };
}

function instant(request: SoapRequest, name: string): number {
    const text = argument(request, name);
    const value = Date.parse(text);
    if (Number.isNaN(value) || !/^\d{4}-\d\d-\d\dT/.test(text))
        throw new OrgError('INVALID_REPLICATION_DATE', `${name} must be a date and time`);
    return value;
}

/** As XML Schema writes it. */
function soapInstant(text: string): string {
    return text.replace('+0000', 'Z');
}
