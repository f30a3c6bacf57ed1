/** `System.runAs(user) { … }`. Source: Apex developer guide, "Using the runAs method". */
import { OrgError } from '../../schema/errors.ts';
import { CompileError } from '../errors.ts';
import type { Statement } from '../parse/ast.ts';
import { NotSupported, exception, nullPointer } from '../run/exceptions.ts';
import type { Host } from '../run/host.ts';
import { SObjectValue } from '../run/sobject.ts';
import { transaction, vm } from '../run/vm.ts';
import type { Value } from '../run/values.ts';
import type { BodyContext } from './context.ts';
import { compileExpression } from './expression.ts';
import { compileBlock, type Exec } from './statement.ts';

export function compileRunAs(context: BodyContext, statement: Extract<Statement, { kind: 'runAs' }>): Exec {
    const [user, more] = statement.args.map((arg) => compileExpression(context, arg));
    if (!user || more || user.type.kind !== 'sobject')
        throw new CompileError(
            'Method does not exist or incorrect signature: void runAs() from the type System',
            statement,
        );
    const body = compileBlock(context, statement.body);
    const { run } = user;
    return (frame) => {
        vm.lines[vm.depth] = statement.line;
        const running = transaction();
        if (!running.isTest) throw exception('TypeException', 'runAs can only be called from a test method');
        const before = running.host;
        running.host = hostFor(before, run(frame));
        try {
            return body(frame);
        } finally {
            running.host = before;
        }
    };
}

function hostFor(host: Host, user: Value): Host {
    if (!(user instanceof SObjectValue)) throw nullPointer();
    const id = user.fields['Id'];
    if (typeof id !== 'string') throw new NotSupported('System.runAs with a user that is not in the org');
    if (!host.as) throw new NotSupported('System.runAs without an org');
    try {
        const other = host.as(id);
        // a user who may not log in is told at once
        other.user();
        return other;
    } catch (error) {
        throw error instanceof OrgError ? exception('TypeException', error.message) : error;
    }
}
