/** Which columns each file has, and what goes in them. The names are those of the fields in the org. */
import type { AssignmentRow, BedRow, Row, Snapshot } from './as-of.ts';
import { isoDay, isoInstant, type Day, type Instant } from './calendar.ts';
import type {
    Household,
    Location,
    Person,
    Place,
    Provider,
    RegisterCount,
    Unavailability,
    WorksCost,
} from './model.ts';
import { MOST_MOVES } from './stays.ts';

/** What a cell is written from; undefined leaves it empty. */
export type Cell = string | number | boolean | undefined;
type Column<T> = readonly [field: string, value: (row: T) => Cell];

/** One file: rows of one object. */
export type FileLayout = {
    object: string;
    file: string;
    header: readonly string[];
    /** one row after another, so that they need not all be in memory */
    rowsOf: (snapshot: Snapshot) => Iterable<Cell[]>;
};

const date = (day: Day | undefined): Cell => (day === undefined ? undefined : isoDay(day));
const moment = (at: Instant | undefined): Cell => (at === undefined ? undefined : isoInstant(at));

/** End of a stay without a known departure, as the triggers write it. */
const NO_END = '4000-12-31';

const PROVIDER: readonly Column<Row<Provider>>[] = [
    ['External_Key__c', (row) => row.key],
    ['Name', (row) => row.name],
    ['Provider_Type__c', (row) => row.type],
    ['Contact_Person__c', (row) => row.contactPerson],
    ['Email__c', (row) => row.email],
    ['Phone__c', (row) => row.phone],
    ['Street__c', (row) => row.street],
    ['House_Number__c', (row) => row.houseNumber],
    ['Box__c', (row) => row.box],
    ['Postal_Code__c', (row) => row.postalCode],
    ['Town__c', (row) => row.town],
    ['Municipality__r.NIS_Code__c', (row) => row.nis],
];

const LOCATION: readonly Column<Row<Location>>[] = [
    ['External_Key__c', (row) => row.key],
    ['Municipality__r.NIS_Code__c', (row) => row.nis],
    ['Provider__r.External_Key__c', (row) => row.providerKey],
    ['Site_Name__c', (row) => row.siteName],
    ['Status__c', (row) => row.status],
    ['Category__c', (row) => row.category],
    ['Accommodation_Type__c', (row) => row.accommodationType],
    ['Financing__c', (row) => row.financing],
    ['Street__c', (row) => row.street],
    ['House_Number__c', (row) => row.houseNumber],
    ['Box__c', (row) => row.box],
    ['Postal_Code__c', (row) => row.postalCode],
    ['Town__c', (row) => row.town],
    ['Start_Date__c', (row) => date(row.startDate)],
    ['End_Date__c', (row) => date(row.endDate)],
    ['Works_Needed__c', (row) => row.worksNeeded],
    ['Families_Welcome__c', (row) => row.familiesWelcome],
    ['Pets_Allowed__c', (row) => row.petsAllowed],
    ['Wheelchair_Accessible__c', (row) => row.wheelchairAccessible],
    ['Inventory_Result__c', (row) => row.inventory?.result],
    ['Inventory_Date__c', (row) => date(row.inventory?.date)],
    ['Inventory_By__c', (row) => row.inventory?.by],
    ['Risk_Result__c', (row) => row.risk?.result],
    ['Risk_Date__c', (row) => date(row.risk?.date)],
    ['Risk_By__c', (row) => row.risk?.by],
    ['Inspection_Result__c', (row) => row.inspection?.result],
    ['Inspection_Date__c', (row) => date(row.inspection?.date)],
    ['Inspection_By__c', (row) => row.inspection?.by],
    ['Validated_On__c', (row) => date(row.validatedOn)],
    ['Confirmed_On__c', (row) => date(row.confirmedOn)],
    ['Beds_Offered__c', (row) => row.offer?.beds],
    ['Offer_Available_From__c', (row) => date(row.offer?.availableFrom)],
    ['Offer_Answer__c', (row) => row.offer?.answer],
    ['Offer_Answered_On__c', (row) => date(row.offer?.answeredOn)],
    ['Offer_Answer_Note__c', (row) => row.offer?.note],
    ['Closing_Announced_On__c', (row) => date(row.closingAnnouncedOn)],
    ['Closing_Last_Day__c', (row) => date(row.closingLastDay)],
    ['Closing_Reason__c', (row) => row.closingReason],
];

