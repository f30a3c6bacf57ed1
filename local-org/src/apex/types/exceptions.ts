/** The exceptions of the platform. Source: Apex reference guide, "Exception class and built-in exceptions". */
import { Type } from './type.ts';

/** What all exceptions extend. */
export const EXCEPTION = new Type({ kind: 'class', name: 'Exception', namespace: 'System' });

const NAMES = [
    'AssertException',
    'AsyncException',
    'BigObjectException',
    'CalloutException',
    'DataWeaveScriptException',
    'DmlException',
    'EmailException',
    'ExternalObjectException',
    'FinalException',
    'FlowException',
    'HandledException',
    'IllegalArgumentException',
    'InvalidHeaderException',
    'InvalidParameterValueException',
    'InvalidReadTimeoutException',
    'LimitException',
    'JSONException',
    'ListException',
    'MathException',
    'NoAccessException',
    'NoDataFoundException',
    'NoSuchElementException',
    'NullPointerException',
    'ProcedureException',
    'QueryException',
    'RequiredFeatureMissingException',
    'SearchException',
    'SecurityException',
    'SerializationException',
    'SObjectException',
    'StringException',
    'TouchHandledException',
    'TypeException',
    'UnexpectedException',
    'UnsupportedOperationException',
    'VisualforceException',
    'XmlException',
    'AuraHandledException',
    'CanvasException',
    'EmailTemplateRenderException',
    'FatalCursorException',
    'InvalidReadOnlyUserDmlException',
    'LicenseException',
    'PlatformCacheException',
    'TransientCursorException',
    'WaveTemplateException',
    'InvalidExpressionException',
    'DuplicateMessageException',
] as const;

export type ExceptionName = (typeof NAMES)[number];

const types = new Map<string, Type>(
    NAMES.map((name) => {
        const type = new Type({ kind: 'class', name, namespace: 'System' });
        type.superclass = EXCEPTION;
        return [name.toLowerCase(), type];
    }),
);
types.set('exception', EXCEPTION);

/** A built-in exception by its name in any case. */
export function exceptionType(name: string): Type | undefined {
    return types.get(name.toLowerCase());
}

/** All of them, with Exception itself. */
export function exceptionTypes(): Type[] {
    return [...types.values()];
}
