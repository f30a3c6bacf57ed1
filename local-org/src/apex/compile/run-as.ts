/** `System.runAs(user) { … }` */
import { notSupported } from '../errors.ts';
import type { Statement } from '../parse/ast.ts';
import type { BodyContext } from './context.ts';
import type { Exec } from './statement.ts';

export function compileRunAs(_: BodyContext, statement: Extract<Statement, { kind: 'runAs' }>): Exec {
    throw notSupported('System.runAs', statement);
}
