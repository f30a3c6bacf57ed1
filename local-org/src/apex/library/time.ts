/** Time. Source: Apex reference guide, "Time class". */
import { TimeValue } from '../run/values.ts';
import { TIME } from '../types/type.ts';
import { timeOfDay } from './calendar.ts';
import { define } from './define.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

/** A time later; after midnight the day begins anew. */
function later(unit: number) {
    return ({ milliseconds }: TimeValue, count: number) => new TimeValue(timeOfDay(milliseconds + count * unit));
}

function part(unit: number, range: number) {
    return ({ milliseconds }: TimeValue) => Math.floor(milliseconds / unit) % range;
}

define({
    name: 'Time',
    type: TIME,
    statics: {
        'Time newInstance(Integer, Integer, Integer, Integer)': (
            hour: number,
            minute: number,
            second: number,
            rest: number,
        ) => new TimeValue(timeOfDay(hour * HOUR + minute * MINUTE + second * 1000 + rest)),
    },
    methods: {
        'Time addHours(Integer)': later(HOUR),
        'Time addMinutes(Integer)': later(MINUTE),
        'Time addSeconds(Integer)': later(1000),
        'Time addMilliseconds(Integer)': later(1),
        'Integer hour()': part(HOUR, 24),
        'Integer minute()': part(MINUTE, 60),
        'Integer second()': part(1000, 60),
        'Integer millisecond()': part(1, 1000),
    },
});
