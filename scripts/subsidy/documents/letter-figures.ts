/** What a letter tells in figures: lines of beds that say the same become one row. */
import { Decimal } from 'decimal.js';
import type { Rule } from '../engine/facts.ts';
import type { Json } from '../engine/canonical.ts';
import type { LineLocation, StoredLine } from '../stored/line.ts';
import { reasonOf } from '../stored/run-totals.ts';
import { ACCOMMODATION_NAMES, dutchDate, nameOf, RULE_NAMES, SIZE_NAMES } from '../stored/words.ts';

/** One row of a table of amounts; quantities are decimal texts, amounts whole cents. */
export interface AmountRow {
    readonly what: string;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly beds: number;
    readonly quantity: string;
    /** what is counted, in the plural */
    readonly unit: string;
    readonly unitCents?: number;
    readonly cents: number;
    /** of differences: what was granted before, and what is calculated now */
    readonly earlierCents: number;
    readonly newCents: number;
}

/** The rows of one location, or of the municipality as a whole. */
export interface LocationRows {
    readonly location?: LineLocation;
    readonly rows: AmountRow[];
    readonly cents: number;
}

/** Findings of one reason at one location. */
export interface FindingRow {
    readonly location?: LineLocation;
    readonly beds: number;
    readonly days: number;
    readonly firstDay: string;
    readonly lastDay: string;
}

/** Findings of one rule with one reason. */
export interface FindingGroup {
    readonly rule: Rule;
    readonly reason: string;
    readonly rows: FindingRow[];
}

/** What is told of a statement as a whole. */
export interface Summary {
    readonly lines: number;
    readonly cents: number;
    readonly byRule: { readonly rule: Rule; readonly cents: number }[];
    /** what waits for a parameter */
    readonly missing: FindingGroup[];
    readonly excluded: FindingGroup[];
    /** keys of parameters that were used, sorted */
    readonly parameters: string[];
    /** what lines name as the source of the parameter that sets their amount, by that parameter */
    readonly sources: ReadonlyMap<string, { readonly code: string; readonly source: string }>;
}

/** @param lines of one statement, by location */
export function summaryOf(lines: Iterable<StoredLine>): Summary {
    const byRule = new Map<Rule, number>();
    const findings = { Missing_Parameter: new Map<string, FindingGroup>(), Excluded: new Map<string, FindingGroup>() };
    const parameters = new Set<string>();
    const sources = new Map<string, { code: string; source: string }>();
    let [count, cents] = [0, 0];
    for (const line of lines) {
        count++;
        for (const key of line.inputs.parameters) parameters.add(key);
        if (line.parameter) sources.set(line.inputs.parameters[0] ?? line.parameter.name, line.parameter);
        if (line.kind === 'Missing_Parameter' || line.kind === 'Excluded') addFinding(findings[line.kind], line);
        else byRule.set(line.rule, (byRule.get(line.rule) ?? 0) + (line.cents ?? 0));
        cents += line.cents ?? 0;
    }
    return {
        lines: count,
        cents,
        byRule: [...byRule].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, sum]) => ({ rule, cents: sum })),
        missing: groups(findings.Missing_Parameter),
        excluded: groups(findings.Excluded),
        parameters: [...parameters].sort(),
        sources,
    };
}

/** The amounts location by location; the lines come in that order. @param nis of the statement */
export function* locationRows(lines: Iterable<StoredLine>, nis: string): Generator<LocationRows> {
    let current: { location?: LineLocation; rows: Map<string, AmountRow>; cents: number } | undefined;
    for (const line of lines) {
        if (line.cents === undefined) continue;
        if (!current || current.location?.name !== line.location?.name) {
            if (current) yield { ...current, rows: [...current.rows.values()] };
            current = { ...(line.location && { location: line.location }), rows: new Map(), cents: 0 };
        }
        current.cents += line.cents;
        for (const row of rowsOf(line, line.cents, nis)) addRow(current.rows, row);
    }
    if (current) yield { ...current, rows: [...current.rows.values()] };
}

/** A line as rows: the reduction of allocated days stands by itself, so that each row is a product. */
function rowsOf(line: StoredLine, cents: number, nis: string): AmountRow[] {
    const { firstDay, lastDay, quantity, unitCents, inputs, kind } = line;
    const { reductions, reductionCents, earlierCents = 0, newCents = 0 } = numbersIn(inputs.inputs);
    const beds = inputs.bed === undefined ? 0 : 1;
    const { what, unit, isProduct } = wordsOf(line);
    const of = line.nisAtTime === nis || line.nisAtTime === '' ? '' : ` (vroeger bestuur ${line.nisAtTime})`;
    const row = { what: what + of, firstDay, lastDay, beds, quantity, unit, cents, earlierCents, newCents };
    if (kind === 'Difference' || unitCents === undefined || !isProduct) return [row];
    const whole = { ...row, unitCents };
    if (!reductions || !reductionCents) return [whole];
    const reduced = {
        ...row,
        what: `Vermindering op toegewezen dagen${of}`,
        quantity: String(reductions),
        unitCents: -reductionCents,
        cents: -reductions * reductionCents,
    };
    return [{ ...whole, cents: cents - reduced.cents }, reduced];
}

