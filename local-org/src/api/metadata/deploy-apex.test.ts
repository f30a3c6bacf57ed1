/** Metadata API developer guide, "deploy()" and "Running Tests in a Deployment": Apex is compiled and tested by deploys. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { XmlElement } from '../../metadata/xml.ts';
import { definition, type Deployed, type PackageFiles } from '../suite/metadata-client.ts';
import { CRATE, DeployServer, objectFile, text } from './suite.ts';

const org = new DeployServer();
const { metadata, server } = org;
after(() => org.close());

/** Deploys classes and triggers by name; those without a source are deleted. */
async function deploy(
    units: Readonly<Record<string, string | undefined>>,
    options: Readonly<Record<string, string>> = {},
): Promise<Deployed> {
    const files: Record<string, string> = {};
    const members: Record<string, string[]> = { ApexClass: [], ApexTrigger: [] };
    const gone: string[] = [];
    for (const [name, source] of Object.entries(units)) {
        const isTrigger = source?.startsWith('trigger ') === true;
        const [type, path] = isTrigger
            ? (['ApexTrigger', `triggers/${name}.trigger`] as const)
            : (['ApexClass', `classes/${name}.cls`] as const);
        if (source === undefined) {
            gone.push(name);
            continue;
        }
        members[type]?.push(name);
        files[path] = source;
        files[`${path}-meta.xml`] = definition(type, '<apiVersion>66.0</apiVersion><status>Active</status>');
    }
    return metadata.deploy(members, { ...files, ...deletionOf(gone) }, options);
}

function deletionOf(classes: readonly string[]): PackageFiles {
    if (classes.length === 0) return {};
    const names = classes.map((name) => `<members>${name}</members>`).join('');
    return { 'destructiveChangesPost.xml': definition('Package', `<types>${names}<name>ApexClass</name></types>`) };
}

/** `name line:column problem` of each failure. */
function places({ result }: Deployed): string[] {
    const failures = result.child('details')?.all('componentFailures') ?? [];
    return failures.map(
        (one) =>
            `${one.value('componentType') ?? ''} ${one.value('fileName') ?? ''} ${one.value('lineNumber') ?? ''}:${one.value('columnNumber') ?? ''} ${one.value('problem') ?? ''}`,
    );
}

function testsOf({ result }: Deployed): XmlElement | undefined {
    return result.child('details')?.child('runTestResult');
}

function warningsOf(deployed: Deployed): string[] {
    return (testsOf(deployed)?.all('codeCoverageWarnings') ?? []).map(
        (one) => `${one.value('name') ?? 'all'}: ${one.value('message') ?? ''}`,
    );
}

function isThere(name: string): boolean {
    return server.org.catalogue.has('ApexClass', name);
}

const CALCULATOR = `
public class Calculator {
    public static Integer twice(Integer n) {
        return n * 2;
    }
    public static Integer half(Integer n) {
        Integer result = n / 2;
        return result;
    }
}`;

const test2 = (name: string, body: string): string =>
    `@IsTest\nprivate class ${name} {\n    @IsTest\n    static void counts() {\n        ${body}\n    }\n}`;

