/** The formulas of a schema: formula fields as values and as SQL, and the conditions of validation rules. */
import {
    compileFormula,
    Decimal,
    FormulaError,
    type CompiledFormula,
    type FieldInfo,
    type FormulaUse,
} from '../formula/index.ts';
import { ComponentFault } from '../metadata/component.ts';
import type { ApprovalCriteria, FieldUpdate } from '../schema/approval-process.ts';
import type { Field, ObjectType, ValidationRule } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store, Value } from '../store/store.ts';
import { findPath, infoOf, returnTypeOf } from './field-info.ts';
import { globalInfo, globalValue, type FormulaUser } from './globals.ts';

/** When and for whom SQL is made. */
export interface FormulaMoment {
    readonly user: FormulaUser;
    readonly now: number;
    /** IANA name of the user's time zone. */
    readonly timeZone: string;
}

/** The statement that a formula becomes a part of. */
export interface FormulaSite {
    /** The SQL of a field reached from the object: the names of lookups' relationships, then the field's. */
    column(path: readonly string[]): string;
    /** The SQL of a value that is only known when the statement runs, such as the user's day. */
    parameter(value: (moment: FormulaMoment) => Value): string;
}

let lastFunction = 0;

export class Formulas {
    readonly #schema: Schema;
    readonly #store: Store;
    readonly #compiled = new Map<Field | ValidationRule, CompiledFormula>();
    readonly #approvals = new Map<ApprovalCriteria | FieldUpdate, CompiledFormula>();
    readonly #defaults = new Map<Field, CompiledFormula>();
    readonly #functions = new Map<Field, string>();

    constructor(schema: Schema, store: Store) {
        this.#schema = schema;
        this.#store = store;
    }

