/** The values that formulas read: of a record, of its formula fields, of the records it refers to, of the user. */
import { findPath } from '../computed/field-info.ts';
import type { EvaluationContext } from '../formula/index.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import type { DmlContext } from './context.ts';
import type { StoredRecord } from './values.ts';

/** A path of a formula, found in the schema: lookups with the objects that they lead to, then a field. */
interface Route {
    readonly steps: readonly { readonly field: string; readonly parent: ObjectType }[];
    readonly owner: ObjectType;
    readonly field: Field;
}

/** Reads values for one batch of records; parents and global variables are read once. */
export class RecordValues {
    readonly #context: DmlContext;
    readonly #parents = new Map<string, StoredRecord | undefined>();
    readonly #globals = new Map<string, unknown>();
    readonly #routes = new Map<ObjectType, Map<string, Route | undefined>>();

    constructor(context: DmlContext) {
        this.#context = context;
    }

    /** A function that reads the paths of a formula for a record. */
    reader(object: ObjectType, record: StoredRecord): (path: string) => unknown {
        const routes = this.#routes.get(object) ?? new Map<string, Route | undefined>();
        this.#routes.set(object, routes);
        return (path) => {
            if (path.startsWith('$')) return this.#global(path);
            let route = routes.get(path);
            if (!route && !routes.has(path)) {
                route = this.#find(object, path);
                routes.set(path, route);
            }
            return route ? this.#read(route, record) : null;
        };
    }

    #find(object: ObjectType, path: string): Route | undefined {
        const found = findPath(this.#context.schema, object, path.split('.'));
        if (!found) return undefined;
        const steps = found.steps.map(({ field, parent }) => ({ field: field.name, parent }));
        return { steps, owner: found.owner, field: found.field };
    }

    #global(path: string): unknown {
        if (!this.#globals.has(path))
            this.#globals.set(path, this.#context.formulas.global(this.#context.formulaUser, path));
        return this.#globals.get(path);
    }

    #read({ steps, owner, field }: Route, record: StoredRecord): unknown {
        let source: StoredRecord | undefined = record;
        for (const step of steps) {
            source = this.#parent(step.parent, source[step.field]);
            if (!source) return null;
        }
        return this.#value(owner, source, field);
    }

    #value(object: ObjectType, record: StoredRecord, field: Field): unknown {
        if (field.formula)
            return this.#context.formulas.field(object, field).evaluate(this.reader(object, record), this.moment());
        if (field.type !== 'location') return record[field.name] ?? null;
        const part = (name: string): unknown => record[field.name.replace(/__c$/, `__${name}__s`)] ?? null;
        const [latitude, longitude] = [part('Latitude'), part('Longitude')];
        return latitude === null || longitude === null ? null : { latitude, longitude };
    }

    #parent(object: ObjectType, id: unknown): StoredRecord | undefined {
        if (typeof id !== 'string') return undefined;
        if (!this.#parents.has(id)) {
            const row = this.#context.store.get(`SELECT * FROM ${quoted(object.name)} WHERE Id = ?`, [id]);
            this.#parents.set(id, row);
        }
        return this.#parents.get(id);
    }

    /** When and where formulas are evaluated. */
    moment(): EvaluationContext {
        return { now: this.#context.now, timeZone: this.#context.timeZone };
    }
}
