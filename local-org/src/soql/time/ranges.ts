/**
 * Date literals: the days that TODAY, LAST_N_WEEKS:2 or THIS_FISCAL_QUARTER stand for.
 * Source: SOQL and SOSL Reference, "Date Formats and Date Literals in WHERE".
 */
import type { Run } from '../scope.ts';
import { dayOf, firstWeekday, localDay, partsOf } from './time-zone.ts';

/** Days since 1970, from the first to the one after the last. */
export interface DayRange {
    readonly from: number;
    readonly to: number;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR' | 'FISCAL_QUARTER' | 'FISCAL_YEAR';

const UNIT = '(DAY|WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)';
const ONE = new RegExp(`^(LAST|THIS|NEXT)_${UNIT}$`);
const SEVERAL = new RegExp(`^(LAST|NEXT)_N_${UNIT}S$`);
const AGO = new RegExp(`^N_${UNIT}S_AGO$`);
const WORDS: Readonly<Record<string, string>> = { YESTERDAY: 'LAST_DAY', TODAY: 'THIS_DAY', TOMORROW: 'NEXT_DAY' };

/**
 * The days that a date literal stands for, in the user's time zone.
 * @param name in upper case, without its number
 * @param count the number after the colon
 * @returns undefined when there is no such literal
 */
export function dayRange(name: string, count: number, run: Run): DayRange | undefined {
    const today = localDay(run.timeZone, run.now);
    const unitAt = (unit: Unit, distance: number): number => unitStart(unit, distance, today, run);
    // 90 days ago up to today are 91 days
    if (name === 'LAST_90_DAYS') return { from: today - 90, to: today + 1 };
    if (name === 'NEXT_90_DAYS') return { from: today + 1, to: today + 91 };
    const [, which, unit] = ONE.exec(WORDS[name] ?? name) ?? [];
    if (which !== undefined) {
        const distance = which === 'LAST' ? -1 : which === 'NEXT' ? 1 : 0;
        return { from: unitAt(unit as Unit, distance), to: unitAt(unit as Unit, distance + 1) };
    }
    const [, direction, units] = SEVERAL.exec(name) ?? [];
    if (direction === 'NEXT') return { from: unitAt(units as Unit, 1), to: unitAt(units as Unit, count + 1) };
    if (direction === 'LAST') {
        // of days today is one; longer units end before the present one
        const end = units === 'DAY' ? 1 : 0;
        return { from: unitAt(units as Unit, -count), to: unitAt(units as Unit, end) };
    }
    const [, ago] = AGO.exec(name) ?? [];
    if (ago === undefined) return undefined;
    return { from: unitAt(ago as Unit, -count), to: unitAt(ago as Unit, 1 - count) };
}

/** The first day of the unit that lies some units from today's. */
function unitStart(unit: Unit, distance: number, today: number, run: Run): number {
    const { year, month, weekday } = partsOf(today);
    const startMonth = run.fiscalYearStartMonth;
    switch (unit) {
        case 'DAY':
            return today + distance;
        case 'WEEK':
            return today - ((weekday - firstWeekday(run.locale) + 7) % 7) + 7 * distance;
        case 'MONTH':
            return dayOf(year, month + distance);
        case 'QUARTER':
            return dayOf(year, month - ((month - 1) % 3) + 3 * distance);
        case 'YEAR':
            return dayOf(year + distance, 1);
        case 'FISCAL_QUARTER':
            return dayOf(year, month - ((month - startMonth + 12) % 3) + 3 * distance);
        case 'FISCAL_YEAR':
            return dayOf(year + distance - (month < startMonth ? 1 : 0), startMonth);
    }
}
