/** Contract periods of licences: one year, from 1 April to 31 March (note to the Flemish Government, part C). */
import { day, isoDay } from '../days/days.ts';
import { JobError } from '../salesforce/org-error.ts';

/** One contract year; days are `yyyy-mm-dd`, both inclusive. */
export interface Period {
    /** such as `2025-2026` */
    readonly name: string;
    readonly firstDay: string;
    readonly lastDay: string;
}

const FIRST_MONTH = 4;

/** @param year in which the period begins */
function beginningIn(year: number): Period {
    return {
        name: `${String(year)}-${String(year + 1)}`,
        firstDay: `${String(year)}-04-01`,
        lastDay: `${String(year + 1)}-03-31`,
    };
}

/** @param text two years in a row, such as `2025-2026`. @throws JobError when it is something else */
export function periodNamed(text: string): Period {
    const [, from = '', to = ''] = /^(\d{4})-(\d{4})$/.exec(text) ?? [];
    if (from === '' || Number(to) !== Number(from) + 1) {
        throw new JobError(
            'NoPeriod',
            `"${text}" is geen contractperiode: schrijf twee jaren na elkaar, zoals 2025-2026.`,
            {
                exitCode: 2,
            },
        );
    }
    return beginningIn(Number(from));
}

/** The period that a day falls in. @param isoDate `yyyy-mm-dd` */
export function periodOf(isoDate: string): Period {
    const [year = 0, month = 0] = isoDate.split('-').map(Number);
    return beginningIn(month < FIRST_MONTH ? year - 1 : year);
}

export function previousPeriod({ firstDay }: Period): Period {
    return periodOf(isoDay(day(firstDay) - 1));
}
