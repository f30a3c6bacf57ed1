/** Deploys: what is in the package is in the org, or nothing of it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf, TestServer, type Client } from '../suite/client.ts';
import { definition, manifest, MetadataClient, zipOf, type PackageFiles } from '../suite/metadata-client.ts';
import { makeUser } from '../../org/suite/library.ts';

let server: TestServer;
let admin: Client;
let metadata: MetadataClient;
before(() => {
    server = new TestServer();
    admin = server.admin;
    metadata = new MetadataClient(admin);
});
after(async () => {
    assert.deepEqual(server.faults, []);
    await server.close();
});

const CRATE = `
    <deploymentStatus>Deployed</deploymentStatus><label>Crate</label>
    <nameField><label>Name</label><type>Text</type></nameField>
    <pluralLabel>Crates</pluralLabel><sharingModel>ReadWrite</sharingModel>`;

const number = (name: string): string =>
    `<fields><fullName>${name}</fullName><label>${name}</label><precision>5</precision><scale>0</scale><type>Number</type></fields>`;
const text = (name: string, length = 20): string =>
    `<fields><fullName>${name}</fullName><label>${name}</label><length>${String(length)}</length><type>Text</type></fields>`;
const formula = (name: string, source: string): string =>
    `<fields><fullName>${name}</fullName><formula>${source}</formula><label>${name}</label><precision>18</precision><scale>0</scale><type>Number</type></fields>`;

function objectFile(name: string, ...parts: string[]): PackageFiles {
    return { [`objects/${name}.object`]: definition('CustomObject', parts.join('\n')) };
}

/** Deploys an object of its own to each test, with these fields. */
async function makeObject(name: string, ...fields: string[]): Promise<void> {
    const { failures } = await metadata.deploy({ CustomObject: [name] }, objectFile(name, CRATE, ...fields));
    assert.deepEqual(failures, []);
}

async function fieldsOf(object: string): Promise<string[]> {
    const { body, status } = await admin.get(`/sobjects/${object}/describe`);
    if (status !== 200) return [];
    const names = (body as { fields: { name: string }[] }).fields.map(({ name }) => name);
    return names.filter((name) => name.endsWith('__c'));
}

/** Fields by themselves, in the file of their object. */
function deployFields(
    object: string,
    fields: Record<string, string>,
    options: Record<string, string> = {},
): ReturnType<MetadataClient['deploy']> {
    const members = { CustomField: Object.keys(fields).map((name) => `${object}.${name}`) };
    return metadata.deploy(members, objectFile(object, ...Object.values(fields)), options);
}

