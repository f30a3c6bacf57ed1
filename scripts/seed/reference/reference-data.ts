/** The reference data in this folder, as the import plan has them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the reference data are. */
export const REFERENCE = import.meta.dirname;

/** Files of one object, in the order of loading. */
export type PlanEntry = { sobject: string; files: string[] };

/** A municipality as `sf data import tree` reads it. */
export type MunicipalityRecord = {
    attributes: { type: string; referenceId: string };
    Name: string;
    NIS_Code__c: string;
    Province__c: string;
    Population__c: number;
    Valid_From__c?: string;
    Valid_To__c?: string;
    Successor__c?: string;
};

/** @param folder where the import plan is */
export function readPlan(folder: string = REFERENCE): PlanEntry[] {
    return readJson(folder, 'plan.json') as PlanEntry[];
}

/** @returns all municipalities that there are or were, as the plan names them */
export function readMunicipalityRecords(folder: string = REFERENCE): MunicipalityRecord[] {
    const files = readPlan(folder).flatMap(({ sobject, files: own }) => (sobject === 'Municipality__c' ? own : []));
    return files.flatMap((file) => (readJson(folder, file) as { records: MunicipalityRecord[] }).records);
}

function readJson(folder: string, file: string): unknown {
    return JSON.parse(readFileSync(join(folder, file), 'utf8'));
}
