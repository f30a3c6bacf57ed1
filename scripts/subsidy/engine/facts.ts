/**
 * What the engine knows of the register: each record with all that was ever recorded about it, as `Recorded_Fact__c`
 * carries it. Amounts are whole cents. Days in a state are as records write them: last days are inclusive, the
 * departure of a stay is not.
 */
import type { Day, Instant } from './day.ts';

/** What a record said from one instant up to another. */
export type Version<T> = {
    recordedFrom: Instant;
    /** absent: still holds; the instant itself belongs to the next version */
    recordedTo?: Instant | undefined;
    /** the record was deleted at `recordedFrom` */
    deleted?: boolean;
    state: T;
};

/** A record with its versions, in any order. */
export type History<T> = { key: string; versions: readonly Version<T>[] };

export type Category = 'Public' | 'Private' | 'Specific' | 'Emergency_Village';
export type AccommodationType =
    | 'Dwelling'
    | 'Collective_Building'
    | 'Mobile_Unit'
    | 'Hotel_BnB'
    | 'Hostel_Youth'
    | 'Holiday_Home'
    | 'Assisted_Living'
    | 'Service_Flat'
    | 'Emergency_Village';
export type Financing = 'By_Municipality' | 'At_Request' | 'By_Others';
export type LocationStatus = 'Offered' | 'Draft' | 'Registered' | 'Validated' | 'Confirmed' | 'Declined' | 'Closed';
export type SizeClass = 'Small' | 'Large';

/** A municipality with the life of its NIS code. Few: the engine has them all at hand. */
export type Municipality = {
    nis: string;
    name: string;
    province?: string | undefined;
    /** first day on which the code existed; absent: before reception began */
    validFrom?: Day | undefined;
    /** last day, inclusive; absent: exists */
    validTo?: Day | undefined;
    /** NIS code of the municipality that took over */
    successor?: string | undefined;
};

export type Location = {
    nis: string;
    status: LocationStatus;
    category?: Category | undefined;
    accommodationType?: AccommodationType | undefined;
    financing?: Financing | undefined;
    startDate?: Day | undefined;
    endDate?: Day | undefined;
    worksNeeded: boolean;
    validatedOn?: Day | undefined;
    confirmedOn?: Day | undefined;
    closingAnnouncedOn?: Day | undefined;
    closingLastDay?: Day | undefined;
    /**
     * First day on which what this version changed holds: a change in the course of time. Absent: the version corrects
     * what had been wrong from the start.
     */
    appliesFrom?: Day | undefined;
};

/** A room, flat or unit: the "kamer" of the works. */
export type Place = { firstDay?: Day | undefined; lastDay?: Day | undefined };

export type Bed = { placeKey: string; bookable: boolean; firstDay: Day; lastDay?: Day | undefined };

export type Unavailability = { bedKey: string; firstDay: Day; lastDay?: Day | undefined };

export type AssignmentStatus = 'Held' | 'Confirmed' | 'Arrived' | 'Departed' | 'Cancelled' | 'Not_Arrived';

/** A stay: from the day of arrival up to, not including, the day of departure. */
export type Assignment = { bedKey: string; status: AssignmentStatus; arrival: Day; departure?: Day | undefined };

/** An invoice or sworn statement; without a place it is for the common parts. */
export type WorksCost = { placeKey?: string | undefined; cents: number; invoiceDate: Day };

/** Persons counted in the National Register. */
export type RegisterCount = {
    nis: string;
    referenceDate: Day;
    adultsWithStatus?: number | undefined;
    minorUkrainians?: number | undefined;
    allDisplaced?: number | undefined;
};

/** A location with everything in it: the unit of which the engine holds one at a time. */
export type LocationFacts = {
    key: string;
    location: History<Location>;
    places: readonly History<Place>[];
    beds: readonly History<Bed>[];
    unavailabilities: readonly History<Unavailability>[];
    assignments: readonly History<Assignment>[];
    worksCosts: readonly History<WorksCost>[];
};

export type Rule =
    | 'R1_Guidance'
    | 'R2_Eligibility'
    | 'R3_Public_Lump_Sum'
    | 'R4_Private_Lump_Sum'
    | 'R5_Specific_Daily'
    | 'R6_Public_Monthly'
    | 'R7_Payment_Calendar'
    | 'R8_Framework_End'
    | 'Village';

export type ParameterUnit =
    | 'EUR_Per_Person'
    | 'EUR_Per_Bed'
    | 'EUR_Per_Bed_Day'
    | 'EUR_Per_Bed_Month'
    | 'EUR_Per_Room'
    | 'EUR_Per_Site'
    | 'EUR_Per_Five_Places'
    | 'Factor'
    | 'Days'
    | 'Months'
    | 'Beds'
    | 'Date'
    | 'Choice';

/** One version of an amount, threshold, date or choice (`Subsidy_Parameter__c`); without a value it is unknown. */
export type ParameterVersion = {
    key: string;
    rule: Rule;
    code: string;
    category?: Category | undefined;
    accommodationType?: AccommodationType | undefined;
    sizeClass?: SizeClass | undefined;
    firstDay: Day;
    lastDay?: Day | undefined;
    unit: ParameterUnit;
    /** for units in euro */
    cents?: number | undefined;
    /** a decimal as text, for Factor, Days, Months and Beds: `0.45` */
    number?: string | undefined;
    date?: Day | undefined;
    choice?: string | undefined;
    source?: string | undefined;
    sourceNote?: string | undefined;
    confidence: 'Quoted' | 'Press' | 'Assumed' | 'Unknown';
    version: number;
    recordedAt: Instant;
    approved: boolean;
};

/** @returns the version that was known at the snapshot, or undefined when the record was not there, or deleted */
export function versionAt<T>(history: History<T>, snapshot: Instant): Version<T> | undefined {
    let known: Version<T> | undefined;
    for (const version of history.versions) {
        const isKnown = version.recordedFrom <= snapshot && snapshot < (version.recordedTo ?? Infinity);
        if (isKnown && (known === undefined || version.recordedFrom > known.recordedFrom)) known = version;
    }
    return known?.deleted === true ? undefined : known;
}

/** @returns what was known at the snapshot about each record that was there then, in the order of the keys */
export function asOf<T>(histories: readonly History<T>[], snapshot: Instant): (T & { key: string })[] {
    const known: (T & { key: string })[] = [];
    for (const history of histories) {
        const version = versionAt(history, snapshot);
        if (version !== undefined) known.push({ ...version.state, key: history.key });
    }
    return known.sort(byKey);
}

/** Orders by key, by code units: the same on every machine. */
export function byKey(a: { key: string }, b: { key: string }): number {
    return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
