/** JSON. Source: Apex reference guide, "JSON class". */
import { exception } from '../run/exceptions.ts';
import { NativeObject, type TypeValue, type Value } from '../run/values.ts';
import { define } from './define.ts';
import { typedValue, untypedValue } from './json-read.ts';
import { readJson } from './json-tree.ts';
import { writeValue } from './json-write.ts';
import { JsonWriter } from './json-writer.ts';
import { parserOf } from './json-parser.ts';
import { namedType } from './types.ts';

function serialize(value: Value, isPretty: boolean, suppressNulls = false): string {
    const writer = new JsonWriter(isPretty);
    writeValue(writer, value, { suppressNulls });
    return writer.text;
}

function deserialize(text: string, { meant }: TypeValue, isStrict: boolean): Value {
    if (meant.kind === 'object') throw exception('JSONException', 'Apex Type unsupported in JSON: Object');
    return typedValue(readJson(text), meant, { isStrict });
}

define({
    name: 'JSON',
    statics: {
        'System.JSONGenerator createGenerator(Boolean)': (isPretty: boolean) =>
            new NativeObject(namedType('System.JSONGenerator'), new JsonWriter(isPretty)),
        'System.JSONParser createParser(String)': parserOf,
        'Object deserialize(String, Type)': (text: string, type: TypeValue) => deserialize(text, type, false),
        'Object deserializeStrict(String, Type)': (text: string, type: TypeValue) => deserialize(text, type, true),
        'Object deserializeUntyped(String)': (text: string) => untypedValue(readJson(text)),
        'String serialize(Object?)': (value: Value) => serialize(value, false),
        'String serialize(Object?, Boolean)': (value: Value, suppressNulls: boolean) =>
            serialize(value, false, suppressNulls),
        'String serializePretty(Object?)': (value: Value) => serialize(value, true),
        'String serializePretty(Object?, Boolean)': (value: Value, suppressNulls: boolean) =>
            serialize(value, true, suppressNulls),
    },
});
