/**
 * Formulas as SQLite expressions, so that formula fields filter and sort inside the database. Columns hold numbers as
 * REAL or INTEGER, dates as `YYYY-MM-DD`, date/times as milliseconds since 1970, checkboxes as 0 and 1, blank as NULL.
 * Only what gives the same value as the evaluation is translated; where that fails at run time, the SQL gives NULL.
 */
import { compileExpression } from './compile.ts';
import { Decimal } from './numbers.ts';
import { TRANSLATORS } from './sql-functions.ts';
import { Untranslatable, fieldNumber, rescaled, scaledColumn, scaledLiteral, type Scaled } from './sql-numbers.ts';
import type { FieldInfo, ReturnType, Typed, TypedCall, Value } from './types.ts';

/** Storage of a result. */
export type SqlType = 'TEXT' | 'REAL' | 'INTEGER';

export interface SqlResult {
    readonly sql: string;
    readonly type: SqlType;
}

export interface SqlOptions {
    /** SQL of the user's date, for TODAY(): a literal or a parameter. */
    readonly today?: string | undefined;
    /** SQL of the moment in milliseconds, for NOW(). */
    readonly now?: string | undefined;
}

export interface TranslationOptions extends SqlOptions {
    readonly columnFor: (path: string) => string | undefined;
    readonly blankAsZero: boolean;
    readonly returnType: ReturnType;
    readonly scale: number | undefined;
}

const MAX_TEXT = 1300;
const NO_FRAME = { record: {}, context: {} };

function isNumberField(info: FieldInfo): boolean {
    return info.type === 'Number' || info.type === 'Currency' || info.type === 'Percent';
}

/** A text literal; SQLite ends texts at a null character. */
function quoteText(text: string): string {
    if (text.includes('\0')) {
        throw new Untranslatable('null character');
    }
    return `'${text.replaceAll("'", "''")}'`;
}

function isConstant(typed: Typed): boolean {
    return typed.kind === 'literal' || (typed.kind === 'call' && typed.spec.pure && typed.args.every(isConstant));
}

/** Translates the expressions of one formula. */
export class Translation {
    readonly options: TranslationOptions;
    /** Conditions that are true or false and never NULL. */
    readonly #definite = new Set<string>();

    constructor(options: TranslationOptions) {
        this.options = options;
    }

    /** Notes a condition that is never NULL. */
    definite(sql: string): string {
        this.#definite.add(sql);
        return sql;
    }

    /** A condition with NULL as false. */
    truth(sql: string): string {
        return this.#definite.has(sql) ? sql : this.definite(`COALESCE(${sql}, 0)`);
    }

    column(typed: Typed): string {
        if (typed.kind !== 'field') {
            throw new Untranslatable('not a field');
        }
        const column = this.options.columnFor(typed.field.path);
        if (column === undefined) {
            throw new Untranslatable(`no column for ${typed.field.path}`);
        }
        return column;
    }

    /** An expression that is no number. */
    expression(typed: Typed): string {
        if (typed.type === 'Number') {
            throw new Untranslatable('a number');
        }
        if (isConstant(typed)) {
            return this.#literal(typed);
        }
        if (typed.kind === 'field') {
            const column = this.column(typed);
            return typed.type === 'Boolean' ? this.truth(column) : column;
        }
        const sql = this.#call(typed as TypedCall);
        if (typeof sql !== 'string') {
            throw new Untranslatable('a number');
        }
        return sql;
    }

    number(typed: Typed): Scaled {
        if (typed.type === 'Null') {
            return { sql: 'NULL', scale: 0, digits: 1 };
        }
        if (isConstant(typed)) {
            const value = this.#value(typed);
            return value instanceof Decimal ? scaledLiteral(value) : { sql: 'NULL', scale: 0, digits: 1 };
        }
        if (typed.kind === 'field') {
            return this.#numberColumn(typed.field.info, this.column(typed));
        }
        const scaled = this.#call(typed as TypedCall);
        if (typeof scaled === 'string') {
            throw new Untranslatable('no number');
        }
        return scaled;
    }

    /** A number column or a constant as it stands, for comparisons that need no arithmetic. */
    storedNumber(typed: Typed): string | undefined {
        if (typed.type === 'Number' && isConstant(typed)) {
            const value = this.#value(typed);
            return value instanceof Decimal && value.precision() <= 15 ? value.toFixed() : undefined;
        }
        if (typed.kind !== 'field' || typed.field.info.type === 'Percent' || typed.type !== 'Number') {
            return undefined;
        }
        const column = this.column(typed);
        return this.options.blankAsZero ? `COALESCE(${column}, 0)` : column;
    }

    #numberColumn(info: FieldInfo, column: string): Scaled {
        const scaled = scaledColumn(column, info.precision, info.scale);
        // 10 % is stored as 10 and counts as 0.10
        const value =
            info.type === 'Percent' ? { ...scaled, scale: scaled.scale + 2, digits: scaled.digits + 2 } : scaled;
        return this.options.blankAsZero ? { ...value, sql: `COALESCE(${value.sql}, 0)` } : value;
    }

    #value(typed: Typed): Value {
        try {
            return compileExpression(typed, this.options.blankAsZero)(NO_FRAME);
        } catch {
            throw new Untranslatable('an error');
        }
    }

    #literal(typed: Typed): string {
        const value = this.#value(typed);
        if (value === null) {
            return 'NULL';
        }
        switch (typeof value) {
            case 'string':
                return quoteText(value);
            case 'boolean':
                return value ? '1' : '0';
            case 'number':
                return String(value);
            default:
                throw new Untranslatable('no literal');
        }
    }

    #call(typed: TypedCall): string | Scaled {
        const translate = TRANSLATORS[typed.spec.name];
        if (translate === undefined) {
            throw new Untranslatable(typed.spec.name);
        }
        return translate(typed, this);
    }

    /** The formula's value as its field has it. */
    result(root: Typed): SqlResult {
        const { returnType, scale } = this.options;
        switch (returnType) {
            case 'Checkbox':
                return { sql: this.truth(this.expression(root)), type: 'INTEGER' };
            case 'Number':
            case 'Currency':
            case 'Percent':
                return { sql: this.#numberResult(root, returnType === 'Percent', scale), type: 'REAL' };
            case 'Text':
                return { sql: `substr(${this.expression(root)}, 1, ${MAX_TEXT})`, type: 'TEXT' };
            case 'Date':
                return { sql: this.expression(root), type: 'TEXT' };
            default:
                return { sql: this.expression(root), type: 'INTEGER' };
        }
    }

    #numberResult(root: Typed, asPercent: boolean, scale: number | undefined): string {
        if (root.kind === 'field' && isNumberField(root.field.info)) {
            const { info } = root.field;
            const fits = scale === undefined || (info.scale !== undefined && info.scale <= scale);
            if (fits && (info.type === 'Percent') === asPercent) {
                const column = this.column(root);
                return this.options.blankAsZero ? `COALESCE(${column}, 0)` : column;
            }
        }
        const value = this.number(root);
        if (!asPercent) {
            return fieldNumber(value, scale);
        }
        const hundredfold = rescaled(value, Math.max(2, value.scale));
        return fieldNumber({ ...hundredfold, scale: hundredfold.scale - 2 }, scale);
    }
}

/** The SQL of a formula, or `undefined` when it has none that is exact. */
export function translate(root: Typed, options: TranslationOptions): SqlResult | undefined {
    try {
        return new Translation(options).result(root);
    } catch (error) {
        if (error instanceof Untranslatable) {
            return undefined;
        }
        throw error;
    }
}
