/** What every enum has. Source: Apex developer guide, "Enums"; Apex reference guide, "Enum methods". */
import { exception } from '../run/exceptions.ts';
import { ListValue, type EnumValue } from '../run/values.ts';
import { listOf, type Type } from '../types/type.ts';
import type { LibraryClass } from './define.ts';

/** The table of an enum. @param values gives its values in order */
export function enumTable(type: Type, values: () => readonly EnumValue[]): LibraryClass {
    return {
        name: type.name,
        kind: 'enum',
        statics: {
            'List<This> values()': () => new ListValue(listOf(type), [...values()]),
            'This valueOf(String)': (name: string) => valueOf(type, values(), name),
        },
        methods: {
            'String name()': (self: EnumValue) => self.name,
            'Integer ordinal()': (self: EnumValue) => self.ordinal,
        },
    };
}

function valueOf(type: Type, values: readonly EnumValue[], name: string): EnumValue {
    const found = values.find((value) => value.name.toLowerCase() === name.toLowerCase());
    if (!found) throw exception('NoSuchElementException', `No enum constant ${type.fullName}.${name}`);
    return found;
}
