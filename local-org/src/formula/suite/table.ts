/** How the tables of cases are run: an expression, what it must give, and what differs from the sample record. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
    Decimal,
    FormulaError,
    FormulaRuntimeError,
    compileFormula,
    type BlanksAs,
    type EvaluationContext,
    type FieldInfo,
    type FormulaUse,
    type ReturnType,
} from '../index.ts';

/** Fields of every type, with what they hold in the sample record. */
const FIELDS: Readonly<Record<string, FieldInfo>> = {
    Id: { type: 'Id' },
    Name: { type: 'Text' },
    Text__c: { type: 'Text' },
    Empty__c: { type: 'Text' },
    Note__c: { type: 'TextArea' },
    Email__c: { type: 'Email' },
    Serial__c: { type: 'AutoNumber' },
    OwnerId: { type: 'Lookup' },
    'Owner:User.Name': { type: 'Text' },
    'Account__r.Name': { type: 'Text' },
    'Account__r.Parent__r.City__c': { type: 'Text' },
    '$User.Id': { type: 'Id' },
    '$Permission.Can_Close': { type: 'Checkbox' },
    '$Label.Greeting': { type: 'Text' },
    '$CustomMetadata.Rate__mdt.Base.Value__c': { type: 'Number' },
    '$ObjectType.Zip__c.Fields.Name': { type: 'Text' },
    '$ObjectType.Zip__c.Fields.State__c': { type: 'Text' },
    Number__c: { type: 'Number' },
    Count__c: { type: 'Number' },
    Blank__c: { type: 'Number' },
    Amount__c: { type: 'Currency' },
    Rate__c: { type: 'Percent' },
    Day__c: { type: 'Date' },
    No_Day__c: { type: 'Date' },
    Stamp__c: { type: 'DateTime' },
    No_Stamp__c: { type: 'DateTime' },
    Clock__c: { type: 'Time' },
    No_Clock__c: { type: 'Time' },
    Active__c: { type: 'Checkbox' },
    Off__c: { type: 'Checkbox' },
    Unset__c: { type: 'Checkbox' },
    Stage__c: { type: 'Picklist' },
    No_Stage__c: { type: 'Picklist' },
    Hobbies__c: { type: 'MultiselectPicklist', values: ['Golf', 'Chess', 'Go'] },
    No_Hobbies__c: { type: 'MultiselectPicklist' },
    Place__c: { type: 'Location' },
    No_Place__c: { type: 'Location' },
};

const RECORD: Readonly<Record<string, unknown>> = {
    Id: 'a0AB0000001XyZaMAK',
    Name: 'Record 1',
    Text__c: 'Acme',
    Note__c: 'one\ntwo',
    Email__c: 'ann@example.com',
    Serial__c: 'S-0001',
    OwnerId: '005B0000001AbCdEFG',
    Owner: { Name: 'Ann' },
    Account__r: { Name: 'Globex', Parent__r: { City__c: 'Ghent' } },
    $User: { Id: '005B0000001AbCdEFG' },
    $Permission: { Can_Close: true },
    '$Label.Greeting': 'Hello',
    '$CustomMetadata.Rate__mdt.Base.Value__c': 1.5,
    Number__c: 12.5,
    Count__c: 3,
    Amount__c: 1000,
    Rate__c: 10,
    Day__c: '2024-02-29',
    Stamp__c: '2024-03-10T14:30:15.250Z',
    Clock__c: ((17 * 60 + 30) * 60 + 45) * 1000 + 125,
    Active__c: true,
    Off__c: false,
    Stage__c: 'Open',
    Hobbies__c: 'Golf;Chess',
    Place__c: { latitude: 51.05, longitude: 3.72 },
};

/** Half past midnight of 11 March in Brussels, still the 10th in Greenwich. */
const NOW = Date.UTC(2024, 2, 10, 23, 30, 5, 250);
const CONTEXT: EvaluationContext = { now: NOW, timeZone: 'Europe/Brussels' };

interface Typed {
    readonly type: ReturnType;
    readonly value: unknown;
}

interface Failure {
    readonly error: string;
}

export type Expected = boolean | number | string | Typed | Failure;

export interface Case {
    readonly record?: Readonly<Record<string, unknown>>;
    readonly context?: EvaluationContext;
    readonly use?: FormulaUse;
    readonly blanksAs?: BlanksAs;
    readonly scale?: number;
    readonly returns?: ReturnType;
}

export type Row = readonly [expression: string, expected: Expected, details?: Case];

export const date = (value: string): Typed => ({ type: 'Date', value });
export const dateTime = (value: string): Typed => ({ type: 'DateTime', value: Date.parse(value) });
export const time = (value: string): Typed => ({ type: 'Time', value: Date.parse(`1970-01-01T${value}Z`) });
/** A number that JavaScript's numbers cannot hold. */
export const decimal = (value: string): Typed => ({ type: 'Number', value: new Decimal(value) });
export const percent = (value: number): Typed => ({ type: 'Percent', value: new Decimal(value) });
export const blank = (type: ReturnType): Typed => ({ type, value: null });
/** The formula does not compile. */
export const fails = (message: string): Failure => ({ error: message });
/** The formula compiles and shows an error for this record. */
export const BROKEN: Failure = { error: 'at run time' };

function typed(expected: boolean | number | string | Typed): Typed {
    switch (typeof expected) {
        case 'boolean':
            return { type: 'Checkbox', value: expected };
        case 'number':
            return { type: 'Number', value: new Decimal(expected) };
        case 'string':
            return { type: 'Text', value: expected };
        default:
            return expected;
    }
}

function run(expression: string, type: ReturnType, details: Case): unknown {
    const { use, blanksAs, scale } = details;
    const formula = compileFormula(expression, { fields: FIELDS, returnType: type, context: use, blanksAs, scale });
    return formula.evaluate({ ...RECORD, ...details.record }, { ...CONTEXT, ...details.context });
}

function plain(value: unknown): unknown {
    return value instanceof Decimal ? value.toFixed() : value;
}

function check([expression, expected, details = {}]: Row): void {
    if (typeof expected === 'object' && 'error' in expected) {
        const evaluate = (): unknown => run(expression, details.returns ?? 'Text', details);
        if (expected === BROKEN) {
            assert.throws(evaluate, FormulaRuntimeError);
        } else {
            assert.throws(evaluate, (error) => error instanceof FormulaError && error.message === expected.error);
            // once more for a readable difference
            assert.throws(evaluate, { message: expected.error });
        }
        return;
    }
    const { type, value } = typed(expected);
    assert.deepEqual(plain(run(expression, details.returns ?? type, details)), plain(value));
}

/** Runs a table of cases; `source` names the documentation that the expected values come from. */
export function section(title: string, source: string, rows: readonly Row[], common: Case = {}): void {
    void describe(`${title} (${source})`, () => {
        for (const row of rows) {
            const [expression, expected, details] = row;
            const changes = details?.record === undefined ? '' : ` with ${JSON.stringify(details.record)}`;
            void it(`${expression}${changes}`, () => {
                check([expression, expected, { ...common, ...details }]);
            });
        }
    });
}

/** The help page of a function. */
export function help(name: string): string {
    return `https://help.salesforce.com/s/articleView?id=platform.customize_functions_${name}.htm`;
}
