/** Formats of `Intl`, kept from request to request: making one takes as long as some hundred texts. */

/** Far more than the locales and time zones that the users of an org have. */
const MAX_KEPT = 500;

const numberFormats = new Map<string, Intl.NumberFormat>();
const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The format of numbers in a locale. @throws RangeError for a locale or a currency that is none */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
    return keptIn(numberFormats, [locale, options], () => new Intl.NumberFormat(locale, options));
}

/** The format of days and times in a locale. @throws RangeError for a locale or a time zone that is none */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return keptIn(dateFormats, [locale, options], () => new Intl.DateTimeFormat(locale, options));
}

function keptIn<T>(formats: Map<string, T>, settings: readonly unknown[], make: () => T): T {
    const key = JSON.stringify(settings);
    const known = formats.get(key);
    if (known) return known;
    const made = make();
    if (formats.size >= MAX_KEPT) formats.clear();
    formats.set(key, made);
    return made;
}
