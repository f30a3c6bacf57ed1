/** One line with all that explains it, as far as the user may see it: an officer of a municipality sees no runs. */
import { quoted, type OrgClient, type OrgRecord } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import type { Rule } from '../engine/facts.ts';
import { centsFrom } from '../engine/money.ts';
import type { LineKind } from './line.ts';
import { readableFields } from './readable.ts';
import { byReference } from './reference.ts';
import type { RunStatus } from './run.ts';

const OBJECT = 'Subsidy_Line__c';

/** Fields by the lookup that leads to them; those of the line itself under the empty name. */
const WANTED: readonly { object: string; path: string; lookup?: string; fields: readonly string[] }[] = [
    {
        object: OBJECT,
        path: '',
        fields: [
            'Name',
            'Rule__c',
            'Line_Kind__c',
            'Amount__c',
            'Days__c',
            'First_Day__c',
            'Last_Day__c',
            'Explanation__c',
            'Input_Hash__c',
        ],
    },
    {
        object: 'Subsidy_Statement__c',
        path: 'Statement__r.',
        lookup: 'Statement__c',
        fields: ['Name', 'Approved__c', 'Scenario__c', 'Municipality__r.Name', 'Municipality__r.NIS_Code__c'],
    },
    {
        object: 'Subsidy_Run__c',
        path: 'Statement__r.Run__r.',
        lookup: 'Statement__c',
        fields: ['Name', 'Status__c', 'Snapshot_At__c', 'Assumptions__c'],
    },
    {
        object: 'Location__c',
        path: 'Location__r.',
        lookup: 'Location__c',
        fields: ['Name', 'Site_Name__c', 'Street__c', 'House_Number__c', 'Box__c', 'Postal_Code__c', 'Town__c'],
    },
    { object: 'Bed__c', path: 'Bed__r.', lookup: 'Bed__c', fields: ['Name', 'Bed_Number__c'] },
    {
        object: 'Subsidy_Parameter__c',
        path: 'Parameter__r.',
        lookup: 'Parameter__c',
        fields: ['Name', 'Parameter_Code__c', 'Version__c', 'Source__c', 'Source_Note__c'],
    },
    { object: OBJECT, path: 'Difference_From__r.', lookup: 'Difference_From__c', fields: ['Name'] },
];

/** A line with its surroundings; what the user may not see is absent. Days are ISO texts, both inclusive. */
export interface ExplainedLine {
    readonly name: string;
    readonly rule: Rule;
    readonly kind: LineKind;
    readonly cents?: number;
    readonly days?: number;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly scenario: boolean;
    readonly statement: string;
    readonly municipality: { readonly nis: string; readonly name: string };
    readonly approved: boolean;
    readonly run?: {
        readonly name: string;
        readonly status: RunStatus;
        readonly snapshot: string;
        readonly assumptions: string;
    };
    readonly location?: { readonly name: string; readonly site: string; readonly address: string };
    readonly bed?: { readonly name: string; readonly number: string };
    readonly parameter?: {
        readonly name: string;
        readonly code: string;
        readonly version: number;
        readonly source: string;
        readonly note: string;
    };
    readonly differenceFrom?: string;
    readonly steps: readonly string[];
    readonly inputHash: string;
}

/**
 * Finds a line by its reference (`LIJN-00000001`), id or external key.
 * @throws JobError when there is none, or the user may not read lines; OrgError
 */
export async function findLine(client: OrgClient, reference: string): Promise<ExplainedLine> {
    const own = await readableFields(client, OBJECT);
    if (!own) {
        throw new JobError('WrongOrgOrNoAccess', `Deze org heeft geen ${OBJECT}, of u mag het niet zien.`, {
            actions: ['Vraag de beheerder om de machtigingenset die bij uw rol hoort.'],
        });
    }
    const select = `SELECT ${(await columns(client, own)).join(', ')} FROM ${OBJECT}`;
    const literal = quoted(reference);
    const ask = (where: string): Promise<OrgRecord[]> =>
        Array.fromAsync(client.query(`${select} WHERE ${where} LIMIT 1`));
    const [record] = await byReference(reference, ask, [
        `Name = ${literal}`,
        ...(own.has('External_Key__c') ? [`External_Key__c = ${literal}`] : []),
    ]);
    if (record) return toExplained(record);
    throw new JobError('UnknownLine', `Er is geen lijn ${reference}, of u mag ze niet zien.`, {
        actions: ['Referenties van lijnen staan in de CSV bij elke afrekening.'],
    });
}

async function columns(client: OrgClient, own: ReadonlySet<string>): Promise<string[]> {
    const chosen: string[] = [];
    for (const { object, path, lookup, fields } of WANTED) {
        if (lookup !== undefined && !own.has(lookup)) continue;
        const seen = object === OBJECT ? own : await readableFields(client, object);
        const shown = fields.filter((field) => seen?.has(field.replace(/__r\..*/, '__c')));
        chosen.push(...shown.map((field) => path + field));
    }
    return chosen;
}

function toExplained(record: OrgRecord): ExplainedLine {
    const at = (path: string): unknown =>
        path.split('.').reduce<unknown>((value, name) => (value as OrgRecord | null | undefined)?.[name], record);
    const text = (path: string): string => {
        const value = at(path);
        return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    };
    const box = text('Location__r.Box__c');
    const street = [text('Location__r.Street__c'), text('Location__r.House_Number__c'), box && `bus ${box}`];
    const town = [text('Location__r.Postal_Code__c'), text('Location__r.Town__c')];
    const address = [street, town].map((parts) => parts.filter(Boolean).join(' ')).filter(Boolean);
    return {
        name: text('Name'),
        rule: text('Rule__c') as Rule,
        kind: text('Line_Kind__c') as LineKind,
        ...(text('Amount__c') !== '' && { cents: centsFrom(text('Amount__c')) }),
        ...(text('Days__c') !== '' && { days: Number(text('Days__c')) }),
        firstDay: text('First_Day__c'),
        lastDay: text('Last_Day__c'),
        scenario: at('Statement__r.Scenario__c') === true,
        statement: text('Statement__r.Name'),
        municipality: {
            nis: text('Statement__r.Municipality__r.NIS_Code__c'),
            name: text('Statement__r.Municipality__r.Name'),
        },
        approved: at('Statement__r.Approved__c') === true,
        ...(text('Statement__r.Run__r.Name') !== '' && {
            run: {
                name: text('Statement__r.Run__r.Name'),
                status: text('Statement__r.Run__r.Status__c') as RunStatus,
                snapshot: text('Statement__r.Run__r.Snapshot_At__c'),
                assumptions: text('Statement__r.Run__r.Assumptions__c'),
            },
        }),
        ...(text('Location__r.Name') !== '' && {
            location: {
                name: text('Location__r.Name'),
                site: text('Location__r.Site_Name__c'),
                address: address.join(', '),
            },
        }),
        ...(text('Bed__r.Name') !== '' && {
            bed: { name: text('Bed__r.Name'), number: text('Bed__r.Bed_Number__c') },
        }),
        ...(text('Parameter__r.Name') !== '' && {
            parameter: {
                name: text('Parameter__r.Name'),
                code: text('Parameter__r.Parameter_Code__c'),
                version: Number(text('Parameter__r.Version__c')),
                source: text('Parameter__r.Source__c'),
                note: text('Parameter__r.Source_Note__c'),
            },
        }),
        ...(text('Difference_From__r.Name') !== '' && { differenceFrom: text('Difference_From__r.Name') }),
        steps: text('Explanation__c').split('\n').filter(Boolean),
        inputHash: text('Input_Hash__c'),
    };
}
