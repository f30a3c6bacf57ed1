/** One contract period beside the one before it, from totals alone: unit prices need not be known. Amounts in cents. */
import { Decimal } from 'decimal.js';
import { roundedCents } from '../subsidy/engine/money.ts';
import type { Budget, ContractFigures } from './scenario.ts';

/** What a contract period holds and costs, as far as it is known. */
export interface ContractTotals {
    readonly full: number | undefined;
    readonly restricted: number | undefined;
    readonly licences: number | undefined;
    readonly estimatedCents: number | undefined;
    /** what was paid, or for a period to come what it is to cost */
    readonly costCents: number | undefined;
    /** cost divided by licences: an average of both tiers, no price of anything */
    readonly averageCents: number | undefined;
}

export interface Comparison {
    readonly previous: ContractTotals;
    readonly next: ContractTotals;
    readonly licencesDifference: number | undefined;
    /** against what was estimated for the period before, and against what it came to */
    readonly againstEstimateCents: number | undefined;
    readonly againstActualCents: number | undefined;
}

export function totalsOf({ full, restricted, licences, estimated, actual, cost }: ContractFigures): ContractTotals {
    const sum = full && restricted && full.value + restricted.value;
    const number = licences?.value ?? sum;
    const costCents = (actual ?? cost)?.value;
    return {
        full: full?.value,
        restricted: restricted?.value,
        licences: number,
        estimatedCents: estimated?.value,
        costCents,
        averageCents: averageOf(costCents, number),
    };
}

function averageOf(cents: number | undefined, number: number | undefined): number | undefined {
    if (cents === undefined || number === undefined || number === 0) return undefined;
    return roundedCents(new Decimal(cents).dividedBy(number));
}

export function compare(previous: ContractTotals, next: ContractTotals): Comparison {
    return {
        previous,
        next,
        licencesDifference: difference(next.licences, previous.licences),
        againstEstimateCents: difference(next.costCents, previous.estimatedCents),
        againstActualCents: difference(next.costCents, previous.costCents),
    };
}

function difference(now: number | undefined, before: number | undefined): number | undefined {
    return now === undefined || before === undefined ? undefined : now - before;
}

/** The budget added up. */
export interface BudgetSum {
    readonly totalCents: number;
    readonly askedCents: number | undefined;
    readonly reductionCents: number | undefined;
    /** what the lines were the year before, where they say how they changed */
    readonly lines: readonly {
        readonly name: string;
        readonly cents: number;
        readonly changeCents: number | undefined;
        readonly previousCents: number | undefined;
    }[];
    /** what the source states as the total; undefined where it states none */
    readonly statedCents: number | undefined;
}

export function sumOf({ lines, total, reduction }: Budget): BudgetSum {
    const totalCents = lines.reduce((sum, { cents }) => sum + cents, 0);
    return {
        totalCents,
        statedCents: total?.value,
        reductionCents: reduction?.value,
        askedCents: reduction && totalCents - reduction.value,
        lines: lines.map(({ name, cents, changeCents }) => ({
            name,
            cents,
            changeCents,
            previousCents: changeCents === undefined ? undefined : cents - changeCents,
        })),
    };
}
