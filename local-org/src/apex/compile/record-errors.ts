/** `record.Field.addError(…)`: the error is told at the field. */
import type { CallExpression } from '../parse/ast.ts';
import { nullPointer } from '../run/exceptions.ts';
import type { SObjectValue } from '../run/sobject.ts';
import { toText } from '../run/text.ts';
import { recordMember } from '../types/fields.ts';
import { VOID } from '../types/type.ts';
import type { Code } from './code.ts';
import type { BodyContext } from './context.ts';
import { compileExpression } from './expression.ts';
import { resolve } from './names.ts';

/** The call when it stands behind a field of a record; undefined when it does not. */
export function addErrorToField(context: BodyContext, { target, args }: CallExpression): Code | undefined {
    if (target?.kind !== 'dot') return undefined;
    const before = resolve(context, target.target);
    if (before.kind !== 'value' || before.code.type.kind !== 'sobject') return undefined;
    const member = recordMember(context.program.schema, before.code.type, target.name);
    const [message] = args.map((arg) => compileExpression(context, arg));
    if (member?.kind !== 'field' || !message) return undefined;
    const { run } = before.code;
    const { name: field } = member.field;
    return {
        type: VOID,
        run: (frame) => {
            const record = run(frame) as SObjectValue | null;
            if (record === null) throw nullPointer();
            (record.errors ??= []).push({ message: toText(message.run(frame)), field });
            return null;
        },
    };
}
