/**
 * Values in SQL. A statement is put together from pieces whose order is only known in the end, and pieces may occur more
 * than once; so each value is first a mark in the text, and marks become question marks when the text is complete.
 */
import type { Value } from '../../store/store.ts';
import type { QueryScope } from '../scope.ts';

/** A value that is known when a query is planned, or found out when it runs. */
export type Parameter = Value | ((run: QueryScope) => Value);

/** A complete statement with its values in order. */
export interface Statement {
    readonly sql: string;
    readonly parameters: readonly Parameter[];
}

// characters that Unicode keeps for such uses, and that no text holds
const MARK = /\uFDD0(\d+)\uFDD1/g;

export class Parameters {
    readonly #values: Parameter[] = [];

    /** SQL that stands for a value. */
    mark(value: Parameter): string {
        this.#values.push(value);
        return `\uFDD0${String(this.#values.length - 1)}\uFDD1`;
    }

    /** Takes over SQL that has question marks. */
    adopt({ sql, params }: { readonly sql: string; readonly params: readonly Value[] }): string {
        let next = 0;
        return sql.replace(/\?/g, () => this.mark(params[next++] ?? null));
    }

    /** Completes a statement. */
    statement(sql: string): Statement {
        const parameters: Parameter[] = [];
        const complete = sql.replace(MARK, (_, index: string) => {
            parameters.push(this.#values[Number(index)] ?? null);
            return '?';
        });
        return { sql: complete, parameters };
    }
}

/** The values of a statement for one run. */
export function valuesFor({ parameters }: Statement, run: QueryScope): Value[] {
    return parameters.map((parameter) => (typeof parameter === 'function' ? parameter(run) : parameter));
}

/** Text as a constant in SQL; for names and labels of the schema, not for what clients write. */
export function constant(text: string): string {
    return `'${text.replaceAll("'", "''")}'`;
}
