/** A formula that does not compile, in the words the org itself uses. */
export class FormulaError extends Error {
    /** Offset in the source of the token the error is about. */
    readonly position: number;

    constructor(message: string, position = 0) {
        super(message);
        this.name = 'FormulaError';
        this.position = position;
    }
}

/** What a formula field shows instead of a value. */
export type ErrorDisplay = '#Error!' | '#Too Big!';

/** A formula that compiles and cannot be evaluated for this record: a division by zero, an impossible date. */
export class FormulaRuntimeError extends Error {
    readonly display: ErrorDisplay;

    constructor(message: string, display: ErrorDisplay = '#Error!') {
        super(message);
        this.name = 'FormulaRuntimeError';
        this.display = display;
    }
}

/** The part of a message that names a function (by its first letter) or an operator. */
export function describe(token: string): string {
    return /^[a-z]/i.test(token) ? `function '${token}()'` : `operator '${token}'`;
}

export function wrongCount(token: string, expected: number, received: number, position: number): FormulaError {
    const message = `Incorrect number of parameters for ${describe(token)}. Expected ${expected}, received ${received}`;
    return new FormulaError(message, position);
}

/** The type that was received is left out of the expected ones: "Expected Date, received Date" helps nobody. */
export function wrongType(
    token: string,
    expected: readonly string[],
    received: string,
    position: number,
): FormulaError {
    const others = expected.filter((type) => type !== received).join(', ');
    const message = `Incorrect parameter type for ${describe(token)}. Expected ${others}, received ${received}`;
    return new FormulaError(message, position);
}

export function illegalType(token: string, position: number): FormulaError {
    return new FormulaError(`Incorrect argument type for ${describe(token)}.`, position);
}

export function unknownField(name: string, position: number): FormulaError {
    return new FormulaError(`Field ${name} does not exist. Check spelling.`, position);
}

export function unknownFunction(name: string, position: number): FormulaError {
    return new FormulaError(`Unknown function ${name}. Check spelling.`, position);
}

export function notAllowedHere(name: string, position: number): FormulaError {
    return new FormulaError(`Function ${name} may not be used in this type of formula`, position);
}

export function picklistNotSupported(name: string, multiple: boolean, position: number): FormulaError {
    const kind = multiple ? 'multi-select picklist' : 'picklist';
    const fields = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} fields`;
    return new FormulaError(
        `Field ${name} is a ${kind} field. ${fields} are only supported in certain functions.`,
        position,
    );
}

/** A documented function that needs something this org does not have. */
export function notSupported(name: string, position: number): FormulaError {
    return new FormulaError(`not supported: ${name}`, position);
}
