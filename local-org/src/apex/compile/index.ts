/** From sources to a program that runs. */
import type { Schema } from '../../schema/schema.ts';
import { CompileError } from '../errors.ts';
import '../library/index.ts';
import { parseAnonymous, parseClass, parseTrigger } from '../parse/declarations.ts';
import { keptTree } from '../parse/kept-trees.ts';
import type { Coverage } from '../program/coverage.ts';
import { declareMembers, declareTypes, linkAncestors, withInner } from '../program/declare.ts';
import { Body, DeclaredType } from '../program/declared-type.ts';
import { Program } from '../program/program.ts';
import { frameFor, invoke } from '../run/invoke.ts';
import { ObjectValue } from '../run/values.ts';
import { VOID, sobjectOf } from '../types/type.ts';
import { compileBodies, fill, refuseBodies, type Report } from './bodies.ts';
import { BodyContext } from './context.ts';
import { checkOverrides } from './overrides.ts';

export interface ClassSource {
    /** Of its file. */
    readonly name: string;
    readonly source: string;
}

export interface Compiled {
    readonly program: Program;
    /** All faults; what has one cannot be used. */
    readonly errors: readonly CompileError[];
}

/** Compiles classes together. @param coverage is told which lines run */
export function compileProgram(schema: Schema, sources: readonly ClassSource[], coverage?: Coverage): Compiled {
    const program = new Program(schema, coverage);
    const errors: CompileError[] = [];
    const declared: DeclaredType[] = [];
    for (const { name, source } of sources) {
        attempt(errors, name, () => {
            const declaration = keptTree('class', source, () => parseClass(source));
            if (declaration.name.toLowerCase() !== name.toLowerCase())
                throw new CompileError(`File name mismatch with class name: ${declaration.name}`, declaration);
            const type = declareTypes(declaration);
            program.add(type);
            declared.push(...withInner(type));
        });
    }
    compileTypes(program, declared, errors);
    return { program, errors };
}

function attempt(errors: CompileError[], unit: string, act: () => void): boolean {
    try {
        act();
        return true;
    } catch (error) {
        if (!(error instanceof CompileError)) throw error;
        error.unit = unit;
        errors.push(error);
        return false;
    }
}

/** Links, declares and compiles types that are in the program by name. */
function compileTypes(program: Program, declared: readonly DeclaredType[], errors: CompileError[]): void {
    const unitOf = (type: DeclaredType): string => (type.outer ? unitOf(type.outer) : type.declaration.name);
    for (const type of declared)
        attempt(errors, unitOf(type), () => {
            linkAncestors(program, type);
        });
    const done = new Set<DeclaredType>();
    for (const type of declared) declareWithAncestors(program, type, done, errors, unitOf);
    const broken = new Map(errors.map((error) => [error.unit, error]));
    for (const type of declared) {
        const unit = unitOf(type);
        const fault = broken.get(unit);
        if (fault) {
            refuseBodies(type, fault);
            continue;
        }
        const report: Report = (error) => {
            error.unit = unit;
            errors.push(error);
        };
        checkOverrides(type, report);
        compileBodies(program, type, report);
    }
}

/** A class's fields come after those of its superclass. */
function declareWithAncestors(
    program: Program,
    type: DeclaredType,
    done: Set<DeclaredType>,
    errors: CompileError[],
    unitOf: (type: DeclaredType) => string,
): void {
    if (done.has(type)) return;
    done.add(type);
    const above = type.type.superclass?.members;
    if (above instanceof DeclaredType) declareWithAncestors(program, above, done, errors, unitOf);
    attempt(errors, unitOf(type), () => {
        declareMembers(program, type);
    });
}

/**
 * Compiles statements that run by themselves, with what they declare.
 * @returns runs them, in the transaction that is running
 * @throws CompileError at the first fault
 */
export function compileAnonymous(program: Program, source: string): () => void {
    const { members, body } = parseAnonymous(source);
    const owner = declareTypes(members);
    const errors: CompileError[] = [];
    compileTypes(program, [...withInner(owner)], errors);
    const [first] = errors;
    if (first) throw first;
    const context = new BodyContext({ program, owner, isStatic: false, returns: VOID });
    const code = new Body('AnonymousBlock', 0, 'with');
    context.begin([], body);
    fill(code, context, body, body);
    return () => {
        invoke(code, frameFor(code, new ObjectValue(owner.type, owner.slots.length), []));
    };
}

/** A trigger that is ready to run. */
export interface CompiledTrigger {
    readonly name: string;
    readonly object: string;
    readonly events: ReadonlySet<string>;
    readonly run: () => void;
}

/**
 * Compiles a trigger.
 * @param fileName without ending
 * @throws CompileError at the first fault
 */
export function compileTrigger(program: Program, source: string, fileName: string): CompiledTrigger {
    const declaration = keptTree('trigger', source, () => parseTrigger(source));
    const { name, object, body, members } = declaration;
    if (name.toLowerCase() !== fileName.toLowerCase())
        throw new CompileError(`File name mismatch with trigger name: ${name}`, declaration);
    const found = program.schema.object(object);
    if (!found) throw new CompileError(`SObject type does not exist: ${object}`, declaration);
    const owner = declareTypes(members);
    const errors: CompileError[] = [];
    compileTypes(program, [...withInner(owner)], errors);
    const [first] = errors;
    if (first) throw first;
    const context = new BodyContext({ program, owner, isStatic: false, returns: VOID, trigger: sobjectOf(found) });
    // triggers run without sharing, whoever has written
    const code = new Body(`Trigger.${name}`, 0, 'without');
    context.begin([], body);
    fill(code, context, body, body);
    const events = new Set(
        declaration.events.map((event) => event.replace(/ (\w)/, (_, letter: string) => letter.toUpperCase())),
    );
    const run = (): void => {
        invoke(code, frameFor(code, new ObjectValue(owner.type, owner.slots.length), []));
    };
    return { name, object: found.name, events, run };
}
