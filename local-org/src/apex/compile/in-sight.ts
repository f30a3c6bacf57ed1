/** Dynamic queries name variables, which are looked up where the query is run. */
import type { Frame, Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import type { Method } from '../types/members.ts';
import type { Code, Run } from './code.ts';
import type { BodyContext } from './context.ts';
import { readVariable } from './variables.ts';

const QUERIES = ['query', 'countquery', 'getquerylocator'];

/** A call of a dynamic query with the variables in sight; other calls as they are. */
export function withVariables(context: BodyContext, { owner, name }: Method, code: Code): Code {
    if (owner.name !== 'Database' || !QUERIES.includes(name.toLowerCase())) return code;
    const locals = new Map(context.locals().map((local) => [local.name.toLowerCase(), local.slot]));
    const fields = fieldReaders(context);
    const { run, type } = code;
    return {
        type,
        run: (frame) => {
            const running = transaction();
            const before = running.variables;
            running.variables = (wanted) => find(frame, locals.get(wanted), fields(wanted));
            try {
                return run(frame);
            } finally {
                running.variables = before;
            }
        },
    };
}

function find(frame: Frame, slot: number | undefined, read: Run | undefined): Value | undefined {
    return slot === undefined ? read?.(frame) : frame[slot];
}

function fieldReaders(context: BodyContext): (name: string) => Run | undefined {
    const { owner, isStatic } = context;
    const at = owner.declaration;
    return (name) => {
        const variable = owner.variable(name);
        if (!variable || (isStatic && !variable.isStatic)) return undefined;
        return readVariable(variable, at);
    };
}
