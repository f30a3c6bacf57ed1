/**
 * What a record said, and since when it was known. A fact may be recorded long after it happened, and be corrected
 * later: both stay visible, because a subsidy is calculated from what was known on a certain day.
 */
import type { Instant } from './calendar.ts';

/** What the record said from an instant on, until the next version. */
export type Version<T> = { recordedFrom: Instant; state: T };

/** A record with all that was ever recorded about it, oldest first. */
export type Recorded<T> = { key: string; versions: [Version<T>, ...Version<T>[]] };

/** @returns a new record, first entered at that instant */
export function enter<T>(key: string, recordedFrom: Instant, state: T): Recorded<T> {
    return { key, versions: [{ recordedFrom, state }] };
}

/**
 * Changes a record: adds a version, and keeps the older ones.
 * @returns the instant of the new version: the one asked for, or just after the version before it
 */
export function revise<T>(record: Recorded<T>, recordedFrom: Instant, changes: Partial<T>): Instant {
    const last = latest(record);
    const from = Math.max(recordedFrom, last.recordedFrom + 1);
    record.versions.push({ recordedFrom: from, state: { ...last.state, ...changes } });
    return from;
}

/** @returns the newest version of all */
export function latest<T>(record: Recorded<T>): Version<T> {
    return record.versions.at(-1) ?? record.versions[0];
}

/** @returns what the record said at that instant, or undefined when it was not yet entered */
export function knownAt<T>(record: Recorded<T>, at: Instant): T | undefined {
    return record.versions.findLast((version) => version.recordedFrom <= at)?.state;
}
