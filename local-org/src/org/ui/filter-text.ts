/** Filters of lists, which clients write as GraphQL does: `{ and: [{ City__c: { eq: "Gent" } }] }`. */
import { GraphQLError, parseValue, valueFromASTUntyped } from 'graphql';
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { filterSoql } from './filters.ts';
import type { UiContext } from './ui-context.ts';

/** Longer ones are not read; deeper ones would only exhaust the stack. */
const MAX_LENGTH = 20_000;
const MAX_TOKENS = 2000;

/**
 * The condition of a filter as SOQL; empty without one.
 * @throws OrgError INVALID_FILTER when it cannot be read, INVALID_FIELD when it names what there is not
 */
export function filterText(ui: UiContext, object: ObjectType, text: string | undefined): string {
    if (text === undefined || text.trim() === '') return '';
    if (text.length > MAX_LENGTH) throw invalid('it is too long');
    return filterSoql(ui, object, read(text));
}

function read(text: string): unknown {
    try {
        return valueFromASTUntyped(parseValue(text, { maxTokens: MAX_TOKENS }));
    } catch (error) {
        if (error instanceof GraphQLError) throw invalid(error.message);
        throw error;
    }
}

function invalid(reason: string): OrgError {
    return new OrgError('INVALID_FILTER', `The filter cannot be read: ${reason}`);
}
