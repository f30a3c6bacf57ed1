/**
 * The prices that a plan is made with: those of a scenario or of the command stand above the org's. A price that nobody
 * gave is asked for, never guessed.
 */
import { JobError } from '../../salesforce/org-error.ts';
import { centsFrom } from '../../subsidy/engine/money.ts';
import type { FullPrice } from '../money/certainty.ts';
import { VolumePrices, type Confidence, type PriceBand } from '../money/volume-prices.ts';
import type { Period } from '../period.ts';
import type { Price } from '../scenario.ts';
import { TIER_NAMES, tierNamed, type TierName } from '../tiers.ts';

/** Prices of both tiers, as far as they are known. */
export interface PriceLists {
    readonly full: FullPrice | undefined;
    readonly restricted: VolumePrices | undefined;
}

export interface PriceRow {
    readonly First_Day__c: string;
    readonly Tier__c: string;
    readonly From_Number__c: number;
    readonly Unit_Price__c: number;
    readonly Confidence__c: Confidence;
    readonly Source__c: string | null;
}

/** Prices that hold on the first day of a period: a contract is for the whole of it. */
export function priceQuery({ firstDay }: Period): string {
    return (
        'SELECT First_Day__c, Tier__c, From_Number__c, Unit_Price__c, Confidence__c, Source__c FROM Licence_Price_Tier__c ' +
        `WHERE First_Day__c <= ${firstDay} AND (Last_Day__c = null OR Last_Day__c >= ${firstDay}) ` +
        'ORDER BY First_Day__c, Tier__c, From_Number__c'
    );
}

/** @returns the newest list of each tier; an older one is not mixed with it */
export function pricesOf(rows: readonly PriceRow[]): Price[] {
    const newest = new Map(rows.map((row) => [row.Tier__c, row.First_Day__c]));
    return rows
        .filter((row) => newest.get(row.Tier__c) === row.First_Day__c)
        .flatMap((row) => {
            const tier = tierNamed(row.Tier__c);
            if (!tier) return [];
            const source = row.Source__c ?? 'prijsschijf in de org, zonder bron';
            const cents = centsFrom(String(row.Unit_Price__c));
            return [{ tier, from: row.From_Number__c, cents, confidence: row.Confidence__c, source }];
        });
}

/**
 * Prices as the command takes them: `beperkt:100:1050.00` from 100 licences on, `volledig:1500.00`. They are assumed.
 * @throws JobError when one is no price
 */
export function pricesGiven(texts: readonly string[]): Price[] {
    return texts.map((text) => {
        const [, name = '', from = '1', amount = ''] =
            /^([a-z]+):(?:(\d{1,6}):)?(\d{1,7}(?:[.,]\d{2})?)$/i.exec(text) ?? [];
        const tier = tierNamed(name);
        if (!tier)
            throw new JobError('NoPrice', `"${text}" is geen prijs: schrijf niveau, vanaf hoeveel en bedrag.`, {
                actions: [
                    'Bijvoorbeeld --price volledig:1500.00 --price beperkt:1:1200.00 --price beperkt:100:1050.00.',
                ],
                exitCode: 2,
            });
        const cents = centsFrom(amount.replace(',', '.'));
        return { tier, from: Number(from), cents, confidence: 'Assumed', source: 'optie --price' };
    });
}

/**
 * @param sources prices by rank: for each tier, the first source that has any holds
 * @throws JobError when prices contradict each other, or are none
 */
export function listsOf(sources: readonly (readonly Price[])[]): PriceLists {
    const of = (tier: TierName): readonly Price[] =>
        sources.map((prices) => prices.filter((one) => one.tier === tier)).find((prices) => prices.length > 0) ?? [];
    const full = of('Full');
    if (full.length > 1 || (full[0] && full[0].from !== 1))
        throw new JobError(
            'PricesRefused',
            'De prijs van een volledige licentie is er één, vanaf 1 licentie: ze hangt niet af van het aantal (nota, deel C).',
            { actions: ['Verbeter de prijsschijven (Licence_Price_Tier__c), het scenario of --price.'] },
        );
    const restricted = of('Restricted');
    const [fullBand] = listed('Full', full)?.bands ?? [];
    return { full: fullBand, restricted: listed('Restricted', restricted) };
}

function listed(tier: TierName, prices: readonly Price[]): VolumePrices | undefined {
    if (prices.length === 0) return undefined;
    try {
        return new VolumePrices(
            prices.map(({ from, cents, confidence, source }): PriceBand => ({ from, cents, confidence, source })),
        );
    } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new JobError(
            'PricesRefused',
            `De prijzen van een ${TIER_NAMES[tier]}e licentie kloppen niet: ${error.message}.`,
            {
                actions: ['Verbeter de prijsschijven (Licence_Price_Tier__c), het scenario of --price.'],
            },
        );
    }
}
