import { fails, help, section } from './table.ts';

const SINGLE = 'Field Stage__c is a picklist field. Picklist fields are only supported in certain functions.';
const MULTIPLE =
    'Field Hobbies__c is a multi-select picklist field. Multi-select picklist fields are only supported in certain functions.';
const NOT_A_VALUE =
    'Incorrect parameter for function INCLUDES(). Text Literal must be a valid value for this multi-select picklist field.';

section('ISPICKVAL', help('ispickval'), [
    ['ISPICKVAL(Stage__c, "Open")', true],
    ['ISPICKVAL(Stage__c, "open")', false],
    ['ISPICKVAL(Stage__c, "Closed")', false],
    ['ISPICKVAL(Stage__c, "")', false],
    ['ISPICKVAL(No_Stage__c, "")', true],
    ['ISPICKVAL(No_Stage__c, "Open")', false],
    ['NOT(ISPICKVAL(No_Stage__c, "Open"))', true],
    [
        'ISPICKVAL(Stage__c, Text__c)',
        fails("Incorrect parameter type for function 'ISPICKVAL()'. Expected Text Literal, received Text"),
    ],
    [
        'ISPICKVAL(Stage__c, 1)',
        fails("Incorrect parameter type for function 'ISPICKVAL()'. Expected Text Literal, received Number"),
    ],
    [
        'ISPICKVAL(Text__c, "x")',
        fails("Incorrect parameter type for function 'ISPICKVAL()'. Expected Picklist, received Text"),
    ],
    ['ISPICKVAL(Hobbies__c, "Golf")', fails(MULTIPLE)],
    ['ISPICKVAL(Stage__c)', fails("Incorrect number of parameters for function 'ISPICKVAL()'. Expected 2, received 1")],
]);

section('INCLUDES', help('includes'), [
    ['INCLUDES(Hobbies__c, "Golf")', true],
    ['INCLUDES(Hobbies__c, "Chess")', true],
    ['INCLUDES(Hobbies__c, "Go")', false],
    ['INCLUDES(No_Hobbies__c, "Golf")', false],
    ['INCLUDES(Hobbies__c, "")', fails(NOT_A_VALUE)],
    ['INCLUDES(Hobbies__c, " ")', fails(NOT_A_VALUE)],
    ['INCLUDES(Hobbies__c, "Polo")', fails(NOT_A_VALUE)],
    [
        'INCLUDES(Hobbies__c, Text__c)',
        fails("Incorrect parameter type for function 'INCLUDES()'. Expected Text Literal, received Text"),
    ],
    ['INCLUDES(Stage__c, "Open")', fails(SINGLE)],
]);

section('PICKLISTCOUNT', help('picklistcount'), [
    ['PICKLISTCOUNT(Hobbies__c)', 2],
    ['PICKLISTCOUNT(Hobbies__c)', 1, { record: { Hobbies__c: 'Go' } }],
    ['PICKLISTCOUNT(No_Hobbies__c)', 0],
    ['IF(PICKLISTCOUNT(Hobbies__c) > 3, "many", "few")', 'few'],
    ['PICKLISTCOUNT(Stage__c)', fails(SINGLE)],
]);

section('picklists elsewhere', 'Tips for Using Picklist Formula Fields, help.salesforce.com', [
    ['Stage__c', fails(SINGLE)],
    ['Stage__c = "Open"', fails(SINGLE)],
    ['"Open" = Stage__c', fails(SINGLE)],
    ['Stage__c & "x"', fails(SINGLE)],
    ['"x" + Stage__c', fails(SINGLE)],
    ['LEN(Stage__c)', fails(SINGLE)],
    ['UPPER(Stage__c)', fails(SINGLE)],
    ['IF(TRUE, Stage__c, "x")', fails(SINGLE)],
    ['BLANKVALUE(Stage__c, "x")', fails(SINGLE)],
    ['MAX(Stage__c)', fails(SINGLE)],
    ['AND(Stage__c)', fails(SINGLE)],
    ['IF(Stage__c, 1, 2)', fails(SINGLE)],
    ['-Stage__c', fails(SINGLE)],
    ['Stage__c < 1', fails(SINGLE)],
    ['TEXT(Hobbies__c)', fails(MULTIPLE)],
    ['Hobbies__c = "Golf"', fails(MULTIPLE)],
    ['CONTAINS(Hobbies__c, "Golf")', fails(MULTIPLE)],
    ['TEXT(Stage__c) = "Open"', true],
    ['TEXT(Stage__c) & "!"', 'Open!'],
    ['BEGINS(TEXT(Stage__c), "O")', true],
    ['CASE(TEXT(Stage__c), "Open", 1, 0)', 1],
]);
