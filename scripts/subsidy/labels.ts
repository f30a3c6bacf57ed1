/** Labels of values as the org shows them to the user: read from the metadata, never repeated here. */
import { requireAccess } from '../salesforce/require-access.ts';
import type { OrgClient } from '../salesforce/org-client.ts';

/** Labels by value. */
export type Labels = (value: string) => string;

export interface SubsidyLabels {
    readonly rule: Labels;
    readonly category: Labels;
    readonly accommodationType: Labels;
    readonly sizeClass: Labels;
    readonly lineKind: Labels;
    readonly province: Labels;
}

/** Two calls. @throws JobError, OrgError */
export async function readLabels(client: OrgClient): Promise<SubsidyLabels> {
    const line = (await requireAccess(client, { object: 'Subsidy_Line__c' })).labels;
    const municipality = (await requireAccess(client, { object: 'Municipality__c' })).labels;
    const of =
        (labels: typeof line, field: string): Labels =>
        (value) =>
            labels.get(field)?.get(value) ?? value;
    return {
        rule: of(line, 'Rule__c'),
        category: of(line, 'Category__c'),
        accommodationType: of(line, 'Accommodation_Type__c'),
        sizeClass: of(line, 'Size_Class__c'),
        lineKind: of(line, 'Line_Kind__c'),
        province: of(municipality, 'Province__c'),
    };
}
