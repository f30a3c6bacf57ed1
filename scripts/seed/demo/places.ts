/** Divides a location into places (rooms, flats, houses, units) and beds. */
import { instant, type Day, type Instant } from './calendar.ts';
import { HORIZON } from './kinds.ts';
import { officeHours } from './location-life.ts';
import type { Bed, Place, PlaceType } from './model.ts';
import { chance, integer, pick, type Random } from './random.ts';
import { enter, revise } from './recorded.ts';
import type { Site, SiteBed, SitePlace } from './sites.ts';

/** A way to divide a building; `beds` are the usual numbers of beds in one place, the common ones more than once. */
type Layout = { type: PlaceType; label: string; beds: readonly number[] };

const ROOMS: Layout = { type: 'Room', label: 'Kamer', beds: [1, 2, 2, 2, 3, 3, 4, 4, 6] };
const DORMITORIES: Layout = { type: 'Dormitory', label: 'Slaapzaal', beds: [8, 8, 10, 12] };
const LAYOUTS: Record<Site['kind']['type'], readonly Layout[]> = {
    Dwelling: [
        { type: 'House', label: 'Huis', beds: [3, 3, 4, 4, 5] },
        { type: 'Flat', label: 'Appartement', beds: [2, 2, 3, 3, 4] },
        { type: 'Flat', label: 'Appartement', beds: [2, 3, 4] },
    ],
    Collective_Building: [ROOMS, ROOMS, ROOMS, ROOMS, ROOMS, ROOMS, ROOMS, DORMITORIES],
    Mobile_Unit: [{ type: 'Unit', label: 'Unit', beds: [1, 2, 2, 3, 4] }],
    Hotel_BnB: [{ type: 'Room', label: 'Kamer', beds: [1, 2, 2, 2, 2, 3, 4] }],
    Hostel_Youth: [{ ...ROOMS, beds: [2, 4, 4, 6] }, { ...ROOMS, beds: [2, 4, 4, 6] }, DORMITORIES],
    Holiday_Home: [{ type: 'House', label: 'Vakantiewoning', beds: [3, 4, 4, 6, 6] }],
    Assisted_Living: [{ type: 'Flat', label: 'Assistentiewoning', beds: [1, 2, 2] }],
    Service_Flat: [
        { type: 'Flat', label: 'Serviceflat', beds: [1, 2, 2, 2] },
        { type: 'Studio', label: 'Studio', beds: [1, 2] },
    ],
    Emergency_Village: [{ type: 'Unit', label: 'Wooneenheid', beds: [1, 2, 2, 4, 4] }],
};
const HOST_FAMILY: readonly Layout[] = [{ type: 'Room', label: 'Kamer', beds: [1, 1, 2, 2, 3] }];

/** How the lives of places and beds differ from that of their location. */
type Phasing = { opensLater: Day | undefined; closesEarlier: Day | undefined };

/**
 * Adds places and beds to a location.
 * @param beds how many beds in all
 */
export function furnish(random: Random, site: Site, beds: number): void {
    const layouts =
        site.kind.category === 'Private' && site.kind.type === 'Dwelling' ? HOST_FAMILY : LAYOUTS[site.kind.type];
    const phasing = drawPhasing(random, site, beds);
    const hasLastDays = chance(random, 0.6);
    const layout = pick(random, layouts);
    for (let left = beds, index = 0; left > 0; index++) {
        const inPlace = Math.min(left, pick(random, (beds > 30 ? pick(random, layouts) : layout).beds));
        left -= inPlace;
        // those at the end of the list open later; one place in the middle closes earlier
        const isLate = left < beds / 3;
        addPlace(random, site, index, beds > 30 ? layoutOf(layouts, inPlace) : layout, inPlace, {
            opensLater: isLate ? phasing.opensLater : undefined,
            closesEarlier: index === 2 ? phasing.closesEarlier : undefined,
        });
    }
    if (hasLastDays) endBedsWithLocation(random, site);
}

/** In a large building rooms of all sizes occur: the size says what it is. */
function layoutOf(layouts: readonly Layout[], beds: number): Layout {
    const layout = layouts.find((candidate) => candidate.beds.includes(beds)) ?? layouts[0];
    if (layout === undefined) throw new RangeError('no layout');
    return layout;
}

function drawPhasing(random: Random, { life }: Site, beds: number): Phasing {
    const none: Phasing = { opensLater: undefined, closesEarlier: undefined };
    const last = life.end ?? HORIZON;
    if (beds < 15 || life.validated === undefined || last - life.start < 300) return none;
    return {
        opensLater: chance(random, 0.15) ? life.start + integer(random, 30, 120) : undefined,
        closesEarlier: chance(random, 0.1) ? life.start + integer(random, 180, 280) : undefined,
    };
}

