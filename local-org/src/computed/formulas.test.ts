import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { FormulaError } from '../formula/index.ts';
import { buildSchema } from '../metadata/build-schema.ts';
import { ProjectMetadata } from '../metadata/project.ts';
import { parseXml } from '../metadata/xml.ts';
import { Actor, makeUser, NOW, openLibrary, undone } from '../org/suite/library.ts';
import { fieldSql } from '../dml/formulas.ts';
import { RecordValues } from '../dml/record-values.ts';
import { quoted, Store } from '../store/store.ts';
import { findPath } from './field-info.ts';
import { Formulas, localDate, toColumn } from './formulas.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

/** A formula field as a save evaluates it, and as SQL does; both must agree. */
function bothWays(object: string, id: string, name: string): unknown {
    const type = admin.object(object);
    const field = type.fields.get(name);
    assert.ok(field?.formula, name);
    const { context } = admin;
    const values = new RecordValues(context);
    const evaluated = toColumn(
        values.reader(type, { ...(admin.row(object, id) as Record<string, string | number | null>) })(name),
    );
    const isOwn = org.formulas.field(type, field).referencedPaths.every((path) => !path.includes('.'));
    if (isOwn) {
        const sql = `SELECT ${fieldSql(context)(type, field, 't')} AS value FROM ${quoted(object)} t WHERE Id = ?`;
        assert.equal(org.store.get(sql, [id])?.['value'], evaluated);
    }
    return evaluated;
}

describe('formula fields of every type, evaluated and in SQL', () => {
    const record = {
        Text__c: 'ab',
        Number__c: 2.25,
        Currency__c: 1.5,
        Percent__c: 10,
        Date__c: '2024-02-28',
        DateTime__c: '2024-02-28T12:00:00Z',
    };
    const cases: [name: string, full: unknown, empty: unknown][] = [
        ['Text_Formula__c', 'ab!', '!'],
        ['Number_Formula__c', 4.5, null],
        ['Currency_Formula__c', 2.5, 1],
        ['Percent_Formula__c', 5, null],
        ['Date_Formula__c', '2024-02-29', null],
        ['DateTime_Formula__c', Date.UTC(2024, 1, 29, 12), null],
        ['Time_Formula__c', 36_000_000, 36_000_000],
        ['Check_Formula__c', 1, 0],
    ];
    for (const [name, full, empty] of cases)
        it(
            `${name}: ${JSON.stringify(full)}, of blanks ${JSON.stringify(empty)}`,
            undone(org, () => {
                const ids = [admin.make('Everything__c', record), admin.make('Everything__c')];
                const found = ids.map((id) => bothWays('Everything__c', id, name));
                // a percent of blanks counts as zero unless its field says otherwise
                assert.deepEqual(found, name === 'Percent_Formula__c' ? [full, found[1]] : [full, empty]);
            }),
        );

    it(
        'over two lookups, and blank where the way ends',
        undone(org, () => {
            const library = admin.make('Library__c', { Name: 'Main' });
            const shelf = admin.make('Rack__c', { Library__c: library });
            const book = admin.make('Volume__c', { Rack__c: shelf });
            assert.equal(bothWays('Volume__c', book, 'Library_Name__c'), 'Main (S-0010)');
        }),
    );
});

describe('paths are found in any case', () => {
    const cases: [object: string, path: string, owner: string | undefined, field: string][] = [
        ['Volume__c', 'rack__R.library__r.CITY__c', 'Library__c', 'City__c'],
        ['Library__c', 'Owner.Name', 'User', 'Name'],
        ['Library__c', 'Owner:User.Email', 'User', 'Email'],
        ['Library__c', 'Owner:Queue.Name', undefined, ''],
        ['Library__c', 'RecordType.DeveloperName', 'RecordType', 'DeveloperName'],
        ['Volume__c', 'Rack__c.Name', undefined, ''],
        ['Volume__c', 'Nope__r.Name', undefined, ''],
        ['Volume__c', 'Nope__c', undefined, ''],
    ];
    for (const [object, path, owner, field] of cases)
        it(`${object}: ${path} → ${owner ?? 'nothing'}`, () => {
            const found = findPath(org.schema, admin.object(object), path.split('.'));
            assert.deepEqual([found?.owner.name, found?.field.name ?? ''], [owner, field]);
        });
});

