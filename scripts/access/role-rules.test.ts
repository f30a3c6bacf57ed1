/** The rules that this project sets itself for access: least privilege, by role, with what muting takes away. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { elements, Field, readSources, text, texts, type SourceFile } from '../metadata/source-project.ts';
import { readFunctions, readRoles, type ObjectRight, type Role } from './role-rights.ts';

const roles = readRoles();
const functions = readFunctions();
const fields = readSources('field').map((file) => new Field(file));
const mutings = readSources('mutingpermissionset');
const roleRecords = readSources('md').filter(({ name }) => name.startsWith('Role.'));
const customMetadata = (type: string): SourceFile[] =>
    readSources('md').filter(({ name }) => name.startsWith(`${type}.`));

const namesOf = (some: readonly { readonly name: string }[]): string[] => some.map(({ name }) => name).sort();
const rolesThat = (may: (role: Role) => boolean): string[] => namesOf(roles.filter(may));
const whoReads = (field: string): string[] => rolesThat(({ rights }) => rights.fields.get(field)?.has('R') === true);
const whoMay = (right: ObjectRight, object: string): string[] =>
    rolesThat(({ rights }) => rights.objects.get(object)?.has(right) === true);

/** The value that a record of custom metadata has in a field. */
function valueOf({ root }: SourceFile, field: string): string | undefined {
    const found = elements(root, 'values').find((one) => text(one, 'field') === field);
    return found && text(found, 'value');
}

describe('roles', () => {
    test('there are nine, each with its record, under the same name in Dutch', () => {
        assert.deepEqual(namesOf(roles), [
            'Data_Protection_Officer',
            'Governor',
            'Integration',
            'Municipal_Officer',
            'Regional_Support',
            'Registry_Reader',
            'Report_Reader',
            'Subsidy_Coordinator',
            'Support_Team',
        ]);
        assert.deepEqual(
            roleRecords.map(({ name, root }) => [name, text(root, 'label')]),
            roles.map(({ name, label }) => [`Role.${name}`, label]),
        );
    });

    test('each opens the application, says what it is for, and works with a licence that carries its tier', () => {
        const tiers = new Set(customMetadata('Licence_Tier').map((file) => valueOf(file, 'Tier__c')));
        for (const { name, description, rights, tier } of roles) {
            assert.ok(description !== '' && rights.applications.has('Huisvestingstool'), name);
            assert.equal(tier === undefined, name === 'Integration', name);
            assert.ok(tier === undefined || tiers.has(tier), name);
        }
    });

    test('only two need the full licence', () => {
        assert.deepEqual(
            rolesThat(({ tier }) => tier === 'Full'),
            ['Subsidy_Coordinator', 'Support_Team'],
        );
    });

    test('a function for one licence is in roles with that licence only', () => {
        const licenceOf = new Map(
            customMetadata('Licence_Tier').map((file) => [valueOf(file, 'Tier__c'), valueOf(file, 'User_Licence__c')]),
        );
        const wrong = roles.flatMap(({ name, tier, functions: own }) =>
            own
                .filter(({ licence }) => licence !== undefined && licence !== licenceOf.get(tier))
                .map((one) => `${name}: ${one.name}`),
        );
        assert.deepEqual(wrong, []);
    });

    test('none has the name of a function: an org knows both by one name', () => {
        assert.deepEqual(
            namesOf(roles).filter((name) => functions.some((one) => one.name === name)),
            [],
        );
    });
});

describe('functions', () => {
    test('each is described, and used', () => {
        const used = new Set(roles.flatMap((role) => namesOf(role.functions)));
        const idle = functions.filter(({ name, label, description }) => !used.has(name) || !label || !description);
        assert.deepEqual(namesOf(idle), []);
    });

    test('every field that takes field-level security is readable through one at least', () => {
        const anywhere = new Set(functions.flatMap(({ rights }) => [...rights.fields.keys()]));
        const invisible = fields.filter((field) => field.takesFieldSecurity && !anywhere.has(field.fullName));
        assert.deepEqual(
            invisible.map((field) => field.fullName),
            [],
        );
    });

    test('muting is of one role, and takes away nothing that the role has not', () => {
        const used = new Set<string>();
        for (const { name, root } of readSources('permissionsetgroup')) {
            const own = texts(root, 'mutingPermissionSets');
            assert.deepEqual(own, own.length === 0 ? [] : [`${name}_Muting`], name);
            for (const muting of own) used.add(muting);
        }
        assert.deepEqual(namesOf(mutings), [...used].sort());
        for (const { name, root } of mutings) {
            const role = roles.find((one) => `${one.name}_Muting` === name);
            const asked = elements(root, 'fieldPermissions').map((one) => text(one, 'field'));
            assert.deepEqual(asked, [...(role?.muted.fields.keys() ?? [])], name);
        }
    });

    test('a muted field is not written, nor one whose reading is muted', () => {
        for (const { name, muted, rights } of roles)
            for (const field of muted.fields.keys())
                assert.ok(!rights.fields.get(field)?.has('E'), `${name}: ${field}`);
    });
});

