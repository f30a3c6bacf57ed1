import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from './check-file.ts';
import { readTypesModel } from './types-model.ts';

/** Kinds of files of which the name, or the content, follows rules of its own. */
const MODEL = readTypesModel();
const NAMESPACES =
    'xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
    'xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

function messages(path: string, root: string, content: string): string[] {
    return checkFile(path, `<${root} ${NAMESPACES}>${content}</${root}>`, MODEL).map(({ message }) => message);
}

test('parts of an object, each in a file of its own', () => {
    for (const [path, root, content] of [
        ['A__c.object-meta.xml', 'CustomObject', '<label>A</label>'],
        ['x.listView-meta.xml', 'ListView', '<filterScope>Everything</filterScope><label>x</label>'],
        ['x.compactLayout-meta.xml', 'CompactLayout', '<label>x</label>'],
        ['x.recordType-meta.xml', 'RecordType', '<active>true</active><label>x</label>'],
        ['x.fieldSet-meta.xml', 'FieldSet', '<description>x</description><label>x</label>'],
        ['x.sharingReason-meta.xml', 'SharingReason', '<label>x</label>'],
    ] as const) {
        assert.deepEqual(messages(`objects/A__c/${path}`, root, content), [], path);
    }
});

test('the translation of an object, and of its fields in files of their own', () => {
    const folder = 'objectTranslations/A__c-nl_NL';
    assert.deepEqual(messages(`${folder}/A__c-nl_NL.objectTranslation-meta.xml`, 'CustomObjectTranslation', ''), []);
    const field = `${folder}/B__c.fieldTranslation-meta.xml`;
    assert.deepEqual(messages(field, 'CustomFieldTranslation', '<label>B</label><name>B__c</name>'), []);
    assert.deepEqual(messages(field, 'CustomFieldTranslation', '<label>B</label>'), [
        'Required field is missing: name (in type CustomFieldTranslation)',
    ]);
});

test('settings: the root bears the name of the settings', () => {
    const path = 'settings/Security.settings-meta.xml';
    assert.deepEqual(messages(path, 'SecuritySettings', ''), []);
    assert.match(messages(path, 'CustomTab', '').join(), /Root element is CustomTab/);
});

test('a component bundle: its target configuration has rules of its own', () => {
    const path = 'lwc/a/a.js-meta.xml';
    const config =
        '<targetConfigs><targetConfig targets="lightning__AppPage"><property name="x"/></targetConfig></targetConfigs>';
    const good = `<apiVersion>66.0</apiVersion><isExposed>true</isExposed>${config}<targets><target>lightning__AppPage</target></targets>`;
    assert.deepEqual(messages(path, 'LightningComponentBundle', good), []);
    assert.deepEqual(messages(path, 'LightningComponentBundle', '<isExposed>maybe</isExposed>'), [
        "'maybe' is not a valid value for the type xsd:boolean",
    ]);
});

test('a folder of reports', () => {
    assert.deepEqual(messages('reports/R.reportFolder-meta.xml', 'ReportFolder', '<name>R</name>'), []);
    assert.deepEqual(messages('reports/R.reportFolder-meta.xml', 'ReportFolder', ''), [
        'Required field is missing: name (in type ReportFolder)',
    ]);
});

function valueMessages(value: string): string[] {
    const content = `<label>A</label><protected>false</protected><values><field>B__c</field>${value}</values>`;
    return messages('customMetadata/T.A.md-meta.xml', 'CustomMetadata', content);
}

test('a record of custom metadata: each value names its type', () => {
    for (const value of [
        '<value xsi:nil="true"/>',
        '<value xsi:type="xsd:string">any  text</value>',
        '<value xsi:type="xsd:double">12.5</value>',
        '<value xsi:type="xsd:boolean">true</value>',
        '<value xsi:type="xsd:date">2026-11-23</value>',
        '<value xsi:type="xsd:dateTime">2026-11-23T10:00:00.000Z</value>',
    ]) {
        assert.deepEqual(valueMessages(value), [], value);
    }
});

test('a record of custom metadata: a value without a type, of an unknown type, or that does not fit its type', () => {
    assert.deepEqual(valueMessages('<value>x</value>'), ['Attribute xsi:type is missing on element value']);
    assert.deepEqual(valueMessages('<value xsi:type="xsd:undefined">x</value>'), [
        "'xsd:undefined' is not a valid value for the attribute xsi:type",
    ]);
    assert.deepEqual(valueMessages('<value xsi:type="xsd:double">1,5</value>'), [
        "'1,5' is not a valid value for the type xsd:double",
    ]);
    assert.deepEqual(valueMessages('<value xsi:type="xsd:date">23-11-2026</value>'), [
        "'23-11-2026' is not a valid value for the type xsd:date",
    ]);
});
