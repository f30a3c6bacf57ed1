/** Lines of statements as the org keeps them, from the text of bulk results. */
import type { AccommodationType, Category, Rule, SizeClass } from '../engine/facts.ts';
import type { Json } from '../engine/canonical.ts';
import { subjectOf, type ExclusionReason } from '../engine/lines.ts';
import { centsFrom } from '../engine/money.ts';

export type LineKind = 'Regular' | 'Difference' | 'Missing_Parameter' | 'Excluded';

/** What the engine said of a line, as `Inputs__c` keeps it. */
export interface LineInputs {
    readonly key: string;
    readonly part: string;
    /** NIS code of the municipality to which the period belongs */
    readonly municipality: string;
    readonly location?: string;
    readonly place?: string;
    readonly bed?: string;
    readonly payee: string;
    /** keys of the versions of parameters, the one that sets the amount first */
    readonly parameters: readonly string[];
    readonly missing?: readonly string[];
    readonly reason?: ExclusionReason;
    readonly assumed: readonly string[];
    readonly cents?: number;
    readonly inputs: Readonly<Record<string, Json>>;
}

/** One line; days are ISO texts, both inclusive, amounts whole cents, other numbers decimal texts. */
export interface StoredLine {
    readonly id: string;
    readonly name: string;
    readonly key: string;
    readonly statement: string;
    readonly rule: Rule;
    readonly kind: LineKind;
    readonly cents?: number;
    readonly quantity: string;
    readonly unitCents?: number;
    readonly days?: number;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly category?: Category;
    readonly accommodationType?: AccommodationType;
    readonly sizeClass?: SizeClass;
    /** NIS code of the municipality to which the period belongs; before a fusion the old one */
    readonly nisAtTime: string;
    readonly location?: LineLocation;
    /** reference of the bed */
    readonly bed: string;
    readonly parameter?: { readonly name: string; readonly code: string; readonly source: string };
    /** reference of the line of the earlier run */
    readonly differenceFrom: string;
    readonly inputHash: string;
    /** sentences that are read one after the other; empty where they were not asked for */
    readonly explanation: readonly string[];
    readonly inputs: LineInputs;
}

export interface LineLocation {
    readonly name: string;
    readonly site: string;
    readonly street: string;
    readonly town: string;
}

/** Fields of a line that a reader of runs needs, beside those of the records around it. */
export const LINE_FIELDS = [
    'Statement__c',
    'External_Key__c',
    'Rule__c',
    'Line_Kind__c',
    'Amount__c',
    'Quantity__c',
    'Unit_Amount__c',
    'Days__c',
    'First_Day__c',
    'Last_Day__c',
    'Category__c',
    'Accommodation_Type__c',
    'Size_Class__c',
    'Location__c',
    'Bed__c',
    'Municipality_At_Time__c',
    'Parameter__c',
    'Difference_From__c',
    'Input_Hash__c',
    'Inputs__c',
    'Explanation__c',
];

const LOOKUPS = ['Location__c', 'Bed__c', 'Municipality_At_Time__c', 'Parameter__c', 'Difference_From__c'];
const RELATED = [
    'Municipality_At_Time__r.NIS_Code__c',
    'Location__r.Name',
    'Location__r.Site_Name__c',
    'Location__r.Street__c',
    'Location__r.House_Number__c',
    'Location__r.Box__c',
    'Location__r.Postal_Code__c',
    'Location__r.Town__c',
    'Bed__r.Name',
    'Parameter__r.Name',
    'Parameter__r.Parameter_Code__c',
    'Parameter__r.Source__c',
    'Difference_From__r.Name',
];

/** @returns what a query for lines selects; explanations double its size, so they are asked for */
export function lineColumns({ explanation }: { explanation: boolean }): string[] {
    const own = LINE_FIELDS.filter((field) => !LOOKUPS.includes(field) && (explanation || field !== 'Explanation__c'));
    return ['Id', 'Name', ...own, ...RELATED];
}

/** @throws RangeError when an amount is no amount, SyntaxError when the inputs are no JSON */
export function toLine(row: Readonly<Record<string, string>>): StoredLine {
    const text = (column: string): string => row[column] ?? '';
    const optional = <Value>(column: string, read: (text: string) => Value): Value | undefined =>
        text(column) === '' ? undefined : read(text(column));
    const cents = optional('Amount__c', centsFrom);
    const unitCents = optional('Unit_Amount__c', centsFrom);
    const days = optional('Days__c', Number);
    const category = optional('Category__c', (code) => code as Category);
    const accommodationType = optional('Accommodation_Type__c', (code) => code as AccommodationType);
    const sizeClass = optional('Size_Class__c', (code) => code as SizeClass);
    const inputs = JSON.parse(text('Inputs__c')) as LineInputs;
    const location = locationOf(text, inputs);
    return {
        id: text('Id'),
        name: text('Name'),
        key: text('External_Key__c'),
        statement: text('Statement__c'),
        rule: text('Rule__c') as Rule,
        kind: text('Line_Kind__c') as LineKind,
        ...(cents !== undefined && { cents }),
        quantity: text('Quantity__c'),
        ...(unitCents !== undefined && { unitCents }),
        ...(days !== undefined && { days }),
        firstDay: text('First_Day__c'),
        lastDay: text('Last_Day__c'),
        ...(category && { category }),
        ...(accommodationType && { accommodationType }),
        ...(sizeClass && { sizeClass }),
        nisAtTime: text('Municipality_At_Time__r.NIS_Code__c'),
        ...(location && { location }),
        bed: text('Bed__r.Name'),
        ...(text('Parameter__r.Name') !== '' && {
            parameter: {
                name: text('Parameter__r.Name'),
                code: text('Parameter__r.Parameter_Code__c'),
                source: text('Parameter__r.Source__c'),
            },
        }),
        differenceFrom: text('Difference_From__r.Name'),
        inputHash: text('Input_Hash__c'),
        explanation: text('Explanation__c').split('\n').filter(Boolean),
        inputs,
    };
}

/** What was deleted since the run is known by its key only. */
function locationOf(text: (column: string) => string, inputs: LineInputs): LineLocation | undefined {
    const name = text('Location__r.Name') || inputs.location;
    if (name === undefined) return undefined;
    const box = text('Location__r.Box__c');
    const street = [text('Location__r.Street__c'), text('Location__r.House_Number__c'), box === '' ? '' : `bus ${box}`];
    const town = [text('Location__r.Postal_Code__c'), text('Location__r.Town__c')];
    return {
        name,
        site: text('Location__r.Site_Name__c'),
        street: street.filter(Boolean).join(' '),
        town: town.filter(Boolean).join(' '),
    };
}

/** @returns what a line is about, without its days: the same in every run of the period */
export function subjectOfLine({ rule, inputs }: StoredLine): string {
    const { part, municipality, location, place, bed } = inputs;
    return subjectOf({
        rule,
        part,
        municipality,
        ...(location !== undefined && { location }),
        ...(place !== undefined && { place }),
        ...(bed !== undefined && { bed }),
    });
}
