import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { OrgError } from '../schema/errors.ts';
import { describeGlobal, describeObject, MASTER_RECORD_TYPE } from './describe.ts';
import { ADMINISTRATOR_NAME, ORGANIZATION_ID } from './first-records.ts';
import { Actor, makeUser, openLibrary, undone } from './suite/library.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

const PATH = '/services/data/v66.0';

type Described = Record<string, unknown> & {
    fields: Record<string, unknown>[];
    recordTypeInfos: Record<string, unknown>[];
    childRelationships: Record<string, unknown>[];
};

function described(user: Actor, object: string): Described {
    return describeObject(org, org.session(user.userId), object, PATH) as Described;
}

function field(user: Actor, path: string): Record<string, unknown> | undefined {
    const [object = '', name = ''] = path.split('.');
    return described(user, object).fields.find((one) => one['name'] === name);
}

describe('a field is described as it is', () => {
    const cases: [path: string, expected: Record<string, unknown>][] = [
        [
            'Library__c.Code__c',
            {
                unique: true,
                externalId: true,
                idLookup: true,
                caseSensitive: false,
                soapType: 'xsd:string',
                byteLength: 30,
            },
        ],
        ['Library__c.Name', { nameField: true, idLookup: true, permissionable: false }],
        ['Library__c.Books__c', { calculated: true, createable: false, updateable: false, type: 'double' }],
        ['Library__c.Open__c', { defaultValue: true, nillable: false, defaultedOnCreate: true }],
        ['Library__c.Opened__c', { defaultValue: null, defaultValueFormula: 'TODAY()' }],
        [
            'Library__c.Place__c',
            { type: 'location', queryByDistance: true, displayLocationInDecimal: true, soapType: 'urn:location' },
        ],
        ['Library__c.Place__Latitude__s', { compoundFieldName: 'Place__c', type: 'double' }],
        ['Rack__c.Name', { autoNumber: true, createable: false }],
        [
            'Rack__c.Library__c',
            {
                cascadeDelete: true,
                relationshipOrder: 0,
                relationshipName: 'Library__r',
                referenceTo: ['Library__c'],
                updateable: false,
            },
        ],
        ['Volume__c.Rack__c', { updateable: true, nillable: false }],
        ['Lending__c.Volume__c', { restrictedDelete: true, nillable: false, relationshipOrder: null }],
        [
            'Lending__c.Library__c',
            { filteredLookupInfo: { controllingFields: [], dependent: false, optionalFilter: false } },
        ],
        ['Link__c.Library__c', { writeRequiresMasterRead: true }],
        [
            'Volume__c.Taxed_Price__c',
            { calculatedFormula: 'Price__c * 1.21', formulaTreatNullNumberAsZero: true, precision: 18, scale: 2 },
        ],
        ['Volume__c.Genre__c', { controllerName: 'Kind__c', dependentPicklist: true, restrictedPicklist: true }],
        ['Everything__c.Rich__c', { extraTypeInfo: 'richtextarea', htmlFormatted: true, filterable: false }],
        ['Everything__c.Long__c', { extraTypeInfo: 'plaintextarea' }],
        ['Library__c.OwnerId', { polymorphicForeignKey: true, namePointing: true, referenceTo: ['User', 'Group'] }],
        ['Library__History.OldValue', { type: 'anyType', soapType: 'xsd:anyType' }],
    ];
    for (const [path, expected] of cases)
        it(path, () => {
            const found = field(admin, path) ?? {};
            assert.deepEqual(Object.fromEntries(Object.keys(expected).map((key) => [key, found[key]])), expected);
        });

    it('dependent values tell in bits with which controlling ones they go', () => {
        const values = field(admin, 'Volume__c.Genre__c')?.['picklistValues'] as { value: string; validFor: string }[];
        assert.deepEqual(
            values.map(({ value, validFor }) => [value, validFor]),
            [
                ['Novel', 'gA=='],
                ['Comic', 'wA=='],
                ['Atlas', 'QA=='],
            ],
        );
    });
});