describe('global variables', () => {
    const cases: [path: string, value: (user: Actor) => unknown][] = [
        ['$User.Id', (user) => user.userId],
        ['$User.Username', () => 'ann@library.test'],
        ['$User.IsActive', () => 1],
        ['$Profile.Name', () => 'Clerk'],
        ['$UserRole.DeveloperName', () => 'Desk'],
        ['$Organization.Name', () => 'Local org'],
        ['$Permission.approve', () => true],
        ['$Permission.Skip_Rules', () => false],
        ['$CustomMetadata.Limit__mdt.Price.Value__c', () => 1000],
        ['$CustomMetadata.Limit__mdt.Nothing.Value__c', () => null],
    ];
    for (const [path, value] of cases)
        it(
            path,
            undone(org, () => {
                const user = makeUser(org, 'Ann', { profile: 'Clerk', role: 'Desk', sets: ['Librarian'] });
                assert.equal(org.formulas.global(user.context.formulaUser, path), value(user));
            }),
        );
});

describe('a formula that is none is an error that names its place', () => {
    const cf = (xml: string): string => `<CustomField>${xml}</CustomField>`;
    const cases: [what: string, xml: string, message: RegExp][] = [
        [
            'an unknown field',
            cf('<type>Text</type><formula>Nope__c</formula>'),
            /^CustomField Box__c\.A__c: Field Nope__c does not exist/,
        ],
        [
            'a wrong type',
            cf('<type>Text</type><formula>1</formula>'),
            /^CustomField Box__c\.A__c: Formula result is data type \(Number\)/,
        ],
        [
            'an unknown function',
            cf('<type>Text</type><formula>NOPE()</formula>'),
            /^CustomField Box__c\.A__c: Unknown function NOPE/,
        ],
        [
            'a default of the wrong type',
            cf('<type>Date</type><defaultValue>"x"</defaultValue>'),
            /^CustomField Box__c\.A__c: Formula result is data type \(Text\)/,
        ],
        [
            'a default that reads the record',
            cf('<type>Text</type><defaultValue>Name</defaultValue>'),
            /^CustomField Box__c\.A__c: Field Name does not exist/,
        ],
        [
            'a global variable that a local org has not',
            cf('<type>Text</type><formula>$Api.Session_ID</formula>'),
            /^CustomField Box__c\.A__c: Field \$Api\.Session_ID does not exist/,
        ],
    ];
    for (const [what, xml, message] of cases)
        it(what, () => {
            const metadata = new ProjectMetadata();
            const add = (suffix: string, parent: string, name: string, text: string): void => {
                metadata.add({ suffix, name, parent, folder: '', path: '' }, parseXml(text));
            };
            add(
                'object',
                '',
                'Box__c',
                '<CustomObject><label>Box</label><sharingModel>ReadWrite</sharingModel></CustomObject>',
            );
            add('field', 'Box__c', 'A__c', xml);
            const formulas = new Formulas(
                buildSchema(metadata, (name) => name),
                new Store(':memory:'),
            );
            assert.throws(
                () => {
                    formulas.check();
                },
                (error) => error instanceof Error && !(error instanceof FormulaError) && message.test(error.message),
            );
        });
});

it('the user’s day is that of his time zone', () => {
    const late = Date.UTC(2024, 11, 31, 23, 30);
    assert.deepEqual(
        ['Europe/Brussels', 'UTC', 'America/New_York'].map((timeZone) => localDate({ now: late, timeZone })),
        ['2025-01-01', '2024-12-31', '2024-12-31'],
    );
    assert.equal(localDate({ now: NOW, timeZone: 'UTC' }), '2024-05-17');
});
