/** Apex reference guide, "JSON class", "JSONGenerator class", "JSONParser class"; Apex developer guide, "JSON support". */
import { expressions, programs } from '../suite/run.ts';

expressions('JSON class: serialize', [
    ['JSON.serialize(1)', '1'],
    ['JSON.serialize(1.50)', '1.50'],
    ['JSON.serialize(2.0d)', '2.0'],
    ['JSON.serialize(5000000000L)', '5000000000'],
    ['JSON.serialize(true)', 'true'],
    ['JSON.serialize(null)', 'null'],
    ["JSON.serialize('a\"b\\n\\\\/é')", '"a\\"b\\n\\\\/é"'],
    ["JSON.serialize('\\u001f')", '"\\u001F"'],
    ['JSON.serialize(Date.newInstance(2026, 1, 31))', '"2026-01-31"'],
    ['JSON.serialize(Datetime.newInstanceGmt(2026, 1, 31, 9, 30, 0))', '"2026-01-31T09:30:00.000Z"'],
    ['JSON.serialize(Time.newInstance(18, 30, 2, 20))', '"18:30:02.020Z"'],
    ["JSON.serialize(Blob.valueOf('abc'))", '"YWJj"'],
    ["JSON.serialize(new List<Object>{1, 'a', null})", '[1,"a",null]'],
    ['JSON.serialize(new List<Integer>())', '[]'],
    ["JSON.serialize(new Set<String>{'a'})", '["a"]'],
    ["JSON.serialize(new Map<String, Object>{'a' => 1, 'b' => null})", '{"a":1,"b":null}'],
    ["JSON.serialize(new Map<Integer, String>{1 => 'x'})", '{"1":"x"}'],
    ['JSON.serialize(LoggingLevel.DEBUG)', '"DEBUG"'],
    ["JSON.serialize(Pattern.compile('a'))", 'System.JSONException: Apex Type unsupported in JSON: System.Pattern'],
    [
        "JSON.serializePretty(new Map<String, Object>{'a' => 1, 'b' => new List<Integer>{1, 2}, 'c' => new Map<String, Object>()})",
        '{\n  "a" : 1,\n  "b" : [ 1, 2 ],\n  "c" : { }\n}',
    ],
    [
        "JSON.serializePretty(new List<Object>{new Map<String, Object>{'a' => 1}, new List<Object>()})",
        '[ {\n  "a" : 1\n}, [ ] ]',
    ],
]);

const POINT =
    'public class Point { public Integer x; public String label { get; set; } transient public Integer hidden = 3; public static Integer s = 9; private Decimal d; public void setD(Decimal v) { d = v; } public Decimal getD() { return d; } }';

programs('JSON class: objects', [
    {
        rule: 'fields and properties, private ones too, but no transient and no static ones',
        classes: [POINT],
        source: "Point p = new Point(); p.x = 1; p.label = 'a'; p.setD(1.5); System.debug(JSON.serialize(p));",
        expected: '{"x":1,"label":"a","d":1.5}',
    },
    {
        rule: 'nulls are written',
        classes: [POINT],
        source: 'System.debug(JSON.serialize(new Point()));',
        expected: '{"x":null,"label":null,"d":null}',
    },
    {
        rule: 'unless they are suppressed; those of maps stay',
        classes: [POINT],
        source: "Point p = new Point(); p.x = 1; System.debug(JSON.serialize(new Map<String, Object>{'p' => p, 'n' => null}, true));",
        expected: '{"p":{"x":1},"n":null}',
    },
    {
        rule: 'inherited fields',
        classes: [
            'public virtual class A { public Integer a = 1; }',
            'public class B extends A { public Integer b = 2; }',
        ],
        source: 'System.debug(JSON.serialize(new B()));',
        expected: '{"a":1,"b":2}',
    },
    {
        rule: 'objects in objects',
        classes: [
            'public class A { public List<B> bs = new List<B>{new B()}; public class B { public Date d = Date.newInstance(2026, 1, 1); } }',
        ],
        source: 'System.debug(JSON.serialize(new A()));',
        expected: '{"bs":[{"d":"2026-01-01"}]}',
    },
    {
        rule: 'an object that holds itself',
        classes: ['public class A { public A me; }'],
        source: 'A a = new A(); a.me = a; JSON.serialize(a);',
        expected: 'System.JSONException: Maximum depth of nested values exceeded',
    },
]);

