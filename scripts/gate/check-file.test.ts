import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFile } from './check-file.ts';
import { readTypesModel } from './types-model.ts';

const MODEL = readTypesModel();
const NS = 'http://soap.sforce.com/2006/04/metadata';

/** The faults of a file as `line: message`; its root stands on line 1. */
function faults(path: string, source: string): string[] {
    return checkFile(path, source, MODEL).map(({ line, message }) => `${String(line)}: ${message}`);
}

/** The faults of a file with this root element and content; the content begins on line 2. */
function faultsIn(path: string, root: string, content: string): string[] {
    return faults(path, `<${root} xmlns="${NS}">\n${content}\n</${root}>\n`);
}

function faultsInField(content: string): string[] {
    return faultsIn('objects/A__c/fields/B__c.field-meta.xml', 'CustomField', content);
}

test('a good file has no faults', () => {
    const content = `<fullName>B__c</fullName>
        <description></description>
        <formula>IF(A__c &lt; 1, 2, 3)</formula>
        <label>B</label>
        <length>80</length>
        <required> false </required>
        <type>Text</type>
        <valueSet>
            <restricted>true</restricted>
            <valueSetDefinition>
                <sorted>false</sorted>
                <value><fullName>x</fullName><default>false</default><label>X</label></value>
                <value><fullName>y</fullName><default>false</default><label>Y</label></value>
            </valueSetDefinition>
        </valueSet>`;
    assert.deepEqual(faultsInField(content), []);
});

test('malformed XML', () => {
    assert.deepEqual(faultsInField('<label>B</lable>'), ['2: Error parsing file: unexpected close tag.']);
});

test('a root in the wrong namespace, or in none', () => {
    assert.deepEqual(faults('a.tab-meta.xml', '<CustomTab xmlns="urn:x"/>'), [
        `1: Root element {urn:x}CustomTab is not in the namespace ${NS}`,
    ]);
    assert.deepEqual(faults('a.tab-meta.xml', '<CustomTab/>'), [
        `1: Root element {}CustomTab is not in the namespace ${NS}`,
    ]);
});

test('a root that the file suffix does not call for', () => {
    assert.deepEqual(faultsIn('a.tab-meta.xml', 'CustomField', ''), [
        '1: Root element is CustomField, the file suffix .tab calls for CustomTab',
    ]);
});

test('a file suffix that no metadata type has', () => {
    assert.deepEqual(faultsIn('a.tabs-meta.xml', 'CustomTab', ''), ['1: No metadata type has the file suffix .tabs']);
});

test('an unknown element', () => {
    assert.deepEqual(faultsInField('<colour>red</colour>'), [
        `2: Element {${NS}}colour invalid at this location in type CustomField`,
    ]);
});

test('an unknown element deep inside', () => {
    assert.deepEqual(faultsInField('<valueSet>\n<colour>red</colour>\n</valueSet>'), [
        `3: Element {${NS}}colour invalid at this location in type ValueSet`,
    ]);
});

test('an element in another namespace', () => {
    assert.deepEqual(faultsInField('<label xmlns="urn:x">B</label>'), [
        '2: Element {urn:x}label invalid at this location in type CustomField',
    ]);
});

test('elements inside a value', () => {
    assert.deepEqual(faultsInField('<label><b>B</b></label>'), [
        `2: Element {${NS}}b invalid at this location in type string`,
    ]);
});

test('text beside elements', () => {
    assert.deepEqual(faultsInField('<label>B</label>\nloose'), [
        "1: Text 'loose' invalid at this location in type CustomField",
    ]);
});

test('an attribute', () => {
    assert.deepEqual(faultsInField('<label lang="nl">B</label>'), [
        '2: Attribute lang is not allowed on element label',
    ]);
});

test('a single value given twice, also side by side', () => {
    const duplicated = 'Element label is duplicated at this location in type CustomField';
    assert.deepEqual(faultsInField('<label>B</label>\n<label>B</label>'), [`3: ${duplicated}`]);
    assert.deepEqual(faultsInField('<label>B</label>\n<length>1</length>\n<label>B</label>'), [`4: ${duplicated}`]);
});

test('entries of a list that are not together', () => {
    const content = '<labels/>\n<labels/>\n<fullName>L</fullName>\n<labels/>'.replaceAll(
        '<labels/>',
        '<labels><fullName>a</fullName><language>nl</language><protected>true</protected>' +
            '<shortDescription>a</shortDescription><value>a</value></labels>',
    );
    assert.deepEqual(faultsIn('CustomLabels.labels-meta.xml', 'CustomLabels', content), [
        "5: Element labels is duplicated at this location in type CustomLabels (put the list's entries together)",
    ]);
});

test('a value that its enum does not have', () => {
    assert.deepEqual(faultsInField('<type>Formula</type>'), [
        "2: 'Formula' is not a valid value for the enum 'FieldType'",
    ]);
    assert.deepEqual(faultsInField('<type> Text</type>'), ["2: ' Text' is not a valid value for the enum 'FieldType'"]);
});

test('a value that is no boolean, no number, no integer', () => {
    assert.deepEqual(faultsInField('<required>yes</required>'), [
        "2: 'yes' is not a valid value for the type xsd:boolean",
    ]);
    assert.deepEqual(faultsInField('<required/>'), ["2: '' is not a valid value for the type xsd:boolean"]);
    assert.deepEqual(faultsInField('<length>1.5</length>'), ["2: '1.5' is not a valid value for the type xsd:int"]);
    assert.deepEqual(faultsIn('classes/A.cls-meta.xml', 'ApexClass', '<apiVersion>v66</apiVersion>'), [
        "2: 'v66' is not a valid value for the type xsd:double",
    ]);
    assert.deepEqual(faultsIn('classes/A.cls-meta.xml', 'ApexClass', '<apiVersion>66.0</apiVersion>'), []);
});

test('a mandatory element that is missing', () => {
    const inner =
        '<valueSet>\n<valueSetDefinition>\n<value><fullName>x</fullName></value>\n</valueSetDefinition>\n</valueSet>';
    assert.deepEqual(faultsInField(inner), [
        '3: Required field is missing: sorted (in type ValueSetValuesDefinition)',
        '4: Required field is missing: default (in type CustomValue)',
    ]);
});

test('elements that only the WSDL calls mandatory may be missing', () => {
    assert.deepEqual(faultsIn('A.customPermission-meta.xml', 'CustomPermission', '<label>A</label>'), []);
});

test('a container without content', () => {
    const message = 'Required field is missing: valueSet (the element is empty)';
    assert.deepEqual(faultsInField('<valueSet/>'), [`2: ${message}`]);
    assert.deepEqual(faultsInField('<valueSet>\n</valueSet>'), [`2: ${message}`]);
});

test('a column of a layout may be empty', () => {
    const section = '<layoutSections><layoutColumns/><style>OneColumn</style></layoutSections>';
    assert.deepEqual(faultsIn('A__c-A.layout-meta.xml', 'Layout', section), []);
});

test('a file with several faults lists them by line', () => {
    assert.deepEqual(
        faultsInField('<type>Formula</type>\n<colour/>\n<required>yes</required>').map((fault) => fault.slice(0, 2)),
        ['2:', '3:', '4:'],
    );
});
