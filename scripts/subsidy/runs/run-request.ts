/** What somebody asks a run for: days, snapshot, municipalities, assumptions; and the key under which it is kept. */
import { canonical } from '../engine/canonical.ts';
import { ENGINE_VERSION } from '../engine/calculate.ts';
import { day, isoDay, startOfMonth, type Day, type Instant } from '../engine/day.ts';
import type { ParameterVersion } from '../engine/facts.ts';
import { sha256 } from '../engine/lines.ts';
import { JobError } from '../../salesforce/org-error.ts';

/** Both days included. */
export interface Period {
    readonly firstDay: Day;
    readonly lastDay: Day;
}

export interface RunRequest {
    readonly period: Period;
    readonly snapshot: Instant;
    /** NIS codes to which the run is limited, sorted; undefined: all */
    readonly only: readonly string[] | undefined;
    /** values of a scenario; undefined: none, the run may become a right to payment */
    readonly assumptions: readonly ParameterVersion[] | undefined;
}

const QUARTER = /^(\d{4})-?[QqKk]([1-4])$/;
const MONTHS = 3;

/**
 * @param text `2022-Q4`
 * @throws JobError when it is no quarter
 */
export function quarter(text: string): Period {
    const match = QUARTER.exec(text);
    if (!match) {
        throw new JobError('UnknownQuarter', `"${text}" is geen kwartaal.`, {
            actions: ['Schrijf het als 2022-Q4.'],
            exitCode: 2,
        });
    }
    const [, year = '', number = ''] = match;
    const month = String((Number(number) - 1) * MONTHS + 1).padStart(2, '0');
    const firstDay = day(`${year}-${month}-01`);
    return { firstDay, lastDay: startOfMonth(firstDay, MONTHS) - 1 };
}

/** @throws JobError when a text is no day, or the last is before the first */
export function periodOf(from: string, to: string): Period {
    const firstDay = dayFrom(from);
    const lastDay = dayFrom(to);
    if (lastDay < firstDay) {
        throw new JobError('WrongPeriod', `De laatste dag (${to}) ligt vóór de eerste (${from}).`, { exitCode: 2 });
    }
    return { firstDay, lastDay };
}

function dayFrom(text: string): Day {
    try {
        return day(text);
    } catch {
        throw new JobError('WrongDay', `"${text}" is geen dag.`, {
            actions: ['Schrijf ze als 2022-12-31.'],
            exitCode: 2,
        });
    }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const SECOND = 1000;

/**
 * @param text an instant with its offset (`2022-12-31T23:00:00Z`), or a day: its last second in Flanders
 * @returns whole seconds, as an org keeps them
 * @throws JobError when it is neither
 */
export function snapshotOf(text: string): Instant {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return endOfDay(dayFrom(text));
    const instant = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(instant)) {
        throw new JobError('WrongSnapshot', `"${text}" is geen ogenblik.`, {
            actions: ['Schrijf een dag (2022-12-31: het einde ervan) of een ogenblik (2022-12-31T23:00:00Z).'],
            exitCode: 2,
        });
    }
    return Math.floor(instant / SECOND) * SECOND;
}

/** The last second of a day in Flanders, which is one or two hours before that of UTC. */
export function endOfDay(value: Day): Instant {
    const noon = new Date(`${isoDay(value)}T12:00:00Z`);
    const hours = Number(
        new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Brussels', hour: '2-digit', hourCycle: 'h23' }).format(
            noon,
        ),
    );
    const offset = (hours - 12) * 3_600_000;
    return Date.parse(`${isoDay(value)}T23:59:59Z`) - offset;
}

/** @returns an instant as an org writes and reads it */
export function isoInstant(value: Instant): string {
    return new Date(value).toISOString();
}

/**
 * The key of a run, the same whenever the same is asked: what was killed halfway is found again by it. Another version
 * of the engine, or another run that was approved since, makes another run.
 * @param corrects key of the approved run that it corrects
 */
export function runKey({ period, snapshot, only, assumptions }: RunRequest, corrects: string | undefined): string {
    const rest = sha256(
        canonical({
            only,
            assumptions: assumptions?.map((version) => ({ ...version })),
            engine: ENGINE_VERSION,
            corrects,
        }),
    );
    const asked = [isoDay(period.firstDay), isoDay(period.lastDay), isoInstant(snapshot).replace('.000', '')];
    return [...asked, rest.slice(0, 16)].join('_');
}
