/** Records of the User Interface API: fields and layouts, values as users read them, saves and their errors. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Answer, type Client } from '../suite/client.ts';
import { got } from '../suite/ui-api.ts';

interface Value {
    displayValue: string | null;
    value: unknown;
}
interface Shown {
    apiName: string;
    id: string;
    fields: Record<string, Value>;
    childRelationships: Record<string, { count: number; records: Shown[]; nextPageToken: string | null }>;
    recordTypeId: string;
    recordTypeInfo: { name: string; available: boolean } | null;
    [property: string]: unknown;
}

let server: TestServer;
let admin: Client;
let reader: Client;
let dutch: Client;
let library: string;

before(async () => {
    server = new TestServer();
    admin = server.admin;
    reader = server.user('Reader', { sets: ['Reader'] });
    dutch = server.user('Dutch', { profile: 'System Administrator', language: 'nl_NL' });
    server.org.store.run('UPDATE "User" SET LocaleSidKey = ? WHERE Id = ?', ['nl_BE', dutch.userId]);
    server.org.accessChanged();
    library = await admin.make('Library__c', {
        Name: 'Main',
        City__c: 'Gent',
        Region__c: 'North',
        Budget__c: 1234.5,
        Open__c: true,
        Opened__c: '2024-05-01',
        Secret__c: 'hidden',
        Keeper__c: admin.userId,
        OwnerId: admin.userId,
    });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const shown = (client: Client, path: string): Promise<Shown> => got(client, path);

const names = (record: Shown): string[] => Object.keys(record.fields);

describe('a record', () => {
    test('is represented as the guide says', async () => {
        const record = await shown(admin, `records/${library}?fields=Library__c.Name`);
        assert.match(String(record['eTag']), /^[0-9a-f]{32}$/);
        assert.deepEqual(
            { ...record, eTag: '' },
            {
                apiName: 'Library__c',
                childRelationships: {},
                eTag: '',
                fields: { Name: { displayValue: null, value: 'Main' } },
                id: library,
                lastModifiedById: admin.userId,
                lastModifiedDate: '2024-05-17T10:00:00.000Z',
                recordTypeId: '012000000000000AAA',
                recordTypeInfo: null,
                systemModstamp: '2024-05-17T10:00:00.000Z',
                weakEtag: Date.parse('2024-05-17T10:00:00.000Z'),
            },
        );
    });

    test('has the fields that are asked; optional ones that there are not are absent, others refused', async () => {
        const asked = 'optionalFields=Library__c.City__c,Library__c.Nope,Volume__c.Name,Library__c.Keeper__r.Nope';
        assert.deepEqual(names(await shown(admin, `records/${library}?${asked}`)), ['City__c']);
        for (const path of ['Library__c.Nope', 'Library__c.Keeper__r.Nope', 'Volume__c.Name', 'Name', 'Library__c.'])
            assert.equal(
                outcomeOf(await admin.get(`/ui-api/records/${library}?fields=${path}`)),
                '400 INVALID_FIELD',
                path,
            );
        assert.equal(outcomeOf(await admin.get(`/ui-api/records/${library}`)), '400 MISSING_ARGUMENT');
    });

    test('holds the records that it refers to', async () => {
        const { fields } = await shown(
            admin,
            `records/${library}?fields=Library__c.Keeper__r.Email,Library__c.Owner.Name`,
        );
        const { displayValue, value } = fields['Keeper__r'] ?? {};
        assert.equal(displayValue, 'Local Administrator');
        assert.deepEqual(names(value as Shown), ['Email', 'Id', 'Name']);
        assert.equal((fields['Owner']?.value as Shown).apiName, 'User');
    });

    test('has the fields of its layout, lookups with the names of what they refer to', async () => {
        const record = await shown(admin, `records/${library}?layoutTypes=Compact`);
        assert.deepEqual(names(record), ['City__c', 'Name', 'Secret__c']);
        const full = await shown(admin, `records/${library}?layoutTypes=Full&modes=View,Edit`);
        assert.ok(names(full).includes('Keeper__c') && names(full).includes('Keeper__r'));
        assert.ok(!names(full).includes('Opened__c'));
    });

    test('has pages of its children', async () => {
        for (let index = 0; index < 3; index++) await admin.make('Rack__c', { Library__c: library });
        const asked = `records/${library}?fields=Library__c.Name&childRelationships=Library__c.Shelves__r&pageSize=2`;
        const { count, records, nextPageToken } = (await shown(admin, asked)).childRelationships['Shelves__r'] ?? {};
        assert.deepEqual([count, records?.length, nextPageToken], [2, 2, '2']);
        const next = await admin.get(
            `/ui-api/records/${library}/child-relationships/Shelves__r?pageSize=2&pageToken=2`,
        );
        assert.equal((next.body as { records: unknown[] }).records.length, 1);
    });

    test('comes in batches, each with its own status', async () => {
        const unknown = `${library.slice(0, 3)}000000000999AAA`;
        const { body } = await admin.get(`/ui-api/records/batch/${library},${unknown}?fields=Library__c.Name`);
        const { hasErrors, results } = body as { hasErrors: boolean; results: { statusCode: number }[] };
        assert.deepEqual([hasErrors, results.map((one) => one.statusCode)], [true, [200, 404]]);
    });
});

describe('a user reads', () => {
    test('dates, numbers, amounts and moments in his locale, picklists in his language', async () => {
        const fields = ['Budget__c', 'Opened__c', 'Region__c', 'CreatedDate', 'Open__c', 'Shelves__c', 'City__c'];
        const path = `records/${library}?fields=${fields.map((name) => `Library__c.${name}`).join()}`;
        const texts = (record: Shown): unknown[] => fields.map((name) => record.fields[name]?.displayValue);
        // a no-break space stands between amounts and their currency
        const plain = (all: unknown[]): unknown[] =>
            all.map((one) => (typeof one === 'string' ? one.replaceAll('\u00a0', ' ') : one));
        assert.deepEqual(plain(texts(await shown(admin, path))), [
            '€1,234.50',
            '01/05/2024',
            'North',
            '17/05/2024, 12:00',
            null,
            '3',
            null,
        ]);
        assert.deepEqual(plain(texts(await shown(dutch, path))), [
            '€ 1.234,50',
            '1/05/2024',
            'Noord',
            '17/05/2024, 12:00',
            null,
            '3',
            null,
        ]);
    });

    test('values of every other type', async () => {
        const sent = {
            Required__c: 'r',
            Number__c: 1.5,
            Percent__c: 12.5,
            DateTime__c: '2024-02-29T23:30:00Z',
            Time__c: '14:05:00.000Z',
        };
        const place = { Location__Latitude__s: 51.05, Location__Longitude__s: 3.72 };
        const id = await admin.make('Everything__c', { ...sent, ...place });
        const fields = ['Number__c', 'Percent__c', 'DateTime__c', 'Time__c', 'Location__Latitude__s', 'Location__c'];
        const record = await shown(
            admin,
            `records/${id}?fields=${fields.map((name) => `Everything__c.${name}`).join()}`,
        );
        assert.deepEqual(
            fields.map((name) => [record.fields[name]?.value, record.fields[name]?.displayValue]),
            [
                [1.5, '1.50'],
                [12.5, '12.5%'],
                ['2024-02-29T23:30:00.000Z', '01/03/2024, 00:30'],
                ['14:05:00.000Z', '14:05'],
                [51.05, '51.05'],
                [{ latitude: 51.05, longitude: 3.72 }, null],
            ],
        );
    });

    test('only the records that are shared with him, and the fields that he may read', async () => {
        assert.equal(outcomeOf(await reader.get(`/ui-api/records/${library}?fields=Library__c.Name`)), '404 NOT_FOUND');
        const own = await admin.make('Library__c', { Name: 'Own', Secret__c: 'x', OwnerId: reader.userId });
        const record = await shown(reader, `records/${own}?layoutTypes=Full,Compact`);
        assert.ok(!names(record).includes('Secret__c'));
        assert.equal(
            outcomeOf(await reader.get(`/ui-api/records/${own}?fields=Library__c.Secret__c`)),
            '400 INVALID_FIELD',
        );
        assert.deepEqual(
            names(await shown(reader, `records/${own}?optionalFields=Library__c.Secret__c,Library__c.Name`)),
            ['Name'],
        );
    });
});

describe('a save', () => {
    const save = (method: 'POST' | 'PATCH', path: string, fields: object, headers = {}): Promise<Answer> =>
        admin.send(method, `/ui-api/records${path}`, { apiName: 'Library__c', fields }, headers);

    test('makes a record (201), changes it (200) and deletes it (204)', async () => {
        const made = await save('POST', '', { Name: 'New', City__c: 'Brugge', Budget__c: 5 });
        const { id, fields } = made.body as Shown;
        assert.deepEqual([made.status, fields['City__c']?.value], [201, 'Brugge']);
        const changed = await save('PATCH', `/${id}`, { City__c: 'Aalst' });
        assert.deepEqual([changed.status, (changed.body as Shown).fields['City__c']?.value], [200, 'Aalst']);
        assert.equal((await admin.send('DELETE', `/ui-api/records/${id}`)).status, 204);
        assert.equal(outcomeOf(await admin.send('DELETE', `/ui-api/records/${id}`)), '404 NOT_FOUND');
    });

    test('that is refused tells each error at its field, or among the others', async () => {
        const { status, body } = await save('POST', '', { Name: 'New', Opened__c: 'never', Nope__c: 1 });
        const unknown = body as { enhancedErrorType: string; statusCode: number; output: Errors };
        assert.deepEqual([status, unknown.statusCode, unknown.enhancedErrorType], [400, 400, 'RecordError']);
        assert.equal(unknown.output.errors[0]?.errorCode, 'INVALID_FIELD');
        const badDate = ((await save('POST', '', { Name: 'New', Opened__c: 'never' })).body as typeof unknown).output;
        assert.deepEqual(badDate.errors, []);
        assert.deepEqual(
            badDate.fieldErrors['Opened__c']?.map(({ field, fieldLabel }) => [field, fieldLabel]),
            [['Opened__c', 'Opened']],
        );
        const rule = ((await save('PATCH', `/${library}`, { Budget__c: 1 })).body as typeof unknown).output;
        const all = [...rule.errors, ...Object.values(rule.fieldErrors).flat()];
        assert.deepEqual(
            all.map(({ errorCode }) => errorCode),
            ['FIELD_CUSTOM_VALIDATION_EXCEPTION'],
        );
    });

    test('is refused when the record has changed since the client read it', async () => {
        const since = (date: string): Promise<Answer> =>
            save('PATCH', `/${library}`, { City__c: 'Gent' }, { 'if-unmodified-since': date });
        assert.equal(outcomeOf(await since('Thu, 16 May 2024 10:00:00 GMT')), '412 PRECONDITION_FAILED');
        assert.equal((await since('Fri, 17 May 2024 10:00:00 GMT')).status, 200);
    });

    test('with a body of the wrong shape gets 400', async () => {
        for (const body of [
            [],
            'x',
            { fields: [] },
            { fields: {} },
            { apiName: 5, fields: {} },
            { apiName: 'Library__c' },
        ])
            assert.equal(
                (
                    await admin.send('POST', '/ui-api/records', JSON.stringify(body), {
                        'content-type': 'application/json',
                    })
                ).status,
                400,
            );
        assert.equal(
            outcomeOf(await admin.send('POST', '/ui-api/records', { apiName: 'Nope', fields: {} })),
            '404 NOT_FOUND',
        );
        assert.equal(
            outcomeOf(await reader.send('POST', '/ui-api/records', { apiName: 'Library__c', fields: { Name: 'N' } })),
            '400',
        );
    });

    test('may be part of a composite', async () => {
        const url = '/services/data/v66.0/ui-api/records';
        const part = (referenceId: string, fields: object): object => ({
            method: 'POST',
            url,
            referenceId,
            body: { apiName: 'Library__c', fields },
        });
        const compositeRequest = [part('a', { Name: 'Part' }), part('b', { Name: 'Part', Opened__c: 'never' })];
        const { body } = await admin.send('POST', '/composite', { allOrNone: true, compositeRequest });
        const codes = (body as { compositeResponse: { httpStatusCode: number }[] }).compositeResponse.map(
            (one) => one.httpStatusCode,
        );
        assert.deepEqual(codes, [400, 400]);
        assert.equal(await admin.count("SELECT Id FROM Library__c WHERE Name = 'Part'"), 0);
    });
});

interface Errors {
    errors: { errorCode: string }[];
    fieldErrors: Record<string, { errorCode: string; field: string; fieldLabel: string }[]>;
}

describe('a form', () => {
    test('for a new record begins with the defaults of its type', async () => {
        const type = await recordType('Public');
        const { body } = await admin.get(`/ui-api/record-defaults/create/Library__c?recordTypeId=${type}`);
        const { layout, objectInfos, record } = body as {
            layout: { mode: string };
            objectInfos: object;
            record: Shown;
        };
        assert.deepEqual([layout.mode, Object.keys(objectInfos), record.id], ['Create', ['Library__c'], null]);
        assert.deepEqual(record.fields['Region__c'], { displayValue: 'South', value: 'South' });
        assert.equal(record.recordTypeInfo?.name, 'Public library');
    });

    test('for a copy begins with what may be copied', async () => {
        const { body } = await admin.get(`/ui-api/record-defaults/template/clone/${library}`);
        const { record } = body as { record: Shown & { cloneSourceId: string } };
        assert.deepEqual([record.cloneSourceId, record.fields['City__c']?.value], [library, 'Gent']);
        assert.ok(!names(record).some((name) => ['Id', 'CreatedDate', 'Shelves__c'].includes(name)));
    });

    test('knows everything about a record in one answer', async () => {
        const { body } = await admin.get(`/ui-api/record-ui/${library}?layoutTypes=Full,Compact&modes=View,Edit`);
        const { layouts, layoutUserStates, objectInfos, records } = body as Record<string, Record<string, unknown>>;
        const byType = (layouts?.['Library__c'] as Record<string, Record<string, object>>)['012000000000000AAA'];
        assert.deepEqual(Object.keys(byType ?? {}), ['Full', 'Compact']);
        assert.deepEqual(Object.keys(byType?.['Full'] ?? {}), ['View', 'Edit']);
        assert.ok(Object.keys(layoutUserStates ?? {}).length >= 1);
        assert.ok(['Library__c', 'User'].every((name) => name in (objectInfos ?? {})));
        assert.deepEqual(Object.keys(records ?? {}), [library]);
    });
});

async function recordType(name: string): Promise<string> {
    const { body } = await admin.query(`SELECT Id FROM RecordType WHERE DeveloperName = '${name}'`);
    return (body as { records: { Id: string }[] }).records[0]?.Id ?? '';
}
