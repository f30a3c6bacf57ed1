/** Runs the parser of Apex on a query, and gives the tree it makes in a form that is easy to read from. */
import {
    ApexErrorListener,
    ApexLexer,
    ApexParser,
    ApexParserFactory,
    type ApexParserRuleContext,
    type ApexToken,
} from '@apexdevtools/apex-parser';
import { located, unexpectedToken, type Offset } from '../errors.ts';
import type { OrgError } from '../../schema/errors.ts';

/** A rule of the grammar that was matched, with the rules and tokens it is made of. */
export class Tree {
    readonly rule: string;
    readonly offset: Offset;
    readonly text: string;
    readonly #children: readonly (Tree | Leaf)[];

    constructor(context: ApexParserRuleContext, source: Source) {
        this.rule = ApexParser.ruleNames[(context as unknown as { ruleIndex: number }).ruleIndex] ?? '';
        // the generated types promise what a failed or empty rule does not have
        const stop = context.stop as ApexToken | undefined | null;
        this.offset = source.offsets(context.start.start);
        this.text = stop ? source.slice(context.start.start, stop.stop) : '';
        this.#children = ((context.children ?? []) as Child[]).map((child) => readChild(child, source));
    }

    /** The first child of a rule. */
    find(...rules: readonly string[]): Tree | undefined {
        return this.#children.find((child): child is Tree => child instanceof Tree && rules.includes(child.rule));
    }

    /**
     * The first child of a rule that the grammar demands.
     * @throws Error when there is none, which would be a fault of this program
     */
    get(...rules: readonly string[]): Tree {
        const found = this.find(...rules);
        if (!found) throw new Error(`no ${rules.join(' or ')} in ${this.rule}: ${this.text}`);
        return found;
    }

    /** All children of a rule. */
    all(...rules: readonly string[]): Tree[] {
        return this.#children.filter((child): child is Tree => child instanceof Tree && rules.includes(child.rule));
    }

    /** The text of a token by its name in the grammar. */
    token(...names: readonly string[]): string | undefined {
        return this.tokens(...names)[0]?.text;
    }

    /** All tokens of these names, or of any. */
    tokens(...names: readonly string[]): Leaf[] {
        return this.#children.filter(
            (child): child is Leaf => !(child instanceof Tree) && (names.length === 0 || names.includes(child.name)),
        );
    }

    /** Rules and tokens in order. */
    get children(): readonly (Tree | Leaf)[] {
        return this.#children;
    }
}

/** A token. */
export interface Leaf {
    readonly name: string;
    readonly text: string;
    readonly offset: Offset;
}

type Child = ApexParserRuleContext | { readonly symbol: ApexToken };

function readChild(child: Child, source: Source): Tree | Leaf {
    if (!('symbol' in child)) return new Tree(child, source);
    const { symbol } = child;
    return {
        name: ApexLexer.symbolicNames[symbol.type] ?? '',
        text: source.slice(symbol.start, symbol.stop),
        offset: source.offsets(symbol.start),
    };
}

/** The text of a query; the parser counts whole characters, this program UTF-16 units. */
class Source {
    readonly text: string;
    readonly #units: readonly number[] | undefined;

    constructor(text: string) {
        this.text = text;
        if (!/[\uD800-\uDBFF]/.test(text)) return;
        const units: number[] = [];
        for (let unit = 0; unit < text.length; unit += (text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1) units.push(unit);
        this.#units = [...units, text.length];
    }

    offsets(character: number): Offset {
        return this.#units ? (this.#units[character] ?? this.text.length) : character;
    }

    slice(first: number, last: number): string {
        return this.text.slice(this.offsets(first), this.offsets(last + 1));
    }
}

/**
 * Parses a SOQL query.
 * @throws OrgError MALFORMED_QUERY
 */
export function parseQueryTree(text: string): Tree {
    return parse(text, text, (parser) => parser.query(), unexpectedToken);
}

/** `FIND {…}`, where any character may stand between the braces; those that would end it have a backslash before. */
const FIND_IN_BRACES = /^(\s*find\s*)\{((?:\\[^]|[^}\\])*)\}/i;

/**
 * Parses a SOSL search, `FIND {…} …` as REST takes it, or with the text in quotes as Apex does.
 * @returns the tree, and the text between the braces
 * @throws OrgError MALFORMED_SEARCH
 */
