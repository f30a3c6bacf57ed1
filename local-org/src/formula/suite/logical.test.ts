import { BROKEN, blank, date, dateTime, fails, help, section } from './table.ts';

section('AND, OR, NOT', `${help('and')}, ${help('or')}, ${help('not')}`, [
    ['AND(TRUE, TRUE)', true],
    ['AND(TRUE, FALSE, TRUE)', false],
    ['AND(Active__c)', true],
    ['AND(FALSE, 1 / 0 > 1)', false],
    ['OR(FALSE, TRUE)', true],
    ['OR(FALSE, FALSE, FALSE)', false],
    ['OR(Off__c)', false],
    ['OR(TRUE, 1 / 0 > 1)', true],
    ['OR(Off__c, Unset__c, Active__c)', true],
    ['NOT(TRUE)', false],
    ['NOT(Off__c)', true],
    ['NOT(NOT(Active__c))', true],
    ['AND(No_Day__c > TODAY(), TRUE)', false],
    // a blank condition counts as false inside AND() and OR(), not inside NOT()
    ['NOT(AND(No_Day__c > TODAY(), TRUE))', true],
    ['NOT(OR(No_Day__c > TODAY(), FALSE))', true],
    ['NOT(No_Day__c > TODAY())', false],
    ['AND(1, TRUE)', fails("Incorrect parameter type for function 'AND()'. Expected Boolean, received Number")],
    ['OR("a", TRUE)', fails("Incorrect parameter type for function 'OR()'. Expected Boolean, received Text")],
]);

section('IF', help('if'), [
    ['IF(Active__c, "on", "off")', 'on'],
    ['IF(Off__c, "on", "off")', 'off'],
    ['IF(Number__c > 10, 1, 2)', 1],
    ['IF(No_Day__c > TODAY(), 1, 2)', 2],
    ['IF(TRUE, NULL, 1)', blank('Number')],
    ['IF(FALSE, NULL, 1)', 1],
    ['IF(TRUE, Day__c, NULL)', date('2024-02-29')],
    ['IF(TRUE, TRUE, FALSE)', true],
    ['IF(TRUE, 1, 1 / 0)', 1],
    ['IF(Count__c > 0, Amount__c / Count__c, 0) > 333', true],
    ['IF(FALSE, 1, IF(TRUE, 2, 3))', 2],
    ['IF(1, 2, 3)', fails("Incorrect parameter type for function 'IF()'. Expected Boolean, received Number")],
    ['IF(TRUE, "a", 1)', fails("Incorrect parameter type for function 'IF()'. Expected Text, received Number")],
    [
        'IF(TRUE, TODAY(), NOW())',
        fails("Incorrect parameter type for function 'IF()'. Expected Date, received DateTime"),
    ],
    ['IF(NULL, 1, 2)', fails("Incorrect parameter type for function 'IF()'. Expected Boolean, received Null")],
]);

