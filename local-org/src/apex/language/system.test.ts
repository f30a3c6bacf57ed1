/** Apex reference guide, System namespace: Blob, EncodingUtil, Crypto, UUID, Type, Id, UserInfo, Limits, System, Assert, enums, exceptions. */
import { expressions, programs } from '../suite/run.ts';

expressions('Blob class', [
    ["Blob.valueOf('héllo').size()", '6'],
    ["Blob.valueOf('héllo').toString()", 'héllo'],
    ["Blob.valueOf('abc')", 'Blob[3]'],
    ["Blob.valueOf('a') == Blob.valueOf('a')", 'true'],
    ["EncodingUtil.convertFromHex('ff').toString()", 'System.StringException: BLOB is not a valid UTF-8 string'],
    ['Blob.valueOf(null)', 'System.NullPointerException: Argument cannot be null.'],
]);

expressions('EncodingUtil class', [
    ["EncodingUtil.base64Encode(Blob.valueOf('Hello'))", 'SGVsbG8='],
    ["EncodingUtil.base64Decode('SGVsbG8=').toString()", 'Hello'],
    ["EncodingUtil.convertToHex(Blob.valueOf('AZ~'))", '415a7e'],
    ["EncodingUtil.convertFromHex('415A').toString()", 'AZ'],
    ["EncodingUtil.urlEncode('a b&c=d/é~*', 'UTF-8')", 'a+b%26c%3Dd%2F%C3%A9%7E*'],
    ["EncodingUtil.urlDecode('a+b%26c%C3%A9', 'UTF-8')", 'a b&cé'],
    [
        "EncodingUtil.urlDecode('%zz', 'UTF-8')",
        'System.StringException: Illegal hex characters in escape (%) pattern: %zz',
    ],
]);

