/** The municipalities of today, with those from which they were formed, as the reference data in this folder give them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { readMunicipalityRecords, REFERENCE, type MunicipalityRecord } from '../reference/reference-data.ts';
import { day, type Day } from './calendar.ts';

/** A municipality of today. */
export type Municipality = {
    nis: string;
    name: string;
    province: string;
    population: number;
    /** what it was before the fusion; a municipality that never merged is its own only part */
    parts: readonly Part[];
    /** whether its NIS code began with a fusion */
    isNew: boolean;
};

/** A municipality as it was before the fusions of 1 January 2025. */
export type Part = { nis: string; name: string; population: number; lastDay: Day | undefined; towns: readonly Town[] };

export type Town = { postalCode: string; name: string };

type PostcodeRow = { postcode: string; place: string; nis_2020: string };

/**
 * Reads the reference data.
 * @param folder where the import plan and the postal codes are
 * @returns the municipalities of today, by NIS code
 */
export function readMunicipalities(folder: string = REFERENCE): Municipality[] {
    const records = readMunicipalityRecords(folder);
    const towns = readTowns(folder);
    return records
        .filter((record) => record.Valid_To__c === undefined)
        .map((record) => {
            const dissolved = records.filter((old) => old.Successor__c === `@${record.attributes.referenceId}`);
            return {
                nis: record.NIS_Code__c,
                name: record.Name,
                province: record.Province__c,
                population: record.Population__c,
                parts: partsOf(record, dissolved, towns),
                isNew: record.Valid_From__c !== undefined,
            };
        })
        .sort((a, b) => a.nis.localeCompare(b.nis));
}

function readTowns(folder: string): Map<string, Town[]> {
    const rows = parse<PostcodeRow>(readFileSync(join(folder, 'postcodes.csv')), { columns: true });
    const byMunicipality = new Map<string, Town[]>();
    for (const { postcode, place, nis_2020 } of rows) {
        const towns = byMunicipality.get(nis_2020) ?? [];
        byMunicipality.set(nis_2020, [...towns, { postalCode: postcode, name: place }]);
    }
    return byMunicipality;
}

function partsOf(current: MunicipalityRecord, dissolved: MunicipalityRecord[], towns: Map<string, Town[]>): Part[] {
    const parts = dissolved.map((old): Part => ({
        nis: old.NIS_Code__c,
        name: old.Name.replace(' (tot 2024)', ''),
        population: old.Population__c,
        lastDay: old.Valid_To__c === undefined ? undefined : day(old.Valid_To__c),
        towns: towns.get(old.NIS_Code__c) ?? [],
    }));
    // one that absorbed another keeps its code: it is a part as well, with the inhabitants that were its own
    if (current.Valid_From__c === undefined) {
        parts.unshift({
            nis: current.NIS_Code__c,
            name: current.Name,
            population: current.Population__c - parts.reduce((sum, part) => sum + part.population, 0),
            lastDay: undefined,
            towns: towns.get(current.NIS_Code__c) ?? [],
        });
    }
    return parts;
}

/**
 * To whom something belongs: what ended before a fusion stays with the old municipality, what lives on moves.
 * @param end last day of the thing, or undefined as long as it goes on
 * @returns the NIS code
 */
export function ownerNis(municipality: Municipality, part: Part, end: Day | undefined): string {
    if (part.lastDay === undefined) return part.nis;
    return end !== undefined && end <= part.lastDay ? part.nis : municipality.nis;
}

/** @returns the part of which the municipality carried that NIS code, or the first part for the code of today */
export function partWithNis(municipality: Municipality, nis: string): Part {
    const part = municipality.parts.find((candidate) => candidate.nis === nis) ?? municipality.parts[0];
    if (part === undefined) throw new RangeError(`${municipality.name} has no parts`);
    return part;
}
