/** Fields, parents and children of records. Source: Apex developer guide, "Working with sObjects". */
import { CompileError } from '../errors.ts';
import type { DotExpression, Position } from '../parse/ast.ts';
import { readField, readParent, readChildren, writeField, writeParent } from '../run/records.ts';
import type { SObjectValue } from '../run/sobject.ts';
import { nullPointer } from '../run/exceptions.ts';
import type { Value } from '../run/values.ts';
import { ID, type Type } from '../types/type.ts';
import { recordMember, type RecordMember } from '../types/fields.ts';
import { fieldToken, objectToken } from '../library/tokens.ts';
import { chained } from './chains.ts';
import { constant, type Code } from './code.ts';
import type { BodyContext } from './context.ts';
import type { Named } from './names.ts';
import type { Place } from './variables.ts';

/** `record.Field`, `record.Parent__r`, `record.Children__r`. @throws CompileError when the object has none */
export function recordMemberOf(context: BodyContext, target: Code, { name, safe, ...at }: DotExpression): Named {
    const member = memberNamed(context, target.type, name, at);
    const run = chained(target.run, safe, (self) => readMember(self as SObjectValue, member));
    return { kind: 'value', code: { type: member.type, run }, place: () => placeOf(context, target, member, at) };
}

function memberNamed(context: BodyContext, type: Type, name: string, at: Position): RecordMember {
    const found = recordMember(context.program.schema, type, name);
    if (found) return found;
    if (!type.object && name.toLowerCase() === 'id') return { kind: 'field', field: ANY_ID, type: ID };
    if (!type.object) throw new CompileError(`Variable does not exist: ${name}`, at);
    if (name.toLowerCase().endsWith('__r'))
        throw new CompileError(`Invalid relationship ${name} for SObject ${type.name}`, at);
    throw new CompileError(`Variable does not exist: ${name}`, at);
}

/** `Id` of a record of any object. */
const ANY_ID = { name: 'Id' } as Extract<RecordMember, { kind: 'field' }>['field'];

function readMember(record: SObjectValue, member: RecordMember): Value {
    if (member.kind === 'field') return readField(record, member.field);
    if (member.kind === 'parent') return readParent(record, member.name, member.field);
    return readChildren(record, member.name, member.type);
}

function placeOf(context: BodyContext, target: Code, member: RecordMember, at: Position): Place {
    if (member.kind === 'children') throw new CompileError(`Field is not writeable: ${member.name}`, at);
    const temporary = context.temporary();
    const { type } = member;
    const self = (frame: readonly Value[]): SObjectValue => {
        const value = frame[temporary] as SObjectValue | null;
        if (value === null) throw nullPointer();
        return value;
    };
    return {
        type,
        prepare: (frame) => {
            frame[temporary] = target.run(frame);
        },
        read: (frame) => readMember(self(frame), member),
        write: (frame, value) => {
            if (member.kind === 'field') writeField(self(frame), member.field, value);
            else writeParent(self(frame), member.name, value as SObjectValue | null);
        },
    };
}

/** `Account.Name` and `Account.SObjectType`: tokens of fields and objects. */
export function sobjectStatic(context: BodyContext, type: Type, name: string, at: Position): Named | undefined {
    const { object } = type;
    if (!object) return undefined;
    if (name.toLowerCase() === 'sobjecttype') return value(constant(...objectToken(object)));
    const member = recordMember(context.program.schema, type, name);
    if (!member) throw new CompileError(`Variable does not exist: ${name}`, at);
    if (member.kind === 'field') return value(constant(...fieldToken(object, member.field)));
    return undefined;
}

function value(code: Code): Named {
    return { kind: 'value', code };
}
