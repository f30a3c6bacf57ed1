/** How many of the licences of the contract are in use. */
import { figuresOf, type Contract } from '../org/contracts.ts';
import { periodOf, type Period } from '../period.ts';
import { TIERS, type TierName } from '../tiers.ts';

/** Licences in use beside those contracted; undefined where the contract does not tell. */
export interface Use {
    /** undefined: all tiers together */
    readonly tier: TierName | undefined;
    readonly active: number;
    readonly contracted: number | undefined;
    /** negative: more in use than contracted */
    readonly free: number | undefined;
}

export interface ContractUse {
    readonly period: Period;
    /** false: no contract holds on that day, and this is the last one before it */
    readonly isInForce: boolean;
    readonly use: readonly Use[];
}

/**
 * @param active users by tier
 * @param on the day, `yyyy-mm-dd`
 * @returns the use without numbers contracted where the org has no contract that began by then
 */
export function useOf(
    contracts: readonly Contract[],
    active: Readonly<Record<TierName, number>>,
    on: string,
): ContractUse {
    const last = contracts.filter(({ firstDay }) => firstDay <= on).at(-1);
    const period = periodOf(last?.firstDay ?? on);
    const { full, restricted, licences } = figuresOf(contracts, period);
    const byTier = { Full: full?.value, Restricted: restricted?.value };
    const all = licences?.value ?? (full && restricted && full.value + restricted.value);
    const use = (tier: TierName | undefined, number: number, contracted: number | undefined): Use => ({
        tier,
        active: number,
        contracted,
        free: contracted === undefined ? undefined : contracted - number,
    });
    return {
        period,
        isInForce: last !== undefined && last.lastDay >= on,
        use: [
            ...TIERS.map((tier) => use(tier, active[tier], byTier[tier])),
            use(undefined, active.Full + active.Restricted, all),
        ],
    };
}

/** Active users of each tier. */
export function activeByTier(rows: readonly { tier: TierName; active: number }[]): Record<TierName, number> {
    const sum = (tier: TierName): number =>
        rows.filter((row) => row.tier === tier).reduce((all, { active }) => all + active, 0);
    return { Full: sum('Full'), Restricted: sum('Restricted') };
}
