/** The real `sf` deploys, retrieves, lists and deletes metadata of a local org that begins empty. */
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import jsforce, { type Connection } from 'jsforce';
import { PROJECT, RunningOrg } from './running-org.ts';
import { Sf, type SfAnswer } from './sf.ts';

/** What sf tells of a deploy. */
interface DeployResult {
    readonly id: string;
    readonly status: string;
    readonly success: boolean;
    readonly numberComponentErrors: number;
    readonly files: readonly { state: string; type: string; fullName: string; error?: string; lineNumber?: number }[];
}

const SOAP = { SF_ORG_METADATA_REST_DEPLOY: 'false' };
const REST = { SF_ORG_METADATA_REST_DEPLOY: 'true' };

const OBJECT = `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <deploymentStatus>Deployed</deploymentStatus>
    <label>Crate</label>
    <nameField>
        <label>Name</label>
        <type>Text</type>
    </nameField>
    <pluralLabel>Crates</pluralLabel>
    <sharingModel>ReadWrite</sharingModel>
</CustomObject>
`;

function field(name: string, content: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
    <fullName>${name}</fullName>
${content}
</CustomField>
`;
}

describe('sf project', { timeout: 600_000 }, () => {
    let org: RunningOrg;
    let sf: Sf;
    let folder: string;
    let connection: Connection;
    const home = new Sf();
    const target = ['--target-org', 'empty'];

    before(async () => {
        org = await RunningOrg.start([]);
        const { instanceUrl, accessToken } = org.info;
        connection = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
        folder = mkdtempSync(join(home.home, 'project-'));
        sf = new Sf(folder, home.home);
        write('sfdx-project.json', JSON.stringify({ packageDirectories: [{ path: 'app', default: true }] }));
        write('app/objects/Crate__c/Crate__c.object-meta.xml', OBJECT);
        write(
            'app/objects/Crate__c/fields/Weight__c.field-meta.xml',
            field(
                'Weight__c',
                '<label>Weight</label>\n<precision>5</precision>\n<scale>0</scale>\n<type>Number</type>',
            ),
        );
        const login = [
            'org',
            'login',
            'access-token',
            '--instance-url',
            instanceUrl,
            '--alias',
            'empty',
            '--no-prompt',
        ];
        assert.equal((await sf.json(login, { SF_ACCESS_TOKEN: accessToken })).status, 0);
    });
    after(async () => {
        await org.remove();
        home.remove();
    });

    function write(path: string, content: string): void {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content);
    }

    function remove(path: string): void {
        rmSync(join(folder, path));
    }

    /** Runs a command in the project. */
    function run(
        command: string,
        args: readonly string[],
        environment: Record<string, string> = SOAP,
    ): Promise<SfAnswer> {
        return sf.json([...command.split(' '), ...args, ...target], environment);
    }

    /** Runs a command that must succeed. @returns its result */
    async function ok<T = DeployResult>(
        command: string,
        args: readonly string[],
        environment?: Record<string, string>,
    ): Promise<T> {
        const answer = await run(command, args, environment);
        assert.equal(answer.status, 0, `sf ${command} ${args.join(' ')}: ${JSON.stringify(answer)}`);
        return answer.result as T;
    }

    /** Runs a deploy that must fail. @returns each failure as `type name (line): message` */
    async function failuresOf(command: string, args: readonly string[]): Promise<string[]> {
        const answer = await run(command, args);
        assert.equal(answer.status, 1, JSON.stringify(answer));
        const { files } = answer.result as DeployResult;
        return files
            .filter(({ state }) => state === 'Failed')
            .map(
                ({ type, fullName, lineNumber, error }) =>
                    `${type} ${fullName} (${String(lineNumber)}): ${error ?? ''}`,
            );
    }

    async function fieldsOf(object: string): Promise<string[]> {
        const { fields } = await connection.request<{ fields: { name: string }[] }>(
            `/services/data/v66.0/sobjects/${object}/describe`,
        );
        return fields.map(({ name }) => name).filter((name) => name.endsWith('__c'));
    }

    test('deploy validate checks and changes nothing; quick deploys what was checked', async () => {
        const { id, status } = await ok('project deploy validate', [
            '--source-dir',
            'app',
            '--test-level',
            'RunLocalTests',
        ]);
        assert.equal(status, 'Succeeded');
        await assert.rejects(fieldsOf('Crate__c'), /NOT_FOUND|does not exist/);
        const quick = await ok('project deploy quick', ['--job-id', id]);
        assert.equal(quick.status, 'Succeeded');
        assert.deepEqual(await fieldsOf('Crate__c'), ['Weight__c']);
        const report = await ok('project deploy report', ['--job-id', quick.id]);
        assert.deepEqual([report.status, report.numberComponentErrors], ['Succeeded', 0]);
    });

    test('deploy start tells what was created, changed and left as it was', async () => {
        const colour = field('Colour__c', '<label>Colour</label>\n<length>20</length>\n<type>Text</type>');
        write('app/objects/Crate__c/fields/Colour__c.field-meta.xml', colour);
        for (const environment of [SOAP, REST]) {
            const { files } = await ok('project deploy start', ['--source-dir', 'app'], environment);
            const states = Object.fromEntries(files.map(({ fullName, state }) => [fullName, state]));
            const colourState = environment === SOAP ? 'Created' : 'Unchanged';
            assert.deepEqual(states, {
                Crate__c: 'Unchanged',
                'Crate__c.Colour__c': colourState,
                'Crate__c.Weight__c': 'Unchanged',
            });
        }
        assert.deepEqual(await fieldsOf('Crate__c'), ['Colour__c', 'Weight__c']);
    });

    test('deploy start by manifest, by metadata directory, asynchronously with resume', async () => {
        const manifest = `<?xml version="1.0" encoding="UTF-8"?>
<Package xmlns="http://soap.sforce.com/2006/04/metadata"><types><members>Crate__c.Colour__c</members><name>CustomField</name></types><version>66.0</version></Package>`;
        write('package.xml', manifest);
        const { files } = await ok('project deploy start', ['--manifest', 'package.xml']);
        assert.deepEqual(
            files.map(({ fullName }) => fullName),
            ['Crate__c.Colour__c'],
        );
        const convert = ['project', 'convert', 'source', '--root-dir', 'app', '--output-dir', 'mdapi'];
        assert.equal((await sf.json(convert)).status, 0);
        assert.equal((await ok('project deploy start', ['--metadata-dir', 'mdapi'])).status, 'Succeeded');
        const { id } = await ok('project deploy start', ['--source-dir', 'app', '--async']);
        const resumed = await sf.json(['project', 'deploy', 'resume', '--job-id', id]);
        assert.equal(resumed.status, 0, JSON.stringify(resumed));
    });

    test('deploy preview: the org does not track changes', async () => {
        const answer = await run('project deploy preview', ['--source-dir', 'app']);
        assert.equal(answer.name, 'NonSourceTrackedOrgError', JSON.stringify(answer));
    });

    test('records outlive deploys; a change that their data does not allow is refused', async () => {
        const { id } = await connection.sobject('Crate__c').create({ Name: 'first', Weight__c: 12 });
        const path = 'app/objects/Crate__c/fields/Weight__c.field-meta.xml';
        const former = readFileSync(join(folder, path), 'utf8');
        write(path, field('Weight__c', '<label>Weight</label>\n<type>Date</type>'));
        const [refusal] = await failuresOf('project deploy start', ['--source-dir', 'app']);
        assert.match(refusal ?? '', /^CustomField Crate__c.Weight__c \(\d+\): Cannot change type due to existing data/);
        write(path, former.replace('<label>Weight<', '<label>Weight in kg<'));
        await ok('project deploy start', ['--source-dir', 'app']);
        const record = await connection.sobject('Crate__c').retrieve(String(id));
        assert.deepEqual([record['Name'], record['Weight__c']], ['first', 12]);
    });

    test('failures name component and line, all at once, and nothing is deployed', async () => {
        const faults: Record<string, [content: string, message: RegExp]> = {
            'app/objects/Crate__c/fields/Bad_Type__c.field-meta.xml': [
                field('Bad_Type__c', '<label>Bad</label>\n<type>Nope</type>'),
                /^CustomField Crate__c.Bad_Type__c \(\d+\): 'Nope' is not a valid value for the enum 'FieldType'/,
            ],
            'app/objects/Crate__c/fields/Bad_Parent__c.field-meta.xml': [
                field(
                    'Bad_Parent__c',
                    '<label>Bad</label>\n<referenceTo>Nothing__c</referenceTo>\n<relationshipName>Bad</relationshipName>\n<type>Lookup</type>',
                ),
                /^CustomField Crate__c.Bad_Parent__c \(\d+\): referenceTo value of 'Nothing__c' does not resolve/,
            ],
            'app/layouts/Crate__c-Crate Layout.layout-meta.xml': [
                '<?xml version="1.0" encoding="UTF-8"?>\n<Layout xmlns="http://soap.sforce.com/2006/04/metadata">\n    <quickActionList>\n    </quickActionList>\n    <relatedLists>\n        <fields>NAME</fields>\n    </relatedLists>\n</Layout>',
                /^Layout Crate__c-Crate Layout \(\d+\): Required field is missing: relatedList/,
            ],
            'app/objects/Crate__c/validationRules/Heavy.validationRule-meta.xml': [
                '<?xml version="1.0" encoding="UTF-8"?>\n<ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata">\n    <fullName>Heavy</fullName>\n    <active>true</active>\n    <errorConditionFormula>Nope__c &gt; 5</errorConditionFormula>\n    <errorMessage>x</errorMessage>\n</ValidationRule>',
                /^ValidationRule Crate__c.Heavy \(\d+\): Field Nope__c does not exist. Check spelling/,
            ],
        };
        write(
            'app/objects/Crate__c/fields/Good__c.field-meta.xml',
            field('Good__c', '<label>Good</label>\n<type>Date</type>'),
        );
        for (const [path, [content]] of Object.entries(faults)) write(path, content);
        const told = await failuresOf('project deploy start', ['--source-dir', 'app']);
        for (const [, message] of Object.values(faults))
            assert.ok(
                told.some((one) => message.test(one)),
                `${String(message)} in ${told.join('\n')}`,
            );
        assert.deepEqual(await fieldsOf('Crate__c'), ['Colour__c', 'Weight__c']);
        const partial = await run('project deploy start', ['--source-dir', 'app', '--ignore-errors']);
        assert.equal((partial.result as DeployResult).status, 'SucceededPartial');
        assert.deepEqual(await fieldsOf('Crate__c'), ['Colour__c', 'Good__c', 'Weight__c']);
        for (const path of Object.keys(faults)) remove(path);
    });

    test('broken XML in a package is told with its line', async () => {
        cpSync(join(folder, 'mdapi'), join(folder, 'broken'), { recursive: true });
        write('broken/objects/Crate__c.object', OBJECT.replace('</label>', '</lable>'));
        const answer = await run('project deploy start', ['--metadata-dir', 'broken']);
        assert.equal(answer.status, 1);
        const { details } = answer.result as {
            details: { componentFailures: { fullName: string; problem: string; lineNumber: string }[] };
        };
        const failures = [details.componentFailures].flat();
        assert.deepEqual(
            failures.map(({ fullName, lineNumber }) => [fullName, Number(lineNumber)]),
            [['Crate__c', 4]],
        );
        assert.match(failures.map(({ problem }) => problem).join(), /Error parsing file/);
    });

    test('delete source takes the component and its data away', async () => {
        await ok('project delete source', ['--metadata', 'CustomField:Crate__c.Good__c', '--no-prompt']);
        assert.deepEqual(await fieldsOf('Crate__c'), ['Colour__c', 'Weight__c']);
        assert.equal(existsSync(join(folder, 'app/objects/Crate__c/fields/Good__c.field-meta.xml')), false);
    });

    test('a test class that does not exist fails the deploy', async () => {
        const args = ['--source-dir', 'app', '--test-level', 'RunSpecifiedTests', '--tests', 'Nope_Test'];
        assert.equal((await run('project deploy start', args)).status, 1);
    });

    test('org list metadata and metadata-types', async () => {
        const listed = await ok<{ fullName: string }[]>('org list metadata', ['--metadata-type', 'CustomField']);
        assert.deepEqual(listed.map(({ fullName }) => fullName).sort(), ['Crate__c.Colour__c', 'Crate__c.Weight__c']);
        const { metadataObjects } = await ok<{ metadataObjects: { xmlName: string; childXmlNames: string[] }[] }>(
            'org list metadata-types',
            [],
        );
        const object = metadataObjects.find(({ xmlName }) => xmlName === 'CustomObject');
        assert.ok(object?.childXmlNames.includes('ValidationRule'));
    });

    test('what the org cannot run yet is kept, byte for byte', async () => {
        const source = 'public class Greeter {\r\n\t// é\n}\n';
        write('app/classes/Greeter.cls', source);
        write(
            'app/classes/Greeter.cls-meta.xml',
            '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata">\n    <apiVersion>66.0</apiVersion>\n    <status>Active</status>\n</ApexClass>\n',
        );
        write(
            'app/lwc/greeter/greeter.js',
            "import { LightningElement } from 'lwc';\nexport default class extends LightningElement {}\n",
        );
        write('app/lwc/greeter/greeter.html', '<template>ë</template>\n');
        write(
            'app/lwc/greeter/greeter.js-meta.xml',
            '<?xml version="1.0" encoding="UTF-8"?>\n<LightningComponentBundle xmlns="http://soap.sforce.com/2006/04/metadata">\n    <apiVersion>66.0</apiVersion>\n    <isExposed>false</isExposed>\n</LightningComponentBundle>\n',
        );
        await ok('project deploy start', ['--source-dir', 'app']);
        const paths = ['app/classes/Greeter.cls', 'app/lwc/greeter/greeter.html', 'app/lwc/greeter/greeter.js'];
        const written = paths.map((path) => readFileSync(join(folder, path)));
        for (const path of paths) write(path, '// other');
        await ok('project retrieve start', [
            '--metadata',
            'ApexClass:Greeter',
            '--metadata',
            'LightningComponentBundle:greeter',
        ]);
        for (const [index, path] of paths.entries()) assert.deepEqual(readFileSync(join(folder, path)), written[index]);
    });
});

describe('this project', { timeout: 300_000 }, () => {
    test('deploys to an empty org as it is when loaded, for every user, and survives a restart', async () => {
        let org = await RunningOrg.start([]);
        const loaded = await RunningOrg.start([PROJECT]);
        const sf = new Sf();
        try {
            const { instanceUrl, accessToken } = org.info;
            const login = [
                'org',
                'login',
                'access-token',
                '--instance-url',
                instanceUrl,
                '--alias',
                'all',
                '--no-prompt',
            ];
            assert.equal((await sf.json(login, { SF_ACCESS_TOKEN: accessToken })).status, 0);
            const deploy = ['project', 'deploy', 'start', '--source-dir', 'force-app', '--target-org', 'all'];
            const answer = await sf.json(deploy);
            assert.equal(answer.status, 0, JSON.stringify(answer).slice(0, 3000));
            const expected = await describeForAll(loaded);
            assert.deepEqual(Object.keys(expected).length, USERS.length + 1);
            assertSame(await describeForAll(org), expected);
            await org.stop();
            org = await RunningOrg.start([], org.folder);
            assertSame(await describeForAll(org), expected);
        } finally {
            await loaded.remove();
            await org.remove();
            sf.remove();
        }
    });
});

/** Permission set groups of roles that see much, little and something else. */
const USERS = ['Municipal_Officer', 'Subsidy_Coordinator', 'Registry_Reader'];

type Described = Record<string, Record<string, unknown>>;

/** Object by object, so that a difference can be read. */
function assertSame(actual: Described, expected: Described): void {
    assert.deepEqual(Object.keys(actual), Object.keys(expected));
    for (const [user, objects] of Object.entries(expected)) {
        assert.deepEqual(Object.keys(actual[user] ?? {}), Object.keys(objects), user);
        for (const [name, object] of Object.entries(objects))
            assert.deepEqual(actual[user]?.[name], object, `${name} for ${user}`);
    }
}

/** What the administrator and a user of each role are told of all objects. */
async function describeForAll(org: RunningOrg): Promise<Described> {
    const { instanceUrl, accessToken } = org.info;
    const admin = new jsforce.Connection({ instanceUrl, accessToken, version: '66.0' });
    const all: Described = { admin: await describeAll(admin) };
    for (const role of USERS) all[role] = await describeAll(await userWith(org, admin, role));
    return all;
}

/** A user with one permission set group; made when there is none yet. */
async function userWith(org: RunningOrg, admin: Connection, group: string): Promise<Connection> {
    const username = `${group}@clients.test`.toLowerCase();
    const known = await admin.query(`SELECT Id FROM User WHERE Username = '${username}'`);
    if (known.totalSize === 0) {
        const idOf = async (soql: string): Promise<string> => String((await admin.query(soql)).records[0]?.Id);
        const user = await admin.sobject('User').create({
            Username: username,
            LastName: group,
            Alias: group.slice(0, 8),
            Email: username,
            ProfileId: await idOf("SELECT Id FROM Profile WHERE Name = 'Standard User'"),
        });
        await admin.sobject('PermissionSetAssignment').create({
            AssigneeId: user.id ?? '',
            PermissionSetGroupId: await idOf(`SELECT Id FROM PermissionSetGroup WHERE DeveloperName = '${group}'`),
        });
    }
    const connection = new jsforce.Connection({ loginUrl: org.info.instanceUrl, version: '66.0' });
    await connection.login(username, 'local-org');
    return connection;
}

/** Everything that a user is told of all objects. */
async function describeAll(connection: Connection): Promise<Record<string, unknown>> {
    const { sobjects } = await connection.describeGlobal();
    const all: Record<string, unknown> = { global: sobjects };
    for (const { name } of sobjects) all[name] = await connection.describe(name);
    return all;
}
