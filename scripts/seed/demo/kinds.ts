/**
 * The kinds of reception, how common each is, how large, from when and until when.
 *
 * Assumptions, because no open data set gives the real figures:
 * - the spring of 2022 brought the great wave (over 15,000 housed and over 10,000 free places in June 2022, press);
 *   host families came first and ended first;
 * - hotels, hostels and holiday homes served mainly in 2022 and 2023 (supplementary supply, VVSG 2022-2023);
 * - the increase of January to March 2023 (at least 1,800 extra beds, VVSG 15-12-2022) shows as a peak of starts;
 * - the phase-out of public reception grows from 2024 to 31 March 2026, the end of the framework.
 */
import { day, endOfMonth, type Day } from './calendar.ts';
import type { AccommodationType, Category, ClosingReason, Financing } from './model.ts';
import { chance, exponential, integer, noise, weighted, type Random, type Weighted } from './random.ts';

/** First day that a subsidy can count (VVSG, 04-05-2022). */
export const FIRST_DAY = day('2022-03-14');
/** First day for an emergency village (VVSG, 04-05-2022). */
export const FIRST_VILLAGE_DAY = day('2022-04-08');
/** Since then category 2 takes people only where the agency confirmed it. */
export const FIRST_CONFIRMATION_DAY = day('2023-06-01');
/** Last day of the framework (decision of 6 December 2024). */
export const FRAMEWORK_END = day('2026-03-31');
/** From here on the agency confirms each place of category 2 (VVSG, 05-04-2023). */
export const CONFIRMATION_FROM = day('2023-06-01');
/** How far the simulation runs: past the framework, for what goes on without it. */
export const HORIZON = day('2026-12-31');

type Period = readonly [first: string, last: string];

export type Kind = {
    category: Category;
    type: AccommodationType;
    /** part of all beds that is of this kind */
    share: number;
    size: { least: number; median: number; most: number; spread: number };
    starts: Weighted<Period>;
    financing: Weighted<Financing | undefined>;
    end: (random: Random, start: Day) => Day | undefined;
    reasons: Weighted<ClosingReason>;
};

const SPRING_WAVE: Weighted<Period> = [
    [['2022-03-14', '2022-03-14'], 5],
    [['2022-03-15', '2022-05-31'], 60],
    [['2022-06-01', '2022-08-31'], 17],
    [['2022-09-01', '2023-06-30'], 14],
    [['2023-07-01', '2024-06-30'], 4],
];
const PUBLIC_STARTS: Weighted<Period> = [
    [['2022-03-14', '2022-03-14'], 4],
    [['2022-03-15', '2022-06-30'], 34],
    [['2022-07-01', '2022-12-31'], 22],
    [['2023-01-01', '2023-03-31'], 18],
    [['2023-04-01', '2023-12-31'], 14],
    [['2024-01-01', '2024-12-31'], 6],
    [['2025-01-01', '2026-04-30'], 2],
];
const SPECIFIC_STARTS: Weighted<Period> = [
    [['2022-03-14', '2022-08-31'], 50],
    [['2022-09-01', '2022-12-31'], 25],
    [['2023-01-01', '2023-12-31'], 20],
    [['2024-01-01', '2024-12-31'], 5],
];
const PUBLIC_ENDS: Weighted<Period | undefined> = [
    [['2022-09-01', '2023-12-31'], 17],
    [['2024-01-01', '2024-12-31'], 19],
    [['2025-01-01', '2025-12-31'], 32],
    [['2026-01-01', '2026-03-31'], 16],
    [undefined, 16],
];
const SPECIFIC_ENDS: Weighted<Period | undefined> = [
    [['2022-08-31', '2022-12-31'], 20],
    [['2023-01-01', '2023-12-31'], 35],
    [['2024-01-01', '2024-12-31'], 17],
    [['2025-01-01', '2025-12-31'], 14],
    [['2026-01-01', '2026-03-31'], 10],
    [undefined, 4],
];

const BY_MUNICIPALITY: Weighted<Financing> = [
    ['By_Municipality', 70],
    ['At_Request', 30],
];
const BY_OTHERS: Weighted<Financing> = [['By_Others', 1]];
const CATEGORY_2: Weighted<Financing | undefined> = [
    [undefined, 60],
    ['At_Request', 25],
    ['By_Others', 15],
];
const PUBLIC_REASONS: Weighted<ClosingReason> = [
    ['Phase_Out', 50],
    ['Contract_Ends', 25],
    ['Low_Occupancy', 15],
    ['Quality', 3],
    ['Other', 7],
];
const SPECIFIC_REASONS: Weighted<ClosingReason> = [
    ['Contract_Ends', 65],
    ['Phase_Out', 15],
    ['Low_Occupancy', 12],
    ['Quality', 2],
    ['Other', 6],
];
const PRIVATE_REASONS: Weighted<ClosingReason> = [
    ['Other', 55],
    ['Contract_Ends', 35],
    ['Low_Occupancy', 10],
];