const PLACE: readonly Column<Row<Place>>[] = [
    ['External_Key__c', (row) => row.key],
    ['Location__r.External_Key__c', (row) => row.locationKey],
    ['Name', (row) => row.name],
    ['Unique_Key__c', (row) => `${row.locationKey}|${row.name.toLowerCase()}`],
    ['Place_Type__c', (row) => row.type],
    ['Floor__c', (row) => row.floor],
    ['Sanitary__c', (row) => row.sanitary],
    ['Women_Only__c', (row) => row.womenOnly],
    ['Wheelchair_Accessible__c', (row) => row.wheelchairAccessible],
    ['First_Day__c', (row) => date(row.firstDay)],
    ['Last_Day__c', (row) => date(row.lastDay)],
];

const BED: readonly Column<BedRow>[] = [
    ['External_Key__c', (row) => row.key],
    ['Place__r.External_Key__c', (row) => row.placeKey],
    ['Municipality__r.NIS_Code__c', (row) => row.nis],
    ['Bed_Number__c', (row) => row.number],
    ['Unique_Key__c', (row) => `${row.placeKey}|${row.number}`],
    ['Bed_Type__c', (row) => row.type],
    ['Bookable__c', (row) => row.bookable],
    ['First_Day__c', (row) => date(row.firstDay)],
    ['Last_Day__c', (row) => date(row.lastDay)],
    ['Occupied_Until__c', (row) => date(row.occupiedUntil)],
    ['Next_Free_Day__c', (row) => date(row.nextFreeDay)],
    ['Free_Now__c', (row) => row.freeNow],
];

const UNAVAILABILITY: readonly Column<Row<Unavailability>>[] = [
    ['External_Key__c', (row) => row.key],
    ['Bed__r.External_Key__c', (row) => row.bedKey],
    ['First_Day__c', (row) => date(row.firstDay)],
    ['Last_Day__c', (row) => date(row.lastDay)],
    ['Reason__c', (row) => row.reason],
    ['Note__c', (row) => row.note],
];

const WORKS_COST: readonly Column<Row<WorksCost>>[] = [
    ['External_Key__c', (row) => row.key],
    ['Location__r.External_Key__c', (row) => row.locationKey],
    ['Place__r.External_Key__c', (row) => row.placeKey],
    ['Amount__c', (row) => euros(row.cents)],
    ['Invoice_Date__c', (row) => date(row.invoiceDate)],
    ['Proof_Kind__c', (row) => row.proofKind],
    ['Proof_Reference__c', (row) => row.proofReference],
];

