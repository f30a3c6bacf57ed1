/** A register of any size, made on the fly: half public, half hotels; each bed with two or three stays, each tenth with a gap. */
import { isoDay } from '../../subsidy/engine/day.ts';
import type { History, LocationFacts } from '../../subsidy/engine/facts.ts';
import { hotel, site, type Stay } from '../../subsidy/engine/testing/register.ts';
import type { Fact } from '../../subsidy/facts/fact-store.ts';

const BEDS_OF_A_LOCATION = 20;
const BEDS_OF_A_ROOM = 4;

/** The facts of as many beds. */
export function* syntheticFacts(beds: number): Generator<Fact> {
    for (let number = 0; number < beds / BEDS_OF_A_LOCATION; number++) yield* factsOf(location(number));
}

function location(number: number): LocationFacts {
    const key = `L${String(number).padStart(7, '0')}`;
    const rooms = Array<number>(BEDS_OF_A_LOCATION / BEDS_OF_A_ROOM).fill(BEDS_OF_A_ROOM);
    const stays = Array.from({ length: BEDS_OF_A_LOCATION }, (_, bed): Stay[] => [
        { bed, arrival: '2022-08-20', departure: '2022-10-01' },
        { bed, arrival: '2022-10-05', departure: '2022-11-20' },
        ...(bed % 2 === 0 ? [{ bed, arrival: '2022-11-20' }] : []),
    ]).flat();
    const gaps = [0, 10].map((bed) => ({ bed, from: '2022-10-02', to: '2022-10-03' }));
    const given = { key, rooms, stays, gaps, from: '2022-07-01' };
    return number % 2 === 0 ? site(given) : hotel(given);
}

/** A location as an org records it, the other way round than `to-engine` reads it. */
function* factsOf({ key, location, places, beds, unavailabilities, assignments }: LocationFacts): Generator<Fact> {
    const date = (value: number | undefined): string | undefined => (value === undefined ? undefined : isoDay(value));
    yield* rows('Location__c', [location], '', (state) => ({
        Status__c: state.status,
        Category__c: state.category,
        Accommodation_Type__c: state.accommodationType,
        Financing__c: state.financing,
        Start_Date__c: date(state.startDate),
        End_Date__c: date(state.endDate),
        Works_Needed__c: state.worksNeeded,
    }));
    yield* rows('Place__c', places, key, () => ({}));
    yield* rows(
        'Bed__c',
        beds,
        ({ placeKey }) => placeKey,
        (state) => ({
            Bookable__c: state.bookable,
            First_Day__c: date(state.firstDay),
            Last_Day__c: date(state.lastDay),
        }),
    );
    yield* rows(
        'Bed_Unavailability__c',
        unavailabilities,
        ({ bedKey }) => bedKey,
        (state) => ({
            First_Day__c: date(state.firstDay),
            Last_Day__c: date(state.lastDay),
        }),
    );
    yield* rows(
        'Assignment__c',
        assignments,
        ({ bedKey }) => bedKey,
        (state) => ({
            Status__c: state.status,
            Arrival_Date__c: date(state.arrival),
            Departure_Date__c: date(state.departure),
        }),
    );
}

function* rows<T>(
    type: string,
    histories: readonly History<T>[],
    parent: string | ((state: T) => string),
    values: (state: T) => object,
): Generator<Fact> {
    for (const { key, versions } of histories) {
        for (const { state, recordedFrom } of versions) {
            yield {
                type,
                key,
                parent: typeof parent === 'string' ? parent : parent(state),
                nis: type === 'Location__c' ? '71016' : '',
                facts: JSON.stringify(values(state)),
                deleted: false,
                from: recordedFrom,
                to: undefined,
            };
        }
    }
}
