/** What an org refuses in a deploy, rule by rule: a good component, and one with a fault in it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Catalogue } from '../catalogue.ts';
import type { Candidate } from '../package/read-package.ts';
import { parseXml } from '../xml.ts';
import { checkCandidates } from './check-candidates.ts';

function candidate(type: string, fullName: string, content: string, files: Record<string, string> = {}): Candidate {
    return {
        type,
        fullName,
        xml: parseXml(`<${type} xmlns:xsi="x">${content}</${type}>`),
        files: Object.entries(files).map(([path, text]) => ({ path, content: () => new TextEncoder().encode(text) })),
        path: `${type}/${fullName}`,
    };
}

const OBJECT =
    '<label>Box</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Boxes</pluralLabel><sharingModel>ReadWrite</sharingModel>';
const TEXT = '<label>Code</label><length>20</length><type>Text</type>';
const PICKLIST =
    '<label>Size</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>S</fullName><label>Small</label></value><value><fullName>L</fullName><label>Large</label></value></valueSetDefinition></valueSet>';
const MASTER =
    '<label>Box</label><referenceTo>Box__c</referenceTo><relationshipName>Parts</relationshipName><type>MasterDetail</type>';
const LWC =
    '<apiVersion>66.0</apiVersion><isExposed>true</isExposed><targets><target>lightning__AppPage</target></targets>';

/** What the org has already. */
const ORG = [
    candidate('CustomObject', 'Box__c', OBJECT),
    candidate('CustomField', 'Box__c.Code__c', TEXT),
    candidate(
        'CustomField',
        'Box__c.Note__c',
        '<label>Note</label><length>500</length><type>LongTextArea</type><visibleLines>3</visibleLines>',
    ),
    candidate('CustomField', 'Box__c.Size__c', PICKLIST),
    candidate(
        'CustomField',
        'Box__c.Sum__c',
        '<label>Sum</label><formula>1</formula><precision>5</precision><scale>0</scale><type>Number</type>',
    ),
    candidate(
        'CustomField',
        'Box__c.Must__c',
        '<label>Must</label><length>5</length><required>true</required><type>Text</type>',
    ),
    candidate('CustomObject', 'Part__c', OBJECT.replace('ReadWrite', 'ControlledByParent')),
    candidate('CustomField', 'Part__c.Box__c', MASTER),
    candidate(
        'CustomField',
        'Part__c.Weight__c',
        '<label>Weight</label><precision>5</precision><scale>0</scale><type>Number</type>',
    ),
    candidate('CustomObject', 'Rate__mdt', '<label>Rate</label><pluralLabel>Rates</pluralLabel>'),
    candidate(
        'CustomField',
        'Rate__mdt.Value__c',
        '<label>Value</label><precision>5</precision><scale>2</scale><type>Number</type>',
    ),
    candidate('LightningComponentBundle', 'tile', LWC),
    candidate('ReportFolder', 'Sums', ''),
];

function problems(one: Candidate): string[] {
    const touch = { at: 0, by: '' };
    const components = [...ORG, one].map((component) => ({ ...component, created: touch, changed: touch }));
    return checkCandidates([one], new Catalogue(components)).map(({ problem }) => problem);
}

type Case = readonly [rule: string, content: string, problem: RegExp];

/** @param good content without a fault */
function rules(
    type: string,
    fullName: string,
    good: string,
    cases: readonly Case[],
    files?: Record<string, string>,
): void {
    describe(type, () => {
        test('without a fault', () => {
            assert.deepEqual(problems(candidate(type, fullName, good, files)), []);
        });
        for (const [rule, content, problem] of cases)
            test(`${rule}: ${problem.source}`, () => {
                assert.match(problems(candidate(type, fullName, content, files)).join('\n'), problem);
            });
    });
}

const long = (length: number): string => 'x'.repeat(length);