describe('a deploy', () => {
    test('makes an object that can be used at once', async () => {
        const files = objectFile('Crate__c', CRATE, number('Weight__c'), formula('Double__c', 'Weight__c * 2'));
        const { status, successes } = await metadata.deploy({ CustomObject: ['Crate__c'] }, files);
        assert.equal(status, 'Succeeded');
        assert.deepEqual(successes, [
            'CustomObject Crate__c created',
            'CustomField Crate__c.Weight__c created',
            'CustomField Crate__c.Double__c created',
        ]);
        const id = await admin.make('Crate__c', { Name: 'a', Weight__c: 4 });
        const { body } = await admin.query(`SELECT Double__c FROM Crate__c WHERE Id = '${id}'`);
        assert.equal((body as { records: { Double__c: number }[] }).records[0]?.Double__c, 8);
    });

    test('of the same again leaves all as it was, data included', async () => {
        await makeObject('Same__c', number('Weight__c'));
        await admin.make('Same__c', { Name: 'a', Weight__c: 1 });
        const files = objectFile('Same__c', CRATE, number('Weight__c'));
        const { successes } = await metadata.deploy({ CustomObject: ['Same__c'] }, files);
        assert.deepEqual(successes, ['CustomObject Same__c same', 'CustomField Same__c.Weight__c same']);
        assert.equal(await admin.count('SELECT Id FROM Same__c WHERE Weight__c = 1'), 1);
    });

    test('of fields alone leaves the object and its other fields alone', async () => {
        await makeObject('Part__c', number('Old__c'));
        const { successes } = await deployFields('Part__c', { New__c: text('New__c') });
        assert.deepEqual(successes, ['CustomField Part__c.New__c created']);
        assert.deepEqual(await fieldsOf('Part__c'), ['New__c', 'Old__c']);
    });

    test('adds to a standard object', async () => {
        const { failures } = await deployFields('Contact', { Badge__c: text('Badge__c') });
        assert.deepEqual(failures, []);
        assert.ok((await fieldsOf('Contact')).includes('Badge__c'));
    });

    test('tells of a translation as one, fields included', async () => {
        await makeObject('Word__c', text('Code__c'));
        const translation = definition(
            'CustomObjectTranslation',
            '<fields><label>Kode</label><name>Code__c</name></fields><caseValues><plural>false</plural><value>Woord</value></caseValues>',
        );
        const files = { 'objectTranslations/Word__c-nl_NL.objectTranslation': translation };
        const { successes } = await metadata.deploy({ CustomObjectTranslation: ['Word__c-nl_NL'] }, files);
        assert.deepEqual(successes, ['CustomObjectTranslation Word__c-nl_NL created']);
    });

    test('that fails tells all faults, and changes nothing', async () => {
        await makeObject('Firm__c', number('Weight__c'));
        const schema = server.org.schema;
        const { status, failures, result } = await deployFields('Firm__c', {
            Good__c: text('Good__c'),
            Bad__c: '<fields><fullName>Bad__c</fullName>\n<label>Bad</label>\n<type>Nope</type></fields>',
            Wrong__c: formula('Wrong__c', 'Nope__c + 1'),
            Lost__c:
                '<fields><fullName>Lost__c</fullName><label>Lost</label><referenceTo>Nope__c</referenceTo><relationshipName>Lost</relationshipName><type>Lookup</type></fields>',
        });
        assert.equal(status, 'Failed');
        assert.deepEqual(failures, [
            "CustomField Firm__c.Bad__c: 'Nope' is not a valid value for the enum 'FieldType'",
            "CustomField Firm__c.Lost__c: referenceTo value of 'Nope__c' does not resolve to a valid sObject type",
            'CustomField Firm__c.Wrong__c: Field Nope__c does not exist. Check spelling.',
        ]);
        const lines = result
            .child('details')
            ?.all('componentFailures')
            .map((one) => one.value('lineNumber'));
        assert.deepEqual(lines, ['6', '8', '7']);
        assert.equal(server.org.schema, schema);
        assert.deepEqual(await fieldsOf('Firm__c'), ['Weight__c']);
    });

    test('that names a field twice, in any case, is refused', async () => {
        await makeObject('Twin__c');
        const fields = { Code__c: text('Code__c'), code__c: number('code__c') };
        const { failures } = await deployFields('Twin__c', fields);
        assert.deepEqual(failures, [
            'CustomField Twin__c.code__c: There is already a CustomField named Twin__c.code__c',
        ]);
        assert.deepEqual(await fieldsOf('Twin__c'), []);
    });

    test('without rollback keeps what is good', async () => {
        await makeObject('Loose__c');
        const fields = { Good__c: text('Good__c'), Wrong__c: formula('Wrong__c', 'Nope__c + 1') };
        const { status, failures } = await deployFields('Loose__c', fields, { rollbackOnError: 'false' });
        assert.equal(status, 'SucceededPartial');
        assert.equal(failures.length, 1);
        assert.deepEqual(await fieldsOf('Loose__c'), ['Good__c']);
    });

    test('that only checks changes nothing', async () => {
        const files = objectFile('Ghost__c', CRATE);
        const { status } = await metadata.deploy({ CustomObject: ['Ghost__c'] }, files, { checkOnly: 'true' });
        assert.equal(status, 'Succeeded');
        assert.equal(outcomeOf(await admin.get('/sobjects/Ghost__c/describe')), '404 NOT_FOUND');
        assert.equal(server.org.catalogue.get('CustomObject', 'Ghost__c'), undefined);
    });

    test('gives permissions that hold at once', async () => {
        await makeObject('Secret__c', text('Code__c'));
        const user = server.user('Deployed', {});
        assert.equal(outcomeOf(await user.get('/sobjects/Secret__c/describe')), '404 NOT_FOUND');
        const set = definition(
            'PermissionSet',
            '<fieldPermissions><editable>false</editable><field>Secret__c.Code__c</field><readable>true</readable></fieldPermissions><label>Reads</label><objectPermissions><allowCreate>false</allowCreate><allowDelete>false</allowDelete><allowEdit>false</allowEdit><allowRead>true</allowRead><modifyAllRecords>false</modifyAllRecords><object>Secret__c</object><viewAllRecords>false</viewAllRecords></objectPermissions>',
        );
        await metadata.deploy({ PermissionSet: ['Reads'] }, { 'permissionsets/Reads.permissionset': set });
        const row = server.org.store.get<{ Id: string }>(`SELECT Id FROM "PermissionSet" WHERE Name = 'Reads'`);
        await admin.make('PermissionSetAssignment', { AssigneeId: user.userId, PermissionSetId: row?.Id });
        const { body } = await user.get('/sobjects/Secret__c/describe');
        const { fields, createable } = body as { createable: boolean; fields: { name: string }[] };
        assert.equal(createable, false);
        assert.ok(fields.some(({ name }) => name === 'Code__c'));
    });
});

