/** Functions about the change of a record: ISCHANGED, PRIORVALUE, ISNEW, ISCLONE. */
import { FormulaError, illegalType } from '../errors.ts';
import { Decimal } from '../numbers.ts';
import type { CallSite, FieldRef, FormulaUse, FunctionSpec, Run, TypedCall, Value } from '../types.ts';
import { fieldReader } from '../values.ts';
import { CHANGE_USES, ambient, argumentOf, checkCount, special } from './define.ts';

/** ISNEW() is not there for approvals. */
const NEW_USES: ReadonlySet<FormulaUse> = new Set([
    'validationRule',
    'fieldUpdate',
    'workflowRule',
    'assignmentRule',
    'flow',
]);

/** The field that PRIORVALUE() and ISCHANGED() are about: one of the record itself. */
function ownField(call: CallSite, specName: string): FieldRef {
    checkCount(call, 1);
    const arg = argumentOf(call, 0);
    if (arg.kind !== 'field') {
        throw illegalType(call.name, call.position);
    }
    if (arg.field.name.includes('.')) {
        const message = `The ${specName} function cannot reference the ${arg.field.name} field.`;
        throw new FormulaError(message, arg.position);
    }
    return arg.field;
}

/** Line breaks of another system are no change, nor are zeros after the point. */
function isSame(before: Value, after: Value): boolean {
    if (typeof before === 'string' && typeof after === 'string') {
        return before === after || before.replaceAll('\r\n', '\n') === after.replaceAll('\r\n', '\n');
    }
    if (before instanceof Decimal && after instanceof Decimal) {
        return before.eq(after);
    }
    const isPlace = typeof before === 'object' && before !== null && typeof after === 'object';
    return isPlace ? JSON.stringify(before) === JSON.stringify(after) : before === after;
}

/** Blank and zero are different here, whatever the formula does with blanks elsewhere. */
function compileIsChanged(call: TypedCall): Run {
    const read = fieldReader(ownField({ ...call, name: 'ISCHANGED' }, 'ISCHANGED'));
    return ({ record, context }) => {
        if (context.isNew === true || context.prior === undefined) {
            return false;
        }
        return !isSame(read(context.prior), read(record));
    };
}

/** A new record has no prior values: then the function gives the present one. */
function compilePriorValue(call: TypedCall): Run {
    const read = fieldReader(ownField({ ...call, name: 'PRIORVALUE' }, 'PRIORVALUE'));
    return ({ record, context }) =>
        read(context.isNew === true || context.prior === undefined ? record : context.prior);
}

export const CHANGE: readonly FunctionSpec[] = [
    special(
        'ISCHANGED',
        (call) => {
            ownField(call, 'ISCHANGED');
            return 'Boolean';
        },
        compileIsChanged,
        { uses: CHANGE_USES, pure: false },
    ),
    special(
        'PRIORVALUE',
        (call) => {
            ownField(call, 'PRIORVALUE');
            const { type } = argumentOf(call, 0);
            if (type === 'Geolocation') {
                throw illegalType(call.name, call.position);
            }
            return type;
        },
        compilePriorValue,
        { uses: CHANGE_USES, pure: false },
    ),
    ambient('ISNEW', 'Boolean', ({ context }) => context.isNew === true, NEW_USES),
    ambient('ISCLONE', 'Boolean', ({ context }) => context.isClone === true, CHANGE_USES),
];