section('CASE', help('case'), [
    ['CASE(Count__c, 1, "one", 3, "three", "many")', 'three'],
    ['CASE(Count__c, 1, "one", "many")', 'many'],
    ['CASE(MONTH(Day__c), 1, 31, 2, 28, 30)', 28],
    ['CASE(Text__c, "Acme", 1, "acme", 2, 0)', 1],
    ['CASE(Empty__c, "", 1, 0)', 1],
    ['CASE(Stage__c, "Open", 1, "Closed", 2, 0)', 1],
    ['CASE(No_Stage__c, "", "none", "some")', 'none'],
    ['CASE(No_Stage__c, "Open", 1, 0)', 0],
    ['CASE(Day__c, DATE(2024, 2, 29), "leap", "no")', 'leap'],
    ['CASE(No_Day__c, NULL, "null", "else")', 'else'],
    ['CASE(Blank__c, 0, "zero", "else")', 'zero', { blanksAs: 'BlankAsZero' }],
    ['CASE(Blank__c, 0, "zero", "else")', 'else', { blanksAs: 'BlankAsBlank' }],
    ['CASE(Count__c, 1, NULL, 3, TODAY(), NULL)', date('2024-03-11')],
    ['CASE(WEEKDAY(Day__c), 1, "Sun", 5, "Thu", "x")', 'Thu'],
    ['CASE(3, 1 + 2, "sum", "no")', 'sum'],
    ['CASE(1, 1, "first", 1, "second", "no")', 'first'],
    ['CASE(1, 1, "a")', fails("Incorrect number of parameters for function 'CASE()'. Expected 4, received 3")],
    ['CASE(1, 1, "a", 2, "b")', fails("Incorrect number of parameters for function 'CASE()'. Expected 4, received 5")],
    ['CASE(1, "a", 1, 2)', fails("Incorrect parameter type for function 'CASE()'. Expected Number, received Text")],
    ['CASE(1, 1, "a", 2)', fails("Incorrect parameter type for function 'CASE()'. Expected Text, received Number")],
    ['CASE(Active__c, TRUE, 1, 0)', fails("Incorrect argument type for function 'CASE()'.")],
    ['CASE(1, 1, TRUE, FALSE)', fails("Incorrect argument type for function 'CASE()'.")],
    [
        'CASE(Stage__c, Text__c, 1, 0)',
        fails("Incorrect parameter type for function 'CASE()'. Expected Text Literal, received Text"),
    ],
    [
        'CASE(Hobbies__c, "Golf", 1, 0)',
        fails(
            'Field Hobbies__c is a multi-select picklist field. Multi-select picklist fields are only supported in certain functions.',
        ),
    ],
]);

section('ISBLANK', help('isblank'), [
    ['ISBLANK(Text__c)', false],
    ['ISBLANK(Empty__c)', true],
    ['ISBLANK(Empty__c)', true, { record: { Empty__c: '' } }],
    ['ISBLANK(" ")', false],
    ['ISBLANK("")', true],
    ['ISBLANK(NULL)', true],
    ['ISBLANK(No_Day__c)', true],
    ['ISBLANK(Day__c)', false],
    ['ISBLANK(No_Stamp__c)', true],
    ['ISBLANK(No_Clock__c)', true],
    ['ISBLANK(No_Hobbies__c)', true],
    ['ISBLANK(Hobbies__c)', false],
    ['ISBLANK(No_Place__c)', true],
    ['ISBLANK(Place__c)', false],
    // a number is blank only where the formula does not count blanks as zeros
    ['ISBLANK(Blank__c)', true, { blanksAs: 'BlankAsBlank' }],
    ['ISBLANK(Blank__c)', false, { blanksAs: 'BlankAsZero' }],
    ['ISBLANK(Blank__c)', false],
    ['ISBLANK(Blank__c)', true, { use: 'validationRule' }],
    ['ISBLANK(Count__c)', false, { record: { Count__c: 0 }, blanksAs: 'BlankAsBlank' }],
    ['ISBLANK(TEXT(No_Stage__c))', true],
    ['ISBLANK(TEXT(Stage__c))', false],
    ['ISBLANK(Active__c)', fails("Incorrect argument type for function 'ISBLANK()'.")],
    [
        'ISBLANK(Stage__c)',
        fails('Field Stage__c is a picklist field. Picklist fields are only supported in certain functions.'),
    ],
]);

section('ISNULL', help('isnull'), [
    // text fields are never null
    ['ISNULL(Empty__c)', false],
    ['ISNULL(Text__c)', false],
    ['ISNULL("")', false],
    ['ISNULL(No_Day__c)', true],
    ['ISNULL(Day__c)', false],
    ['ISNULL(Blank__c)', true, { blanksAs: 'BlankAsBlank' }],
    ['ISNULL(Blank__c)', false, { blanksAs: 'BlankAsZero' }],
    ['IF(ISNULL(Empty__c), 1, 0)', 0],
]);

