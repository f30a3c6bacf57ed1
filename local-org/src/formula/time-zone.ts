/** Local days of an instant. Asking Intl for an offset is slow, so those of whole days are kept. */
import { DAY_MS, fromDays } from './dates.ts';

interface Zone {
    readonly format: Intl.DateTimeFormat;
    /** Of days that begin and end with the same offset, by their number. */
    readonly offsets: Map<number, number>;
}

/** Days kept of a zone; then the cache starts anew. */
const MAX_DAYS = 20_000;

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
    const known = zones.get(name);
    if (known) return known;
    const format = new Intl.DateTimeFormat('en-US', {
        timeZone: name,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
    });
    const zone = { format, offsets: new Map<number, number>() };
    zones.set(name, zone);
    return zone;
}

function exactOffset({ format }: Zone, instant: number): number {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
    const local = new Date(0);
    local.setUTCFullYear(year, part('month') - 1, part('day'));
    local.setUTCHours(part('hour'), part('minute'), part('second'));
    return local.getTime() - Math.floor(instant / 1000) * 1000;
}

/**
 * Milliseconds that local time of a zone is ahead of universal time.
 * @param timeZone IANA name
 * @throws RangeError when there is no such zone
 */
export function offsetAt(instant: number, timeZone: string): number {
    if (timeZone === 'UTC' || timeZone === 'GMT') return 0;
    const zone = zoneOf(timeZone);
    const day = Math.floor(instant / DAY_MS);
    const known = zone.offsets.get(day);
    if (known !== undefined) return known;
    const first = exactOffset(zone, day * DAY_MS);
    if (first !== exactOffset(zone, (day + 1) * DAY_MS)) return exactOffset(zone, instant);
    if (zone.offsets.size > MAX_DAYS) zone.offsets.clear();
    zone.offsets.set(day, first);
    return first;
}

/** The calendar day of an instant for a user in this time zone. */
export function localDate(instant: number, timeZone: string | undefined): string {
    const offset = timeZone === undefined ? 0 : offsetAt(instant, timeZone);
    return fromDays(Math.floor((instant + offset) / DAY_MS));
}
