/** Tells which lines of which class the tests have not run. */
import { percentOf, type UnitCoverage } from '../apex/program/coverage.ts';

/** @returns a table: share, lines run and in all, name, lines that did not run; the total stands last */
export function coverageTable(units: readonly UnitCoverage[]): string {
    const rows = units.map((unit) => row(percentOf([unit]), unit.hit.size, unit.lines.size, unit.name, missed(unit)));
    const hit = units.reduce((sum, unit) => sum + unit.hit.size, 0);
    const lines = units.reduce((sum, unit) => sum + unit.lines.size, 0);
    return [...rows, row(percentOf(units), hit, lines, 'all classes and triggers', '')].join('\n');
}

function row(percent: number, hit: number, lines: number, name: string, rest: string): string {
    const share = `${String(percent).padStart(3)} %`;
    const count = `${String(hit)}/${String(lines)}`.padStart(9);
    return `${share} ${count}  ${name}${rest === '' ? '' : `  not run: ${rest}`}`;
}

/** Lines in order; those that follow each other as `3–5`. */
function missed({ lines, hit }: UnitCoverage): string {
    const all = [...lines].sort((a, b) => a - b);
    const ranges: string[] = [];
    let first: number | undefined;
    for (const [at, line] of all.entries()) {
        if (hit.has(line)) continue;
        first ??= line;
        const next = all[at + 1];
        if (next !== undefined && !hit.has(next)) continue;
        ranges.push(first === line ? String(line) : `${String(first)}–${String(line)}`);
        first = undefined;
    }
    return ranges.join(', ');
}
