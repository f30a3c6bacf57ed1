/** Test results in the format of JUnit, which build servers read. */
import type { TestResult } from '../org/apex/tests.ts';

/** @returns an XML document */
export function junitReport(results: readonly TestResult[]): string {
    const failed = results.filter(({ passed }) => !passed).length;
    const seconds = results.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000;
    const head = `<testsuite name="apex" tests="${String(results.length)}" failures="${String(failed)}" time="${seconds.toFixed(3)}">`;
    return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...results.map(testCase), '</testsuite>'].join('\n');
}

function testCase({ className, methodName, passed, message = '', stack = '', milliseconds }: TestResult): string {
    const open = `    <testcase classname="${escape(className)}" name="${escape(methodName)}" time="${(milliseconds / 1000).toFixed(3)}"`;
    if (passed) return `${open} />`;
    return `${open}><failure message="${escape(message)}">${escape(stack)}</failure></testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escape(text: string): string {
    return text.replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
