/** Checks a file of National Register head-counts, line by line, and brings it under the municipalities of each date. */
import { basename } from 'node:path';
import { Issues } from '../csv/issues.ts';
import { readCsv, type Columns, type Row } from '../csv/read-csv.ts';
import { dayOf, wholeOf } from '../csv/values.ts';
import type { Municipalities, Municipality } from '../municipalities/municipalities.ts';

type Column = 'nis_code' | 'reference_date' | 'adults_with_status' | 'minor_ukrainians' | 'all_displaced' | 'source';

/** The columns of a file of counts. */
const COUNT_COLUMNS: Columns<Column> = {
    required: ['nis_code', 'reference_date'],
    optional: ['adults_with_status', 'minor_ukrainians', 'all_displaced', 'source'],
};

/** Rows that a file may have: 285 municipalities on 350 dates. */
const MOST_ROWS = 100_000;
/** Last reference date on which adults and minors are counted apart (vlaanderen.be, financiering). */
const LAST_TWO_COUNTS = '2023-02-28';
const DIGITS = 7;
const LONGEST_SOURCE = 120;

/** People counted; absent where that was not counted. */
export interface Heads {
    readonly adultsWithStatus: number | undefined;
    readonly minorUkrainians: number | undefined;
    readonly allDisplaced: number | undefined;
}

/** The count of one municipality on one date. */
export interface Count extends Heads {
    readonly municipality: Municipality;
    readonly date: string;
    readonly source: string;
    readonly line: number;
    /** old NIS codes of which this is the sum, with the municipality's own where the file has it */
    readonly sumOf: readonly string[];
}

interface Line extends Heads {
    readonly line: number;
    readonly nis: string;
    readonly date: string;
    readonly source: string;
}

/**
 * @param today last day that can have been counted, ISO
 * @returns one count for each municipality and date
 * @throws JobError with every mistake, line by line
 */
export async function readCounts(path: string, municipalities: Municipalities, today: string): Promise<Count[]> {
    const issues = new Issues(basename(path));
    const lines = new Map<string, Line>();
    for await (const row of readCsv(path, COUNT_COLUMNS, issues, MOST_ROWS)) {
        const line = readLine(row, basename(path), today, issues);
        if (!line) continue;
        const key = `${line.nis}|${line.date}`;
        const earlier = lines.get(key);
        if (earlier)
            issues.add(line.line, `${line.nis} op ${line.date} staat ook op regel ${earlier.line}; laat er één staan`);
        else lines.set(key, line);
    }
    const counts = byMunicipality([...lines.values()], municipalities, issues);
    issues.refuseAny();
    return counts;
}

function readLine({ line, cells }: Row<Column>, file: string, today: string, issues: Issues): Line | undefined {
    const before = issues.count;
    if (!/^\d{5}$/.test(cells.nis_code))
        issues.add(line, `"${cells.nis_code}" is geen NIS-code; schrijf vijf cijfers`, 'nis_code');
    const date = dayOf(cells.reference_date);
    if (date === undefined)
        issues.add(line, `"${cells.reference_date}" is geen datum; schrijf ze als 2022-06-30`, 'reference_date');
    else if (date > today) issues.add(line, `${date} ligt in de toekomst; verbeter de datum`, 'reference_date');
    const heads = {
        adultsWithStatus: readHeads(line, 'adults_with_status', cells.adults_with_status, issues),
        minorUkrainians: readHeads(line, 'minor_ukrainians', cells.minor_ukrainians, issues),
        allDisplaced: readHeads(line, 'all_displaced', cells.all_displaced, issues),
    };
    if (cells.source.length > LONGEST_SOURCE)
        issues.add(line, `de bron is langer dan ${LONGEST_SOURCE} tekens; kort ze in`, 'source');
    if (issues.count > before || date === undefined) return undefined;
    checkBasis(line, date, heads, issues);
    if (issues.count > before) return undefined;
    return { line, nis: cells.nis_code, date, ...heads, source: cells.source || file.slice(0, LONGEST_SOURCE) };
}

