/** The two licence tiers, and what people call them. */

/** Values of the value set `Licence_Tier`. */
export type TierName = 'Full' | 'Restricted';

export const TIER_NAMES: Readonly<Record<TierName, string>> = { Full: 'volledig', Restricted: 'beperkt' };

/** From the cheapest to the dearest. */
export const TIERS: readonly TierName[] = ['Restricted', 'Full'];

/** @returns the tier that a text names, in the words of the org or of people; undefined when it names none */
export function tierNamed(text: string): TierName | undefined {
    const lower = text.trim().toLowerCase();
    return TIERS.find((tier) => tier.toLowerCase() === lower || TIER_NAMES[tier] === lower);
}
