/** Retrieves, lists, descriptions, and calls on components one by one. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TestServer } from '../suite/client.ts';
import { definition, manifest, MetadataClient, zipOf } from '../suite/metadata-client.ts';
import { describeGlobal, describeObject } from '../../org/describe.ts';
import type { Org } from '../../org/org.ts';
import { makeUser, type UserSettings } from '../../org/suite/library.ts';
import { DeployServer } from './suite.ts';

let deployed: DeployServer;
let server: DeployServer['server'];
let metadata: DeployServer['metadata'];
before(() => {
    deployed = new DeployServer();
    ({ server, metadata } = deployed);
});
after(() => deployed.close());

/** All types of which the library has components. */
function allTypes(org: Org): Record<string, string[]> {
    const hidden = ['CustomFieldTranslation'];
    const types = new Set(org.catalogue.sorted.map(({ type }) => type).filter((type) => !hidden.includes(type)));
    // standard objects must be named
    return { ...Object.fromEntries([...types].map((type) => [type, ['*']])), CustomObject: ['*', 'Account'] };
}

describe('retrieve', () => {
    test('gives an object with its parts, and a part by itself', async () => {
        const files = await metadata.retrieve({ CustomObject: ['Rack__c'], ValidationRule: ['Library__c.Nope'] });
        assert.deepEqual(Object.keys(files).sort(), ['objects/Rack__c.object', 'package.xml']);
        assert.match(files['objects/Rack__c.object'] ?? '', /<fields>\n {8}<fullName>\w+__c<\/fullName>/);
        const [field = ''] = server.org.catalogue.all('CustomField').map(({ fullName }) => fullName);
        const [object = ''] = field.split('.');
        const one = await metadata.retrieve({ CustomField: [field] });
        const text = one[`objects/${object}.object`] ?? '';
        assert.equal(text.match(/<fields>/g)?.length, 1);
        assert.doesNotMatch(text, /sharingModel/);
    });

    test('tells what there is not', async () => {
        const [started] = await metadata.results(
            'retrieve',
            '<request><unpackaged><types><members>Nope__c</members><name>CustomObject</name></types></unpackaged></request>',
        );
        const id = `<asyncProcessId>${started?.value('id') ?? ''}</asyncProcessId>`;
        const [result] = await metadata.results('checkRetrieveStatus', id);
        assert.equal(
            result?.child('messages')?.value('problem'),
            "Entity of type 'CustomObject' named 'Nope__c' cannot be found",
        );
        const unknown =
            '<request><unpackaged><types><members>*</members><name>Nope</name></types></unpackaged></request>';
        assert.equal(await metadata.fault('retrieve', unknown), '500 INVALID_TYPE');
        assert.equal(
            await metadata.fault('checkRetrieveStatus', '<asyncProcessId>1</asyncProcessId>'),
            '500 INVALID_ID_FIELD',
        );
    });

    test('of everything deploys to an empty org, which then is the same to every user', async () => {
        const files = await metadata.retrieve(allTypes(server.org));
        const empty = new TestServer({ projects: [] });
        try {
            const { status, failures } = await new MetadataClient(empty.admin).deployZip(zipOf(files));
            assert.deepEqual(failures, []);
            assert.equal(status, 'Succeeded');
            for (const [name, settings] of Object.entries(USERS)) {
                const expected = described(server.org, name, settings);
                const actual = described(empty.org, name, settings);
                assert.deepEqual([...actual.keys()], [...expected.keys()]);
                for (const [object, told] of expected) assert.equal(actual.get(object), told, `${object} for ${name}`);
            }
            assert.deepEqual(await new MetadataClient(empty.admin).retrieve(allTypes(server.org)), files);
        } finally {
            await empty.close();
        }
    });
});

const USERS: Readonly<Record<string, UserSettings>> = {
    Administrator: { profile: 'System Administrator' },
    Nobody: {},
    Dutch: { profile: 'System Administrator', language: 'nl_NL' },
};

