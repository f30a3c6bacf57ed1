/** Requests of the REST API: records, queries, and what is composed of them. */
import { DATA, type Ids, type Seed } from './ids.ts';

export function restCorpus({ own, foreign, open, user }: Ids): Seed[] {
    return [...records(own, foreign, open, user), ...queries(own), ...composed(own, foreign, open)];
}

const get = (path: string): Seed => ({ method: 'GET', path: `${DATA}${path}` });
const send = (method: string, path: string, body: object): Seed => ({
    method,
    path: `${DATA}${path}`,
    type: 'application/json',
    body,
});

function records(own: string, foreign: string, open: string, user: string): Seed[] {
    return [
        { method: 'GET', path: '/services/data' },
        get(''),
        get('/sobjects'),
        get('/sobjects/Library__c'),
        get('/sobjects/Library__c/describe'),
        get('/sobjects/Everything__c/describe'),
        get(`/sobjects/Library__c/${own}`),
        get(`/sobjects/Library__c/${foreign}`),
        get(`/sobjects/Library__c/${foreign}?fields=Id,Name`),
        get(`/sobjects/Library__c/${own}/Keeper__r`),
        get(`/sobjects/User/${user}`),
        get('/sobjects/Library__c/Code__c/L1'),
        get('/sobjects/Library__c/listviews'),
        get('/sobjects/Library__c/describe/layouts'),
        get('/sobjects/Library__c/describe/compactLayouts'),
        get('/sobjects/Library__c/updated?start=2026-11-20T00:00:00Z&end=2027-01-01T00:00:00Z'),
        get('/sobjects/Library__c/deleted?start=2026-11-20T00:00:00Z&end=2027-01-01T00:00:00Z'),
        get('/sobjects/Library__c/describe/layouts/012000000000000AAA'),
        get('/sobjects/Library__c/describe/approvalLayouts'),
        get('/sobjects/Library__c/quickActions'),
        get(`/sobjects/Library__c/${foreign}/Keeper__r`),
        get(`/sobjects/Library__c/${foreign}/Shelves__r?fields=Id,Name`),
        get(`/sobjects/Library__c/${own}/Shelves__r`),
        send('PATCH', `/sobjects/Library__c/${foreign}/Keeper__r`, { FirstName: 'x' }),
        get('/sobjects/relevantItems'),
        get('/compactLayouts?q=Library__c,Account'),
        get('/appMenu/AppSwitcher'),
        get('/jobs'),
        get('/limits'),
        get('/recent?limit=5'),
        get('/tabs'),
        send('POST', '/sobjects/Everything__c', {
            Name: 'New',
            Required__c: 'x',
            Number__c: 1.5,
            Date__c: '2024-02-29',
            DateTime__c: '2024-02-29T12:00:00.000+0000',
            Time__c: '10:00:00.000Z',
            Check__c: true,
            Email__c: 'a@b.invalid',
            Multi__c: 'One;Two',
            Location__Latitude__s: 51,
            Location__Longitude__s: 4,
        }),
        send('PATCH', `/sobjects/Everything__c/${open}`, { Text__c: 'changed', Whole__c: '7' }),
        send('PATCH', `/sobjects/Everything__c/Key__c/K1`, { Name: 'Key', Required__c: 'x' }),
        send('PATCH', `/sobjects/Library__c/${foreign}`, { City__c: 'Ghent' }),
        { method: 'DELETE', path: `${DATA}/sobjects/Library__c/${foreign}` },
        { method: 'DELETE', path: `${DATA}/sobjects/Everything__c/a00000000000001AAA` },
        {
            method: 'POST',
            path: `${DATA}/sobjects/ContentVersion`,
            type: 'multipart/form-data; boundary=b',
            body: '--b\r\nContent-Disposition: form-data; name="entity_content"\r\nContent-Type: application/json\r\n\r\n{"Title":"x","PathOnClient":"x"}\r\n--b\r\nContent-Disposition: form-data; name="VersionData"; filename="x"\r\nContent-Type: text/plain\r\n\r\nsecret\r\n--b--',
        },
        send('POST', '/sobjects/ContentVersion', { Title: 'x', PathOnClient: 'x.txt', VersionData: 'eA==' }),
    ];
}

