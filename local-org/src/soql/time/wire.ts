/** Instants and times of day as REST gives them; a query may give hundreds of thousands. */
const DAY = 86_400_000;
const MAX_DAYS = 20_000;

/** The texts of days that occurred, as the calendar is what takes long. */
const days = new Map<number, string>();
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** `2026-01-31T09:30:00.000+0000` */
export function wireInstant(milliseconds: number): string {
    const day = Math.floor(milliseconds / DAY);
    return `${dayOf(day)}T${timeOf(milliseconds - day * DAY)}+0000`;
}

/** `09:30:00.000Z` */
export function wireTime(milliseconds: number): string {
    return `${timeOf(milliseconds)}Z`;
}

function dayOf(day: number): string {
    const known = days.get(day);
    if (known !== undefined) return known;
    if (days.size > MAX_DAYS) days.clear();
    const text = new Date(day * DAY).toISOString().slice(0, 10);
    days.set(day, text);
    return text;
}

function timeOf(milliseconds: number): string {
    const seconds = Math.floor(milliseconds / 1000);
    const minutes = Math.floor(seconds / 60);
    const fraction = String(milliseconds - seconds * 1000).padStart(3, '0');
    return `${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}:${digits(seconds % 60)}.${fraction}`;
}

function digits(number: number): string {
    return TWO_DIGITS[number] ?? String(number);
}
