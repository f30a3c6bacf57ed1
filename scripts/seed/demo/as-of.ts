/** What an officer sees on a certain day: only what was entered by then, with the fields that triggers keep. */
import { bedState, type BedState } from './bed-state.ts';
import { endOf, type Day } from './calendar.ts';
import type {
    Assignment,
    Bed,
    Household,
    Location,
    Person,
    Place,
    Provider,
    RegisterCount,
    Registry,
    Unavailability,
    WorksCost,
} from './model.ts';
import { ownerNis, partWithNis, type Municipality } from './municipalities.ts';
import { knownAt, type Recorded } from './recorded.ts';

/** A record as it is on the day itself. */
export type Row<T> = T & { key: string };

export type BedRow = Row<Bed & BedState & { nis: string }>;
export type AssignmentRow = Row<Assignment & { hostingNis: string }>;

/** All records as they are on one day. */
export type Snapshot = {
    providers: Row<Provider>[];
    locations: Row<Location>[];
    places: Row<Place>[];
    beds: BedRow[];
    unavailabilities: Row<Unavailability>[];
    worksCosts: Row<WorksCost>[];
    households: Row<Household>[];
    persons: Row<Person>[];
    assignments: AssignmentRow[];
    registerCounts: Row<RegisterCount>[];
};

/**
 * @param asOf the day of which the evening counts
 * @returns every record that existed by then, in its state of then
 */
export function snapshot(registry: Registry, municipality: Municipality, asOf: Day): Snapshot {
    const rows = <T>(records: readonly Recorded<T>[]): Row<T>[] => rowsAt(records, asOf);
    const locations = rows(registry.locations).map((location) => ({
        ...location,
        nis: ownerNis(municipality, partWithNis(municipality, location.nis), location.endDate),
    }));
    const places = rows(registry.places);
    const unavailabilities = rows(registry.unavailabilities);
    const assignments = rows(registry.assignments);
    const beds = bedRows(rows(registry.beds), locations, places, unavailabilities, assignments, asOf);
    const nisOfBed = new Map(beds.map((bed) => [bed.key, bed.nis]));
    return {
        providers: rows(registry.providers),
        locations,
        places,
        beds,
        unavailabilities,
        worksCosts: rows(registry.worksCosts),
        households: rows(registry.households).map((household) => ({
            ...household,
            nis: answeringNis(municipality, household),
        })),
        persons: rows(registry.persons),
        assignments: assignments.map((stay) => ({ ...stay, hostingNis: must(nisOfBed.get(stay.bedKey)) })),
        registerCounts: rows(registry.registerCounts),
    };
}

function rowsAt<T>(records: readonly Recorded<T>[], asOf: Day): Row<T>[] {
    return records.flatMap((record) => {
        const state = knownAt(record, endOf(asOf));
        return state === undefined ? [] : [{ ...state, key: record.key }];
    });
}

function bedRows(
    beds: readonly Row<Bed>[],
    locations: readonly Row<Location>[],
    places: readonly Row<Place>[],
    unavailabilities: readonly Unavailability[],
    stays: readonly Assignment[],
    asOf: Day,
): BedRow[] {
    const locationByKey = new Map(locations.map((location) => [location.key, location]));
    const placeByKey = new Map(places.map((place) => [place.key, place]));
    const staysByBed = Map.groupBy(stays, (stay) => stay.bedKey);
    const gapsByBed = Map.groupBy(unavailabilities, (gap) => gap.bedKey);
    return beds.map((bed) => {
        const place = must(placeByKey.get(bed.placeKey));
        const location = must(locationByKey.get(place.locationKey));
        const facts = {
            bed,
            place,
            location,
            stays: staysByBed.get(bed.key) ?? [],
            unavailabilities: gapsByBed.get(bed.key) ?? [],
        };
        return { ...bed, ...bedState(facts, asOf), nis: location.nis };
    });
}

/** A household that left before a fusion stays with the old municipality; one of a neighbour stays with the neighbour. */
function answeringNis(municipality: Municipality, { nis, status, leftOn }: Household): string {
    const isOwn = nis === municipality.nis || municipality.parts.some((part) => part.nis === nis);
    return isOwn ? ownerNis(municipality, partWithNis(municipality, nis), status === 'Left' ? leftOn : undefined) : nis;
}

function must<T>(value: T | undefined): T {
    if (value === undefined) throw new Error('a record was entered before its parent');
    return value;
}
