import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { LIBRARY_PROJECT, LOCALE, Actor, makeUser, openLibrary } from '../org/suite/library.ts';
import { Org } from '../org/org.ts';
import { Translations } from './translations.ts';

const org = openLibrary();
after(() => {
    org.close();
});

function column(target: Org, sql: string, ...params: string[]): unknown[] {
    return target.store.all(sql, params).map((row) => Object.values(row)[0]);
}

describe('the library has the schema that its metadata tells', () => {
    const field = (object: string, name: string): unknown => {
        const type = org.schema.object(object);
        const { type: fieldType, precision, scale } = (type && org.schema.field(type, name)) ?? {};
        return [fieldType, precision, scale];
    };
    const cases: [object: string, name: string, expected: unknown][] = [
        ['Library__c', 'Shelves__c', ['double', 18, 0]],
        ['Library__c', 'Value__c', ['currency', 18, 2]],
        ['Library__c', 'Taxed__c', ['currency', 18, 2]],
        ['Library__c', 'Newest__c', ['date', 0, 0]],
        ['Library__c', 'Cheapest__c', ['currency', 18, 2]],
        ['Account', 'Rank__c', ['double', 3, 0]],
        ['Library__c', 'Place__Latitude__s', ['double', 18, 15]],
    ];
    for (const [object, name, expected] of cases)
        it(`${object}.${name}: ${JSON.stringify(expected)}`, () => {
            assert.deepEqual(field(object, name), expected);
        });

    it('owners, record types and names are as its objects have them', () => {
        const has = (object: string, name: string): boolean => org.schema.object(object)?.fields.has(name) ?? false;
        assert.deepEqual(
            [
                has('Library__c', 'OwnerId'),
                has('Rack__c', 'OwnerId'),
                has('Library__c', 'RecordTypeId'),
                has('Rack__c', 'RecordTypeId'),
            ],
            [true, false, true, false],
        );
        assert.equal(org.schema.object('Rack__c')?.fields.get('Name')?.autoNumber?.format, 'S-{0000}');
    });

    it('history of a standard field can be turned on', () => {
        assert.equal(org.schema.object('Account')?.fields.get('Phone')?.trackHistory, true);
        assert.ok(org.schema.object('AccountHistory'));
    });

    it('all its formulas compile', () => {
        org.formulas.check();
    });
});

describe('labels are translated', () => {
    const dutch = new Translations(org.metadata, 'nl_NL');
    const english = new Translations(org.metadata, 'en_US');
    const library = new Actor(org).object('Library__c');
    const book = new Actor(org).object('Volume__c');
    const fieldOf = (name: string): NonNullable<ReturnType<typeof book.fields.get>> => {
        const found = library.fields.get(name) ?? book.fields.get(name);
        assert.ok(found);
        return found;
    };
    const valueOf = (
        name: string,
        value: string,
    ): NonNullable<ReturnType<typeof fieldOf>['picklist']>['values'][number] => {
        const found = fieldOf(name).picklist?.values.find((one) => one.value === value);
        assert.ok(found);
        return found;
    };
    const cases: [
        what: string,
        label: (t: Translations) => string | undefined,
        dutch: string | undefined,
        english: string | undefined,
    ][] = [
        ['object', (t) => t.objectLabel(library), 'Bibliotheek', 'Library'],
        ['plural', (t) => t.objectLabelPlural(library), 'Bibliotheken', 'Libraries'],
        ['name', (t) => t.fieldLabel(library, fieldOf('Name')), 'Naam van de bibliotheek', 'Library name'],
        [
            'name that is not translated',
            (t) => t.fieldLabel(book, book.fields.get('Name') ?? fieldOf('Name')),
            'Book name',
            'Book name',
        ],
        ['field', (t) => t.fieldLabel(library, fieldOf('City__c')), 'Stad', 'City'],
        ['field that is not translated', (t) => t.fieldLabel(library, fieldOf('Budget__c')), 'Budget', 'Budget'],
        ['help', (t) => t.fieldHelp(library, fieldOf('City__c')), 'De stad waar zij staat.', undefined],
        ['own value', (t) => t.valueLabel(book, fieldOf('Kind__c'), valueOf('Kind__c', 'Fact')), 'Feitelijk', 'Fact'],
        [
            'value of a global set',
            (t) => t.valueLabel(library, fieldOf('Region__c'), valueOf('Region__c', 'North')),
            'Noord',
            'North',
        ],
        [
            'value translated with nothing',
            (t) => t.valueLabel(library, fieldOf('Region__c'), valueOf('Region__c', 'East')),
            'East',
            'East',
        ],
        ['rule', (t) => t.ruleMessage(library, 'Books_Within_Capacity', 'Full.'), 'De bibliotheek is vol.', 'Full.'],
        ['record type', (t) => t.recordTypeLabel(library, 'Public', 'P'), 'Openbare bibliotheek', 'P'],
    ];
    for (const [what, label, inDutch, inEnglish] of cases)
        it(what, () => {
            assert.deepEqual([label(dutch), label(english)], [inDutch, inEnglish]);
        });
});

