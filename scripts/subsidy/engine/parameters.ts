/**
 * The values of the law on a day, as they were known at the snapshot. Only versions that were recorded by then, are
 * approved and quoted count; what has no such version is missing. Assumed values come first where a run asks for them.
 */
import { FOREVER, type Day, type Instant } from './day.ts';
import type { AccommodationType, Category, ParameterUnit, ParameterVersion, Rule, SizeClass } from './facts.ts';
import { contains, lasting, type Interval } from './interval.ts';

/** What a rule asks for. */
export type Query = {
    rule: Rule;
    code: string;
    category?: Category;
    accommodationType?: AccommodationType | undefined;
    sizeClass?: SizeClass;
};

export type Known = { known: true; version: ParameterVersion; assumed: boolean };
/** `version` is the one that is empty or may not be used; without it the law says nothing about the day. */
export type Missing = { known: false; name: string; version: ParameterVersion | undefined };
export type Found = Known | Missing;

/** The choices that the engine can carry out, by `rule.code`. */
export const CHOICES: Readonly<Record<string, readonly string[]>> = {
    'R1_Guidance.count_basis': ['adults_and_minors', 'all_displaced'],
    'R2_Eligibility.month_counting': ['calendar_months', 'thirty_days'],
    'R4_Private_Lump_Sum.incomplete_five': ['full_fives_only', 'pro_rata'],
    'R5_Specific_Daily.day_counting': ['nights', 'departure_day_included'],
    'R5_Specific_Daily.same_day_turnover': ['one_day', 'two_days'],
    'R6_Public_Monthly.sixty_days_consecutive': ['total', 'consecutive', 'consecutive_to_month_end'],
    'R6_Public_Monthly.availability_before_august': ['counts', 'does_not_count'],
    'R8_Framework_End.merged_municipality_payee': ['successor'],
    'R8_Framework_End.decommissioning_rule': ['none'],
};

/** What one query gives over time. */
export class Schedule {
    /** days on which the answer may change */
    readonly cuts: readonly Day[];
    readonly #pieces: readonly { interval: Interval; found: Found }[];
    readonly #nothing: Missing;

    constructor(name: string, answerOn: (day: Day) => Found | undefined, cuts: readonly Day[]) {
        this.#nothing = { known: false, name, version: undefined };
        this.cuts = [...new Set(cuts)].sort((a, b) => a - b);
        this.#pieces = this.cuts.map((from, index) => ({
            interval: { from, to: this.cuts[index + 1] ?? FOREVER },
            found: answerOn(from) ?? this.#nothing,
        }));
    }

    /** @returns the value on the day, or what is missing */
    at(day: Day): Found {
        return this.#pieces.find(({ interval }) => contains(interval, day))?.found ?? this.#nothing;
    }

    /** @returns whether the law says, or should say, something about the day: a version exists, even if it is empty */
    covers(day: Day): boolean {
        const found = this.at(day);
        return found.known || found.version !== undefined;
    }
}

export class ParameterBook {
    readonly #versions: readonly ParameterVersion[];
    readonly #assumptions: readonly ParameterVersion[];
    /** by rule, code, category, type of accommodation, size class */
    readonly #schedules: Nested<Nested<Nested<Nested<Map<string, Schedule>>>>> = new Map();

    /** @param versions all of them; @param assumptions values of a scenario, which stand above all versions */
    constructor(
        versions: readonly ParameterVersion[],
        snapshot: Instant,
        assumptions: readonly ParameterVersion[] = [],
    ) {
        this.#versions = versions.filter((version) => version.recordedAt <= snapshot);
        this.#assumptions = assumptions;
    }