rules('CustomObject', 'Crate__c', OBJECT, [
    ['OBJ-01', OBJECT.replace('<label>Box</label>', ''), /Must specify a non-empty label for the CustomObject/],
    ['OBJ-01', OBJECT.replace(/<pluralLabel>.*?<\/pluralLabel>/, ''), /non-empty plural label/],
    ['OBJ-02', OBJECT.replace(/<nameField>.*<\/nameField>/, ''), /Must specify a nameField/],
    ['OBJ-02', OBJECT.replace('<type>Text</type>', '<type>AutoNumber</type>'), /Must specify 'displayFormat'/],
    [
        'OBJ-03',
        OBJECT.replace('ReadWrite', 'ControlledByParent'),
        /ControlledByParent on a CustomObject without a MasterDetail/,
    ],
    ['OBJ-05', `${OBJECT}<enableBulkApi>true</enableBulkApi>`, /must be either all true or all false/],
    ['OBJ-07', OBJECT.replace('<label>Box<', `<label>${long(41)}<`), /Value too long for field: label/],
    [
        'OBJ-09',
        OBJECT.replace('ReadWrite', 'Private').replace(
            '<label>Box',
            '<externalSharingModel>Read</externalSharingModel><label>Box',
        ),
        /Can't specify an external sharing model/,
    ],
    [
        'OBJ-10',
        `${OBJECT}<compactLayoutAssignment>Nope</compactLayoutAssignment>`,
        /no CompactLayout named Crate__c.Nope found/,
    ],
    [
        'OBJ-12',
        `${OBJECT}<actionOverrides><actionName>View</actionName><content>Nope</content><type>Flexipage</type></actionOverrides>`,
        /Nope does not exist or is not a valid override for action View/,
    ],
]);

test('CustomObject: NAME-01, OBJ-03, OBJ-06', () => {
    assert.match(problems(candidate('CustomObject', '1Crate__c', OBJECT)).join(), /The object name can only contain/);
    assert.match(
        problems(candidate('CustomObject', `${long(41)}__c`, OBJECT)).join(),
        /DeveloperName maximum length is:40/,
    );
    assert.match(
        problems(candidate('CustomObject', 'Part__c', OBJECT)).join(),
        /Cannot set sharingModel to ReadWrite on a CustomObject with a MasterDetail/,
    );
    const setting = '<label>Rate</label><pluralLabel>Rates</pluralLabel><sharingModel>Private</sharingModel>';
    assert.match(problems(candidate('CustomObject', 'Rate__mdt', setting)).join(), /Can not specify 'sharingModel'/);
});

const lookup = (content: string): string =>
    `<label>Box</label><referenceTo>Box__c</referenceTo><relationshipName>Crates</relationshipName><type>Lookup</type>${content}`;
const summary = (content: string): string => `<label>Sum</label><type>Summary</type>${content}`;

