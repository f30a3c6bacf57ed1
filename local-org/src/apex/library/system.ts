/** The class System. Source: Apex reference guide, "System class". */
import { isIdentical, strictEquals } from '../run/equality.ts';
import { hashOf } from '../run/hash.ts';
import { toText } from '../run/text.ts';
import type { EnumValue, Value } from '../run/values.ts';
import { DatetimeValue } from '../run/values.ts';
import { currentLine, transaction } from '../run/vm.ts';
import { assertEquals, assertNotEquals, assertTrue } from './assert.ts';
import { today } from './date.ts';
import { define } from './define.ts';

function log(level: string, value: Value): void {
    transaction().log({ level, line: currentLine(), text: toText(value) });
}

define(
    {
        name: 'System',
        statics: {
            'void debug(Object?)': (value: Value) => {
                log('DEBUG', value);
            },
            'void debug(LoggingLevel, Object?)': (level: EnumValue, value: Value) => {
                log(level.name, value);
            },
            'void assert(Boolean)': assertTrue,
            'void assert(Boolean, Object?)': assertTrue,
            'void assertEquals(Object?, Object?)': assertEquals,
            'void assertEquals(Object?, Object?, Object?)': assertEquals,
            'void assertNotEquals(Object?, Object?)': assertNotEquals,
            'void assertNotEquals(Object?, Object?, Object?)': assertNotEquals,
            'Boolean equals(Object?, Object?)': (left: Value, right: Value) =>
                isIdentical(left, right) || strictEquals(left, right),
            'Integer hashCode(Object?)': (value: Value) => hashOf(value),
            'Long currentTimeMillis()': () => BigInt(transaction().host.now()),
            'Datetime now()': () => new DatetimeValue(transaction().host.now()),
            'Date today()': today,
        },
        unsupported: [
            'static void changeOwnPassword(String, String)',
            'static List<Id> process(List<Id>, String, String, String)',
            'static Integer purgeOldAsyncJobs(Date)',
            'static void setPassword(Id, String)',
            'static List<Id> submit(List<Id>, String, String)',
        ],
    },
    {
        name: 'LoggingLevel',
        kind: 'enum',
        values: ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST', 'INTERNAL'],
    },
);
