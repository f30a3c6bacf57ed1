/** Types by names that are only known while a program runs: `Type.forName`, JSON. */
import { libraryType } from '../library/types.ts';
import { listOf, mapOf, setOf, sobjectOf, type Type } from '../types/type.ts';
import type { Program } from './program.ts';

/** Finds types by name, such as `Outer.Inner` or `List<Account>`. */
export function typeNamed(program: Program): (name: string) => Type | undefined {
    const find = (text: string): Type | undefined => {
        const name = text.trim();
        const [, base = '', inside = ''] = /^(?:System\.)?(\w+)\s*<(.*)>$/.exec(name) ?? [];
        if (base !== '') return collection(base.toLowerCase(), splitArgs(inside).map(find));
        const declared = program.declared(name);
        if (declared) return declared.type;
        const [first = '', second] = name.split('.');
        const library = second === undefined ? libraryType(undefined, first) : libraryType(first, second);
        if (library) return library;
        const object = program.schema.object(second !== undefined && /^schema$/i.test(first) ? second : name);
        return object && sobjectOf(object);
    };
    return find;
}

function collection(base: string, args: readonly (Type | undefined)[]): Type | undefined {
    const [first, second] = args;
    if (!first) return undefined;
    if (base === 'list') return listOf(first);
    if (base === 'set') return setOf(first);
    return base === 'map' && second ? mapOf(first, second) : undefined;
}

/** `Id, List<Account>` → its two types; a comma within `<>` does not part them. */
function splitArgs(text: string): string[] {
    const parts: string[] = [];
    let depth = 0;
    let from = 0;
    for (let at = 0; at < text.length; at++) {
        const letter = text.charAt(at);
        if (letter === '<') depth += 1;
        if (letter === '>') depth -= 1;
        if (letter !== ',' || depth > 0) continue;
        parts.push(text.slice(from, at));
        from = at + 1;
    }
    return [...parts, text.slice(from)];
}
