/** JSON as a tree. */
import { exception } from '../run/exceptions.ts';
import { JsonTokens, type JsonToken } from './json-tokens.ts';

export type JsonTree =
    | { readonly kind: 'object'; readonly entries: readonly (readonly [name: string, value: JsonTree])[] }
    | { readonly kind: 'array'; readonly items: readonly JsonTree[] }
    | { readonly kind: 'scalar'; readonly token: JsonToken };

/**
 * Reads a text whole.
 * @throws Thrown JSONException
 */
export function readJson(text: string): JsonTree {
    const tokens = new JsonTokens(text);
    const first = tokens.next();
    if (!first) throw exception('JSONException', 'No content to map to Object due to end of input');
    return readTree(tokens, first);
}

/** Reads the value that begins with a token. */
export function readTree(tokens: JsonTokens, first: JsonToken): JsonTree {
    if (first.kind === 'START_OBJECT') {
        const entries: [string, JsonTree][] = [];
        for (let name = read(tokens); name.kind === 'FIELD_NAME'; name = read(tokens))
            entries.push([name.text, readTree(tokens, read(tokens))]);
        return { kind: 'object', entries };
    }
    if (first.kind === 'START_ARRAY') {
        const items: JsonTree[] = [];
        for (let item = read(tokens); item.kind !== 'END_ARRAY'; item = read(tokens))
            items.push(readTree(tokens, item));
        return { kind: 'array', items };
    }
    return { kind: 'scalar', token: first };
}

function read(tokens: JsonTokens): JsonToken {
    const token = tokens.next();
    if (!token) throw exception('JSONException', 'Unexpected end-of-input');
    return token;
}
