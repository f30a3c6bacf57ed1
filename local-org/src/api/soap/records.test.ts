/** Records by the partner API: what is written, what is read, and what is refused. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseXml } from '../../metadata/xml.ts';
import { TestServer, type Answer, type Client } from '../suite/client.ts';
import { soapCall, sObject, valuesOf } from './suite.ts';

let server: TestServer;
let admin: Client;
before(() => {
    server = new TestServer();
    admin = server.admin;
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

async function call(body: string, header = '', session = admin.token): Promise<Answer> {
    const answer = await soapCall(server, session, body, { header });
    parseXml(answer.text);
    return answer;
}

async function idsOf(body: string): Promise<string[]> {
    const answer = await call(body);
    assert.ok(
        valuesOf(answer, 'success').every((one) => one === 'true'),
        answer.text,
    );
    return valuesOf(answer, 'id');
}

const query = (soql: string, header = ''): Promise<Answer> =>
    call(`<query><queryString>${soql.replaceAll('<', '&lt;')}</queryString></query>`, header);

describe('records', () => {
    test('are created, updated, emptied, retrieved, deleted and taken back', async () => {
        const [id = '', other = ''] = await idsOf(
            `<create>${sObject('Account', '<Name>A &amp; B</Name><Phone>1</Phone>')}${sObject('Contact', '<LastName>L</LastName>')}</create>`,
        );
        assert.match(id, /^001/);
        assert.match(other, /^003/);
        await idsOf(
            `<update>${sObject('Account', `<fieldsToNull>Phone</fieldsToNull><Id>${id}</Id><Site>s</Site>`)}</update>`,
        );
        const asked = '<fieldList>Name, Phone,Site</fieldList><sObjectType>Account</sObjectType>';
        const found = await call(`<retrieve>${asked}<ids>${id}</ids><ids>001000000000zzzAAA</ids></retrieve>`);
        assert.deepEqual(valuesOf(found, 'Phone'), ['nil']);
        assert.deepEqual(valuesOf(found, 'Name'), ['A &amp; B']);
        assert.deepEqual(valuesOf(found, 'type'), ['Account']);
        assert.match(found.text, /<result xsi:nil="true"\/><\/retrieveResponse>/);
        await idsOf(`<delete><ids>${id}</ids></delete>`);
        assert.deepEqual(valuesOf(await query(`SELECT Id FROM Account WHERE Id = '${id}'`), 'size'), ['0']);
        const all = `<queryAll><queryString>SELECT IsDeleted FROM Account WHERE Id = '${id}'</queryString></queryAll>`;
        assert.deepEqual(valuesOf(await call(all), 'IsDeleted'), ['true']);
        await idsOf(`<undelete><ids>${id}</ids></undelete>`);
        await idsOf(`<delete><ids>${id}</ids></delete>`);
        await idsOf(`<emptyRecycleBin><ids>${id}</ids></emptyRecycleBin>`);
        assert.deepEqual(valuesOf(await call(`<undelete><ids>${id}</ids></undelete>`), 'success'), ['false']);
        const twice = await call(`<emptyRecycleBin><ids>${id}</ids><ids>x</ids></emptyRecycleBin>`);
        assert.deepEqual(valuesOf(twice, 'statusCode'), ['INVALID_ID_FIELD', 'MALFORMED_ID']);
    });

    test('are upserted by a key, and name parents by theirs', async () => {
        const upsert = (name: string): Promise<Answer> =>
            call(
                `<upsert><externalIDFieldName>Key__c</externalIDFieldName>${sObject('Everything__c', `<Key__c>soap</Key__c><Name>${name}</Name><Required__c>x</Required__c><Check__c>true</Check__c><Number__c>1.5</Number__c><DateTime__c>2024-02-29T12:00:00.000Z</DateTime__c>`)}</upsert>`,
            );
        assert.deepEqual(valuesOf(await upsert('a'), 'created'), ['true']);
        assert.deepEqual(valuesOf(await upsert('b'), 'created'), ['false']);
        const read = await query("SELECT Name, Check__c, DateTime__c FROM Everything__c WHERE Key__c = 'soap'");
        assert.deepEqual(
            ['Name', 'Check__c', 'DateTime__c'].map((name) => valuesOf(read, name)[0]),
            ['b', 'true', '2024-02-29T12:00:00.000Z'],
        );
    });

    test('fail one by one, or all together under AllOrNoneHeader', async () => {
        const two = `<create>${sObject('Account', '<Name>good</Name>')}${sObject('Account', '')}</create>`;
        const apart = await call(two);
        assert.deepEqual(valuesOf(apart, 'success'), ['true', 'false']);
        assert.deepEqual(valuesOf(apart, 'statusCode'), ['REQUIRED_FIELD_MISSING']);
        assert.deepEqual(valuesOf(apart, 'fields'), ['Name']);
        const header = '<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>';
        const together = await call(two.replace('good', 'none'), header);
        assert.deepEqual(valuesOf(together, 'success'), ['false', 'false']);
        assert.equal(await admin.count("SELECT count() FROM Account WHERE Name = 'none'"), 0);
    });

    test('are refused as a whole by faults that have the documented codes', async () => {
        const faults: Record<string, string> = {
            [`<create>${sObject('Nope__c', '')}</create>`]: 'INVALID_TYPE',
            [`<create>${sObject('', '')}</create>`]: 'INVALID_TYPE',
            [`<create>${sObject('Account', '<Nope__c>1</Nope__c>')}</create>`]: 'INVALID_FIELD',
            [`<create>${sObject('Account', '').repeat(201)}</create>`]: 'EXCEEDED_ID_LIMIT',
            [`<upsert><externalIDFieldName>Nope</externalIDFieldName>${sObject('Account', '')}</upsert>`]:
                'INVALID_FIELD',
            '<query><queryString>SELECT</queryString></query>': 'MALFORMED_QUERY',
            '<query/>': 'MALFORMED_QUERY',
            '<queryMore><queryLocator>x</queryLocator></queryMore>': 'INVALID_QUERY_LOCATOR',
            '<search><searchString>x</searchString></search>': 'MALFORMED_SEARCH',
            '<retrieve><fieldList>Id</fieldList><sObjectType>Account</sObjectType><ids>x</ids></retrieve>':
                'MALFORMED_ID',
            '<retrieve><fieldList>Id FROM User</fieldList><sObjectType>Account</sObjectType></retrieve>':
                'INVALID_FIELD',
            '<describeSObject><sObjectType>Nope</sObjectType></describeSObject>': 'INVALID_TYPE',
            '<convertLead/>': 'FUNCTIONALITY_NOT_ENABLED',
        };
        for (const [body, code] of Object.entries(faults)) {
            const answer = await call(body);
            assert.equal(answer.status, 500, body);
            assert.deepEqual(valuesOf(answer, 'exceptionCode'), [code], body);
        }
    });

    test('of others are not reached', async () => {
        const reader = server.user('Soap', { sets: ['Reader'] });
        const library = await admin.make('Library__c', { Name: 'secret soap', Code__c: 'SOAP1' });
        const asked = '<fieldList>Name</fieldList><sObjectType>Library__c</sObjectType>';
        const found = await call(`<retrieve>${asked}<ids>${library}</ids></retrieve>`, '', reader.token);
        assert.doesNotMatch(found.text, /secret/);
        const changed = await call(
            `<update>${sObject('Library__c', `<Id>${library}</Id>`)}</update>`,
            '',
            reader.token,
        );
        assert.deepEqual(valuesOf(changed, 'success'), ['false']);
        const bin = `<emptyRecycleBin><ids>${library}</ids></emptyRecycleBin>`;
        await admin.send('DELETE', `/sobjects/Library__c/${library}`);
        assert.deepEqual(valuesOf(await call(bin, '', reader.token), 'success'), ['false']);
    });
});

describe('queries', () => {
    test('give parents, children and totals as elements of their own', async () => {
        const [account = ''] = await idsOf(`<create>${sObject('Account', '<Name>Parent</Name>')}</create>`);
        await idsOf(
            `<create>${sObject('Contact', `<LastName>Child</LastName><AccountId>${account}</AccountId>`)}</create>`,
        );
        const child = await query("SELECT LastName, Account.Name FROM Contact WHERE LastName = 'Child'");
        assert.match(
            child.text,
            /<sf:Account xsi:type="sf:sObject"><sf:type>Account<\/sf:type><sf:Id xsi:nil="true"\/><sf:Name>Parent</,
        );
        const parent = await query(`SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Id = '${account}'`);
        assert.match(parent.text, /<sf:Contacts xsi:type="QueryResult"><done>true<\/done>.*Child.*<size>1<\/size>/);
        const total = await query('SELECT count(Id) n FROM Contact');
        assert.match(total.text, /<sf:type>AggregateResult<\/sf:type><sf:Id xsi:nil="true"\/><sf:n>\d+</);
    });

    test('come in pages of the size that QueryOptions asks for', async () => {
        for (let made = 0; made < 2; made++)
            await idsOf(`<create>${sObject('Account', '<Name>Many</Name>').repeat(150)}</create>`);
        const options = '<QueryOptions><batchSize>200</batchSize></QueryOptions>';
        const first = await query("SELECT Id FROM Account WHERE Name = 'Many'", options);
        assert.deepEqual(valuesOf(first, 'size'), ['300']);
        assert.equal(valuesOf(first, 'type').length, 200);
        const [locator = ''] = valuesOf(first, 'queryLocator');
        const second = await call(`<queryMore><queryLocator>${locator}</queryLocator></queryMore>`);
        assert.equal(valuesOf(second, 'type').length, 100);
        assert.deepEqual(valuesOf(second, 'done'), ['true']);
    });

    test('find words, changes and the time', async () => {
        const search = '<search><searchString>FIND {Parent} RETURNING Account(Name)</searchString></search>';
        assert.deepEqual(valuesOf(await call(search), 'Name'), ['Parent']);
        const period = '<startDate>2024-05-17T00:00:00Z</startDate><endDate>2024-05-18T00:00:00Z</endDate>';
        const updated = `<getUpdated><sObjectType>Account</sObjectType>${period}</getUpdated>`;
        assert.ok(valuesOf(await call(updated), 'ids').length > 300);
        const deleted = `<getDeleted><sObjectType>Account</sObjectType>${period}</getDeleted>`;
        assert.deepEqual(valuesOf(await call(deleted), 'latestDateCovered'), ['2024-05-18T00:00:00.000Z']);
        assert.deepEqual(valuesOf(await call('<getServerTimestamp/>'), 'timestamp'), ['2024-05-17T10:00:00.000Z']);
    });
});

describe('describe calls', () => {
    test('tell of objects, layouts and tabs', async () => {
        assert.ok(valuesOf(await call('<describeGlobal/>'), 'keyPrefix').includes('001'));
        const both = await call(
            '<describeSObjects><sObjectType>Account</sObjectType><sObjectType>Library__c</sObjectType></describeSObjects>',
        );
        assert.ok(valuesOf(both, 'name').includes('Library__c'));
        const layout = await call('<describeLayout><sObjectType>Library__c</sObjectType></describeLayout>');
        assert.ok(valuesOf(layout, 'value').includes('Name'));
        assert.equal((await call('<describeTabs/>')).status, 200);
        assert.equal((await call('<describeAllTabs/>')).status, 200);
        const compact = '<describeCompactLayouts><sObjectType>Library__c</sObjectType></describeCompactLayouts>';
        assert.deepEqual(valuesOf(await call(compact), 'objectType'), ['Library__c']);
    });
});

describe('what is switched off', () => {
    test('refuses record by record', async () => {
        const mail = await call('<sendEmail><messages/><messages/></sendEmail>');
        assert.deepEqual(valuesOf(mail, 'statusCode'), ['NO_SINGLE_MAIL_PERMISSION', 'NO_SINGLE_MAIL_PERMISSION']);
        const [id = ''] = await idsOf(`<create>${sObject('Account', '<Name>Approve me</Name>')}</create>`);
        const submit = (record: string): string =>
            `<process><actions xsi:type="ProcessSubmitRequest"><objectId>${record}</objectId></actions></process>`;
        assert.deepEqual(valuesOf(await call(submit(id)), 'statusCode'), ['NO_APPLICABLE_PROCESS']);
        assert.deepEqual(valuesOf(await call(submit('x')), 'statusCode'), ['INVALID_CROSS_REFERENCE_KEY']);
    });
});
