/** The class System. Source: Apex reference guide, "System class". */
import { exception } from '../run/exceptions.ts';
import { isIdentical, looseEquals } from '../run/equality.ts';
import { hashOf } from '../run/hash.ts';
import { toText } from '../run/text.ts';
import type { EnumValue, Value } from '../run/values.ts';
import { DatetimeValue } from '../run/values.ts';
import { currentLine, transaction } from '../run/vm.ts';
import { define } from './define.ts';

function log(level: string, value: Value): void {
    transaction().log({ level, line: currentLine(), text: toText(value) });
}

function assertTrue(condition: boolean, message: Value): void {
    if (!condition)
        throw exception(
            'AssertException',
            message === null ? 'Assertion Failed' : `Assertion Failed: ${toText(message)}`,
        );
}

function assertEquals(expected: Value, actual: Value, message: Value): void {
    if (looseEquals(expected, actual)) return;
    const values = `Expected: ${toText(expected)}, Actual: ${toText(actual)}`;
    throw exception(
        'AssertException',
        message === null ? `Assertion Failed: ${values}` : `Assertion Failed: ${toText(message)}: ${values}`,
    );
}

function assertNotEquals(expected: Value, actual: Value, message: Value): void {
    if (!looseEquals(expected, actual)) return;
    const values = `Same value: ${toText(actual)}`;
    throw exception(
        'AssertException',
        message === null ? `Assertion Failed: ${values}` : `Assertion Failed: ${toText(message)}: ${values}`,
    );
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
            'void assert(Boolean)': (condition: boolean) => {
                assertTrue(condition, null);
            },
            'void assert(Boolean, Object?)': assertTrue,
            'void assertEquals(Object?, Object?)': (expected: Value, actual: Value) => {
                assertEquals(expected, actual, null);
            },
            'void assertEquals(Object?, Object?, Object?)': assertEquals,
            'void assertNotEquals(Object?, Object?)': (expected: Value, actual: Value) => {
                assertNotEquals(expected, actual, null);
            },
            'void assertNotEquals(Object?, Object?, Object?)': assertNotEquals,
            'Boolean equals(Object?, Object?)': (left: Value, right: Value) =>
                isIdentical(left, right) || looseEquals(left, right),
            'Integer hashCode(Object?)': (value: Value) => hashOf(value),
            'Long currentTimeMillis()': () => BigInt(transaction().host.now()),
            'Datetime now()': () => new DatetimeValue(transaction().host.now()),
        },
    },
    {
        name: 'LoggingLevel',
        kind: 'enum',
        values: ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST', 'INTERNAL'],
    },
);
