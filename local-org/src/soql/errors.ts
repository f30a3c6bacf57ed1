/**
 * The errors that a query may end in, in an org's words.
 *
 * Sources: SOQL and SOSL Reference; the words that it does not give are those that orgs answered in public issue reports
 * (restforce, simple-salesforce, jsforce, SFDX-Data-Move-Utility and others).
 */
import { OrgError } from '../schema/errors.ts';

/** How much of the query around the error an org shows: as many characters to each side, and then whole words. */
const SHOWN = 31;
const DELIMITER = /[\s,]/;
const REFERENCE = 'Please reference your WSDL or the describe call for the appropriate names.';

/** Where something stands in the text of a query, counted in characters from its start. */
export type Offset = number;

/**
 * An error that shows where in the query it is.
 * @param source the whole text of the query
 */
export function located(code: string, source: string, offset: Offset, message: string): OrgError {
    return new OrgError(code, `${excerpt(source, offset)}${message}`);
}

/** Like the other errors: the part of the query around it, a caret below its place, row and column, a message. */
function excerpt(source: string, offset: Offset): string {
    const before = source.slice(0, offset);
    const row = before.split('\n').length;
    const column = offset - (before.lastIndexOf('\n') + 1) + 1;
    const start = wordStart(source, offset);
    const shown = source.slice(start, wordEnd(source, offset)).replace(/\s/g, ' ');
    const caret = ' '.repeat(offset - start);
    return `\n${shown}\n${caret}^\nERROR at Row:${String(row)}:Column:${String(column)}\n`;
}

function wordStart(source: string, offset: Offset): number {
    let start = Math.max(0, offset - SHOWN);
    if (DELIMITER.test(source.charAt(start))) while (start < offset && DELIMITER.test(source.charAt(start))) start++;
    else while (start > 0 && !DELIMITER.test(source.charAt(start - 1))) start--;
    return start;
}

function wordEnd(source: string, offset: Offset): number {
    let end = Math.min(source.length, offset + SHOWN + 1);
    if (DELIMITER.test(source.charAt(end - 1))) while (end > offset && DELIMITER.test(source.charAt(end - 1))) end--;
    else while (end < source.length && !DELIMITER.test(source.charAt(end))) end++;
    return end;
}

/** The query does not follow the grammar. */
export function unexpectedToken(source: string, offset: Offset, token: string): OrgError {
    if (token === '<EOF>') return new OrgError('MALFORMED_QUERY', `unexpected token: '<EOF>'`);
    return located('MALFORMED_QUERY', source, offset, `unexpected token: '${token}'`);
}

/** The query follows the grammar, but says something that makes no sense. */
export function malformed(message: string): OrgError {
    return new OrgError('MALFORMED_QUERY', message);
}

/** There is no such field, or the user may not read it. */
export function noSuchColumn(source: string, offset: Offset, column: string, entity: string): OrgError {
    return located(
        'INVALID_FIELD',
        source,
        offset,
        `No such column '${column}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append ` +
            `the '__c' after the custom field name. ${REFERENCE}`,
    );
}

/** There is no such object, or the user may not read it. */
export function noSuchObject(source: string, offset: Offset, name: string): OrgError {
    return located(
        'INVALID_TYPE',
        source,
        offset,
        `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the ` +
            `'__c' after the entity name. ${REFERENCE}`,
    );
}

/** There is no such parent, or the user may not read it or the field that refers to it. */
export function noSuchParent(source: string, offset: Offset, name: string): OrgError {
    return located('INVALID_FIELD', source, offset, noSuchRelationship(name, 'field path'));
}

/** There is no such list of children, or the user may not read them. */
export function noSuchChildren(source: string, offset: Offset, name: string): OrgError {
    return located('INVALID_TYPE', source, offset, noSuchRelationship(name, 'FROM part of query call'));
}

function noSuchRelationship(name: string, place: string): string {
    return (
        `Didn't understand relationship '${name}' in ${place}. If you are attempting to use a custom relationship, be sure ` +
        `to append the '__r' after the custom relationship name. ${REFERENCE}`
    );
}

/** The field cannot be used in this way, such as a long text area in a filter. */
export function fieldCannot(
    source: string,
    offset: Offset,
    field: string,
    be: 'filtered' | 'sorted' | 'grouped',
): OrgError {
    return located('INVALID_FIELD', source, offset, `field '${field}' can not be ${be} in a query call`);
}

/** The value is of another type than the field. */
export function wrongValueType(source: string, offset: Offset, field: string, type: string, quotes: boolean): OrgError {
    const message =
        `value of filter criterion for field '${field}' must be of type ${type} and should ` +
        `${quotes ? '' : 'not '}be enclosed in quotes`;
    return located('INVALID_FIELD', source, offset, message);
}

/** Fields of the type take no such operator. */
export function invalidOperator(source: string, offset: Offset, type: string): OrgError {
    return located('INVALID_QUERY_FILTER_OPERATOR', source, offset, `invalid operator on ${type} field`);
}
