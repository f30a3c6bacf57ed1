/** A plan in Dutch, for terminal and page: tables as rows, and sentences. */
import { dutchEuros } from '../../subsidy/engine/money.ts';
import { counted, dutchAmount, dutchDate } from '../../subsidy/stored/words.ts';
import type { ContractTotals } from '../comparison.ts';
import type { Mix } from '../money/cheapest-mix.ts';
import type { Confidence } from '../money/volume-prices.ts';
import { TIER_NAMES } from '../tiers.ts';
import type { PlanResult } from './plan-licences.ts';
import type { MissingPrice, PlanMoney } from './plan-money.ts';
import type { PlannedUser } from './plan-users.ts';

type Table = Record<string, string>[];

const CONFIDENCE_NAMES: Readonly<Record<Confidence, string>> = {
    Quoted: 'offerte',
    Press: 'uit de pers',
    Assumed: 'aangenomen',
};
export const UNKNOWN = 'onbekend';

/** Headers of the columns with numbers. */
export const NUMBER_COLUMNS = [
    'Volledig',
    'Beperkt',
    'Samen',
    'Geraamd',
    'Kost',
    'Gemiddeld',
    'In gebruik',
    'Nodig',
    'Zeker nodig',
    'Contract',
    'Bedrag',
    'Verschil met het jaar voordien',
    'Besparing',
    'Vanaf',
    'Prijs per licentie',
];

/** The contract of the period beside the one before it. */
export function contractTable({ contract, previous, period }: PlanResult): Table {
    const row = (name: string, totals: ContractTotals): Record<string, string> => ({
        Periode: name,
        Volledig: numberText(totals.full),
        Beperkt: numberText(totals.restricted),
        Samen: numberText(totals.licences),
        Geraamd: amountText(totals.estimatedCents),
        Kost: amountText(totals.costCents),
        Gemiddeld: amountText(totals.averageCents),
    });
    return [row(previous.name, contract.previous), row(period.name, contract.next)];
}

/** How the contract differs from the one before it; lines for what is known. */
export function contractLines({ contract }: PlanResult): string[] {
    const { licencesDifference, againstEstimateCents, againstActualCents } = contract;
    return [
        ...(licencesDifference === undefined ? [] : [`Licenties: ${signed(licencesDifference)}.`]),
        ...(againstEstimateCents === undefined
            ? []
            : [`Tegenover de raming van de vorige periode: ${signedAmount(againstEstimateCents)} euro.`]),
        ...(againstActualCents === undefined
            ? []
            : [`Tegenover de uiteindelijke kost van de vorige periode: ${signedAmount(againstActualCents)} euro.`]),
    ];
}

/** Users by tier: as it is, as it is needed. */
export function needTable({ needs: { present, needed, least }, contract: { next } }: PlanResult): Table {
    const sum = ({ full, restricted }: { full: number; restricted: number }): number => full + restricted;
    const row = (name: string, numbers: readonly (number | undefined)[]): Record<string, string> => ({
        Niveau: name,
        'In gebruik': numberText(numbers[0]),
        Nodig: numberText(numbers[1]),
        'Zeker nodig': numberText(numbers[2]),
        Contract: numberText(numbers[3]),
    });
    return [
        row(TIER_NAMES.Restricted, [present.restricted, needed.restricted, least.restricted, next.restricted]),
        row(TIER_NAMES.Full, [present.full, needed.full, least.full, next.full]),
        row('samen', [sum(present), sum(needed), sum(least), next.licences]),
    ];
}

/** Users whose tier changes. */
export function movesTable({ users, money }: PlanResult): Table {
    return movesOf(users).map((user) => ({
        Gebruiker: user.username,
        Naam: user.name,
        Rol: user.roles.join(' + ') || '(geen rol)',
        Niveau: `${TIER_NAMES[user.tier]} → ${TIER_NAMES[user.to]}`,
        Besparing: amountText(savingOf(user, money)),
        Reden: user.to === 'Full' ? shortened(user.because) : 'geen recht vraagt de volledige licentie',
    }));
}

