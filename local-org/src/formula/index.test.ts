import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { Decimal as OtherDecimal } from 'decimal.js';

import { Decimal, FormulaError, FormulaRuntimeError, compileFormula, type FieldInfo } from './index.ts';

const NUMBER: FieldInfo = { type: 'Number' };

describe('compileFormula', () => {
    it('lists the paths that a formula reads, in the spelling of its fields', () => {
        const { referencedPaths } = compileFormula('b__c + A__C + a__c', {
            fields: { A__c: NUMBER, B__c: NUMBER },
            returnType: 'Number',
        });
        assert.deepEqual(referencedPaths, ['B__c', 'A__c']);
    });

    it('asks a resolver for every path, split at its dots', () => {
        const asked: string[][] = [];
        const { referencedPaths } = compileFormula('Place__r.Location__r.Start_Date__c > TODAY()', {
            fields: (path) => {
                asked.push(path);
                return { type: 'Date', path: 'Place__r.Location__r.Start_Date__c' };
            },
            returnType: 'Checkbox',
        });
        assert.deepEqual(asked, [['Place__r', 'Location__r', 'Start_Date__c']]);
        assert.deepEqual(referencedPaths, ['Place__r.Location__r.Start_Date__c']);
    });

    it('reads records by whole path, step by step or through a function', () => {
        const { evaluate } = compileFormula('A__r.B__r.C__c', {
            fields: { 'A__r.B__r.C__c': { type: 'Text' } },
            returnType: 'Text',
        });
        assert.equal(evaluate({ 'A__r.B__r.C__c': 'flat' }), 'flat');
        assert.equal(evaluate({ A__r: { B__r: { C__c: 'nested' } } }), 'nested');
        assert.equal(evaluate({ A__r: null }), null);
        assert.equal(evaluate({}), null);
        assert.equal(
            evaluate((path) => `read ${path}`),
            'read A__r.B__r.C__c',
        );
    });

    it('gives the position of an error', () => {
        const compile = (source: string): unknown => compileFormula(source, { fields: {}, returnType: 'Text' });
        assert.throws(() => compile('LEN("a", 1)'), { name: 'FormulaError', position: 0 });
        assert.throws(() => compile('"a" & Missing__c'), { name: 'FormulaError', position: 6 });
        assert.throws(() => compile('IF(TRUE, "a"'), { name: 'FormulaError', position: 12 });
    });

    it('tells both kinds of error apart', () => {
        assert.throws(() => compileFormula('1 +', { fields: {}, returnType: 'Number' }), FormulaError);
        const { evaluate } = compileFormula('1 / 0', { fields: {}, returnType: 'Number' });
        assert.throws(
            () => evaluate({}),
            (error) => error instanceof FormulaRuntimeError && error.display === '#Error!',
        );
        const big = compileFormula('10 ^ 20', { fields: {}, returnType: 'Number', scale: 0 });
        assert.throws(() => big.evaluate({}), { display: '#Too Big!' });
    });
});

describe('values of records', () => {
    const evaluate = (info: FieldInfo, value: unknown): unknown => {
        const returnType = info.type === 'Location' || info.type === 'MultiselectPicklist' ? 'Text' : info.type;
        const formula = compileFormula('F__c', { fields: { F__c: info }, returnType: returnType as 'Text' });
        return formula.evaluate({ F__c: value });
    };

    it('reads numbers as numbers, texts and decimals of any copy of the library', () => {
        for (const value of [12.5, '12.5', new Decimal('12.5'), new OtherDecimal('12.50')]) {
            assert.equal(String(evaluate(NUMBER, value)), '12.5');
        }
        assert.equal(String(evaluate(NUMBER, 7n)), '7');
    });

    it('reads dates, date/times and times in the forms they come in', () => {
        assert.equal(evaluate({ type: 'Date' }, '2024-02-29T10:00:00Z'), '2024-02-29');
        assert.equal(evaluate({ type: 'Date' }, new Date(0)), '1970-01-01');
        assert.equal(evaluate({ type: 'DateTime' }, '1970-01-01T00:00:01.000+0000'), 1000);
        assert.equal(evaluate({ type: 'DateTime' }, 1000), 1000);
        assert.equal(evaluate({ type: 'DateTime' }, new Date(5)), 5);
        assert.equal(evaluate({ type: 'Time' }, '00:00:01.500Z'), 1500);
        assert.equal(evaluate({ type: 'Time' }, 1500), 1500);
    });

    it('reads checkboxes of databases too', () => {
        for (const [value, expected] of [
            [true, true],
            [1, true],
            ['true', true],
            [0, false],
            [null, false],
            [undefined, false],
        ] as const) {
            assert.equal(evaluate({ type: 'Checkbox' }, value), expected);
        }
    });

    it('refuses what is no value of the field', () => {
        for (const [info, value] of [
            [NUMBER, true],
            [{ type: 'Text' }, {}],
            [{ type: 'Date' }, 'tomorrow'],
            [{ type: 'Date' }, 5],
            [{ type: 'DateTime' }, 'soon'],
            [{ type: 'Time' }, 'noon'],
        ] as const) {
            assert.throws(() => evaluate(info, value), FormulaRuntimeError);
        }
    });

    it('knows fields that formula fields cannot refer to', () => {
        const fields = { Long__c: { type: 'LongTextArea' } } as const;
        assert.throws(() => compileFormula('Long__c', { fields, returnType: 'Text' }), {
            message:
                'You referenced an unsupported field type called "Long Text Area" using the following field: Long__c',
        });
        const rule = compileFormula('ISBLANK(Long__c)', { fields, returnType: 'Checkbox', context: 'validationRule' });
        assert.equal(rule.evaluate({}), true);
    });
});
