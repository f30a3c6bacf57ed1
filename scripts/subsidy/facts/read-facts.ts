/** Reads what was known at a snapshot: one bulk query, put in order on disk, one location in memory at a time. */
import { bulkQuery } from '../../salesforce/bulk-query.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { requireAccess } from '../../salesforce/require-access.ts';
import type { History, LocationFacts, ParameterVersion, RegisterCount } from '../engine/facts.ts';
import { FactStore } from './fact-store.ts';
import { locationFacts, parameterVersions, registerCounts } from './to-engine.ts';

const OBJECT = 'Recorded_Fact__c';
const FIELDS = [
    'Record_Type__c',
    'Record_Key__c',
    'Parent_Key__c',
    'Facts__c',
    'Deleted__c',
    'Recorded_From__c',
    'Recorded_To__c',
];
/** Transactions that began before the snapshot may be committed as long after it. */
const SETTLING_MS = 15 * 60_000;
/** How often the reader is told how far it is. */
const STEP = 10_000;

/** Everything that was recorded up to a snapshot. */
export interface KnownFacts {
    /** versions read */
    readonly count: number;
    /** versions of what hangs from nothing that was recorded */
    readonly orphans: number;
    readonly parameters: ParameterVersion[];
    readonly registerCounts: History<RegisterCount>[];
    /** in the order of their keys; once */
    readonly locations: () => Generator<LocationFacts>;
    /** deletes what was kept on disk */
    readonly close: () => void;
}

/**
 * @param snapshot instant up to which facts count
 * @throws JobError when the snapshot is younger than 15 minutes, a fact cannot be read, or the user may not read facts
 */
export async function readFacts(
    client: OrgClient,
    snapshot: Date,
    now: Date,
    onProgress: (count: number) => void = () => undefined,
): Promise<KnownFacts> {
    if (now.getTime() - snapshot.getTime() < SETTLING_MS) {
        throw new JobError(
            'SnapshotTooYoung',
            'De momentopname is jonger dan een kwartier: er kan nog geschreven worden.',
            {
                actions: ['Kies een vroeger ogenblik, of wacht een kwartier.'],
            },
        );
    }
    await requireAccess(client, { object: OBJECT, read: FIELDS });
    const store = new FactStore();
    try {
        const soql = `SELECT ${FIELDS.join(', ')}, Municipality__r.NIS_Code__c FROM ${OBJECT} WHERE Recorded_From__c <= ${snapshot.toISOString()}`;
        for await (const row of bulkQuery(client, soql)) {
            store.add({
                type: row['Record_Type__c'] ?? '',
                key: row['Record_Key__c'] ?? '',
                parent: row['Parent_Key__c'] ?? '',
                nis: row['Municipality__r.NIS_Code__c'] ?? '',
                facts: row['Facts__c'] ?? '',
                deleted: row['Deleted__c'] === 'true',
                from: Date.parse(row['Recorded_From__c'] ?? ''),
                to: row['Recorded_To__c'] ? Date.parse(row['Recorded_To__c']) : undefined,
            });
            if (store.count % STEP === 0) onProgress(store.count);
        }
        onProgress(store.count);
        return {
            count: store.count,
            orphans: store.orphans(),
            parameters: parameterVersions(store.ofType('Subsidy_Parameter__c'), snapshot.getTime()),
            registerCounts: registerCounts(store.ofType('Register_Count__c')),
            locations: () => locationsOf(store),
            close: () => {
                store.close();
            },
        };
    } catch (error) {
        store.close();
        throw error;
    }
}

/** The facts of each location as the engine takes them, in the order of their keys. */
export function* locationsOf(store: FactStore): Generator<LocationFacts> {
    for (const location of store.byLocation()) {
        const facts = locationFacts(location);
        if (facts) yield facts;
    }
}