expressions('Crypto class', [
    [
        "EncodingUtil.convertToHex(Crypto.generateDigest('MD5', Blob.valueOf('abc')))",
        '900150983cd24fb0d6963f7d28e17f72',
    ],
    [
        "EncodingUtil.convertToHex(Crypto.generateDigest('SHA1', Blob.valueOf('abc')))",
        'a9993e364706816aba3e25717850c26c9cd0d89d',
    ],
    [
        "EncodingUtil.convertToHex(Crypto.generateDigest('SHA-256', Blob.valueOf('abc')))",
        'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    ],
    [
        "EncodingUtil.convertToHex(Crypto.generateMac('HmacSHA256', Blob.valueOf('what do ya want for nothing?'), Blob.valueOf('Jefe')))",
        '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    [
        "Crypto.generateDigest('SHA9', Blob.valueOf('abc'))",
        'System.InvalidParameterValueException: Invalid algorithm: SHA9',
    ],
    ['Crypto.generateAesKey(256).size()', '32'],
    ['Crypto.generateAesKey(100)', 'System.InvalidParameterValueException: Invalid key size: 100'],
    ['Crypto.getRandomInteger() == null', 'false'],
    ['Crypto.getRandomLong() == null', 'false'],
    [
        "Crypto.verifyHmac('hmacSHA1', Blob.valueOf('a'), Blob.valueOf('k'), Crypto.generateMac('hmacSHA1', Blob.valueOf('a'), Blob.valueOf('k')))",
        'true',
    ],
    [
        "Crypto.encrypt('AES128', Blob.valueOf('short'), Blob.valueOf('0123456789abcdef'), Blob.valueOf('a'))",
        'System.InvalidParameterValueException: Invalid private key. Must be 16 bytes.',
    ],
    [
        "EncodingUtil.convertToHex(Crypto.encrypt('AES128', EncodingUtil.convertFromHex('2b7e151628aed2a6abf7158809cf4f3c'), EncodingUtil.convertFromHex('000102030405060708090a0b0c0d0e0f'), EncodingUtil.convertFromHex('6bc1bee22e409f96e93d7e117393172a'))).left(32)",
        '7649abac8119b246cee98e9b12e9197d',
    ],
]);

programs('Crypto class: there and back', [
    {
        rule: 'with an initialization vector of its own',
        source: "Blob k = Crypto.generateAesKey(256); Blob e = Crypto.encryptWithManagedIV('AES256', k, Blob.valueOf('secret')); System.debug(e.size()); System.debug(Crypto.decryptWithManagedIV('AES256', k, e).toString());",
        expected: '32\nsecret',
    },
    {
        rule: 'with a given one',
        source: "Blob k = Crypto.generateAesKey(128); Blob iv = Blob.valueOf('0123456789abcdef'); Blob e = Crypto.encrypt('AES128', k, iv, Blob.valueOf('secret')); System.debug(Crypto.decrypt('AES128', k, iv, e).toString());",
        expected: 'secret',
    },
]);

expressions('UUID class', [
    ["UUID.fromString('F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6')", 'f81d4fae-7dec-11d0-a765-00a0c91e6bf6'],
    [
        "UUID.fromString('f81d4fae-7dec-11d0-a765-00a0c91e6bf6') == UUID.fromString('f81d4fae-7dec-11d0-a765-00a0c91e6bf6')",
        'true',
    ],
    ['UUID.randomUUID().equals(UUID.randomUUID())', 'false'],
    ['UUID.randomUUID().toString().length()', '36'],
    ["UUID.fromString('x')", 'System.IllegalArgumentException: Invalid UUID string: x'],
]);

expressions('Type class', [
    ["Type.forName('String')", 'String'],
    ["Type.forName('Nothing')", 'null'],
    ["Type.forName('List<Integer>').newInstance()", '()'],
    ["Type.forName('Map<String, List<Id>>').getName()", 'Map<String,List<Id>>'],
    ["Type.forName(null, 'Integer')", 'Integer'],
    ['String.class.getName()', 'String'],
    ['String.class == String.class', 'true'],
    ['Integer.class.equals(Long.class)', 'false'],
    ['List<Integer>.class.toString()', 'List<Integer>'],
    ['Object.class.isAssignableFrom(String.class)', 'true'],
]);

programs('Type class: instances', [
    {
        rule: 'newInstance runs the constructor',
        classes: ['public class A { public Integer n = 2; public A() { n++; } }'],
        source: "A a = (A) Type.forName('A').newInstance(); System.debug(a.n);",
        expected: '3',
    },
    {
        rule: 'inner classes by Outer.Inner',
        classes: ["public class A { public class B { public String s = 'in'; } }"],
        source: "System.debug(((A.B) Type.forName('A.B').newInstance()).s);",
        expected: 'in',
    },
    {
        rule: 'a constructor with parameters only',
        classes: ['public class A { public A(Integer n) { } }'],
        source: 'A.class.newInstance();',
        expected: 'System.TypeException: A does not have a no-arg constructor',
    },
    {
        rule: 'an interface',
        classes: ['public interface A { }'],
        source: 'A.class.newInstance();',
        expected: 'System.TypeException: A does not have a no-arg constructor',
    },
    {
        rule: 'an abstract class',
        classes: ['public abstract class A { }'],
        source: 'A.class.newInstance();',
        expected: 'System.TypeException: A does not have a no-arg constructor',
    },
    {
        rule: 'isAssignableFrom',
        classes: ['public virtual class A { }', 'public class B extends A { }'],
        source: "System.debug(A.class.isAssignableFrom(B.class) + ' ' + B.class.isAssignableFrom(A.class));",
        expected: 'true false',
    },
    {
        rule: 'types are keys of maps',
        source: "Map<Type, String> m = new Map<Type, String>{String.class => 's'}; System.debug(m.get(Type.forName('String')));",
        expected: 's',
    },
]);

programs('Callable interface', [
    {
        rule: 'call by name',
        classes: [
            "public class A implements Callable { public Object call(String action, Map<String, Object> args) { return action + args.get('n'); } }",
        ],
        source: "Callable c = (Callable) Type.forName('A').newInstance(); System.debug(c.call('x', new Map<String, Object>{'n' => 1}));",
        expected: 'x1',
    },
]);

expressions('Id class', [
    ["Id.valueOf('001000000000001')", '001000000000001AAA'],
    ["Id.valueOf('001000000000001AAA').to15()", '001000000000001'],
    ["Id.valueOf('foo')", 'System.StringException: Invalid id: foo'],
    ["Id.valueOf('001000000000001') == '001000000000001AAA'", 'true'],
    [
        "Id.valueOf('001000000000001').left(3)",
        'Method does not exist or incorrect signature: void left(Integer) from the type Id',
    ],
]);

expressions('UserInfo class', [
    ['UserInfo.getName()', 'Ada Lovelace'],
    ['UserInfo.getFirstName()', 'Ada'],
    ['UserInfo.getLastName()', 'Lovelace'],
    ['UserInfo.getUserName()', 'test@example.com'],
    ['UserInfo.getUserEmail()', 'ada@example.com'],
    ['UserInfo.getUserId()', '005000000000001AAA'],
    ['UserInfo.getProfileId()', '00e000000000001AAA'],
    ['UserInfo.getUserRoleId()', 'null'],
    ['UserInfo.getOrganizationId()', '00D000000000001AAA'],
    ['UserInfo.getOrganizationName()', 'Test'],
    ['UserInfo.getLanguage()', 'en_US'],
    ['UserInfo.getLocale()', 'en_US'],
    ['UserInfo.getTimeZone().getID()', 'Europe/Brussels'],
    ['UserInfo.isMultiCurrencyOrganization()', 'false'],
]);

expressions('Limits class', [
    ['Limits.getQueries()', '0'],
    ['Limits.getLimitQueries()', '100'],
    ['Limits.getLimitQueryRows()', '50000'],
    ['Limits.getLimitDmlStatements()', '150'],
    ['Limits.getLimitDmlRows()', '10000'],
    ['Limits.getLimitCpuTime()', '10000'],
    ['Limits.getLimitHeapSize()', '6000000'],
    ['Limits.getCpuTime() < Limits.getLimitCpuTime()', 'true'],
]);

expressions('System class', [
    ['System.currentTimeMillis()', '1773480413000'],
    ['System.now()', '2026-03-14 09:26:53'],
    ["System.equals('a', 'A')", 'false'],
    ['System.equals(1, 1.0)', 'true'],
    ['System.hashCode(null)', '0'],
    ["System.hashCode('abc')", '96354'],
    ['System.hashCode(true)', '1231'],
]);

programs('System class and Assert class: assertions', [
    { rule: 'assert', source: 'System.assert(1 == 2);', expected: 'System.AssertException: Assertion Failed' },
    {
        rule: 'assert with words',
        source: "System.assert(false, 'no');",
        expected: 'System.AssertException: Assertion Failed: no',
    },
    {
        rule: 'assertEquals',
        source: 'System.assertEquals(1, 2);',
        expected: 'System.AssertException: Assertion Failed: Expected: 1, Actual: 2',
    },
    {
        rule: 'assertEquals with words',
        source: "System.assertEquals(1, 2, 'sum');",
        expected: 'System.AssertException: Assertion Failed: sum: Expected: 1, Actual: 2',
    },
    {
        rule: 'assertNotEquals',
        source: 'System.assertNotEquals(1, 1);',
        expected: 'System.AssertException: Assertion Failed: Same value: 1',
    },
    {
        rule: 'texts are equal with regard to case, other than with ==',
        source: "System.assert('a' == 'A'); System.assertEquals('a', 'A');",
        expected: 'System.AssertException: Assertion Failed: Expected: a, Actual: A',
    },
    {
        rule: 'areEqual between types of numbers',
        source: "Assert.areEqual(1, 1.0); Assert.areEqual(null, null); System.debug('ok');",
        expected: 'ok',
    },
    {
        rule: 'areEqual',
        source: 'Assert.areEqual(true, false);',
        expected: 'System.AssertException: Assertion Failed: Expected: true, Actual: false',
    },
    { rule: 'fail', source: "Assert.fail('never');", expected: 'System.AssertException: Assertion Failed: never' },
    { rule: 'isTrue', source: 'Assert.isTrue(false);', expected: 'System.AssertException: Assertion Failed' },
    {
        rule: 'an assertion cannot be caught',
        source: "try { Assert.fail('x'); } catch (Exception e) { System.debug('caught'); }",
        expected: 'System.AssertException: Assertion Failed: x',
    },
]);

programs('Enum methods', [
    {
        rule: 'values, name, ordinal, valueOf',
        classes: ['public enum Season { WINTER, SPRING }'],
        source: "System.debug(Season.values() + ' ' + Season.SPRING.name() + ' ' + Season.SPRING.ordinal() + ' ' + Season.valueOf('winter'));",
        expected: '(WINTER, SPRING) SPRING 1 WINTER',
    },
    {
        rule: 'no such value',
        classes: ['public enum Season { WINTER, SPRING }'],
        source: "Season.valueOf('DUSK');",
        expected: 'System.NoSuchElementException: No enum constant Season.DUSK',
    },
    {
        rule: 'enums are compared',
        classes: ['public enum Season { WINTER, SPRING }'],
        source: 'Season s = Season.WINTER; System.debug(s == Season.WINTER); System.debug(s.equals(Season.SPRING));',
        expected: 'true\nfalse',
    },
]);