describe('what is deployed can be queried', () => {
    it('records of custom metadata types, with values of their fields', () => {
        const rows = org.store.all(
            'SELECT DeveloperName, Language, Value__c, From__c, Active__c FROM "Limit__mdt" ORDER BY DeveloperName',
        );
        assert.deepEqual(
            rows.map((row) => Object.values(row)),
            [
                ['Price', 'en_US', 1000, '2024-01-01', 1],
                ['Weight', 'en_US', null, null, 0],
            ],
        );
    });

    it('record types, list views, custom permissions, queues with their objects and members', () => {
        assert.deepEqual(column(org, 'SELECT DeveloperName FROM "RecordType" ORDER BY 1'), [
            'Former',
            'Public',
            'School',
        ]);
        assert.deepEqual(column(org, 'SELECT DeveloperName FROM "ListView" WHERE SobjectType = ?', 'Library__c'), [
            'All',
            'For_Watchers',
            'Open_Libraries',
        ]);
        assert.deepEqual(column(org, 'SELECT DeveloperName FROM "CustomPermission" ORDER BY 1'), [
            'Approve',
            'Skip_Rules',
        ]);
        const objects = `SELECT SobjectType FROM "QueueSobject" JOIN "Group" g ON g.Id = QueueId WHERE DeveloperName = ?`;
        assert.deepEqual(column(org, objects, 'Intake'), ['Library__c']);
        const members = `SELECT m.DeveloperName FROM "GroupMember" gm JOIN "Group" g ON g.Id = gm.GroupId
            JOIN "Group" m ON m.Id = gm.UserOrGroupId WHERE g.DeveloperName = 'Intake'`;
        assert.deepEqual(column(org, members), ['Readers']);
    });

    it('two groups for each role, and one for everybody', () => {
        assert.deepEqual(column(org, 'SELECT count(*) FROM "Group" WHERE DeveloperName = ?', 'Head'), [2]);
        assert.deepEqual(column(org, `SELECT count(*) FROM "Group" WHERE Type = 'Organization'`), [1]);
    });

    it('entities and fields', () => {
        assert.deepEqual(column(org, 'SELECT Label FROM "EntityDefinition" WHERE QualifiedApiName = ?', 'Volume__c'), [
            'Book',
        ]);
        const types = `SELECT DataType FROM "FieldDefinition" WHERE EntityDefinitionId = 'Volume__c' AND QualifiedApiName IN ('Price__c', 'Rack__c', 'Is_Dear__c') ORDER BY QualifiedApiName`;
        assert.deepEqual(column(org, types), ['Formula (boolean)', 'Currency(6, 2)', 'Master-Detail(Rack__c)']);
    });
});

