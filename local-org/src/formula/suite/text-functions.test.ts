import { BROKEN, blank, fails, help, section } from './table.ts';

section('BEGINS', help('begins'), [
    ['BEGINS(Text__c, "Ac")', true],
    ['BEGINS(Text__c, "ac")', false],
    ['BEGINS(Text__c, "me")', false],
    ['BEGINS(Text__c, "")', true],
    ['BEGINS(Empty__c, "a")', false],
    ['NOT(BEGINS(Empty__c, "a"))', false],
    ['IF(BEGINS(Name, "Record"), "Yes", "No")', 'Yes'],
    ['BEGINS(1, "a")', fails("Incorrect parameter type for function 'BEGINS()'. Expected Text, received Number")],
]);

section('CONTAINS', help('contains'), [
    ['CONTAINS(Text__c, "cm")', true],
    ['CONTAINS(Text__c, "CM")', false],
    ['CONTAINS("CA:OR:WA", "OR")', true],
    ['CONTAINS(Text__c, "x")', false],
    ['CONTAINS(Text__c, NULL)', true],
    // blank fields count as valid in validation rules, for CONTAINS() as for NOT(CONTAINS())
    ['CONTAINS(Empty__c, "A")', false],
    ['NOT(CONTAINS(Empty__c, "A"))', false],
    [
        'CONTAINS(Stage__c, "O")',
        fails('Field Stage__c is a picklist field. Picklist fields are only supported in certain functions.'),
    ],
    ['CONTAINS(TEXT(Stage__c), "O")', true],
]);

section('FIND', help('find'), [
    ['FIND("m", Text__c)', 3],
    ['FIND("@", Email__c)', 4],
    ['FIND("x", Text__c)', 0],
    ['FIND("e", "eee")', 1],
    ['FIND("e", "eee", 2)', 2],
    ['FIND("e", "eee", 4)', 0],
    ['FIND("e", "eee", 0)', 1],
    ['FIND("e", "eee", -3)', 1],
    ['FIND("E", "eee")', 0],
    ['FIND("", "eee")', 0],
    ['FIND("e", Empty__c)', 0],
    ['FIND("Main St", "123 Main St, Main St", 6)', 14],
]);

section('LEFT, RIGHT, MID', `${help('left')}, ${help('right')}, ${help('mid')}`, [
    ['LEFT(Text__c, 2)', 'Ac'],
    ['LEFT(Text__c, 10)', 'Acme'],
    ['LEFT(Text__c, 0)', blank('Text')],
    ['LEFT(Text__c, -1)', blank('Text')],
    ['LEFT(Text__c, 2.9)', 'Ac'],
    ['LEFT(Empty__c, 2)', blank('Text')],
    ['RIGHT(Text__c, 2)', 'me'],
    ['RIGHT(Text__c, 10)', 'Acme'],
    ['RIGHT(Text__c, 0)', blank('Text')],
    ['RIGHT(Text__c, -1)', blank('Text')],
    ['RIGHT(Empty__c, 2)', blank('Text')],
    ['MID(Text__c, 2, 2)', 'cm'],
    ['MID(Text__c, 2, 10)', 'cme'],
    ['MID(Text__c, 4, 1)', 'e'],
    ['MID(Text__c, 5, 1)', blank('Text')],
    ['MID(Text__c, 0, 2)', 'Ac'],
    ['MID(Text__c, -5, 2)', 'Ac'],
    ['MID(Text__c, 1, 0)', blank('Text')],
    ['MID(Text__c, 1, -1)', blank('Text')],
    ['LEFT(Name, FIND(" ", Name) - 1)', 'Record'],
    ['LEFT(Name, "1")', fails("Incorrect parameter type for function 'LEFT()'. Expected Number, received Text")],
]);

section('LEN', help('len'), [
    ['LEN(Text__c)', 4],
    ['LEN("")', 0],
    ['LEN(Empty__c)', 0],
    ['LEN(" a ")', 3],
    ['LEN(Note__c)', 7],
    ['LEN("é€")', 2],
]);

section('LPAD, RPAD', `${help('lpad')}, ${help('rpad')}`, [
    ['LPAD("acme", 7, "*")', '***acme'],
    ['LPAD("acme", 7)', '   acme'],
    ['LPAD("acme", 9, "ab")', 'ababaacme'],
    ['LPAD("acme", 3, "*")', 'acm'],
    ['LPAD("acme", 0, "*")', blank('Text')],
    ['LPAD(Empty__c, 3, "*")', blank('Text')],
    ['LPAD("acme", NULL, "*")', blank('Text')],
    ['LPAD(TEXT(Count__c), 4, "0")', '0003'],
    ['RPAD("acme", 7, "*")', 'acme***'],
    ['RPAD("acme", 6)', 'acme  '],
    ['RPAD("acme", 8, "abc")', 'acmeabca'],
    ['RPAD("acme", 2, "*")', 'ac'],
    ['RPAD(Empty__c, 3)', blank('Text')],
]);

