/** Reads JSON token by token, with faults in the words of the platform's parser (Jackson). */
import { exception } from '../run/exceptions.ts';

export type TokenKind =
    | 'START_OBJECT'
    | 'END_OBJECT'
    | 'START_ARRAY'
    | 'END_ARRAY'
    | 'FIELD_NAME'
    | 'VALUE_STRING'
    | 'VALUE_NUMBER_INT'
    | 'VALUE_NUMBER_FLOAT'
    | 'VALUE_TRUE'
    | 'VALUE_FALSE'
    | 'VALUE_NULL';

export interface JsonToken {
    readonly kind: TokenKind;
    /** Of a text: what it says; of others: how they are written. */
    readonly text: string;
}

interface Level {
    readonly kind: 'object' | 'array';
    /** Something stands in it already. */
    started: boolean;
    /** The name of the field whose value comes next. */
    name: string | undefined;
}

/** How deep objects and arrays may lie in each other. */
const MAX_DEPTH = 1000;

const ESCAPES: Readonly<Record<string, string>> = {
    '"': '"',
    '\\': '\\',
    '/': '/',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
};

const WORDS: Readonly<Record<string, TokenKind>> = { true: 'VALUE_TRUE', false: 'VALUE_FALSE', null: 'VALUE_NULL' };

export class JsonTokens {
    readonly #text: string;
    readonly #levels: Level[] = [];
    #at = 0;
    #isDone = false;

    constructor(text: string) {
        this.#text = text;
    }

    /** The name of the field that was read last, at the level where the reader is. */
    get name(): string | undefined {
        return this.#levels.at(-1)?.name;
    }

    get depth(): number {
        return this.#levels.length;
    }

    /**
     * The next token.
     * @returns undefined at the end
     * @throws Thrown JSONException
     */
    next(): JsonToken | undefined {
        this.#skipSpace();
        const level = this.#levels.at(-1);
        if (!level) return this.#top();
        const character = this.#text.charAt(this.#at);
        if (character === '') throw this.#fault(`Unexpected end-of-input within/between ${upper(level)} entries`);
        if (level.kind === 'object') return this.#inObject(level, character);
        if (character === ']') return this.#end('END_ARRAY');
        this.#separator(level, character);
        return this.#value();
    }

