/** What an org refuses of list views, labels, custom metadata records and reports. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidate, long, problems, rules } from './suite/boxes.ts';

const filter = (field: string, value: string): string =>
    `<filters><field>${field}</field><operation>equals</operation><value>${value}</value></filters>`;

rules(
    'ListView',
    'Box__c.All',
    `<columns>NAME</columns><columns>Code__c</columns><filterScope>Everything</filterScope>${filter('Size__c', 'S,L')}<label>All</label>`,
    [
        ['LV-01', `<label>${long(41)}</label>`, /label maximum length is:40/],
        ['LV-02', '<columns>Nope__c</columns>', /Could not resolve list view column: Nope__c/],
        ['LV-02', '<columns>CreatedDate</columns>', /Could not resolve list view column: CreatedDate/],
        ['LV-03', '<columns>NAME</columns>'.repeat(16), /15 columns at most/],
        ['LV-04', `<booleanFilter>1 OR 2</booleanFilter>${filter('Code__c', 'x')}`, /Malformed booleanFilterLogic/],
        ['LV-05', filter('Code__c', 'x').repeat(11), /10 filters at most/],
        ['LV-06', filter('Note__c', 'x'), /cannot filter on a field of type LongTextArea/],
        ['LV-07', filter('Size__c', 'XXL'), /Picklist value XXL not found/],
    ],
);

test('ListView: LV-08', () => {
    const mine = candidate('ListView', 'Part__c.Mine', '<filterScope>Mine</filterScope><label>Mine</label>');
    assert.deepEqual(problems(mine), ['Invalid scope:Mine, not allowed']);
});

rules('CustomLabel', 'Hello', '<value>Hi</value>', [
    ['LBL-02', `<value>${long(1001)}</value>`, /value maximum length is:1000/],
    ['LBL-03', `<shortDescription>${long(81)}</shortDescription>`, /shortDescription maximum length is:80/],
]);

const entry = (field: string, type: string, value: string): string =>
    `<values><field>${field}</field><value xsi:type="xsd:${type}">${value}</value></values>`;

rules('CustomMetadata', 'Rate.Now', `<label>Now</label>${entry('Value__c', 'double', '1.5')}`, [
    ['CMD-02', `<label>${long(41)}</label>`, /label maximum length is:40/],
    ['CMD-03', entry('Nope__c', 'string', 'x'), /no CustomField named Rate__mdt.Nope__c found/],
    ['CMD-04', entry('Value__c', 'string', 'x'), /xsd:string does not fit a field of type Number/],
]);

test('CustomMetadata: CMD-01', () => {
    assert.match(
        problems(candidate('CustomMetadata', 'Nope.Now', '')).join(),
        /no CustomMetadata named Nope__mdt found/,
    );
});

const joined = (content: string): string => `<baseObject>Box__c</baseObject>${content}`;

rules(
    'ReportType',
    'Boxes',
    joined(
        '<join><outerJoin>true</outerJoin><relationship>Parts__r</relationship></join><sections><columns><field>Weight__c</field><table>Box__c.Parts__r</table></columns></sections>',
    ),
    [
        ['CRT-01', '<baseObject>Nope__c</baseObject>', /no CustomObject named Nope__c found/],
        ['CRT-02', joined('<join><relationship>Nope__r</relationship></join>'), /Invalid relationship name 'Nope__r'/],
        [
            'CRT-05',
            joined('<sections><columns><field>Name</field><table>Nope__c</table></columns></sections>'),
            /Invalid table 'Nope__c'/,
        ],
        [
            'CRT-06',
            joined('<sections><columns><field>Nope__c</field><table>Box__c</table></columns></sections>'),
            /Invalid field 'Nope__c' for object 'Box__c'/,
        ],
    ],
);

rules('Report', 'Sums/Boxes', '<columns><field>CUST_NAME</field></columns><format>Tabular</format><name>Boxes</name>', [
    ['RPT-02', '<format>Summary</format><name>Boxes</name>', /A Summary report has 1 to 3 groupings down, not 0/],
    [
        'RPT-03',
        '<columns><field>A</field></columns><format>Summary</format><groupingsDown><field>A</field></groupingsDown>',
        /Invalid column: A is grouped by/,
    ],
    ['RPT-04', `<format>Tabular</format><name>${long(41)}</name>`, /name maximum length is:40/],
    [
        'RPT-06',
        '<columns><field>Box__c.Nope__c</field></columns><format>Tabular</format>',
        /Invalid field name: Box__c.Nope__c/,
    ],
]);

test('Report: RPT-05', () => {
    assert.match(
        problems(candidate('Report', 'Nope/Boxes', '<format>Tabular</format>')).join(),
        /Cannot find folder:Nope/,
    );
});