describe('metadata that changes between two openings', () => {
    const folder = mkdtempSync(join(tmpdir(), 'library-'));
    const project = join(folder, 'project');
    cpSync(LIBRARY_PROJECT, project, { recursive: true });
    const open = (): Org => new Org({ projects: [project], locale: LOCALE, dataFolder: join(folder, 'data') });
    const edit = (path: string, change: (xml: string) => string): void => {
        const file = join(project, 'force-app/main/default', path);
        writeFileSync(file, change(readFileSync(file, 'utf8')));
    };
    after(() => {
        rmSync(folder, { recursive: true });
    });

    it('ids, assignments and data stay; grants, labels, members and records of types follow', () => {
        const first = open();
        const user = makeUser(first, 'Reader', { sets: ['Reader'] });
        const library = new Actor(first).make('Library__c', { Name: 'Old' });
        const setId = column(first, `SELECT Id FROM "PermissionSet" WHERE Name = 'Reader'`);
        const prefix = first.schema.object('Volume__c')?.keyPrefix;
        first.close();

        edit('permissionsets/Reader.permissionset-meta.xml', (xml) =>
            xml
                .replace(/<label>Reader/, '<label>Guest')
                .replace(/<objectPermissions>(?:(?!<\/objectPermissions>)[^])*Member__c[^]*?<\/objectPermissions>/, ''),
        );
        edit('objects/Library__c/fields/City__c.field-meta.xml', (xml) => xml.replace('<length>40<', '<length>50<'));
        rmSync(join(project, 'force-app/main/default/customMetadata/Limit.Weight.md-meta.xml'));
        rmSync(join(project, 'force-app/main/default/objects/Library__c/recordTypes/Former.recordType-meta.xml'));

        const second = open();
        assert.deepEqual(column(second, `SELECT Id FROM "PermissionSet" WHERE Name = 'Reader'`), setId);
        assert.deepEqual(column(second, `SELECT Label FROM "PermissionSet" WHERE Name = 'Reader'`), ['Guest']);
        assert.equal(second.schema.object('Volume__c')?.keyPrefix, prefix);
        const { permissions } = second.session(user.userId);
        const rights = (name: string): boolean => permissions.object(new Actor(second).object(name)).read;
        assert.deepEqual([rights('Library__c'), rights('Member__c')], [true, false]);
        assert.deepEqual(column(second, 'SELECT DeveloperName FROM "Limit__mdt"'), ['Price']);
        assert.deepEqual(column(second, 'SELECT DeveloperName FROM "RecordType" ORDER BY 1'), ['Public', 'School']);
        assert.deepEqual(column(second, 'SELECT Name FROM "Library__c" WHERE Id = ?', library), ['Old']);
        assert.equal(second.schema.object('Library__c')?.fields.get('City__c')?.length, 50);
        second.close();
    });

    it('nothing is written when nothing has changed', () => {
        open().close();
        const again = open();
        const before = again.store.get('SELECT max(SystemModstamp) AS latest FROM "PermissionSet"')?.['latest'];
        again.close();
        const third = open();
        assert.equal(third.store.get('SELECT max(SystemModstamp) AS latest FROM "PermissionSet"')?.['latest'], before);
        third.close();
    });

    const faults: [what: string, path: string, change: (xml: string) => string, message: RegExp][] = [
        [
            'a licence that the org does not have',
            'profiles/Clerk.profile-meta.xml',
            (xml) => xml.replace('>Salesforce<', '>Partner<'),
            /Profile Clerk: no UserLicense named Partner found/,
        ],
        [
            'a value of no field',
            'customMetadata/Limit.Price.md-meta.xml',
            (xml) => xml.replace('From__c', 'Nope__c'),
            /no CustomField named Limit__mdt\.Nope__c found/,
        ],
        [
            'a file that is not well-formed',
            'roles/Head.role-meta.xml',
            (xml) => xml.replace('</Role>', ''),
            /Head\.role-meta\.xml: line \d+: /,
        ],
        [
            'a role below none',
            'roles/Head.role-meta.xml',
            (xml) => xml.replace('>Director<', '>Nobody<'),
            /no Role named Nobody found/,
        ],
    ];
    for (const [what, path, change, message] of faults)
        it(`${what} is an error`, () => {
            const file = join(project, 'force-app/main/default', path);
            const before = readFileSync(file, 'utf8');
            try {
                edit(path, change);
                assert.throws(() => open(), message);
            } finally {
                writeFileSync(file, before);
            }
        });

    it('a folder that is no project is an error', () => {
        assert.throws(() => new Org({ projects: [folder], locale: LOCALE }), /is no sfdx project/);
    });
});
