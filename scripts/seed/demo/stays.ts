/**
 * Simulates who sleeps where, day by day, in one municipality: households arrive, move and leave, always as far as the
 * beds allow. The sizes of gaps and stays are set so that occupancy grows in 2022, stays between 80 and 90 % of the beds
 * in use, and falls when a location is about to close.
 */
import { day, dayOf, endOf, type Day, type Instant } from './calendar.ts';
import { openAgenda, type Agenda } from './agenda.ts';
import { chooseBeds, drawFittingMembers, freePlaces } from './bed-choice.ts';
import { enteredLast, type Guest, type Guests } from './guests.ts';
import type { Member } from './households.ts';
import { FIRST_DAY, HORIZON } from './kinds.ts';
import { officeHours } from './location-life.ts';
import type { Assignment } from './model.ts';
import { chance, exponential, integer, weighted, type Random, type Weighted } from './random.ts';
import { latest, type Recorded } from './recorded.ts';
import { lastArrivalDay, openingDay, usableUntil, validatedAt, type Site, type SiteBed } from './sites.ts';
import {
    drawCourse,
    drawDeparture,
    drawDepartureEntry,
    enterDepartures,
    enterStay,
    type Booking,
} from './stay-records.ts';

/** Members of a household that sleep on one site in the same period. */
type Stay = { guest: Guest; site: Site; spots: Spot[]; arrival: Day };
type Spot = { member: Member; bed: SiteBed; record: Recorded<Assignment> };

/** A chain of moves is never longer than this. */
export const MOST_MOVES = 3;

type StayLength = readonly [least: number, mean: number];
const STAY_LENGTHS: Weighted<StayLength> = [
    [[3, 20], 14],
    [[45, 140], 40],
    [[190, 460], 46],
];

/**
 * @param waiting how many more households ask for reception and never get it
 * @returns all stays in the locations of a municipality, oldest first
 */
export function simulateStays(
    random: Random,
    sites: readonly Site[],
    guests: Guests,
    waiting: number,
): Recorded<Assignment>[] {
    const simulation = new Simulation(random, sites, guests);
    simulation.run();
    for (let i = 0; i < waiting; i++) guests.disappoint(random);
    return simulation.assignments;
}

class Simulation {
    readonly assignments: Recorded<Assignment>[] = [];
    readonly #random: Random;
    readonly #sites: readonly Site[];
    readonly #guests: Guests;
    readonly #agenda: Agenda = openAgenda(FIRST_DAY, HORIZON);
    /** how often a household will still be sought for a site */
    readonly #searches = new Map<Site, number>();
    /** how many stays were entered */
    #entered = 0;

    constructor(random: Random, sites: readonly Site[], guests: Guests) {
        this.#random = random;
        this.#sites = sites.filter((site) => site.life.validated !== undefined);
        this.#guests = guests;
    }

    run(): void {
        for (const site of this.#sites) this.#open(site);
        this.#agenda.run();
    }

    #open(site: Site): void {
        const opening = openingDay(site);
        // in the spring of 2022 the tool had many more free beds than demand (8,287 of some 10,000 in April, press)
        const ramp = opening < day('2022-07-01') ? 50 : 20;
        for (let beds = 0; beds < site.beds.length; beds += 2) {
            this.#search(site, opening + Math.round(exponential(this.#random, ramp)));
        }
        for (const { beds } of site.places) {
            const [first] = beds;
            if (!first) continue;
            const freshStarts = [first.from, ...first.blocks.map((block) => block.to)].filter((from) => from > opening);
            for (const from of freshStarts) this.#search(site, from + integer(this.#random, 0, 20));
        }
    }

