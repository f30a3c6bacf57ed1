/** Generates a data set, municipality by municipality, so that its size does not matter to memory. */
import { snapshot } from './as-of.ts';
import type { Day } from './calendar.ts';
import { FILES, type FileLayout } from './columns.ts';
import { OutputFolder, type PlanEntry } from './csv-output.ts';
import { FACT_COLUMNS, factRows, parameterFactRows } from './fact-rows.ts';
import { readMunicipalities, type Municipality } from './municipalities.ts';
import { drawRegistry, type Setting } from './registry.ts';

export type Size = 'small' | 'full';

export type Request = {
    size: Size;
    /** only the first so many municipalities, by NIS code; all of the size when undefined */
    municipalities: number | undefined;
    /** NIS codes of more municipalities, of anywhere in Flanders */
    also?: readonly string[];
    seed: number;
    asOf: Day;
    out: string;
    force: boolean;
    /** also what was recorded when, as facts */
    history?: boolean;
};

/** A municipality that is asked for and does not exist. */
export class UnknownMunicipality extends Error {}

/** Written after all records, of which the facts tell. */
const FACTS: FileLayout = {
    object: 'Recorded_Fact__c',
    file: `${String(FILES.length + 1).padStart(2, '0')}-Recorded_Fact__c.csv`,
    header: FACT_COLUMNS,
    // facts are told by the registry, not by what is seen on one day
    rowsOf: () => [],
};

/** Rows per object, after the last municipality or after each. */
export type Counts = Record<string, number>;

type Scale = Pick<Setting, 'bedsPerThousand' | 'offersPerTenThousand'> & { province: string | undefined };

/** Small is Limburg with some 1,500 beds, full is all of Flanders with some 60,000. */
const SCALES: Record<Size, Scale> = {
    small: { province: 'Limburg', bedsPerThousand: 1.8, offersPerTenThousand: 0.25 },
    full: { province: undefined, bedsPerThousand: 9.22, offersPerTenThousand: 0.6 },
};

/** @returns the municipalities that a size covers, by NIS code */
export function municipalitiesOf(size: Size, all: readonly Municipality[] = readMunicipalities()): Municipality[] {
    const { province } = SCALES[size];
    return all.filter((municipality) => province === undefined || municipality.province === province);
}

/** @throws UnknownMunicipality when one that is asked for is none of today */
function chosenOf({ size, municipalities, also = [] }: Request, all: readonly Municipality[]): Municipality[] {
    const chosen = municipalitiesOf(size, all).slice(0, municipalities);
    for (const nis of also) {
        const more = all.find((municipality) => municipality.nis === nis);
        if (!more) throw new UnknownMunicipality(`${nis} is not the NIS code of a municipality of today`);
        if (!chosen.includes(more)) chosen.push(more);
    }
    return chosen;
}

/** @returns what the municipalities of one data set share */
export function settingOf(size: Size, seed: number, municipalities: readonly Municipality[]): Setting {
    const { bedsPerThousand, offersPerTenThousand } = SCALES[size];
    return { seed, bedsPerThousand, offersPerTenThousand, municipalities };
}

/**
 * Writes a data set.
 * @param onProgress is told after each municipality how far it is
 * @returns the plan that was written with it
 * @throws FolderError when the folder cannot be used
 * @throws UnknownMunicipality
 */
export function generate(
    request: Request,
    onProgress: (done: number, all: number, counts: Counts) => void = () => undefined,
): PlanEntry[] {
    const all = readMunicipalities();
    const setting = settingOf(request.size, request.seed, all);
    const chosen = chosenOf(request, all);
    const folder = new OutputFolder(request.out, request.history ? [...FILES, FACTS] : FILES, request.force);
    try {
        for (const [index, municipality] of chosen.entries()) {
            const registry = drawRegistry(setting, municipality);
            const rows = snapshot(registry, municipality, request.asOf);
            for (const file of folder.files) {
                const isHistory = file.layout === FACTS;
                const cells = isHistory ? factRows(registry, municipality, request.asOf) : file.layout.rowsOf(rows);
                for (const row of cells) file.write(row);
            }
            onProgress(
                index + 1,
                chosen.length,
                countsOf(folder.files.map(({ layout, rows }) => ({ ...layout, rows }))),
            );
        }
        for (const file of folder.files) {
            if (file.layout === FACTS) for (const row of parameterFactRows()) file.write(row);
        }
        return folder.finish();
    } catch (error) {
        folder.discard();
        throw error;
    }
}

/** @returns rows per object, over all its files */
export function countsOf(files: readonly Pick<PlanEntry, 'object' | 'rows'>[]): Counts {
    const counts: Counts = {};
    for (const { object, rows } of files) counts[object] = (counts[object] ?? 0) + rows;
    return counts;
}
