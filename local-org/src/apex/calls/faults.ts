/** What clients are told of a fault of the program. */
import { CompileError } from '../errors.ts';
import { NotSupported, Thrown, type ExceptionValue } from '../run/exceptions.ts';
import { isKindOf } from '../types/hierarchy.ts';
import { exceptionType } from '../types/exceptions.ts';

/** A fault, as the message of an exception and where it was thrown. */
export interface CallFault {
    /** `System.DmlException`, `Outer.InnerException`. */
    readonly exceptionType: string;
    /** The program has declared the exception. */
    readonly isUserDefined: boolean;
    readonly message: string;
    readonly stackTrace: string;
    readonly exception: ExceptionValue | undefined;
}

/** Reads a fault of the program. @throws what is none: a fault of this org */
export function faultOf(error: unknown): CallFault {
    if (error instanceof Thrown) {
        const { exception } = error;
        return {
            exceptionType: exception.type.fullName,
            isUserDefined: exception.type.namespace === undefined,
            // AuraHandledException hides its message from programs, not from clients
            message: exception.message ?? 'Script-thrown exception',
            stackTrace: exception.trace ?? '',
            exception,
        };
    }
    if (error instanceof NotSupported || error instanceof CompileError)
        return {
            exceptionType: 'System.UnexpectedException',
            isUserDefined: false,
            message: error.message,
            stackTrace: '',
            exception: undefined,
        };
    throw error;
}

/** Whether an exception is of a type of the platform, or extends it. */
export function isOf({ exception }: CallFault, name: 'DmlException' | 'AuraHandledException'): boolean {
    const type = exceptionType(name);
    return exception !== undefined && type !== undefined && isKindOf(exception.type, type);
}
