/** A count as a CSV for spreadsheets: numbers by tier, role and place. It names no users. */
import { spreadsheetCsv } from '../../csv/spreadsheet.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { TIER_NAMES } from '../tiers.ts';
import type { CountResult } from './count-licences.ts';
import { provinceName, roleName } from './count-text.ts';

const HEADER = [
    'dag',
    'niveau',
    'rol',
    'nis_code',
    'lokaal_bestuur',
    'provincie',
    'actief',
    'niet_aangemeld_30_dagen',
    'niet_aangemeld_60_dagen',
    'niet_aangemeld_90_dagen',
    'niveau_hoger_dan_nodig',
    'mogelijk_dubbel',
];

/** @throws JobError when the file cannot be written */
export async function writeCountFile(path: string, { on, rows, roles }: CountResult): Promise<void> {
    const cells = rows.map((row) => [
        on,
        TIER_NAMES[row.tier],
        roleName(row.role, roles),
        row.municipality?.nis ?? '',
        row.municipality?.name ?? '',
        provinceName(row.province) ?? '',
        ...[row.active, row.unused30, row.unused60, row.unused90, row.higher, row.doubles].map((number) => ({
            decimal: String(number),
        })),
    ]);
    await writeAtomically(path, spreadsheetCsv(HEADER, cells));
}
