/** Requests of the bulk APIs, the tooling API, the user interface API, GraphQL, metadata by REST, and streaming. */
import { DATA, type Ids, type Seed } from './ids.ts';

const json = (method: string, path: string, body: object): Seed => ({ method, path, type: 'application/json', body });
const get = (path: string): Seed => ({ method: 'GET', path });

export function bulkCorpus({ foreign }: Ids): Seed[] {
    const job = `${DATA}/jobs/ingest/750000000000001AAA`;
    const xml = (body: string): string =>
        `<?xml version="1.0" encoding="UTF-8"?><jobInfo xmlns="http://www.force.com/2009/06/asyncapi/dataload">${body}</jobInfo>`;
    const v1 = '/services/async/66.0/job';
    return [
        json('POST', `${DATA}/jobs/ingest`, { object: 'Everything__c', operation: 'insert', lineEnding: 'LF' }),
        json('POST', `${DATA}/jobs/ingest`, {
            object: 'Everything__c',
            operation: 'upsert',
            externalIdFieldName: 'Key__c',
            columnDelimiter: 'PIPE',
        }),
        {
            method: 'POST',
            path: `${DATA}/jobs/ingest`,
            type: 'multipart/form-data; boundary=b',
            body: '--b\r\nContent-Disposition: form-data; name="job"\r\nContent-Type: application/json\r\n\r\n{"object":"Everything__c","operation":"insert","contentType":"CSV"}\r\n--b\r\nContent-Disposition: form-data; name="content"; filename="c.csv"\r\nContent-Type: text/csv\r\n\r\nName,Required__c\r\na,x\r\n--b--',
        },
        { method: 'PUT', path: `${job}/batches`, type: 'text/csv', body: 'Name,Required__c\n"a ""b""",x\n' },
        json('PATCH', job, { state: 'UploadComplete' }),
        json('PATCH', job, { state: 'Aborted' }),
        get(`${DATA}/jobs/ingest`),
        get(`${DATA}/jobs/ingest?isPkChunkingEnabled=false&jobType=V2Ingest`),
        get(job),
        get(`${job}/successfulResults`),
        get(`${job}/failedResults`),
        get(`${job}/unprocessedrecords`),
        json('POST', `${DATA}/jobs/query`, { operation: 'query', query: 'SELECT Id, Name FROM Library__c' }),
        get(`${DATA}/jobs/query/750000000000001AAA/results?maxRecords=10&locator=x`),
        get(`${DATA}/jobs/query`),
        {
            method: 'POST',
            path: v1,
            type: 'application/xml',
            body: xml('<operation>insert</operation><object>Everything__c</object><contentType>CSV</contentType>'),
        },
        { method: 'POST', path: `${v1}/750000000000001AAA/batch`, type: 'text/csv', body: `Id\n${foreign}\n` },
        {
            method: 'POST',
            path: `${v1}/750000000000001AAA`,
            type: 'application/xml',
            body: xml('<state>Closed</state>'),
        },
        get(`${v1}/750000000000001AAA/batch/751000000000001AAA/result`),
    ];
}

export function interfaceCorpus({ own, foreign, open }: Ids): Seed[] {
    const ui = `${DATA}/ui-api`;
    const query = (text: string): Seed => json('POST', `${DATA}/graphql`, { query: text, variables: { id: foreign } });
    return [
        get(`${ui}/records/${own}?fields=Library__c.Name,Library__c.Owner.Name`),
        get(`${ui}/records/${foreign}?layoutTypes=Full&modes=View`),
        get(`${ui}/records/batch/${own},${foreign}?optionalFields=Library__c.Name`),
        json('POST', `${ui}/records`, { apiName: 'Everything__c', fields: { Name: 'U', Required__c: 'x' } }),
        json('PATCH', `${ui}/records/${open}`, { fields: { Text__c: 'u' } }),
        get(`${ui}/record-defaults/create/Library__c`),
        get(`${ui}/record-ui/${own}`),
        get(`${ui}/object-info`),
        get(`${ui}/object-info/Library__c`),
        get(`${ui}/object-info/Volume__c/picklist-values/012000000000000AAA`),
        get(`${ui}/layout/Library__c?layoutType=Full`),
        get(`${ui}/list-info/Library__c`),
        get(`${ui}/list-records/Library__c/All?pageSize=10&sortBy=Name`),
        get(`${ui}/related-list-info/Library__c`),
        get(`${ui}/related-list-records/${own}/Shelves__r`),
        get(`${ui}/lookups/Member__c/Library__c?q=sec&searchType=Search`),
        get(`${ui}/actions/record/${own}`),
        get(`${ui}/nav-items`),
        get(`${ui}/apps`),
        query(
            'query q($id: ID) { uiapi { query { Library__c(where: { Id: { eq: $id } }, first: 5) { edges { node { Id Name { value displayValue } } } totalCount pageInfo { hasNextPage endCursor } } } } }',
        ),
        query(
            '{ uiapi { query { Library__c(orderBy: { Name: { order: ASC } }) { edges { node { Id Owner { ... on User { Name { value } } } } } } } } }',
        ),
        query('{ __schema { types { name fields { name } } } }'),
        query(
            '{ uiapi { aggregate { Library__c(groupBy: { City__c: { group: true } }) { edges { node { aggregate { Id { count { value } } } } } } } } }',
        ),
        query(
            'mutation { uiapi { Everything__cCreate(input: { Everything__c: { Name: "G", Required__c: "x" } }) { Record { Id } } } }',
        ),
    ];
}

