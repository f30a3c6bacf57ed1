/** Reads clients' JSON without trusting its shape. */
import type { InputRecord } from '../../dml/input.ts';
import { OrgError } from '../../schema/errors.ts';
import { malformed } from './errors.ts';

/**
 * The body as an object.
 * @throws OrgError JSON_PARSER_ERROR when it is something else
 */
export function asObject(value: unknown, what = 'The request body'): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw malformed(`${what} must be a JSON object`);
    return value as Record<string, unknown>;
}

/** @throws OrgError JSON_PARSER_ERROR when it is no list */
export function asList(value: unknown, what: string): unknown[] {
    if (!Array.isArray(value)) throw malformed(`${what} must be a JSON array`);
    return value;
}

export function asText(value: unknown, what: string): string {
    if (typeof value !== 'string' || value === '') throw new OrgError('MISSING_ARGUMENT', `${what} must be given`);
    return value;
}

/** The type of a record, from its `attributes`. @throws OrgError INVALID_INPUT when it names none */
export function typeOf(record: InputRecord): string {
    const attributes = record['attributes'];
    const type =
        typeof attributes === 'object' && attributes !== null && 'type' in attributes ? attributes.type : undefined;
    if (typeof type !== 'string')
        throw new OrgError('INVALID_INPUT', 'Include an object type in the attributes of each record');
    return type;
}
