/** Compiles all Apex of an org's metadata. */
import { compileProgram, compileTrigger, type CompiledTrigger } from '../../apex/compile/index.ts';
import { CompileError } from '../../apex/errors.ts';
import type { Coverage } from '../../apex/program/coverage.ts';
import type { Program } from '../../apex/program/program.ts';
import { apexSources } from '../../metadata/apex-records.ts';
import type { Catalogue } from '../../metadata/catalogue.ts';
import type { Schema } from '../../schema/schema.ts';

/** What the Apex of a generation of metadata is compiled to. */
export interface CompiledApex {
    readonly program: Program;
    readonly triggers: readonly CompiledTrigger[];
    /** All faults; whatever has one cannot be used. */
    readonly errors: readonly CompileError[];
}

/** @param coverage is told which lines run */
export function compileApex(schema: Schema, catalogue: Catalogue, coverage?: Coverage): CompiledApex {
    const { program, errors } = compileProgram(schema, apexSources(catalogue, 'ApexClass'), coverage);
    const all = [...errors];
    const triggers = apexSources(catalogue, 'ApexTrigger').map(({ name, source }) => {
        try {
            return compileTrigger(program, source, name);
        } catch (error) {
            if (!(error instanceof CompileError)) throw error;
            error.unit = name;
            error.unitKind = 'trigger';
            all.push(error);
            return refusing(name, source, error);
        }
    });
    blameUnreadable(program, all);
    return { program, triggers, errors: all };
}

/** Who speaks of a class that cannot even be read is told what is wrong with that one. */
function blameUnreadable(program: Program, errors: readonly CompileError[]): void {
    const unreadable = new Map(
        errors
            .filter(({ unit, unitKind }) => unitKind === 'class' && !program.declared(unit))
            .map(({ unit, message }) => [unit.toLowerCase(), { unit, message }]),
    );
    if (unreadable.size === 0) return;
    for (const error of errors) {
        const name = /^(?:Invalid type|Variable does not exist): (\w+)/.exec(error.message)?.[1];
        const found = unreadable.get(name?.toLowerCase() ?? '');
        if (found && found.unit !== error.unit) error.message = dependentMessage(found.unit, found.message);
    }
}

/** How what is told of whatever needs a class that does not compile begins. */
export const DEPENDENT = 'Dependent class is invalid and needs recompilation:';

/** What is told of whatever needs a class that does not compile. */
export function dependentMessage(className: string, message: string): string {
    return `${DEPENDENT}\n Class ${className} : ${message}`;
}

/** A trigger that could not be compiled refuses what it would have run for. */
function refusing(name: string, source: string, error: CompileError): CompiledTrigger {
    const [, object = '', events = ''] = /\bon\s+(\w+)\s*\(([^)]*)\)/i.exec(source) ?? [];
    const moments = events
        .toLowerCase()
        .split(',')
        .map((event) => event.trim().replace(/\s+(\w)/, (_, letter: string) => letter.toUpperCase()));
    const run = (): void => {
        throw error;
    };
    return { name, object, events: new Set(moments), run };
}
