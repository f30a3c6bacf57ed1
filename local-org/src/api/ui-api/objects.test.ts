/** Objects, picklists, layouts and lookups of the User Interface API, as users with different rights get them. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Client } from '../suite/client.ts';
import { got } from '../suite/ui-api.ts';

let server: TestServer;
let admin: Client;
let reader: Client;
let clerk: Client;

before(() => {
    server = new TestServer();
    admin = server.admin;
    reader = server.user('Reader', { sets: ['Reader'] });
    clerk = server.user('Clerk', { profile: 'Clerk', sets: ['Librarian'] });
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

interface Info {
    fields: Record<string, Record<string, unknown>>;
    dependentFields: object;
    recordTypeInfos: Record<string, { name: string; defaultRecordTypeMapping: boolean }>;
    [property: string]: unknown;
}

describe('an object', () => {
    test('tells its fields with what a form needs of them', async () => {
        const info = await got<Info>(admin, 'object-info/Volume__c');
        assert.deepEqual(info.dependentFields, { Kind__c: { Genre__c: {} } });
        const { apiName, label, nameFields, keyPrefix, createable } = info;
        const prefix = server.org.schema.object('Volume__c')?.keyPrefix;
        assert.deepEqual(
            [apiName, label, nameFields, keyPrefix, createable],
            ['Volume__c', 'Book', ['Name'], prefix, true],
        );
        const { controllerName, controllingFields, dataType } = info.fields['Genre__c'] ?? {};
        assert.deepEqual([controllerName, controllingFields, dataType], ['Kind__c', ['Kind__c'], 'Picklist']);
        assert.deepEqual(info.fields['Rack__c']?.['referenceToInfos'], [{ apiName: 'Rack__c', nameFields: ['Name'] }]);
        const { fields } = await got<Info>(admin, 'object-info/Lending__c');
        assert.deepEqual(fields['Library__c']?.['filteredLookupInfo'], {
            controllingFields: ['Region__c'],
            dependent: true,
            optionalFilter: false,
        });
    });

    test('shows a user what he may read, and no more', async () => {
        const mine = await got<Info>(reader, 'object-info/Library__c');
        const names = Object.keys(mine.fields);
        assert.ok(!names.includes('Secret__c') && names.includes('City__c'));
        assert.deepEqual([mine['createable'], mine.fields['City__c']?.['updateable']], [false, false]);
        for (const name of ['Lending__c', 'Everything__c', 'Nope'])
            assert.equal(outcomeOf(await reader.get(`/ui-api/object-info/${name}`)), '404 NOT_FOUND');
        const { objects } = await got<{ objects: object }>(reader, 'object-info');
        assert.ok('Library__c' in objects && !('Lending__c' in objects));
        assert.equal(outcomeOf(await admin.get('/ui-api/object-info/PermissionSet')), '400 INVALID_TYPE');
    });

    test('has the record types of the user, with his default', async () => {
        const { recordTypeInfos, defaultRecordTypeId } = await got<Info>(clerk, 'object-info/Library__c');
        const usual = Object.values(recordTypeInfos).filter((one) => one.defaultRecordTypeMapping);
        assert.deepEqual(
            usual.map(({ name }) => name),
            ['School library'],
        );
        assert.equal(recordTypeInfos[String(defaultRecordTypeId)]?.name, 'School library');
        assert.equal((await got<Info>(admin, 'object-info/Library__c'))['defaultRecordTypeId'], MASTER);
    });

    test('comes in batches', async () => {
        const { results } = await got<{ results: { statusCode: number }[] }>(
            admin,
            'object-info/batch/Library__c,Nope',
        );
        assert.deepEqual(
            results.map((one) => one.statusCode),
            [200, 404],
        );
    });
});

const MASTER = '012000000000000AAA';

async function recordType(name: string): Promise<string> {
    const { body } = await admin.query(`SELECT Id FROM RecordType WHERE DeveloperName = '${name}'`);
    return (body as { records: { Id: string }[] }).records[0]?.Id ?? '';
}

interface Picklist {
    controllerValues: Record<string, number>;
    defaultValue: { value: string } | null;
    values: { value: string; label: string; validFor: number[] }[];
}

describe('a picklist', () => {
    test('has the values and the default of the record type', async () => {
        const values = (type: string): Promise<Picklist> =>
            got(admin, `object-info/Library__c/picklist-values/${type}/Region__c`);
        const all = await values(MASTER);
        assert.deepEqual([all.values.map(({ value }) => value), all.defaultValue], [['North', 'South', 'East'], null]);
        const some = await values(await recordType('Public'));
        assert.deepEqual(
            some.values.map(({ value }) => value),
            ['North', 'South'],
        );
        assert.equal(some.defaultValue?.value, 'South');
    });

    test('that depends on another tells with which of its values', async () => {
        const { picklistFieldValues } = await got<{ picklistFieldValues: Record<string, Picklist> }>(
            admin,
            `object-info/Volume__c/picklist-values/${MASTER}`,
        );
        const { controllerValues, values } = picklistFieldValues['Genre__c'] ?? { values: [] };
        assert.deepEqual(controllerValues, { Fiction: 0, Fact: 1 });
        assert.deepEqual(
            values.map(({ value, validFor }) => [value, validFor]),
            [
                ['Novel', [0]],
                ['Comic', [0, 1]],
                ['Atlas', [1]],
            ],
        );
    });

    test('is refused for a record type or field that there is not', async () => {
        for (const [path, outcome] of [
            [`${MASTER}/City__c`, '400 INVALID_FIELD'],
            [`${MASTER}/Nope__c`, '400 INVALID_FIELD'],
            ['012000000000999AAA/Region__c', '400 INVALID_RECORD_TYPE'],
            ['x/Region__c', '400 INVALID_RECORD_TYPE'],
        ])
            assert.equal(
                outcomeOf(await admin.get(`/ui-api/object-info/Library__c/picklist-values/${String(path)}`)),
                outcome,
            );
    });
});

interface Layout {
    id: string;
    sections: {
        id: string | null;
        columns: number;
        heading: string | null;
        useHeading: boolean;
        layoutRows: {
            layoutItems: {
                required: boolean;
                editableForNew: boolean;
                layoutComponents: { apiName: string | null; componentType: string }[];
            }[];
        }[];
    }[];
}

const rows = ({ sections }: Layout): (string | null | undefined)[][] =>
    sections.flatMap(({ layoutRows }) =>
        layoutRows.map(({ layoutItems }) => layoutItems.map((one) => one.layoutComponents[0]?.apiName)),
    );

describe('a layout', () => {
    test('is read row by row, with space where a column is shorter', async () => {
        const layout = await got<Layout>(admin, 'layout/Library__c');
        assert.deepEqual(rows(layout), [
            ['Name', 'Budget__c'],
            ['City__c', 'Secret__c'],
            ['Region__c', 'Keeper__c'],
            [null, 'Shelves__c'],
            ['CreatedById', 'LastModifiedById'],
        ]);
        assert.deepEqual(
            layout.sections.map(({ heading, useHeading, columns }) => [heading, useHeading, columns]),
            [
                ['The library', true, 2],
                ['System Information', false, 2],
            ],
        );
        const name = layout.sections[0]?.layoutRows[0]?.layoutItems[0];
        assert.deepEqual([name?.required, name?.editableForNew], [true, true]);
    });

    test('leaves out what the user may not read', async () => {
        assert.ok(
            !rows(await got<Layout>(reader, 'layout/Library__c'))
                .flat()
                .includes('Secret__c'),
        );
        assert.deepEqual(rows(await got<Layout>(reader, 'layout/Library__c?layoutType=Compact')), [
            ['Name'],
            ['City__c'],
        ]);
    });

    test('is that which the profile assigns to the record type', async () => {
        const school = await recordType('School');
        assert.deepEqual(rows(await got<Layout>(clerk, `layout/Library__c?recordTypeId=${school}`)), [
            ['Name'],
            ['Code__c'],
        ]);
        // the clerk's own default is a school
        assert.deepEqual(rows(await got<Layout>(clerk, 'layout/Library__c')), [['Name'], ['Code__c']]);
        assert.ok(rows(await got<Layout>(clerk, `layout/Library__c?recordTypeId=${MASTER}`)).length > 2);
        assert.ok(rows(await got<Layout>(admin, `layout/Library__c?recordTypeId=${school}`)).length > 2);
    });

    test('of an object without one has its name, its owner, and what it requires', async () => {
        assert.deepEqual(rows(await got<Layout>(admin, 'layout/Rack__c')).flat(), [
            'Name',
            'Library__c',
            'CreatedById',
            'LastModifiedById',
        ]);
    });

    test('remembers for each user which sections he collapsed', async () => {
        const { id, sections } = await got<Layout>(admin, 'layout/Library__c');
        const section = String(sections[0]?.id);
        const path = '/ui-api/layout/Library__c/user-state';
        const state = { sectionUserStates: { [section]: { collapsed: true } } };
        assert.equal((await admin.send('PATCH', path, state)).status, 200);
        const kept = (
            client: Client,
        ): Promise<{ id: string; sectionUserStates: Record<string, { collapsed: boolean }> }> =>
            got(client, 'layout/Library__c/user-state');
        assert.deepEqual(
            [(await kept(admin)).id, (await kept(admin)).sectionUserStates[section]?.collapsed],
            [id, true],
        );
        assert.equal((await kept(reader)).sectionUserStates[section]?.collapsed, false);
        for (const bad of [{ nope: { collapsed: true } }, { [section]: { collapsed: 'x' } }, { [section]: null }])
            assert.equal(outcomeOf(await admin.send('PATCH', path, { sectionUserStates: bad })), '400 INVALID_INPUT');
    });

    test('is refused for a type, mode or record type that there is not', async () => {
        for (const query of ['layoutType=Nope', 'mode=Nope'])
            assert.equal(
                outcomeOf(await admin.get(`/ui-api/layout/Library__c?${query}`)),
                '400 INVALID_PARAMETER_VALUE',
            );
        assert.equal(outcomeOf(await admin.get('/ui-api/layout/Library__c?recordTypeId=x')), '400 INVALID_RECORD_TYPE');
    });
});

interface Choices {
    count: number;
    records: { id: string; fields: Record<string, { value: unknown }> }[];
    nextPageUrl: string | null;
}

describe('a lookup', () => {
    let open: string;
    let southern: string;
    before(async () => {
        open = await admin.make('Library__c', {
            Name: 'Stad Noord',
            Open__c: true,
            Region__c: 'North',
            OwnerId: clerk.userId,
        });
        southern = await admin.make('Library__c', {
            Name: 'Stad Zuid',
            Open__c: true,
            Region__c: 'South',
            OwnerId: clerk.userId,
        });
        await admin.make('Library__c', {
            Name: 'Stad Dicht',
            Open__c: false,
            Region__c: 'North',
            OwnerId: clerk.userId,
        });
    });
    const choices = async (
        client: Client,
        query: string,
        path = 'Lending__c/Library__c/Library__c',
    ): Promise<string[]> => (await got<Choices>(client, `lookups/${path}?${query}`)).records.map(({ id }) => id);

    test('offers what its filter lets through, given the other fields of the form', async () => {
        assert.deepEqual(await choices(admin, 'q=Stad&dependentFieldBindings=Region__c%3DNorth'), [open]);
        assert.deepEqual(await choices(admin, 'q=Stad&dependentFieldBindings=Region__c%3DSouth'), [southern]);
        assert.deepEqual(await choices(admin, 'q=Stad'), []);
        const rack = await admin.make('Rack__c', { Library__c: southern });
        const volume = await admin.make('Volume__c', { Name: 'Lent', Rack__c: rack });
        const lending = await admin.make('Lending__c', { Region__c: 'South', Volume__c: volume });
        assert.deepEqual(await choices(admin, `q=Stad&sourceRecordId=${lending}`), [southern]);
    });

    test('offers beginnings of words while one types, and only what the user sees', async () => {
        const path = 'Member__c/Library__c/Library__c';
        assert.equal((await choices(admin, 'q=Zu&searchType=TypeAhead', path)).length, 1);
        assert.equal((await choices(admin, 'q=tad&searchType=TypeAhead', path)).length, 0);
        assert.equal((await choices(admin, 'q=tad&searchType=Search', path)).length, 3);
        assert.deepEqual(await choices(server.user('Lone', { sets: ['Librarian'] }), 'q=Stad', path), []);
        assert.deepEqual(await choices(admin, 'q=%25', path), []);
    });

    test('offers what was viewed last', async () => {
        assert.deepEqual(await choices(admin, 'searchType=Recent', 'Member__c/Library__c/Library__c'), []);
        for (const id of [open, southern]) await got(admin, `records/${id}?fields=Library__c.Name&updateMru=true`);
        assert.deepEqual(await choices(admin, 'searchType=Recent', 'Member__c/Library__c/Library__c'), [
            southern,
            open,
        ]);
    });

    test('is refused when it is none, or refers to another object', async () => {
        assert.equal(outcomeOf(await admin.get('/ui-api/lookups/Library__c/City__c')), '400 INVALID_FIELD');
        assert.equal(outcomeOf(await admin.get('/ui-api/lookups/Lending__c/Library__c/User')), '404 NOT_FOUND');
        for (const query of ['searchType=Nope', 'page=0', 'pageSize=x', 'pageSize=9999999'])
            assert.equal(
                outcomeOf(await admin.get(`/ui-api/lookups/Lending__c/Library__c?${query}`)),
                '400 INVALID_PARAMETER_VALUE',
            );
    });
});

describe('duplicates', () => {
    test('are found by no rule, for there is none', async () => {
        const { dedupeEnabled } = await got<{ dedupeEnabled: boolean }>(admin, 'duplicates/Library__c');
        assert.equal(dedupeEnabled, false);
        const { body } = await admin.send('POST', '/ui-api/predupe', { apiName: 'Library__c', fields: { Name: 'x' } });
        assert.deepEqual(body, { allowSave: true, duplicateError: false, duplicateRules: [], matches: [] });
    });
});
