/** The parameters that the project ships, approved, and the assumptions of section B that tests ask for. */
import { readFileSync } from 'node:fs';
import { day, instant } from '../day.ts';
import type { ParameterVersion } from '../facts.ts';
import { centsFrom } from '../money.ts';

type Shipped = Record<string, string | number | undefined>;

const FILE = new URL('../../../seed/reference/subsidy-parameters.json', import.meta.url);
const shipped = (JSON.parse(readFileSync(FILE, 'utf8')) as { records: Shipped[] }).records;

/** All 67 versions; the 25 unknown ones are empty. */
export const LAW: readonly ParameterVersion[] = shipped.map(parameter);

function parameter(row: Shipped): ParameterVersion {
    const text = (name: string): string | undefined => (row[name] === undefined ? undefined : String(row[name]));
    const date = (name: string): number | undefined => (row[name] === undefined ? undefined : day(String(row[name])));
    const amount = row['Amount__c'];
    return {
        key: text('External_Key__c') ?? '',
        rule: text('Rule__c') as ParameterVersion['rule'],
        code: text('Parameter_Code__c') ?? '',
        category: text('Category__c') as ParameterVersion['category'],
        accommodationType: text('Accommodation_Type__c') as ParameterVersion['accommodationType'],
        sizeClass: text('Size_Class__c') as ParameterVersion['sizeClass'],
        firstDay: date('First_Day__c') ?? 0,
        lastDay: date('Last_Day__c'),
        unit: text('Unit__c') as ParameterVersion['unit'],
        cents: amount === undefined ? undefined : centsFrom(String(amount)),
        number: text('Number_Value__c'),
        date: date('Date_Value__c'),
        choice: text('Text_Value__c'),
        source: text('Source__c'),
        sourceNote: text('Source_Note__c'),
        confidence: text('Confidence__c') as ParameterVersion['confidence'],
        version: Number(row['Version__c']),
        recordedAt: instant(text('Recorded_At__c') ?? ''),
        approved: true,
    };
}

type Value = { choice: string } | { number: string } | { cents: number };

/**
 * @param change the values that differ from those of the shipped version
 * @returns a further version of each shipped version with this code: approved, quoted, recorded from the start
 */
export function filledIn(code: string, value: Value, change: Partial<ParameterVersion> = {}): ParameterVersion[] {
    const known = LAW.filter((version) => version.code === code && version.confidence === 'Unknown');
    if (known.length === 0) throw new Error(`no unknown parameter ${code}`);
    return known.map((version) => ({
        ...version,
        ...value,
        key: `${version.key}-filled-in`,
        confidence: 'Quoted',
        version: version.version + 1,
        ...change,
    }));
}

/** A choice for everything that section B leaves open and that can be chosen. */
export const CHOSEN: readonly ParameterVersion[] = [
    ...filledIn('month_counting', { choice: 'calendar_months' }),
    ...filledIn('incomplete_five', { choice: 'full_fives_only' }),
    ...filledIn('day_counting', { choice: 'nights' }),
    ...filledIn('same_day_turnover', { choice: 'one_day' }),
    ...filledIn('large_from_beds', { number: '15' }),
    ...filledIn('sixty_days_consecutive', { choice: 'total' }),
    ...filledIn('availability_before_august', { choice: 'counts' }),
    ...filledIn('merged_municipality_payee', { choice: 'successor' }),
    ...filledIn('decommissioning_rule', { choice: 'none' }),
];
