/** What the compiler knows where it stands: the class, the method, the variables in sight. */
import { CompileError } from '../errors.ts';
import type { Position, TypeName } from '../parse/ast.ts';
import type { UnitCoverage } from '../program/coverage.ts';
import type { DeclaredType } from '../program/declared-type.ts';
import type { Program } from '../program/program.ts';
import type { Parameter, Variable } from '../types/members.ts';
import { NULL, VOID, type Type } from '../types/type.ts';

export interface Local {
    readonly name: string;
    readonly type: Type;
    readonly slot: number;
    readonly isFinal: boolean;
}

export interface BodySettings {
    readonly program: Program;
    /** Absent in triggers and anonymous blocks without members. */
    readonly owner: DeclaredType;
    readonly isStatic: boolean;
    /** VOID where nothing is returned. */
    readonly returns: Type;
    /** In a trigger: the type of its records. */
    readonly trigger?: Type;
    /** A final field may be given its value here. */
    readonly isInitializing?: boolean;
    /** The property of which this is an accessor. */
    readonly accessorOf?: Variable;
}

export class BodyContext {
    readonly program: Program;
    readonly owner: DeclaredType;
    readonly isStatic: boolean;
    readonly returns: Type;
    readonly isInitializing: boolean;
    readonly accessorOf: Variable | undefined;
    readonly trigger: Type | undefined;
    /** The lines of the class; absent in tests, and where coverage is not measured. */
    readonly coverage: UnitCoverage | undefined;
    /** Where a returned value is; it comes after the parameters. */
    returnSlot = 0;
    /** Loops around the statement: `break` and `continue` need one. */
    loops = 0;
    #scopes: Map<string, Local>[] = [new Map<string, Local>()];
    #next = 1;
    #size = 1;

    constructor({ program, owner, isStatic, returns, isInitializing = false, accessorOf, trigger }: BodySettings) {
        this.program = program;
        this.owner = owner;
        this.isStatic = isStatic;
        this.returns = returns;
        this.isInitializing = isInitializing;
        this.accessorOf = accessorOf;
        this.trigger = trigger;
        this.coverage = this.#isCounted
            ? program.coverage?.unit(trigger ? 'trigger' : 'class', outermost(owner).declaration.name)
            : undefined;
    }

    /** In a test class, which sees what is marked `@TestVisible`. */
    get isTest(): boolean {
        return outermost(this.owner).hasAnnotation('istest');
    }

    /** Tests and anonymous blocks are not. */
    get #isCounted(): boolean {
        const isNamed = this.program.declared(outermost(this.owner).declaration.name) !== undefined;
        return !this.isTest && (isNamed || this.trigger !== undefined);
    }

    /** Slots that a frame needs. */
    get frameSize(): number {
        return this.#size;
    }

    /** Declares the parameters, before anything else is. */
    begin(parameters: readonly Parameter[], at: Position): void {
        for (const { name, type } of parameters) this.declare(name, type, at);
        this.returnSlot = this.temporary();
    }

    /** Compiles something in a scope of its own. */
    scoped<T>(compile: () => T): T {
        const before = this.#next;
        this.#scopes.push(new Map());
        try {
            return compile();
        } finally {
            this.#scopes.pop();
            this.#next = before;
        }
    }

    /** Declares a variable. @throws CompileError when there is one of the name */
    declare(name: string, type: Type, at: Position, isFinal = false): Local {
        if (this.local(name)) throw new CompileError(`Duplicate variable: ${name}`, at);
        if (type === VOID || type === NULL) throw new CompileError(`Invalid type: ${type.name}`, at);
        const made = { name, type, slot: this.temporary(), isFinal };
        this.#scopes.at(-1)?.set(name.toLowerCase(), made);
        return made;
    }

    /** A slot without a name. */
    temporary(): number {
        const slot = this.#next++;
        this.#size = Math.max(this.#size, this.#next);
        return slot;
    }

    /** All variables in sight. */
    locals(): Local[] {
        return this.#scopes.flatMap((scope) => [...scope.values()]);
    }

    local(name: string): Local | undefined {
        const key = name.toLowerCase();
        for (let at = this.#scopes.length - 1; at >= 0; at--) {
            const found = this.#scopes[at]?.get(key);
            if (found) return found;
        }
        return undefined;
    }

    resolve(name: TypeName): Type {
        return this.program.resolve(name, this.owner);
    }
}

function outermost(type: DeclaredType): DeclaredType {
    let found = type;
    while (found.outer) found = found.outer;
    return found;
}