describe('data', () => {
    test('outlives a longer text, a new label, and a type that can hold it', async () => {
        await makeObject('Keep__c', text('Code__c'));
        await admin.make('Keep__c', { Name: 'a', Code__c: 'x' });
        for (const changed of [
            text('Code__c', 80),
            '<fields><fullName>Code__c</fullName><label>Code</label><type>TextArea</type></fields>',
        ]) {
            assert.deepEqual((await deployFields('Keep__c', { Code__c: changed })).failures, []);
            assert.equal(await admin.count("SELECT Id FROM Keep__c WHERE Code__c = 'x'"), 1);
        }
    });

    const refusals: Record<string, [change: string, problem: string]> = {
        'another type': [number('Code__c'), 'Cannot change type due to existing data'],
        'a shorter text': [text('Code__c', 1), 'Cannot change type due to existing data'],
        'a formula': [formula('Code__c', '1'), 'Cannot update a field to a Formula from something else'],
    };
    for (const [name, [change, problem]] of Object.entries(refusals))
        test(`refuses ${name}`, async () => {
            await makeObject('Refuse__c', text('Code__c'));
            await admin.make('Refuse__c', { Name: 'a', Code__c: 'long' });
            const { failures } = await deployFields('Refuse__c', { Code__c: change });
            assert.deepEqual(failures, [`CustomField Refuse__c.Code__c: ${problem}`]);
            assert.ok((await admin.count("SELECT Id FROM Refuse__c WHERE Code__c = 'long'")) > 0);
        });

    test('refuses to be made unique when it is not', async () => {
        await makeObject('Twice__c', text('Code__c'));
        for (const Name of ['a', 'b']) await admin.make('Twice__c', { Name, Code__c: 'same' });
        const unique = text('Code__c').replace('</fields>', '<unique>true</unique></fields>');
        const { failures } = await deployFields('Twice__c', { Code__c: unique });
        assert.match(failures.join(), /duplicate values exist/);
    });

    test('is summed up by a new roll-up', async () => {
        await makeObject('Whole__c');
        const master =
            '<fields><fullName>Whole__c</fullName><label>Whole</label><referenceTo>Whole__c</referenceTo><relationshipName>Parts</relationshipName><type>MasterDetail</type></fields>';
        const child = CRATE.replace('ReadWrite', 'ControlledByParent');
        const files = objectFile('Piece__c', child, number('Weight__c'), master);
        assert.deepEqual((await metadata.deploy({ CustomObject: ['Piece__c'] }, files)).failures, []);
        const whole = await admin.make('Whole__c', { Name: 'w' });
        for (const Weight__c of [2, 3]) await admin.make('Piece__c', { Name: 'p', Weight__c, Whole__c: whole });
        const sum =
            '<fields><fullName>Sum__c</fullName><label>Sum</label><summarizedField>Piece__c.Weight__c</summarizedField><summaryForeignKey>Piece__c.Whole__c</summaryForeignKey><summaryOperation>sum</summaryOperation><type>Summary</type></fields>';
        assert.deepEqual((await deployFields('Whole__c', { Sum__c: sum })).failures, []);
        assert.equal(await admin.count('SELECT Id FROM Whole__c WHERE Sum__c = 5'), 1);
    });

    test('lets a field without data have any type', async () => {
        await makeObject('Blank__c', text('Code__c'));
        await admin.make('Blank__c', { Name: 'a' });
        assert.deepEqual((await deployFields('Blank__c', { Code__c: number('Code__c') })).failures, []);
        await admin.make('Blank__c', { Name: 'b', Code__c: 3 });
        assert.equal(await admin.count('SELECT Id FROM Blank__c WHERE Code__c > 2'), 1);
    });
});

