/** `insert`, `update` and their like. */
import { notSupported } from '../errors.ts';
import type { DmlStatement } from '../parse/ast.ts';
import type { BodyContext } from './context.ts';
import type { Exec } from './statement.ts';

export function compileDml(_: BodyContext, statement: DmlStatement): Exec {
    throw notSupported(statement.operation, statement);
}
