/** Regular expressions of Java, which REGEX() follows, in those of JavaScript. What differs is translated or refused. */

import { ASSERTIONS, CLASSES, LINE_END, POSIX, SIMPLE_ESCAPES, isProperty, literal } from './java-regex-tables.ts';

/** A pattern that cannot be translated, or that is none. */
export class PatternError extends Error {}

class Translator {
    readonly #source: string;
    #index = 0;
    #output = '';
    /** Whether something stands in the group already, where a flag would have to begin in the middle. */
    readonly #started: boolean[] = [false];
    /** Groups that a flag opened and that end with the group around them. */
    readonly #flagGroups: number[] = [0];
    #dotAll = false;

    constructor(source: string) {
        this.#source = source;
    }

    translate(): string {
        while (this.#index < this.#source.length) {
            this.#atom();
        }
        if (this.#started.length !== 1) {
            throw new PatternError('Unclosed group');
        }
        return this.#output + ')'.repeat(this.#flagGroups[0] ?? 0);
    }

    #rest(length: number): string {
        return this.#source.slice(this.#index, this.#index + length);
    }

    #atom(): void {
        const character = this.#rest(1);
        if (character === '(') {
            this.#open();
            return;
        }
        if (character === ')') {
            this.#close();
            return;
        }
        this.#started[this.#started.length - 1] = true;
        this.#index += 1;
        switch (character) {
            case '\\':
                this.#output += this.#escape(false);
                return;
            case '[':
                this.#output += this.#class();
                return;
            case '.':
                this.#output += this.#dotAll ? '[\\s\\S]' : `[^${LINE_END}]`;
                return;
            case '*':
            case '+':
            case '?':
                this.#output += character;
                this.#quantified();
                return;
            case '{':
                this.#repetition();
                return;
            case '}':
            case ']':
                this.#output += `\\${character}`;
                return;
            default:
                this.#output += character === '/' ? '\\/' : character;
        }
    }

    /** After a quantifier: lazy is the same in both languages, possessive exists in Java only. */
    #quantified(): void {
        if (this.#rest(1) === '+') {
            throw new PatternError('not supported: possessive quantifier');
        }
        if (this.#rest(1) === '?') {
            this.#output += '?';
            this.#index += 1;
        }
    }

    #repetition(): void {
        const [count] = /^\d+(?:,\d*)?\}/.exec(this.#source.slice(this.#index)) ?? [];
        if (count === undefined) {
            throw new PatternError('Illegal repetition');
        }
        this.#output += `{${count}`;
        this.#index += count.length;
        this.#quantified();
    }

    #open(): void {
        const start = /^\((?:\?(?:<[A-Za-z][A-Za-z0-9]*>|[:=!>]|<[=!]|[a-zA-Z-]*[:)]))?/.exec(
            this.#source.slice(this.#index),
        );
        const head = start?.[0] ?? '(';
        if (head === '(?>' || (head === '(' && this.#rest(2) === '(?')) {
            throw new PatternError(head === '(?>' ? 'not supported: atomic group' : 'Unknown group type');
        }
        this.#index += head.length;
        const flags = /^\(\?([a-zA-Z-]+)([:)])$/.exec(head);
        if (flags !== null) {
            this.#flags(flags[1] ?? '', flags[2] === ')');
            return;
        }
        this.#started[this.#started.length - 1] = true;
        this.#push(head);
    }

    #push(head: string): void {
        this.#output += head;
        this.#started.push(false);
        this.#flagGroups.push(0);
    }

    /** Flags become a group of their own, so they must stand where their group begins. */
    #flags(flags: string, toEndOfGroup: boolean): void {
        if (/[^imsu-]/.test(flags)) {
            throw new PatternError(`not supported: flag (?${flags})`);
        }
        if (toEndOfGroup && this.#started.at(-1) === true) {
            throw new PatternError(`not supported: flag (?${flags}) in the middle of a group`);
        }
        if (flags.includes('s')) {
            if (!toEndOfGroup || flags.includes('-') || this.#started.length > 1) {
                throw new PatternError('not supported: flag s for a part of the pattern');
            }
            this.#dotAll = true;
        }
        const kept = flags.replace(/[su]/g, '').replace(/-$/, '');
        const head = kept === '' ? '(?:' : `(?${kept}:`;
        if (toEndOfGroup) {
            this.#output += head;
            this.#flagGroups[this.#flagGroups.length - 1] = (this.#flagGroups.at(-1) ?? 0) + 1;
        } else {
            this.#started[this.#started.length - 1] = true;
            this.#push(head);
        }
    }

    #close(): void {
        if (this.#started.length === 1) {
            throw new PatternError('Unmatched closing )');
        }
        this.#started.pop();
        this.#output += ')'.repeat(1 + (this.#flagGroups.pop() ?? 0));
        this.#index += 1;
    }

    /** What follows a backslash. */
    #escape(inClass: boolean): string {
        const character = this.#rest(1);
        this.#index += 1;
        const simple = SIMPLE_ESCAPES[character];
        if (simple !== undefined) {
            return simple;
        }
        const set = CLASSES[character.toLowerCase()];
        if (set !== undefined) {
            return `[${character === character.toLowerCase() ? '' : '^'}${set}]`;
        }
        if (character === 'p' || character === 'P') {
            return this.#property(character === 'P');
        }
        if (character === 'Q') {
            return this.#quoted();
        }
        const code = this.#codePoint(character);
        if (code !== undefined) {
            return code;
        }
        const assertion = inClass ? undefined : ASSERTIONS[character];
        if (assertion !== undefined) {
            return assertion;
        }
        return this.#otherEscape(character, inClass);
    }

    #otherEscape(character: string, inClass: boolean): string {
        if (!inClass && /[1-9]/.test(character)) {
            return `\\${character}`;
        }
        const [name] = /^<[A-Za-z][A-Za-z0-9]*>/.exec(this.#source.slice(this.#index)) ?? [];
        if (!inClass && character === 'k' && name !== undefined) {
            this.#index += name.length;
            return `\\k${name}`;
        }
        if (character === '' || /[A-Za-z0-9]/.test(character)) {
            throw new PatternError(`Illegal/unsupported escape sequence \\${character}`);
        }
        return literal(character);
    }

    #codePoint(character: string): string | undefined {
        const pattern = { x: /^\{[0-9a-fA-F]+\}|^[0-9a-fA-F]{2}/, u: /^[0-9a-fA-F]{4}/, 0: /^[0-3]?[0-7]{1,2}/ }[
            character
        ];
        const [digits] = pattern?.exec(this.#source.slice(this.#index)) ?? [];
        if (digits === undefined) {
            return undefined;
        }
        this.#index += digits.length;
        return `\\u{${parseInt(digits.replace(/[{}]/g, ''), character === '0' ? 8 : 16).toString(16)}}`;
    }

    #quoted(): string {
        const end = this.#source.indexOf('\\E', this.#index);
        const text = this.#source.slice(this.#index, end < 0 ? undefined : end);
        this.#index = end < 0 ? this.#source.length : end + 2;
        return Array.from(text, literal).join('');
    }

    #property(negated: boolean): string {
        const [match = ''] = /^\{[A-Za-z_=]+\}|^[A-Z]/.exec(this.#source.slice(this.#index)) ?? [];
        const name = match.replace(/[{}]/g, '');
        this.#index += match.length;
        const posix = POSIX[name];
        if (posix !== undefined) {
            return `[${negated ? '^' : ''}${posix}]`;
        }
        for (const property of [name, name.replace(/^Is/, ''), `Script=${name.replace(/^Is/, '')}`]) {
            if (isProperty(property)) {
                return `\\${negated ? 'P' : 'p'}{${property}}`;
            }
        }
        throw new PatternError(`not supported: \\p{${name}}`);
    }

    /** A class: unions and, after `&&`, intersections. Every part of an intersection is a class of its own. */
    #class(): string {
        const negated = this.#rest(1) === '^';
        this.#index += negated ? 1 : 0;
        const parts: string[] = [];
        let part = '';
        const add = (text: string): void => {
            part += text;
        };
        let isFirst = true;
        for (;;) {
            const character = this.#rest(1);
            if (character === '') {
                throw new PatternError('Unclosed character class');
            }
            this.#index += 1;
            if (character === ']' && !isFirst) {
                break;
            }
            if (character === '&' && this.#rest(1) === '&') {
                this.#index += 1;
                parts.push(part);
                part = '';
            } else if (character === '[') {
                add(this.#class());
            } else if (character === '\\') {
                add(this.#escape(true));
            } else if (character === '-' && this.#isRange(part)) {
                add('-');
            } else {
                add(literal(character));
            }
            isFirst = false;
        }
        parts.push(part);
        const content = parts.length === 1 ? part : parts.map((operand) => `[${operand}]`).join('&&');
        return `[${negated ? '^' : ''}${content}]`;
    }

    /** A hyphen between two characters; at the edges, before a class and after one it stands for itself. */
    #isRange(before: string): boolean {
        const next = this.#rest(1);
        return before !== '' && !before.endsWith(']') && next !== ']' && next !== '' && next !== '[';
    }
}

/** Compiles a Java pattern to one that must match a whole text. */
export function compileJavaPattern(source: string): RegExp {
    return compileTranslated(source, (translated) => `^(?:${translated})$`, 'v');
}

/**
 * Compiles a Java pattern to one that is searched for.
 * @param flags further flags of JavaScript: `g`, `y`, `d`
 * @throws PatternError when it cannot be translated, or is none
 */
export function searchJavaPattern(source: string, flags: string): RegExp {
    return compileTranslated(source, (translated) => translated, `v${flags}`);
}

function compileTranslated(source: string, wrap: (translated: string) => string, flags: string): RegExp {
    const translated = new Translator(source).translate();
    try {
        return new RegExp(wrap(translated), flags);
    } catch (error) {
        throw new PatternError(error instanceof Error ? error.message : String(error));
    }
}
