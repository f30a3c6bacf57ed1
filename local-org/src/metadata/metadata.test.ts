import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Field } from '../schema/model.ts';
import { buildSchema } from './build-schema.ts';
import { customFields } from './custom-field.ts';
import { ProjectMetadata } from './project.ts';
import { parseXml } from './xml.ts';

describe('XML is read as a tree', () => {
    it('texts, flags, numbers, lists, attributes, entities; white space between elements is none', () => {
        const xml = parseXml(
            '<?xml version="1.0"?>\n<a b="c">\n <t> x &amp; y </t>\n <f>true</f><n>12</n><l>1</l><l>2</l><e></e></a>',
        );
        assert.deepEqual(
            [
                xml.name,
                xml.attributes['b'],
                xml.value('t'),
                xml.flag('f'),
                xml.number('n'),
                xml.values('l'),
                xml.value('e'),
            ],
            ['a', 'c', ' x & y ', true, 12, ['1', '2'], ''],
        );
        assert.deepEqual([xml.value('none'), xml.flag('none'), xml.number('e')], [undefined, false, undefined]);
    });

    it('what is not well-formed is refused with its line', () => {
        assert.throws(() => parseXml('<a>\n<b></a>'), /line 2: /);
    });
});

function field(type: string, rest = '', name = 'X__c'): Field {
    const [made] = customFields(name, parseXml(`<CustomField><type>${type}</type>${rest}</CustomField>`), new Map());
    assert.ok(made);
    return made;
}

describe('a custom field is described as an org describes it', () => {
    const formula = '<formula>1</formula>';
    const cases: [type: string, xml: string, expected: Partial<Field>][] = [
        ['Text', '<length>30</length>', { type: 'string', length: 30, nillable: true, permissionable: true }],
        ['Text', '<required>true</required>', { nillable: false, permissionable: false, length: 255 }],
        ['Text', '<unique>true</unique><caseSensitive>true</caseSensitive>', { unique: true, caseSensitive: true }],
        ['Text', '<externalId>true</externalId>', { externalId: true }],
        ['Text', formula, { length: 1300, createable: false, updateable: false, groupable: false }],
        ['TextArea', '', { type: 'textarea', length: 255, filterable: true }],
        ['LongTextArea', '<length>1000</length>', { type: 'textarea', length: 1000, filterable: false }],
        ['Html', '<length>1000</length>', { type: 'textarea', htmlFormatted: true, sortable: false }],
        ['EncryptedText', '', { type: 'encryptedstring' }],
        ['Number', '<precision>8</precision><scale>2</scale>', { type: 'double', precision: 8, scale: 2 }],
        ['Currency', '<precision>16</precision><scale>2</scale>', { type: 'currency', precision: 16, scale: 2 }],
        ['Percent', '<precision>5</precision><scale>1</scale>', { type: 'percent', precision: 5, scale: 1 }],
        [
            'Checkbox',
            '<defaultValue>true</defaultValue>',
            { type: 'boolean', nillable: false, defaultedOnCreate: true },
        ],
        ['Date', '', { type: 'date' }],
        ['DateTime', '', { type: 'datetime', groupable: false }],
        ['Time', '', { type: 'time', groupable: false, aggregatable: false }],
        ['Email', '', { type: 'email', length: 80 }],
        ['Phone', '', { type: 'phone', length: 40 }],
        ['Url', '', { type: 'url', length: 255 }],
        ['Picklist', '', { type: 'picklist', length: 255 }],
        ['MultiselectPicklist', '', { type: 'multipicklist', sortable: false, groupable: false }],
        [
            'AutoNumber',
            '<displayFormat>A{0}</displayFormat>',
            { autoNumber: { format: 'A{0}', start: 1 }, createable: false, nillable: false },
        ],
        ['Lookup', '', { type: 'reference', updateable: true, nillable: true }],
        ['MasterDetail', '', { updateable: false, createable: true, nillable: false, permissionable: false }],
        ['MasterDetail', '<reparentableMasterDetail>true</reparentableMasterDetail>', { updateable: true }],
        ['Location', '<scale>4</scale>', { type: 'location', scale: 4, filterable: false }],
    ];
    for (const [type, xml, expected] of cases)
        it(`${type} ${xml}`, () => {
            const made: object = field(type, xml);
            assert.deepEqual(Object.fromEntries(Object.entries(made).filter(([key]) => key in expected)), expected);
        });

    const fates: [xml: string, onDelete: string][] = [
        ['', 'SetNull'],
        ['<deleteConstraint>Restrict</deleteConstraint>', 'Restrict'],
        ['<deleteConstraint>Cascade</deleteConstraint>', 'Cascade'],
        ['<required>true</required>', 'Restrict'],
    ];
    for (const [xml, onDelete] of fates)
        it(`a lookup ${xml || 'that says nothing'}: ${onDelete}`, () => {
            assert.equal(field('Lookup', xml).reference?.onDelete, onDelete);
        });

    it('a geolocation has two numbers beside it', () => {
        const made = customFields(
            'Spot__c',
            parseXml('<CustomField><type>Location</type><label>Spot</label></CustomField>'),
            new Map(),
        );
        assert.deepEqual(
            made.map(({ name, type, compoundField }) => [name, type, compoundField]),
            [
                ['Spot__c', 'location', undefined],
                ['Spot__Latitude__s', 'double', 'Spot__c'],
                ['Spot__Longitude__s', 'double', 'Spot__c'],
            ],
        );
    });

    it('dependent values name the controlling ones', () => {
        const made = field(
            'Picklist',
            `<valueSet><controllingField>K__c</controllingField><restricted>true</restricted><valueSetDefinition>
             <value><fullName>a</fullName><label>A</label></value><value><fullName>b</fullName><isActive>false</isActive></value>
             </valueSetDefinition><valueSettings><controllingFieldValue>k</controllingFieldValue><valueName>a</valueName></valueSettings></valueSet>`,
        );
        assert.deepEqual(made.picklist, {
            restricted: true,
            controllingField: 'K__c',
            values: [
                { value: 'a', label: 'A', active: true, isDefault: false, validFor: ['k'] },
                { value: 'b', label: 'b', active: false, isDefault: false, validFor: [] },
            ],
        });
    });
});

