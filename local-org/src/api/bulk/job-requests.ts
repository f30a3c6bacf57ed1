/** Bodies that make and change jobs of Bulk API 2.0 (developer guide, "Create a Job", "Create a Query Job"). */
import { DELIMITERS, LINE_ENDINGS, type CsvFormat } from '../../org/bulk/csv.ts';
import { BulkError } from '../../org/bulk/errors.ts';
import { INGEST_OPERATIONS, QUERY_OPERATIONS, type JobSettings } from '../../org/bulk/job.ts';
import { malformed } from '../http/errors.ts';
import { asObject } from '../http/json.ts';

const COMMON = ['operation', 'contentType', 'columnDelimiter', 'lineEnding', 'concurrencyMode'];

/** @throws OrgError when the body is no JSON object */
export function readObject(text: string): Record<string, unknown> {
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch (error) {
        throw malformed(error instanceof Error ? error.message : 'invalid JSON');
    }
    return asObject(value);
}

/**
 * What a new ingest job is to be.
 * @throws OrgError JSON_PARSER_ERROR for names and values that there are not, BulkError INVALIDJOB for what is missing
 */
export function ingestSettings(body: Record<string, unknown>, apiVersion: number): JobSettings {
    checkNames(body, [...COMMON, 'object', 'externalIdFieldName', 'assignmentRuleId']);
    if (body['assignmentRuleId'] !== undefined)
        throw new BulkError('FeatureNotEnabled', 'Assignment rules are not supported in this org');
    const key = text(body, 'externalIdFieldName');
    return {
        ...common(body, apiVersion),
        type: 'V2Ingest',
        operation: required(oneOf(body, 'operation', INGEST_OPERATIONS), 'operation'),
        object: required(text(body, 'object'), 'object'),
        ...(key === undefined ? {} : { externalIdFieldName: key }),
    };
}

/** What a new query job is to be. */
export function querySettings(body: Record<string, unknown>, apiVersion: number): JobSettings {
    checkNames(body, [...COMMON, 'query']);
    return {
        ...common(body, apiVersion),
        type: 'V2Query',
        operation: required(oneOf(body, 'operation', QUERY_OPERATIONS), 'operation'),
        object: '',
        query: required(text(body, 'query'), 'query'),
    };
}

/** The state that a job is to take. @throws OrgError when the body says something else */
export function wantedState<T extends string>(body: Record<string, unknown>, states: readonly T[]): T {
    checkNames(body, ['state']);
    return required(oneOf(body, 'state', states), 'state');
}

function common(
    body: Record<string, unknown>,
    apiVersion: number,
): CsvFormat & Pick<JobSettings, 'concurrencyMode' | 'apiVersion'> {
    oneOf(body, 'contentType', ['CSV']);
    return {
        columnDelimiter: oneOf(body, 'columnDelimiter', keysOf(DELIMITERS)) ?? 'COMMA',
        lineEnding: oneOf(body, 'lineEnding', keysOf(LINE_ENDINGS)) ?? 'LF',
        concurrencyMode: oneOf(body, 'concurrencyMode', ['Parallel', 'Serial']) ?? 'Parallel',
        apiVersion,
    };
}

function keysOf<T extends object>(object: T): (keyof T & string)[] {
    return Object.keys(object) as (keyof T & string)[];
}

function checkNames(body: Record<string, unknown>, known: readonly string[]): void {
    const unknown = Object.keys(body).find((name) => !known.includes(name));
    if (unknown !== undefined) throw malformed(`Unrecognized field "${unknown}"`);
}

function text(body: Record<string, unknown>, name: string): string | undefined {
    const value = body[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'string') throw malformed(`${name} must be a text`);
    return value;
}

function oneOf<T extends string>(body: Record<string, unknown>, name: string, values: readonly T[]): T | undefined {
    const given = text(body, name);
    if (given === undefined) return undefined;
    const found = values.find((value) => value === given);
    if (found === undefined) throw malformed(`${given} is no value of ${name}: ${values.join(', ')}`);
    return found;
}

function required<T>(value: T | undefined, name: string): T {
    if (value === undefined || value === '') throw new BulkError('InvalidJob', `${name} must be given`);
    return value;
}
