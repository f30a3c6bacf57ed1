/** Facts as the engine takes them: days and instants as numbers, money in cents, versions by record. */
import { day, type Day } from '../engine/day.ts';
import type {
    Assignment,
    Bed,
    History,
    Location,
    LocationFacts,
    ParameterVersion,
    Place,
    RegisterCount,
    Unavailability,
    Version,
    WorksCost,
} from '../engine/facts.ts';
import type { Fact } from './fact-store.ts';

/** The JSON of a fact: values by field name, absent where empty. */
type Values = Record<string, string | number | boolean | null | undefined>;

/** A location with everything in it. */
export function locationFacts({ key, facts }: { key: string; facts: readonly Fact[] }): LocationFacts | undefined {
    const byType = new Map<string, Fact[]>();
    for (const fact of facts) {
        const list = byType.get(fact.type);
        if (list) list.push(fact);
        else byType.set(fact.type, [fact]);
    }
    const of = <T>(type: string, toState: ToState<T>): History<T>[] => histories(byType.get(type) ?? [], toState);
    const [location] = of('Location__c', toLocation);
    if (!location) return undefined;
    return {
        key,
        location,
        places: of('Place__c', toPlace),
        beds: of('Bed__c', toBed),
        unavailabilities: of('Bed_Unavailability__c', toUnavailability),
        assignments: of('Assignment__c', toAssignment),
        worksCosts: of('Works_Cost__c', toWorksCost),
    };
}

/** The counts of the National Register. @param facts of such counts only */
export function registerCounts(facts: Iterable<Fact>): History<RegisterCount>[] {
    return histories(facts, toRegisterCount);
}

/**
 * The versions of parameters that were known at the snapshot: an approval is one more fact about its version.
 * @param facts of parameters only
 */
export function parameterVersions(facts: Iterable<Fact>, snapshot: number): ParameterVersion[] {
    return histories(facts, (values, { key, from }) => parameterVersion(values, key, from)).flatMap(({ versions }) => {
        const known = versions.filter(
            ({ recordedFrom, recordedTo = Infinity }) => recordedFrom <= snapshot && snapshot < recordedTo,
        );
        const last = known.at(-1);
        return last && !last.deleted ? [last.state] : [];
    });
}

type ToState<T> = (values: Values, fact: Fact) => T;

function histories<T>(facts: Iterable<Fact>, toState: ToState<T>): History<T>[] {
    const byKey = new Map<string, Version<T>[]>();
    for (const fact of facts) {
        const version: Version<T> = {
            recordedFrom: fact.from,
            recordedTo: fact.to,
            deleted: fact.deleted,
            state: toState(JSON.parse(fact.facts === '' ? '{}' : fact.facts) as Values, fact),
        };
        const versions = byKey.get(fact.key);
        if (versions) versions.push(version);
        else byKey.set(fact.key, [version]);
    }
    return Array.from(byKey, ([key, versions]) => ({ key, versions }));
}

const text = (value: Values[string]): string | undefined => (typeof value === 'string' ? value : undefined);
const date = (value: Values[string]): Day | undefined => (typeof value === 'string' ? day(value) : undefined);
const count = (value: Values[string]): number | undefined => (typeof value === 'number' ? value : undefined);

/** A day that every such record has. @throws RangeError where it is missing */
const dated = (value: Values[string]): Day => day(text(value) ?? '');

/** Never through floating point. @throws RangeError where the amount is no decimal with two digits */
export function cents(value: Values[string]): number | undefined {
    if (value === null || value === undefined) return undefined;
    const match = /^(\d+)(?:\.(\d{1,2}))?$/.exec(String(value));
    if (!match) throw new RangeError(`${String(value)} is no amount in euro`);
    return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}

function toLocation(values: Values, { nis }: Fact): Location {
    return {
        nis,
        status: values['Status__c'] as Location['status'],
        category: text(values['Category__c']) as Location['category'],
        accommodationType: text(values['Accommodation_Type__c']) as Location['accommodationType'],
        financing: text(values['Financing__c']) as Location['financing'],
        startDate: date(values['Start_Date__c']),
        endDate: date(values['End_Date__c']),
        worksNeeded: values['Works_Needed__c'] === true,
        validatedOn: date(values['Validated_On__c']),
        confirmedOn: date(values['Confirmed_On__c']),
        closingAnnouncedOn: date(values['Closing_Announced_On__c']),
        closingLastDay: date(values['Closing_Last_Day__c']),
        appliesFrom: date(values['Applies_From']),
    };
}

function toPlace(values: Values): Place {
    return { firstDay: date(values['First_Day__c']), lastDay: date(values['Last_Day__c']) };
}

function toBed(values: Values, { parent }: Fact): Bed {
    return {
        placeKey: parent,
        bookable: values['Bookable__c'] !== false,
        firstDay: dated(values['First_Day__c']),
        lastDay: date(values['Last_Day__c']),
    };
}

function toUnavailability(values: Values, { parent }: Fact): Unavailability {
    return { bedKey: parent, firstDay: dated(values['First_Day__c']), lastDay: date(values['Last_Day__c']) };
}

function toAssignment(values: Values, { parent }: Fact): Assignment {
    return {
        bedKey: parent,
        status: values['Status__c'] as Assignment['status'],
        arrival: dated(values['Arrival_Date__c']),
        departure: date(values['Departure_Date__c']),
    };
}

function toWorksCost(values: Values): WorksCost {
    return {
        placeKey: text(values['Place__c']),
        cents: cents(values['Amount__c']) ?? 0,
        invoiceDate: dated(values['Invoice_Date__c']),
    };
}

function toRegisterCount(values: Values, { nis }: Fact): RegisterCount {
    return {
        nis,
        referenceDate: dated(values['Reference_Date__c']),
        adultsWithStatus: count(values['Adults_With_Status__c']),
        minorUkrainians: count(values['Minor_Ukrainians__c']),
        allDisplaced: count(values['All_Displaced__c']),
    };
}

/**
 * A version of a parameter, from its values by field name.
 * @param from since when it was known, where it does not say so itself
 */
export function parameterVersion(values: Values, key: string, from: number): ParameterVersion {
    const { Number_Value__c: number, Recorded_At__c: recorded } = values;
    return {
        key,
        rule: values['Rule__c'] as ParameterVersion['rule'],
        code: text(values['Parameter_Code__c']) ?? '',
        category: text(values['Category__c']) as ParameterVersion['category'],
        accommodationType: text(values['Accommodation_Type__c']) as ParameterVersion['accommodationType'],
        sizeClass: text(values['Size_Class__c']) as ParameterVersion['sizeClass'],
        firstDay: dated(values['First_Day__c']),
        lastDay: date(values['Last_Day__c']),
        unit: values['Unit__c'] as ParameterVersion['unit'],
        cents: cents(values['Amount__c']),
        number: number === null || number === undefined ? undefined : String(number),
        date: date(values['Date_Value__c']),
        choice: text(values['Text_Value__c']),
        source: text(values['Source__c']),
        sourceNote: text(values['Source_Note__c']),
        confidence: values['Confidence__c'] as ParameterVersion['confidence'],
        version: count(values['Version__c']) ?? 1,
        recordedAt: typeof recorded === 'string' ? Date.parse(recorded) : from,
        approved: text(values['Approved_At__c']) !== undefined,
    };
}
