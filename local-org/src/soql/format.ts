/**
 * FORMAT(): values as the user's locale writes them.
 * Source: SOQL and SOSL Reference, "FORMAT()".
 */
import type { Field } from '../schema/model.ts';
import type { QueryScope } from './scope.ts';

type Formatter = (value: unknown) => unknown;

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
            return (value) =>
                value === null ? null : `${String(numbers(locale, { maximumFractionDigits: scale })(value))}%`;
        case 'currency':
            return numbers(locale, { style: 'currency', currency: scope.currency ?? 'EUR' });
        case 'date':
            return dates(locale, { timeZone: 'UTC' });
        case 'datetime':
            return instants(locale, scope.timeZone);
        case 'time':
            return (value) =>
                value === null
                    ? null
                    : new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(Number(value));
        default:
            return (value) => value;
    }
}

function numbers(locale: string, options: Intl.NumberFormatOptions): Formatter {
    const format = new Intl.NumberFormat(locale, options);
    return (value) => (value === null ? null : format.format(Number(value)));
}

/** Like the short date of a locale, with the year in full. */
function dates(locale: string, options: Intl.DateTimeFormatOptions): Formatter {
    const sample = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeZone: 'UTC' }).formatToParts(0);
    const width = (type: string): '2-digit' | 'numeric' =>
        (sample.find((part) => part.type === type)?.value.length ?? 1) > 1 ? '2-digit' : 'numeric';
    const format = new Intl.DateTimeFormat(locale, {
        year: 'numeric',
        month: width('month'),
        day: width('day'),
        ...options,
    });
    return (value) =>
        value === null ? null : format.format(typeof value === 'number' ? value : Date.parse(value as string));
}

function instants(locale: string, timeZone: string): Formatter {
    const day = dates(locale, { timeZone });
    const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone });
    return (value) => (value === null ? null : `${String(day(value))} ${time.format(Number(value))}`);
}