    #top(): JsonToken | undefined {
        if (this.#at < this.#text.length && !this.#isDone) {
            this.#isDone = true;
            return this.#value();
        }
        return undefined;
    }

    #inObject(level: Level, character: string): JsonToken {
        if (level.name !== undefined && !this.#hasValue) {
            if (character !== ':') throw this.#unexpected('was expecting a colon to separate field name and value');
            this.#at += 1;
            this.#skipSpace();
            this.#hasValue = true;
            return this.#value();
        }
        if (character === '}') return this.#end('END_OBJECT');
        this.#separator(level, character);
        if (this.#text.charAt(this.#at) !== '"')
            throw this.#unexpected('was expecting double-quote to start field name');
        level.name = this.#string();
        this.#hasValue = false;
        return { kind: 'FIELD_NAME', text: level.name };
    }

    /** The field whose name was read last has its value. */
    #hasValue = true;

    #separator(level: Level, character: string): void {
        if (!level.started) {
            level.started = true;
            return;
        }
        if (character !== ',') throw this.#unexpected(`was expecting comma to separate ${upper(level)} entries`);
        this.#at += 1;
        this.#skipSpace();
    }

    #value(): JsonToken {
        const character = this.#text.charAt(this.#at);
        if (character === '{') return this.#start('object');
        if (character === '[') return this.#start('array');
        if (character === '"') return { kind: 'VALUE_STRING', text: this.#string() };
        if (/[-\d]/.test(character)) return this.#number();
        const [word] = /^\w+/.exec(this.#text.slice(this.#at, this.#at + 50)) ?? [];
        const kind = word === undefined ? undefined : WORDS[word];
        if (word !== undefined && kind) {
            this.#at += word.length;
            return { kind, text: word };
        }
        if (word !== undefined && word.length > 1)
            throw this.#fault(`Unrecognized token '${word}': was expecting ('true', 'false' or 'null')`);
        if (character === '') throw this.#fault('Unexpected end-of-input');
        throw this.#unexpected("expected a valid value (number, String, array, object, 'true', 'false' or 'null')");
    }

    #start(kind: Level['kind']): JsonToken {
        if (this.#levels.length >= MAX_DEPTH) throw this.#fault('Document nesting depth exceeds the maximum allowed');
        this.#levels.push({ kind, started: false, name: undefined });
        this.#hasValue = true;
        this.#at += 1;
        return kind === 'object' ? { kind: 'START_OBJECT', text: '{' } : { kind: 'START_ARRAY', text: '[' };
    }

    #end(kind: 'END_OBJECT' | 'END_ARRAY'): JsonToken {
        this.#levels.pop();
        this.#hasValue = true;
        this.#at += 1;
        return { kind, text: kind === 'END_OBJECT' ? '}' : ']' };
    }

    #string(): string {
        let text = '';
        for (let at = this.#at + 1; ; at++) {
            const character = this.#text.charAt(at);
            if (character === '') {
                this.#at = at;
                throw this.#fault('Unexpected end-of-input: was expecting closing quote for a string value');
            }
            if (character === '"') {
                this.#at = at + 1;
                return text;
            }
            if (character !== '\\') {
                if (character < ' ') {
                    this.#at = at;
                    throw this.#fault(
                        `Illegal unquoted character ((CTRL-CHAR, code ${String(character.charCodeAt(0))})): has to be escaped using backslash to be included in string value`,
                    );
                }
                text += character;
                continue;
            }
            const [hex] = /^u[0-9a-fA-F]{4}/.exec(this.#text.slice(at + 1, at + 6)) ?? [];
            const escaped =
                hex === undefined
                    ? ESCAPES[this.#text.charAt(at + 1)]
                    : String.fromCharCode(parseInt(hex.slice(1), 16));
            if (escaped === undefined) {
                this.#at = at + 1;
                throw this.#fault(`Unrecognized character escape '${this.#text.charAt(at + 1)}'`);
            }
            text += escaped;
            at += hex === undefined ? 1 : 5;
        }
    }

    #number(): JsonToken {
        const pattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
        pattern.lastIndex = this.#at;
        const match = pattern.exec(this.#text);
        const after = match ? this.#text.charAt(this.#at + match[0].length) : '';
        if (!match || /[\w.]/.test(after)) {
            this.#at += match ? match[0].length : 1;
            throw this.#unexpected('Expected space separating root-level values or a digit');
        }
        this.#at += match[0].length;
        const isWhole = match[1] === undefined && match[2] === undefined;
        return { kind: isWhole ? 'VALUE_NUMBER_INT' : 'VALUE_NUMBER_FLOAT', text: match[0] };
    }

    #skipSpace(): void {
        while (' \t\r\n'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at += 1;
    }

    #unexpected(expectation: string): Error {
        const character = this.#text.charAt(this.#at);
        if (character === '') return this.#fault('Unexpected end-of-input');
        return this.#fault(
            `Unexpected character ('${character}' (code ${String(character.charCodeAt(0))})): ${expectation}`,
        );
    }

    #fault(reason: string): Error {
        const before = this.#text.slice(0, this.#at).split('\n');
        // places count from 1, and behind the character that was read
        const passed = this.#at < this.#text.length ? 2 : 1;
        const place = `[line:${String(before.length)}, column:${String((before.at(-1)?.length ?? 0) + passed)}]`;
        return exception('JSONException', `${reason} at ${place}`);
    }
}

function upper({ kind }: Level): string {
    return kind.toUpperCase();
}
