/** Licence contracts of the org, by period. */
import { centsFrom } from '../../subsidy/engine/money.ts';
import type { ContractFigures, Figure } from '../scenario.ts';
import type { Period } from '../period.ts';
import { tierNamed, type TierName } from '../tiers.ts';

/** A contract: of one tier, or of the whole period where the split is not known. Amounts in cents. */
export interface Contract {
    readonly firstDay: string;
    readonly lastDay: string;
    readonly tier: TierName | undefined;
    readonly number: number;
    readonly estimatedCents: number | undefined;
    readonly costCents: number | undefined;
    readonly source: string;
}

export interface ContractRow {
    readonly First_Day__c: string;
    readonly Last_Day__c: string;
    readonly Tier__c: string | null;
    readonly Number_Contracted__c: number;
    readonly Estimated_Cost__c: number | null;
    readonly Total_Cost__c: number | null;
    readonly Source__c: string | null;
}

export const CONTRACT_QUERY =
    'SELECT First_Day__c, Last_Day__c, Tier__c, Number_Contracted__c, Estimated_Cost__c, Total_Cost__c, Source__c ' +
    'FROM Licence_Contract__c ORDER BY First_Day__c, Tier__c';

export function toContract(row: ContractRow): Contract {
    const cents = (value: number | null): number | undefined => (value === null ? undefined : centsFrom(String(value)));
    return {
        firstDay: row.First_Day__c,
        lastDay: row.Last_Day__c,
        tier: tierNamed(row.Tier__c ?? ''),
        number: row.Number_Contracted__c,
        estimatedCents: cents(row.Estimated_Cost__c),
        costCents: cents(row.Total_Cost__c),
        source: row.Source__c ?? '',
    };
}

/** The contracts of a period as figures; those of tiers add up where there is none of the whole. */
export function figuresOf(contracts: readonly Contract[], { firstDay }: Period): ContractFigures {
    const own = contracts.filter((one) => one.firstDay === firstDay);
    const whole = own.find(({ tier }) => tier === undefined);
    const [full, restricted] = (['Full', 'Restricted'] as const).map((tier) => own.find((one) => one.tier === tier));
    const amount = (pick: (one: Contract) => number | undefined): Figure | undefined => {
        const parts = whole && pick(whole) !== undefined ? [whole] : full && restricted ? [full, restricted] : [];
        const values = parts.map(pick);
        if (parts.length === 0 || !values.every((one) => one !== undefined)) return undefined;
        return { value: values.reduce((sum, one) => sum + one, 0), source: parts[0]?.source ?? '' };
    };
    const count = (one: Contract | undefined): Figure | undefined => one && { value: one.number, source: one.source };
    const figures = {
        full: count(full),
        restricted: count(restricted),
        licences: count(whole),
        estimated: amount(({ estimatedCents }) => estimatedCents),
        cost: amount(({ costCents }) => costCents),
    };
    return Object.fromEntries(Object.entries(figures).filter(([, figure]) => figure !== undefined));
}
