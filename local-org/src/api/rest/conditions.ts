/** `If-Modified-Since` and `If-Unmodified-Since` (REST API developer guide, "Conditional Request Headers"). */
import { OrgError } from '../../schema/errors.ts';
import type { RestRequest } from './context.ts';

/**
 * Whether the client has the newest already, so that 304 suffices.
 * @param changed when the resource was changed last: milliseconds since 1970
 * @throws OrgError PRECONDITION_FAILED (412) when it was changed after the moment that the client names
 */
export function isUnmodified({ method, headers }: RestRequest, changed: number): boolean {
    const [since, unmodified] = [headers['if-modified-since'], headers['if-unmodified-since']];
    // headers tell whole seconds
    const second = Math.floor(changed / 1000) * 1000;
    if (unmodified !== undefined) {
        const moment = Date.parse(unmodified);
        if (Number.isNaN(moment) && method !== 'GET')
            throw new OrgError('INVALID_INPUT', 'If-Unmodified-Since must be a date and time');
        if (second > moment)
            throw new OrgError('PRECONDITION_FAILED', 'The record was changed since', { httpStatus: 412 });
    }
    // a moment that cannot be read is none, as HTTP has it
    return method === 'GET' && since !== undefined && second <= Date.parse(since);
}
