/**
 * Calls of components on a page: static methods with `@AuraEnabled`, each in a transaction of its own.
 * Source: Lightning Web Components developer guide, "Call Apex methods", "Expose Apex methods to Lightning web components".
 */
import { annotatedMethods, annotationOf, says } from '../../../apex/calls/annotations.ts';
import { argumentsFor, toClient } from '../../../apex/calls/client-values.ts';
import { faultOf, isOf, type CallFault } from '../../../apex/calls/faults.ts';
import type { DeclaredMethod, DeclaredType } from '../../../apex/program/declared-type.ts';
import { frameFor, invoke } from '../../../apex/run/invoke.ts';
import { SYNCHRONOUS } from '../../../apex/run/limits.ts';
import { staticsOf } from '../../../apex/run/statics.ts';
import type { Transaction } from '../../../apex/run/transaction.ts';
import { OrgError } from '../../../schema/errors.ts';
import type { Org } from '../../org.ts';
import type { Session } from '../../session.ts';

/** What a component asks for. */
export interface AuraCall {
    /** Name of the class, or its id behind `@udd/`. */
    readonly className: string;
    readonly method: string;
    readonly params: Readonly<Record<string, unknown>>;
    /** Only what cannot change anything is to be called. */
    readonly isReading?: boolean;
}

export type AuraOutcome =
    | { readonly returnValue: unknown; readonly cacheable: boolean }
    /** The body of the error, as components get it. */
    | { readonly error: Readonly<Record<string, unknown>> };

/**
 * Runs a method as a user.
 * @throws OrgError NOT_FOUND when there is none to be called, FORBIDDEN when the user may not call its class
 */
export function callAura(org: Org, session: Session, { className, method, params, isReading }: AuraCall): AuraOutcome {
    const type = classNamed(org, className);
    const found = type && methodNamed(type, method);
    if (!type || !found)
        throw new OrgError('NOT_FOUND', `No apex action available for ${className}.${method}`, { httpStatus: 404 });
    checkAccess(session, type);
    const annotation = annotationOf(found.modifiers, 'auraenabled');
    const cacheable = annotation !== undefined && says(annotation, 'cacheable');
    if (isReading === true && !cacheable)
        throw new OrgError('METHOD_NOT_ALLOWED', 'Only cacheable methods are called by GET', { httpStatus: 405 });
    const prepare = (transaction: Transaction): void => {
        transaction.isSharingDefault = true;
        // the first write of a method that may be cached is one too many
        if (cacheable) transaction.limits.maximum = { ...SYNCHRONOUS, dmlStatements: 0, publishImmediateDml: 0 };
    };
    const run = (): unknown => {
        const args = argumentsFor(found.parameters, params);
        if (type.staticCount > 0) staticsOf(type);
        return toClient(invoke(found.code, frameFor(found.code, null, args)));
    };
    try {
        return { returnValue: org.apex.call(session.userId, run, prepare) ?? null, cacheable };
    } catch (error) {
        return { error: errorBody(faultOf(error)) };
    }
}

/** A class by its name, or by its id. */
function classNamed(org: Org, name: string): DeclaredType | undefined {
    const [, id] = /^@udd\/(\w+)$/.exec(name) ?? [];
    const sql = `SELECT Name FROM "ApexClass" WHERE substr(Id, 1, 15) = ?`;
    const own = id === undefined ? name : org.store.get<{ Name: string }>(sql, [id.slice(0, 15)])?.Name;
    return own === undefined ? undefined : org.apex.compiled.program.declared(own);
}

function methodNamed(type: DeclaredType, name: string): DeclaredMethod | undefined {
    const key = name.toLowerCase();
    return annotatedMethods(type, 'auraenabled').find((one) => one.isStatic && one.name.toLowerCase() === key);
}

/** @throws OrgError FORBIDDEN (403) when neither profile nor permission sets open the class to the user */
export function checkAccess({ permissions }: Session, { type }: DeclaredType): void {
    if (permissions.mayCall((type.outer ?? type).name)) return;
    throw new OrgError('FORBIDDEN', `You do not have access to the Apex class named '${type.name}'.`, {
        httpStatus: 403,
    });
}

function errorBody(fault: CallFault): Readonly<Record<string, unknown>> {
    const { exceptionType, isUserDefined, message, stackTrace, exception } = fault;
    if (isOf(fault, 'DmlException') && exception && exception.failures.length > 0) return dmlBody(exception.failures);
    return { exceptionType, isUserDefinedException: isUserDefined, message, stackTrace };
}

interface Told {
    readonly statusCode: string;
    readonly message: string;
}

/** Of a write that nobody has caught: what is wrong with fields, and what with the whole record. */
function dmlBody(
    failures: readonly { readonly statusCode: string; readonly message: string; readonly fields: readonly string[] }[],
): Readonly<Record<string, unknown>> {
    const fieldErrors: Record<string, Told[]> = {};
    const pageErrors: Told[] = [];
    for (const { statusCode, message, fields } of failures) {
        if (fields.length === 0) pageErrors.push({ statusCode, message });
        for (const field of fields) (fieldErrors[field] ??= []).push({ statusCode, message });
    }
    return { fieldErrors, pageErrors, index: null, duplicateResults: [] };
}
