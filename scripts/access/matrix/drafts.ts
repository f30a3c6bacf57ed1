/** A record of each object of the application: what makes one that every rule accepts, and a change that hurts nobody. */
import type { Parents } from './matrix-org.ts';

/** Values of a record, by field. */
export type Values = Readonly<Record<string, unknown>>;

type Making = (parents: Parents, number: number) => Values;

/** How records of an object are made and changed. */
export interface Draft {
    /** whether a record belongs to one municipality */
    readonly isLocal: boolean;
    /** @param number is another one for each record, so that keys differ */
    readonly values: Making;
    /** changes of one field each; somebody who may write none of these fields writes none of the object */
    readonly changes: readonly Values[];
}

const START = '2024-01-01';
const NIGHT = 24 * 60 * 60 * 1000;

/** The day so many days after another one. */
function day(first: string, days: number): string {
    return new Date(Date.parse(first) + days * NIGHT).toISOString().slice(0, 10);
}

const local = (values: Draft['values'], ...changes: readonly Values[]): Draft => ({ isLocal: true, values, changes });
const common = (values: Draft['values'], ...changes: readonly Values[]): Draft => ({ isLocal: false, values, changes });

/** By object, masters before their details. */
export const DRAFTS: Readonly<Record<string, Draft>> = {
    Municipality__c: common(
        (_, number) => ({ Name: `Proef ${String(number)}`, NIS_Code__c: String(10_000 + number) }),
        { Population__c: 1000 },
        { Valid_From__c: START },
    ),
    Provider__c: local(
        ({ municipality }, number) => ({
            Name: `Aanbieder ${String(number)}`,
            Provider_Type__c: 'Company',
            Email__c: 'aanbieder@proef.example',
            Municipality__c: municipality,
        }),
        { Contact_Person__c: 'Onthaal' },
    ),
    Location__c: local(
        ({ municipality }, number) => ({
            Municipality__c: municipality,
            Status__c: 'Draft',
            Site_Name__c: `Huis ${String(number)}`,
        }),
        { Pets_Allowed__c: true },
        { Status__c: 'Draft' },
    ),
    Place__c: local(
        ({ location }, number) => ({
            Location__c: location,
            Name: `Kamer ${String(number)}`,
            Place_Type__c: 'Room',
        }),
        { Floor__c: 1 },
    ),
    Bed__c: local(
        ({ place }, number) => ({
            Place__c: place,
            Bed_Number__c: String(number),
            Bed_Type__c: 'Single',
            First_Day__c: START,
        }),
        { Bookable__c: true },
    ),
    Bed_Unavailability__c: local(
        ({ spareBed }, number) => ({
            Bed__c: spareBed,
            First_Day__c: day(START, 2 * number),
            Last_Day__c: day(START, 2 * number),
            Reason__c: 'Seasonal',
        }),
        { Note__c: 'paasvakantie' },
    ),
    Works_Cost__c: local(
        ({ location }, number) => ({
            Location__c: location,
            Amount__c: number,
            Invoice_Date__c: START,
            Proof_Kind__c: 'Invoice',
        }),
        { Proof_Reference__c: 'F-1' },
    ),
    Household__c: local(
        ({ municipality }) => ({
            Responsible_Municipality__c: municipality,
            Adults__c: 1,
            Source__c: 'Own_Arrival',
            Status__c: 'Waiting',
            Waiting_Since__c: START,
        }),
        { School_Town__c: 'Genk' },
    ),
    Person__c: local(({ household }) => ({ Household__c: household }), { First_Name__c: 'Olena' }),
    Assignment__c: local(
        ({ bed, household }, number) => ({
            Bed__c: bed,
            Household__c: household,
            Arrival_Date__c: day('2027-01-01', 2 * number),
            Departure_Date__c: day('2027-01-02', 2 * number),
            Status__c: 'Confirmed',
        }),
        { Status__c: 'Confirmed' },
    ),
    Data_Quality_Finding__c: local(
        ({ municipality, location }) => ({
            Municipality__c: municipality,
            Rule__c: 'Location_Without_Beds',
            Record_Id__c: location,
            Since__c: START,
            Last_Seen__c: `${START}T00:00:00Z`,
        }),
        { Solved_On__c: START },
    ),
    Statistic__c: local(
        ({ municipality }, number) => ({
            Municipality__c: municipality,
            Category__c: 'Public',
            Day__c: day(START, number),
        }),
        { Free__c: 1 },
    ),
    Register_Count__c: local(
        ({ municipality }, number) => ({
            Municipality__c: municipality,
            Reference_Date__c: day('2023-06-30', number % 900),
            All_Displaced__c: number,
        }),
        { Source__c: 'proef' },
    ),
    Recorded_Fact__c: local(
        ({ municipality }, number) => ({
            Municipality__c: municipality,
            Record_Type__c: 'Location__c',
            Record_Key__c: `matrix ${String(number)}`,
            Facts__c: '{}',
            Recorded_From__c: new Date().toISOString(),
        }),
        { External_Key__c: 'matrix' },
    ),
    Subsidy_Run__c: common(
        () => ({
            First_Day__c: START,
            Last_Day__c: '2024-03-31',
            Snapshot_At__c: '2024-04-15T00:00:00Z',
            Status__c: 'Calculated',
        }),
        { Assumptions__c: 'geen' },
    ),
    Subsidy_Statement__c: local(
        ({ municipality, runs }, number) => ({
            Run__c: runs[number % runs.length],
            Municipality__c: municipality,
        }),
        { External_Key__c: 'matrix' },
    ),
    Subsidy_Line__c: local(
        ({ statement }, number) => ({
            Statement__c: statement,
            Line_Kind__c: 'Regular',
            Rule__c: 'R1_Guidance',
            Amount__c: number,
        }),
        { Explanation__c: 'proef' },
    ),
    Subsidy_Parameter__c: common(
        (_, number) => ({
            Parameter_Code__c: `PROEF_${String(number)}`,
            Rule__c: 'R1_Guidance',
            Unit__c: 'EUR_Per_Bed',
            Amount__c: 10,
            Version__c: 1,
            First_Day__c: START,
            Confidence__c: 'Assumed',
            Recorded_At__c: new Date().toISOString(),
        }),
        { Source_Note__c: 'proef' },
    ),
    Licence_Contract__c: common(
        (_, number) => ({
            First_Day__c: `${String(2100 + number)}-04-01`,
            Last_Day__c: `${String(2101 + number)}-03-31`,
            Number_Contracted__c: 1,
            Tier__c: 'Full',
        }),
        { Source__c: 'proef' },
    ),
    Licence_Price_Tier__c: common(
        (_, number) => ({
            First_Day__c: START,
            From_Number__c: number,
            Unit_Price__c: 10,
            Tier__c: 'Full',
            Confidence__c: 'Assumed',
        }),
        { Source__c: 'proef' },
    ),
    Licence_Count__c: common(
        (_, number) => ({
            Counted_On__c: START,
            Role__c: `Rol ${String(number)}`,
            Tier__c: 'Full',
            Active_Users__c: 1,
        }),
        { Unused_30_Days__c: 0 },
    ),
    Dossier__c: local(
        ({ municipality }) => ({
            Municipality__c: municipality,
            Archive_Status__c: 'Open',
            Registered_On__c: '2023-05-01',
        }),
        { Allis_Reference__c: 'A-1' },
    ),
    Retention_Log__c: common(
        () => ({
            Run_At__c: `${START}T00:00:00Z`,
            Anonymised__c: 0,
            Refused__c: 0,
        }),
        { Refused__c: 1 },
    ),
};
