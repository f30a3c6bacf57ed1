/** A line of a run as a row of `Subsidy_Line__c`. */
import { canonical, type Json } from '../engine/canonical.ts';
import { isoDay } from '../engine/day.ts';
import { explain } from '../engine/explain.ts';
import type { ParameterVersion } from '../engine/facts.ts';
import { euros } from '../engine/money.ts';
import { JobError } from '../../salesforce/org-error.ts';
import type { LineInputs } from '../stored/line.ts';
import type { Referred, RunLine } from './run-lines.ts';

/** Columns of the rows, in their order. */
export const LINE_COLUMNS = [
    'External_Key__c',
    'Statement__r.External_Key__c',
    'Rule__c',
    'Line_Kind__c',
    'Category__c',
    'Accommodation_Type__c',
    'Size_Class__c',
    'Location__r.External_Key__c',
    'Bed__r.External_Key__c',
    'Municipality_At_Time__r.NIS_Code__c',
    'Parameter__r.External_Key__c',
    'Difference_From__r.External_Key__c',
    'First_Day__c',
    'Last_Day__c',
    'Days__c',
    'Quantity__c',
    'Unit_Amount__c',
    'Amount__c',
    'Inputs__c',
    'Input_Hash__c',
    'Explanation__c',
] as const;

/** Characters that a long text field of an org holds. */
const LONGEST = 32_768;

/** What rows refer to. */
export interface References {
    readonly statementKey: (nis: string) => string;
    readonly parameterOf: (key: string) => ParameterVersion | undefined;
    /** Whether the org has a record of that key: what was deleted since the snapshot is named in the inputs only. */
    readonly exists: (object: Referred, key: string) => boolean;
}

/**
 * @returns the cells, in the order of the columns
 * @throws JobError when what the line says does not fit a record
 */
export function lineRow(external: string, line: RunLine, { statementKey, parameterOf, exists }: References): string[] {
    const reference = (object: Referred, key: string | undefined): string =>
        key !== undefined && exists(object, key) ? key : '';
    const inputs = canonical(storedInputs(line));
    const explanation = explain(line, parameterOf).join('\n');
    if (inputs.length > LONGEST || explanation.length > LONGEST) {
        throw new JobError('LineTooLong', `De gegevens van ${line.key} passen niet in een record.`, {
            actions: ['Bereken een kortere periode.'],
        });
    }
    return [
        external,
        statementKey(line.payee),
        line.rule,
        line.kind,
        line.category ?? '',
        line.accommodationType ?? '',
        line.sizeClass ?? '',
        reference('Location__c', line.location),
        reference('Bed__c', line.bed),
        line.municipality,
        reference('Subsidy_Parameter__c', line.parameters[0]),
        'differenceFrom' in line ? (line.differenceFrom ?? '') : '',
        isoDay(line.firstDay),
        isoDay(line.lastDay),
        line.days === undefined ? '' : String(line.days),
        String(line.quantity),
        line.unitCents === undefined ? '' : euros(line.unitCents),
        line.cents === undefined ? '' : euros(line.cents),
        inputs,
        line.inputHash,
        explanation,
    ];
}

/** What the other fields do not say, in canonical form: with them the line can be told again as it was. */
function storedInputs(line: RunLine): Record<keyof LineInputs, Json> {
    const { key, part, municipality, location, place, bed, payee, parameters, missing, reason, assumed, cents } = line;
    return {
        key,
        part,
        municipality,
        location,
        place,
        bed,
        payee,
        parameters,
        missing,
        reason,
        assumed,
        cents,
        inputs: line.inputs,
    };
}
