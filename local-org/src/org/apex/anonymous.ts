/** Runs statements that a client sends, and tells how that went (Tooling API reference, "executeAnonymous"). */
import { CompileError } from '../../apex/errors.ts';
import { NotSupported, Thrown } from '../../apex/run/exceptions.ts';
import { exceptionText } from '../../apex/run/text.ts';
import type { LogLine } from '../../apex/run/transaction.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';

export interface AnonymousResult {
    /** Of the fault; -1 when there is none. */
    readonly line: number;
    readonly column: number;
    readonly compiled: boolean;
    readonly success: boolean;
    readonly compileProblem: string | null;
    readonly exceptionMessage: string | null;
    readonly exceptionStackTrace: string | null;
}

const SUCCESS: AnonymousResult = {
    line: -1,
    column: -1,
    compiled: true,
    success: true,
    compileProblem: null,
    exceptionMessage: null,
    exceptionStackTrace: null,
};

/**
 * Runs statements as a user.
 * @param operation what the client called, for the log of a user who is traced
 * @returns how it went, and the debug log
 * @throws OrgError INSUFFICIENT_ACCESS for who may not author Apex
 */
export function executeAnonymous(
    org: Org,
    session: Session,
    source: string,
    operation: string,
): { result: AnonymousResult; log: string } {
    if (!session.permissions.has('AuthorApex'))
        throw new OrgError('INSUFFICIENT_ACCESS', 'insufficient access rights: Author Apex is required', {
            httpStatus: 403,
        });
    const start = performance.now();
    const lines: LogLine[] = [];
    let result = SUCCESS;
    try {
        org.apex.runAnonymous(session.userId, source, (line) => lines.push(line));
    } catch (error) {
        result = failureOf(error);
    }
    const log = debugLog(source, lines, result, org.now());
    const failure = result.compileProblem ?? result.exceptionMessage;
    org.tooling.logs.keep(session, {
        operation,
        log,
        ...(failure === null ? {} : { failure }),
        milliseconds: Math.round(performance.now() - start),
    });
    return { result, log };
}

function failureOf(error: unknown): AnonymousResult {
    if (error instanceof Thrown) {
        const { line, trace = '' } = error.exception;
        const exceptionMessage = exceptionText(error.exception);
        return { ...SUCCESS, line, column: 1, success: false, exceptionMessage, exceptionStackTrace: trace };
    }
    if (error instanceof CompileError) {
        const { line, column, message, unit } = error;
        const compileProblem = unit === '' ? message : `${unit}: ${message}`;
        return { ...SUCCESS, line, column, compiled: false, success: false, compileProblem };
    }
    if (error instanceof NotSupported)
        return {
            ...SUCCESS,
            line: 1,
            column: 1,
            success: false,
            exceptionMessage: error.message,
            exceptionStackTrace: '',
        };
    throw error;
}

/** The log as `sf apex run` shows it: what was run, and the lines of `System.debug`. */
function debugLog(source: string, lines: readonly LogLine[], result: AnonymousResult, now: number): string {
    const time = new Date(now).toISOString().slice(11, 21);
    const event = (text: string): string => `${time} (0)|${text}`;
    return [
        'APEX_CODE,DEBUG',
        ...source.split(/\r?\n/).map((line) => `Execute Anonymous: ${line}`),
        event('EXECUTION_STARTED'),
        event('CODE_UNIT_STARTED|[EXTERNAL]|execute_anonymous_apex'),
        ...lines.map(({ level, line, text }) => event(`USER_DEBUG|[${String(line)}]|${level}|${text}`)),
        ...(result.exceptionMessage === null
            ? []
            : [event(`FATAL_ERROR|${result.exceptionMessage}\n\n${result.exceptionStackTrace ?? ''}`)]),
        event('CODE_UNIT_FINISHED|execute_anonymous_apex'),
        event('EXECUTION_FINISHED'),
    ].join('\n');
}
