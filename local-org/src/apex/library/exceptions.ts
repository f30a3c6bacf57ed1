/** Exceptions. Source: Apex reference guide, "Exception class and built-in exceptions", "Common exception methods". */
import { ExceptionValue, exception, type DmlFailure } from '../run/exceptions.ts';
import { EnumValue, ListValue, type Value } from '../run/values.ts';
import { EXCEPTION, exceptionType, exceptionTypes } from '../types/exceptions.ts';
import { membersOf, type NativeFunction } from '../types/members.ts';
import { STRING, listOf } from '../types/type.ts';
import { define, type Signatures } from './define.ts';
import { namedType } from './types.ts';

/** What an exception is made of; they fill an instance that is there already. */
export const constructors: Signatures = {
    '()': () => null,
    '(String?)': (self: ExceptionValue, message: string | null) => {
        self.message = message;
        // until setMessage gives it one of its own, it tells its message to the client alone
        self.isMessageHidden = self.type.base === 'AuraHandledException';
    },
    '(Exception?)': (self: ExceptionValue, cause: ExceptionValue | null) => {
        self.cause = cause;
        self.message = cause?.message ?? null;
    },
    '(String?, Exception?)': (self: ExceptionValue, message: string | null, cause: ExceptionValue | null) => {
        self.message = message;
        self.cause = cause;
    },
};

function failureAt({ failures }: ExceptionValue, at: number): DmlFailure {
    const found = failures[at];
    if (!found) throw exception('ListException', `List index out of bounds: ${String(at)}`);
    return found;
}

function texts(values: readonly string[]): ListValue {
    return new ListValue(listOf(STRING), [...values]);
}

/** The value of `System.StatusCode` for a code of the API. */
export function statusCode(code: string): Value {
    const type = namedType('System.StatusCode');
    const known = (membersOf(type).enumValues?.() ?? []) as readonly EnumValue[];
    return known.find(({ name }) => name === code) ?? new EnumValue(type, code, 0);
}

/** What DmlException tells of each record that failed. */
const dmlMethods: Readonly<Record<string, NativeFunction>> = {
    'Integer getNumDml()': (self: ExceptionValue) => self.failures.length,
    'Integer getDmlIndex(Integer)': (self: ExceptionValue, at: number) => failureAt(self, at).index,
    'String getDmlId(Integer)': (self: ExceptionValue, at: number) => failureAt(self, at).id,
    'String getDmlMessage(Integer)': (self: ExceptionValue, at: number) => failureAt(self, at).message,
    'String getDmlStatusCode(Integer)': (self: ExceptionValue, at: number) => failureAt(self, at).statusCode,
    'System.StatusCode getDmlType(Integer)': (self: ExceptionValue, at: number) =>
        statusCode(failureAt(self, at).statusCode),
    'List<String> getDmlFieldNames(Integer)': (self: ExceptionValue, at: number) => texts(failureAt(self, at).fields),
};

define(
    {
        name: 'Exception',
        type: EXCEPTION,
        isExtensible: true,
        constructors,
        methods: {
            'String getMessage()': (self: ExceptionValue) => self.shownMessage,
            'Exception getCause()': (self: ExceptionValue) => self.cause,
            'String getTypeName()': (self: ExceptionValue) => self.type.fullName,
            'Integer getLineNumber()': (self: ExceptionValue) => (self.trace === undefined ? null : self.line),
            'String getStackTraceString()': (self: ExceptionValue) => self.trace ?? '',
            'void setMessage(String?)': (self: ExceptionValue, message: string | null) => {
                self.message = message;
                self.isMessageHidden = false;
            },
            'void initCause(Exception)': (self: ExceptionValue, cause: ExceptionValue) => {
                if (self.cause) throw exception('UnexpectedException', 'Cause already initialized.');
                self.cause = cause;
            },
            ...dmlMethods,
        },
    },
    ...exceptionTypes()
        .filter((type) => type !== EXCEPTION)
        .map((type) => ({ name: type.name, type, isExtensible: type === exceptionType('Exception'), constructors })),
    {
        name: 'StatusCode',
        kind: 'enum',
        values: [
            'ALL_OR_NONE_OPERATION_ROLLED_BACK',
            'CANNOT_DELETE_LAST_DATED_CONVERSION_RATE',
            'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
            'CANNOT_EXECUTE_FLOW_TRIGGER',
            'DELETE_FAILED',
            'DUPLICATE_EXTERNAL_ID',
            'DUPLICATE_VALUE',
            'DUPLICATES_DETECTED',
            'ENTITY_IS_DELETED',
            'ENTITY_IS_LOCKED',
            'FIELD_CUSTOM_VALIDATION_EXCEPTION',
            'FIELD_FILTER_VALIDATION_EXCEPTION',
            'FIELD_INTEGRITY_EXCEPTION',
            'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
            'INSUFFICIENT_ACCESS_OR_READONLY',
            'INVALID_CROSS_REFERENCE_KEY',
            'INVALID_EMAIL_ADDRESS',
            'INVALID_FIELD',
            'INVALID_FIELD_FOR_INSERT_UPDATE',
            'INVALID_ID_FIELD',
            'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            'INVALID_TYPE_ON_FIELD_IN_RECORD',
            'MALFORMED_ID',
            'MISSING_ARGUMENT',
            'NUMBER_OUTSIDE_VALID_RANGE',
            'REQUIRED_FIELD_MISSING',
            'STRING_TOO_LONG',
            'UNABLE_TO_LOCK_ROW',
            'UNKNOWN_EXCEPTION',
        ],
    },
);