    /**
     * The formula of a field.
     * @throws FormulaError when it is not one, or names a field that does not exist
     */
    field(object: ObjectType, field: Field): CompiledFormula {
        return this.#compile(this.#compiled, field, object, field.formula?.source ?? 'NULL', 'formulaField', {
            returnType: returnTypeOf(field),
            scale: field.type === 'string' ? undefined : field.scale,
            blanksAs: field.formula?.blanksAs,
        });
    }

    /**
     * The condition under which a rule refuses a record.
     * @throws FormulaError when it is not one
     */
    rule(object: ObjectType, rule: ValidationRule): CompiledFormula {
        const options = { returnType: 'Checkbox' } as const;
        return this.#compile(this.#compiled, rule, object, rule.condition, 'validationRule', options);
    }

    /**
     * What a new record holds in a field that the client does not name.
     * @throws FormulaError when it is no formula, or reads fields of the record
     */
    defaultValue(object: ObjectType, field: Field): CompiledFormula {
        const options = { returnType: returnTypeOf(field) };
        return this.#compile(this.#defaults, field, object, field.defaultValue ?? 'NULL', 'defaultValue', options);
    }

    /**
     * The condition of an approval process or of one of its steps.
     * @throws FormulaError when it is not one
     */
    approvalCondition(object: ObjectType, criteria: ApprovalCriteria): CompiledFormula {
        const options = { returnType: 'Checkbox' } as const;
        return this.#compile(this.#approvals, criteria, object, criteria.formula ?? 'TRUE', 'approvalProcess', options);
    }

    /**
     * What a field update makes of its field.
     * @throws FormulaError when it is no formula of the field's type
     */
    fieldUpdate(object: ObjectType, update: FieldUpdate): CompiledFormula {
        const options = { returnType: returnTypeOf(update.field), scale: update.field.scale };
        return this.#compile(this.#approvals, update, object, update.value, 'fieldUpdate', options);
    }

    /**
     * Compiles all formulas, as a deploy does.
     * @throws ComponentFault that names the object, the field or rule, and what is wrong with its formula
     */
    check(): void {
        for (const object of this.#schema.objects) {
            for (const field of object.fields.values())
                ComponentFault.about('CustomField', `${object.name}.${field.name}`, () => {
                    if (field.formula) this.field(object, field);
                    if (field.custom && field.type !== 'boolean' && field.defaultValue)
                        this.defaultValue(object, field);
                });
            for (const rule of object.validationRules)
                ComponentFault.about('ValidationRule', `${object.name}.${rule.name}`, () => this.rule(object, rule));
        }
    }

    #compile<K>(
        compiled: Map<K, CompiledFormula>,
        key: K,
        object: ObjectType,
        source: string,
        context: FormulaUse,
        options: Omit<Parameters<typeof compileFormula>[1], 'fields' | 'context'>,
    ): CompiledFormula {
        const known = compiled.get(key);
        if (known) return known;
        const fields = (path: string[]): FieldInfo | undefined =>
            context === 'defaultValue' && path[0]?.startsWith('$') !== true ? undefined : this.#info(object, path);
        const made = compileFormula(source, { ...options, context, fields });
        compiled.set(key, made);
        return made;
    }

    #info(object: ObjectType, path: readonly string[]): FieldInfo | undefined {
        if (path[0]?.startsWith('$') === true && path[0].toLowerCase() !== '$recordtype')
            return globalInfo(this.#schema, path);
        const normal = path[0]?.toLowerCase() === '$recordtype' ? ['RecordType', ...path.slice(1)] : path;
        const found = findPath(this.#schema, object, normal);
        if (!found) return undefined;
        const names = [...found.steps.map(({ field }) => field.reference?.relationshipName ?? ''), found.field.name];
        return infoOf(found.field, names.join('.'));
    }

    /** The value of a global variable for a user. */
    global(user: FormulaUser, path: string): unknown {
        return globalValue(this.#store, this.#schema, user, path);
    }

    /**
     * A formula field as a SQL expression: translated where that gives the same value, else a call of the evaluation.
     * @param site the statement that the expression becomes a part of
     */
    sql(object: ObjectType, field: Field, site: FormulaSite): string {
        const formula = this.field(object, field);
        const columnFor = (path: string): string =>
            path.startsWith('$')
                ? site.parameter((moment) => toColumn(this.global(moment.user, path)))
                : site.column(path.split('.'));
        const today = (): string => site.parameter((moment) => localDate(moment));
        const now = (): string => site.parameter((moment) => moment.now);
        const moments = {
            ...(/\bTODAY\b/i.test(formula.source) ? { today: today() } : {}),
            ...(/\bNOW\b/i.test(formula.source) ? { now: now() } : {}),
        };
        const translated = formula.toSql(columnFor, moments);
        if (translated) return `(${translated.sql})`;
        const timeZone = site.parameter((moment) => moment.timeZone);
        const args = formula.referencedPaths.map((path) => columnFor(path));
        return `${this.#function(field, formula)}(${[now(), timeZone, ...args].join(', ')})`;
    }

    /** A function of SQL that evaluates the formula: the moment and time zone, then a value for each path. */
    #function(field: Field, formula: CompiledFormula): string {
        const known = this.#functions.get(field);
        if (known !== undefined) return known;
        // the functions of a schema that was not taken over in the end must not take the place of these
        const name = `formula_${String((lastFunction += 1))}`;
        const places = new Map(formula.referencedPaths.map((path, index) => [path, index]));
        this.#store.defineFunction(name, (now, timeZone, ...values) => {
            const read = (path: string): unknown => values[places.get(path) ?? -1] ?? null;
            return evaluated(() => formula.evaluate(read, { now: Number(now), timeZone: String(timeZone) }));
        });
        this.#functions.set(field, name);
        return name;
    }
}

/** What the org shows as `#Error!` is blank to a query. */
function evaluated(evaluate: () => unknown): Value {
    try {
        return toColumn(evaluate());
    } catch (error) {
        if (error instanceof FormulaError) throw error;
        return null;
    }
}

/** A formula's value as a column holds it. */
export function toColumn(value: unknown): Value {
    if (value === null || value === undefined) return null;
    if (typeof value === 'boolean') return value ? 1 : 0;
    if (typeof value === 'string' || typeof value === 'number') return value;
    return value instanceof Decimal ? value.toNumber() : null;
}

/** Formats of the day by time zone: making one takes as long as some hundred texts. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** The user's day. */
export function localDate({ now, timeZone }: Pick<FormulaMoment, 'now' | 'timeZone'>): string {
    let format = dayFormats.get(timeZone);
    if (!format) {
        format = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
        dayFormats.set(timeZone, format);
    }
    return format.format(now);
}

/** A value written into SQL. */
export function sqlLiteral(value: unknown): string {
    const column = toColumn(value);
    if (column === null) return 'NULL';
    return typeof column === 'string' ? `'${column.replaceAll("'", "''")}'` : String(Number(column));
}