describe('destructive changes', () => {
    async function destroy(
        members: Record<string, string[]>,
        file = 'destructiveChanges.xml',
    ): ReturnType<MetadataClient['deployZip']> {
        return metadata.deployZip(zipOf({ 'package.xml': manifest({}), [file]: manifest(members) }));
    }

    test('take a field and its data away', async () => {
        await makeObject('Shrink__c', text('Code__c'), number('Weight__c'));
        await admin.make('Shrink__c', { Name: 'a', Code__c: 'x', Weight__c: 1 });
        const { successes } = await destroy({ CustomField: ['Shrink__c.Code__c'] });
        assert.deepEqual(successes, ['CustomField Shrink__c.Code__c deleted']);
        assert.deepEqual(await fieldsOf('Shrink__c'), ['Weight__c']);
        await deployFields('Shrink__c', { Code__c: text('Code__c') });
        assert.equal(await admin.count('SELECT Id FROM Shrink__c WHERE Code__c = NULL AND Weight__c = 1'), 1);
    });

    test('take an object away with its records and what belongs to it', async () => {
        await makeObject('Gone__c', text('Code__c'));
        await admin.make('Gone__c', { Name: 'a' });
        const tab = definition('CustomTab', '<customObject>true</customObject><motif>Custom1: Heart</motif>');
        await metadata.deploy({ CustomTab: ['Gone__c'] }, { 'tabs/Gone__c.tab': tab });
        assert.equal((await destroy({ CustomObject: ['Gone__c'] })).status, 'Succeeded');
        assert.equal(server.org.catalogue.get('CustomTab', 'Gone__c'), undefined);
        assert.equal(outcomeOf(await admin.query('SELECT Id FROM Gone__c')), '400 INVALID_TYPE');
        await makeObject('Gone__c');
        assert.equal(await admin.count('SELECT Id FROM Gone__c'), 0);
    });

    test('are refused while something speaks of what is to go', async () => {
        await makeObject('Used__c', number('Weight__c'), formula('Double__c', 'Weight__c * 2'));
        const { status, failures } = await destroy({ CustomField: ['Used__c.Weight__c'] });
        assert.equal(status, 'Failed');
        assert.match(
            failures.join(),
            /^CustomField Used__c.Weight__c: This custom field is referenced elsewhere .* CustomField - Used__c.Double__c/,
        );
        assert.deepEqual(await fieldsOf('Used__c'), ['Double__c', 'Weight__c']);
    });

    test('warn of what is not there', async () => {
        const { status, successes } = await destroy({ CustomField: ['Used__c.Nope__c'] });
        assert.equal(status, 'Succeeded');
        assert.deepEqual(successes, ['CustomField Used__c.Nope__c No CustomField named: Used__c.Nope__c found']);
    });

    test('before the rest make room for another field of the same name', async () => {
        await makeObject('Swap__c', text('Code__c'));
        await admin.make('Swap__c', { Name: 'a', Code__c: 'x' });
        const { status } = await metadata.deployZip(
            zipOf({
                'package.xml': manifest({ CustomField: ['Swap__c.Code__c'] }),
                'destructiveChangesPre.xml': manifest({ CustomField: ['Swap__c.Code__c'] }),
                ...objectFile('Swap__c', number('Code__c')),
            }),
        );
        assert.equal(status, 'Succeeded');
        await admin.make('Swap__c', { Name: 'b', Code__c: 5 });
        assert.equal(await admin.count('SELECT Id FROM Swap__c WHERE Code__c = 5'), 1);
    });

    test('take a permission set away, unless users have it', async () => {
        const set = definition('PermissionSet', '<label>Short</label>');
        await metadata.deploy({ PermissionSet: ['Short'] }, { 'permissionsets/Short.permissionset': set });
        const [row] = server.org.store.all<{ Id: string }>(`SELECT Id FROM "PermissionSet" WHERE Name = 'Short'`);
        const assignment = await admin.make('PermissionSetAssignment', {
            AssigneeId: admin.userId,
            PermissionSetId: row?.Id,
        });
        assert.match((await destroy({ PermissionSet: ['Short'] })).failures.join(), /it is assigned to users/);
        await admin.send('DELETE', `/sobjects/PermissionSetAssignment/${assignment}`);
        assert.equal((await destroy({ PermissionSet: ['Short'] })).status, 'Succeeded');
        assert.equal(await admin.count("SELECT Id FROM PermissionSet WHERE Name = 'Short'"), 0);
    });

    test('make searches find what there is', async () => {
        const searched = CRATE.replace('<label>Crate<', '<enableSearch>true</enableSearch><label>Crate<');
        const find = async (): Promise<number> => {
            const { body } = await admin.get(`/search?q=${encodeURIComponent('FIND {lantern} RETURNING Found__c')}`);
            return (body as { searchRecords: object[] }).searchRecords.length;
        };
        for (const word of ['lantern', 'Lantern']) {
            await metadata.deploy({ CustomObject: ['Found__c'] }, objectFile('Found__c', searched));
            assert.equal(await find(), 0);
            await admin.make('Found__c', { Name: word });
            assert.equal(await find(), 1);
            await destroy({ CustomObject: ['Found__c'] });
        }
    });

    test('cannot delete a standard object', async () => {
        const { failures } = await destroy({ CustomObject: ['Account'] });
        assert.deepEqual(failures, ['CustomObject Account: Cannot delete standard object: Account']);
    });

    test('cannot delete a record type', async () => {
        const { failures } = await destroy({ RecordType: ['Library__c.Public'] }, 'destructiveChangesPost.xml');
        assert.match(failures.join(), /^RecordType Library__c.Public: Cannot delete record type through API$/);
    });
});

