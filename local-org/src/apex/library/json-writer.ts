/** Writes JSON: compact, or pretty as the platform does it. */
import { exception } from '../run/exceptions.ts';

interface Level {
    readonly kind: 'object' | 'array';
    count: number;
    hasName: boolean;
}

export class JsonWriter {
    readonly #isPretty: boolean;
    readonly #levels: Level[] = [];
    #text = '';
    #isClosed = false;

    constructor(isPretty: boolean) {
        this.#isPretty = isPretty;
    }

    get text(): string {
        return this.#text;
    }

    get isClosed(): boolean {
        return this.#isClosed;
    }

    /** Ends what is open; nothing can be written afterwards. */
    close(): void {
        while (this.#levels.length > 0) this.end(this.#levels.at(-1)?.kind ?? 'object');
        this.#isClosed = true;
    }

    start(kind: Level['kind']): void {
        this.#before();
        this.#levels.push({ kind, count: 0, hasName: false });
        this.#text += kind === 'object' ? '{' : '[';
    }

    end(kind: Level['kind']): void {
        const level = this.#levels.at(-1);
        if (level?.kind !== kind) throw fault(`Current context not an ${kind} but ${level?.kind ?? 'root'}`);
        this.#levels.pop();
        if (this.#isPretty) this.#text += level.count > 0 && kind === 'object' ? this.#line() : ' ';
        this.#text += kind === 'object' ? '}' : ']';
    }

    name(name: string): void {
        const level = this.#levels.at(-1);
        if (level?.kind !== 'object' || level.hasName || this.#isClosed)
            throw fault('Can not write a field name, expecting a value');
        if (level.count > 0) this.#text += ',';
        if (this.#isPretty) this.#text += this.#line();
        level.count += 1;
        level.hasName = true;
        this.#text += quoted(name) + (this.#isPretty ? ' : ' : ':');
    }

    /** A number, a truth value or null, as it is written. */
    raw(text: string): void {
        this.#before();
        this.#text += text;
    }

    string(text: string): void {
        this.raw(quoted(text));
    }

    #before(): void {
        if (this.#isClosed) throw fault('Cannot write to a closed generator');
        const level = this.#levels.at(-1);
        if (!level) return;
        if (level.kind === 'object') {
            if (!level.hasName) throw fault('Can not write value, expecting field name');
            level.hasName = false;
            return;
        }
        if (level.count > 0) this.#text += ',';
        if (this.#isPretty) this.#text += ' ';
        level.count += 1;
    }

    #line(): string {
        return `\n${'  '.repeat(this.#levels.filter(({ kind }) => kind === 'object').length)}`;
    }
}

function fault(message: string): Error {
    return exception('JSONException', message);
}

/** A text between quotes; control characters in capitals: `\u001F`. */
function quoted(text: string): string {
    return JSON.stringify(text.toWellFormed()).replace(
        /\\u00[0-9a-f]{2}/g,
        (escape) => `\\u${escape.slice(2).toUpperCase()}`,
    );
}