expressions('JSON class: deserializeUntyped', [
    ["JSON.deserializeUntyped('1')", '1'],
    ["JSON.deserializeUntyped('1') instanceof Integer", 'true'],
    ["JSON.deserializeUntyped('5000000000') instanceof Long", 'true'],
    ["JSON.deserializeUntyped('1.50')", '1.50'],
    ["JSON.deserializeUntyped('1.50') instanceof Decimal", 'true'],
    ['JSON.deserializeUntyped(\'"a"\')', 'a'],
    ["JSON.deserializeUntyped('null')", 'null'],
    ['JSON.deserializeUntyped(\' [1, "a", null, true] \')', '(1, a, null, true)'],
    ['((Map<String, Object>) JSON.deserializeUntyped(\'{"a":{"b":[1]}}\')).get(\'a\')', '{b=(1)}'],
    ['JSON.deserializeUntyped(\'"\\\\u00e9\\\\n\\\\/"\')', 'é\n/'],
    ["JSON.deserializeUntyped('')", 'System.JSONException: No content to map to Object due to end of input'],
    [
        "JSON.deserializeUntyped('<')",
        "System.JSONException: Unexpected character ('<' (code 60)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at [line:1, column:2]",
    ],
    [
        "JSON.deserializeUntyped('{name: 1}')",
        "System.JSONException: Unexpected character ('n' (code 110)): was expecting double-quote to start field name at [line:1, column:3]",
    ],
    [
        'JSON.deserializeUntyped(\'{"a" 1}\')',
        "System.JSONException: Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value at [line:1, column:7]",
    ],
    [
        'JSON.deserializeUntyped(\'{"a":1 "b":2}\')',
        "System.JSONException: Unexpected character ('\"' (code 34)): was expecting comma to separate OBJECT entries at [line:1, column:9]",
    ],
    [
        'JSON.deserializeUntyped(\'{"a":NULL}\')',
        "System.JSONException: Unrecognized token 'NULL': was expecting ('true', 'false' or 'null') at [line:1, column:7]",
    ],
    ["JSON.deserializeUntyped('[1,')", 'System.JSONException: Unexpected end-of-input at [line:1, column:4]'],
    [
        "JSON.deserializeUntyped('[1,]')",
        "System.JSONException: Unexpected character (']' (code 93)): expected a valid value (number, String, array, object, 'true', 'false' or 'null') at [line:1, column:5]",
    ],
]);

expressions('JSON class: deserialize', [
    ["JSON.deserialize('1', Integer.class)", '1'],
    ['JSON.deserialize(\'"12"\', Integer.class)', '12'],
    ['JSON.deserialize(\'"x"\', Integer.class)', 'System.JSONException: For input string: "x"'],
    ["JSON.deserialize('{}', Integer.class)", 'System.JSONException: Illegal value for primitive'],
    ["JSON.deserialize('1.5', Decimal.class)", '1.5'],
    ["JSON.deserialize('1', Double.class)", '1.0'],
    ["JSON.deserialize('1', String.class)", '1'],
    ["JSON.deserialize('true', Boolean.class)", 'true'],
    ['JSON.deserialize(\'"2026-01-31"\', Date.class)', '2026-01-31 00:00:00'],
    ['JSON.deserialize(\'"soon"\', Date.class)', 'System.JSONException: Invalid format: "soon"'],
    ['JSON.deserialize(\'"2026-01-31T09:30:00.000+0100"\', Datetime.class)', '2026-01-31 08:30:00'],
    ['JSON.deserialize(\'"2026-01-31T09:30:00Z"\', Datetime.class)', '2026-01-31 09:30:00'],
    ['JSON.deserialize(\'"18:30:02.020Z"\', Time.class)', '18:30:02.020Z'],
    ['((Blob) JSON.deserialize(\'"YWJj"\', Blob.class)).toString()', 'abc'],
    ['JSON.deserialize(\'"001000000000001"\', Id.class)', '001000000000001AAA'],
    ["JSON.deserialize('[1, 2]', List<Integer>.class)", '(1, 2)'],
    ["JSON.deserialize('[1, 1]', Set<Integer>.class)", '{1}'],
    [
        "JSON.deserialize('{}', List<Integer>.class)",
        "System.JSONException: Malformed JSON: Expected '[' at the beginning of List/Set",
    ],
    ['JSON.deserialize(\'{"a":[1]}\', Map<String, List<Integer>>.class)', '{a=(1)}'],
    [
        "JSON.deserialize('[]', Map<String, Integer>.class)",
        "System.JSONException: Malformed JSON: Expected '{' at the beginning of object",
    ],
    ["JSON.deserialize('1', Object.class)", 'System.JSONException: Apex Type unsupported in JSON: Object'],
    ['JSON.deserialize(\'"DEBUG"\', LoggingLevel.class)', 'DEBUG'],
    ["JSON.deserialize('null', Integer.class)", 'null'],
]);