rules('CustomField', 'Box__c.New__c', TEXT, [
    ['FLD-01', '<length>20</length><type>Text</type>', /Required field is missing: label/],
    ['FLD-02', TEXT.replace('Code', long(41)), /Value too long for field: label/],
    ['FLD-03', '<label>Code</label><type>Text</type>', /Must specify 'length' for a CustomField of type Text/],
    ['FLD-03', TEXT.replace('20', '256'), /length from 1 to 255/],
    ['FLD-03', '<label>N</label><type>Number</type>', /Must specify 'precision'/],
    ['FLD-03', '<label>N</label><precision>3</precision><scale>4</scale><type>Number</type>', /scale is not greater/],
    ['FLD-03', '<label>C</label><type>Checkbox</type>', /Must specify 'defaultValue'/],
    [
        'FLD-03',
        '<label>A</label><displayFormat>X</displayFormat><type>AutoNumber</type>',
        /Must specify 'displayFormat'/,
    ],
    [
        'FLD-03',
        '<label>L</label><length>100</length><type>LongTextArea</type><visibleLines>3</visibleLines>',
        /from 256 to 131072/,
    ],
    [
        'FLD-04',
        '<label>T</label><length>5</length><type>TextArea</type>',
        /Can not specify 'length' for a CustomField of type TextArea/,
    ],
    [
        'FLD-04',
        '<label>C</label><defaultValue>true</defaultValue><required>true</required><type>Checkbox</type>',
        /Can not specify 'required'/,
    ],
    [
        'FLD-05',
        `${MASTER}<required>false</required>`,
        /Master-Detail Relationship Fields Cannot be Optional or Required/,
    ],
    ['FLD-05', `${MASTER}<deleteConstraint>Restrict</deleteConstraint>`, /Can not specify 'deleteConstraint'/],
    [
        'FLD-06',
        lookup('<deleteConstraint>SetNull</deleteConstraint><required>true</required>'),
        /must specify either cascade delete or restrict delete/,
    ],
    ['FLD-07', lookup('').replace('Crates', 'Parts'), /There is already a Child Relationship named Parts on Box__c/],
    ['FLD-08', '<label>D</label><externalId>true</externalId><type>Date</type>', /Can not specify 'externalId'/],
    [
        'FLD-09',
        '<label>P</label><type>Picklist</type>',
        /Value set must reference a value set name or define a value set, but not both/,
    ],
    ['FLD-09', PICKLIST.replace('<label>Large<', '<label>Small<'), /Duplicate label: Small/],
    ['FLD-09', PICKLIST.replace('<fullName>L<', '<fullName>s<'), /Duplicate value: s/],
    [
        'FLD-09b',
        '<label>P</label><type>Picklist</type><valueSet><valueSetName>Nope</valueSetName></valueSet>',
        /no GlobalValueSet named Nope found/,
    ],
    [
        'FLD-10',
        PICKLIST.replace('<restricted>', '<controllingField>Nope__c</controllingField><restricted>'),
        /no CustomField named Box__c.Nope__c found/,
    ],
    [
        'FLD-11',
        `<label>F</label><formula>${'1+'.repeat(2000)}1</formula><precision>5</precision><scale>0</scale><type>Number</type>`,
        /Formula is too long/,
    ],
    [
        'FLD-12',
        lookup('').replace('>Box__c<', '>Nope__c<'),
        /referenceTo value of 'Nope__c' does not resolve to a valid sObject type/,
    ],
    [
        'FLD-13',
        summary('<summaryForeignKey>Part__c.Box__c</summaryForeignKey><summaryOperation>sum</summaryOperation>'),
        /Must specify 'summarizedField'/,
    ],
    [
        'FLD-13',
        summary(
            '<precision>5</precision><summaryForeignKey>Part__c.Box__c</summaryForeignKey><summaryOperation>count</summaryOperation>',
        ),
        /Can not specify 'precision' for a CustomField of type Summary/,
    ],
    [
        'FLD-13',
        summary('<summaryForeignKey>Part__c</summaryForeignKey><summaryOperation>count</summaryOperation>'),
        /CustomObject.CustomField format/,
    ],
    ['FLD-14', `${TEXT}<trackHistory>true</trackHistory>`, /Field history tracking is not enabled for Box__c/],
    [
        'FLD-15',
        lookup(
            '<lookupFilter><active>true</active><filterItems><field>Box__c.Nope__c</field><operation>equals</operation><value>1</value></filterItems></lookupFilter>',
        ),
        /no CustomField named Box__c.Nope__c found/,
    ],
    [
        'FLD-15',
        lookup(
            '<lookupFilter><booleanFilter>1 AND 2</booleanFilter><filterItems><field>Box__c.Code__c</field></filterItems></lookupFilter>',
        ),
        /Malformed booleanFilterLogic/,
    ],
    [
        'FML-02',
        `<label>F</label><formula>IF($Permission.Nope, 1, 2)</formula><precision>5</precision><scale>0</scale><type>Number</type>`,
        /Field \$Permission.Nope does not exist/,
    ],
]);

rules(
    'ValidationRule',
    'Box__c.Heavy',
    '<errorDisplayField>Code__c</errorDisplayField><errorMessage>x</errorMessage>',
    [
        ['VR-02', `<errorMessage>${long(256)}</errorMessage>`, /errorMessage maximum length is:255/],
        ['VR-03', '<errorDisplayField>Nope__c</errorDisplayField>', /no CustomField named Box__c.Nope__c found/],
        [
            'FML-02',
            '<errorConditionFormula>$Label.Nope = "x"</errorConditionFormula>',
            /Field \$Label.Nope does not exist/,
        ],
    ],
);