section('LOWER, UPPER, INITCAP', `${help('lower')}, ${help('upper')}, ${help('initcap')}`, [
    ['LOWER("ACME One")', 'acme one'],
    ['UPPER("acme One")', 'ACME ONE'],
    ['UPPER("é")', 'É'],
    ['UPPER("title", "tr")', 'TİTLE'],
    ['UPPER("title", "tr_TR")', 'TİTLE'],
    ['LOWER("TITLE", "en")', 'title'],
    ['LOWER(Empty__c)', blank('Text')],
    ['INITCAP("hello world")', 'Hello World'],
    ['INITCAP("HELLO-world")', 'Hello-World'],
    ['INITCAP("3rd place")', '3rd Place'],
    ['INITCAP(Empty__c)', blank('Text')],
]);

section('REVERSE, TRIM, SUBSTITUTE', `${help('reverse')}, ${help('trim')}, ${help('substitute')}`, [
    ['REVERSE("live")', 'evil'],
    ['REVERSE("a")', 'a'],
    ['REVERSE(Empty__c)', blank('Text')],
    ['TRIM("  Acme  ")', 'Acme'],
    ['TRIM(" a  b ")', 'a  b'],
    ['TRIM("   ")', blank('Text')],
    ['TRIM(Empty__c)', blank('Text')],
    ['LEFT(TRIM(Name), 6) & "-"', 'Record-'],
    ['SUBSTITUTE("Coupon 10%", "Coupon", "Discount")', 'Discount 10%'],
    ['SUBSTITUTE("a.b.c", ".", "-")', 'a-b-c'],
    ['SUBSTITUTE("aXbX", "X", "")', 'ab'],
    ['SUBSTITUTE("aXbX", "X", NULL)', 'ab'],
    ['SUBSTITUTE("abc", "B", "x")', 'abc'],
    ['SUBSTITUTE("a$b", "$", "$&")', 'a$&b'],
    ['SUBSTITUTE("X", "X", "")', blank('Text')],
    ['SUBSTITUTE(Empty__c, "a", "b")', blank('Text')],
    [
        'SUBSTITUTE("a", "a")',
        fails("Incorrect number of parameters for function 'SUBSTITUTE()'. Expected 3, received 2"),
    ],
]);

section('TEXT', help('text'), [
    ['TEXT(1)', '1'],
    ['TEXT(1.50)', '1.5'],
    ['TEXT(0.00)', '0'],
    ['TEXT(-0.25)', '-0.25'],
    ['TEXT(1000000)', '1000000'],
    ['TEXT(Number__c)', '12.5'],
    ['TEXT(Amount__c)', '1000'],
    ['TEXT(Rate__c)', '0.1'],
    ['TEXT(Day__c)', '2024-02-29'],
    ['TEXT(Stamp__c)', '2024-03-10 14:30:15Z'],
    ['TEXT(Clock__c)', '17:30:45.125'],
    ['TEXT(Stage__c)', 'Open'],
    ['TEXT(No_Stage__c)', blank('Text')],
    ['TEXT(No_Day__c)', blank('Text')],
    ['TEXT(Blank__c)', blank('Text'), { blanksAs: 'BlankAsBlank' }],
    ['TEXT(Blank__c)', '0', { blanksAs: 'BlankAsZero' }],
    ['TEXT(10 ^ 20)', '100000000000000000000'],
    [
        'TEXT("a")',
        fails(
            "Incorrect parameter type for function 'TEXT()'. Expected Number, Date, DateTime, Picklist, received Text",
        ),
    ],
    [
        'TEXT(TRUE)',
        fails(
            "Incorrect parameter type for function 'TEXT()'. Expected Number, Date, DateTime, Picklist, received Boolean",
        ),
    ],
]);

section('VALUE', help('value'), [
    ['VALUE("12.5")', 12.5],
    ['VALUE("-3")', -3],
    ['VALUE("+3")', 3],
    ['VALUE(".5")', 0.5],
    ['VALUE("1e3")', 1000],
    ['VALUE(RIGHT(Name, 1)) + 1', 2],
    ['VALUE("")', blank('Number')],
    ['VALUE("1 000")', BROKEN, { returns: 'Number' }],
    ['VALUE("1,5")', BROKEN, { returns: 'Number' }],
    ['VALUE("$5")', BROKEN, { returns: 'Number' }],
    ['VALUE("abc")', BROKEN, { returns: 'Number' }],
    ['VALUE(5)', fails("Incorrect parameter type for function 'VALUE()'. Expected Text, received Number")],
]);

section('ASCII, CHR', `${help('ascii')}, ${help('chr')}`, [
    ['ASCII("A")', 65],
    ['ASCII("abc")', 97],
    ['ASCII("€")', 8364],
    ['ASCII("")', blank('Number')],
    ['CHR(65)', 'A'],
    ['CHR(8364)', '€'],
    ['CHR(65.9)', 'A'],
    ['CHR(0)', blank('Text')],
    ['CHR(-1)', blank('Text')],
    ['CHR(ASCII("x") + 1)', 'y'],
]);

section('CASESAFEID', help('casesafeid'), [
    ['CASESAFEID("0018A00000Bo8a1")', '0018A00000Bo8a1QAB'],
    ['CASESAFEID("000000000000000")', '000000000000000AAA'],
    ['CASESAFEID("AAAAAAAAAAAAAAA")', 'AAAAAAAAAAAAAAA555'],
    ['CASESAFEID(Id)', 'a0AB0000001XyZaMAK'],
    ['CASESAFEID(LEFT(Id, 15)) = Id', true],
    ['CASESAFEID("short")', 'short'],
    ['CASESAFEID(Empty__c)', blank('Text')],
]);
