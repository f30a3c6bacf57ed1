/** Lines as rows of a spreadsheet: the same columns in every file. */
import type { Cell } from '../../csv/spreadsheet.ts';
import type { StoredLine } from './line.ts';
import type { StoredStatement } from './statement.ts';
import type { StoredRun } from './run.ts';
import { reasonOf } from './run-totals.ts';
import {
    ACCOMMODATION_NAMES,
    CATEGORY_NAMES,
    KIND_NAMES,
    nameOf,
    RULE_NAMES,
    SIZE_NAMES,
    stateInWords,
} from './words.ts';

export const LINE_COLUMNS = [
    'lijn',
    'stand',
    'afrekening',
    'nis_code',
    'bestuur',
    'nis_code_periode',
    'regel',
    'soort',
    'categorie',
    'type_verblijf',
    'grootteklasse',
    'locatie',
    'benaming',
    'adres',
    'slaapplek',
    'eerste_dag',
    'laatste_dag',
    'dagen',
    'aantal',
    'bedrag_per_eenheid',
    'bedrag',
    'reden',
    'verschil_met',
    'uitleg',
    'parameter',
    'bron',
    'vingerafdruk',
] as const;

/** @returns the cells of a line, in the order of the columns; days stay as records write them */
export function lineCells(run: StoredRun, { name, nis, municipality }: StoredStatement, line: StoredLine): Cell[] {
    const { location, parameter } = line;
    return [
        line.name,
        stateInWords(run),
        name,
        nis,
        municipality,
        line.nisAtTime,
        nameOf(RULE_NAMES, line.rule),
        nameOf(KIND_NAMES, line.kind),
        nameOf(CATEGORY_NAMES, line.category),
        nameOf(ACCOMMODATION_NAMES, line.accommodationType),
        nameOf(SIZE_NAMES, line.sizeClass),
        location?.name ?? '',
        location?.site ?? '',
        [location?.street, location?.town].filter(Boolean).join(', '),
        line.bed,
        line.firstDay,
        line.lastDay,
        { decimal: line.days === undefined ? '' : String(line.days) },
        { decimal: line.quantity },
        { cents: line.unitCents },
        { cents: line.cents },
        reasonOf(line),
        line.differenceFrom,
        line.explanation.join(' '),
        parameter ? `${parameter.name} ${parameter.code}` : '',
        parameter?.source ?? '',
        line.inputHash,
    ];
}
