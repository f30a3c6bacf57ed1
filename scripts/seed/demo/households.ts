/**
 * Households and their members. Most are women and children (the men of 18 to 60 could not leave Ukraine in the years
 * of the great inflow); the sizes follow the assumption that almost half of them is one person.
 */
import { addYears, dayOf, type Day, type Instant } from './calendar.ts';
import type { Household, Person } from './model.ts';
import { familyName, firstName } from './names.ts';
import { chance, integer, pick, weighted, type Random, type Weighted } from './random.ts';
import { enter, type Recorded } from './recorded.ts';

export type Member = { birthDate: Day; isWoman: boolean; role: Person['role']; age: number };

const SIZES: Weighted<number> = [
    [1, 44],
    [2, 26],
    [3, 17],
    [4, 9],
    [5, 3],
    [6, 1],
];
/** Ages of children, first up to and including last, by how common they are. */
const CHILD_AGES: Weighted<readonly [first: number, last: number]> = [
    [[0, 2], 13],
    [[3, 5], 20],
    [[6, 11], 38],
    [[12, 17], 29],
];
const LANGUAGES: Weighted<Household['language']> = [
    ['Ukrainian', 62],
    ['Russian', 30],
    ['English', 6],
    ['Other', 2],
];
const SOURCES: Weighted<Household['source']> = [
    ['Fedasil', 45],
    ['Own_Arrival', 33],
    ['Rehousing', 12],
    ['Host_Family_Ends', 10],
];

/**
 * @param most the household has at most this many members
 * @param on the day on which the ages are right
 */
export function drawMembers(random: Random, most: number, on: Day): Member[] {
    const size = Math.min(most, weighted(random, SIZES));
    const member = (role: Member['role'], isWoman: boolean, youngest: number, oldest: number): Member => {
        const age = integer(random, youngest, oldest);
        const firstBirthday = addYears(on, -age - 1) + 1;
        return { birthDate: integer(random, firstBirthday, addYears(on, -age)), isWoman, role, age };
    };
    if (size === 1) return [member('Contact', chance(random, 0.62), 18, 82)];

    const members = [member('Contact', chance(random, 0.93), 22, 50)];
    if (chance(random, size === 2 ? 0.3 : 0.42)) members.push(member('Partner', chance(random, 0.06), 24, 58));
    if (members.length < size && chance(random, 0.18)) members.push(member('Parent', chance(random, 0.8), 56, 84));
    if (members.length < size && chance(random, 0.04)) members.push(member('Other', chance(random, 0.6), 18, 45));
    while (members.length < size) {
        const [youngest, oldest] = weighted(random, CHILD_AGES);
        members.push(member('Child', chance(random, 0.5), youngest, oldest));
    }
    return members;
}

/**
 * @param nis municipality that answers for the household
 * @param waitingSince day on which reception was asked
 * @returns the household as it is when it starts to wait
 */
export function drawHousehold(
    random: Random,
    key: string,
    nis: string,
    members: readonly Member[],
    waitingSince: Day,
    enteredAt: Instant,
    towns: readonly string[],
): Recorded<Household> {
    const between = (first: number, last: number): number =>
        members.filter(({ age }) => age >= first && age <= last).length;
    const minors0to2 = between(0, 2);
    const hasElder = members.some(({ age }) => age > 68);
    const needsWheelchair = chance(random, hasElder ? 0.06 : 0.015);
    const schoolChildren = between(6, 17);
    return enter<Household>(key, enteredAt, {
        nis,
        status: 'Waiting',
        waitingSince,
        adults: between(18, 150),
        minors0to2,
        minors3to5: between(3, 5),
        minors6to11: between(6, 11),
        minors12to17: between(12, 17),
        cotsNeeded: chance(random, 0.8) ? minors0to2 : 0,
        hasPets: chance(random, 0.06),
        needsWheelchair,
        needsGroundFloor: needsWheelchair || chance(random, hasElder ? 0.15 : 0.02),
        language: weighted(random, LANGUAGES),
        schoolTown: schoolChildren > 0 && chance(random, 0.65) ? pick(random, towns) : undefined,
        source: weighted(random, SOURCES),
    });
}

/**
 * Names the members. Who they are may be left out, and what is entered does not always agree with the size: somebody
 * is forgotten, or a cousin is entered with the wrong household.
 * @returns the persons, and for each member the person that was entered for it
 */
export function drawPersons(
    random: Random,
    household: Recorded<Household>,
    members: readonly Member[],
): { persons: Recorded<Person>[]; keys: (string | undefined)[] } {
    if (chance(random, 0.05)) return { persons: [], keys: members.map(() => undefined) };
    const lastName = familyName(random);
    const enteredAt = household.versions[0].recordedFrom + 1;
    const forgetsOne = members.length > 1 && chance(random, 0.03);
    const cousin: Member = { birthDate: dayOf(enteredAt) - 12_000, isWoman: true, role: 'Other', age: 32 };
    const named = [
        ...members.slice(0, forgetsOne ? -1 : undefined),
        ...(!forgetsOne && chance(random, 0.015) ? [cousin] : []),
    ];
    const persons = named.map((member, index) => {
        const isRelative = member.role === 'Contact' || member.role === 'Child' || member.role === 'Partner';
        return enter<Person>(`${household.key}-${index + 1}`, enteredAt + index, {
            householdKey: household.key,
            firstName: firstName(random, member.isWoman),
            lastName: isRelative ? lastName : familyName(random),
            birthDate: chance(random, 0.03) ? undefined : member.birthDate,
            role: member.role,
        });
    });
    return { persons, keys: members.map((_, index) => persons.at(index)?.key) };
}
