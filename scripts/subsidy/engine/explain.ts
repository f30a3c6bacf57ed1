/** Tells in Dutch, step by step, why a line is what it is. */
import { day, dutchDay } from './day.ts';
import type { Json } from './canonical.ts';
import type { ParameterVersion } from './facts.ts';
import type { ExclusionReason, Line } from './lines.ts';
import { dutchEuros } from './money.ts';
import type { DifferenceLine } from './differences.ts';

type Inputs = Line['inputs'];
type Explained = Line | DifferenceLine;

/** What each rule pays, in one sentence. */
export const RULES: Record<Line['rule'], string> = {
    R1_Guidance: 'Begeleiding: aantal personen in het Rijksregister x basisbedrag x factor van de peildatum.',
    R2_Eligibility: 'Voorwaarden: geregistreerd, gevalideerd en lang genoeg beschikbaar.',
    R3_Public_Lump_Sum: 'Publieke opvang, eerste regeling: forfait per slaapplek, met begrensde werken.',
    R4_Private_Lump_Sum: 'Private opvang, eerste regeling: een bedrag per vijf gevulde plaatsen in de gemeente.',
    R5_Specific_Daily: 'Categorie 2: dagbedrag per beschikbare slaapplek, verminderd op toegewezen dagen.',
    R6_Public_Monthly:
        'Publieke opvang: maandbedrag per slaapplek die op het einde van de maand lang genoeg beschikbaar was.',
    R7_Payment_Calendar: 'Momentopname en betaling.',
    R8_Framework_End: 'Einde van het subsidiekader.',
    Village: 'Nooddorp.',
};

/** Why something gives no amount, in one sentence. */
export const REASONS: Record<ExclusionReason, string> = {
    not_validated: 'De locatie was op de momentopname niet gevalideerd.',
    not_confirmed: 'De locatie van categorie 2 was toen nog niet bevestigd door het agentschap.',
    no_category: 'De locatie heeft geen categorie.',
    financing_does_not_fit: 'De financiering ontbreekt of past niet bij de categorie.',
    not_bookable: 'De slaapplek is gemeld, maar mag niet worden toegewezen.',
    too_short: 'De slaapplek was niet lang genoeg na elkaar beschikbaar.',
    before_earliest_start: 'De dagen vallen voor de eerste subsidieerbare dag van de categorie.',
    after_framework_end: 'De dagen vallen na de laatste dag van het subsidiekader.',
    invoice_outside_regime: 'De factuurdatum valt buiten de regeling.',
    register_count_missing: 'Er is geen (volledige) telling van het Rijksregister ingeladen voor deze peildatum.',
};

/**
 * @param line a line, finding or difference
 * @param parameterOf finds a version by its key, to name its source
 * @returns sentences, in the order in which they are read
 */
export function explain(line: Explained, parameterOf: (key: string) => ParameterVersion | undefined): string[] {
    return [
        ...(line.scenario ? ['Dit is een scenario met aangenomen waarden: geen recht op betaling.'] : []),
        RULES[line.rule],
        `Periode: ${period(line)}.`,
        ...place(line),
        ...steps(line),
        ...line.parameters.map((key) => source(key, parameterOf(key), line.assumed.includes(key))),
        ...(line.cents === undefined
            ? ['Deze vaststelling heeft geen bedrag.']
            : [`Bedrag: ${dutchEuros(line.cents)}.`]),
    ];
}

function period({ firstDay, lastDay }: Explained): string {
    return firstDay === lastDay ? dutchDay(firstDay) : `${dutchDay(firstDay)} t.e.m. ${dutchDay(lastDay)}`;
}

function place({ municipality, payee }: Explained): string[] {
    if (municipality === payee) return [];
    return [`De periode behoort tot het vroegere bestuur ${municipality}; de opvolger ${payee} wordt betaald.`];
}

function steps(line: Explained): string[] {
    if (line.kind === 'Missing_Parameter') return missing(line);
    if (line.kind === 'Excluded')
        return [line.reason ? REASONS[line.reason] : '', ...days('Het gaat om', line.inputs['days'])];
    if (line.kind === 'Difference') {
        const { earlierCents, newCents } = numbers(line.inputs);
        return [`Eerder goedgekeurd: ${dutchEuros(earlierCents ?? 0)}. Nu berekend: ${dutchEuros(newCents ?? 0)}.`];
    }
    switch (line.rule) {
        case 'R1_Guidance':
            return guidance(line);
        case 'R3_Public_Lump_Sum':
            return lumpSum(line);
        case 'R4_Private_Lump_Sum':
            return fives(line);
        case 'R5_Specific_Daily':
            return daily(line);
        case 'R6_Public_Monthly':
            return monthly(line);
        default:
            return [`${line.quantity} x ${dutchEuros(line.unitCents ?? 0)}.`];
    }
}

