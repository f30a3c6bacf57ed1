/** One run: all rules over all locations, one location at a time, so that memory stays flat. */
import type { Day, Instant } from './day.ts';
import type { History, LocationFacts, Municipality, ParameterVersion, RegisterCount } from './facts.ts';
import type { Line } from './lines.ts';

/** A run's question. */
export type Request = {
    municipalities: readonly Municipality[];
    /** all versions; which of them count is decided by the snapshot */
    parameters: readonly ParameterVersion[];
    registerCounts: readonly History<RegisterCount>[];
    /** in ascending order of `key` (by code units) */
    locations: Iterable<LocationFacts> | AsyncIterable<LocationFacts>;
    /** both days included */
    period: { firstDay: Day; lastDay: Day };
    snapshot: Instant;
    /** values that stand in for missing ones; when given (even if empty) the run is a scenario */
    assumptions?: readonly ParameterVersion[] | undefined;
    /** NIS codes of today to which the run is limited, with those they succeeded */
    only?: readonly string[] | undefined;
};

/**
 * Calculates the subsidies of a period from what had been recorded at the snapshot.
 * @returns the lines and findings, in an order that depends on the facts only
 * @throws RangeError when locations come out of order, when a value does not fit its unit, or when the period is empty
 */
export function calculate(request: Request): AsyncGenerator<Line, void, undefined> {
    throw new Error(`the rules from day ${request.period.firstDay} are not written yet`);
}
