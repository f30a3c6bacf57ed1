/**
 * Functions of fields as SQL.
 * Source: SOQL and SOSL Reference, "Date Functions", "Location-Based SOQL Queries", "toLabel()".
 */
import type { Argument, Call } from '../ast.ts';
import { invalidOperator, malformed } from '../errors.ts';
import { unescape } from '../parser/values.ts';
import type { PlanContext } from './context.ts';
import type { Names } from './names.ts';
import type { Operand } from './operands.ts';
import { constant } from './parameters.ts';
import type { Found } from './sources.ts';
import { quoted } from '../../store/store.ts';
import { bindValue } from './values.ts';

/** Parts of a day's text, `2026-01-31T10:00:00`. */
const YEAR = (text: string): string => `CAST(substr(${text}, 1, 4) AS INTEGER)`;
const MONTH = (text: string): string => `CAST(substr(${text}, 6, 2) AS INTEGER)`;
const DAY_OF_MONTH = (text: string): string => `CAST(substr(${text}, 9, 2) AS INTEGER)`;
const DAY_OF_YEAR = (text: string): string => `CAST(strftime('%j', ${text}) AS INTEGER)`;

const CALENDAR: Readonly<Record<string, (text: string) => string>> = {
    CALENDAR_YEAR: YEAR,
    CALENDAR_QUARTER: (text) => `((${MONTH(text)} + 2) / 3)`,
    CALENDAR_MONTH: MONTH,
    DAY_IN_MONTH: DAY_OF_MONTH,
    DAY_IN_WEEK: (text) => `(CAST(strftime('%w', ${text}) AS INTEGER) + 1)`,
    DAY_IN_YEAR: DAY_OF_YEAR,
    DAY_ONLY: (text) => `substr(${text}, 1, 10)`,
    HOUR_IN_DAY: (text) => `CAST(substr(${text}, 12, 2) AS INTEGER)`,
    // the first week is from the first day through the seventh
    WEEK_IN_MONTH: (text) => `((${DAY_OF_MONTH(text)} - 1) / 7 + 1)`,
    WEEK_IN_YEAR: (text) => `((${DAY_OF_YEAR(text)} - 1) / 7 + 1)`,
};
const FISCAL = ['FISCAL_YEAR', 'FISCAL_QUARTER', 'FISCAL_MONTH'];
const INSTANTS_ONLY = ['DAY_ONLY', 'HOUR_IN_DAY'];

/** Whether a function takes a part of a date. */
export function isDateFunction(name: string): boolean {
    return name in CALENDAR || FISCAL.includes(name);
}

/**
 * A date function; of an instant it takes the date in universal time, unless convertTimezone() says otherwise.
 * @throws OrgError when its field is no date
 */
export function dateFunction(context: PlanContext, names: Names, call: Call): Operand {
    const [argument] = call.arguments;
    const isConverted = argument?.kind === 'call';
    const path = isConverted ? argument.arguments[0] : argument;
    if (path?.kind !== 'path') throw malformed(`unexpected token: '${call.text}'`);
    const { field, sql } = names.locate(path);
    const isInstant = field.type === 'datetime';
    if ((field.type !== 'date' && !isInstant) || ((isConverted || INSTANTS_ONLY.includes(call.name)) && !isInstant))
        throw context.error(invalidOperator, call.offset, field.type);
    const text = isInstant ? instantText(context, sql, isConverted) : sql;
    const make = CALENDAR[call.name];
    return {
        sql: make ? make(text) : fiscalSql(context, call.name, text),
        kind: call.name === 'DAY_ONLY' ? 'date' : 'int',
        name: call.text,
        offset: call.offset,
    };
}

function instantText(context: PlanContext, sql: string, isLocal: boolean): string {
    return isLocal
        ? `soql_local(${sql}, ${context.parameters.mark((run) => run.timeZone)})`
        : `strftime('%Y-%m-%dT%H:%M:%S', ${sql} / 1000, 'unixepoch')`;
}

function fiscalSql(context: PlanContext, name: string, text: string): string {
    const start = (): string => context.parameters.mark((run) => run.fiscalYearStartMonth);
    const monthsIn = (): string => `((${MONTH(text)} - ${start()} + 12) % 12)`;
    if (name === 'FISCAL_MONTH') return `(${monthsIn()} + 1)`;
    if (name === 'FISCAL_QUARTER') return `(${monthsIn()} / 3 + 1)`;
    // a year is named after the calendar year that it ends in, or begins in
    const named = context.parameters.mark((run) =>
        run.fiscalYearStartMonth > 1 && run.fiscalYearIsNamedByStart !== true ? 1 : 0,
    );
    return `(${YEAR(text)} - (${MONTH(text)} < ${start()}) + ${named})`;
}

/** DISTANCE(): how far two places lie apart, in miles or kilometres. */
export function distanceFunction(context: PlanContext, names: Names, call: Call): Operand {
    const [first, second, unit] = call.arguments;
    if (!first || !second || unit?.kind !== 'string') throw malformed(`unexpected token: '${call.text}'`);
    const word = unescape(unit.raw).toLowerCase();
    if (word !== 'mi' && word !== 'km') throw malformed(`Invalid unit of distance '${word}': it must be 'mi' or 'km'`);
    const places = [first, second].flatMap((place) => coordinates(context, names, place));
    const sql = `soql_distance(${places.join(', ')}, ${constant(word)})`;
    return { sql, kind: 'distance', name: call.text, offset: call.offset };
}

function coordinates(context: PlanContext, names: Names, place: Argument): string[] {
    if (place.kind === 'geolocation') {
        const degrees = [place.latitude, place.longitude].map((one) =>
            one.kind === 'bind' ? Number(bindValue(context, one)) : one.kind === 'number' ? one.value : Number.NaN,
        );
        const [latitude = Number.NaN, longitude = Number.NaN] = degrees;
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180))
            throw malformed(
                'Invalid geolocation: latitude must lie between -90 and 90, longitude between -180 and 180',
            );
        return degrees.map((degree) => context.parameters.mark(degree));
    }
    if (place.kind !== 'path') throw malformed('DISTANCE() takes a field and a GEOLOCATION()');
    const found = names.locate(place);
    const parts = found.field.type === 'location' ? compoundParts(found) : [];
    const columns = ['Latitude', 'Longitude'].map((part) => parts.find((one) => one.part === part)?.sql);
    if (!columns.every((column) => column !== undefined))
        throw malformed(
            `Distance expressions are only supported for geolocation fields, and '${found.field.name}' is none`,
        );
    return columns;
}

/** The fields that a compound field is made of, with what each is: `Latitude`, `Street`. */
export function compoundParts({ field, frame }: Found): { part: string; sql: string }[] {
    if (!frame) return [];
    const parts = [...frame.object.fields.values()].filter((one) => one.compoundField === field.name);
    return parts.map((one) => ({
        part:
            /__(Latitude|Longitude)__s$/.exec(one.name)?.[1] ??
            one.name.slice(field.name.replace(/Address$/, '').length),
        sql: `${frame.alias}.${quoted(one.name)}`,
    }));
}

/** The label that the org shows for a picklist's value, or the value itself. */
export function labelSql({ field, sql }: Found): string {
    const renamed = (field.picklist?.values ?? []).filter(({ value, label }) => value !== label);
    if (renamed.length === 0) return sql;
    const cases = renamed.map(({ value, label }) => `WHEN ${constant(value)} THEN ${constant(label)}`);
    return `((CASE ${sql} ${cases.join(' ')} ELSE ${sql} END) COLLATE NOCASE)`;
}
