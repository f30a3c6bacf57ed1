/**
 * What was recorded, when: a row of `Recorded_Fact__c` for each version of whatever money depends on. The facts are
 * JSON by field name, as the trigger that records them writes it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REFERENCE } from '../reference/reference-data.ts';
import { endOf, isoDay, isoInstant, type Day, type Instant } from './calendar.ts';
import type { Cell } from './columns.ts';
import type { Location, Registry } from './model.ts';
import { partWithNis, type Municipality } from './municipalities.ts';
import { knownAt, type Recorded, type Version } from './recorded.ts';

/** The columns of the file. */
export const FACT_COLUMNS = [
    'External_Key__c',
    'Record_Type__c',
    'Record_Key__c',
    'Parent_Key__c',
    'Municipality__r.NIS_Code__c',
    'Facts__c',
    'Deleted__c',
    'Recorded_From__c',
    'Recorded_To__c',
] as const;

type Facts = Record<string, string | number | boolean | undefined>;

/** How the facts of one kind of record are told. */
interface Kind<T> {
    readonly object: string;
    readonly parent: (state: T) => string | undefined;
    /** NIS code of the municipality that it belonged to at that instant */
    readonly nis: (state: T, at: Instant) => string | undefined;
    readonly facts: (state: T, before: T | undefined) => Facts;
}

const date = (day: Day | undefined): string | undefined => (day === undefined ? undefined : isoDay(day));

/**
 * @param asOf the day after whose evening nothing is known yet
 * @returns one row for each version that was recorded by then, record by record, oldest first
 */
export function* factRows(registry: Registry, municipality: Municipality, asOf: Day): Generator<Cell[]> {
    const until = endOf(asOf);
    const locations = new Map(registry.locations.map((one) => [one.key, one]));
    const places = new Map(registry.places.map((one) => [one.key, one.versions[0].state.locationKey]));
    const beds = new Map(registry.beds.map((one) => [one.key, one.versions[0].state.placeKey]));
    const nisOf = (key: string | undefined, at: Instant): string | undefined => {
        const location = locations.get(key ?? '');
        return location && (knownAt(location, at) ?? location.versions[0].state).nis;
    };
    const nisOfBed = (bed: string, at: Instant): string | undefined => nisOf(places.get(beds.get(bed) ?? ''), at);

    yield* rowsOf(registry.locations, until, {
        object: 'Location__c',
        parent: () => undefined,
        nis: ({ nis }) => nis,
        facts: (state, before) => ({ ...locationFacts(state), Applies_From: fusionDay(municipality, state, before) }),
    });
    yield* rowsOf(registry.places, until, {
        object: 'Place__c',
        parent: ({ locationKey }) => locationKey,
        nis: ({ locationKey }, at) => nisOf(locationKey, at),
        facts: ({ firstDay, lastDay }) => ({ First_Day__c: date(firstDay), Last_Day__c: date(lastDay) }),
    });
    yield* rowsOf(registry.beds, until, {
        object: 'Bed__c',
        parent: ({ placeKey }) => placeKey,
        nis: ({ placeKey }, at) => nisOf(places.get(placeKey), at),
        facts: ({ bookable, firstDay, lastDay }) => ({
            Bookable__c: bookable,
            First_Day__c: date(firstDay),
            Last_Day__c: date(lastDay),
        }),
    });
    yield* rowsOf(registry.unavailabilities, until, {
        object: 'Bed_Unavailability__c',
        parent: ({ bedKey }) => bedKey,
        nis: ({ bedKey }, at) => nisOfBed(bedKey, at),
        facts: ({ firstDay, lastDay }) => ({ First_Day__c: date(firstDay), Last_Day__c: date(lastDay) }),
    });
    yield* rowsOf(registry.assignments, until, {
        object: 'Assignment__c',
        parent: ({ bedKey }) => bedKey,
        nis: ({ bedKey }, at) => nisOfBed(bedKey, at),
        facts: ({ status, arrival, departure }) => ({
            Status__c: status,
            Arrival_Date__c: date(arrival),
            Departure_Date__c: date(departure),
        }),
    });
    yield* rowsOf(registry.worksCosts, until, {
        object: 'Works_Cost__c',
        parent: ({ locationKey }) => locationKey,
        nis: ({ locationKey }, at) => nisOf(locationKey, at),
        // cents as text: JSON numbers are floating point
        facts: ({ placeKey, cents, invoiceDate }) => ({
            Place__c: placeKey,
            Amount__c: `${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`,
            Invoice_Date__c: date(invoiceDate),
        }),
    });
    yield* rowsOf(registry.registerCounts, until, {
        object: 'Register_Count__c',
        parent: () => undefined,
        nis: ({ nis }) => nis,
        facts: ({ referenceDate, adultsWithStatus, minorUkrainians, allDisplaced }) => ({
            Reference_Date__c: date(referenceDate),
            Adults_With_Status__c: adultsWithStatus,
            Minor_Ukrainians__c: minorUkrainians,
            All_Displaced__c: allDisplaced,
        }),
    });
}

