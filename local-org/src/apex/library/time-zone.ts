/** TimeZone. Source: Apex reference guide, "TimeZone class". */
import { offsetAt } from '../../formula/time-zone.ts';
import { NativeObject, type DatetimeValue } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { formatPattern, zoneNameAt } from './date-patterns.ts';
import { define } from './define.ts';
import { namedType } from './types.ts';
import { zoneId } from './zones.ts';

type ZoneObject = NativeObject<string>;

/** A zone as a value. @param id of IANA */
export function timeZone(id: string): ZoneObject {
    return new NativeObject(namedType('System.TimeZone'), id);
}

/** `(GMT+01:00) Central European Standard Time (Europe/Brussels)` */
function displayName({ state }: ZoneObject): string {
    const now = transaction().host.now();
    const offset = offsetAt(now, state) === 0 ? '+00:00' : formatPattern(now, 'XXX', state);
    return `(GMT${offset}) ${zoneNameAt(now, state, 'long')} (${state})`;
}

define({
    name: 'TimeZone',
    statics: { 'System.TimeZone getTimeZone(String)': (id: string) => timeZone(zoneId(id)) },
    methods: {
        'String getDisplayName()': displayName,
        'String getID()': ({ state }: ZoneObject) => state,
        'Integer getOffset(Datetime)': ({ state }: ZoneObject, { milliseconds }: DatetimeValue) =>
            offsetAt(milliseconds, state),
        'String toString()': ({ state }: ZoneObject) => state,
    },
});
