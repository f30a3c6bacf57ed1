/** What the engine gives: lines with an amount, and findings without one. */
import { hash } from 'node:crypto';
import type { AccommodationType, Category, Rule, SizeClass } from './facts.ts';
import type { Day } from './day.ts';
import type { Json } from './canonical.ts';
import { canonicalFields } from './canonical.ts';

/** Why something gives no amount, other than a parameter that is missing. */
export type ExclusionReason =
    | 'not_validated'
    | 'not_confirmed'
    | 'no_category'
    | 'financing_does_not_fit'
    | 'not_bookable'
    | 'too_short'
    | 'before_earliest_start'
    | 'after_framework_end'
    | 'invoice_outside_regime'
    | 'register_count_missing';

/** A line as the rules give it; `calculate` completes it. */
export type LineDraft = {
    rule: Rule;
    /** what of the rule, where it gives several: `bed`, `room`, `site`, `one_off`, `bonus` */
    part: string;
    kind: 'Regular' | 'Missing_Parameter' | 'Excluded';
    /** NIS code of the municipality to which the period belongs */
    municipality: string;
    location?: string;
    place?: string;
    bed?: string;
    category?: Category | undefined;
    accommodationType?: AccommodationType | undefined;
    sizeClass?: SizeClass | undefined;
    firstDay: Day;
    /** inclusive */
    lastDay: Day;
    days?: number;
    /** units: persons, beds, bed-days, months; findings count what they concern */
    quantity: number;
    unitCents?: number;
    /** absent for findings */
    cents?: number;
    /** keys of the versions used, the one that sets the amount first */
    parameters: readonly string[];
    /** codes that have no value, as `rule.code` (findings) */
    missing?: readonly string[];
    reason?: ExclusionReason;
    inputs: Readonly<Record<string, Json>>;
};

export type Line = LineDraft & {
    /** the same for the same thing in every run of the period: rule, part, municipality, location, place, bed, days */
    key: string;
    /** NIS code of who is paid: the municipality itself, or its successor */
    payee: string;
    /** the run uses assumed values: this line, and every other, is no right to payment */
    scenario: boolean;
    /** keys of the assumed values that this line itself uses */
    assumed: readonly string[];
    /** SHA-256 of all that the line says, in canonical form */
    inputHash: string;
};

/** @returns what a line is about, without its days: differences are told by it */
export function subjectOf(
    line: Pick<LineDraft, 'rule' | 'part' | 'municipality' | 'location' | 'place' | 'bed'>,
): string {
    const { rule, part, municipality, location = '', place = '', bed = '' } = line;
    return [rule, part, municipality, location, place, bed].join('|');
}

/** @returns SHA-256 in hexadecimal */
export function sha256(text: string): string {
    return hash('sha256', text);
}

/** All that a line or difference may say, sorted, as the canonical form has it. */
const NAMES = [
    'accommodationType',
    'assumed',
    'bed',
    'category',
    'cents',
    'days',
    'differenceFrom',
    'firstDay',
    'inputs',
    'kind',
    'lastDay',
    'location',
    'missing',
    'municipality',
    'parameters',
    'part',
    'payee',
    'place',
    'quantity',
    'reason',
    'rule',
    'scenario',
    'sizeClass',
    'unitCents',
] as const;

/** What a fingerprint is of: the compiler refuses a field that is not among the names. */
type Hashed = Readonly<Partial<Record<(typeof NAMES)[number], Json>>>;

/** @returns the fingerprint of the values of a line */
export function hashOf<T extends Hashed>(value: T & Record<Exclude<keyof T, keyof Hashed>, never>): string {
    return sha256(canonicalFields(value, NAMES));
}
