/** Deploys: what is in the package is in the org, or nothing of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { outcomeOf } from '../suite/client.ts';
import { definition, manifest, MetadataClient, zipOf, type PackageFiles } from '../suite/metadata-client.ts';
import { makeUser } from '../../org/suite/library.ts';
import { CRATE, deployServer, formula, number, objectFile, text } from './suite.ts';

const org = deployServer();
const { admin, metadata, server } = org;

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
        await org.makeObject('Same__c', number('Weight__c'));
        await admin.make('Same__c', { Name: 'a', Weight__c: 1 });
        const files = objectFile('Same__c', CRATE, number('Weight__c'));
        const { successes } = await metadata.deploy({ CustomObject: ['Same__c'] }, files);
        assert.deepEqual(successes, ['CustomObject Same__c same', 'CustomField Same__c.Weight__c same']);
        assert.equal(await admin.count('SELECT Id FROM Same__c WHERE Weight__c = 1'), 1);
    });

    test('of fields alone leaves the object and its other fields alone', async () => {
        await org.makeObject('Part__c', number('Old__c'));
        const { successes } = await org.deployFields('Part__c', { New__c: text('New__c') });
        assert.deepEqual(successes, ['CustomField Part__c.New__c created']);
        assert.deepEqual(await org.fieldsOf('Part__c'), ['New__c', 'Old__c']);
    });

    test('adds to a standard object', async () => {
        const { failures } = await org.deployFields('Contact', { Badge__c: text('Badge__c') });
        assert.deepEqual(failures, []);
        assert.ok((await org.fieldsOf('Contact')).includes('Badge__c'));
    });

    test('tells of a translation as one, fields included', async () => {
        await org.makeObject('Word__c', text('Code__c'));
        const translation = definition(
            'CustomObjectTranslation',
            '<fields><label>Kode</label><name>Code__c</name></fields><caseValues><plural>false</plural><value>Woord</value></caseValues>',
        );
        const files = { 'objectTranslations/Word__c-nl_NL.objectTranslation': translation };
        const { successes } = await metadata.deploy({ CustomObjectTranslation: ['Word__c-nl_NL'] }, files);
        assert.deepEqual(successes, ['CustomObjectTranslation Word__c-nl_NL created']);
    });

    test('that fails tells all faults, and changes nothing', async () => {
        await org.makeObject('Firm__c', number('Weight__c'));
        const schema = server.org.schema;
        const { status, failures, result } = await org.deployFields('Firm__c', {
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
        assert.deepEqual(await org.fieldsOf('Firm__c'), ['Weight__c']);
    });

    test('that names a field twice, in any case, is refused', async () => {
        await org.makeObject('Twin__c');
        const fields = { Code__c: text('Code__c'), code__c: number('code__c') };
        const { failures } = await org.deployFields('Twin__c', fields);
        assert.deepEqual(failures, [
            'CustomField Twin__c.code__c: There is already a CustomField named Twin__c.code__c',
        ]);
        assert.deepEqual(await org.fieldsOf('Twin__c'), []);
    });

    test('without rollback keeps what is good', async () => {
        await org.makeObject('Loose__c');
        const fields = { Good__c: text('Good__c'), Wrong__c: formula('Wrong__c', 'Nope__c + 1') };
        const { status, failures } = await org.deployFields('Loose__c', fields, { rollbackOnError: 'false' });
        assert.equal(status, 'SucceededPartial');
        assert.equal(failures.length, 1);
        assert.deepEqual(await org.fieldsOf('Loose__c'), ['Good__c']);
    });

    test('that only checks changes nothing', async () => {
        const files = objectFile('Ghost__c', CRATE);
        const { status } = await metadata.deploy({ CustomObject: ['Ghost__c'] }, files, { checkOnly: 'true' });
        assert.equal(status, 'Succeeded');
        assert.equal(outcomeOf(await admin.get('/sobjects/Ghost__c/describe')), '404 NOT_FOUND');
        assert.equal(server.org.catalogue.get('CustomObject', 'Ghost__c'), undefined);
    });

    test('gives permissions that hold at once', async () => {
        await org.makeObject('Secret__c', text('Code__c'));
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
