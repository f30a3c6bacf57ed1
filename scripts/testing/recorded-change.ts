/** Changes what was recorded of a record, as the trigger does that writes the history: one fact ends, the next begins. */
import { quoted, type OrgClient } from '../salesforce/org-client.ts';

/** The last fact about a record. */
export interface LastFact {
    readonly id: string;
    /** of the record */
    readonly key: string;
    readonly values: Readonly<Record<string, unknown>>;
}

const COPIED = ['Record_Type__c', 'Record_Key__c', 'Parent_Key__c', 'Municipality__c', 'Facts__c'];

/**
 * @param keys of records, of which the first is taken whose last fact was recorded before that instant
 * @throws Error when there is none
 */
export async function lastFact(
    client: OrgClient,
    type: string,
    keys: readonly string[],
    before: string,
): Promise<LastFact> {
    const soql =
        `SELECT Id, ${COPIED.join(', ')} FROM Recorded_Fact__c WHERE Record_Type__c = ${quoted(type)} ` +
        `AND Record_Key__c IN (${keys.map(quoted).join(', ')}) AND Recorded_To__c = null AND Recorded_From__c < ${before} ` +
        'ORDER BY Record_Key__c LIMIT 1';
    const [fact] = await Array.fromAsync(client.query(soql));
    if (!fact) throw new Error(`nothing was recorded about ${type} before ${before}`);
    return {
        key: String(fact['Record_Key__c']),
        id: String(fact['Id']),
        values: Object.fromEntries(COPIED.map((name) => [name, fact[name]])),
    };
}

/**
 * @param client of a user who may load the past
 * @param facts values that change, by field name
 * @param at instant of the change, ISO
 */
export async function recordChange(
    client: OrgClient,
    { id, values }: LastFact,
    facts: Readonly<Record<string, unknown>>,
    at: string,
): Promise<void> {
    await client.json('PATCH', `/sobjects/Recorded_Fact__c/${id}`, { Recorded_To__c: at });
    const before = JSON.parse(String(values['Facts__c'])) as object;
    await client.json('POST', '/sobjects/Recorded_Fact__c', {
        ...values,
        Facts__c: JSON.stringify({ ...before, ...facts }),
        Recorded_From__c: at,
    });
}

/**
 * Records a count of the National Register for the first time, as that trigger does.
 * @param client of a user who may load the past
 * @param facts values by field name, with the NIS code
 * @param at instant, ISO
 */
export async function recordFirst(
    client: OrgClient,
    type: string,
    { NIS_Code__c: nis, ...facts }: Readonly<Record<string, unknown>>,
    at: string,
): Promise<void> {
    await client.json('POST', '/sobjects/Recorded_Fact__c', {
        Record_Type__c: type,
        Record_Key__c: `${String(nis)}|${String(facts['Reference_Date__c'])}`,
        Municipality__r: { NIS_Code__c: nis },
        Facts__c: JSON.stringify(facts),
        Recorded_From__c: at,
    });
}
