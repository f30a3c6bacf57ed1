/** What a location is now, read from its records and not from their history. */
import type { Connection } from 'jsforce';
import type { LocationFacts } from '../../engine/facts.ts';
import { EARLY } from '../../engine/testing/register.ts';
import type { Fact } from '../fact-store.ts';
import { locationFacts } from '../to-engine.ts';

type Row = Record<string, unknown>;

/** Per object: the path to its location, the one to its parent's key, and fields that money depends on. */
const OBJECTS: Readonly<Record<string, readonly [location: string, parent: string, ...fields: string[]]>> = {
    Location__c: [
        'External_Key__c',
        '',
        'Status__c',
        'Category__c',
        'Accommodation_Type__c',
        'Financing__c',
        'Start_Date__c',
        'End_Date__c',
        'Works_Needed__c',
        'Validated_On__c',
        'Confirmed_On__c',
        'Closing_Announced_On__c',
        'Closing_Last_Day__c',
    ],
    Place__c: ['Location__r.External_Key__c', 'Location__r.External_Key__c', 'First_Day__c', 'Last_Day__c'],
    Bed__c: [
        'Place__r.Location__r.External_Key__c',
        'Place__r.External_Key__c',
        'Bookable__c',
        'First_Day__c',
        'Last_Day__c',
    ],
    Bed_Unavailability__c: [
        'Bed__r.Place__r.Location__r.External_Key__c',
        'Bed__r.External_Key__c',
        'First_Day__c',
        'Last_Day__c',
    ],
    Assignment__c: [
        'Bed__r.Place__r.Location__r.External_Key__c',
        'Bed__r.External_Key__c',
        'Status__c',
        'Arrival_Date__c',
        'Departure_Date__c',
    ],
    Works_Cost__c: ['Location__r.External_Key__c', 'Location__r.External_Key__c', 'Amount__c', 'Invoice_Date__c'],
};

/** @returns the location with everything in it, as if it had never been otherwise */
export async function frozenCopy(connection: Connection, key: string): Promise<LocationFacts> {
    const facts: Fact[] = [];
    for (const [type, [location, parent, ...fields]] of Object.entries(OBJECTS)) {
        const more = type === 'Location__c' ? ['Municipality__r.NIS_Code__c'] : [parent];
        const columns = ['External_Key__c', ...more, ...fields].join(', ');
        const { records } = await connection.query<Row>(
            `SELECT ${columns} FROM ${type} WHERE ${location} = '${key}' ORDER BY External_Key__c`,
        );
        for (const record of records)
            facts.push({
                type,
                key: String(record['External_Key__c']),
                parent: parent === '' ? '' : String(valueAt(record, parent)),
                nis: type === 'Location__c' ? String(valueAt(record, 'Municipality__r.NIS_Code__c')) : '',
                facts: JSON.stringify(Object.fromEntries(fields.map((field) => [field, record[field]]))),
                deleted: false,
                from: EARLY,
                to: undefined,
            });
    }
    const copy = locationFacts({ key, facts });
    if (!copy) throw new Error(`there is no location ${key}`);
    return copy;
}

function valueAt(record: Row, path: string): unknown {
    return path.split('.').reduce<unknown>((value, name) => (value as Row | null)?.[name], record);
}
