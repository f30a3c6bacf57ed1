/** Lines of the engine as they come back from an org. */
import { isoDay } from '../subsidy/engine/day.ts';
import type { DifferenceLine } from '../subsidy/engine/differences.ts';
import type { Line } from '../subsidy/engine/lines.ts';
import type { StoredLine } from '../subsidy/stored/line.ts';

/** @returns the line as a reader gets it; its location is named after its key */
export function asStored(line: Line | DifferenceLine): StoredLine {
    const { category, accommodationType, sizeClass, cents, unitCents, days } = line;
    return {
        id: line.key,
        name: 'LIJN-00000001',
        key: line.key,
        statement: line.payee,
        rule: line.rule,
        kind: line.kind,
        ...(cents !== undefined && { cents }),
        ...(unitCents !== undefined && { unitCents }),
        ...(days !== undefined && { days }),
        ...(category && { category }),
        ...(accommodationType && { accommodationType }),
        ...(sizeClass && { sizeClass }),
        quantity: String(line.quantity),
        firstDay: isoDay(line.firstDay),
        lastDay: isoDay(line.lastDay),
        nisAtTime: line.municipality,
        ...(line.location !== undefined && {
            location: { name: line.location, site: '', street: 'Europalaan 12', town: '3600 Genk' },
        }),
        bed: line.bed ?? '',
        differenceFrom: '',
        inputHash: line.inputHash,
        explanation: [],
        inputs: line,
    };
}

/** @returns what belongs to a statement, in the order in which a store gives it */
export function statementOrder(lines: readonly StoredLine[], nis: string): StoredLine[] {
    const order = ({ location, rule, firstDay, key }: StoredLine): string =>
        [location?.name ?? '', rule, firstDay, key].join('\t');
    return lines.filter(({ statement }) => statement === nis).sort((a, b) => (order(a) < order(b) ? -1 : 1));
}
