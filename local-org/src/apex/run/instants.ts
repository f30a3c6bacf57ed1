/** The range of dates. */
import { exception } from './exceptions.ts';

const DAY = 86_400_000;
/** As far as JavaScript's dates go: some 270,000 years. */
const FARTHEST = 8_640_000_000_000_000;

/** An instant that can be told. @throws Thrown TypeException when it lies too far */
export function checkedInstant(milliseconds: number): number {
    if (Math.abs(milliseconds) <= FARTHEST) return milliseconds;
    throw exception('TypeException', 'Invalid date/time: out of range');
}

/** A day that can be told. @throws Thrown TypeException when it lies too far */
export function checkedDays(days: number): number {
    checkedInstant(days * DAY);
    return days;
}
