/** Days in a time zone: where they begin, and on which one an instant falls. */
const DAY = 86_400_000;

/** Offsets of a zone on days that begin and end with the same one, by day. */
const offsets = new Map<string, Map<number, number>>();
const formats = new Map<string, Intl.DateTimeFormat>();
const MAX_DAYS = 20_000;

function formatOf(zone: string): Intl.DateTimeFormat {
    const known = formats.get(zone);
    if (known) return known;
    const made = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
    });
    formats.set(zone, made);
    return made;
}

function exactOffset(zone: string, instant: number): number {
    const parts = new Map(
        formatOf(zone)
            .formatToParts(instant)
            .map(({ type, value }) => [type, Number(value)]),
    );
    const part = (type: string): number => parts.get(type as Intl.DateTimeFormatPartTypes) ?? 0;
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
    return local - Math.floor(instant / 1000) * 1000;
}

/**
 * How much local time is ahead of universal time at an instant, in milliseconds.
 * @param zone IANA name
 * @throws RangeError when there is no such zone
 */
export function offsetAt(zone: string, instant: number): number {
    if (zone === 'UTC' || zone === 'GMT') return 0;
    let days = offsets.get(zone);
    if (!days) offsets.set(zone, (days = new Map<number, number>()));
    const day = Math.floor(instant / DAY);
    const known = days.get(day);
    if (known !== undefined) return known;
    const first = exactOffset(zone, day * DAY);
    if (first !== exactOffset(zone, (day + 1) * DAY)) return exactOffset(zone, instant);
    if (days.size > MAX_DAYS) days.clear();
    days.set(day, first);
    return first;
}

/** The local time of an instant, as if it were universal time. */
export function toLocal(zone: string, instant: number): number {
    return instant + offsetAt(zone, instant);
}

/** The local day of an instant, in days since 1970. */
export function localDay(zone: string, instant: number): number {
    return Math.floor(toLocal(zone, instant) / DAY);
}

/** The instant at which a local day begins; where the clock leaves out midnight, the first one after it. */
export function startOfDay(zone: string, day: number): number {
    const local = day * DAY;
    const guess = local - offsetAt(zone, local);
    const better = local - offsetAt(zone, guess);
    // across a change of the clock the two differ; the earlier is right where midnight occurs twice
    const candidates = [guess, better].filter((instant) => localDay(zone, instant) >= day);
    return candidates.length > 0 ? Math.min(...candidates) : Math.max(guess, better);
}

/** `2026-01-31` from days since 1970. */
export function dayText(day: number): string {
    return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Days since 1970 from year, month (from 1, may lie outside 1 to 12) and day. */
export function dayOf(year: number, month: number, date = 1): number {
    return Date.UTC(year, month - 1, date) / DAY;
}

/** Year, month (from 1), day of the month and day of the week (Sunday 0). */
export function partsOf(day: number): { year: number; month: number; date: number; weekday: number } {
    const time = new Date(day * DAY);
    return {
        year: time.getUTCFullYear(),
        month: time.getUTCMonth() + 1,
        date: time.getUTCDate(),
        weekday: time.getUTCDay(),
    };
}

/** The day with which a week begins in a locale such as `nl_BE`: 0 is Sunday. */
export function firstWeekday(locale: string): number {
    try {
        const info = new Intl.Locale(locale.replaceAll('_', '-')) as Intl.Locale & {
            getWeekInfo?: () => { firstDay: number };
        };
        return (info.getWeekInfo?.().firstDay ?? 7) % 7;
    } catch {
        // orgs have locales that ICU has not
        return 0;
    }
}