programs('JSON class: deserialize objects', [
    {
        rule: 'fields by name, in any case; others are left out',
        classes: [POINT],
        source: 'Point p = (Point) JSON.deserialize(\'{"X":1,"label":"a","d":2.50,"other":{"z":[]}}\', Point.class); System.debug(p.x + p.label + p.getD());',
        expected: '1a2.50',
    },
    {
        rule: 'strictly, others are refused',
        classes: [POINT],
        source: 'JSON.deserializeStrict(\'{"x":1,"other":2}\', Point.class);',
        expected: 'System.JSONException: Unknown field: Point.other',
    },
    {
        rule: 'inner classes and lists of them',
        classes: ['public class A { public List<B> bs; public class B { public String s; } }'],
        source: 'A a = (A) JSON.deserialize(\'{"bs":[{"s":"x"},{"s":null}]}\', A.class); System.debug(a.bs[0].s + a.bs[1].s + a.bs.size());',
        expected: 'xnull2',
    },
    {
        rule: 'the constructor does not run',
        classes: ['public class A { public Integer n; public A() { n = 5; } }'],
        source: "System.debug(((A) JSON.deserialize('{}', A.class)).n);",
        expected: 'null',
    },
    {
        rule: 'an array is no object',
        source: "Map<String, Object> m = (Map<String, Object>) JSON.deserializeUntyped('[]');",
        expected: 'System.TypeException: Invalid conversion from runtime type List<ANY> to Map<String,ANY>',
    },
    {
        rule: 'a number with a fraction is no Integer',
        source: "Integer i = (Integer) JSON.deserializeUntyped('1.0');",
        expected: 'System.TypeException: Invalid conversion from runtime type Decimal to Integer',
    },
    {
        rule: 'there and back',
        classes: [POINT],
        source: "Point p = new Point(); p.x = 7; p.label = 'q'; System.debug(((Point) JSON.deserialize(JSON.serialize(p), Point.class)).label);",
        expected: 'q',
    },
    {
        rule: 'an object where a list is',
        classes: ['public class A { public List<String> l; }'],
        source: 'JSON.deserialize(\'{"l":{}}\', A.class);',
        expected: "System.JSONException: Malformed JSON: Expected '[' at the beginning of List/Set",
    },
    {
        rule: 'an exception of JSON can be caught',
        source: "try { JSON.deserializeUntyped('{'); } catch (JSONException e) { System.debug(e.getTypeName()); }",
        expected: 'System.JSONException',
    },
]);

