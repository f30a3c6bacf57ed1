/** Assert. Source: Apex reference guide, "Assert class". */
import { isInstance, typeOfValue } from '../run/casts.ts';
import { strictEquals } from '../run/equality.ts';
import { exception } from '../run/exceptions.ts';
import { toText } from '../run/text.ts';
import type { TypeValue, Value } from '../run/values.ts';
import { define } from './define.ts';

/** @throws Thrown AssertException, always */
export function assertionFailed(details: string, message: Value): never {
    const words = message === null ? 'Assertion Failed' : `Assertion Failed: ${toText(message)}`;
    throw exception('AssertException', details === '' ? words : `${words}: ${details}`);
}

export function assertTrue(condition: boolean, message: Value = null): void {
    if (!condition) assertionFailed('', message);
}

export function assertEquals(expected: Value, actual: Value, message: Value = null): void {
    if (!strictEquals(expected, actual))
        assertionFailed(`Expected: ${toText(expected)}, Actual: ${toText(actual)}`, message);
}

export function assertNotEquals(expected: Value, actual: Value, message: Value = null): void {
    if (strictEquals(expected, actual)) assertionFailed(`Same value: ${toText(actual)}`, message);
}

function assertInstance(instance: Value, { meant }: TypeValue, isWanted: boolean, message: Value): void {
    if (isInstance(instance, meant) === isWanted) return;
    const words = isWanted ? 'Expected' : 'Not expected';
    assertionFailed(`${words}: ${meant.fullName}, Actual: ${typeOfValue(instance).fullName}`, message);
}

define({
    name: 'Assert',
    statics: {
        'void areEqual(Object?, Object?)': assertEquals,
        'void areEqual(Object?, Object?, String?)': assertEquals,
        'void areNotEqual(Object?, Object?)': assertNotEquals,
        'void areNotEqual(Object?, Object?, String?)': assertNotEquals,
        'void fail()': () => assertionFailed('', null),
        'void fail(String?)': (message: Value) => assertionFailed('', message),
        'void isTrue(Boolean)': assertTrue,
        'void isTrue(Boolean, String?)': assertTrue,
        'void isFalse(Boolean)': (condition: boolean) => {
            assertTrue(!condition);
        },
        'void isFalse(Boolean, String?)': (condition: boolean, message: Value) => {
            assertTrue(!condition, message);
        },
        'void isNull(Object?)': (value: Value) => {
            assertEquals(null, value);
        },
        'void isNull(Object?, String?)': (value: Value, message: Value) => {
            assertEquals(null, value, message);
        },
        'void isNotNull(Object?)': (value: Value) => {
            assertNotEquals(null, value);
        },
        'void isNotNull(Object?, String?)': (value: Value, message: Value) => {
            assertNotEquals(null, value, message);
        },
        'void isInstanceOfType(Object?, Type)': (value: Value, type: TypeValue) => {
            assertInstance(value, type, true, null);
        },
        'void isInstanceOfType(Object?, Type, String?)': (value: Value, type: TypeValue, message: Value) => {
            assertInstance(value, type, true, message);
        },
        'void isNotInstanceOfType(Object?, Type)': (value: Value, type: TypeValue) => {
            assertInstance(value, type, false, null);
        },
        'void isNotInstanceOfType(Object?, Type, String?)': (value: Value, type: TypeValue, message: Value) => {
            assertInstance(value, type, false, message);
        },
    },
});