describe('A deploy of Apex', () => {
    test('tells each fault with its line and column, and deploys nothing', async () => {
        const deployed = await deploy({
            Faulty: 'public class Faulty {\n    Integer n = nothing;\n}',
            Wrong: 'public class Wrong {\n    void m() {\n        String s = 1;\n    }\n}',
            Fine: 'public class Fine { }',
        });
        assert.equal(deployed.status, 'Failed');
        assert.deepEqual(places(deployed), [
            'ApexClass classes/Faulty.cls 2:17 Variable does not exist: nothing',
            'ApexClass classes/Wrong.cls 3:20 Illegal assignment from Integer to String',
        ]);
        assert.equal(deployed.result.value('numberComponentsDeployed'), '0');
        assert.equal(isThere('Fine'), false);
    });

    test('compiles against the objects of the same package', async () => {
        const source = 'public class Reader {\n    String m(Carton__c c) {\n        return c.Code__c;\n    }\n}';
        const meta = definition('ApexClass', '<apiVersion>66.0</apiVersion><status>Active</status>');
        const files = { 'classes/Reader.cls': source, 'classes/Reader.cls-meta.xml': meta };
        const alone = await metadata.deploy({ ApexClass: ['Reader'] }, files);
        assert.deepEqual(places(alone), ['ApexClass classes/Reader.cls 2:14 Invalid type: Carton__c']);
        const together = await metadata.deploy(
            { ApexClass: ['Reader'], CustomObject: ['Carton__c'] },
            { ...files, ...objectFile('Carton__c', CRATE, text('Code__c')) },
        );
        assert.deepEqual(together.failures, []);
    });

    test('refuses a class in a file of another name, and reserved names', async () => {
        const deployed = await deploy({
            First: 'public class Second { }',
            Third: 'public class Third { Integer number; }',
        });
        assert.deepEqual(places(deployed), [
            'ApexClass classes/First.cls 1:14 File name mismatch with class name: Second',
            'ApexClass classes/Third.cls 1:30 Identifier name is reserved: number',
        ]);
    });

    test('tells who needs a class that cannot be read what is wrong with that', async () => {
        const deployed = await deploy({
            Broken: 'public class Broken { void m( { } }',
            Needy: 'public class Needy {\n    Broken one;\n}',
        });
        const [broken, needy] = places(deployed);
        assert.match(broken ?? '', /^ApexClass classes\/Broken\.cls 1:\d+ (.+)$/);
        const reason = broken?.replace(/^\S+ \S+ \S+ /, '') ?? '';
        assert.equal(
            needy,
            `ApexClass classes/Needy.cls 2:5 Dependent class is invalid and needs recompilation:\n Class Broken : ${reason}`,
        );
    });

    test('keeps what is good when it may be partial', async () => {
        const units = { Good1: 'public class Good1 { }', Bad1: 'public class Bad1 { X x; }' };
        const { status, failures } = await deploy(units, { rollbackOnError: 'false' });
        assert.deepEqual([status, failures], ['SucceededPartial', ['ApexClass Bad1: Invalid type: X']]);
        assert.deepEqual([isThere('Good1'), isThere('Bad1')], [true, false]);
    });

    test('tells what it would break, and breaks nothing', async () => {
        const uses = 'public class Uses {\n    Integer m() {\n        return Base1.answer();\n    }\n}';
        await deploy({ Base1: 'public class Base1 { public static Integer answer() { return 42; } }', Uses: uses });
        const deployed = await deploy({ Base1: 'public class Base1 { }' });
        assert.equal(deployed.status, 'Failed');
        assert.deepEqual(places(deployed), [
            'ApexClass classes/Uses.cls 3:22 Dependent class is invalid and needs recompilation:\n Class Uses : Method does not exist or incorrect signature: void answer() from the type Base1',
        ]);
        const changed = { Base1: 'public class Base1 { }', Uses: 'public class Uses { }' };
        assert.deepEqual((await deploy(changed)).failures, []);
    });

    test('deletes no class that another one speaks of, unless that goes or changes as well', async () => {
        await deploy({ Needed: 'public virtual class Needed { }', Needs: 'public class Needs extends Needed { }' });
        const alone = await deploy({ Needed: undefined });
        assert.deepEqual(alone.failures, [
            'ApexClass Needed: This apex class is referenced elsewhere in salesforce.com. Remove the usage and try again. : ApexClass - Needs.',
        ]);
        assert.equal(isThere('Needed'), true);
        assert.equal((await deploy({ Needed: undefined, Needs: 'public class Needs { }' })).status, 'Succeeded');
        assert.equal(isThere('Needed'), false);
    });

    test('deletes no field that a class speaks of', async () => {
        const use = 'public class Labels { String m(Tin__c t) { return t.Code__c; } }';
        await metadata.deploy({ CustomObject: ['Tin__c'] }, objectFile('Tin__c', CRATE, text('Code__c')));
        await deploy({ Labels: use });
        const field = '<types><members>Tin__c.Code__c</members><name>CustomField</name></types>';
        const { failures } = await metadata.deploy({}, { 'destructiveChanges.xml': definition('Package', field) });
        assert.deepEqual(failures, [
            'CustomField Tin__c.Code__c: This custom field is referenced elsewhere in salesforce.com. Remove the usage and try again. : ApexClass - Labels.',
        ]);
    });

    test('is of force at once: the class runs, and is a record', async () => {
        await deploy({ Calculator: CALCULATOR });
        const source = encodeURIComponent('System.assertEquals(4, Calculator.twice(2));');
        const ran = await org.admin.get(`/tooling/executeAnonymous?anonymousBody=${source}`);
        assert.equal((ran.body as { success: boolean }).success, true);
        const [listed] = await metadata.results('listMetadata', '<queries><type>ApexClass</type></queries>');
        const id = listed?.value('id') ?? '';
        assert.equal(await org.admin.count(`SELECT Id FROM ApexClass WHERE Id = '${id}'`), 1);
        const soql = `SELECT Body, ApiVersion, Status, LengthWithoutComments FROM ApexClass WHERE Name = 'Calculator'`;
        const { records } = (await org.admin.query(soql)).body as { records: Record<string, unknown>[] };
        assert.deepEqual(
            records.map(({ attributes: _, ...values }) => values),
            [{ Body: CALCULATOR, ApiVersion: 66, Status: 'Active', LengthWithoutComments: CALCULATOR.length }],
        );
    });
});