function readHeads(line: number, column: Column, text: string, issues: Issues): number | undefined {
    if (text === '') return undefined;
    const people = wholeOf(text, DIGITS);
    if (people === undefined)
        issues.add(line, `"${text}" is geen aantal; schrijf een geheel getal van nul of meer, zonder punten`, column);
    return people;
}

/** Until 28-02-2023 adults and minors are counted, after it there is one count. */
function checkBasis(line: number, date: string, heads: Heads, issues: Issues): void {
    if (date <= LAST_TWO_COUNTS) {
        if (heads.adultsWithStatus === undefined || heads.minorUkrainians === undefined) {
            issues.add(
                line,
                'tot en met 28-02-2023 zijn adults_with_status en minor_ukrainians allebei nodig; vul ze in',
            );
        }
    } else if (heads.allDisplaced === undefined) {
        issues.add(line, 'na 28-02-2023 is all_displaced nodig; vul het in', 'all_displaced');
    }
}

/** Lines of old codes are added up for the municipality that they became; half of them would pass for the whole. */
function byMunicipality(lines: readonly Line[], municipalities: Municipalities, issues: Issues): Count[] {
    const groups = new Map<string, { municipality: Municipality; lines: Line[] }>();
    for (const line of lines) {
        const municipality = municipalities.resolve(line.nis, line.date);
        if (!municipality) {
            issues.add(line.line, unresolved(line, municipalities), 'nis_code');
            continue;
        }
        const key = `${municipality.nis}|${line.date}`;
        const group = groups.get(key);
        if (group) group.lines.push(line);
        else groups.set(key, { municipality, lines: [line] });
    }
    return [...groups.values()].flatMap((group) => {
        const isPlain = group.lines.every(({ nis }) => nis === group.municipality.nis);
        if (!isPlain && !isWhole(group.municipality, group.lines, municipalities, issues)) return [];
        return [sum(group.municipality, group.lines, isPlain)];
    });
}

function unresolved({ nis, date }: Line, municipalities: Municipalities): string {
    const known = municipalities.find(nis);
    if (!known) return `NIS-code ${nis} is onbekend; verbeter de code`;
    if (known.from !== undefined && date < known.from) {
        const old = municipalities.predecessorsOf(nis).map((one) => one.nis);
        return `${nis} (${known.name}) bestond nog niet op ${date}; gebruik de codes van toen: ${old.join(', ')}`;
    }
    return `${nis} (${known.name}) bestond niet meer op ${date} en heeft geen opvolger; verbeter de code of de datum`;
}

function isWhole(
    municipality: Municipality,
    lines: readonly Line[],
    municipalities: Municipalities,
    issues: Issues,
): boolean {
    const [first] = lines;
    if (!first) return false;
    const given = new Set(lines.map(({ nis }) => nis));
    const parts = municipalities.partsOf(municipality, first.date).map(({ nis }) => nis);
    const missing = parts.filter((nis) => !given.has(nis));
    const isTwice = given.has(municipality.nis) && !parts.includes(municipality.nis);
    if (isTwice)
        issues.add(
            first.line,
            `${municipality.nis} (${municipality.name}) staat er voor ${first.date} ook onder zijn nieuwe code; laat de oude codes of de nieuwe weg`,
            'nis_code',
        );
    else if (missing.length > 0)
        issues.add(
            first.line,
            `van ${municipality.nis} (${municipality.name}) ontbreken op ${first.date} nog de oude codes ${missing.join(', ')}; voeg ze toe, of geef één regel met de nieuwe code`,
            'nis_code',
        );
    return !isTwice && missing.length === 0;
}

function sum(municipality: Municipality, lines: readonly Line[], isPlain: boolean): Count {
    const total = (of: (line: Line) => number | undefined): number | undefined => {
        const known = lines.map(of).filter((people) => people !== undefined);
        return known.length === lines.length ? known.reduce((all, people) => all + people, 0) : undefined;
    };
    const [first] = lines;
    return {
        municipality,
        date: first?.date ?? '',
        line: first?.line ?? 0,
        source: first?.source ?? '',
        adultsWithStatus: total((line) => line.adultsWithStatus),
        minorUkrainians: total((line) => line.minorUkrainians),
        allDisplaced: total((line) => line.allDisplaced),
        sumOf: isPlain ? [] : lines.map(({ nis }) => nis),
    };
}
