/** Local days of an instant. Offsets come from Intl, and since asking it is slow, each answer serves a quarter hour. */
import { DAY_MS, fromDays } from './dates.ts';

const BUCKET_MS = 15 * 60_000;
/** Enough for every quarter hour of a month; then the cache starts anew. */
const MAX_BUCKETS = 3000;

interface Zone {
    readonly format: Intl.DateTimeFormat;
    readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

function zoneOf(name: string): Zone {
    let zone = zones.get(name);
    if (zone === undefined) {
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
        zone = { format, offsets: new Map() };
        zones.set(name, zone);
    }
    return zone;
}

/** Milliseconds that local time of this zone (an IANA name) is ahead of GMT. */
export function offsetAt(instant: number, timeZone: string): number {
    const zone = zoneOf(timeZone);
    const bucket = Math.floor(instant / BUCKET_MS);
    const known = zone.offsets.get(bucket);
    if (known !== undefined) {
        return known;
    }
    const parts = new Map(zone.format.formatToParts(instant).map((part) => [part.type, part.value]));
    const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
    const year = parts.get('era') === 'BC' ? 1 - part('year') : part('year');
    const local = new Date(0);
    local.setUTCFullYear(year, part('month') - 1, part('day'));
    local.setUTCHours(part('hour'), part('minute'), part('second'));
    const offset = local.getTime() - Math.floor(instant / 1000) * 1000;
    if (zone.offsets.size >= MAX_BUCKETS) {
        zone.offsets.clear();
    }
    zone.offsets.set(bucket, offset);
    return offset;
}

/** The calendar day of an instant for a user in this time zone. */
export function localDate(instant: number, timeZone: string | undefined): string {
    const offset = timeZone === undefined ? 0 : offsetAt(instant, timeZone);
    return fromDays(Math.floor((instant + offset) / DAY_MS));
}