describe('a package', () => {
    test('may lie in the only folder of its zip', async () => {
        const files = { 'package.xml': manifest({ CustomObject: ['Boxed__c'] }), ...objectFile('Boxed__c', CRATE) };
        const inFolder = Object.fromEntries(Object.entries(files).map(([path, content]) => [`pkg/${path}`, content]));
        const { status, result } = await metadata.deployZip(zipOf(inFolder));
        assert.equal(status, 'Succeeded');
        const names = result
            .child('details')
            ?.all('componentSuccesses')
            .map((one) => one.value('fileName'));
        assert.deepEqual(names, ['pkg/package.xml', 'pkg/objects/Boxed__c.object']);
    });

    const object = definition('CustomObject', CRATE);
    const faults: Record<string, [files: PackageFiles, problem: RegExp]> = {
        'has no package.xml': [{ 'objects/X__c.object': object }, /No package.xml found/],
        'has a broken package.xml': [{ 'package.xml': '<Package>' }, /Error parsing package.xml: line 1/],
        'names what it does not hold': [
            { 'package.xml': manifest({ CustomObject: ['X__c'] }) },
            /CustomObject X__c: An object 'X__c' of type CustomObject was named in package.xml, but was not found in zipped directory/,
        ],
        'names an unknown type': [
            { 'package.xml': manifest({ Nope: ['X'] }) },
            /Unknown type name 'Nope' specified in package.xml/,
        ],
        'holds what it does not name': [
            { 'package.xml': manifest({}), 'objects/X__c.object': object },
            /CustomObject X__c: X__c is not named in package.xml/,
        ],
        'holds a file of no type': [{ 'package.xml': manifest({}), 'nope/X.nope': 'x' }, /Unexpected file/],
        'reaches out of itself': [
            { 'package.xml': manifest({}), 'objects/../../x.object': 'x' },
            /outside of the package/,
        ],
        'holds XML that is not well-formed': [
            { 'package.xml': manifest({ CustomObject: ['X__c'] }), 'objects/X__c.object': '<CustomObject>' },
            /CustomObject X__c: Error parsing file/,
        ],
        'holds entities': [
            {
                'package.xml': manifest({ CustomObject: ['X__c'] }),
                'objects/X__c.object': `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${object.replace('Crate<', '&b;<')}`,
            },
            /CustomObject X__c: Error parsing file/,
        ],
        'holds XML of another type': [
            { 'package.xml': manifest({ CustomObject: ['X__c'] }), 'objects/X__c.object': definition('Layout', '') },
            /CustomObject expected/,
        ],
    };
    for (const [name, [files, problem]] of Object.entries(faults))
        test(`that ${name} is refused`, async () => {
            const { status, failures } = await metadata.deployZip(zipOf(files));
            assert.equal(status, 'Failed');
            assert.match(failures.join('\n'), problem);
        });

    test('that is no zip is refused', async () => {
        const { status, failures } = await metadata.deployZip(Buffer.from('no zip'));
        assert.equal(status, 'Failed');
        assert.match(failures.join(), /zip file is invalid/);
        assert.equal(await metadata.fault('deploy', '<ZipFile>%%</ZipFile>'), '500 INVALID_OPERATION');
    });
});