function missing(line: Explained): string[] {
    return [
        `Niet te berekenen: voor deze dagen ontbreekt een goedgekeurde waarde van ${(line.missing ?? []).join(' en ')}.`,
        'Er wordt niets geraden; zodra de waarde is goedgekeurd, rekent een volgende berekening ze uit.',
        ...days('Het gaat om', line.inputs['days']),
    ];
}

function guidance({ inputs, quantity, unitCents = 0 }: Explained): string[] {
    const { adultsWithStatus = 0, minorUkrainians = 0, baseCents = 0 } = numbers(inputs);
    const counted =
        inputs['basis'] === 'all_displaced'
            ? `Geteld: ${quantity} tijdelijk ontheemden.`
            : `Geteld: ${adultsWithStatus} volwassenen met het statuut + ${minorUkrainians} minderjarige Oekraïners = ${quantity}.`;
    const factor = typeof inputs['factor'] === 'string' ? inputs['factor'].replace('.', ',') : '';
    return [counted, `Per persoon: ${dutchEuros(baseCents)} x ${factor} = ${dutchEuros(unitCents)}.`];
}

function lumpSum({ part, inputs, unitCents = 0 }: Explained): string[] {
    const { costCents = 0, earlierCents = 0, capCents = 0 } = numbers(inputs);
    if (part === 'bed') {
        const works = inputs['worksNeeded'] === true ? 'met werken' : 'zonder werken';
        return [`Forfait voor een slaapplek ${works}, die telt vanaf die dag: ${dutchEuros(unitCents)}.`];
    }
    return [
        `Facturen tot het einde van de periode: ${dutchEuros(costCents)}; grens: ${dutchEuros(capCents)}.`,
        `Facturen van eerdere periodes: ${dutchEuros(earlierCents)}; wat daarvan onder de grens viel, gaat af.`,
    ];
}

function fives({ inputs }: Explained): string[] {
    const { filledTotal = 0, filledBefore = 0, perFiveCents = 0, undecided = 0 } = numbers(inputs);
    return [
        `Gevulde plaatsen tot het einde van de periode: ${filledTotal}; waarvan al eerder geteld: ${filledBefore}.`,
        `Per vijf gevulde plaatsen: ${dutchEuros(perFiveCents)}.`,
        ...(undecided > 0 ? [`Over ${undecided} plaatsen van een onvolledig vijftal is nog niet beslist.`] : []),
    ];
}

function daily({ part, inputs, quantity, unitCents = 0 }: Explained): string[] {
    if (part === 'one_off') return ['Eenmalig bedrag bij de eerste effectieve toewijzing.'];
    const { reductions = 0, reductionCents = 0 } = numbers(inputs);
    return [
        ...days('Beschikbaar:', inputs['paid']),
        `${quantity} dagen x ${dutchEuros(unitCents)} = ${dutchEuros(quantity * unitCents)}.`,
        ...(reductions > 0
            ? [
                  ...days('Toegewezen:', inputs['allocated']),
                  `Vermindering: ${reductions} dagen x ${dutchEuros(reductionCents)} = ${dutchEuros(reductions * reductionCents)}.`,
              ]
            : []),
    ];
}

function monthly({ part, inputs, quantity, unitCents = 0, sizeClass }: Explained): string[] {
    if (part === 'one_off') return ['Eenmalig bedrag in de eerste maand waarin de slaapplek in aanmerking komt.'];
    const months = (inputs['months'] ?? []) as readonly { month: string; beds: number }[];
    const size = sizeClass === 'Large' ? 'groot' : 'klein';
    return [
        `Maanden: ${months.map(({ month, beds }) => `${month} (locatie met ${beds} slaapplekken)`).join(', ')}.`,
        ...(sizeClass ? [`Grootteklasse: ${size}. De bezetting speelt geen rol.`] : []),
        `${quantity} maanden x ${dutchEuros(unitCents)}.`,
    ];
}

function source(key: string, version: ParameterVersion | undefined, assumed: boolean): string {
    if (assumed) return `Aangenomen waarde: ${key}.`;
    const until = version?.lastDay === undefined ? '' : ` t.e.m. ${dutchDay(version.lastDay)}`;
    const from =
        version === undefined ? '' : ` (versie ${version.version}, vanaf ${dutchDay(version.firstDay)}${until})`;
    return `Parameter ${key}${from}${version?.source ? `, bron: ${version.source}` : ''}.`;
}

function days(label: string, list: Json): string[] {
    const intervals = (list ?? []) as readonly [string, string][];
    if (intervals.length === 0) return [];
    const written = intervals.map(([first, last]) =>
        first === last ? dutchDay(day(first)) : `${dutchDay(day(first))} t.e.m. ${dutchDay(day(last))}`,
    );
    return [`${label} ${written.join(', ')}.`];
}

function numbers(inputs: Inputs): Partial<Record<string, number>> {
    return Object.fromEntries(Object.entries(inputs).filter(([, value]) => typeof value === 'number')) as Partial<
        Record<string, number>
    >;
}