export function movesOf(users: readonly PlannedUser[]): PlannedUser[] {
    return users.filter(({ tier, to }) => tier !== to);
}

/** What moving one user saves, in cents; negative where he needs a dearer one. */
export function savingOf({ tier, to }: PlannedUser, { perUserCents }: PlanMoney): number | undefined {
    if (perUserCents === undefined) return undefined;
    if (tier === to) return 0;
    return to === 'Restricted' ? perUserCents : -perUserCents;
}

/** Who needs the full licence and why; with what would have to go for the restricted one. */
export function fullTable({ users }: PlanResult): Table {
    return users
        .filter(({ to }) => to === 'Full')
        .map((user) => ({
            Gebruiker: user.username,
            Naam: user.name,
            Rol: user.roles.join(' + ') || '(geen rol)',
            Reden: shortened(user.because),
            'Beperkt kan zonder': user.restrictedWithout?.join(', ') ?? '',
        }));
}

/** Who may not need an account any more. */
export function doubtTable({ users }: PlanResult): Table {
    return users
        .filter(({ doubts }) => doubts.length > 0)
        .map((user) => ({
            Gebruiker: user.username,
            Naam: user.name,
            Niveau: TIER_NAMES[user.to],
            Twijfel: user.doubts.join('; '),
        }));
}

export function priceTable({ money: { fullPrice, restrictedPrices } }: PlanResult): Table {
    const rows = restrictedPrices.map((price) => ({ tier: TIER_NAMES.Restricted, ...price }));
    return [...rows, ...(fullPrice ? [{ tier: TIER_NAMES.Full, from: 1, ...fullPrice }] : [])].map((price) => ({
        Niveau: price.tier,
        Vanaf: String(price.from),
        'Prijs per licentie': dutchAmount(price.cents),
        Zekerheid: CONFIDENCE_NAMES[price.confidence],
        Bron: price.source,
    }));
}

/** What the plan costs, or which prices it lacks. */
export function moneyLines({ money, inDoubt, period }: PlanResult): string[] {
    const { present, advice, savingCents, breakEvens, contractCheck } = money;
    const lines = money.missing.map((one) => missingLine(one, period.firstDay));
    if (present) lines.push(`Niveaus van vandaag: ${mixText(present)}.`);
    if (advice?.exact) lines.push(`Precies wat nodig is: ${mixText(advice.exact)}.`);
    if (savingCents !== undefined) lines.push(`Besparing door gebruikers te verplaatsen: ${dutchEuros(savingCents)}.`);
    if (advice) {
        lines.push(`Goedkoopst: ${mixText(advice.mix)}.`);
        if (advice.exact && advice.mix.cents < advice.exact.cents)
            lines.push(
                `Dat is ${dutchEuros(advice.exact.cents - advice.mix.cents)} minder dan precies wat nodig is, door ` +
                    (advice.mix.full > advice.exact.full
                        ? 'volledige licenties in de plaats van beperkte.'
                        : 'meer beperkte licenties aan een lagere prijs.'),
            );
    }
    for (const { need, buy, unitCents, nextUnitCents } of breakEvens)
        lines.push(
            `Omslagpunt: vanaf ${counted(need, 'beperkte licentie', 'beperkte licenties')} (${dutchAmount(unitCents)} per stuk) is het goedkoper er ${String(buy)} te kopen (${dutchAmount(nextUnitCents)} per stuk).`,
        );
    if (advice) lines.push(...certaintyLines(advice, inDoubt));
    if (contractCheck) {
        const { full, restricted, contractCents, pricedCents } = contractCheck;
        const difference = pricedCents - contractCents;
        lines.push(
            `Controle: ${String(full)} volledige en ${String(restricted)} beperkte kosten met deze prijzen ${dutchEuros(pricedCents)}; het contract zegt ${dutchEuros(contractCents)}` +
                (difference === 0
                    ? ', hetzelfde.'
                    : ` (verschil ${signedAmount(difference)} euro): kijk de prijzen na.`),
        );
    }
    return lines;
}

