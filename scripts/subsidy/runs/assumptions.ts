/** Reads the assumed values of a scenario: a file of parameters, whose values stand above all others in that run. */
import { requireAccess } from '../../salesforce/require-access.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { readParameterFile } from '../../parameters/parameter-file.ts';
import { OBJECT, subjectOf } from '../../parameters/parameter.ts';
import type { ParameterVersion } from '../engine/facts.ts';
import { parameterVersion } from '../facts/to-engine.ts';

export interface Assumptions {
    readonly versions: readonly ParameterVersion[];
    /** what is assumed, a line each, for people */
    readonly text: string;
}

/** @throws JobError with every mistake of the file, line by line */
export async function readAssumptions(client: OrgClient, file: string): Promise<Assumptions> {
    const { choices } = await requireAccess(client, { object: OBJECT });
    const read = await readParameterFile(file, choices);
    const versions = read.map(({ values }) => {
        const key = `aanname:${subjectOf(values)}`;
        const number = values['Number_Value__c'];
        const typed = { ...values, Version__c: 1, Number_Value__c: number ?? null };
        return { ...parameterVersion(typed, key, 0), confidence: 'Assumed' as const, approved: true };
    });
    const text = read.map(({ values }) => describe(values)).join('\n');
    return { versions, text };
}

function describe(values: Readonly<Record<string, string | null>>): string {
    const what = [values['Rule__c'], values['Parameter_Code__c']].join('.');
    const kind = [values['Category__c'], values['Accommodation_Type__c'], values['Size_Class__c']]
        .filter(Boolean)
        .join(', ');
    const value =
        values['Amount__c'] ?? values['Number_Value__c'] ?? values['Date_Value__c'] ?? values['Text_Value__c'] ?? '';
    const period = `${values['First_Day__c'] ?? ''} – ${values['Last_Day__c'] ?? ''}`;
    return `${what}${kind === '' ? '' : ` (${kind})`}: ${value} ${values['Unit__c'] ?? ''}, ${period}`;
}
