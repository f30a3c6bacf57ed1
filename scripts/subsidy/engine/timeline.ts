/** What a location was on each day, as far as it was known at the snapshot. */
import { FOREVER, type Day, type Instant } from './day.ts';
import { versionAt, type History, type Location } from './facts.ts';
import { cutAt, isEmpty, type Interval } from './interval.ts';
import type { Municipalities } from './municipality.ts';

/** Days on which nothing about a location changed. */
export type Segment = Interval & { state: Location; nis: string };

/**
 * A version that says from which day it applies changes what holds from that day on; one that does not is a correction
 * and replaces the wrong value wherever it stood. So a later edit of something else undoes neither.
 * @returns the life of the location, cut where its state or its municipality changes; nothing when it was not known
 */
export function timeline(history: History<Location>, snapshot: Instant, municipalities: Municipalities): Segment[] {
    const current = versionAt(history, snapshot)?.state;
    if (current?.startDate === undefined) return [];
    const life = { from: current.startDate, to: Math.min(endOf(current.endDate), endOf(current.closingLastDay)) };
    const known = history.versions
        .filter((version) => version.recordedFrom <= snapshot && version.deleted !== true)
        .sort((a, b) => a.recordedFrom - b.recordedFrom || (a.recordedTo ?? Infinity) - (b.recordedTo ?? Infinity))
        .map((version) => version.state);
    const codes = [...new Set(known.map(({ nis }) => nis).reverse())] as [string, ...string[]];
    const lives = [...codes, ...municipalities.lineage(codes[0])].map((nis) => municipalities.life(nis));
    const cuts = lives.flatMap(({ from, to }) => [from, to]);
    return states(known).flatMap(({ from, to, state }) => {
        const lived = { from: Math.max(from, life.from), to: Math.min(to, life.to) };
        if (isEmpty(lived)) return [];
        return cutAt([lived], cuts).map((piece) => ({
            ...piece,
            state,
            nis: municipalities.onDay(codes, piece.from),
        }));
    });
}

function endOf(lastDay: Day | undefined): Day {
    return lastDay === undefined ? FOREVER : lastDay + 1;
}

type State = Interval & { state: Location };

function states(known: readonly Location[]): State[] {
    let pieces: State[] = [];
    let before: Location | undefined;
    for (const state of known) {
        if (before === undefined) pieces = [{ from: -FOREVER, to: FOREVER, state }];
        else pieces = revise(pieces, before, state);
        before = state;
    }
    return pieces;
}

function revise(pieces: readonly State[], before: Location, after: Location): State[] {
    const { appliesFrom } = after;
    const changed = [...new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Location)[])].filter(
        (field) => field !== 'appliesFrom' && before[field] !== after[field],
    );
    return pieces.flatMap(({ from, to, state }) => {
        const put = changed.filter((field) => appliesFrom !== undefined || state[field] === before[field]);
        const revised = { ...state, ...Object.fromEntries(put.map((field) => [field, after[field]])) };
        const change = Math.min(to, Math.max(from, appliesFrom ?? from));
        return [
            { from, to: change, state },
            { from: change, to, state: revised },
        ].filter((piece) => !isEmpty(piece));
    });
}