function wordsOf({ rule, kind, inputs, accommodationType, sizeClass, firstDay }: StoredLine): {
    what: string;
    unit: string;
    isProduct: boolean;
} {
    if (kind === 'Difference') return { what: nameOf(RULE_NAMES, rule), unit: '', isProduct: false };
    const { part } = inputs;
    if (part === 'one_off') return { what: 'Eenmalig bedrag', unit: 'slaapplekken', isProduct: true };
    switch (rule) {
        case 'R1_Guidance':
            return { what: `Begeleiding, peildatum ${dutchDate(firstDay)}`, unit: 'personen', isProduct: true };
        case 'R3_Public_Lump_Sum': {
            const works = inputs.inputs['worksNeeded'] === true ? 'met werken' : 'zonder werken';
            if (part === 'bed') return { what: `Forfait ${works}`, unit: 'slaapplekken', isProduct: true };
            const where = part === 'room' ? 'Werken in kamers' : 'Werken aan gemeenschappelijke delen';
            return { what: where, unit: '', isProduct: false };
        }
        case 'R4_Private_Lump_Sum':
            return { what: 'Gevulde private plaatsen, per vijf', unit: 'plaatsen', isProduct: false };
        case 'R5_Specific_Daily':
            return {
                what: `Dagbedrag ${nameOf(ACCOMMODATION_NAMES, accommodationType)}`.trim(),
                unit: 'dagen',
                isProduct: true,
            };
        case 'R6_Public_Monthly': {
            const what = part === 'bonus' ? 'Extra bedrag' : 'Maandbedrag';
            return {
                what: [what, nameOf(SIZE_NAMES, sizeClass)].filter(Boolean).join(', '),
                unit: 'maanden',
                isProduct: true,
            };
        }
        default:
            return { what: nameOf(RULE_NAMES, rule), unit: '', isProduct: true };
    }
}

function addRow(rows: Map<string, AmountRow>, row: AmountRow): void {
    const id = `${row.what}|${row.unitCents ?? ''}`;
    const known = rows.get(id);
    rows.set(id, known ? merged(known, row) : row);
}

function merged(one: AmountRow, other: AmountRow): AmountRow {
    return {
        ...one,
        firstDay: one.firstDay < other.firstDay ? one.firstDay : other.firstDay,
        lastDay: one.lastDay > other.lastDay ? one.lastDay : other.lastDay,
        beds: one.beds + other.beds,
        quantity: new Decimal(one.quantity || 0).plus(other.quantity || 0).toString(),
        cents: one.cents + other.cents,
        earlierCents: one.earlierCents + other.earlierCents,
        newCents: one.newCents + other.newCents,
    };
}

function addFinding(all: Map<string, FindingGroup>, line: StoredLine): void {
    const reason = reasonOf(line);
    const id = `${line.rule}|${reason}`;
    const group = all.get(id) ?? { rule: line.rule, reason, rows: [] };
    all.set(id, group);
    const row: FindingRow = {
        ...(line.location && { location: line.location }),
        beds: line.inputs.bed === undefined ? 0 : 1,
        days: line.days ?? 0,
        firstDay: line.firstDay,
        lastDay: line.lastDay,
    };
    const last = group.rows.at(-1);
    if (last?.location?.name !== row.location?.name || !last) group.rows.push(row);
    else {
        group.rows[group.rows.length - 1] = {
            ...last,
            beds: last.beds + row.beds,
            days: last.days + row.days,
            firstDay: last.firstDay < row.firstDay ? last.firstDay : row.firstDay,
            lastDay: last.lastDay > row.lastDay ? last.lastDay : row.lastDay,
        };
    }
}

function groups(all: Map<string, FindingGroup>): FindingGroup[] {
    return [...all.values()].sort((a, b) => (`${a.rule}|${a.reason}` < `${b.rule}|${b.reason}` ? -1 : 1));
}

function numbersIn(inputs: Readonly<Record<string, Json>>): Partial<Record<string, number>> {
    return Object.fromEntries(Object.entries(inputs).filter(([, value]) => typeof value === 'number')) as Partial<
        Record<string, number>
    >;
}