/** What a new user is told of all objects, as text by object; ids of record types come by chance. */
function described(org: Org, name: string, settings: UserSettings): Map<string, string> {
    const session = org.session(makeUser(org, name, settings).userId);
    const text = (value: unknown): string =>
        JSON.stringify(value, (key, one: unknown) => (key === 'recordTypeId' ? undefined : one), 1);
    const objects = org.schema.objects.filter((object) => session.permissions.object(object).read);
    const all = objects.map((one) => [one.name, text(describeObject(org, session, one.name, '/v'))] as const);
    return new Map([['all', text(describeGlobal(org, session, '/v'))], ...all]);
}

describe('what the org does not run itself', () => {
    test('comes back byte for byte', async () => {
        const files = {
            'classes/Greeter.cls': 'public class Greeter {\r\n\t// é\n}',
            'classes/Greeter.cls-meta.xml': definition(
                'ApexClass',
                '<apiVersion>66.0</apiVersion><status>Active</status>',
            ),
            'lwc/greeter/greeter.html': '<template>ë</template>',
            'lwc/greeter/greeter.js':
                "import { LightningElement } from 'lwc';\nexport default class extends LightningElement {}",
            'lwc/greeter/greeter.js-meta.xml': definition(
                'LightningComponentBundle',
                '<apiVersion>66.0</apiVersion><isExposed>false</isExposed>',
            ),
            'reports/Sums-meta.xml': definition('ReportFolder', '<name>Sums</name>'),
            'reports/Sums/All.report': definition(
                'Report',
                '<format>Tabular</format><name>All</name><reportType>AccountList</reportType><scope>organization</scope><showDetails>true</showDetails><timeFrameFilter><dateColumn>CREATED_DATE</dateColumn><interval>INTERVAL_CUSTOM</interval></timeFrameFilter>',
            ),
        };
        const members = {
            ApexClass: ['Greeter'],
            LightningComponentBundle: ['greeter'],
            ReportFolder: ['Sums'],
            Report: ['Sums/All'],
        };
        const { failures } = await metadata.deploy(members, files);
        assert.deepEqual(failures, []);
        const { 'package.xml': _, ...retrieved } = await metadata.retrieve(members);
        assert.deepEqual(retrieved, files);
        const listed = await metadata.results(
            'listMetadata',
            '<queries><folder>Sums</folder><type>Report</type></queries>',
        );
        assert.deepEqual(
            listed.map((one) => [one.value('fullName'), one.value('fileName')]),
            [['Sums/All', 'reports/Sums/All.report']],
        );
    });
});

describe('lists and descriptions', () => {
    test('of components and types', async () => {
        const listed = await metadata.results('listMetadata', '<queries><type>CustomObject</type></queries>');
        const names = listed.map((one) => one.value('fullName'));
        assert.ok(names.includes('Volume__c') && names.includes('Account'));
        const [types] = await metadata.results('describeMetadata', '<asOfVersion>66.0</asOfVersion>');
        const object = types?.all('metadataObjects').find((one) => one.value('xmlName') === 'CustomObject');
        assert.deepEqual([object?.value('directoryName'), object?.value('suffix')], ['objects', 'object']);
        assert.ok(object?.values('childXmlNames').includes('CustomField'));
        const [label] = await metadata.results(
            'describeValueType',
            '<type>{http://soap.sforce.com/2006/04/metadata}CustomLabel</type>',
        );
        const fields = label?.all('valueTypeFields').map((one) => [one.value('name'), one.value('soapType')]);
        assert.deepEqual(
            fields?.find(([name]) => name === 'protected'),
            ['protected', 'boolean'],
        );
        assert.equal(await metadata.fault('describeValueType', '<type>Nope</type>'), '500 INVALID_TYPE');
        assert.equal(await metadata.fault('nope', ''), '500 UNSUPPORTED_API_VERSION');
    });
});

