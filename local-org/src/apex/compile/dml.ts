/** `insert`, `update`, `upsert`, `delete`, `undelete`, `merge`. Source: Apex developer guide, "Apex DML statements". */
import { merge, recordsIn, write } from '../data/dml.ts';
import { CompileError } from '../errors.ts';
import type { DmlStatement } from '../parse/ast.ts';
import type { SObjectValue } from '../run/sobject.ts';
import { nullPointer } from '../run/exceptions.ts';
import { vm } from '../run/vm.ts';
import type { Field } from '../../schema/model.ts';
import type { Type } from '../types/type.ts';
import type { Code } from './code.ts';
import type { BodyContext } from './context.ts';
import { compileExpression } from './expression.ts';
import { NORMAL, type Exec } from './statement.ts';

export function compileDml(context: BodyContext, statement: DmlStatement): Exec {
    const { operation, access: mode, line } = statement;
    const records = compileExpression(context, statement.records);
    checkRecords(records, statement);
    if (operation === 'merge') return compileMerge(context, records, statement);
    const key = statement.externalId === undefined ? undefined : keyField(context, records.type, statement);
    const options = { mode, ...(key ? { key } : {}) };
    const { run } = records;
    return (frame) => {
        vm.lines[vm.depth] = line;
        const value = run(frame);
        vm.lines[vm.depth] = line;
        write(operation, recordsIn(value), options);
        return NORMAL;
    };
}

function checkRecords({ type }: Code, at: DmlStatement): void {
    const of = type.kind === 'list' ? type.element : type;
    if (of.kind === 'sobject') return;
    throw new CompileError(`DML requires SObject or SObject list type: ${type.name}`, at);
}

function keyField(context: BodyContext, type: Type, statement: DmlStatement): Field {
    const name = (statement.externalId ?? '').split('.').at(-1) ?? '';
    const { object } = type.kind === 'list' ? type.element : type;
    const field = object && context.program.schema.field(object, name);
    if (!field) throw new CompileError(`Invalid field for upsert: ${name}`, statement);
    return field;
}

function compileMerge(context: BodyContext, master: Code, statement: DmlStatement): Exec {
    const { second, access, line } = statement;
    if (!second) throw new CompileError('Merge requires two expressions', statement);
    const others = compileExpression(context, second).run;
    return (frame) => {
        vm.lines[vm.depth] = line;
        const record = master.run(frame) as SObjectValue | null;
        if (record === null) throw nullPointer();
        merge(record, others(frame), access);
        return NORMAL;
    };
}
