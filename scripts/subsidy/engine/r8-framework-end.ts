/**
 * R8. Nothing accrues after the last day of the framework (31-03-2026, decision of 6 December 2024). What a phase-out
 * does to amounts is unknown (U8): days from the announcement of a closure on wait for that choice.
 */
import { FOREVER } from './day.ts';
import type { Location } from './facts.ts';
import { dateOf, choiceOf, type ParameterBook } from './parameters.ts';
import type { Condition } from './r2-eligibility.ts';

/** @returns the conditions that the end of the framework sets to each day of a location */
export function frameworkEnd(book: ParameterBook, state: Location): Condition[] {
    const announced = state.closingAnnouncedOn ?? FOREVER;
    return [
        {
            schedule: book.schedule({ rule: 'R8_Framework_End', code: 'framework_last_day' }),
            reason: 'after_framework_end',
            // before its first version there was no framework, and so no end of it
            whereNothingIsSaid: 'allowed',
            allows: (value) => ({ from: -FOREVER, to: dateOf(value) + 1 }),
        },
        {
            schedule: book.schedule({ rule: 'R8_Framework_End', code: 'decommissioning_rule' }),
            reason: 'after_framework_end',
            whereNothingIsSaid: 'allowed',
            concerns: { from: announced, to: FOREVER },
            allows: (value) => {
                choiceOf(value);
                return { from: -FOREVER, to: FOREVER };
            },
        },
    ];
}
