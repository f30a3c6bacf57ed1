/** The households of one municipality: they ask, wait, are housed and leave; what is entered about them is kept here. */
import { addYears, day, instant, type Day, type Instant } from './calendar.ts';
import { drawHousehold, drawMembers, drawPersons, type Member } from './households.ts';
import { HORIZON } from './kinds.ts';
import { officeHours, TOOL_OPENS } from './location-life.ts';
import type { Household, Person } from './model.ts';
import type { Municipality, Part } from './municipalities.ts';
import { chance, exponential, integer, pick, type Random } from './random.ts';
import { latest, revise, type Recorded } from './recorded.ts';

/** A household in the simulation. */
export type Guest = {
    record: Recorded<Household>;
    persons: readonly Recorded<Person>[];
    /** which person a member is; members that nobody named are missing */
    personKeys: ReadonlyMap<Member, string>;
    moves: number;
};

/** Names are kept for some years after the household left (assumption: the protocols with the municipalities tell). */
const RETENTION_YEARS = 4;
/** Before this nobody had fled yet. */
const FIRST_REQUEST = day('2022-02-26');

export class Guests {
    readonly households: Recorded<Household>[] = [];
    readonly persons: Recorded<Person>[] = [];
    readonly #municipality: Municipality;
    readonly #neighbours: readonly string[];

    /** @param neighbours NIS codes of other municipalities that sometimes answer for a household */
    constructor(municipality: Municipality, neighbours: readonly string[]) {
        this.#municipality = municipality;
        this.#neighbours = neighbours;
    }

    /**
     * @param decided day on which beds were found
     * @returns a household that has waited for some days
     */
    welcome(random: Random, part: Part, members: readonly Member[], decided: Day): Guest {
        const waitingSince = Math.max(FIRST_REQUEST, decided - Math.round(exponential(random, 9)));
        const typed = officeHours(random, waitingSince + integer(random, 0, 2));
        const enteredAt = Math.max(instant(TOOL_OPENS, 410), Math.min(typed, instant(decided, 360)));
        const key = `GEZ-${this.#municipality.nis}-${String(this.households.length + 1).padStart(5, '0')}`;
        const isElsewhere = this.#neighbours.length > 0 && chance(random, 0.05);
        const nis = isElsewhere ? pick(random, this.#neighbours) : part.nis;
        const towns = part.towns.map((town) => town.name);
        const record = drawHousehold(random, key, nis, members, waitingSince, enteredAt, towns);
        const { persons, keys } = drawPersons(random, record, members);
        this.households.push(record);
        this.persons.push(...persons);
        // who sleeps in which bed is often left out
        const personKeys = new Map<Member, string>();
        if (chance(random, 0.75)) {
            for (const [index, member] of members.entries()) {
                const person = keys[index];
                if (person !== undefined) personKeys.set(member, person);
            }
        }
        return { record, persons, personKeys, moves: 0 };
    }

    /** A household that asks and goes away again without ever being housed. */
    disappoint(random: Random): void {
        const asked = integer(random, TOOL_OPENS, HORIZON);
        const members = drawMembers(random, 6, asked);
        const guest = this.welcome(random, pick(random, this.#municipality.parts), members, asked);
        const gone = asked + 5 + Math.round(exponential(random, 40));
        this.leave(guest, officeHours(random, gone), gone);
    }

    house({ record }: Guest, at: Instant): void {
        revise(record, at, { status: 'Housed' });
    }

    waitAgain({ record }: Guest, at: Instant, waitingSince: Day): void {
        revise(record, at, { status: 'Waiting', waitingSince });
    }

    leave({ record, persons }: Guest, at: Instant, leftOn: Day): void {
        const leftAt = revise(record, at, { status: 'Left', leftOn });
        for (const person of persons) revise(person, leftAt, { retentionDate: addYears(leftOn, RETENTION_YEARS) });
    }
}

/** @returns the last instant at which the household and its members were entered */
export function enteredLast({ record, persons }: Guest): Instant {
    return Math.max(latest(record).recordedFrom, ...persons.map((person) => person.versions[0].recordedFrom));
}
