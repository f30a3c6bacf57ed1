/** Pages of lists, as clients ask for them. */
import { OrgError } from '../../schema/errors.ts';

/** As far as an org leafs through a list. */
const MAX_OFFSET = 2000;

export interface AskedPage {
    readonly pageSize?: string | number | undefined;
    readonly pageToken?: string | undefined;
}

/**
 * How many records, and from which on.
 * @throws OrgError INVALID_PARAMETER_VALUE for what is no number in its range
 */
export function readPage(
    { pageSize, pageToken }: AskedPage,
    { usual, most }: { usual: number; most: number },
): { pageSize: number; offset: number } {
    return {
        pageSize: readNumber(pageSize, 'pageSize', { usual, least: 1, most }),
        offset: readNumber(pageToken, 'pageToken', { usual: 0, least: 0, most: MAX_OFFSET }),
    };
}

/** A number in a range. @throws OrgError INVALID_PARAMETER_VALUE */
export function readNumber(
    given: string | number | undefined,
    name: string,
    { usual, least, most }: { usual: number; least: number; most: number },
): number {
    if (given === undefined || given === '') return usual;
    const number = Number(given);
    if (Number.isInteger(number) && number >= least && number <= most) return number;
    throw new OrgError('INVALID_PARAMETER_VALUE', `${name} must be a number from ${least} to ${most}`);
}