/** A project of one object, and what else it is given: `[suffix, parent, name, xml]`. */
function project(parts: readonly [suffix: string, parent: string, name: string, xml: string][]): ProjectMetadata {
    const metadata = new ProjectMetadata();
    const object = '<CustomObject><label>Box</label><sharingModel>ReadWrite</sharingModel></CustomObject>';
    for (const [suffix, parent, name, xml] of [['object', '', 'Box__c', object] as const, ...parts])
        metadata.add({ suffix, name, parent, folder: '', path: '' }, parseXml(xml));
    return metadata;
}

describe('what a deploy would refuse, opening an org refuses', () => {
    const cf = (xml: string): string => `<CustomField>${xml}</CustomField>`;
    const child = '<CustomObject><label>Kid</label></CustomObject>';
    const master = cf('<type>MasterDetail</type><referenceTo>Box__c</referenceTo>');
    const summary = (xml: string): string => cf(`<type>Summary</type>${xml}`);
    const cases: [what: string, parts: Parameters<typeof project>[0], message: RegExp][] = [
        [
            'a field of no known type',
            [['field', 'Box__c', 'A__c', cf('<type>Textt</type>')]],
            /Box__c\.A__c: 'Textt' is not a valid value for the enum 'FieldType'/,
        ],
        [
            'fields without their object',
            [['field', 'Bag__c', 'A__c', cf('<type>Text</type>')]],
            /Bag__c has fields, but no object file/,
        ],
        [
            'a standard object that is not here',
            [['field', 'Quote', 'A__c', cf('<type>Text</type>')]],
            /Quote has fields, but no object file/,
        ],
        [
            'a lookup to nothing',
            [['field', 'Box__c', 'A__c', cf('<type>Lookup</type><referenceTo>Bag__c</referenceTo>')]],
            /Box__c\.A__c: referenceTo value of 'Bag__c' does not resolve to a valid sObject type/,
        ],
        [
            'a lookup without an object',
            [['field', 'Box__c', 'A__c', cf('<type>Lookup</type>')]],
            /Must specify referenceTo/,
        ],
        [
            'a value set that is missing',
            [
                [
                    'field',
                    'Box__c',
                    'A__c',
                    cf('<type>Picklist</type><valueSet><valueSetName>Hue</valueSetName></valueSet>'),
                ],
            ],
            /no GlobalValueSet named Hue found/,
        ],
        [
            'a controlling field that is missing',
            [
                [
                    'field',
                    'Box__c',
                    'A__c',
                    cf(
                        '<type>Picklist</type><valueSet><controllingField>B__c</controllingField><valueSetDefinition></valueSetDefinition></valueSet>',
                    ),
                ],
            ],
            /no CustomField named Box__c\.B__c found/,
        ],
        [
            'a roll-up over nothing',
            [
                [
                    'field',
                    'Box__c',
                    'A__c',
                    summary(
                        '<summaryForeignKey>Kid__c.Box__c</summaryForeignKey><summaryOperation>count</summaryOperation>',
                    ),
                ],
            ],
            /is no master-detail relationship to Box__c/,
        ],
        [
            'a roll-up of a field that is missing',
            [
                ['object', '', 'Kid__c', child],
                ['field', 'Kid__c', 'Box__c', master],
                [
                    'field',
                    'Box__c',
                    'A__c',
                    summary(
                        '<summaryForeignKey>Kid__c.Box__c</summaryForeignKey><summaryOperation>sum</summaryOperation><summarizedField>Kid__c.N__c</summarizedField>',
                    ),
                ],
            ],
            /no CustomField named Kid__c\.N__c found/,
        ],
        [
            'a child that is shared on its own',
            [
                ['object', '', 'Kid__c', '<CustomObject><sharingModel>Private</sharingModel></CustomObject>'],
                ['field', 'Kid__c', 'Box__c', master],
            ],
            /Cannot set sharingModel to Private on a CustomObject with a MasterDetail relationship field/,
        ],
        [
            'a sharing model of no known name',
            [['object', '', 'Kid__c', '<CustomObject><sharingModel>Secret</sharingModel></CustomObject>']],
            /'Secret' is not a valid value for the enum 'SharingModel'/,
        ],
    ];
    for (const [what, parts, message] of cases)
        it(what, () => {
            assert.throws(() => buildSchema(project(parts), () => 'a00'), message);
        });

    it('list views of an object alone make no object', () => {
        const metadata = project([['listView', 'Bag__c', 'All', '<ListView><label>All</label></ListView>']]);
        assert.equal(buildSchema(metadata, (name) => name).object('Bag__c'), undefined);
    });
});
