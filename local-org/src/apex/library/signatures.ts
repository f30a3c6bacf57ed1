/** Reads the signatures of the library's tables: `'List<T> split(String, Integer)'`. */
import { keyOf, type Method, type NativeFunction, type Parameter } from '../types/members.ts';
import { VOID, type Type } from '../types/type.ts';
import { libraryType } from './types.ts';

/** What type variables stand for: `T`, `This` … */
export type TypeVariables = ReadonlyMap<string, Type>;

interface Signature {
    readonly name: string;
    readonly returns: Type;
    readonly parameters: readonly Parameter[];
}

/** The name in a signature, in lower case; that of a constructor is empty. */
export function nameIn(signature: string): string {
    return /(\w*)\s*\(/.exec(signature)?.[1]?.toLowerCase() ?? '';
}

/** Makes a method of a table's line. */
export function readMethod(
    signature: string,
    native: NativeFunction | undefined,
    owner: Type,
    variables: TypeVariables,
    isStatic: boolean,
): Method {
    const { name, returns, parameters } = parseSignature(signature, variables);
    return {
        name,
        owner,
        isStatic,
        returns,
        parameters,
        access: 'global',
        isAbstract: native === undefined,
        isVirtual: !isStatic,
        key: keyOf(
            name,
            parameters.map(({ type }) => type),
        ),
        ...(native ? { native } : {}),
    };
}

/** @throws Error when a table has a signature that cannot be read */
export function parseSignature(signature: string, variables: TypeVariables): Signature {
    const reader = new Reader(signature, variables);
    const returns = signature.trim().startsWith('(') ? VOID : reader.type();
    const name = reader.word() ?? '';
    reader.expect('(');
    const parameters: Parameter[] = [];
    while (!reader.take(')')) {
        const type = reader.type();
        const nullable = reader.take('?');
        parameters.push({ name: reader.word() ?? `p${String(parameters.length)}`, type, nullable });
        reader.take(',');
    }
    return { name, returns, parameters };
}

/** Reads a type alone: of a property, or one that a function names. */
export function parseType(text: string, variables: TypeVariables = new Map()): Type {
    return new Reader(text, variables).type();
}

class Reader {
    readonly #text: string;
    readonly #tokens: string[];
    readonly #variables: TypeVariables;

    constructor(text: string, variables: TypeVariables) {
        this.#text = text;
        this.#variables = variables;
        this.#tokens = text.match(/[\w.]+|[<>(),?]/g) ?? [];
    }

    word(): string | undefined {
        return /^\w/.test(this.#tokens[0] ?? '') ? this.#tokens.shift() : undefined;
    }

    take(token: string): boolean {
        if (this.#tokens[0] !== token) return false;
        this.#tokens.shift();
        return true;
    }

    expect(token: string): void {
        if (!this.take(token)) throw new Error(`no ${token} in ${this.#text}`);
    }

    type(): Type {
        const written = this.word() ?? '';
        const args: Type[] = [];
        if (this.take('<')) {
            do args.push(this.type());
            while (this.take(','));
            this.expect('>');
        }
        const variable = args.length === 0 ? this.#variables.get(written) : undefined;
        if (variable) return variable;
        const [first = '', second] = written.split('.');
        const found = second === undefined ? libraryType(undefined, first, args) : libraryType(first, second, args);
        if (!found) throw new Error(`no type ${written} in ${this.#text}`);
        return found;
    }
}
