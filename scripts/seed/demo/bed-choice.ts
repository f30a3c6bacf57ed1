/** Finds beds for a household: together in one place where possible, always on one site, a bed for each member. */
import { instant, type Day } from './calendar.ts';
import { drawMembers, type Member } from './households.ts';
import { chance, pick, type Random } from './random.ts';
import { isSelfContained, usableUntil, type Site, type SiteBed, type SitePlace } from './sites.ts';

/** A place with beds that somebody can have from a certain day on. */
export type FreePlace = { place: SitePlace; beds: SiteBed[]; cots: SiteBed[]; freeSince: Day };

/** Nobody is sent to a bed for less than this. */
const LEAST_NIGHTS = 10;
/** Oldest age for a cot. */
const LAST_COT_AGE = 5;

/** @returns the places with free beds on that day */
export function freePlaces(site: Site, arrival: Day): FreePlace[] {
    const free: FreePlace[] = [];
    for (const place of site.places) {
        const available = place.beds.filter((bed) => isFree(bed, arrival));
        // no strangers in one flat
        if (available.length === 0 || (isSelfContained(place) && place.beds.some((bed) => bed.freeFrom > arrival)))
            continue;
        const isCot = (bed: SiteBed): boolean => bed.record.versions[0].state.type === 'Cot';
        free.push({
            place,
            beds: available.filter((bed) => !isCot(bed)),
            cots: available.filter(isCot),
            freeSince: Math.max(...available.map((bed) => bed.freeFrom)),
        });
    }
    return free;
}

function isFree(bed: SiteBed, arrival: Day): boolean {
    return (
        bed.freeFrom <= arrival &&
        bed.record.versions[0].state.bookable &&
        usableUntil(bed, arrival) - arrival >= LEAST_NIGHTS &&
        // whatever was entered late about this bed leaves time to enter a stay before the bed ends
        bed.lastRecorded < instant(bed.to - 20, 0)
    );
}

/** @returns the members of a household that fits one of the places: larger ones get the larger places */
export function drawFittingMembers(random: Random, places: readonly FreePlace[], on: Day): Member[] | undefined {
    if (places.length === 0) return undefined;
    const wanted = pick(random, places);
    const spreads = !isSelfContained(wanted.place) && chance(random, 0.2);
    const most = spreads ? places.reduce((sum, place) => sum + place.beds.length, 0) : wanted.beds.length;
    if (most === 0) return undefined;
    const candidates = Array.from({ length: isSelfContained(wanted.place) ? 5 : 2 }, () =>
        drawMembers(random, most, on),
    );
    return candidates.reduce((largest, members) => (members.length > largest.length ? members : largest));
}

/** How many people a place can take, when cots serve small children only */
function capacity({ beds, cots }: FreePlace, members: readonly Member[]): number {
    return beds.length + Math.min(cots.length, members.filter(({ age }) => age <= LAST_COT_AGE).length);
}

/** @returns a bed for each member, in the order of the members, or undefined when the site has no room for them */
export function chooseBeds(places: readonly FreePlace[], members: readonly Member[]): SiteBed[] | undefined {
    const allowed = places.filter(({ place }) => !place.record.versions[0].state.womenOnly || !hasAdultMan(members));
    const spare = (place: FreePlace): number => capacity(place, members) - members.length;
    const fitting = allowed.filter((place) => spare(place) >= 0).sort((a, b) => spare(a) - spare(b));
    for (const place of fitting) {
        const beds = takeBeds([place], members);
        if (beds) return beds;
    }
    const shared = allowed.filter(({ place }) => !isSelfContained(place));
    return takeBeds(
        shared.sort((a, b) => b.beds.length - a.beds.length),
        members,
    );
}

function takeBeds(places: readonly FreePlace[], members: readonly Member[]): SiteBed[] | undefined {
    const beds = places.flatMap((place) => place.beds);
    const cots = places.flatMap((place) => place.cots);
    const taken: SiteBed[] = [];
    for (const { age } of members) {
        const bed = (age <= LAST_COT_AGE ? cots.shift() : undefined) ?? beds.shift();
        if (!bed) return undefined;
        taken.push(bed);
    }
    return taken;
}

function hasAdultMan(members: readonly Member[]): boolean {
    return members.some(({ isWoman, age }) => !isWoman && age >= 18);
}
