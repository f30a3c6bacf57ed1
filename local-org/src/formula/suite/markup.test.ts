import { BROKEN, fails, help, section } from './table.ts';

section('BR, HYPERLINK, IMAGE', `${help('br')}, ${help('hyperlink')}, ${help('image')}`, [
    ['"a" & BR() & "b"', 'a<br>b'],
    ['HYPERLINK("/apex/VF_TEST", "VFLINK", "_self")', '<a href="/apex/VF_TEST" target="_self">VFLINK</a>'],
    ['HYPERLINK("/" & Id, Name)', '<a href="/a0AB0000001XyZaMAK" target="_blank">Record 1</a>'],
    ['IMAGE("/img/flag.gif", "flag")', '<img src="/img/flag.gif" alt="flag" border="0"/>'],
    [
        'IMAGE("/img/flag.gif", "flag", 10, 20)',
        '<img src="/img/flag.gif" alt="flag" style="height:10px; width:20px;" border="0"/>',
    ],
    [
        'HYPERLINK("/x", IMAGE("/i.gif", "i"))',
        '<a href="/x" target="_blank"><img src="/i.gif" alt="i" border="0"/></a>',
    ],
    [
        'HYPERLINK("javascript:alert(1)", "x")',
        fails("Incorrect argument value for function 'HYPERLINK()'. Javascript is not allowed."),
    ],
    ['HYPERLINK("/x")', fails("Incorrect number of parameters for function 'HYPERLINK()'. Expected 2, received 1")],
    ['IMAGE("/x", 5)', fails("Incorrect parameter type for function 'IMAGE()'. Expected Text, received Number")],
]);

section(
    'HTMLENCODE, JSENCODE, JSINHTMLENCODE, URLENCODE',
    'Formula Operators and Functions by Context: Text Functions, help.salesforce.com',
    [
        ['HTMLENCODE("<a> & b")', '&lt;a&gt; &amp; b'],
        ['HTMLENCODE("\\"x\\" it\'s")', '&quot;x&quot; it&#39;s'],
        ['HTMLENCODE("plain")', 'plain'],
        ['JSENCODE("it\'s")', "it\\'s"],
        ['JSENCODE("a\\"b")', 'a\\"b'],
        ['JSENCODE("a\\\\b")', 'a\\\\b'],
        ['JSENCODE(Note__c)', 'one\\ntwo'],
        ['JSENCODE("<b>")', '\\u003Cb\\u003E'],
        ['JSINHTMLENCODE("<b>")', '&lt;b&gt;'],
        ['JSINHTMLENCODE("it\'s")', 'it\\&#39;s'],
        ['URLENCODE("a b&c=d/e")', 'a+b%26c%3Dd%2Fe'],
        ['URLENCODE("é-_.*~!")', '%C3%A9-_.*%7E%21'],
    ],
    { use: 'template' },
);

section('functions of templates elsewhere', 'Formula Operators and Functions by Context, help.salesforce.com', [
    ['HTMLENCODE("a")', fails('Function HTMLENCODE may not be used in this type of formula')],
    ['URLENCODE("a")', fails('Function URLENCODE may not be used in this type of formula')],
    ['JSENCODE("a")', fails('Function JSENCODE may not be used in this type of formula'), { use: 'validationRule' }],
]);

section('functions that need an org', 'Formula Operators and Functions by Context: Advanced Functions', [
    ['CURRENCYRATE("EUR")', fails('not supported: CURRENCYRATE')],
    ['GETRECORDIDS("Account")', fails('not supported: GETRECORDIDS')],
    ['IMAGEPROXYURL("https://example.com/a.png")', fails('not supported: IMAGEPROXYURL')],
    ['INCLUDE("x")', fails('not supported: INCLUDE')],
    ['LINKTO("a", "b", "c")', fails('not supported: LINKTO')],
    ['PARENTGROUPVAL(1, 2)', fails('not supported: PARENTGROUPVAL')],
    ['PREDICT("x")', fails('not supported: PREDICT')],
    ['PREVGROUPVAL(1, 2)', fails('not supported: PREVGROUPVAL')],
    ['REQUIRESCRIPT("/x.js")', fails('not supported: REQUIRESCRIPT')],
    ['URLFOR("x")', fails('not supported: URLFOR')],
    ['GETSESSIONID()', 'session', { context: { sessionId: 'session' } }],
    ['GETSESSIONID()', BROKEN],
]);