    #search(site: Site, on: Day): void {
        this.#searches.set(site, (this.#searches.get(site) ?? 0) + 1);
        this.#agenda.plan(on, (today) => {
            this.#searches.set(site, (this.#searches.get(site) ?? 0) - 1);
            this.#fill(site, today);
        });
    }

    #searchAgain(site: Site, today: Day): void {
        const mean = today < day('2022-09-01') ? 20 : today < day('2025-01-01') ? 5 : 8;
        this.#search(site, today + 1 + Math.round(exponential(this.#random, mean)));
    }

    /** Gives free beds of a site to a new household. */
    #fill(site: Site, today: Day): void {
        if (today > lastArrivalDay(site)) return;
        const arrival = today + (chance(this.#random, 0.35) ? 0 : integer(this.#random, 1, 16));
        const places = freePlaces(site, arrival);
        const members = drawFittingMembers(this.#random, places, today);
        const beds = members && chooseBeds(places, members);
        if (members && beds) {
            const guest = this.#guests.welcome(this.#random, site.part, members, today);
            this.#book(guest, members, site, beds, today, arrival);
        }
        const isFull = places.length < 2 && beds !== undefined;
        if (!isFull && places.length > 0 && this.#searches.get(site) === 0) this.#searchAgain(site, today);
    }

    #book(guest: Guest, members: readonly Member[], site: Site, beds: SiteBed[], decided: Day, arrival: Day): void {
        const booking: Booking = {
            householdKey: guest.record.key,
            decided,
            arrival,
            notBefore: Math.max(validatedAt(site), enteredLast(guest), ...beds.map((bed) => bed.lastRecorded)),
        };
        const leastLeft = Math.min(...beds.map((bed) => bed.to)) - arrival;
        const course = drawCourse(this.#random, booking, leastLeft > 130);
        const spots = members.map((member, index): Spot => {
            const bed = beds[index];
            if (!bed) throw new RangeError('a bed for each member');
            const record = enterStay(
                this.#nextKey(site),
                bed,
                booking,
                course,
                guest.personKeys.get(member),
                undefined,
            );
            return { member, bed, record };
        });
        const stay: Stay = { guest, site, spots, arrival };
        this.#occupy(stay);
        const resolvedAt = Math.max(...spots.map(({ record }) => latest(record).recordedFrom));
        if (course.outcome === 'Arrived') {
            this.#guests.house(guest, resolvedAt);
            this.#planDeparture(stay);
        } else {
            this.#agenda.plan(dayOf(resolvedAt), (today) => {
                this.#notArrived(stay, today, resolvedAt);
            });
        }
    }

    #nextKey(site: Site): string {
        return `TOE-${site.municipality.nis}-${String(++this.#entered).padStart(5, '0')}`;
    }

    #occupy({ spots }: Stay): void {
        for (const { bed, record } of spots) {
            bed.freeFrom = Infinity;
            this.assignments.push(record);
        }
    }

    #release({ site, spots }: Stay, today: Day): void {
        for (const { bed, record } of spots) {
            bed.freeFrom = today;
            bed.lastRecorded = latest(record).recordedFrom;
        }
        const searches = Math.ceil(spots.length / 2);
        // more than half of the host families take in a second household
        if (site.kind.category === 'Private' && !chance(this.#random, 0.6)) return;
        for (let i = 0; i < searches; i++) this.#searchAgain(site, today);
    }

    #notArrived(stay: Stay, today: Day, resolvedAt: Instant): void {
        this.#release(stay, today);
        if (chance(this.#random, 0.6)) this.#seekElsewhere(stay, today);
        else this.#guests.leave(stay.guest, resolvedAt + 1, today);
    }

    /** Some time later the household is housed after all, or it is heard of no more. */
    #seekElsewhere({ guest, spots }: Stay, today: Day): void {
        const members = spots.map((spot) => spot.member);
        this.#agenda.plan(today + integer(this.#random, 4, 45), (later) => {
            const found = this.#findBeds(members, later, undefined);
            if (found) this.#book(guest, members, found.site, found.beds, later, later);
            else this.#guests.leave(guest, officeHours(this.#random, later), later);
        });
    }

    #findBeds(
        members: readonly Member[],
        on: Day,
        first: Site | undefined,
    ): { site: Site; beds: SiteBed[] } | undefined {
        const start = integer(this.#random, 0, Math.max(0, this.#sites.length - 1));
        const tried = [...this.#sites.slice(start, start + 40), ...this.#sites.slice(0, Math.max(0, 40 - start))];
        for (const site of first ? [first, ...tried] : tried) {
            if (on < openingDay(site) || on > lastArrivalDay(site)) continue;
            const beds = chooseBeds(freePlaces(site, on), members);
            if (beds) return { site, beds };
        }
        return undefined;
    }

    #planDeparture(stay: Stay): void {
        const [least, mean] = weighted(this.#random, STAY_LENGTHS);
        const wished = stay.arrival + least + Math.round(exponential(this.#random, mean));
        const departure = Math.min(wished, lastPossibleDay(stay));
        this.#agenda.plan(departure, (today) => {
            this.#depart(stay, today);
        });
        // now and then one member leaves before the others
        const leaver = stay.spots.at(-1);
        if (stay.spots.length < 2 || !leaver || departure - stay.arrival < 30 || !chance(this.#random, 0.06)) return;
        this.#agenda.plan(integer(this.#random, stay.arrival + 5, departure - 5), (today) => {
            this.#departAlone(stay, leaver, today);
        });
    }

    #departAlone(stay: Stay, leaver: Spot, today: Day): void {
        stay.spots = stay.spots.filter((spot) => spot !== leaver);
        const alone: Stay = { ...stay, spots: [leaver] };
        const at = this.#departureEntry(alone, today, false);
        enterDepartures(this.#random, [leaver.record], today, at, false, drawDeparture(this.#random, false));
        this.#release(alone, today);
    }

    #depart(stay: Stay, today: Day): void {
        const isForced = today >= lastPossibleDay(stay);
        const isClosure = stay.spots.some(({ bed }) => today >= bed.to);
        const mayMove = stay.guest.moves < MOST_MOVES && chance(this.#random, isForced ? 0.65 : 0.12);
        if (mayMove && this.#move(stay, today, isForced)) return;
        const at = this.#departureEntry(stay, today, isForced);
        const records = stay.spots.map((spot) => spot.record);
        enterDepartures(this.#random, records, today, at, isForced, drawDeparture(this.#random, isClosure));
        this.#release(stay, today);
        if (isClosure && chance(this.#random, 0.25)) {
            this.#guests.waitAgain(stay.guest, at + 1, today);
            this.#seekElsewhere(stay, today);
        } else {
            this.#guests.leave(stay.guest, at + 1, today);
        }
    }

    #departureEntry({ spots }: Stay, today: Day, isForced: boolean): Instant {
        const earliest = Math.max(...spots.map(({ record }) => latest(record).recordedFrom + 2));
        const bedsEnd = Math.min(...spots.map(({ bed }) => bed.to));
        return Math.max(earliest, drawDepartureEntry(this.#random, bedsEnd, today, isForced));
    }

    /** To other beds the same day, on the same site or on another one; a chain of stays. */
    #move(stay: Stay, today: Day, isForced: boolean): boolean {
        const members = stay.spots.map((spot) => spot.member);
        const found = this.#findBeds(members, today, chance(this.#random, 0.6) ? stay.site : undefined);
        if (!found) return false;
        const { site, beds } = found;
        const notBefore = Math.max(validatedAt(site), ...beds.map((bed) => bed.lastRecorded)) + 1;
        const at = Math.max(this.#departureEntry(stay, today, isForced), notBefore);
        // it is too late to enter the move when the old location is closed
        if (stay.spots.some(({ bed }) => at > endOf(bed.to))) return false;
        const records = stay.spots.map((spot) => spot.record);
        enterDepartures(this.#random, records, today, at, isForced, ['Moved', 'Same_Municipality']);
        const booking: Booking = { householdKey: stay.guest.record.key, decided: today, arrival: today, notBefore };
        const course = { steps: [{ at, changes: { status: 'Arrived' as const } }], outcome: 'Arrived' as const };
        const moved: Stay = { guest: stay.guest, site, spots: [], arrival: today };
        for (const [index, { member, record: from }] of stay.spots.entries()) {
            const bed = beds[index];
            if (!bed) throw new RangeError('a bed for each member');
            const record = enterStay(
                this.#nextKey(site),
                bed,
                booking,
                course,
                stay.guest.personKeys.get(member),
                from,
            );
            moved.spots.push({ member, bed, record });
            this.assignments.push(record);
        }
        this.#release(stay, today);
        for (const { bed } of moved.spots) bed.freeFrom = Infinity;
        stay.guest.moves++;
        this.#planDeparture(moved);
        return true;
    }
}

function lastPossibleDay({ spots, arrival }: Stay): Day {
    return Math.min(...spots.map(({ bed }) => usableUntil(bed, arrival)));
}