describe('profiles and permission sets', () => {
    const permission = (name: string): string =>
        `<userPermissions><enabled>true</enabled><name>${name}</name></userPermissions>`;

    test('what a profile does not name stays; a permission set is replaced', async () => {
        const profile = (content: string): PackageFiles => ({
            'profiles/Clerk.profile': definition('Profile', `<custom>true</custom>${content}`),
        });
        await metadata.deploy(
            { Profile: ['Clerk'] },
            profile(`<userLicense>Salesforce</userLicense>${permission('ApiEnabled')}`),
        );
        await metadata.deploy({ Profile: ['Clerk'] }, profile(permission('RunReports')));
        const set = (content: string): PackageFiles => ({
            'permissionsets/Clerks.permissionset': definition('PermissionSet', `<label>Clerks</label>${content}`),
        });
        await metadata.deploy({ PermissionSet: ['Clerks'] }, set(permission('ApiEnabled')));
        await metadata.deploy({ PermissionSet: ['Clerks'] }, set(permission('RunReports')));
        const rows = (name: string, table: string): unknown =>
            Object.values(
                server.org.store.get(
                    `SELECT PermissionsApiEnabled, PermissionsRunReports FROM "${table}" WHERE Name = ?`,
                    [name],
                ) ?? {},
            );
        assert.deepEqual(rows('Clerk', 'Profile'), [1, 1]);
        assert.deepEqual(rows('Clerks', 'PermissionSet'), [0, 1]);
    });
});

