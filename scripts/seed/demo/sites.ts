/** A location as the simulation sees it: with its true life, its beds, and when each bed can be slept in. */
import { dayOf, type Day, type Instant } from './calendar.ts';
import { FIRST_CONFIRMATION_DAY, FIRST_VILLAGE_DAY, HORIZON, type Kind } from './kinds.ts';
import type { Life } from './location-life.ts';
import type { Bed, Location, Place, Unavailability } from './model.ts';
import type { Municipality, Part } from './municipalities.ts';
import type { Recorded } from './recorded.ts';

export type Site = {
    record: Recorded<Location>;
    municipality: Municipality;
    part: Part;
    kind: Kind;
    life: Life;
    places: SitePlace[];
    beds: SiteBed[];
};

export type SitePlace = { record: Recorded<Place>; beds: SiteBed[]; index: number };

export type SiteBed = {
    record: Recorded<Bed>;
    site: Site;
    place: SitePlace;
    /** half-open: the first day that can be slept in, and the day after the last one */
    from: Day;
    to: Day;
    /** when it cannot be slept in, in order of time */
    blocks: Block[];
    /** the day from which nobody is expected in it; infinite while somebody stays without a known departure */
    freeFrom: Day;
    /** the newest instant at which anything about who sleeps here was entered */
    lastRecorded: Instant;
};

export type Block = { from: Day; to: Day; reason: Unavailability['reason']; note: string | undefined };

/**
 * How long a bed can be slept in without interruption.
 * @returns the day by which a stay that begins that day must have ended; the day itself when it cannot begin
 */
export function usableUntil(bed: SiteBed, from: Day): Day {
    if (from < bed.from || from >= bed.to) return from;
    for (const block of bed.blocks) {
        if (block.to <= from) continue;
        return Math.max(from, Math.min(block.from, bed.to));
    }
    return bed.to;
}

/** @returns whether people move in as one household, so that strangers do not fill what is left over */
export function isSelfContained({ record }: SitePlace): boolean {
    const type = record.versions[0].state.type;
    return type === 'House' || type === 'Flat' || type === 'Studio' || type === 'Unit';
}

/** @returns the first day of people: once validated; or the start, where it was registered long after that */
export function openingDay({ life, kind }: Site): Day {
    const isLate = dayOf(life.entered) > life.start + 15;
    const opening = isLate ? life.start : Math.max(life.start, dayOf(life.validated ?? 0));
    return kind.category === 'Emergency_Village' ? Math.max(opening, FIRST_VILLAGE_DAY) : opening;
}

/** @returns the last day on which anybody moves in: nobody does when the end is near */
export function lastArrivalDay({ life, kind }: Site): Day {
    const end = life.end ?? HORIZON;
    const last = life.announcedOn === undefined ? end - 25 : Math.max(life.announcedOn, end - 75);
    const isUnconfirmed = kind.category === 'Specific' && life.confirmedOn === undefined;
    return isUnconfirmed ? Math.min(last, FIRST_CONFIRMATION_DAY - 1) : last;
}

/** @returns when the validation was entered; nothing about stays is entered before that */
export function validatedAt({ record }: Site): Instant {
    const validated = record.versions.find((version) => version.state.validatedOn !== undefined);
    return validated?.recordedFrom ?? Infinity;
}
