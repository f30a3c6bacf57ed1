/** Reads queries and searches in brackets: their text, and the expressions that are bound in them. */
import {
    BoundExpressionContext,
    ExpressionContext,
    type ApexParseTree,
    type ApexParserRuleContext,
    type ApexToken,
    type SoqlLiteralContext,
    type SoslLiteralContext,
} from '@apexdevtools/apex-parser';
import type { Expression, QueryExpression } from './ast.ts';
import { readExpression } from './expressions.ts';
import { positionOf } from './source.ts';

/** The name under which a bound expression stands in the text. */
export function bindName(index: number): string {
    return `b${String(index)}`;
}

export function readQuery(context: SoqlLiteralContext): QueryExpression {
    const from = context.query().fromNameList().fieldName(0).getText();
    return { ...positionOf(context), kind: 'query', language: 'SOQL', from, ...textWithBinds(context) };
}

export function readSearch(context: SoslLiteralContext): QueryExpression {
    return { ...positionOf(context), kind: 'query', language: 'SOSL', from: '', ...textWithBinds(context) };
}

/** What stands between the brackets, with a name for each bound expression. */
function textWithBinds(context: ApexParserRuleContext): { text: string; binds: Expression[] } {
    const binds: Expression[] = [];
    let text = '';
    let from = context.start.start + 1;
    for (const bound of boundIn(context)) {
        const expression = bound.children?.find((child) => child instanceof ExpressionContext);
        if (!expression) continue;
        text += slice(context.start, from, bound.start.start - 1);
        text += `:${bindName(binds.length)}`;
        binds.push(readExpression(expression));
        from = (bound.stop?.stop ?? bound.start.stop) + 1;
    }
    text += slice(context.start, from, (context.stop?.start ?? from) - 1);
    return { text: text.trim(), binds };
}

function slice(token: ApexToken, first: number, last: number): string {
    return last < first ? '' : token.getInputStream().getText(first, last);
}

function* boundIn(tree: ApexParseTree): Generator<BoundExpressionContext> {
    if (tree instanceof BoundExpressionContext) {
        yield tree;
        return;
    }
    for (const child of (tree as Partial<ApexParserRuleContext>).children ?? []) yield* boundIn(child);
}
