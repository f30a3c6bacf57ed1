/** Dutch names of what records hold as codes, for people who read them outside the org. */
import type { AccommodationType, Category, Rule, SizeClass } from '../engine/facts.ts';
import type { LineKind } from './line.ts';
import type { RunStatus, StoredRun } from './run.ts';

export const RULE_NAMES: Record<Rule, string> = {
    R1_Guidance: 'Begeleiding',
    R2_Eligibility: 'Voorwaarden',
    R3_Public_Lump_Sum: 'Publieke opvang, forfait en werken',
    R4_Private_Lump_Sum: 'Private opvang, per vijf plaatsen',
    R5_Specific_Daily: 'Categorie 2, per dag',
    R6_Public_Monthly: 'Publieke opvang, per maand',
    R7_Payment_Calendar: 'Momentopname en betaling',
    R8_Framework_End: 'Einde van het subsidiekader',
    Village: 'Nooddorp',
};

export const CATEGORY_NAMES: Record<Category, string> = {
    Public: '1 – publiek',
    Private: '1 – privaat',
    Specific: '2 – specifiek',
    Emergency_Village: '3 – nooddorp',
};

export const ACCOMMODATION_NAMES: Record<AccommodationType, string> = {
    Hotel_BnB: 'hotel of B&B',
    Hostel_Youth: 'hostel of jeugdverblijf',
    Holiday_Home: 'vakantiewoning',
    Assisted_Living: 'assistentiewoning',
    Service_Flat: 'serviceflat',
    Dwelling: 'woning of appartement',
    Collective_Building: 'collectief gebouw',
    Mobile_Unit: 'mobiele wooneenheid',
    Emergency_Village: 'nooddorp',
};

export const SIZE_NAMES: Record<SizeClass, string> = { Small: 'kleine locatie', Large: 'grote locatie' };

export const KIND_NAMES: Record<LineKind, string> = {
    Regular: 'Gewoon',
    Difference: 'Verschil',
    Missing_Parameter: 'Parameter ontbreekt',
    Excluded: 'Uitgesloten',
};

export const STATUS_NAMES: Record<RunStatus, string> = {
    Calculating: 'wordt berekend',
    Calculated: 'berekend',
    Approved: 'goedgekeurd',
};

/** Parameters that a calculation may lack, as a reader knows them; by their code. */
const PARAMETER_NAMES: Record<string, string> = {
    allocated_reduction: 'vermindering op toegewezen dagen',
    availability_before_august: 'tellen van dagen vóór augustus 2022',
    base_amount: 'basisbedrag per persoon',
    bed_with_works: 'forfait per slaapplek met werken',
    bed_without_works: 'forfait per slaapplek zonder werken',
    confirmation_required_from: 'eerste dag waarop het agentschap moet bevestigen',
    count_basis: 'wie geteld wordt',
    daily_rate: 'dagbedrag per slaapplek',
    day_counting: 'tellen van de dag van vertrek',
    decommissioning_rule: 'regeling bij de afbouw',
    earliest_invoice_date: 'eerste factuurdatum van werken',
    earliest_start: 'eerste subsidieerbare dag',
    five_filled_places: 'bedrag per vijf gevulde plaatsen',
    framework_last_day: 'laatste dag van het subsidiekader',
    incomplete_five: 'regeling voor een onvolledig vijftal',
    large_from_beds: 'aantal slaapplekken vanaf wanneer een locatie groot is',
    large_site_bonus: 'extra bedrag voor grote locaties',
    large_site_from_beds: 'aantal slaapplekken vanaf wanneer het extra bedrag geldt',
    merged_municipality_payee: 'wie betaald wordt na een fusie',
    minimum_availability_months: 'minimumduur van de beschikbaarheid in maanden',
    minimum_available_days: 'minimumaantal beschikbare dagen',
    month_counting: 'tellen van maanden',
    monthly_rate: 'maandbedrag per slaapplek',
    one_off_amount: 'eenmalig bedrag',
    one_off_at_allocation: 'eenmalig bedrag bij de eerste toewijzing',
    place_amount: 'bedrag per plaats in een nooddorp',
    same_day_turnover: 'tellen van vertrek en aankomst op één dag',
    sixty_days_consecutive: 'tellen van de 60 dagen',
    tranche_factor: 'factor van de peildatum',
    works_cap_common_parts: 'grens voor werken aan gemeenschappelijke delen',
    works_cap_per_room: 'grens voor werken per kamer',
};

/** @returns a parameter such as `R6_Public_Monthly.large_from_beds` in words, or its code where it is a new one */
export function parameterName(code: string): string {
    return PARAMETER_NAMES[code.split('.').at(-1) ?? code] ?? code;
}

/** @returns the name of a code, or the code itself where the org knows more than this program */
export function nameOf<Code extends string>(names: Partial<Record<Code, string>>, code: Code | undefined): string {
    return code === undefined ? '' : (names[code] ?? code);
}

/** What kind of run it is, in words: `goedgekeurd, correctie op RUN-00001`. */
export function stateInWords({ status, scenario, corrects, municipalities }: StoredRun): string {
    const parts = [nameOf(STATUS_NAMES, status)];
    if (scenario) parts.unshift('SCENARIO (geen recht op betaling)');
    if (corrects !== undefined) parts.push(`correctie op ${corrects.name}`);
    if (municipalities.length > 0) parts.push(`beperkt tot ${counted(municipalities.length, 'bestuur', 'besturen')}`);
    return parts.join(', ');
}

const INSTANT = new Intl.DateTimeFormat('nl-BE', {
    timeZone: 'Europe/Brussels',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
});

/** @returns an instant as people in Flanders write it: `31-08-2022 22:00` */
export function dutchInstant(instant: Date): string {
    const part = Object.fromEntries(INSTANT.formatToParts(instant).map(({ type, value }) => [type, value]));
    return `${part['day'] ?? ''}-${part['month'] ?? ''}-${part['year'] ?? ''} ${part['hour'] ?? ''}:${part['minute'] ?? ''}`;
}

/** @returns a day of a record as people write it: `31-08-2022` */
export function dutchDate(isoDay: string): string {
    return isoDay.split('-').reverse().join('-');
}

/** @returns `31-08-2022`, or `01-08-2022 t.e.m. 31-08-2022` */
export function dutchPeriod(firstDay: string, lastDay: string): string {
    return firstDay === lastDay ? dutchDate(firstDay) : `${dutchDate(firstDay)} t.e.m. ${dutchDate(lastDay)}`;
}

/** @returns `1 lijn`, `2 lijnen` */
export function counted(count: number, one: string, more: string): string {
    return `${dutchNumber(String(count))} ${count === 1 ? one : more}`;
}

/** @returns a decimal text as people write it: `1.234,5` */
export function dutchNumber(decimal: string): string {
    const [whole = '', fraction = ''] = decimal.split('.');
    const digits = fraction.replace(/0+$/, '');
    return whole.replaceAll(/\B(?=(\d{3})+$)/g, '.') + (digits === '' ? '' : `,${digits}`);
}

/** @returns whole cents as people write them, without a unit: `-1.234,50` */
export function dutchAmount(cents: number): string {
    const digits = String(Math.abs(cents)).padStart(3, '0');
    const whole = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, '.');
    return `${cents < 0 ? '-' : ''}${whole},${digits.slice(-2)}`;
}
