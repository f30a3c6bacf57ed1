/**
 * FORMAT(): values as the user's locale writes them.
 * Source: SOQL and SOSL Reference, "FORMAT()".
 */
import type { Field } from '../schema/model.ts';
import { dateFormat, numberFormat } from './intl-formats.ts';
import type { QueryScope } from './scope.ts';

/** Writes values of one kind; what it needs of `Intl` is at hand when it is made. */
export type Formatter = (value: unknown) => unknown;

/**
 * The formatter of a type; text stays as it is.
 * @param type of the field, or the kind of a function's result
 */
export function formatterOf(
    type: string,
    field: Pick<Field, 'scale'> | undefined,
    scope: Pick<QueryScope, 'locale' | 'timeZone' | 'currency'>,
): Formatter {
    const locale = scope.locale.replaceAll('_', '-');
    const scale = field?.scale ?? 0;
    switch (type) {
        case 'int':
        case 'double':
        case 'number':
            return numbers(locale, { minimumFractionDigits: scale, maximumFractionDigits: scale });
        case 'percent':
            return percents(locale, scale);
        case 'currency':
            return numbers(locale, { style: 'currency', currency: scope.currency ?? 'EUR' });
        case 'date':
            return dates(locale, { timeZone: 'UTC' });
        case 'datetime':
            return instantsOf(scope, ' ');
        case 'time':
            return clock(locale, 'UTC');
        default:
            return (value) => value;
    }
}

function numbers(locale: string, options: Intl.NumberFormatOptions): Formatter {
    const format = numberFormat(locale, options);
    return (value) => (value === null ? null : format.format(Number(value)));
}

function percents(locale: string, scale: number): Formatter {
    const number = numbers(locale, { maximumFractionDigits: scale });
    return (value) => (value === null ? null : `${String(number(value))}%`);
}

/** Like the short date of a locale, with the year in full. */
function dates(locale: string, options: Intl.DateTimeFormatOptions): Formatter {
    const sample = dateFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).formatToParts(0);
    const width = (type: string): '2-digit' | 'numeric' =>
        (sample.find((part) => part.type === type)?.value.length ?? 1) > 1 ? '2-digit' : 'numeric';
    const format = dateFormat(locale, {
        year: 'numeric',
        month: width('month'),
        day: width('day'),
        ...options,
    });
    return (value) =>
        value === null ? null : format.format(typeof value === 'number' ? value : Date.parse(value as string));
}

/**
 * The formatter of moments, in milliseconds since 1970: the day and the time in a time zone.
 * @param between the day and the time
 */
export function instantsOf(scope: Pick<QueryScope, 'locale' | 'timeZone'>, between: string): Formatter {
    const locale = scope.locale.replaceAll('_', '-');
    const day = dates(locale, { timeZone: scope.timeZone });
    const time = clock(locale, scope.timeZone);
    return (value) => (value === null ? null : String(day(value)) + between + String(time(value)));
}

function clock(locale: string, timeZone: string): Formatter {
    const format = dateFormat(locale, { timeStyle: 'short', timeZone });
    return (value) => (value === null ? null : format.format(Number(value)));
}
