/** What triggers store about beds is what the generator of demonstration data says, which has the rule in TypeScript. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { day } from '../days/days.ts';
import { generateAndRead, requestFor, rowsOf, temporaryFolder, type CsvRow } from '../seed/testing/data-set.ts';
import { TestOrg } from '../testing/test-org.ts';
import { loadDemoData } from './load-demo-data.ts';

const STORED = ['Unique_Key__c', 'Occupied_Until__c', 'Next_Free_Day__c', 'Free_Now__c'] as const;

/** The day in the time zone of the users. */
function today(): ReturnType<typeof day> {
    return day(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format());
}

type Stored = Record<(typeof STORED)[number], string | boolean | null> & {
    readonly External_Key__c: string;
    readonly Municipality__r: { readonly NIS_Code__c: string };
};

const folder = temporaryFolder();
let org: TestOrg;
let generated: CsvRow[] = [];
/** Options expire in the course of a day, of which the generator knows only the evening. */
let held = new Set<string>();

before(async () => {
    const out = join(folder.path, 'data');
    const files = generateAndRead(requestFor(out, { municipalities: 3, asOf: today() }));
    generated = rowsOf(files, 'Bed__c');
    const stays = rowsOf(files, 'Assignment__c');
    held = new Set(
        stays.filter((stay) => stay['Status__c'] === 'Held').map((stay) => stay['Bed__r.External_Key__c'] ?? ''),
    );
    org = await TestOrg.start();
    await org.loadMunicipalities();
    const loader = await org.user('Integration');
    await loadDemoData(loader.client, out, () => undefined);
});

after(async () => {
    folder.remove();
    await org.remove();
});

test('every bed is stored as the generator describes it', async () => {
    const { records } = await org.admin.query<Stored>(
        `SELECT External_Key__c, Municipality__r.NIS_Code__c, ${STORED.join(', ')} FROM Bed__c`,
        { autoFetch: true, maxFetch: 100_000 },
    );
    const stored = new Map(records.map((record) => [record.External_Key__c, record]));
    const compared = generated.filter((bed) => !held.has(bed['External_Key__c'] ?? ''));
    assert.ok(compared.some((bed) => bed['Free_Now__c'] === 'true'));
    assert.ok(compared.some((bed) => bed['Free_Now__c'] === 'false'));
    for (const bed of compared) {
        const record = stored.get(bed['External_Key__c'] ?? '');
        assert.ok(record, bed['External_Key__c']);
        const shown = Object.fromEntries(STORED.map((field) => [field, String(record[field] ?? '')]));
        assert.deepEqual(shown, Object.fromEntries(STORED.map((field) => [field, bed[field]])), bed['External_Key__c']);
        assert.equal(record.Municipality__r.NIS_Code__c, bed['Municipality__r.NIS_Code__c']);
    }
});
