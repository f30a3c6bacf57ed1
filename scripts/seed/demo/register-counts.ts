/**
 * Counts of the National Register on the twelve reference dates of the guidance subsidy (vlaanderen.be, financiering).
 *
 * Assumptions: 18,000 people in Flanders in June 2022, about 30,000 by the end of that year (29,705 in November 2022,
 * press), growing slowly to some 42,000; a third of them minors; spread by population, unevenly. Until 28-02-2023
 * adults and minors are counted apart, from 30-06-2023 there is one count.
 */
import { day, dayOf, dutchDay, isoDay, type Day } from './calendar.ts';
import { officeHours } from './location-life.ts';
import type { RegisterCount } from './model.ts';
import type { Municipality, Part } from './municipalities.ts';
import { chance, integer, noise, normal, type Random } from './random.ts';
import { enter, revise, type Recorded } from './recorded.ts';

/** Reference dates, with the people counted in all of Flanders. */
const REFERENCE_DATES: readonly (readonly [date: Day, total: number])[] = [
    [day('2022-06-30'), 18_000],
    [day('2022-09-30'), 25_500],
    [day('2022-12-31'), 30_500],
    [day('2023-02-28'), 32_000],
    [day('2023-06-30'), 33_500],
    [day('2023-09-30'), 34_500],
    [day('2023-12-31'), 35_500],
    [day('2024-03-31'), 36_500],
    [day('2024-06-30'), 37_500],
    [day('2024-09-30'), 39_000],
    [day('2024-12-31'), 40_500],
    [day('2025-02-28'), 42_000],
];

/** Last date on which adults and minors are counted apart. */
const LAST_TWO_COUNTS = day('2023-02-28');

/** @returns the counts of a municipality, and of those from which it was formed as long as they existed */
export function drawRegisterCounts(
    random: Random,
    municipality: Municipality,
    flemishPopulation: number,
): Recorded<RegisterCount>[] {
    const parts = municipality.parts.map((part) => drawPeople(random, part, flemishPopulation));
    return REFERENCE_DATES.flatMap(([date], index) => {
        const hasMerged = municipality.parts.some((part) => part.lastDay !== undefined && date > part.lastDay);
        const perPart = parts.map((people) => people[index] ?? 0);
        if (hasMerged) {
            const all = perPart.reduce((sum, people) => sum + people, 0);
            return [drawCount(random, municipality.nis, date, all)];
        }
        return municipality.parts.map((part, p) => drawCount(random, part.nis, date, perPart[p] ?? 0));
    });
}

/** From date to date a municipality keeps its own level: it only drifts. */
function drawPeople(random: Random, part: Part, flemishPopulation: number): number[] {
    let level = noise(random, 0.3);
    return REFERENCE_DATES.map(([, total]) => {
        level *= Math.exp(normal(random, 0, 0.03));
        return Math.round((total * level * part.population) / flemishPopulation);
    });
}

function drawCount(random: Random, nis: string, date: Day, people: number): Recorded<RegisterCount> {
    const importedAt = officeHours(random, date + integer(random, 8, 25));
    const minors = Math.round(people * (0.33 + normal(random, 0, 0.02)));
    const isSplit = date <= LAST_TWO_COUNTS;
    const count = enter<RegisterCount>(`RR-${nis}-${isoDay(date).replaceAll('-', '')}`, importedAt, {
        nis,
        referenceDate: date,
        adultsWithStatus: isSplit ? people - minors : undefined,
        minorUkrainians: isSplit ? minors : undefined,
        allDisplaced: isSplit ? undefined : people,
        importedAt,
        source: `Rijksregister, telling op ${dutchDay(date)}`,
    });
    if (chance(random, 0.015)) recount(random, count);
    return count;
}

/** Now and then the Register delivers a better count some weeks later. */
function recount(random: Random, count: Recorded<RegisterCount>): void {
    const { adultsWithStatus, allDisplaced, source, importedAt } = count.versions[0].state;
    const again = officeHours(random, dayOf(importedAt) + integer(random, 10, 40));
    const more = (people: number | undefined): number | undefined =>
        people === undefined ? undefined : people + integer(random, 1, 4);
    revise(count, again, {
        adultsWithStatus: more(adultsWithStatus),
        allDisplaced: more(allDisplaced),
        importedAt: again,
        source: `${source} (verbeterd)`,
    });
}