section('BLANKVALUE, NULLVALUE', `${help('blankvalue')}, ${help('nullvalue')}`, [
    ['BLANKVALUE(Empty__c, "Undesignated")', 'Undesignated'],
    ['BLANKVALUE(Text__c, "Undesignated")', 'Acme'],
    ['BLANKVALUE(No_Day__c, Day__c + 5)', date('2024-03-05')],
    ['BLANKVALUE(Day__c, TODAY())', date('2024-02-29')],
    ['BLANKVALUE(No_Stamp__c, NOW())', dateTime('2024-03-10T23:30:05.250Z')],
    ['BLANKVALUE(Blank__c, 7)', 7, { blanksAs: 'BlankAsBlank' }],
    ['BLANKVALUE(Blank__c, 7)', 0, { blanksAs: 'BlankAsZero' }],
    ['BLANKVALUE(NULL, 7)', 7],
    ['BLANKVALUE(Count__c, 1 / 0)', 3],
    [
        'BLANKVALUE(Empty__c, 1)',
        fails("Incorrect parameter type for function 'BLANKVALUE()'. Expected Text, received Number"),
    ],
    ['BLANKVALUE(Active__c, TRUE)', fails("Incorrect argument type for function 'BLANKVALUE()'.")],
    ['NULLVALUE(Empty__c, "x")', blank('Text')],
    ['NULLVALUE(Text__c, "x")', 'Acme'],
    ['NULLVALUE(No_Day__c, Day__c + 5)', date('2024-03-05')],
    ['NULLVALUE(Blank__c, 7)', 7, { blanksAs: 'BlankAsBlank' }],
    ['NULLVALUE(Blank__c, 7)', 0, { blanksAs: 'BlankAsZero' }],
]);

section('ISNUMBER', help('isnumber'), [
    ['ISNUMBER("123")', true],
    ['ISNUMBER("123.123")', true],
    ['ISNUMBER("-1.5")', true],
    ['ISNUMBER("2E2")', true],
    ['ISNUMBER("123,12")', false],
    ['ISNUMBER("1 000")', false],
    ['ISNUMBER("abc")', false],
    ['ISNUMBER(" ")', false],
    ['ISNUMBER(Empty__c)', false],
    ['OR(LEN(Name) <> 10, NOT(ISNUMBER(Name)))', true],
    ['ISNUMBER(1)', fails("Incorrect argument type for function 'ISNUMBER()'.")],
]);

section(
    'treat blank fields as zeroes or as blanks',
    'Build a Formula Field: blank field handling, help.salesforce.com',
    [
        ['Blank__c + 1', 1, { blanksAs: 'BlankAsZero' }],
        ['Blank__c + 1', blank('Number'), { blanksAs: 'BlankAsBlank' }],
        ['Count__c * Blank__c', 0, { blanksAs: 'BlankAsZero' }],
        ['Count__c * Blank__c', blank('Number'), { blanksAs: 'BlankAsBlank' }],
        ['Amount__c + 1', 1, { blanksAs: 'BlankAsZero', record: { Amount__c: null } }],
        ['Amount__c + 1', blank('Number'), { blanksAs: 'BlankAsBlank', record: { Amount__c: null } }],
        ['Rate__c + 1', 1, { blanksAs: 'BlankAsZero', record: { Rate__c: null } }],
        ['Rate__c + 1', blank('Number'), { blanksAs: 'BlankAsBlank', record: { Rate__c: null } }],
        ['1 / Blank__c', BROKEN, { blanksAs: 'BlankAsZero', returns: 'Number' }],
        ['1 / Blank__c', blank('Number'), { blanksAs: 'BlankAsBlank' }],
        ['No_Day__c', blank('Date'), { blanksAs: 'BlankAsZero' }],
        ['Empty__c', blank('Text'), { blanksAs: 'BlankAsZero' }],
        ['Blank__c', 0],
        ['Blank__c', blank('Number'), { use: 'defaultValue' }],
    ],
);