const object = (name: string, ...allowed: string[]): string => {
    return `<objectPermissions>${allowed.map((one) => `<${one}>true</${one}>`).join('')}<object>${name}</object></objectPermissions>`;
};
const access = (name: string, editable = false): string =>
    `<fieldPermissions><editable>${String(editable)}</editable><field>${name}</field><readable>${String(!editable)}</readable></fieldPermissions>`;

rules(
    'PermissionSet',
    'Packers',
    `<label>Packers</label>${access('Box__c.Code__c')}${object('Box__c', 'allowRead')}${object('Part__c', 'allowRead')}`,
    [
        ['PS-01', object('Nope__c', 'allowRead'), /In field: field - no CustomObject named Nope__c found/],
        ['PS-02', access('Box__c.Nope__c'), /In field: field - no CustomField named Box__c.Nope__c found/],
        ['PS-03', access('Box__c.Must__c'), /You cannot deploy to a required field: Box__c.Must__c/],
        ['PS-03', access('Part__c.Box__c'), /You cannot deploy to a required field: Part__c.Box__c/],
        ['PS-05', access('Box__c.Code__c', true), /depends on permission\(s\): Read Box__c.Code__c/],
        ['PS-06', object('Box__c', 'allowEdit'), /Permission Edit Box__c depends on permission\(s\): Read Box__c/],
        [
            'PS-06',
            object('Box__c', 'allowRead', 'allowDelete'),
            /Permission Delete Box__c depends on permission\(s\): Edit Box__c/,
        ],
        ['PS-07', object('Part__c', 'allowRead'), /Permission Read Part__c depends on permission\(s\): Read Box__c/],
        [
            'PS-08',
            '<classAccesses><apexClass>Nope</apexClass></classAccesses>',
            /In field: apexClass - no ApexClass named Nope found/,
        ],
        [
            'PS-09',
            '<applicationVisibilities><application>Nope</application></applicationVisibilities>',
            /no CustomApplication named Nope found/,
        ],
        ['PS-10', '<tabSettings><tab>Box__c</tab></tabSettings>', /no CustomTab named Box__c found/],
        ['PS-11', `<label>${long(81)}</label>`, /label maximum length is:80/],
        ['PS-12', access('Box__c.Code__c') + access('Box__c.Code__c'), /duplicate value found/],
        ['PS-13', '<customPermissions><name>Nope</name></customPermissions>', /no CustomPermission named Nope found/],
        ['PS-14', object('Rate__mdt', 'allowRead'), /customMetadataTypeAccesses/],
    ],
);

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

const values = (...names: string[]): string =>
    `<picklistValues><picklist>Size__c</picklist>${names.map((name) => `<values><fullName>${name}</fullName></values>`).join('')}</picklistValues>`;

rules('RecordType', 'Box__c.Big', `<active>true</active><label>Big</label>${values('L')}`, [
    ['RT-01', '<businessProcess>x</businessProcess>', /Can not specify 'businessProcess'/],
    ['RT-02', values('L').replace('Size__c', 'Nope__c'), /no CustomField named Box__c.Nope__c found/],
    ['RT-03', values('XXL'), /Picklist value: XXL in picklist: Size__c not found/],
]);

rules('CustomLabel', 'Hello', '<value>Hi</value>', [
    ['LBL-02', `<value>${long(1001)}</value>`, /value maximum length is:1000/],
    ['LBL-03', `<shortDescription>${long(81)}</shortDescription>`, /shortDescription maximum length is:80/],
]);

rules('GlobalValueSet', 'Sizes', '<customValue><fullName>S</fullName></customValue>', [
    ['GVS-01', '<masterLabel>Sizes</masterLabel>', /Required field is missing: customValue/],
    ['GVS-01', '<customValue><fullName>S</fullName></customValue>'.repeat(2), /Duplicate value: S/],
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
