import { FormulaError } from './errors.ts';
import { tokenize, unquote, type Token } from './lexer.ts';

export type Node =
    | { readonly kind: 'number'; readonly text: string; readonly position: number }
    | { readonly kind: 'string'; readonly value: string; readonly position: number }
    | { readonly kind: 'boolean'; readonly value: boolean; readonly position: number }
    | { readonly kind: 'null'; readonly position: number }
    | { readonly kind: 'field'; readonly name: string; readonly position: number }
    /** Functions and operators alike: `AND`, `&&` (as `and`), `+` … */
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[]; readonly position: number };

/**
 * Binary operators from the loosest to the tightest, all left-associative. `^` does bind looser than `*` and `/`:
 * `2 * 2 ^ 3` is 64 in the org (a known issue there that formulas live with), 16 elsewhere.
 */
const LEVELS: readonly ReadonlySet<string>[] = [
    new Set(['||']),
    new Set(['&&']),
    new Set(['=', '<>']),
    new Set(['<', '>', '<=', '>=']),
    new Set(['+', '-', '&']),
    new Set(['^']),
    new Set(['*', '/']),
];

const FUNCTION_OF: Readonly<Record<string, string>> = { '||': 'or', '&&': 'and' };

class Parser {
    readonly #tokens: readonly Token[];
    #index = 0;

    constructor(source: string) {
        this.#tokens = tokenize(source);
    }

    parse(): Node {
        const root = this.#binary(0);
        const rest = this.#peek();
        if (rest.kind !== 'end') {
            const found = rest.kind === 'identifier' ? rest.text : `'${rest.text}'`;
            throw new FormulaError(`Syntax error. Extra ${found}`, rest.position);
        }
        return root;
    }

    #peek(): Token {
        const token = this.#tokens[this.#index];
        if (token === undefined) {
            throw new FormulaError('Syntax error');
        }
        return token;
    }

    #next(): Token {
        const token = this.#peek();
        this.#index += 1;
        return token;
    }

    #isOperator(text: string): boolean {
        const token = this.#peek();
        return token.kind === 'operator' && token.text === text;
    }

    #binary(level: number): Node {
        const operators = LEVELS[level];
        if (operators === undefined) {
            return this.#unary();
        }
        let left = this.#binary(level + 1);
        while (this.#peek().kind === 'operator' && operators.has(this.#peek().text)) {
            const { text, position } = this.#next();
            const right = this.#binary(level + 1);
            left = { kind: 'call', name: FUNCTION_OF[text] ?? text, args: [left, right], position };
        }
        return left;
    }

    #unary(): Node {
        const token = this.#peek();
        const sign = token.kind === 'operator' && (token.text === '-' || token.text === '+');
        const not = this.#isOperator('!') || (token.kind === 'identifier' && token.text.toLowerCase() === 'not');
        if (!sign && !not) {
            return this.#primary();
        }
        this.#next();
        const name = token.text === '!' ? 'not' : token.text;
        return { kind: 'call', name, args: [this.#unary()], position: token.position };
    }

    #primary(): Node {
        const token = this.#next();
        const { position } = token;
        switch (token.kind) {
            case 'number':
                return { kind: 'number', text: token.text, position };
            case 'string':
                return { kind: 'string', value: unquote(token.text), position };
            case 'identifier':
                return this.#named(token);
            case 'operator':
                if (token.text === '(') {
                    const inner = this.#binary(0);
                    this.#close();
                    return inner;
                }
        }
        throw new FormulaError(`Syntax error.  Found '${token.text}'`, position);
    }

    #named({ text, position }: Token): Node {
        switch (text.toLowerCase()) {
            case 'true':
                return { kind: 'boolean', value: true, position };
            case 'false':
                return { kind: 'boolean', value: false, position };
            case 'null':
                return { kind: 'null', position };
        }
        if (!this.#isOperator('(')) {
            return { kind: 'field', name: text, position };
        }
        this.#next();
        const args: Node[] = [];
        if (!this.#isOperator(')')) {
            args.push(this.#binary(0));
            while (this.#isOperator(',')) {
                this.#next();
                args.push(this.#binary(0));
            }
        }
        this.#close();
        return { kind: 'call', name: text, args, position };
    }

    #close(): void {
        if (!this.#isOperator(')')) {
            throw new FormulaError("Syntax error.  Missing ')'", this.#peek().position);
        }
        this.#next();
    }
}

/** The syntax tree of a formula. */
export function parse(source: string): Node {
    return new Parser(source).parse();
}