function certaintyLines(advice: NonNullable<PlanMoney['advice']>, inDoubt: number): string[] {
    const { verdict, least, regretCents, confidence, mix } = advice;
    if (verdict === 'sure')
        return ['Zekerheid: zeker; elke prijs komt uit een offerte en over geen gebruiker is er twijfel over de kost.'];
    const weak = confidence.filter((one) => one !== 'Quoted').map((one) => CONFIDENCE_NAMES[one]);
    const lines = [`Zekerheid: tussen ${dutchEuros(least.cents)} en ${dutchEuros(mix.cents)}.`];
    if (regretCents !== 0)
        lines.push(
            `Als de ${counted(inDoubt, 'gebruiker', 'gebruikers')} over wie twijfel is (lang niet aangemeld, mogelijk dubbel) ${inDoubt === 1 ? 'vertrekt' : 'vertrekken'}, volstaat ${mixText(least)}: ${dutchEuros(regretCents)} minder.`,
        );
    if (weak.length > 0)
        lines.push(
            `Niet alle prijzen komen uit een offerte (${weak.join(', ')}): met andere prijzen kan een andere mix goedkoper zijn.`,
        );
    return lines;
}

function missingLine({ tier, number, reason }: MissingPrice, firstDay: string): string {
    const name = TIER_NAMES[tier];
    const what =
        reason === 'none'
            ? `De prijs van een ${name}e licentie is niet bekend`
            : `De prijs van een ${name}e licentie bij ${String(number)} stuks is niet bekend: de laagste prijsschijf begint hoger`;
    return (
        `${what}. Vul een prijsschijf in (Licence_Price_Tier__c: niveau ${name}, vanaf aantal ${tier === 'Full' ? '1' : `hoogstens ${String(number)}`}, prijs, ` +
        `eerste dag ${dutchDate(firstDay)} of vroeger), of geef ze met --price ${name}:1:<bedrag> of onder "prices" in het scenario.`
    );
}

/** The budget line by line, with its sum. */
export function budgetTable({ budget }: PlanResult): Table {
    if (!budget) return [];
    const row = (name: string, cents: number | undefined, change: number | undefined): Record<string, string> => ({
        Begroting: name,
        Bedrag: amountText(cents),
        'Verschil met het jaar voordien': change === undefined ? '' : signedAmount(change),
    });
    return [
        ...budget.lines.map(({ name, cents, changeCents }) => row(name, cents, changeCents)),
        row('Samen', budget.totalCents, undefined),
    ];
}

export function budgetLines({ budget }: PlanResult): string[] {
    if (!budget) return [];
    const { totalCents, askedCents, reductionCents, statedCents } = budget;
    return [
        ...(askedCents === undefined || reductionCents === undefined
            ? []
            : [
                  `Gevraagd ${dutchEuros(askedCents)}, verminderd met ${dutchEuros(-reductionCents)}: ${dutchEuros(totalCents)}.`,
              ]),
        ...(statedCents === undefined || statedCents === totalCents
            ? []
            : [`De bron noemt ${dutchEuros(statedCents)}; de lijnen tellen op tot ${dutchEuros(totalCents)}.`]),
    ];
}

function mixText({ full, restricted, cents }: Mix): string {
    return `${String(full)} volledig en ${String(restricted)} beperkt, samen ${dutchEuros(cents)}`;
}

function numberText(value: number | undefined): string {
    return value === undefined ? UNKNOWN : String(value);
}

export function amountText(cents: number | undefined): string {
    return cents === undefined ? UNKNOWN : dutchAmount(cents);
}

function signed(value: number): string {
    return value > 0 ? `+${String(value)}` : String(value);
}

function signedAmount(cents: number): string {
    return cents > 0 ? `+${dutchAmount(cents)}` : dutchAmount(cents);
}

function shortened(causes: readonly string[]): string {
    const [first = ''] = causes;
    return causes.length > 1 ? `${first}; en nog ${String(causes.length - 1)}` : first;
}
