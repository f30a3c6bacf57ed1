/** The patterns of Java's SimpleDateFormat, which `Datetime.format` takes. Source: Java, "Class SimpleDateFormat". */
import { exception } from '../run/exceptions.ts';
import { offsetAt } from '../../formula/time-zone.ts';
import { DAY, dayOfYear, instantOf, weekday } from './calendar.ts';
import { dateFormat } from './locale.ts';
import { firstDayOfWeek } from './locale-dates.ts';

interface Moment {
    readonly instant: number;
    readonly zone: string;
    /** The local time, to be read as if it were that of Greenwich. */
    readonly local: Date;
}

function name(moment: Moment, options: Intl.DateTimeFormatOptions, part: Intl.DateTimeFormatPartTypes): string {
    const format = dateFormat(options, moment.zone);
    return format.formatToParts(moment.instant).find(({ type }) => type === part)?.value ?? '';
}

function padded(value: number, width: number): string {
    return String(value).padStart(width, '0');
}

function offset({ instant, zone }: Moment, separator: string): string {
    const minutes = Math.round(offsetAt(instant, zone) / 60_000);
    const size = Math.abs(minutes);
    return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(size / 60), 2)}${separator}${padded(size % 60, 2)}`;
}

/** The week of a year, whose first one has at least one day in it (or four, where the week begins on Monday). */
function week({ local }: Moment, from: number): number {
    const first = firstDayOfWeek();
    const minimum = first === 1 ? 4 : 1;
    const start = from / DAY;
    const lead = (weekday(from) - first + 7) % 7;
    const day = Math.floor(local.getTime() / DAY);
    const number = Math.floor((day - start + lead) / 7) + 1;
    return 7 - lead >= minimum ? number : number - 1;
}

function weekYear(moment: Moment): { readonly year: number; readonly week: number } {
    const year = moment.local.getUTCFullYear();
    const own = week(moment, instantOf(year, 1, 1));
    if (own < 1) return { year: year - 1, week: week(moment, instantOf(year - 1, 1, 1)) };
    const next = week(moment, instantOf(year + 1, 1, 1));
    return next >= 1 && moment.local.getTime() + 7 * DAY > instantOf(year + 1, 1, 1)
        ? { year: year + 1, week: next }
        : { year, week: own };
}

function yearText(year: number, width: number): string {
    return width === 2 ? padded(year % 100, 2) : padded(year, width);
}

type Letter = (moment: Moment, width: number) => string;

const LETTERS: Readonly<Record<string, Letter>> = {
    G: (moment) => name(moment, { era: 'short' }, 'era'),
    y: ({ local }, width) => yearText(local.getUTCFullYear(), width),
    Y: (moment, width) => yearText(weekYear(moment).year, width),
    M: (moment, width) => month(moment, width),
    L: (moment, width) => month(moment, width),
    w: (moment, width) => padded(weekYear(moment).week, width),
    W: (moment, width) =>
        padded(week(moment, instantOf(moment.local.getUTCFullYear(), moment.local.getUTCMonth() + 1, 1)), width),
    D: ({ local }, width) => padded(dayOfYear(local.getTime()), width),
    d: ({ local }, width) => padded(local.getUTCDate(), width),
    F: ({ local }, width) => padded(Math.floor((local.getUTCDate() - 1) / 7) + 1, width),
    E: (moment, width) => name(moment, { weekday: width > 3 ? 'long' : 'short' }, 'weekday'),
    u: ({ local }, width) => padded(weekday(local.getTime()), width),
    a: ({ local }) => (local.getUTCHours() < 12 ? 'AM' : 'PM'),
    H: ({ local }, width) => padded(local.getUTCHours(), width),
    k: ({ local }, width) => padded(local.getUTCHours() || 24, width),
    K: ({ local }, width) => padded(local.getUTCHours() % 12, width),
    h: ({ local }, width) => padded(local.getUTCHours() % 12 || 12, width),
    m: ({ local }, width) => padded(local.getUTCMinutes(), width),
    s: ({ local }, width) => padded(local.getUTCSeconds(), width),
    S: ({ local }, width) => padded(local.getUTCMilliseconds(), width),
    z: (moment, width) => zoneName(moment, width),
    Z: (moment) => offset(moment, ''),
    X: (moment, width) => isoOffset(moment, width),
};

function month(moment: Moment, width: number): string {
    if (width < 3) return padded(moment.local.getUTCMonth() + 1, width);
    return name(moment, { month: width > 3 ? 'long' : 'short', day: 'numeric', year: 'numeric' }, 'month');
}

/** Java knows the short names of zones that Intl writes as an offset. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
    'Central European Standard Time': 'CET',
    'Central European Summer Time': 'CEST',
    'Eastern European Standard Time': 'EET',
    'Eastern European Summer Time': 'EEST',
    'Western European Standard Time': 'WET',
    'Western European Summer Time': 'WEST',
    'British Summer Time': 'BST',
    'India Standard Time': 'IST',
    'Japan Standard Time': 'JST',
    'Coordinated Universal Time': 'UTC',
    'Greenwich Mean Time': 'GMT',
};

/** The name of a zone at an instant, in English. */
export function zoneNameAt(instant: number, zone: string, style: 'long' | 'short'): string {
    const named = (timeZoneName: 'long' | 'short'): string =>
        dateFormat({ timeZoneName }, zone, 'en-US')
            .formatToParts(instant)
            .find(({ type }) => type === 'timeZoneName')?.value ?? zone;
    const long = zone === 'GMT' ? 'Greenwich Mean Time' : named('long');
    return style === 'long' ? long : (SHORT_NAMES[long] ?? named('short'));
}

function zoneName({ instant, zone }: Moment, width: number): string {
    return zoneNameAt(instant, zone, width > 3 ? 'long' : 'short');
}

function isoOffset(moment: Moment, width: number): string {
    if (offsetAt(moment.instant, moment.zone) === 0) return 'Z';
    if (width === 1) return offset(moment, '').slice(0, 3);
    return offset(moment, width === 2 ? '' : ':');
}

/**
 * An instant by a pattern, in a zone.
 * @throws Thrown IllegalArgumentException for a letter that means nothing
 */
export function formatPattern(instant: number, pattern: string, zone: string): string {
    const moment = { instant, zone, local: new Date(instant + offsetAt(instant, zone)) };
    return pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (whole, quoted?: string, letter?: string) => {
        if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'");
        const write = LETTERS[letter ?? ''];
        if (!write) throw exception('IllegalArgumentException', `Illegal pattern character '${letter ?? ''}'`);
        return write(moment, whole.length);
    });
}
