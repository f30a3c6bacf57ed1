/** The outcome of a run as a Dutch reader sees it in a terminal. */
import { REASONS } from '../engine/explain.ts';
import { dutchEuros } from '../engine/money.ts';
import { CATEGORY_NAMES, nameOf, parameterName, RULE_NAMES } from '../stored/words.ts';
import type { RunResult } from './run-subsidy.ts';
import type { Total } from '../sums.ts';
import type { LeftOut, TotalsResult } from './totals.ts';

/** @returns lines: the run, its totals, what was left out and why */
export function resultText(result: RunResult): string[] {
    const { totals } = result;
    return ['', ...heading(result), '', ...totalsText(totals), ...leftOutText(totals.leftOut)];
}

function heading({ run, unchanged, scenario, corrects, totals }: RunResult): string[] {
    const name = run ?? 'Proefberekening, niets geschreven';
    const state = run === undefined ? '' : unchanged ? ' (stond er al, ongewijzigd)' : ' (berekend)';
    const kind = corrects === undefined ? '' : `, verschillen met ${corrects}`;
    return [
        `${name}${state}${kind}: ${dutchEuros(totals.cents)} in ${String(totals.lines)} lijnen`,
        ...(scenario ? ['SCENARIO met aangenomen waarden: geen recht op betaling.'] : []),
    ];
}

const ruleName = (rule: string): string => `${/^R\d/.exec(rule)?.[0] ?? ''} ${nameOf<string>(RULE_NAMES, rule)}`.trim();

const categoryName = (category: string): string =>
    category === '' ? 'niet per categorie' : nameOf<string>(CATEGORY_NAMES, category);

const provinceName = (province: string): string => province.replaceAll('_', '-');

/** Tables of what there is to pay. */
export function totalsText({ byRule, byCategory, byProvince }: TotalsResult): string[] {
    return [
        ...table('Per regel', byRule, ruleName),
        ...table('Per categorie', byCategory, categoryName),
        ...table('Per provincie', byProvince, provinceName),
    ];
}

function table(title: string, totals: readonly Total[], label: (name: string) => string): string[] {
    if (totals.length === 0) return [];
    const rows = totals.map(({ name, lines, cents }) => [label(name), `${lines} lijnen`, dutchEuros(cents)]);
    return [title, ...columns(rows), ''];
}

/** What was left out, and why. */
export function leftOutText(leftOut: readonly LeftOut[]): string[] {
    if (leftOut.length === 0) return [];
    const rows = leftOut.map(({ rule, why, findings, quantity }) => [
        ruleName(rule),
        `${findings} ×`,
        `${quantity}`,
        'reason' in why ? REASONS[why.reason] : `Waarde ontbreekt: ${why.missing.map(parameterName).join(', ')}.`,
    ]);
    const title = 'Niet berekend: hoe vaak, hoeveel (beddagen, bedden, personen) en waarom';
    return [title, ...columns(rows, 'left'), ''];
}

/** Cells under each other; the last column is aligned as asked. */
function columns(rows: readonly (readonly string[])[], last: 'left' | 'right' = 'right'): string[] {
    const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
    return rows.map((row) => {
        const cells = row.map((cell, at) => {
            const width = widths[at] ?? 0;
            if (at === 0) return cell.padEnd(width);
            return at === row.length - 1 && last === 'left' ? cell : cell.padStart(width);
        });
        return `  ${cells.join('  ')}`;
    });
}
