/** Versions of amounts, dates and thresholds, as the org keeps them. */
import type { OrgClient } from '../salesforce/org-client.ts';

export const OBJECT = 'Subsidy_Parameter__c';

/** Fields that say of what a parameter is; with the first day they are the same in all its versions. */
export const SUBJECT = [
    'Rule__c',
    'Parameter_Code__c',
    'Category__c',
    'Accommodation_Type__c',
    'Size_Class__c',
    'First_Day__c',
] as const;
/** Fields in which a version differs from the one before it. */
export const CONTENT = [
    'Last_Day__c',
    'Unit__c',
    'Amount__c',
    'Number_Value__c',
    'Date_Value__c',
    'Text_Value__c',
    'Confidence__c',
    'Source__c',
    'Source_Note__c',
] as const;

type Value = string | number | null;

/** A version as the org has it. */
export type Parameter = Record<(typeof SUBJECT)[number] | (typeof CONTENT)[number], Value> & {
    readonly Id: string;
    readonly Name: string;
    readonly Version__c: number;
    readonly Recorded_At__c: string;
    readonly Approved_At__c: string | null;
    readonly CreatedById: string;
};

/** All versions in the org, by what they are of, oldest first. @throws OrgError */
export async function readParameters(client: OrgClient): Promise<Parameter[]> {
    const fields = [
        'Id',
        'Name',
        ...SUBJECT,
        ...CONTENT,
        'Version__c',
        'Recorded_At__c',
        'Approved_At__c',
        'CreatedById',
    ];
    const all: Parameter[] = [];
    for await (const record of client.query(
        `SELECT ${fields.join(', ')} FROM ${OBJECT} ORDER BY Rule__c, Parameter_Code__c, First_Day__c, Version__c`,
    )) {
        all.push(record as Parameter);
    }
    return all;
}

/** What a parameter is of, as one text. */
export function subjectOf(values: Readonly<Record<string, unknown>>): string {
    return SUBJECT.map((field) => textOf(values[field]))
        .join('|')
        .toLowerCase();
}

/** Whether a version says the same as values that somebody wants to add. */
export function saysTheSame(parameter: Parameter, values: Readonly<Record<string, unknown>>): boolean {
    return CONTENT.every((field) => {
        const [one, other] = [textOf(parameter[field]), textOf(values[field])];
        return (
            one === other ||
            (/^(Amount|Number)/.test(field) && one !== '' && other !== '' && Number(one) === Number(other))
        );
    });
}

/** The value, whichever field it is in; undefined where it is unknown. */
export function valueOf(parameter: Parameter): Value | undefined {
    return (
        parameter.Amount__c ??
        parameter.Number_Value__c ??
        parameter.Date_Value__c ??
        parameter.Text_Value__c ??
        undefined
    );
}

function textOf(value: unknown): string {
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