const ofPrivate = { category: 'Private', starts: SPRING_WAVE, financing: BY_OTHERS, reasons: PRIVATE_REASONS } as const;
const ofPublic = {
    category: 'Public',
    starts: PUBLIC_STARTS,
    financing: BY_MUNICIPALITY,
    reasons: PUBLIC_REASONS,
    end: (random: Random, start: Day) => endIn(random, PUBLIC_ENDS, start),
} as const;
const ofSpecific = {
    category: 'Specific',
    starts: SPECIFIC_STARTS,
    financing: CATEGORY_2,
    reasons: SPECIFIC_REASONS,
    end: (random: Random, start: Day) => endIn(random, SPECIFIC_ENDS, start),
} as const;

/** All kinds but the emergency village, which only a few municipalities have. */
export const KINDS: readonly Kind[] = [
    { ...ofPrivate, type: 'Dwelling', share: 0.22, size: size(1, 2, 6, 0.6), end: hostFamilyEnd },
    { ...ofPrivate, type: 'Collective_Building', share: 0.04, size: size(6, 12, 40, 0.5), end: associationEnd },
    { ...ofPrivate, type: 'Mobile_Unit', share: 0.01, size: size(2, 3, 6, 0.4), end: associationEnd },
    { ...ofPublic, type: 'Dwelling', share: 0.2, size: size(2, 5, 12, 0.5) },
    { ...ofPublic, type: 'Collective_Building', share: 0.2, size: size(10, 28, 160, 0.7) },
    { ...ofPublic, type: 'Mobile_Unit', share: 0.06, size: size(8, 24, 80, 0.5) },
    { ...ofSpecific, type: 'Hotel_BnB', share: 0.12, size: size(6, 36, 340, 0.9) },
    { ...ofSpecific, type: 'Hostel_Youth', share: 0.06, size: size(14, 42, 140, 0.5) },
    { ...ofSpecific, type: 'Holiday_Home', share: 0.04, size: size(3, 9, 80, 0.7) },
    { ...ofSpecific, type: 'Assisted_Living', share: 0.03, size: size(4, 10, 30, 0.5) },
    { ...ofSpecific, type: 'Service_Flat', share: 0.02, size: size(2, 6, 20, 0.5) },
];

/** Emergency villages by NIS code, with the beds planned: Antwerpen, Mechelen, Gent and one in Limburg (press, June 2022). */
export const VILLAGES: ReadonlyMap<string, number> = new Map([
    ['11002', 600],
    ['12025', 250],
    ['44021', 320],
    ['71016', 310],
]);

const VILLAGE_ENDS: Weighted<Period> = [
    [['2025-09-30', '2025-09-30'], 1],
    [['2025-12-31', '2025-12-31'], 1],
    [['2026-03-31', '2026-03-31'], 2],
];

export const VILLAGE: Kind = {
    category: 'Emergency_Village',
    type: 'Emergency_Village',
    share: 0,
    size: size(1, 300, 600, 0),
    starts: [
        [['2022-04-08', '2022-07-31'], 2],
        [['2022-10-01', '2023-05-31'], 2],
    ],
    financing: [['By_Municipality', 1]],
    end: (random) => drawIn(random, weighted(random, VILLAGE_ENDS)),
    reasons: [['Phase_Out', 1]],
};

function size(least: number, median: number, most: number, spread: number): Kind['size'] {
    return { least, median, most, spread };
}

/** @returns how many beds a location of this kind has */
export function drawSize(random: Random, { size: { least, median, most, spread } }: Kind): number {
    const beds = Math.round(median * noise(random, spread) * Math.exp(spread ** 2 / 2));
    return Math.min(most, Math.max(least, beds));
}

/** @returns how many beds such a location has on average, to turn parts of beds into parts of locations */
export function meanSize({ size: { least, median, most, spread } }: Kind): number {
    return Math.min(most, Math.max(least, median * Math.exp(spread ** 2 / 2)));
}

/** @returns the first day that a location of this kind is available */
export function drawStart(random: Random, kind: Kind): Day {
    return drawIn(random, weighted(random, kind.starts));
}

function drawIn(random: Random, [first, last]: Period): Day {
    return integer(random, day(first), day(last));
}

/** Shortest life of a location that ever houses people. */
const SHORTEST_LIFE = 75;

function endIn(random: Random, ends: Weighted<Period | undefined>, start: Day): Day | undefined {
    for (let attempt = 0; attempt < 5; attempt++) {
        const period = weighted(random, ends);
        if (period === undefined) return undefined;
        const end = drawIn(random, period);
        // contracts and decisions mostly end with the month
        if (end >= start + SHORTEST_LIFE) return chance(random, 0.75) ? endOfMonth(end) : end;
    }
    return undefined;
}

function hostFamilyEnd(random: Random, start: Day): Day | undefined {
    return endAfter(random, start, 380, 0.1);
}

function associationEnd(random: Random, start: Day): Day | undefined {
    return endAfter(random, start, 550, 0.08);
}

/** Many host families stop after some months; a few go on. */
function endAfter(random: Random, start: Day, mean: number, goesOn: number): Day | undefined {
    if (chance(random, goesOn)) return undefined;
    const end = start + SHORTEST_LIFE + Math.round(exponential(random, mean));
    return end > HORIZON - 60 ? undefined : end;
}