/** Never through a floating-point number: the cents are the last two digits. */
function euros(cents: number): string {
    const digits = String(cents).padStart(3, '0');
    return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const HOUSEHOLD: readonly Column<Row<Household>>[] = [
    ['External_Key__c', (row) => row.key],
    ['Responsible_Municipality__r.NIS_Code__c', (row) => row.nis],
    ['Status__c', (row) => row.status],
    ['Waiting_Since__c', (row) => date(row.waitingSince)],
    ['Source__c', (row) => row.source],
    ['Adults__c', (row) => row.adults],
    ['Minors_0_2__c', (row) => row.minors0to2],
    ['Minors_3_5__c', (row) => row.minors3to5],
    ['Minors_6_11__c', (row) => row.minors6to11],
    ['Minors_12_17__c', (row) => row.minors12to17],
    ['Cots_Needed__c', (row) => row.cotsNeeded],
    ['Has_Pets__c', (row) => row.hasPets],
    ['Needs_Wheelchair__c', (row) => row.needsWheelchair],
    ['Needs_Ground_Floor__c', (row) => row.needsGroundFloor],
    ['Language__c', (row) => row.language],
    ['School_Town__c', (row) => row.schoolTown],
];

const PERSON: readonly Column<Row<Person>>[] = [
    ['External_Key__c', (row) => row.key],
    ['Household__r.External_Key__c', (row) => row.householdKey],
    ['First_Name__c', (row) => row.firstName],
    ['Last_Name__c', (row) => row.lastName],
    ['Birth_Date__c', (row) => date(row.birthDate)],
    ['Household_Role__c', (row) => row.role],
    ['Retention_Date__c', (row) => date(row.retentionDate)],
];

const ASSIGNMENT: readonly Column<AssignmentRow>[] = [
    ['External_Key__c', (row) => row.key],
    ['Bed__r.External_Key__c', (row) => row.bedKey],
    ['Household__r.External_Key__c', (row) => row.householdKey],
    ['Person__r.External_Key__c', (row) => row.personKey],
    ['Hosting_Municipality__r.NIS_Code__c', (row) => row.hostingNis],
    ['Status__c', (row) => row.status],
    ['Arrival_Date__c', (row) => date(row.arrival)],
    ['Departure_Date__c', (row) => date(row.departure)],
    ['End_Key__c', (row) => date(row.departure) ?? NO_END],
    ['Departure_Reason__c', (row) => row.departureReason],
    ['Destination__c', (row) => row.destination],
    ['Hold_Expires_At__c', (row) => (row.status === 'Held' ? moment(row.holdExpiresAt) : undefined)],
    ['Moved_From__r.External_Key__c', (row) => row.movedFromKey],
];

const REGISTER_COUNT: readonly Column<Row<RegisterCount>>[] = [
    ['External_Key__c', (row) => row.key],
    ['Municipality__r.NIS_Code__c', (row) => row.nis],
    ['Reference_Date__c', (row) => date(row.referenceDate)],
    ['Unique_Key__c', (row) => `${row.nis}|${isoDay(row.referenceDate)}`],
    ['Adults_With_Status__c', (row) => row.adultsWithStatus],
    ['Minor_Ukrainians__c', (row) => row.minorUkrainians],
    ['All_Displaced__c', (row) => row.allDisplaced],
    ['Imported_At__c', (row) => moment(row.importedAt)],
    ['Source__c', (row) => row.source],
];

type Unnumbered = Omit<FileLayout, 'file'> & { part: string };

function layout<T>(
    object: string,
    columns: readonly Column<T>[],
    recordsOf: (snapshot: Snapshot) => readonly T[],
    part = '',
): Unnumbered {
    return {
        object,
        part,
        header: columns.map(([field]) => field),
        *rowsOf(snapshot) {
            for (const record of recordsOf(snapshot)) yield columns.map(([, value]) => value(record));
        },
    };
}

/**
 * Stays that began with a move come in files of their own, one for each step of the chain: a bulk load works in
 * parallel, and the stay that somebody moved from must be there first.
 */
function movedStays(): Unnumbered[] {
    return Array.from({ length: MOST_MOVES }, (_, index) => {
        const moves = index + 1;
        const part = moves === 1 ? '-moves' : `-moves-${moves}`;
        return layout('Assignment__c', ASSIGNMENT, (snapshot) => staysAfter(snapshot, moves), part);
    });
}

function staysAfter({ assignments }: Snapshot, moves: number): AssignmentRow[] {
    return assignments.filter((stay) => stay.moves === moves);
}

/** All files, in the order in which they are loaded. */
export const FILES: readonly FileLayout[] = [
    layout('Provider__c', PROVIDER, (snapshot) => snapshot.providers),
    layout('Location__c', LOCATION, (snapshot) => snapshot.locations),
    layout('Place__c', PLACE, (snapshot) => snapshot.places),
    layout('Bed__c', BED, (snapshot) => snapshot.beds),
    layout('Bed_Unavailability__c', UNAVAILABILITY, (snapshot) => snapshot.unavailabilities),
    layout('Works_Cost__c', WORKS_COST, (snapshot) => snapshot.worksCosts),
    layout('Household__c', HOUSEHOLD, (snapshot) => snapshot.households),
    layout('Person__c', PERSON, (snapshot) => snapshot.persons),
    layout('Assignment__c', ASSIGNMENT, (snapshot) => staysAfter(snapshot, 0)),
    ...movedStays(),
    layout('Register_Count__c', REGISTER_COUNT, (snapshot) => snapshot.registerCounts),
].map(({ part, ...file }, index) => ({
    ...file,
    file: `${String(index + 1).padStart(2, '0')}-${file.object}${part}.csv`,
}));