programs('JSONGenerator class', [
    {
        rule: 'objects and arrays',
        source: "JSONGenerator g = JSON.createGenerator(false); g.writeStartObject(); g.writeStringField('s', 'a'); g.writeNumberField('n', 1); g.writeBooleanField('b', true); g.writeNullField('z'); g.writeFieldName('l'); g.writeStartArray(); g.writeNumber(1.5); g.writeString('x'); g.writeNull(); g.writeEndArray(); g.writeDateField('d', Date.newInstance(2026, 1, 1)); g.writeObjectField('o', new Map<String, Integer>{'k' => 1}); g.writeEndObject(); System.debug(g.getAsString());",
        expected: '{"s":"a","n":1,"b":true,"z":null,"l":[1.5,"x",null],"d":"2026-01-01","o":{"k":1}}',
    },
    {
        rule: 'pretty',
        source: "JSONGenerator g = JSON.createGenerator(true); g.writeStartObject(); g.writeNumberField('n', 1); g.writeEndObject(); System.debug(g.getAsString());",
        expected: '{\n  "n" : 1\n}',
    },
    {
        rule: 'a value needs its name',
        source: 'JSONGenerator g = JSON.createGenerator(false); g.writeStartObject(); g.writeNumber(1);',
        expected: 'System.JSONException: Can not write value, expecting field name',
    },
    {
        rule: 'closed by getAsString',
        source: 'JSONGenerator g = JSON.createGenerator(false); g.writeNumber(1); g.getAsString(); System.debug(g.isClosed());',
        expected: 'true',
    },
]);

programs('JSONParser class', [
    {
        rule: 'token by token',
        source: "JSONParser p = JSON.createParser('{\"a\":[1,2.5,\"x\",true,null]}'); String s = ''; while (p.nextToken() != null) { s += p.getCurrentToken() + ' '; } System.debug(s.trim());",
        expected:
            'START_OBJECT FIELD_NAME START_ARRAY VALUE_NUMBER_INT VALUE_NUMBER_FLOAT VALUE_STRING VALUE_TRUE VALUE_NULL END_ARRAY END_OBJECT',
    },
    {
        rule: 'values by the names before them',
        source: 'JSONParser p = JSON.createParser(\'{"a":1,"price":2.5,"d":"2026-01-31"}\'); while (p.nextToken() != null) { if (p.getCurrentToken() == JSONToken.FIELD_NAME && p.getText() == \'price\') { p.nextToken(); System.debug(p.getDecimalValue()); } }',
        expected: '2.5',
    },
    {
        rule: 'nextValue, getCurrentName and the other types',
        source: 'JSONParser p = JSON.createParser(\'{"a":1,"b":true,"c":"2026-01-31"}\'); p.nextToken(); p.nextValue(); System.debug(p.getCurrentName() + p.getIntegerValue()); p.nextValue(); System.debug(p.getBooleanValue()); p.nextValue(); System.debug(p.getDateValue());',
        expected: 'a1\ntrue\n2026-01-31 00:00:00',
    },
    {
        rule: 'skipChildren',
        source: 'JSONParser p = JSON.createParser(\'{"a":{"b":[1]},"c":2}\'); p.nextToken(); p.nextToken(); p.nextToken(); p.skipChildren(); System.debug(p.getCurrentToken()); p.nextValue(); System.debug(p.getIntegerValue());',
        expected: 'END_OBJECT\n2',
    },
    {
        rule: 'readValueAs',
        classes: [POINT],
        source: 'JSONParser p = JSON.createParser(\'[{"x":1},{"x":2}]\'); Integer sum = 0; while (p.nextToken() != null) { if (p.getCurrentToken() == JSONToken.START_OBJECT) { sum += ((Point) p.readValueAs(Point.class)).x; } } System.debug(sum);',
        expected: '3',
    },
    {
        rule: 'readValueAsStrict',
        classes: [POINT],
        source: 'JSONParser p = JSON.createParser(\'{"y":1}\'); p.nextToken(); p.readValueAsStrict(Point.class);',
        expected: 'System.JSONException: Unknown field: Point.y',
    },
    {
        rule: 'a value of another type',
        source: 'JSONParser p = JSON.createParser(\'"a"\'); p.nextToken(); p.getIntegerValue();',
        expected: 'System.JSONException: Current token (VALUE_STRING) can not be read as Integer',
    },
    {
        rule: 'clearCurrentToken',
        source: "JSONParser p = JSON.createParser('1'); p.nextToken(); p.clearCurrentToken(); System.debug(p.hasCurrentToken() + ' ' + p.getLastClearedToken());",
        expected: 'false VALUE_NUMBER_INT',
    },
]);
