/**
 * R1. Guidance: on each date of a table, persons counted in the National Register x a base amount x the factor of the
 * date. Up to 28-02-2023 adults with the status plus Ukrainian minors are counted, from 30-06-2023 on all temporarily
 * displaced persons. Source: vlaanderen.be/vlaanderen-helpt-oekraine/financiering.
 *
 * Rounding: the product, once, to the cent.
 */
import { Decimal } from 'decimal.js';
import { asOf, type History, type RegisterCount } from './facts.ts';
import { contains, cutAt, length, type Interval } from './interval.ts';
import { isoDay, type Instant } from './day.ts';
import type { LineDraft } from './lines.ts';
import { roundedCents } from './money.ts';
import type { Municipalities } from './municipality.ts';
import { centsOf, choiceOf, type Known } from './parameters.ts';
import { finding, missingNames, type Run } from './run.ts';

const RULE = 'R1_Guidance';

/**
 * @param counts what was ever imported
 * @returns a line for each municipality and reference date in the period, in that order
 */
export function* guidance(
    run: Run,
    counts: readonly History<RegisterCount>[],
    snapshot: Instant,
    municipalities: Municipalities,
): Generator<LineDraft> {
    const known = new Map(asOf(counts, snapshot).map((count) => [`${count.nis}|${count.referenceDate}`, count]));
    const factor = run.book.schedule({ rule: RULE, code: 'tranche_factor' });
    const tranches = cutAt([run.period], factor.cuts).filter((piece) => factor.covers(piece.from));
    for (const nis of municipalities.all()) {
        for (const tranche of tranches) {
            if (!contains(municipalities.life(nis), tranche.from)) continue;
            const found = factor.at(tranche.from);
            if (!found.known) yield finding(RULE, 'count', { municipality: nis }, { missing: [found.name] }, [tranche]);
            else yield line(run, nis, tranche, found, known.get(`${nis}|${tranche.from}`));
        }
    }
}

function line(run: Run, nis: string, tranche: Interval, factor: Known, count: RegisterCount | undefined): LineDraft {
    const day = tranche.from;
    const base = run.book.schedule({ rule: RULE, code: 'base_amount' }).at(day);
    const basis = run.book.schedule({ rule: RULE, code: 'count_basis' }).at(day);
    const about = { municipality: nis };
    if (length(tranche) !== 1)
        throw new RangeError(`parameter ${factor.version.key} must have one day: a reference date`);
    if (!base.known || !basis.known) {
        return finding(RULE, 'count', about, { missing: missingNames(base, basis) }, [tranche], 1);
    }
    const counted = count && persons(count, choiceOf(basis));
    if (count === undefined || counted === undefined) {
        return finding(RULE, 'count', about, { reason: 'register_count_missing' }, [tranche], 1);
    }
    const baseCents = centsOf(base, 'EUR_Per_Person');
    const each = new Decimal(factor.version.number ?? NaN).times(baseCents);
    if (each.isNaN()) throw new RangeError(`parameter ${factor.version.key} is no factor`);
    return {
        rule: RULE,
        part: 'count',
        kind: 'Regular',
        ...about,
        firstDay: day,
        lastDay: day,
        quantity: counted,
        unitCents: roundedCents(each),
        cents: roundedCents(each.times(counted)),
        parameters: [factor, base, basis].map(({ version }) => version.key),
        inputs: {
            referenceDate: isoDay(day),
            basis: choiceOf(basis),
            adultsWithStatus: count.adultsWithStatus,
            minorUkrainians: count.minorUkrainians,
            allDisplaced: count.allDisplaced,
            baseCents,
            factor: factor.version.number,
        },
    };
}

function persons(count: RegisterCount, basis: string): number | undefined {
    if (basis === 'all_displaced') return count.allDisplaced;
    const { adultsWithStatus, minorUkrainians } = count;
    return adultsWithStatus === undefined || minorUkrainians === undefined
        ? undefined
        : adultsWithStatus + minorUkrainians;
}