export function toolingCorpus({ own }: Ids): Seed[] {
    const tooling = `${DATA}/tooling`;
    return [
        get(tooling),
        get(`${tooling}/sobjects`),
        get(`${tooling}/sobjects/ApexClass/describe`),
        get(`${tooling}/query?q=${encodeURIComponent('SELECT Id, DeveloperName FROM CustomObject')}`),
        get(`${tooling}/query?q=${encodeURIComponent('SELECT QualifiedApiName FROM EntityDefinition LIMIT 5')}`),
        get(
            `${tooling}/query?q=${encodeURIComponent("SELECT Metadata FROM CustomField WHERE DeveloperName = 'Code' AND EntityDefinition.QualifiedApiName = 'Library__c'")}`,
        ),
        json('POST', `${tooling}/sobjects/DebugLevel`, { DeveloperName: 'x', MasterLabel: 'x', ApexCode: 'FINE' }),
        json('POST', `${tooling}/sobjects/CustomField`, {
            FullName: 'Everything__c.Tooling__c',
            Metadata: { label: 'x', type: 'Text', length: 20 },
        }),
        json('POST', `${tooling}/composite/sobjects`, {
            records: [{ attributes: { type: 'DebugLevel' }, DeveloperName: 'y', MasterLabel: 'y' }],
        }),
        get('/services/oauth2/singleaccess?redirect_uri=%2Flightning'),
        get('/secur/frontdoor.jsp?otp=x&startURL=%2Flightning'),
        json('POST', `${DATA}/process/approvals`, { requests: [{ actionType: 'Submit', contextId: own }] }),
        json('POST', `${DATA}/process/rules`, { contextIds: [own] }),
        get(`${tooling}/completions?type=apex`),
        get(`${tooling}/executeAnonymous?anonymousBody=System.debug(1)%3B`),
        json('POST', `${tooling}/runTestsSynchronous`, { tests: [{ className: 'x' }] }),
        json('POST', `${tooling}/sobjects/TraceFlag`, { TracedEntityId: own, LogType: 'USER_DEBUG' }),
        get(`${DATA}/metadata/deployRequest/0Af000000000001AAA?includeDetails=true`),
        {
            method: 'POST',
            path: `${DATA}/metadata/deployRequest`,
            type: 'multipart/form-data; boundary=b',
            body: '--b\r\nContent-Disposition: form-data; name="json"\r\nContent-Type: application/json\r\n\r\n{"deployOptions":{}}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="d.zip"\r\nContent-Type: application/zip\r\n\r\nPK\r\n--b--',
        },
        json('POST', '/cometd/66.0', [
            { channel: '/meta/handshake', version: '1.0', supportedConnectionTypes: ['long-polling'] },
        ]),
        json('POST', '/cometd/66.0', [
            { channel: '/meta/subscribe', clientId: 'x', subscription: '/data/ChangeEvents' },
        ]),
        get('/secur/frontdoor.jsp?sid=x&retURL=%2Flightning'),
        get(`${DATA}/process/approvals`),
        get(`${DATA}/quickActions`),
        get(`${DATA}/actions/standard`),
    ];
}
