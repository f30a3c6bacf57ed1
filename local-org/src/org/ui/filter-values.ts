/** The values of filters as SOQL writes them: nothing but one literal each, so that a value is never a condition. */
import { OrgError } from '../../schema/errors.ts';
import { isNumeric } from '../../schema/field.ts';
import type { Field } from '../../schema/model.ts';
import { soqlText } from './ui-context.ts';

/** Functions of dates by which one may filter and group. */
export const DATE_FUNCTIONS: ReadonlySet<string> = new Set([
    'CALENDAR_MONTH',
    'CALENDAR_QUARTER',
    'CALENDAR_YEAR',
    'DAY_IN_MONTH',
    'DAY_IN_WEEK',
    'DAY_IN_YEAR',
    'DAY_ONLY',
    'FISCAL_MONTH',
    'FISCAL_QUARTER',
    'FISCAL_YEAR',
    'HOUR_IN_DAY',
    'WEEK_IN_MONTH',
    'WEEK_IN_YEAR',
]);

/** Date literals without a number (SOQL and SOSL Reference, "Date Formats and Date Literals"). */
export const DATE_LITERALS: readonly string[] = [
    'YESTERDAY',
    'TODAY',
    'TOMORROW',
    ...['LAST', 'THIS', 'NEXT'].flatMap((when) =>
        ['WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'].map((what) => `${when}_${what}`),
    ),
    'LAST_90_DAYS',
    'NEXT_90_DAYS',
];

/** Date literals with a number, in the names that filters have for them. */
export const DATE_RANGES: readonly string[] = [
    ...['last', 'next'].flatMap((when) =>
        ['days', 'weeks', 'months', 'quarters', 'years', 'fiscal_quarters', 'fiscal_years'].map(
            (what) => `${when}_n_${what}`,
        ),
    ),
    ...['days', 'weeks', 'months', 'quarters', 'years', 'fiscal_quarters', 'fiscal_years'].map(
        (what) => `n_${what}_ago`,
    ),
];

/** A list of literals. */
export function listSoql(field: Field, values: readonly unknown[]): string {
    return values.map((one) => literalSoql(field, one)).join(', ');
}

/**
 * A literal for a field.
 * @throws OrgError INVALID_FILTER when the value is none of the field's type
 */
export function literalSoql(field: Field, value: unknown): string {
    if (value === null || value === undefined) return 'NULL';
    if (field.type === 'boolean') return booleanSoql(field, value);
    if (isNumeric(field)) return numberSoql(field, value);
    if (field.type === 'date' || field.type === 'datetime') return dateSoql(field, value);
    if (field.type === 'time') return timeSoql(field, value);
    if (typeof value === 'string') return soqlText(value);
    if (typeof value === 'number' || typeof value === 'boolean') return soqlText(String(value));
    throw noValue(field, value);
}

function booleanSoql(field: Field, value: unknown): string {
    if (typeof value !== 'boolean') throw noValue(field, value);
    return value ? 'TRUE' : 'FALSE';
}

function numberSoql(field: Field, value: unknown): string {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isFinite(number)) throw noValue(field, value);
    // SOQL has no exponents
    return number.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 });
}

/** A day or an instant, a literal such as TODAY, or a range such as `{ last_n_days: 7 }`. */
function dateSoql(field: Field, value: unknown): string {
    if (typeof value === 'string') return momentSoql(field, value);
    if (typeof value !== 'object' || value === null) throw noValue(field, value);
    const [[kind, given] = ['', undefined], ...rest] = Object.entries(value);
    if (rest.length > 0) throw noValue(field, value);
    if (kind === 'value') return given === null ? 'NULL' : momentSoql(field, given);
    if (kind === 'literal' && typeof given === 'string' && DATE_LITERALS.includes(given)) return given;
    if (kind === 'range') return rangeSoql(field, given);
    throw noValue(field, value);
}

function momentSoql(field: Field, given: unknown): string {
    if (typeof given !== 'string') throw noValue(field, given);
    const moment = Date.parse(given);
    if (Number.isNaN(moment)) throw noValue(field, given);
    if (field.type === 'date' && /^\d{4}-\d\d-\d\d$/.test(given)) return given;
    if (field.type === 'datetime' && /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[-+]\d\d:?\d\d)$/.test(given))
        return new Date(moment).toISOString();
    throw noValue(field, given);
}

function rangeSoql(field: Field, given: unknown): string {
    if (typeof given !== 'object' || given === null) throw noValue(field, given);
    const [[name, count] = ['', undefined], ...rest] = Object.entries(given);
    if (rest.length > 0 || !DATE_RANGES.includes(name) || !Number.isInteger(count)) throw noValue(field, given);
    return `${name.toUpperCase()}:${String(count)}`;
}

function timeSoql(field: Field, value: unknown): string {
    const text = typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
    if (text === null) return 'NULL';
    const [, clock = '', fraction = '.000'] =
        /^(\d\d:\d\d:\d\d)(\.\d{1,3})?Z?$/.exec(typeof text === 'string' ? text : '') ?? [];
    if (clock === '') throw noValue(field, value);
    return `${clock}${fraction.padEnd(4, '0')}Z`;
}

function noValue(field: Field, value: unknown): OrgError {
    const shown = JSON.stringify(value).slice(0, 80);
    return new OrgError('INVALID_FILTER', `${shown} is no value of ${field.name}`, { fields: [field.name] });
}