describe('a user is told of what he may', () => {
    it(
        'objects and fields that he may not read do not exist',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Reader'] });
            const { sobjects } = describeGlobal(org, org.session(user.userId), PATH) as {
                sobjects: { name: string }[];
            };
            const names = sobjects.map(({ name }) => name);
            assert.deepEqual(
                ['Library__c', 'Library__Share', 'Lending__c', 'User'].map((name) => names.includes(name)),
                [true, true, false, true],
            );
            assert.equal(field(user, 'Library__c.Secret__c'), undefined);
            assert.equal(field(user, 'Library__c.City__c')?.['updateable'], false);
            assert.throws(
                () => described(user, 'Lending__c'),
                (error) => error instanceof OrgError && error.httpStatus === 404,
            );
        }),
    );

    it(
        'in his language',
        undone(org, () => {
            const user = makeUser(org, 'User', { sets: ['Librarian'], language: 'nl_NL' });
            const { label, labelPlural } = described(user, 'Library__c');
            assert.deepEqual([label, labelPlural], ['Bibliotheek', 'Bibliotheken']);
            assert.equal(field(user, 'Library__c.City__c')?.['label'], 'Stad');
            assert.equal(
                described(user, 'Library__c').recordTypeInfos.find((one) => one['developerName'] === 'Public')?.[
                    'name'
                ],
                'Openbare bibliotheek',
            );
        }),
    );

    it(
        'the record types, with the default of his profile',
        undone(org, () => {
            const clerk = makeUser(org, 'Clerk', { profile: 'Clerk', sets: ['Librarian'] });
            const defaults = [clerk, admin].map(
                (user) =>
                    described(user, 'Library__c').recordTypeInfos.find((one) => one['defaultRecordTypeMapping'])?.[
                        'developerName'
                    ],
            );
            assert.deepEqual(defaults, ['School', 'Master']);
            assert.equal(described(admin, 'Rack__c').recordTypeInfos[0]?.['recordTypeId'], MASTER_RECORD_TYPE);
        }),
    );

    it('the children, with what becomes of them', () => {
        const children = described(admin, 'Volume__c').childRelationships.map(
            ({ childSObject, relationshipName, cascadeDelete, restrictedDelete }) => [
                childSObject,
                relationshipName,
                cascadeDelete,
                restrictedDelete,
            ],
        );
        assert.deepEqual(children, [
            ['ContentVersion', null, false, false],
            ['ContentDocumentLink', 'ContentDocumentLinks', true, false],
            ['ProcessInstance', 'ProcessInstances', true, false],
            ['Lending__c', 'Loans__r', false, true],
            ['Volume__History', 'Histories', true, false],
        ]);
    });
});

describe('a new org has', () => {
    const cases: [what: string, sql: string, expected: unknown[]][] = [
        [
            'itself',
            'SELECT Id, LanguageLocaleKey, DefaultLocaleSidKey, TimeZoneSidKey FROM "Organization"',
            [ORGANIZATION_ID, 'en_US', 'en_GB', 'Europe/Brussels'],
        ],
        [
            'an administrator',
            'SELECT Username, Name, IsActive, UserType FROM "User"',
            [ADMINISTRATOR_NAME, 'Local Administrator', 1, 'Standard'],
        ],
        ['the standard profiles and its own', 'SELECT count(*) FROM "Profile"', [4]],
        ['a permission set for each profile', 'SELECT count(*) FROM "PermissionSet" WHERE ProfileId IS NOT NULL', [4]],
        ['licences', `SELECT LicenseDefinitionKey FROM "UserLicense" WHERE Name = 'Salesforce'`, ['SFDC']],
    ];
    for (const [what, sql, expected] of cases)
        it(what, () => {
            assert.deepEqual(Object.values(org.store.get(sql) ?? {}), expected);
        });

    it(
        'a standard user may work with the standard objects',
        undone(org, () => {
            const user = makeUser(org, 'User', { profile: 'Standard User' });
            const { read, create, viewAll } = org.session(user.userId).permissions.object(admin.object('Account'));
            assert.deepEqual([read, create, viewAll], [true, true, false]);
        }),
    );
});
