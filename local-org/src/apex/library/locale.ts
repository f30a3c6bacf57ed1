/** Locales as JavaScript names them, and its formats of them, which are made once. */
import { transaction } from '../run/vm.ts';

const tags = new Map<string, string>();

/** `nl_BE` as `nl-BE`; of variants that JavaScript does not know, what it knows of them. */
export function languageTag(locale: string): string {
    let tag = tags.get(locale);
    if (tag === undefined) tags.set(locale, (tag = knownTag(locale.split('_'))));
    return tag;
}

function knownTag(parts: readonly string[]): string {
    if (parts.length === 0) return 'en-US';
    try {
        return Intl.getCanonicalLocales(parts.join('-'))[0] ?? 'en-US';
    } catch {
        return knownTag(parts.slice(0, -1));
    }
}

/** The user's locale. */
export function userLocale(): string {
    return languageTag(transaction().host.user().locale);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format of dates in the locale of the user, or another one. */
export function dateFormat(
    options: Intl.DateTimeFormatOptions,
    zone: string,
    locale = userLocale(),
): Intl.DateTimeFormat {
    const key = `${locale} ${zone} ${JSON.stringify(options)}`;
    let format = formats.get(key);
    if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })));
    return format;
}