describe('components one by one', () => {
    const widget = (content = ''): string =>
        `<metadata xsi:type="CustomObject"><fullName>Widget__c</fullName><deploymentStatus>Deployed</deploymentStatus><label>Widget</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Widgets</pluralLabel><sharingModel>ReadWrite</sharingModel>${content}</metadata>`;
    const field = (name: string, content: string): string =>
        `<metadata xsi:type="CustomField"><fullName>Widget__c.${name}</fullName>${content}</metadata>`;

    /** Each result as `fullName ok`, or its error. */
    async function outcomes(name: string, content: string): Promise<string[]> {
        const results = await metadata.results(name, content);
        return results.map((one) => {
            const error = one.child('errors');
            const text = error ? `${error.value('statusCode') ?? ''} ${error.value('message') ?? ''}` : 'ok';
            return `${one.value('fullName') ?? ''} ${text}`;
        });
    }

    test('are created, read, changed, renamed and deleted', async () => {
        assert.deepEqual(await outcomes('createMetadata', widget()), ['Widget__c ok']);
        assert.deepEqual(await outcomes('createMetadata', widget()), [
            'Widget__c DUPLICATE_DEVELOPER_NAME There is already a CustomObject named Widget__c',
        ]);
        const size = field('Size__c', '<label>Size</label><length>10</length><type>Text</type>');
        const bad = field('Bad__c', '<label>Bad</label><type>Text</type>');
        assert.deepEqual(await outcomes('createMetadata', size + bad), [
            'Widget__c.Size__c ok',
            "Widget__c.Bad__c FIELD_INTEGRITY_EXCEPTION Must specify 'length' for a CustomField of type Text",
        ]);
        const [read] = await metadata.results(
            'readMetadata',
            '<type>CustomObject</type><fullNames>Widget__c</fullNames><fullNames>Nope__c</fullNames>',
        );
        const [found, nothing] = read?.all('records') ?? [];
        assert.deepEqual([found?.value('label'), found?.child('fields')?.value('fullName')], ['Widget', 'Size__c']);
        assert.equal(nothing?.attributes['xsi:nil'], 'true');
        assert.deepEqual(await outcomes('updateMetadata', widget().replace('>Widget<', '>Gadget<')), ['Widget__c ok']);
        assert.deepEqual(server.org.schema.object('Widget__c')?.label, 'Gadget');
        assert.ok(server.org.schema.object('Widget__c')?.fields.has('Size__c'));
        const label =
            '<metadata xsi:type="CustomLabel"><fullName>Hello</fullName><language>en_US</language><protected>false</protected><shortDescription>x</shortDescription><value>Hi</value></metadata>';
        const [upserted] = await metadata.results('upsertMetadata', label);
        assert.deepEqual([upserted?.value('created'), upserted?.value('success')], ['true', 'true']);
        assert.deepEqual(
            await outcomes(
                'renameMetadata',
                '<type>CustomLabel</type><oldFullName>Hello</oldFullName><newFullName>Hello_You</newFullName>',
            ),
            ['Hello_You ok'],
        );
        assert.equal(server.org.label('hello_you', 'en_US'), 'Hi');
        assert.deepEqual(
            await outcomes(
                'deleteMetadata',
                '<type>CustomObject</type><fullNames>Widget__c</fullNames><fullNames>Nope__c</fullNames>',
            ),
            [
                'Widget__c ok',
                'Nope__c INVALID_CROSS_REFERENCE_KEY In field: fullName - no CustomObject named Nope__c found',
            ],
        );
        assert.equal(server.org.schema.object('Widget__c'), undefined);
    });

    test('are refused in bad form', async () => {
        assert.deepEqual(await outcomes('createMetadata', '<metadata xsi:type="CustomObject"/>'), [
            ' REQUIRED_FIELD_MISSING Required field is missing: fullName',
        ]);
        assert.equal(
            await metadata.fault('createMetadata', '<metadata xsi:type="Nope"><fullName>A</fullName></metadata>'),
            '500 INVALID_TYPE',
        );
        assert.equal(
            await metadata.fault('createMetadata', '<metadata><fullName>A</fullName></metadata>'),
            '500 INVALID_TYPE',
        );
        assert.equal(await metadata.fault('createMetadata', widget().repeat(11)), '500 LIMIT_EXCEEDED');
        assert.match(
            (await outcomes('createMetadata', widget('<nope>1</nope>'))).join(),
            /Element .*nope invalid at this location in type CustomObject/,
        );
        assert.equal(manifest({}).includes('Package'), true);
    });
});
