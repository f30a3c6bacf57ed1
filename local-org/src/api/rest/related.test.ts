/** What hangs together: relationships of records, layouts, quick actions, processes, searches, what was seen last. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Answer, type Client } from '../suite/client.ts';
import { soapCall } from '../soap/suite.ts';

let server: TestServer;
let admin: Client;
let account: string;
let contact: string;
before(async () => {
    server = new TestServer();
    admin = server.admin;
    account = await admin.make('Account', { Name: 'Parent' });
    contact = await admin.make('Contact', { LastName: 'Child', AccountId: account });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const member = ({ body }: Answer, name: string): unknown => (body as Record<string, unknown>)[name];

describe('a relationship', () => {
    test('leads to the parent, which is read, changed and deleted through it', async () => {
        const path = `/sobjects/Contact/${contact}/Account`;
        assert.equal(member(await admin.get(`${path}?fields=Name`), 'Name'), 'Parent');
        assert.equal((await admin.send('PATCH', path, { Phone: '1' })).status, 204);
        assert.equal(member(await admin.get(`/sobjects/Account/${account}`), 'Phone'), '1');
        const orphan = await admin.make('Contact', { LastName: 'Orphan' });
        assert.equal(outcomeOf(await admin.get(`/sobjects/Contact/${orphan}/Account`)), '404 NOT_FOUND');
        const gone = await admin.make('Account', { Name: 'Gone' });
        const child = await admin.make('Account', { Name: 'x', ParentId: gone });
        assert.equal((await admin.send('DELETE', `/sobjects/Account/${child}/Parent`)).status, 204);
        assert.equal((await admin.get(`/sobjects/Account/${gone}`)).status, 404);
    });

    test('leads to the children, page by page', async () => {
        const children = await admin.get(`/sobjects/Account/${account}/contacts?fields=LastName`);
        const records = member(children, 'records') as Record<string, unknown>[];
        assert.deepEqual(
            records.map((record) => [Object.keys(record), record['LastName']]),
            [[['attributes', 'LastName'], 'Child']],
        );
        const wrong = await admin.get(`/sobjects/Account/${account}/Contacts?fields=Nope`);
        assert.equal(outcomeOf(wrong), '400 INVALID_FIELD');
        assert.equal((await admin.send('POST', `/sobjects/Account/${account}/Contacts`, {})).status, 405);
    });

    test('does not lead past the rights of the user', async () => {
        const reader = server.user('Reader', { sets: ['Reader'] });
        for (const path of [
            `/sobjects/Account/${account}/Contacts`,
            `/sobjects/Account/${account}/Nope`,
            `/sobjects/Contact/${contact}/Account`,
            `/sobjects/User/${reader.userId}/Contacts`,
        ])
            assert.equal(outcomeOf(await reader.get(path)), '404 NOT_FOUND', path);
    });
});

describe('layouts', () => {
    test('are told with the record types that lead to them', async () => {
        const { body } = await admin.get('/sobjects/Library__c/describe/layouts');
        const { layouts, recordTypeMappings, recordTypeSelectorRequired } = body as {
            layouts: { id: string; editLayoutSections: { layoutRows: unknown[] }[] }[];
            recordTypeMappings: { recordTypeId: string; layoutId: string; name: string }[];
            recordTypeSelectorRequired: boolean[];
        };
        assert.deepEqual(recordTypeSelectorRequired, [true]);
        assert.ok((layouts[0]?.editLayoutSections[0]?.layoutRows.length ?? 0) > 0);
        const school = recordTypeMappings.find(({ name }) => name.startsWith('School'));
        const one = await admin.get(`/sobjects/Library__c/describe/layouts/${school?.recordTypeId ?? ''}`);
        assert.equal(member(one, 'id'), school?.layoutId);
    });

    test('of other kinds are told as far as there are any', async () => {
        const compact = await admin.get('/sobjects/Library__c/describe/compactLayouts');
        assert.equal((member(compact, 'compactLayouts') as object[]).length, 1);
        assert.equal((await admin.get('/sobjects/Library__c/describe/compactLayouts/primary')).status, 200);
        assert.deepEqual((await admin.get('/sobjects/Library__c/describe/approvalLayouts')).body, {
            approvalLayouts: [],
        });
        const both = await admin.get('/compactLayouts?q=Account,Library__c');
        assert.deepEqual(Object.keys(both.body as object), ['Account', 'Library__c']);
        for (const path of [
            '/sobjects/Library__c/describe/layouts/x',
            '/sobjects/Library__c/describe/layouts/012000000000zzzAAA',
            '/sobjects/Library__c/describe/namedLayouts/x',
            '/sobjects/Library__c/describe/approvalLayouts/x',
            '/sobjects/Library__c/describe/nope',
            '/sobjects/Library__c/describe/layouts/x/y',
            '/sobjects/Nope/describe/layouts',
            '/compactLayouts?q=Nope',
        ])
            assert.equal(outcomeOf(await admin.get(path)), '404 NOT_FOUND', path);
    });
});

describe('quick actions', () => {
    before(async () => {
        const action = (name: string, body: string): string =>
            `<metadata xsi:type="QuickAction"><fullName>${name}</fullName>${body}</metadata>`;
        const layout = (field: string): string =>
            `<quickActionLayout><layoutSectionStyle>TwoColumnsLeftToRight</layoutSectionStyle><quickActionLayoutColumns><quickActionLayoutItems><emptySpace>false</emptySpace><field>${field}</field><uiBehavior>Edit</uiBehavior></quickActionLayoutItems></quickActionLayoutColumns></quickActionLayout>`;
        const both = [
            action(
                'New_Account',
                `<label>New account</label><optionsCreateFeedItem>false</optionsCreateFeedItem>${layout('Name')}<targetObject>Account</targetObject><type>Create</type>`,
            ),
            action(
                'Account.New_Contact',
                `<label>New contact</label><optionsCreateFeedItem>false</optionsCreateFeedItem>${layout('LastName')}<targetObject>Contact</targetObject><targetParentField>AccountId</targetParentField><type>Create</type>`,
            ),
        ];
        const made = await soapCall(server, admin.token, `<createMetadata>${both.join('')}</createMetadata>`, {
            path: 'm/66.0',
        });
        assert.doesNotMatch(made.text, /<success>false/, made.text);
    });

    test('are listed and described', async () => {
        const everywhere = (await admin.get('/quickActions')).body as { name: string }[];
        assert.deepEqual(
            everywhere.map(({ name }) => name),
            ['New_Account', 'New_Member'],
        );
        const own = (await admin.get('/sobjects/Account/quickActions')).body as { urls: { describe: string } }[];
        const described = await admin.get(own[0]?.urls.describe ?? '');
        assert.equal(member(described, 'targetSobjectType'), 'Contact');
        for (const path of ['/quickActions/Nope', '/quickActions/New_Account/nope', '/sobjects/Contact/quickActions/x'])
            assert.equal(outcomeOf(await admin.get(path)), '404 NOT_FOUND', path);
    });

    test('begin with what the record gives, and make a record', async () => {
        const path = '/sobjects/Account/quickActions/New_Contact';
        const defaults = await admin.get(`${path}/defaultValues/${account}`);
        assert.equal(member(defaults, 'AccountId'), account, defaults.text);
        const made = await admin.send('POST', path, { contextId: account, record: { LastName: 'Quick' } });
        assert.equal(made.status, 201, made.text);
        const [id = ''] = member(made, 'ids') as string[];
        assert.equal(member(await admin.get(`/sobjects/Contact/${id}`), 'AccountId'), account);
        const bare = await admin.send('POST', path, { contextId: account });
        assert.equal(bare.status, 400);
        assert.equal(member(bare, 'success'), false);
        assert.equal((await admin.send('POST', path, { contextId: 'x' })).status, 404);
    });
});

describe('processes and actions', () => {
    test('are none, and say so', async () => {
        assert.deepEqual((await admin.get('/process/rules')).body, { rules: {} });
        assert.deepEqual((await admin.get('/actions/standard')).body, { actions: [] });
        assert.deepEqual((await admin.get('/actions/custom')).body, {
            apex: '/services/data/v66.0/actions/custom/apex',
        });
        const submit = (contextId: string, actionType: string): Promise<Answer> =>
            admin.send('POST', '/process/approvals', { requests: [{ actionType, contextId }] });
        assert.equal(outcomeOf(await submit(account, 'Submit')), '400 NO_APPLICABLE_PROCESS');
        assert.equal(outcomeOf(await submit(account, 'Approve')), '400 INVALID_CROSS_REFERENCE_KEY');
        assert.equal(outcomeOf(await submit('x', 'Submit')), '400 INVALID_CROSS_REFERENCE_KEY');
        assert.equal(outcomeOf(await submit(account, 'Dance')), '400 INVALID_INPUT');
        for (const path of ['/process/x', '/actions/x', '/actions/standard/x', '/nouns', '/consent', '/recentlyViewed'])
            assert.equal(outcomeOf(await admin.get(path)), '404 NOT_FOUND', path);
    });
});

describe('search', () => {
    test('tells its scope and layouts, and suggests names', async () => {
        const scope = (await admin.get('/search/scopeOrder')).body as { type: string }[];
        assert.ok(scope.some(({ type }) => type === 'Account'));
        const [layout] = (await admin.get('/search/layout?q=Account')).body as { searchColumns: { name: string }[] }[];
        assert.deepEqual(layout?.searchColumns[0]?.name, 'Name');
        for (const Name of ['Suggest 1', 'Suggest 2', "Sugg'est_3"]) await admin.make('Account', { Name });
        const suggest = (q: string, limit = 5): Promise<Answer> =>
            admin.get(`/search/suggestions?q=${encodeURIComponent(q)}&sobject=Account&limit=${String(limit)}`);
        const found = await suggest('suggest', 1);
        assert.deepEqual(
            (member(found, 'autoSuggestResults') as { Name: string }[]).map(({ Name }) => Name),
            ['Suggest 1'],
        );
        assert.equal(member(found, 'hasMoreResults'), true);
        assert.equal((member(await suggest("Sugg'est_"), 'autoSuggestResults') as object[]).length, 1);
        assert.equal((member(await suggest('%'), 'autoSuggestResults') as object[]).length, 0);
        assert.equal(outcomeOf(await admin.get('/search/suggestions?q=x')), '400 MISSING_ARGUMENT');
        assert.equal((await admin.get('/search/nope')).status, 404);
    });
});

describe('what was seen last', () => {
    test('is told by record and by object', async () => {
        assert.deepEqual((await admin.get('/recent')).body, []);
        await admin.get(`/ui-api/records/${account}?fields=Account.Name&updateMru=true`);
        const [seen] = (await admin.get('/recent?limit=5')).body as { Id: string }[];
        assert.equal(seen?.Id, account);
        const [item] = (await admin.get('/sobjects/relevantItems')).body as { recordIds: string[] }[];
        assert.deepEqual(item?.recordIds, [account]);
        assert.equal((await admin.get('/appMenu/AppSwitcher')).status, 200);
        assert.equal((await admin.get('/appMenu/x')).status, 404);
        assert.equal((await admin.get('/jobs')).status, 200);
    });
});
