/** Runs small programs for the tests of the language: what they log, or how they fail. */
import { describe, it } from 'node:test';
import assert from 'node:assert/strict';
import { Schema } from '../../schema/schema.ts';
import { compileAnonymous, compileProgram } from '../compile/index.ts';
import { CompileError } from '../errors.ts';
import { Thrown } from '../run/exceptions.ts';
import { exceptionText } from '../run/text.ts';
import type { Host } from '../run/host.ts';
import { Transaction } from '../run/transaction.ts';
import { typeNamed } from '../program/type-names.ts';

/** 2026-03-14 09:26:53 at Greenwich; the user's zone is that of Brussels. */
const NOW = Date.UTC(2026, 2, 14, 9, 26, 53);

/** An org without objects. */
export const PLAIN_HOST: Host = {
    schema: new Schema([]),
    organizationId: '00D000000000001AAA',
    organizationName: 'Test',
    user: () => ({
        id: '005000000000001AAA',
        username: 'test@example.com',
        name: 'Ada Lovelace',
        firstName: 'Ada',
        lastName: 'Lovelace',
        email: 'ada@example.com',
        profileId: '00e000000000001AAA',
        roleId: null,
        language: 'en_US',
        locale: 'en_US',
        timeZone: 'Europe/Brussels',
    }),
    now: () => NOW,
};

/**
 * Runs an anonymous block.
 * @param classes sources of classes that it uses
 * @returns the lines it logged; how it failed, when it did, is the last of them
 */
export function run(source: string, classes: readonly string[] = [], host: Host = PLAIN_HOST): string {
    const lines: string[] = [];
    try {
        const sources = classes.map((source) => ({ name: nameOf(source), source }));
        const { program, errors } = compileProgram(host.schema, sources);
        if (errors[0]) throw errors[0];
        const block = compileAnonymous(program, source);
        new Transaction({ host, typeNamed: typeNamed(program), log: ({ text }) => lines.push(text) }).run(block);
    } catch (error) {
        if (error instanceof CompileError) lines.push(error.message);
        else if (error instanceof Thrown) lines.push(exceptionText(error.exception));
        else throw error;
    }
    return lines.join('\n');
}

/**
 * A chapter of expressions: each with the text of its value, or how it fails.
 * @param section of the guide that tells the rule
 */
export function expressions(
    section: string,
    cases: readonly (readonly [expression: string, expected: string])[],
): void {
    void describe(section, () => {
        for (const [expression, expected] of cases)
            void it(expression, () => {
                assert.equal(run(`System.debug(${expression});`), expected);
            });
    });
}

/** The name that a class gives itself. */
export function nameOf(source: string): string {
    return /\b(?:class|interface|enum)\s+(\w+)/i.exec(source)?.[1] ?? 'Unnamed';
}

export interface ProgramCase {
    readonly rule: string;
    readonly classes?: readonly string[];
    readonly source: string;
    /** The lines that it logs; the last tells how it fails, when it does. */
    readonly expected: string;
}

/** A chapter of small programs. */
export function programs(section: string, cases: readonly ProgramCase[]): void {
    void describe(section, () => {
        for (const { rule, classes, source, expected } of cases)
            void it(rule, () => {
                assert.equal(run(source, classes), expected);
            });
    });
}