function queries(own: string): Seed[] {
    const soql = [
        'SELECT Id, Name, City__c FROM Library__c ORDER BY Name LIMIT 10',
        'SELECT FIELDS(STANDARD) FROM Library__c LIMIT 5',
        `SELECT Id, (SELECT Id, Name FROM Shelves__r) FROM Library__c WHERE Id = '${own}'`,
        'SELECT COUNT(Id) n, City__c FROM Library__c GROUP BY ROLLUP(City__c) HAVING COUNT(Id) > 0',
        "SELECT Id FROM Volume__c WHERE Rack__r.Library__r.Name LIKE 'a%' AND CreatedDate = LAST_N_DAYS:3",
        "SELECT Id FROM Library__c WHERE Id IN (SELECT Library__c FROM Member__c) AND DISTANCE(Place__c, GEOLOCATION(51, 4), 'km') < 20",
        "SELECT toLabel(Genre__c), FORMAT(Price__c) FROM Volume__c WHERE Tags__c INCLUDES ('Old;Rare')",
        'SELECT Id, Username FROM User WITH USER_MODE LIMIT 3 OFFSET 1',
        'SELECT TYPEOF Owner WHEN User THEN Username ELSE Name END FROM Library__c',
        'SELECT Id FROM Library__Share',
        'SELECT Id, LoginTime FROM LoginHistory',
    ];
    return [
        ...soql.flatMap((text) => [
            get(`/query?q=${encodeURIComponent(text)}`),
            get(`/queryAll?q=${encodeURIComponent(text)}`),
            get(`/query?explain=${encodeURIComponent(text)}`),
        ]),
        get(`/query?q=${encodeURIComponent(soql[0] ?? '')}&columns=true`),
        get('/query/01g000000000001AAA-2000'),
        get(
            `/search?q=${encodeURIComponent('FIND {secret*} IN ALL FIELDS RETURNING Library__c(Id, Name), Volume__c')}`,
        ),
        get('/parameterizedSearch?q=secret&sobject=Library__c'),
        send('POST', '/parameterizedSearch', { q: 'secret', sobjects: [{ name: 'Library__c', fields: ['Name'] }] }),
    ];
}

function composed(own: string, foreign: string, open: string): Seed[] {
    const typed = (type: string, values: object): object => ({ attributes: { type }, ...values });
    const part = (method: string, path: string, referenceId: string, body?: object): object => {
        return { method, url: `${DATA}${path}`, referenceId, ...(body ? { body } : {}) };
    };
    const requests = [
        part('POST', '/sobjects/Everything__c', 'made', { Name: 'C', Required__c: 'x' }),
        part('GET', '/sobjects/Everything__c/@{made.id}', 'read'),
        part('PATCH', '/sobjects/Everything__c/@{made.id}', 'changed', { Text__c: '@{read.Name}' }),
    ];
    return [
        send('POST', '/composite', { allOrNone: true, compositeRequest: requests }),
        send('POST', '/composite/graph', { graphs: [{ graphId: 'g', compositeRequest: requests }] }),
        send('POST', '/composite/batch', {
            haltOnError: false,
            batchRequests: [
                { method: 'GET', url: `v66.0/sobjects/Library__c/${foreign}` },
                { method: 'PATCH', url: `v66.0/sobjects/Everything__c/${open}`, richInput: { Text__c: 'b' } },
            ],
        }),
        send('POST', '/composite/sobjects', {
            allOrNone: false,
            records: [
                typed('Everything__c', { Name: 'A', Required__c: 'x' }),
                typed('Everything__c', { Name: 'B', Required__c: null }),
            ],
        }),
        send('PATCH', '/composite/sobjects', {
            allOrNone: true,
            records: [typed('Everything__c', { id: open, Text__c: 'x' }), typed('Library__c', { id: foreign })],
        }),
        send('PATCH', '/composite/sobjects/Everything__c/Key__c', {
            records: [typed('Everything__c', { Key__c: 'K2', Name: 'U', Required__c: 'x' })],
        }),
        get(`/composite/sobjects/Library__c?ids=${own},${foreign}&fields=Id,Name`),
        send('POST', '/composite/sobjects/Library__c', { ids: [own, foreign], fields: ['Name'] }),
        { method: 'DELETE', path: `${DATA}/composite/sobjects?ids=${foreign}&allOrNone=false` },
        send('POST', '/composite/tree/Everything__c', {
            records: [{ attributes: { type: 'Everything__c', referenceId: 'r1' }, Name: 'T', Required__c: 'x' }],
        }),
    ];
}
