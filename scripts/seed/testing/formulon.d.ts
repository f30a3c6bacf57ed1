declare module 'formulon' {
    export type Literal = { type: 'literal'; dataType: string; value: unknown; options: Record<string, unknown> };
    export type FormulaError = { type: 'error'; errorType: string; message: string };
    /** Evaluates a formula with a value for each of its fields. */
    export function parse(formula: string, values: Record<string, Literal>): Literal | FormulaError;
    /** The fields that a formula names. */
    export function extract(formula: string): string[];
}