export function parseSearchTree(text: string): { readonly tree: Tree; readonly found: string | undefined } {
    const [whole = '', , found] = FIND_IN_BRACES.exec(text) ?? [];
    // the grammar knows searches only between the brackets that they stand in in Apex; offsets are those of this text
    const filler = found === undefined ? '' : `find {${'x'.repeat(Math.max(0, whole.length - 'find {}'.length))}}`;
    const fail: SyntaxError = (_, offset, token) => {
        const shown = token === ']' ? '<EOF>' : token;
        return located(
            'MALFORMED_SEARCH',
            text,
            Math.min(Math.max(0, offset - 1), text.length),
            `unexpected token: '${shown}'`,
        );
    };
    const rule =
        found === undefined
            ? (parser: ApexParser) => parser.soslLiteral()
            : (parser: ApexParser) => parser.soslLiteralAlt();
    const tree = parse(`[${filler}${text.slice(whole.length)}]`, text, rule, fail);
    return { tree, found };
}

type SyntaxError = (source: string, offset: Offset, token: string) => OrgError;

function parse(
    text: string,
    shown: string,
    rule: (parser: ApexParser) => ApexParserRuleContext,
    fail: SyntaxError,
): Tree {
    const source = new Source(text);
    const listener = new FirstError();
    const { parser } = ApexParserFactory.createLexerAndParser(readable(text, fail), listener);
    (parser as unknown as Predicting)._interp.predictionMode = SLL;
    const context = rule(parser);
    if (listener.character) {
        const offset = offsetOf(text, listener.character);
        throw fail(shown, offset, text.charAt(offset));
    }
    const next = parser.getCurrentToken();
    const failed = listener.token ?? (next.type === EOF ? undefined : next);
    if (!failed) return new Tree(context, source);
    const wrong = misreadKeyword(parser) ?? failed;
    const token = wrong.type === EOF ? '<EOF>' : source.slice(wrong.start, wrong.stop);
    throw fail(shown, source.offsets(wrong.start), token);
}

const EOF = -1;

/**
 * Prediction without the context of the call (ANTLR, `PredictionMode.SLL`): the grammar's queries need no more, and
 * with it some twenty fields of a search took minutes, for the time grew exponentially.
 */
const SLL = 0;

interface Predicting {
    readonly _interp: { predictionMode: number };
}

/** The grammar takes keywords for names, and then fails after them: `SELECT Id, FROM …`, `… AND NOT …`. */
function misreadKeyword(parser: ApexParser): ApexToken | undefined {
    const tokens = (parser.getTokenStream() as unknown as { tokens: ApexToken[] }).tokens.filter(
        (token) => token.channel === 0,
    );
    return tokens.find((token, index) => {
        const pair = `${tokens[index - 1]?.text ?? ''} ${token.text}`;
        return /^(, from|(and|or) not)$/i.test(pair);
    });
}

function offsetOf(text: string, { line, column }: { line: number; column: number }): Offset {
    const before = text.split('\n').slice(0, line - 1);
    return before.join('\n').length + (line > 1 ? 1 : 0) + column;
}

/** Keeps the character that is no token, or the token at which the parser failed first. */
class FirstError extends ApexErrorListener {
    token: ApexToken | undefined;
    character: { line: number; column: number } | undefined;

    override syntaxError(...[, symbol, line, column]: Parameters<ApexErrorListener['syntaxError']>): void {
        // the lexer has no token to tell of
        if ((symbol as unknown) instanceof Object) this.token ??= symbol as ApexToken;
        else this.character ??= { line, column };
    }

    override apexSyntaxError(): void {
        // everything is in syntaxError
    }
}

/**
 * The lexer is that of Apex: it refuses the escapes `\_` and `\%` that SOQL has in patterns, and takes comments, which
 * SOQL has not. Escapes are replaced by others of the same length, as literals are read from the text itself.
 */
function readable(text: string, fail: SyntaxError): string {
    let result = '';
    let quote: number | undefined;
    for (let i = 0; i < text.length; i++) {
        const character = text.charAt(i);
        const next = text.charAt(i + 1);
        if (quote !== undefined && character === '\\') {
            result += next === '_' || next === '%' ? '\\\\' : character + next;
            i++;
            continue;
        }
        if (quote === undefined && character === '/' && (next === '/' || next === '*')) throw fail(text, i, '/');
        if (character === "'") quote = quote === undefined ? i : undefined;
        result += character;
    }
    if (quote === undefined) return result;
    const column = quote - (text.lastIndexOf('\n', quote) + 1);
    throw located(
        'MALFORMED_QUERY',
        text,
        quote,
        `line 1:${String(column)} mismatched character '<EOF>' expecting '''`,
    );
}
