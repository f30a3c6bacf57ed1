/** Objects of the Tooling API whose records are not written as rows: what a write of theirs does. */
import type { InputRecord } from '../../dml/input.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Org } from '../org.ts';
import type { SaveResult } from '../records.ts';
import type { Session } from '../session.ts';

/** A write, with what it needs. */
export interface OwnWrite {
    readonly org: Org;
    readonly session: Session;
    readonly object: ObjectType;
    /** Brings the rows in step with the metadata, which has changed. */
    readonly refresh: () => void;
    /** Makes a row, as of any other object. */
    readonly insert: (input: InputRecord) => SaveResult;
}

/** What is absent is refused. */
export interface OwnWrites {
    readonly create?: (write: OwnWrite, input: InputRecord) => SaveResult;
    /** @param id of 18 characters, of a row that is there */
    readonly update?: (write: OwnWrite, id: string, input: InputRecord) => SaveResult;
    readonly remove?: (write: OwnWrite, id: string) => SaveResult;
}

export function succeeded(id: string, created = false): SaveResult {
    return { id, success: true, created, errors: [] };
}

export function refused(statusCode: string, message: string, fields: readonly string[] = []): SaveResult {
    return { success: false, created: false, errors: [{ statusCode, message, fields }] };
}

/** A member of a record, in any case of its name. */
export function memberOf(input: InputRecord, name: string): unknown {
    return Object.entries(input).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** The same, as text; empty when it is none. */
export function textOf(input: InputRecord, name: string): string {
    const value = memberOf(input, name);
    return typeof value === 'string' ? value : '';
}

export function missing(name: string): SaveResult {
    return refused('REQUIRED_FIELD_MISSING', `Required fields are missing: [${name}]`, [name]);
}
