/** What an org refuses of layouts, pages, tabs, apps and components. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidate, LWC, problems, rules } from './suite/boxes.ts';

const layout = (...items: [field: string, behavior: string][]): string =>
    `<layoutSections><layoutColumns>${items.map(([name, behavior]) => `<layoutItems><behavior>${behavior}</behavior><field>${name}</field></layoutItems>`).join('')}</layoutColumns><style>OneColumn</style></layoutSections>`;
const needed: [string, string][] = [
    ['Name', 'Required'],
    ['Must__c', 'Required'],
];

rules('Layout', 'Box__c-Box Layout', layout(...needed, ['Sum__c', 'Readonly']), [
    ['LAY-01', layout(...needed, ['Nope__c', 'Edit']), /no CustomField named Box__c.Nope__c found/],
    [
        'LAY-02',
        layout(...needed, ['Code__c', 'Edit'], ['Code__c', 'Edit']),
        /Field: field, value:Code__c appears more than once/,
    ],
    ['LAY-03', layout(['Name', 'Required']), /Layout must contain an item for required layout field: Must__c/],
    ['LAY-04', layout(['Name', 'Required'], ['Must__c', 'Edit']), /Field:Must__c must be Required/],
    ['LAY-05', layout(...needed, ['Sum__c', 'Edit']), /Field:Sum__c must be Readonly/],
    ['LAY-07', layout(...needed).replace('OneColumn', 'TwoColumnsTopToBottom'), /has 2 columns, not 1/],
    [
        'LAY-08',
        `${layout(...needed)}<relatedLists><fields>Nope__c</fields><relatedList>Part__c.Box__c</relatedList></relatedLists>`,
        /Invalid field:Nope__c in related list:Part__c.Box__c/,
    ],
]);

rules('CompactLayout', 'Box__c.Short', '<fields>Name</fields><fields>Code__c</fields>', [
    ['CL-01', '<fields>Name</fields>'.repeat(11), /10 fields at most/],
    ['CL-01', '<fields>Note__c</fields>', /cannot show a field of type LongTextArea/],
    ['CL-01', '<fields>Nope__c</fields>', /no CustomField named Box__c.Nope__c found/],
]);

const page = (content: string): string =>
    `<masterLabel>P</masterLabel><template><name>x</name></template><type>AppPage</type>${content}`;
const region = (name: string, content: string, type = 'Region'): string =>
    `<flexiPageRegions>${content}<name>${name}</name><type>${type}</type></flexiPageRegions>`;
const placed = (name: string, properties = ''): string =>
    `<itemInstances><componentInstance>${properties}<componentName>${name}</componentName><identifier>a</identifier></componentInstance></itemInstances>`;

rules('FlexiPage', 'Start', page(region('main', placed('c:tile'))), [
    [
        'FXP-01',
        page(region('main', placed('c:nope'))),
        /couldn't retrieve the design time component information for component c:nope/,
    ],
    [
        'FXP-01',
        page(region('main', placed('c:tile'))).replace('AppPage', 'HomePage'),
        /design time component information for component c:tile/,
    ],
    [
        'FXP-02',
        page(
            region(
                'main',
                placed(
                    'tile',
                    '<componentInstanceProperties><name>nope</name><value>1</value></componentInstanceProperties>',
                ),
            ),
        ),
        /Invalid property \[nope\] in component \[tile\]/,
    ],
    ['FXP-04', page(region('main', placed('c:tile') + placed('c:tile'))), /Duplicate identifier: a/],
    ['FXP-05', page(region('main', '') + region('main', '')), /Duplicate region name: main/],
    ['FXP-06', page(region('side', '', 'Facet')), /Unused Facet: side/],
    ['FXP-07', page('').replace('AppPage', 'RecordPage'), /Required field is missing: sobjectType/],
    [
        'FXP-09',
        `${page(region('main', '<itemInstances><fieldInstance><fieldItem>Record.Nope__c</fieldItem></fieldInstance></itemInstances>'))}<sobjectType>Box__c</sobjectType>`,
        /information on the field: Record.Nope__c/,
    ],
]);

rules('CustomTab', 'Box__c', '<customObject>true</customObject><motif>Custom1: Heart</motif>', [
    ['TAB-01', '<customObject>true</customObject><url>x</url>', /Exactly one of/],
    ['TAB-03', '<url>x</url>', /Required field is missing: label/],
    ['TAB-04', '<flexiPage>Nope</flexiPage><label>x</label>', /In field: flexiPage - no FlexiPage named Nope found/],
    ['TAB-05', '<label>x</label><lwcComponent>tile</lwcComponent>', /no LightningComponentBundle named tile found/],
    ['TAB-06', '<customObject>true</customObject><motif>Heart</motif>', /Invalid motif/],
]);

rules('CustomApplication', 'Packing', '<label>Packing</label><tabs>standard-home</tabs>', [
    ['APP-01', '<tabs>Nope__c</tabs>', /In field: tab - no CustomTab named Nope__c found/],
    ['APP-02', '<utilityBar>Nope</utilityBar>', /In field: utilityBar - no FlexiPage named Nope found/],
    [
        'APP-04',
        '<actionOverrides><content>Nope</content><type>Flexipage</type></actionOverrides>',
        /no FlexiPage named Nope found/,
    ],
    ['APP-05', '<brand><headerColor>blue</headerColor></brand>', /Invalid color: blue/],
]);

const source = (text: string): Record<string, string> => ({ 'lwc/card/card.js': text });
const config = (content: string): string => `${LWC}<targetConfigs>${content}</targetConfigs>`;

rules(
    'LightningComponentBundle',
    'card',
    LWC,
    [
        [
            'LWC-03',
            config('<targetConfig targets="lightning__HomePage"/>'),
            /target lightning__HomePage is not among the targets/,
        ],
        [
            'LWC-04',
            config('<targetConfig targets="lightning__AppPage"><property name="nope"/></targetConfig>'),
            /The 'nope' property doesn't exist/,
        ],
    ],
    source("import { LightningElement } from 'lwc';\nexport default class extends LightningElement {}"),
);

test('LightningComponentBundle: LWC-01, LWC-05, LWC-07, LWC-08', () => {
    const told = (text: string, name = 'card'): string =>
        problems(candidate('LightningComponentBundle', name, LWC, source(text))).join();
    assert.match(told('', 'Card-x'), /not a valid name of a bundle/);
    assert.match(told("import x from 'c/nope';"), /No MODULE named markup:\/\/c:nope found/);
    assert.match(
        told("import x from '@salesforce/schema/Box__c.Nope__c';"),
        /Invalid reference Box__c.Nope__c of type sobjectField in file card.js/,
    );
    assert.match(
        told("import x from '@salesforce/label/c.Nope';"),
        /Invalid reference Nope of type label in file card.js/,
    );
    assert.equal(told("import x from 'c/tile';\nimport y from '@salesforce/schema/Box__c.Code__c';"), '');
});
