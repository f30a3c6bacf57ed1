/**
 * From the text of a search to the query language of the full-text index.
 * Source: SOQL and SOSL Reference, "FIND {SearchQuery}".
 */
import { OrgError } from '../../schema/errors.ts';

/** Terms of the index that match a pattern of `*` and `?`. */
export type Expand = (pattern: string) => readonly string[];

interface Token {
    readonly kind: 'word' | 'phrase' | 'and' | 'or' | 'not' | '(' | ')';
    /** Text without its escapes; wildcards of words are control characters, which nobody can type. */
    readonly text: string;
}

const ANY = '\u0001';
const ONE = '\u0002';
const MATCHES_NOTHING = '"\u0003"';

/**
 * Translates the text of a search.
 * @param expand finds the words of the index that a word with wildcards inside stands for
 * @throws OrgError MALFORMED_SEARCH, or INVALID_SEARCH when a word is too short to be searched for
 */
export function toMatch(text: string, expand: Expand): string {
    const tokens = tokenize(text);
    const parser = new Parser(tokens, expand);
    const match = parser.any();
    if (!parser.isDone || match === undefined) throw malformedSearch(text);
    return match;
}

function malformedSearch(text: string): OrgError {
    return new OrgError('MALFORMED_SEARCH', `unexpected token in search text: ${text}`);
}

function tokenize(text: string): Token[] {
    const tokens: Token[] = [];
    const pattern = /\s*(?:"((?:\\[^]|[^"\\])*)"|([()])|((?:\\[^]|[^\s"()\\])+))/gy;
    let end = 0;
    for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
        end = pattern.lastIndex;
        const [, phrase, bracket, word] = match;
        if (phrase !== undefined) tokens.push({ kind: 'phrase', text: unescaped(phrase) });
        else if (bracket !== undefined) tokens.push({ kind: bracket as '(' | ')', text: bracket });
        else tokens.push(wordToken(word ?? ''));
    }
    if (text.slice(end).trim() !== '') throw malformedSearch(text);
    return tokens;
}

function wordToken(word: string): Token {
    const lower = word.toLowerCase();
    if (lower === 'and' || lower === 'or' || lower === 'not') return { kind: lower, text: word };
    return {
        kind: 'word',
        text: unescaped(word.replace(/\\[^]|[*?]/g, (one) => (one === '*' ? ANY : one === '?' ? ONE : one))),
    };
}

function unescaped(text: string): string {
    return text.replace(/\\([^])/g, '$1');
}

/** `or` binds less than `and`; words that stand side by side must all be found. */
class Parser {
    readonly #tokens: readonly Token[];
    readonly #expand: Expand;
    #next = 0;

    constructor(tokens: readonly Token[], expand: Expand) {
        this.#tokens = tokens;
        this.#expand = expand;
    }

    get isDone(): boolean {
        return this.#next >= this.#tokens.length;
    }

    #take(kind: Token['kind']): Token | undefined {
        const token = this.#tokens[this.#next];
        if (token?.kind !== kind) return undefined;
        this.#next++;
        return token;
    }

    any(): string | undefined {
        let left = this.#all();
        while (left !== undefined && this.#take('or')) {
            const right = this.#all();
            left = right === undefined ? undefined : `(${left} OR ${right})`;
        }
        return left;
    }

    #all(): string | undefined {
        let left = this.#one();
        while (left !== undefined) {
            const isJoined = this.#take('and') !== undefined;
            const operator = this.#take('not') ? 'NOT' : 'AND';
            const right = this.#one();
            if (right === undefined) return isJoined || operator === 'NOT' ? undefined : left;
            left = `(${left} ${operator} ${right})`;
        }
        return left;
    }

    #one(): string | undefined {
        if (this.#take('(')) {
            const inner = this.any();
            return this.#take(')') ? inner : undefined;
        }
        const phrase = this.#take('phrase');
        if (phrase) return quote(phrase.text);
        const word = this.#take('word');
        return word && this.#word(word.text);
    }

    #word(text: string): string {
        const bare = text.replaceAll(ANY, '').replaceAll(ONE, '');
        if (bare.length < 2)
            throw new OrgError('INVALID_SEARCH', `search term must be longer than one character: ${bare}`);
        if (text.startsWith(ANY) || text.startsWith(ONE)) return this.#expanded(text);
        const stem = text.replace(new RegExp(`${ANY}+$`), '');
        if (stem.includes(ANY) || stem.includes(ONE)) return this.#expanded(text);
        return stem === text ? quote(text) : `${quote(stem)} *`;
    }

    #expanded(text: string): string {
        const words = this.#expand(text.replaceAll(ANY, '*').replaceAll(ONE, '?'));
        return words.length > 0 ? `(${words.map(quote).join(' OR ')})` : MATCHES_NOTHING;
    }
}

function quote(text: string): string {
    return `"${text.replaceAll('"', '""')}"`;
}
