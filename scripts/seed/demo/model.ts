/** What the generator knows about the world; the files that people load are written from this. */
import type {
    AccommodationType,
    AssignmentStatus,
    Category,
    Financing,
    LocationStatus,
} from '../../subsidy/engine/facts.ts';
import type { Day, Instant } from './calendar.ts';
import type { Recorded } from './recorded.ts';

export type { AccommodationType, Category, Financing, LocationStatus };
export type ClosingReason = 'Contract_Ends' | 'Phase_Out' | 'Quality' | 'Low_Occupancy' | 'Other';
export type ProviderType = 'Local_Authority' | 'Private_Person' | 'Company' | 'Association' | 'Other_Public_Body';

export type Address = {
    street: string;
    houseNumber: string;
    box: string | undefined;
    postalCode: string;
    town: string;
};

export type Provider = Address & {
    name: string;
    type: ProviderType;
    contactPerson: string | undefined;
    email: string | undefined;
    phone: string | undefined;
    /** NIS code of the municipality of today */
    nis: string;
};

/** One of the three steps of the quality check. */
export type QualityStep<Result extends string> = { result: Result; date: Day; by: string };

export type Location = Partial<Address> & {
    /** NIS code as it was at that time: a fusion is one more version */
    nis: string;
    providerKey: string;
    siteName: string;
    status: LocationStatus;
    category?: Category;
    accommodationType?: AccommodationType;
    financing?: Financing;
    startDate?: Day;
    /** last day, inclusive; undefined as long as no end is known */
    endDate?: Day;
    worksNeeded: boolean;
    familiesWelcome: boolean;
    petsAllowed: boolean;
    wheelchairAccessible: boolean;
    inventory?: QualityStep<'Not_Listed' | 'Listed'>;
    risk?: QualityStep<'No_Alarm' | 'Alarm'>;
    inspection?: QualityStep<'Conform' | 'Not_Conform'>;
    validatedOn?: Day;
    confirmedOn?: Day;
    offer?: Offer;
    closingAnnouncedOn?: Day;
    closingLastDay?: Day;
    closingReason?: ClosingReason;
};

export type Offer = {
    beds: number;
    availableFrom: Day;
    answer?: 'Accepted' | 'On_Reserve' | 'Declined';
    answeredOn?: Day;
    note?: string;
};

export type PlaceType = 'Room' | 'Studio' | 'Flat' | 'House' | 'Unit' | 'Dormitory';

export type Place = {
    locationKey: string;
    name: string;
    type: PlaceType;
    floor: number | undefined;
    sanitary: 'Own' | 'Shared' | undefined;
    womenOnly: boolean;
    wheelchairAccessible: boolean;
    /** undefined: lives as long as its location */
    firstDay: Day | undefined;
    lastDay: Day | undefined;
};

export type Bed = {
    placeKey: string;
    number: string;
    type: 'Single' | 'Bunk' | 'Double_Half' | 'Cot';
    bookable: boolean;
    firstDay: Day;
    /** last day, inclusive; undefined: as long as the place and the location */
    lastDay: Day | undefined;
};

export type Unavailability = {
    bedKey: string;
    firstDay: Day;
    /** last day, inclusive; undefined: until further notice */
    lastDay: Day | undefined;
    reason: 'Works' | 'Seasonal' | 'Quality' | 'Other';
    note: string | undefined;
};

export type WorksCost = {
    locationKey: string;
    /** undefined: common parts */
    placeKey: string | undefined;
    cents: number;
    invoiceDate: Day;
    proofKind: 'Invoice' | 'Sworn_Statement' | 'Other';
    proofReference: string | undefined;
};

export type Household = {
    /** NIS code of the municipality of that time */
    nis: string;
    status: 'Waiting' | 'Housed' | 'Left';
    waitingSince: Day;
    /** day on which the last stay ended */
    leftOn?: Day;
    adults: number;
    minors0to2: number;
    minors3to5: number;
    minors6to11: number;
    minors12to17: number;
    cotsNeeded: number;
    hasPets: boolean;
    needsWheelchair: boolean;
    needsGroundFloor: boolean;
    language: 'Ukrainian' | 'Russian' | 'English' | 'Other';
    schoolTown: string | undefined;
    source: 'Fedasil' | 'Own_Arrival' | 'Rehousing' | 'Host_Family_Ends';
};

export type Person = {
    householdKey: string;
    firstName: string;
    lastName: string;
    birthDate: Day | undefined;
    role: 'Contact' | 'Partner' | 'Child' | 'Parent' | 'Other';
    retentionDate?: Day;
};

export type DepartureReason =
    'Own_Housing' | 'Moved' | 'Host_Family' | 'Returned' | 'Left_Country' | 'Closure' | 'Unknown' | 'Other';
export type Destination = 'Same_Municipality' | 'Flanders' | 'Brussels' | 'Wallonia' | 'Ukraine' | 'Abroad' | 'Unknown';

export type Assignment = {
    bedKey: string;
    householdKey: string;
    personKey: string | undefined;
    status: AssignmentStatus;
    arrival: Day;
    /** half-open: the night of this day is no longer slept here */
    departure?: Day;
    departureReason?: DepartureReason;
    destination?: Destination;
    holdExpiresAt?: Instant;
    movedFromKey: string | undefined;
    /** how many moves came before this stay */
    moves: number;
};

export type RegisterCount = {
    nis: string;
    referenceDate: Day;
    adultsWithStatus: number | undefined;
    minorUkrainians: number | undefined;
    allDisplaced: number | undefined;
    importedAt: Instant;
    source: string;
};

/** All that is known in one municipality of today, with what was recorded under the names of before the fusion. */
export type Registry = {
    providers: Recorded<Provider>[];
    locations: Recorded<Location>[];
    places: Recorded<Place>[];
    beds: Recorded<Bed>[];
    unavailabilities: Recorded<Unavailability>[];
    worksCosts: Recorded<WorksCost>[];
    households: Recorded<Household>[];
    persons: Recorded<Person>[];
    assignments: Recorded<Assignment>[];
    registerCounts: Recorded<RegisterCount>[];
};
