import type { EvaluationContext } from '../index.ts';
import { BROKEN, blank, fails, help, section } from './table.ts';

const PRIOR = {
    Text__c: 'Before',
    Number__c: '12.50',
    Count__c: 0,
    Stage__c: 'New',
    Hobbies__c: 'Go',
    Active__c: true,
    Day__c: '2024-02-28',
    Note__c: 'one\r\ntwo',
    Stamp__c: Date.UTC(2024, 2, 10, 14, 30, 15, 250),
    Place__c: { latitude: 51.05, longitude: 3.72 },
    OwnerId: '005B0000001AbCdEFG',
};
const EDIT = { use: 'validationRule', context: { prior: PRIOR } } as const;
const CREATE = { use: 'validationRule', context: { isNew: true } } as const;

section(
    'ISCHANGED',
    help('ischanged'),
    [
        ['ISCHANGED(Text__c)', true],
        ['ISCHANGED(Day__c)', true],
        ['ISCHANGED(Stage__c)', true],
        ['ISCHANGED(Hobbies__c)', true],
        ['ISCHANGED(Number__c)', false],
        ['ISCHANGED(Active__c)', false],
        ['ISCHANGED(Stamp__c)', false],
        ['ISCHANGED(Place__c)', false],
        ['ISCHANGED(OwnerId)', false],
        ['ISCHANGED(Note__c)', false],
        ['ISCHANGED(Empty__c)', false],
        ['ISCHANGED(Email__c)', true],
        ['ISCHANGED(Blank__c)', false],
        // from blank to zero and back is a change
        ['ISCHANGED(Count__c)', true, { record: { Count__c: null } }],
        ['ISCHANGED(Blank__c)', true, { record: { Blank__c: 0 } }],
        ['ISCHANGED(Blank__c)', true, { record: { Blank__c: 0 }, blanksAs: 'BlankAsZero' }],
        ['AND(ISCHANGED(Stage__c), ISPICKVAL(Stage__c, "Open"))', true],
        ['ISCHANGED(Account__r.Name)', fails('The ISCHANGED function cannot reference the Account__r.Name field.')],
        ['ISCHANGED(Number__c + 1)', fails("Incorrect argument type for function 'ISCHANGED()'.")],
        ['ISCHANGED("x")', fails("Incorrect argument type for function 'ISCHANGED()'.")],
        ['ISCHANGED()', fails("Incorrect number of parameters for function 'ISCHANGED()'. Expected 1, received 0")],
    ],
    EDIT,
);

section(
    'PRIORVALUE',
    help('priorvalue'),
    [
        ['PRIORVALUE(Text__c)', 'Before'],
        ['PRIORVALUE(Number__c)', 12.5],
        ['PRIORVALUE(Count__c) < Count__c', true],
        ['PRIORVALUE(Empty__c)', blank('Text')],
        ['ISPICKVAL(PRIORVALUE(Stage__c), "New")', true],
        ['TEXT(PRIORVALUE(Stage__c))', 'New'],
        ['INCLUDES(PRIORVALUE(Hobbies__c), "Go")', true],
        [
            'INCLUDES(PRIORVALUE(Hobbies__c), "Polo")',
            fails(
                'Incorrect parameter for function INCLUDES(). Text Literal must be a valid value for this multi-select picklist field.',
            ),
        ],
        [
            'PRIORVALUE(Stage__c) = "New"',
            fails('Field Stage__c is a picklist field. Picklist fields are only supported in certain functions.'),
        ],
        ['PRIORVALUE(Account__r.Name)', fails('The PRIORVALUE function cannot reference the Account__r.Name field.')],
        ['PRIORVALUE(Place__c)', fails("Incorrect argument type for function 'PRIORVALUE()'.")],
        ['PRIORVALUE("x")', fails("Incorrect argument type for function 'PRIORVALUE()'.")],
    ],
    EDIT,
);

section(
    'new records',
    `${help('isnew')}, ${help('ischanged')}, ${help('priorvalue')}`,
    [
        ['ISNEW()', true],
        ['ISCHANGED(Text__c)', false],
        ['PRIORVALUE(Text__c)', 'Acme'],
        ['OR(ISNEW(), ISCHANGED(Text__c))', true],
        ['ISNEW()', false, { context: {} }],
        ['ISCLONE()', false],
        ['ISCLONE()', true, { context: { isNew: true, isClone: true } }],
    ],
    CREATE,
);

section('where they may stand', `${help('ischanged')}: available only in assignment rules, validation rules …`, [
    ['ISCHANGED(Text__c)', fails('Function ISCHANGED may not be used in this type of formula')],
    ['PRIORVALUE(Text__c)', fails('Function PRIORVALUE may not be used in this type of formula')],
    ['ISNEW()', fails('Function ISNEW may not be used in this type of formula')],
    ['ISCLONE()', fails('Function ISCLONE may not be used in this type of formula')],
    ['REGEX("a", "a")', fails('Function REGEX may not be used in this type of formula')],
    [
        'ISCHANGED(Text__c)',
        fails('Function ISCHANGED may not be used in this type of formula'),
        { use: 'defaultValue' },
    ],
    ['ISNEW()', fails('Function ISNEW may not be used in this type of formula'), { use: 'approvalProcess' }],
    ['ISNEW()', false, { use: 'fieldUpdate' }],
    ['ISCHANGED(Text__c)', false, { use: 'workflowRule' }],
]);

const FOUND: EvaluationContext = {
    lookup: ({ objectName, returnField, matchField, value }) =>
        value === null ? null : `${objectName}.${returnField} where ${matchField} is ${value}`,
};
const ZIP = '$ObjectType.Zip__c.Fields';

section(
    'VLOOKUP',
    help('vlookup'),
    [
        [`VLOOKUP(${ZIP}.State__c, ${ZIP}.Name, "9000")`, 'Zip__c.State__c where Name is 9000', { context: FOUND }],
        [`ISBLANK(VLOOKUP(${ZIP}.State__c, ${ZIP}.Name, Empty__c))`, true, { context: FOUND }],
        [`VLOOKUP(${ZIP}.State__c, ${ZIP}.Name, "9000") <> Text__c`, true, { context: FOUND }],
        [`VLOOKUP(${ZIP}.State__c, ${ZIP}.Name, "9000")`, BROKEN],
        [`VLOOKUP(Text__c, ${ZIP}.Name, "9000")`, fails("Incorrect argument type for function 'VLOOKUP()'.")],
        [
            `VLOOKUP(${ZIP}.State__c, ${ZIP}.Name, 9000)`,
            fails("Incorrect parameter type for function 'VLOOKUP()'. Expected Text, received Number"),
        ],
        [
            `VLOOKUP(${ZIP}.State__c, ${ZIP}.Name, "x")`,
            fails('Function VLOOKUP may not be used in this type of formula'),
            { use: 'workflowRule' },
        ],
    ],
    { use: 'validationRule' },
);
