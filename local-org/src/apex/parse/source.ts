/** Runs the library's parser on Apex source. */
import {
    ApexErrorListener,
    ApexParserFactory,
    type ApexParser,
    type ApexParserRuleContext,
    type ApexToken,
} from '@apexdevtools/apex-parser';
import { CompileError } from '../errors.ts';
import type { Position } from './ast.ts';

/** Prediction without and with the context of the call (ANTLR, `PredictionMode`): the first is three times as fast. */
const SLL = 0;
const LL = 1;

interface Predicting {
    readonly _interp: { predictionMode: number };
}

/**
 * Parses source by a rule of the grammar.
 * @throws CompileError at the first fault
 */
export function parseTree<T extends ApexParserRuleContext>(source: string, rule: (parser: ApexParser) => T): T {
    try {
        return parseWith(source, rule, SLL);
    } catch (error) {
        if (!(error instanceof CompileError)) throw error;
        // what the fast prediction refuses may still be right
        return parseWith(source, rule, LL);
    }
}

function parseWith<T>(source: string, rule: (parser: ApexParser) => T, mode: number): T {
    const listener = new FirstError();
    const { parser } = ApexParserFactory.createLexerAndParser(source, listener);
    (parser as unknown as Predicting)._interp.predictionMode = mode;
    const tree = rule(parser);
    if (listener.error) throw listener.error;
    return tree;
}

/** Where a rule begins. */
export function positionOf(context: ApexParserRuleContext): Position {
    return positionOfToken(context.start);
}

export function positionOfToken(token: ApexToken): Position {
    return { line: token.line, column: token.column + 1 };
}

/** Keeps the first fault, in the org's words. */
class FirstError extends ApexErrorListener {
    error: CompileError | undefined;

    override apexSyntaxError(line: number, column: number, message: string): void {
        this.error ??= new CompileError(inTheOrgsWords(message), { line, column: column + 1 });
    }
}

/** `mismatched input 'x' expecting ';'` → `Missing ';' at 'x'`, as the org's compiler has it. */
function inTheOrgsWords(message: string): string {
    const missing =
        /^missing (.+) at ('.*')$/s.exec(message) ?? /^mismatched input ('.*') expecting ('[^']*')$/s.exec(message);
    if (missing?.[0].startsWith('missing')) return `Missing ${missing[1] ?? ''} at ${missing[2] ?? ''}`;
    if (missing) return `Missing ${missing[2] ?? ''} at ${missing[1] ?? ''}`;
    const token =
        /^(?:extraneous input|mismatched input|no viable alternative at input|token recognition error at:) '(.*?)'(?: expecting .*)?$/s.exec(
            message,
        );
    if (token) return `Unexpected token ${lastWord(token[1] ?? '')}.`;
    return message;
}

/** The parser tells all that it read in vain; the org only where it stopped. */
function lastWord(text: string): string {
    const words = text.trim().split(/\s+/);
    return `'${words.at(-1) ?? ''}'`;
}
