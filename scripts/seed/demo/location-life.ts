/** When a location starts, is entered, checked, validated, confirmed, announced to close, and ends. */
import { day, dayOf, instant, workday, type Day, type Instant } from './calendar.ts';
import { CONFIRMATION_FROM, drawStart, HORIZON, type Kind } from './kinds.ts';
import type { Location } from './model.ts';
import { chance, integer, weighted, type Random, type Weighted } from './random.ts';

/** The tool opened for registration; whatever happened before was entered from then on. */
export const TOOL_OPENS = day('2022-03-15');

export type Life = {
    start: Day;
    /** last day, inclusive; undefined: goes on past the simulation */
    end: Day | undefined;
    entered: Instant;
    /** undefined: stays a draft */
    registered: Instant | undefined;
    check: QualityCheck;
    /** undefined: never validated, so nobody ever stays */
    validated: Instant | undefined;
    confirmedOn: Day | undefined;
    closing: 'Announced' | 'Known_From_The_Start' | 'Abrupt';
    announcedOn: Day | undefined;
};

export type QualityCheck = {
    steps: Pick<Location, 'inventory' | 'risk' | 'inspection'>;
    /** day of the last step that was taken */
    lastStep: Day | undefined;
    result: 'Passed' | 'Failed' | 'Open';
};

type Outcome = 'Passed' | 'Conform' | 'Not_Conform' | 'Listed' | 'Waiting' | 'Draft';

const OUTCOMES: Weighted<Outcome> = [
    ['Passed', 860],
    ['Conform', 80],
    ['Not_Conform', 13],
    ['Listed', 9],
    ['Waiting', 25],
    ['Draft', 13],
];

/** From validation to the last day there is time for at least one stay. */
const LEAST_USE = 50;

/** @returns an instant in office hours of that day, or of the Monday after it */
export function officeHours(random: Random, value: Day): Instant {
    return instant(workday(value), integer(random, 7 * 60, 15 * 60));
}

/** @returns the life of a location of this kind, as it will turn out to be */
export function drawLife(random: Random, kind: Kind, inspector: string): Life {
    const start = drawStart(random, kind);
    const outcome = kind.category === 'Emergency_Village' ? 'Passed' : weighted(random, OUTCOMES);
    const entered = drawEntry(random, start);
    const registered =
        outcome === 'Draft' ? undefined : entered + (chance(random, 0.7) ? 5 : integer(random, 1, 9) * 1440);
    const check = drawCheck(random, outcome, dayOf(registered ?? entered), inspector);
    const validated = drawValidation(random, check, registered);
    const end = drawEnd(random, kind, start, check, validated);
    return {
        start,
        end,
        entered,
        registered,
        check,
        validated,
        confirmedOn: drawConfirmation(random, kind, end, validated),
        ...drawClosing(random, kind, end, validated),
    };
}

/** Most are entered around their first day; some long after, when people already stay there. */
function drawEntry(random: Random, start: Day): Instant {
    const wished = chance(random, 0.07) ? start + integer(random, 20, 110) : start + integer(random, -25, 6);
    return officeHours(random, Math.max(wished, TOOL_OPENS));
}

function drawCheck(random: Random, outcome: Outcome, registered: Day, by: string): QualityCheck {
    const nothing: QualityCheck = { steps: {}, lastStep: undefined, result: 'Open' };
    if (outcome === 'Draft' || (outcome === 'Waiting' && chance(random, 0.5))) return nothing;

    const lookUp = workday(registered + integer(random, 0, 6));
    if (outcome === 'Listed') {
        return { steps: { inventory: { result: 'Listed', date: lookUp, by } }, lastStep: lookUp, result: 'Failed' };
    }
    const inventory = { result: 'Not_Listed', date: lookUp, by } as const;
    if (outcome === 'Waiting') return { steps: { inventory }, lastStep: lookUp, result: 'Open' };

    const analysis = workday(lookUp + integer(random, 0, 8));
    if (outcome === 'Passed') {
        const steps = { inventory, risk: { result: 'No_Alarm', date: analysis, by } } as const;
        return { steps, lastStep: analysis, result: 'Passed' };
    }
    // an inspection on the spot follows on an alarm only
    const visit = workday(analysis + integer(random, 3, 20));
    const risk = { result: 'Alarm', date: analysis, by } as const;
    return {
        steps: { inventory, risk, inspection: { result: outcome, date: visit, by } },
        lastStep: visit,
        result: outcome === 'Conform' ? 'Passed' : 'Failed',
    };
}

function drawValidation(random: Random, check: QualityCheck, registered: Instant | undefined): Instant | undefined {
    if (check.result !== 'Passed' || check.lastStep === undefined || registered === undefined) return undefined;
    return Math.max(registered + 60, officeHours(random, check.lastStep + integer(random, 0, 4)));
}

function drawEnd(
    random: Random,
    kind: Kind,
    start: Day,
    check: QualityCheck,
    validated: Instant | undefined,
): Day | undefined {
    if (validated !== undefined) {
        const end = kind.end(random, start);
        return end === undefined ? undefined : Math.max(end, dayOf(validated) + LEAST_USE);
    }
    // what fails the check is closed at once; what is never checked is sometimes taken away after a year or so
    if (check.result === 'Failed') return Math.max(start, check.lastStep ?? start);
    return check.lastStep !== undefined && chance(random, 0.7) ? start + integer(random, 150, 500) : undefined;
}

function drawConfirmation(
    random: Random,
    kind: Kind,
    end: Day | undefined,
    validated: Instant | undefined,
): Day | undefined {
    if (kind.category !== 'Specific' || validated === undefined || chance(random, 0.08)) return undefined;
    const first = Math.max(CONFIRMATION_FROM, dayOf(validated));
    const confirmed = workday(first + integer(random, 2, 45));
    return confirmed < (end ?? HORIZON) - 10 ? confirmed : undefined;
}

function drawClosing(
    random: Random,
    kind: Kind,
    end: Day | undefined,
    validated: Instant | undefined,
): Pick<Life, 'closing' | 'announcedOn'> {
    const abrupt = { closing: 'Abrupt', announcedOn: undefined } as const;
    if (end === undefined || validated === undefined) return abrupt;
    const closing = weighted(
        random,
        kind.category === 'Private' ? PRIVATE_CLOSINGS : end >= PHASE_OUT_FROM ? PHASE_OUT_CLOSINGS : CLOSINGS,
    );
    if (closing !== 'Announced') return { closing, announcedOn: undefined };
    const announcedOn = workday(end - integer(random, 35, 150));
    return announcedOn > dayOf(validated) + 5 ? { closing, announcedOn } : abrupt;
}

const PHASE_OUT_FROM = day('2024-01-01');
const CLOSINGS: Weighted<Life['closing']> = [
    ['Known_From_The_Start', 50],
    ['Announced', 35],
    ['Abrupt', 15],
];
const PHASE_OUT_CLOSINGS: Weighted<Life['closing']> = [
    ['Announced', 80],
    ['Known_From_The_Start', 12],
    ['Abrupt', 8],
];
const PRIVATE_CLOSINGS: Weighted<Life['closing']> = [
    ['Abrupt', 70],
    ['Announced', 30],
];