    /** @returns the answers to a query over time; the same object each time */
    schedule(query: Query): Schedule {
        const { rule, code, category = '', accommodationType = '', sizeClass = '' } = query;
        // level by level: it is asked for each bed, and joining the names would take longer than all else here
        const byType = child(child(child(this.#schedules, rule), code), category);
        const bySize = child(byType, accommodationType);
        let schedule = bySize.get(sizeClass);
        if (schedule === undefined) {
            schedule = this.#make(query);
            bySize.set(sizeClass, schedule);
        }
        return schedule;
    }

    #make(query: Query): Schedule {
        const name = `${query.rule}.${query.code}`;
        const fitting = this.#versions.filter((version) => fits(version, query));
        const assumed = this.#assumptions.filter((version) => fits(version, query));
        const periods = [...fitting, ...assumed].map(({ firstDay, lastDay }) => lasting(firstDay, lastDay));
        const cuts = periods.flatMap(({ from, to }) => [from, to]);
        return new Schedule(name, (day) => answer(name, fitting, assumed, day), cuts);
    }
}

type Nested<T> = Map<string, T>;

function child<T extends Map<string, unknown>>(parent: Nested<T>, name: string): T {
    let found = parent.get(name);
    if (found === undefined) {
        found = new Map() as T;
        parent.set(name, found);
    }
    return found;
}

function answer(
    name: string,
    fitting: readonly ParameterVersion[],
    assumed: readonly ParameterVersion[],
    day: Day,
): Found | undefined {
    const assumption = foremost(assumed, day);
    if (assumption !== undefined) return { known: true, version: assumption, assumed: true };
    const approved = foremost(
        fitting.filter((version) => version.approved),
        day,
    );
    if (approved?.confidence === 'Quoted') return { known: true, version: approved, assumed: false };
    const unusable = approved ?? foremost(fitting, day);
    return unusable && { known: false, name, version: unusable };
}

function fits(version: ParameterVersion, query: Query): boolean {
    return (
        version.rule === query.rule &&
        version.code === query.code &&
        (version.category === undefined || version.category === query.category) &&
        (version.accommodationType === undefined || version.accommodationType === query.accommodationType) &&
        (version.sizeClass === undefined || version.sizeClass === query.sizeClass)
    );
}

/** What is said of a type or class goes before what is said of all; then the newest version. */
function foremost(versions: readonly ParameterVersion[], day: Day): ParameterVersion | undefined {
    const inForce = versions.filter(({ firstDay, lastDay }) => contains(lasting(firstDay, lastDay), day));
    const rank = ({ category, accommodationType, sizeClass }: ParameterVersion): number =>
        [category, accommodationType, sizeClass].filter((value) => value !== undefined).length;
    const order = (a: ParameterVersion, b: ParameterVersion): number =>
        rank(b) - rank(a) || b.version - a.version || b.recordedAt - a.recordedAt || (a.key < b.key ? -1 : 1);
    return inForce.sort(order)[0];
}

/**
 * @returns the amount of a version, in cents
 * @throws RangeError when its unit is another one
 */
export function centsOf({ version }: Known, unit: ParameterUnit): number {
    if (version.unit !== unit || version.cents === undefined || !Number.isSafeInteger(version.cents)) {
        throw new RangeError(`parameter ${version.key} has no amount in ${unit}, which its rule needs`);
    }
    return version.cents;
}

/** @throws RangeError when the version has no whole number */
export function wholeNumberOf({ version }: Known): number {
    const value = Number(version.number ?? NaN);
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`parameter ${version.key} is no whole number`);
    return value;
}

/** @throws RangeError when the version has no date */
export function dateOf({ version }: Known): Day {
    if (version.date === undefined) throw new RangeError(`parameter ${version.key} is no date`);
    return version.date;
}

/** @throws RangeError when the version has a choice that the engine does not know */
export function choiceOf({ version }: Known): string {
    const choices = CHOICES[`${version.rule}.${version.code}`] ?? [];
    if (version.choice === undefined || !choices.includes(version.choice)) {
        throw new RangeError(
            `parameter ${version.key} is ${version.choice ?? 'empty'}, but its rule knows only ${choices.join(', ')}`,
        );
    }
    return version.choice;
}