describe('who may what', () => {
    test('names of displaced people are for who receives them, those of old dossiers for the registry', () => {
        for (const field of ['First_Name__c', 'Last_Name__c', 'Birth_Date__c', 'Household_Role__c'])
            assert.deepEqual(whoReads(`Person__c.${field}`), ['Integration', 'Municipal_Officer'], field);
        for (const field of ['First_Name__c', 'Last_Name__c', 'Birth_Date__c', 'Allis_Reference__c'])
            assert.deepEqual(whoReads(`Dossier__c.${field}`), ['Integration', 'Registry_Reader'], field);
        assert.deepEqual(whoReads('Assignment__c.Person__c'), ['Integration', 'Municipal_Officer']);
    });

    test('needs of households are for who finds them a place', () => {
        for (const field of ['Needs_Wheelchair__c', 'Needs_Ground_Floor__c', 'Language__c'])
            assert.deepEqual(
                whoReads(`Household__c.${field}`),
                ['Integration', 'Municipal_Officer', 'Regional_Support'],
                field,
            );
    });

    test('how to reach a provider is for who rents from him, and who corrects it', () => {
        for (const field of ['Contact_Person__c', 'Phone__c', 'Email__c', 'Street__c'])
            assert.deepEqual(
                whoReads(`Provider__c.${field}`),
                ['Integration', 'Municipal_Officer', 'Support_Team'],
                field,
            );
    });

    test('a risky action is for one role each', () => {
        const whoHas = (name: string): string[] => rolesThat(({ rights }) => rights.customPermissions.has(name));
        assert.deepEqual(
            namesOf(readSources('customPermission')).map((name) => [name, whoHas(name)]),
            [
                ['Anonymise_Persons', ['Data_Protection_Officer']],
                ['Approve_Subsidy_Run', ['Subsidy_Coordinator']],
                ['Close_Location', ['Municipal_Officer']],
                ['Load_Recorded_History', ['Integration']],
            ],
        );
    });

    test('a restricted role has no rights over the org, but those to read reports and logs', () => {
        const restricted = roles.filter(({ tier }) => tier === 'Restricted');
        assert.deepEqual(
            restricted
                .flatMap(({ name, rights }) => [...rights.userPermissions].map((one) => `${name}: ${one}`))
                .sort(),
            [
                'Data_Protection_Officer: MonitorLoginHistory',
                'Data_Protection_Officer: ViewSetup',
                'Registry_Reader: RunReports',
                'Report_Reader: RunReports',
            ],
        );
    });

    test('nobody is let past sharing by a right over all data', () => {
        for (const right of ['ViewAllData', 'ModifyAllData', 'AuthorApex', 'CustomizeApplication'])
            assert.deepEqual(
                rolesThat(({ rights }) => rights.userPermissions.has(right)),
                [],
                right,
            );
    });

    test('users are managed by one role', () => {
        for (const right of ['ManageUsers', 'ManageInternalUsers', 'AssignPermissionSets'])
            assert.deepEqual(
                rolesThat(({ rights }) => rights.userPermissions.has(right)),
                ['Support_Team'],
                right,
            );
    });

    test('who oversees data protection, and who reads, changes nothing', () => {
        const readers = ['Data_Protection_Officer', 'Governor', 'Registry_Reader', 'Report_Reader'];
        for (const { name, rights } of roles.filter((role) => readers.includes(role.name))) {
            const letters = new Set([...rights.objects.values()].flatMap((own) => [...own]));
            assert.deepEqual([...letters.difference(new Set(['R', 'V']))], [], name);
        }
    });

    test('aggregates are all that report readers get', () => {
        const reader = roles.find(({ name }) => name === 'Report_Reader');
        assert.deepEqual([...(reader?.rights.objects.keys() ?? [])], ['Municipality__c', 'Statistic__c']);
    });

    test('only the scripts may modify all records', () => {
        assert.deepEqual(
            rolesThat(({ rights }) => [...rights.objects.values()].some((own) => own.has('M'))),
            ['Integration'],
        );
    });

    test('what was approved is signed by who approves, not by who loads', () => {
        const writers = rolesThat(
            ({ rights }) => rights.fields.get('Subsidy_Run__c.Approved_By__c')?.has('E') === true,
        );
        assert.deepEqual(writers, ['Subsidy_Coordinator']);
    });

    test('nobody but the scripts may write what is kept by the application itself', () => {
        const kept = /\.(External_Key|Unique_Key|End_Key|Occupied_Until|Next_Free_Day|Free_Now|Input_Hash)__c$/;
        const written = roles.flatMap(({ name, rights }) =>
            [...rights.fields]
                .filter(([field, own]) => kept.test(field) && own.has('E'))
                .map(([field]) => [field.replace(/\..*/, ''), name] as const),
        );
        const others = written.filter(([, name]) => name !== 'Integration');
        assert.deepEqual([...new Set(others.map(([object, name]) => `${name}: ${object}`))].sort(), [
            // who runs a calculation or a count does so under their own name
            'Subsidy_Coordinator: Subsidy_Line__c',
            'Subsidy_Coordinator: Subsidy_Run__c',
            'Subsidy_Coordinator: Subsidy_Statement__c',
            'Support_Team: Licence_Count__c',
        ]);
    });

    test('nobody may delete or change lines of a calculation, nor delete what was recorded', () => {
        for (const object of ['Subsidy_Run__c', 'Subsidy_Statement__c', 'Subsidy_Line__c', 'Recorded_Fact__c']) {
            assert.deepEqual(whoMay('D', object), [], object);
            assert.deepEqual(whoMay('M', object), [], object);
        }
        for (const object of ['Subsidy_Statement__c', 'Subsidy_Line__c'])
            assert.deepEqual(whoMay('E', object), [], object);
    });

    test('profiles carry the licence and nothing else', () => {
        const bare = ['custom', 'description', 'userLicense'];
        const profiles = readSources('profile').map(({ name, root }) => [
            name,
            Object.keys(root).sort(),
            text(root, 'userLicense'),
        ]);
        assert.deepEqual(profiles, [
            ['HVT Full', bare, 'Salesforce'],
            ['HVT Integration', bare, 'Salesforce Integration'],
            ['HVT Restricted', bare, 'Salesforce Platform'],
        ]);
    });
});
