/** JSONGenerator. Source: Apex reference guide, "JSONGenerator class". */
import type { NativeObject, Value } from '../run/values.ts';
import type { NativeFunction } from '../types/members.ts';
import { define } from './define.ts';
import { writeValue } from './json-write.ts';
import type { JsonWriter } from './json-writer.ts';

type Generator = NativeObject<JsonWriter>;

/** Types of values, by the name of the function that writes them. */
const WRITERS: readonly (readonly [name: string, type: string])[] = [
    ['Blob', 'Blob'],
    ['Boolean', 'Boolean'],
    ['Date', 'Date'],
    ['DateTime', 'Datetime'],
    ['Id', 'Id'],
    ['Number', 'Decimal'],
    ['Number', 'Double'],
    ['Number', 'Integer'],
    ['Number', 'Long'],
    ['Object', 'Object'],
    ['String', 'String'],
    ['Time', 'Time'],
];

function methods(): Record<string, NativeFunction> {
    const found: Record<string, NativeFunction> = {};
    for (const [name, type] of WRITERS) {
        found[`void write${name}(${type})`] = ({ state }: Generator, value: Value) => {
            writeValue(state, value);
        };
        found[`void write${name}Field(String, ${type})`] = ({ state }: Generator, field: string, value: Value) => {
            state.name(field);
            writeValue(state, value);
        };
    }
    return found;
}

define({
    name: 'JSONGenerator',
    methods: {
        ...methods(),
        'void close()': ({ state }: Generator) => {
            state.close();
        },
        'String getAsString()': ({ state }: Generator) => {
            state.close();
            return state.text;
        },
        'Boolean isClosed()': ({ state }: Generator) => state.isClosed,
        'void writeEndArray()': ({ state }: Generator) => {
            state.end('array');
        },
        'void writeEndObject()': ({ state }: Generator) => {
            state.end('object');
        },
        'void writeFieldName(String)': ({ state }: Generator, name: string) => {
            state.name(name);
        },
        'void writeNull()': ({ state }: Generator) => {
            state.raw('null');
        },
        'void writeNullField(String)': ({ state }: Generator, name: string) => {
            state.name(name);
            state.raw('null');
        },
        'void writeStartArray()': ({ state }: Generator) => {
            state.start('array');
        },
        'void writeStartObject()': ({ state }: Generator) => {
            state.start('object');
        },
    },
});