function* rowsOf<T>(records: readonly Recorded<T>[], until: Instant, kind: Kind<T>): Generator<Cell[]> {
    for (const { key, versions } of records) {
        const known: Version<T>[] = versions.filter(({ recordedFrom }) => recordedFrom <= until);
        for (const [index, { recordedFrom, state }] of known.entries()) {
            const next = known[index + 1];
            yield [
                `${key}#${index + 1}`,
                kind.object,
                key,
                kind.parent(state),
                kind.nis(state, recordedFrom),
                JSON.stringify(kind.facts(state, known[index - 1]?.state)),
                false,
                isoInstant(recordedFrom),
                next && isoInstant(next.recordedFrom),
            ];
        }
    }
}

function locationFacts(state: Location): Facts {
    return {
        Status__c: state.status,
        Category__c: state.category,
        Accommodation_Type__c: state.accommodationType,
        Financing__c: state.financing,
        Start_Date__c: date(state.startDate),
        End_Date__c: date(state.endDate),
        Works_Needed__c: state.worksNeeded,
        Validated_On__c: date(state.validatedOn),
        Confirmed_On__c: date(state.confirmedOn),
        Closing_Announced_On__c: date(state.closingAnnouncedOn),
        Closing_Last_Day__c: date(state.closingLastDay),
    };
}

/** A fusion is no correction: the location belongs to the new municipality from its first day on. */
function fusionDay(municipality: Municipality, { nis }: Location, before: Location | undefined): string | undefined {
    if (!before || before.nis === nis) return undefined;
    const { lastDay } = partWithNis(municipality, before.nis);
    return lastDay === undefined ? undefined : isoDay(lastDay + 1);
}

type ParameterRecord = Facts & { External_Key__c: string; Confidence__c: string; Recorded_At__c: string };

/**
 * The parameters of the reference data; in the past of the demonstration a second person approved what is quoted one
 * hour after it was entered.
 */
export function* parameterFactRows(): Generator<Cell[]> {
    const path = join(REFERENCE, 'subsidy-parameters.json');
    const { records } = JSON.parse(readFileSync(path, 'utf8')) as { records: ParameterRecord[] };
    for (const { attributes: _, External_Key__c: key, Unique_Key__c: __, ...facts } of records) {
        const entered = facts.Recorded_At__c;
        const approved = new Date(Date.parse(entered) + 3_600_000).toISOString();
        const isApproved = facts.Confidence__c === 'Quoted';
        // amounts as text: JSON numbers are floating point
        const amount = facts['Amount__c'];
        const values = typeof amount === 'number' ? { ...facts, Amount__c: amount.toFixed(2) } : facts;
        const row = (version: number, said: Facts, from: string, to: string | undefined): Cell[] => [
            `${key}#${version}`,
            'Subsidy_Parameter__c',
            key,
            undefined,
            undefined,
            JSON.stringify(said),
            false,
            from,
            to,
        ];
        yield row(1, values, entered, isApproved ? approved : undefined);
        if (isApproved) yield row(2, { ...values, Approved_At__c: approved }, approved, undefined);
    }
}