describe('The tests of a deploy', () => {
    before(async () => {
        const trigger =
            'trigger CrateCode on Box1__c (before insert) {\n    for (Box1__c b : Trigger.new) b.Code__c = Code1.next();\n}';
        await metadata.deploy({ CustomObject: ['Box1__c'] }, objectFile('Box1__c', CRATE, text('Code__c')));
        await deploy({
            Calculator: CALCULATOR,
            Code1: "public class Code1 {\n    public static String next() {\n        return 'a';\n    }\n}",
        });
        await deploy({ CrateCode: trigger });
    });

    test('do not run unless they are asked for', async () => {
        const deployed = await deploy({ NoTest: test2('NoTest', 'Assert.fail();') });
        assert.equal(deployed.status, 'Succeeded');
        assert.equal(deployed.result.value('runTestsEnabled'), 'false');
        assert.equal(testsOf(deployed)?.value('numTestsRun'), '0');
        await deploy({ NoTest: undefined });
    });

    test('let a deploy succeed that they cover, and tell which lines they ran', async () => {
        const deployed = await deploy(
            {
                Calculator: CALCULATOR,
                CalculatorTest: test2(
                    'CalculatorTest',
                    'Assert.areEqual(4, Calculator.twice(2)); Assert.areEqual(1, Calculator.half(2));',
                ),
            },
            { testLevel: 'RunSpecifiedTests', runTests: 'CalculatorTest' },
        );
        assert.deepEqual([deployed.status, warningsOf(deployed)], ['Succeeded', []]);
        const { result } = deployed;
        const counts = ['numberTestsTotal', 'numberTestsCompleted', 'numberTestErrors'].map((name) =>
            result.value(name),
        );
        assert.deepEqual(counts, ['1', '1', '0']);
        const tests = testsOf(deployed);
        assert.deepEqual(
            tests?.all('successes').map((one) => `${one.value('name') ?? ''}.${one.value('methodName') ?? ''}`),
            ['CalculatorTest.counts'],
        );
        const covered = tests.all('codeCoverage').find((one) => one.value('name') === 'Calculator');
        assert.deepEqual([covered?.value('numLocations'), covered?.value('numLocationsNotCovered')], ['3', '0']);
    });

    test('fail a deploy of which they run less than 75 % of a class', async () => {
        const units = { Calculator: CALCULATOR, PartTest: test2('PartTest', 'Calculator.twice(2);') };
        const options = { testLevel: 'RunSpecifiedTests', runTests: 'PartTest' };
        const deployed = await deploy(units, options);
        assert.equal(deployed.status, 'Failed');
        assert.deepEqual(warningsOf(deployed), [
            'Calculator: Test coverage of selected Apex Class is 33.333%, at least 75% test coverage is required',
        ]);
        const covered = testsOf(deployed)
            ?.all('codeCoverage')
            .find((one) => one.value('name') === 'Calculator');
        assert.deepEqual(
            covered?.all('locationsNotCovered').map((one) => one.value('line')),
            ['7', '8'],
        );
        assert.equal(isThere('PartTest'), false);
    });

    test('fail a deploy when one of them fails, with its message and place', async () => {
        const units = { FailTest: test2('FailTest', "Assert.areEqual(1, 2, 'sums');") };
        const deployed = await deploy(units, { testLevel: 'RunSpecifiedTests', runTests: 'FailTest' });
        assert.equal(deployed.status, 'Failed');
        const [failure] = testsOf(deployed)?.all('failures') ?? [];
        assert.deepEqual(
            ['name', 'methodName', 'message', 'stackTrace'].map((name) => failure?.value(name)),
            [
                'FailTest',
                'counts',
                'System.AssertException: Assertion Failed: sums: Expected: 1, Actual: 2',
                'Class.FailTest.counts: line 5, column 1',
            ],
        );
        assert.equal(deployed.result.value('numberTestErrors'), '1');
        assert.equal(isThere('FailTest'), false);
    });

    test('must all together run 75 %, and every trigger, when all of them run', async () => {
        const deployed = await deploy(
            {
                Idle: 'public class Idle {\n    void m() {\n        Integer a = 1;\n        a++;\n        a++;\n        a++;\n        a++;\n    }\n}',
            },
            { testLevel: 'RunLocalTests' },
        );
        assert.equal(deployed.status, 'Failed');
        assert.deepEqual(
            warningsOf(deployed).map((one) => one.replace(/is \d+(?:\.\d+)?%/, 'is N%')),
            [
                'all: Average test coverage across all Apex Classes and Triggers is N%, at least 75% test coverage is required.',
                'CrateCode: Test coverage of selected Apex Trigger is N%, at least 1% test coverage is required',
            ],
        );
    });

    test('find none of the data of the org, leave none, and see what the deploy brings', async () => {
        await org.admin.make('Box1__c', {});
        const body =
            "Assert.areEqual(0, [SELECT COUNT() FROM Box1__c]); insert new Box1__c(); Assert.areEqual('b', [SELECT Code__c FROM Box1__c].Code__c); Assert.areEqual('admin@local.org', UserInfo.getUserName());";
        const changed = "public class Code1 {\n    public static String next() {\n        return 'b';\n    }\n}";
        const units = { Code1: changed, DataTest: test2('DataTest', body) };
        const options = { testLevel: 'RunSpecifiedTests', runTests: 'DataTest', checkOnly: 'true' };
        const checked = await deploy(units, options);
        assert.deepEqual([checked.status, checked.result.value('numberTestsCompleted')], ['Succeeded', '1']);
        assert.equal(await org.admin.count('SELECT Id FROM Box1__c'), 1);
        assert.equal(isThere('DataTest'), false);
        const quick = await metadata.results('deployRecentValidation', `<validationId>${checked.id}</validationId>`);
        assert.equal((await metadata.finished(quick[0]?.text ?? '')).status, 'Succeeded');
        assert.equal(isThere('DataTest'), true);
    });

    test('that are relevant are those of the package, and those that speak of it', async () => {
        const units = {
            Code1: "public class Code1 {\n    public static String next() {\n        return 'c';\n    }\n}",
        };
        const deployed = await deploy(units, { testLevel: 'RunRelevantTests' });
        // it asserts what the former version gave
        const failed = testsOf(deployed)
            ?.all('failures')
            .map((one) => one.value('name'));
        assert.deepEqual([deployed.status, failed], ['Failed', ['DataTest']]);
        assert.equal(deployed.result.value('numberTestsTotal'), '1');
    });
});
