/** Queries and searches in brackets. */
import { notSupported } from '../errors.ts';
import type { QueryExpression } from '../parse/ast.ts';
import type { Code } from './code.ts';
import type { BodyContext } from './context.ts';

export function compileQuery(_: BodyContext, expression: QueryExpression): Code {
    throw notSupported(`${expression.language} in brackets`, expression);
}
