/** What an org refuses of objects, fields, record types, value sets and validation rules. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidate, long, MASTER, OBJECT, PICKLIST, problems, rules, TEXT } from './suite/boxes.ts';

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

const values = (...names: string[]): string =>
    `<picklistValues><picklist>Size__c</picklist>${names.map((name) => `<values><fullName>${name}</fullName></values>`).join('')}</picklistValues>`;

rules('RecordType', 'Box__c.Big', `<active>true</active><label>Big</label>${values('L')}`, [
    ['RT-01', '<businessProcess>x</businessProcess>', /Can not specify 'businessProcess'/],
    ['RT-02', values('L').replace('Size__c', 'Nope__c'), /no CustomField named Box__c.Nope__c found/],
    ['RT-03', values('XXL'), /Picklist value: XXL in picklist: Size__c not found/],
]);

rules('GlobalValueSet', 'Sizes', '<customValue><fullName>S</fullName></customValue>', [
    ['GVS-01', '<masterLabel>Sizes</masterLabel>', /Required field is missing: customValue/],
    ['GVS-01', '<customValue><fullName>S</fullName></customValue>'.repeat(2), /Duplicate value: S/],
]);