describe('jobs', () => {
    const zip = zipOf({ 'package.xml': manifest({ CustomObject: ['Job__c'] }), ...objectFile('Job__c', CRATE) });
    const status = (id: string): Promise<string> =>
        metadata
            .results('checkDeployStatus', `<asyncProcessId>${id}</asyncProcessId>`)
            .then(([one]) => one?.value('status') ?? '');

    test('wait, run, and can be cancelled as long as they wait', async () => {
        const options = { userId: admin.userId, checkOnly: true };
        const [first, second] = [0, 1].map(() =>
            server.org.deployments.start(server.org.session(options.userId), zip, {
                checkOnly: true,
                rollbackOnError: true,
                ignoreWarnings: false,
                purgeOnDelete: false,
                testLevel: 'NoTestRun',
                runTests: [],
            }),
        );
        assert.equal(server.org.deployments.cancel(server.org.session(admin.userId), second ?? '').status, 'Canceled');
        assert.equal((await metadata.finished(first ?? '')).status, 'Succeeded');
        assert.equal(await status(second ?? ''), 'Canceled');
        assert.equal(await metadata.fault('cancelDeploy', `<String>${first ?? ''}</String>`), '500 INVALID_ID_FIELD');
    });

    test('wait while rows are read one by one', async () => {
        await makeObject('Read__c', text('Code__c'));
        for (const Name of ['a', 'b']) await admin.make('Read__c', { Name });
        const rows = server.org.store.iterateValues('SELECT * FROM "Read__c"');
        rows.next();
        const gone = {
            'package.xml': manifest({}),
            'destructiveChanges.xml': manifest({ CustomObject: ['Read__c'] }),
        };
        const id = await metadata.start(zipOf(gone));
        for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
        assert.equal(await status(id), 'Pending');
        assert.equal([...rows].length, 1);
        assert.equal((await metadata.finished(id)).status, 'Succeeded');
    });

    test('a validation with tests is deployed as it is; one without is not', async () => {
        const plain = await metadata.deployZip(zip, { checkOnly: 'true' });
        const content = (id: string): string => `<validationId>${id}</validationId>`;
        assert.equal(await metadata.fault('deployRecentValidation', content(plain.id)), '500 INVALID_ID_FIELD');
        const validation = await metadata.deployZip(zip, { checkOnly: 'true', testLevel: 'RunLocalTests' });
        const [result] = await metadata.results('deployRecentValidation', content(validation.id));
        const { status: done } = await metadata.finished(result?.text ?? '');
        assert.equal(done, 'Succeeded');
        assert.deepEqual(await fieldsOf('Job__c'), []);
        assert.equal((await admin.get('/sobjects/Job__c/describe')).status, 200);
        server.elapsed = 11 * 24 * 60 * 60 * 1000;
        assert.equal(await metadata.fault('deployRecentValidation', content(validation.id)), '500 INVALID_ID_FIELD');
        server.elapsed = 0;
    });

    test('test levels: there are no tests to run, and none may be named that does not exist', async () => {
        for (const testLevel of ['NoTestRun', 'RunLocalTests', 'RunAllTestsInOrg'])
            assert.equal((await metadata.deployZip(zip, { testLevel })).status, 'Succeeded');
        const { status: failed, result } = await metadata.deployZip(zip, {
            testLevel: 'RunSpecifiedTests',
            runTests: 'Nope_Test',
        });
        assert.equal(failed, 'Failed');
        assert.equal(result.value('numberTestErrors'), '1');
        for (const options of [
            '<testLevel>Nope</testLevel>',
            '<testLevel>RunSpecifiedTests</testLevel>',
            '<runTests>A</runTests>',
        ]) {
            const content = `<ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions>${options}</DeployOptions>`;
            assert.equal(await metadata.fault('deploy', content), '500 INVALID_OPERATION');
        }
    });

    test('REST starts, tells, refuses and cancels them', async () => {
        const body = {
            deployOptions: { checkOnly: true, rollbackOnError: true },
            file: Buffer.from(zip).toString('base64'),
        };
        const started = await admin.send('POST', '/metadata/deployRequest', body);
        assert.equal(started.status, 201);
        const { id } = started.body as { id: string };
        await metadata.finished(id);
        const { body: told } = await admin.get(`/metadata/deployRequest/${id}?includeDetails=true`);
        const { deployResult } = told as {
            deployResult: { status: string; details: { componentSuccesses: object[] } };
        };
        assert.equal(deployResult.status, 'Succeeded');
        assert.ok(deployResult.details.componentSuccesses.length > 0);
        const cancel = { deployResult: { status: 'Canceling' } };
        assert.equal(
            outcomeOf(await admin.send('PATCH', `/metadata/deployRequest/${id}`, cancel)),
            '400 INVALID_ID_FIELD',
        );
        assert.equal(outcomeOf(await admin.get('/metadata/deployRequest/0Af000000000999')), '404 INVALID_ID_FIELD');
        assert.equal(
            outcomeOf(await admin.send('POST', '/metadata/deployRequest', { file: 5 })),
            '400 JSON_PARSER_ERROR',
        );
        assert.equal(outcomeOf(await admin.get('/metadata/nope')), '404 NOT_FOUND');
    });
});

describe('users who may not modify metadata', () => {
    test('are refused in every call', async () => {
        const user = new MetadataClient(
            server.client(makeUser(server.org, 'Outsider', { profile: 'Standard User' }).userId),
        );
        const zip = Buffer.from(zipOf({ 'package.xml': manifest({}) })).toString('base64');
        const calls: [string, string][] = [
            ['deploy', `<ZipFile>${zip}</ZipFile>`],
            ['checkDeployStatus', '<asyncProcessId>0Af000000000001</asyncProcessId>'],
            ['retrieve', '<request/>'],
            ['listMetadata', '<queries><type>CustomObject</type></queries>'],
            ['describeMetadata', ''],
            ['describeValueType', '<type>{x}CustomObject</type>'],
            ['readMetadata', '<type>CustomObject</type><fullNames>Volume__c</fullNames>'],
            ['createMetadata', '<metadata xsi:type="CustomObject"><fullName>Nope__c</fullName></metadata>'],
            ['deleteMetadata', '<type>CustomObject</type><fullNames>Volume__c</fullNames>'],
        ];
        for (const [name, content] of calls)
            assert.equal(await user.fault(name, content), '500 INSUFFICIENT_ACCESS', name);
        const rest = server.client(server.user('Outsider2', {}).userId);
        assert.equal(
            outcomeOf(await rest.send('POST', '/metadata/deployRequest', { file: zip })),
            '403 INSUFFICIENT_ACCESS',
        );
    });
});
