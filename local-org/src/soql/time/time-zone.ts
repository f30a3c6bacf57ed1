/** Days in a time zone: where they begin, and on which one an instant falls. */
import { offsetAt } from '../../formula/time-zone.ts';

const DAY = 86_400_000;

/** The local time of an instant, as if it were universal time. */
export function toLocal(zone: string, instant: number): number {
    return instant + offsetAt(instant, zone);
}

/** The local day of an instant, in days since 1970. */
export function localDay(zone: string, instant: number): number {
    return Math.floor(toLocal(zone, instant) / DAY);
}

/** The instant at which a local day begins; where the clock leaves out midnight, the first one after it. */
export function startOfDay(zone: string, day: number): number {
    const local = day * DAY;
    const guess = local - offsetAt(local, zone);
    const better = local - offsetAt(guess, zone);
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
