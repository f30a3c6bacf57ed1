/**
 * What a later run of the same period changes about an approved one. A correction never changes an approved run: it
 * gives difference lines, by subject (rule, part, municipality, location, room and bed), and none where amounts agree.
 * What waits for a parameter only since the approved run is not taken back: it has no amount, which is not zero.
 */
import { isoDay } from './day.ts';
import { hashOf, subjectOf, type Line } from './lines.ts';

/** What is kept of an approved line: enough to tell the difference. Difference lines of corrections count as lines. */
export type ApprovedLine = { kind: Line['kind'] | 'Difference' } & Pick<
    Line,
    'rule' | 'part' | 'municipality' | 'location' | 'place' | 'bed' | 'cents' | 'key' | 'inputHash' | 'payee'
>;

/** A difference is about the line that came before it, where there was one. */
export type DifferenceLine = Omit<Line, 'kind'> & { kind: 'Difference'; differenceFrom?: string | undefined };

type Pair = { before: ApprovedLine[]; after: Line[]; waited: boolean; waits: boolean };

/**
 * @param earlier the lines of the approved run of the period, with the differences that were approved since
 * @param lines those of the new run
 * @param run whether the new run is a scenario, and its days, for what it no longer pays
 * @returns one line for each subject whose amount changed, in the order of the subjects
 */
export function differences(
    earlier: Iterable<ApprovedLine>,
    lines: Iterable<Line>,
    run: { firstDay: number; lastDay: number; scenario: boolean },
): DifferenceLine[] {
    const pairs = new Map<string, Pair>();
    const pairOf = (line: ApprovedLine): Pair => {
        const subject = subjectOf(line);
        const pair = pairs.get(subject) ?? { before: [], after: [], waited: false, waits: false };
        pairs.set(subject, pair);
        return pair;
    };
    for (const line of earlier) {
        if (line.kind === 'Missing_Parameter') pairOf(line).waited = true;
        else if (line.cents !== undefined) pairOf(line).before.push(line);
    }
    for (const line of lines) {
        if (line.kind === 'Missing_Parameter') pairOf(line).waits = true;
        else if (line.cents !== undefined) pairOf(line).after.push(line);
    }
    const sorted = [...pairs].sort(([a], [b]) => (a < b ? -1 : 1));
    return sorted.flatMap(([subject, pair]) => difference(subject, pair, run));
}

function difference(subject: string, pair: Pair, run: Parameters<typeof differences>[2]): DifferenceLine[] {
    const { before, after, waited, waits } = pair;
    const [earlierCents, newCents] = [sum(before), sum(after)];
    if (earlierCents === newCents || (waits && !waited)) return [];
    const from = before[0];
    const model = after[0] ?? from;
    if (model === undefined) return [];
    const { rule, part, municipality, location, place, bed, payee } = model;
    const only = after.length === 1 ? after[0] : undefined;
    const body = {
        rule,
        part,
        kind: 'Difference' as const,
        municipality,
        ...(location !== undefined && { location }),
        ...(place !== undefined && { place }),
        ...(bed !== undefined && { bed }),
        category: after[0]?.category,
        accommodationType: after[0]?.accommodationType,
        firstDay: Math.min(run.lastDay, ...after.map(({ firstDay }) => firstDay)),
        lastDay: Math.max(run.firstDay, ...after.map(({ lastDay }) => lastDay)),
        quantity: only?.quantity ?? after.length,
        cents: newCents - earlierCents,
        parameters: [...new Set(after.flatMap(({ parameters }) => parameters))],
        inputs: {
            earlierCents,
            newCents,
            earlier: before.map(({ inputHash }) => inputHash),
            now: after.map(({ inputHash }) => inputHash),
        },
        payee,
        scenario: run.scenario,
        assumed: [...new Set(after.flatMap(({ assumed }) => assumed))],
        differenceFrom: from?.key,
    };
    // what is no longer paid is about the whole period
    if (after.length === 0) Object.assign(body, { firstDay: run.firstDay, lastDay: run.lastDay });
    return [
        {
            ...body,
            key: [subject, isoDay(body.firstDay), isoDay(body.lastDay), 'difference'].join('|'),
            inputHash: hashOf(body),
        },
    ];
}

function sum(lines: readonly { cents?: number }[]): number {
    return lines.reduce((total, { cents = 0 }) => total + cents, 0);
}
