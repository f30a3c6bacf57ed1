/** Exceptions of Apex while they fly. */
import { exceptionType, type ExceptionName } from '../types/exceptions.ts';
import type { Type } from '../types/type.ts';
import { ObjectValue, type Value } from './values.ts';
import { currentLine, traceNow } from './vm.ts';

/** An exception of the platform or of the program. */
export class ExceptionValue extends ObjectValue {
    message: string | null = null;
    cause: ExceptionValue | null = null;
    /** Programs do not see the message; the client to whom it is sent does. */
    isMessageHidden = false;
    /** Where it was thrown; absent before. */
    trace: string | undefined;
    line = 0;
    /** What exceptions of DML tell of each record. */
    failures: readonly DmlFailure[] = [];
    /** What getInaccessibleFields of a QueryException or NoAccessException gives. */
    details: Value = null;

    constructor(type: Type, fieldCount: number, message: string | null = null) {
        super(type, fieldCount);
        this.message = message;
    }

    /** The message as programs see it. */
    get shownMessage(): string {
        return this.isMessageHidden ? NO_MESSAGE : (this.message ?? NO_MESSAGE);
    }

    /** Notes where it is thrown, the first time. */
    mark(): this {
        if (this.trace === undefined) {
            this.line = currentLine();
            this.trace = traceNow();
        }
        return this;
    }
}

const NO_MESSAGE = 'Script-thrown exception';

/** What failed of one record in a DML statement. */
export interface DmlFailure {
    /** Its place in the list. */
    readonly index: number;
    readonly id: string | null;
    readonly statusCode: string;
    readonly message: string;
    readonly fields: readonly string[];
}

/** Carries an exception of Apex up to the one who catches it. */
export class Thrown extends Error {
    readonly exception: ExceptionValue;

    constructor(exception: ExceptionValue) {
        super(exception.message ?? '');
        this.exception = exception;
    }
}

/** Makes an exception of the platform that is ready to be thrown. */
export function exception(name: ExceptionName, message: string): Thrown {
    const type = exceptionType(name);
    if (!type) throw new Error(`no exception ${name}`);
    return new Thrown(new ExceptionValue(type, 0, message).mark());
}

/** Something was asked of null. */
export function nullPointer(): Thrown {
    return exception('NullPointerException', 'Attempt to de-reference a null object');
}

/** A function of the library was given null for an argument that it needs. */
export function nullArgument(): Thrown {
    return exception('NullPointerException', 'Argument cannot be null.');
}

/** The library has this, this runtime does not; no program can catch it, so that no test passes by it. */
export class NotSupported extends Error {
    constructor(what: string) {
        super(`not supported: ${what}`);
        this.name = 'NotSupported';
    }
}

/** JavaScript's stack has come to its end, as it does where a program calls itself without end. */
export function isStackOverflow(error: unknown): boolean {
    return error instanceof RangeError && /call stack/i.test(error.message);
}

/** What an org says of a program that calls itself without end. */
export function stackOverflow(): Thrown {
    return exception('LimitException', 'Maximum stack depth reached: 1001');
}