function addPlace(random: Random, site: Site, index: number, layout: Layout, beds: number, phasing: Phasing): void {
    const { life, record: location } = site;
    const floor = drawFloor(random, site, index);
    const firstDay = phasing.opensLater;
    const enteredAt = entryOf(random, site, firstDay);
    const state: Place = {
        locationKey: location.key,
        name: placeName(site, layout, index, floor),
        type: layout.type,
        floor,
        sanitary: drawSanitary(random, site, layout),
        womenOnly: layout.type !== 'House' && site.kind.type === 'Collective_Building' && chance(random, 0.05),
        wheelchairAccessible: floor === 0 && location.versions[0].state.wheelchairAccessible && chance(random, 0.6),
        firstDay,
        lastDay: undefined,
    };
    const record = enter(`${location.key}-P${String(index + 1).padStart(3, '0')}`, enteredAt, state);
    const place: SitePlace = { record, beds: [], index };
    site.places.push(place);
    const closes = phasing.closesEarlier !== undefined && phasing.closesEarlier > (firstDay ?? life.start) + 60;
    const lastDay = closes ? phasing.closesEarlier : undefined;
    addBeds(random, site, place, beds, enteredAt, lastDay);
    if (lastDay !== undefined) {
        const at = officeHours(random, lastDay - integer(random, 10, 40));
        revise(record, at, { lastDay });
        for (const bed of place.beds) revise(bed.record, at, { lastDay });
    }
}

/** Places are entered with the location, or shortly before they open. */
function entryOf(random: Random, { life }: Site, firstDay: Day | undefined): Instant {
    const withLocation = (life.registered ?? life.entered) + 2;
    return firstDay === undefined ? withLocation : Math.max(withLocation, officeHours(random, firstDay - 4));
}

function placeName({ kind }: Site, { label }: Layout, index: number, floor: number | undefined): string {
    const isHotel = kind.type === 'Hotel_BnB' && floor !== undefined;
    // twelve rooms on a floor: 101, 102, … 112, 201
    return isHotel ? `${label} ${floor}${String((index % 12) + 1).padStart(2, '0')}` : `${label} ${index + 1}`;
}

function drawFloor(random: Random, { kind }: Site, index: number): number | undefined {
    switch (kind.type) {
        case 'Mobile_Unit':
        case 'Emergency_Village':
        case 'Holiday_Home':
            return 0;
        case 'Hotel_BnB':
            return Math.floor(index / 12) + 1;
        case 'Dwelling':
            return chance(random, 0.2) ? undefined : integer(random, 0, 2);
        default:
            return Math.min(4, Math.floor(index / 10));
    }
}

function drawSanitary(random: Random, { kind }: Site, { type }: Layout): Place['sanitary'] {
    if (chance(random, 0.05)) return undefined;
    if (type === 'Dormitory') return 'Shared';
    if (type !== 'Room' || kind.type === 'Hotel_BnB') return 'Own';
    return chance(random, 0.85) ? 'Shared' : 'Own';
}

function addBeds(
    random: Random,
    site: Site,
    place: SitePlace,
    count: number,
    enteredAt: Instant,
    lastDay: Day | undefined,
): void {
    const firstDay = place.record.versions[0].state.firstDay ?? site.life.start;
    const types = bedTypes(random, site, place, count);
    for (const [index, type] of types.entries()) {
        const state: Bed = {
            placeKey: place.record.key,
            number: `${index + 1}`,
            type,
            bookable: !chance(random, 0.012),
            firstDay,
            lastDay: undefined,
        };
        const bed: SiteBed = {
            record: enter(`${place.record.key}-B${String(index + 1).padStart(2, '0')}`, enteredAt + 1, state),
            site,
            place,
            from: firstDay,
            to: (lastDay ?? site.life.end ?? HORIZON * 2) + 1,
            blocks: [],
            freeFrom: firstDay,
            lastRecorded: enteredAt + 1,
        };
        place.beds.push(bed);
        site.beds.push(bed);
    }
}

/** Bunks and halves of double beds come in pairs; a larger place may have a cot. */
function bedTypes(random: Random, { kind }: Site, place: SitePlace, count: number): Bed['type'][] {
    const types: Bed['type'][] = Array.from({ length: count }, () => 'Single');
    const { type } = place.record.versions[0].state;
    const pair: Bed['type'] =
        type === 'Dormitory' || kind.type === 'Hostel_Youth' || kind.type === 'Mobile_Unit' ? 'Bunk' : 'Double_Half';
    const pairs = pair === 'Bunk' ? 0.8 : 0.35;
    for (let i = 0; i + 1 < count; i += 2) {
        if (chance(random, pairs)) types[i] = types[i + 1] = pair;
    }
    const last = count - 1;
    if (count >= 3 && types[last] === 'Single' && chance(random, 0.15)) types[last] = 'Cot';
    return types;
}

/** Some people fill in the last day of each bed as well when the end of the location is known; others leave that out. */
function endBedsWithLocation(random: Random, { record, beds, life }: Site): void {
    const { end } = life;
    const known = record.versions.find((version) => version.state.endDate === end);
    if (end === undefined || known === undefined) return;
    const at = Math.max(known.recordedFrom + 1, instant(life.start, 0));
    for (const bed of beds) {
        if (bed.to === end + 1 && !chance(random, 0.02)) revise(bed.record, at, { lastDay: end });
    }
}
