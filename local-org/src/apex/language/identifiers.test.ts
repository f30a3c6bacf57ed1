/** Apex developer guide, "Variables" and appendix "Reserved Keywords": what nothing in a program may be called. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileProgram, compileTrigger } from '../compile/index.ts';
import { CompileError } from '../errors.ts';
import { PLAIN_HOST, nameOf, run } from '../suite/run.ts';

/** Where and why the first class is refused; `compiles` when it is not. */
function faultOf(source: string): string {
    const [error] = compileProgram(PLAIN_HOST.schema, [{ name: nameOf(source), source }]).errors;
    return error ? `${String(error.line)}:${String(error.column)} ${error.message}` : 'compiles';
}

/** Whatever declares a variable, under the name that is tried. */
const VARIABLES: Readonly<Record<string, (name: string) => string>> = {
    field: (name) => `class A { Integer ${name}; }`,
    property: (name) => `class A { Integer ${name} { get; set; } }`,
    parameter: (name) => `class A { void m(Integer ${name}) { } }`,
    local: (name) => `class A { void m() { Integer ${name} = 1; } }`,
    'second of two locals': (name) => `class A { void m() { Integer a, ${name}; } }`,
    'variable of a loop': (name) => `class A { void m() { for (Integer ${name} : new List<Integer>()) { } } }`,
    'counter of a loop': (name) => `class A { void m() { for (Integer ${name} = 0; true; ) { } } }`,
    'exception that is caught': (name) => `class A { void m() { try { } catch (Exception ${name}) { } } }`,
    'record of a switch': (name) => `class A { void m(SObject s) { switch on s { when User ${name} { } } } }`,
    'value of an enum': (name) => `enum A { ${name} }`,
};

const RESERVED = `
    activate any array autonomous begin bigdecimal byte case cast char collect const default desc end exception exit
    export float goto group hint import inner int into join loop number object of outer package parallel pragma retrieve
    rollback short sort switch synchronized system then transaction when`
    .trim()
    .split(/\s+/);

const SPECIAL = 'after before count excludes first includes last order sharing with'.split(' ');

void describe('Reserved Keywords', () => {
    for (const word of RESERVED)
        void it(`refuses a variable called ${word}, in any case of its letters`, () => {
            assert.match(
                faultOf(`class A { Integer ${word}; }`),
                new RegExp(`^1:19 .*(?:reserved|Unexpected).*${word}`),
            );
            const written = word.toUpperCase();
            assert.match(run(`Integer ${written} = 1;`), new RegExp(`(?:reserved|Unexpected).*${written}`));
        });

    for (const [what, declare] of Object.entries(VARIABLES))
        void it(`refuses a ${what} of a reserved name, and tells where it stands`, () => {
            const source = declare('of');
            const column = source.search(/\bof\b/) + 1;
            assert.equal(faultOf(source), `1:${String(column)} Identifier name is reserved: of`);
            assert.ok(!faultOf(declare('one')).includes('reserved'));
        });

    void it('refuses classes, interfaces, enums and inner classes of a reserved name', () => {
        assert.equal(faultOf('public class Transaction { }'), '1:14 Identifier name is reserved: Transaction');
        assert.equal(faultOf('interface Join { }'), '1:11 Identifier name is reserved: Join');
        assert.equal(faultOf('enum Group { A }'), '1:6 Identifier name is reserved: Group');
        assert.equal(faultOf('class A { class Inner { } }'), '1:17 Identifier name is reserved: Inner');
        assert.equal(faultOf('class Page { }'), '1:7 Identifier type is reserved: Page');
    });

    void it('lets methods bear most of them, but not the words of statements and queries', () => {
        assert.equal(
            faultOf('class A { void of() { } void sort() { } void group() { } void rollback() { } }'),
            'compiles',
        );
        assert.equal(faultOf('class A { void limit() { } }'), '1:16 Identifier name is reserved: limit');
    });

    void it('lets special words be names', () => {
        for (const word of SPECIAL) assert.equal(run(`Integer ${word} = 1; System.debug(${word});`), '1');
        assert.equal(faultOf('class A { Integer type; Id id; Integer search; }'), 'compiles');
    });

    void it('refuses a trigger of a reserved name', () => {
        assert.throws(
            () => {
                compileTrigger(
                    compileProgram(PLAIN_HOST.schema, []).program,
                    'trigger Any on User (before insert) { }',
                    'Any',
                );
            },
            (error) => error instanceof CompileError && error.message === 'Identifier name is reserved: Any',
        );
    });
});

void describe('Variables: names', () => {
    void it('begin with a letter, end without an underscore, and have no two of them side by side', () => {
        assert.equal(faultOf('class A { Integer a_1; }'), 'compiles');
        assert.equal(faultOf('class A { Integer a__b; }'), '1:19 Invalid character in identifier: a__b');
        assert.equal(faultOf('class A { Integer a_; }'), '1:19 Invalid character in identifier: a_');
        assert.equal(faultOf('class A { void m_() { } }'), '1:16 Invalid character in identifier: m_');
        assert.equal(faultOf('class A__c { }'), '1:7 Invalid character in identifier: A__c');
    });

    void it('have at most 255 characters', () => {
        assert.equal(faultOf(`class A { Integer ${'a'.repeat(255)}; }`), 'compiles');
        const long = 'a'.repeat(256);
        assert.equal(faultOf(`class A { Integer ${long}; }`), `1:19 Identifier name is too long: ${long}`);
    });
});
