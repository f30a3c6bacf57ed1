/**
 * A scenario: figures of a contract period that stand above those of the org, each with its source. JSON, described in
 * docs/licences.md; amounts are texts in euro with a point, and a key that is not known is refused.
 */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { JobError } from '../salesforce/org-error.ts';
import { centsFrom } from '../subsidy/engine/money.ts';
import { periodNamed } from './period.ts';
import { MOST_LICENCES, type Confidence } from './money/volume-prices.ts';
import type { TierName } from './tiers.ts';

/** A number of licences or an amount in cents, and where it comes from. */
export interface Figure {
    readonly value: number;
    readonly source: string;
}

/** A price of one licence for the whole period, in cents. */
export interface Price {
    readonly tier: TierName;
    readonly from: number;
    readonly cents: number;
    readonly confidence: Confidence;
    readonly source: string;
}

/** One line of the budget; amounts in cents. */
export interface BudgetLine {
    readonly name: string;
    readonly cents: number;
    /** difference from the year before */
    readonly changeCents?: number;
    readonly source: string;
}

export interface Budget {
    readonly lines: readonly BudgetLine[];
    readonly total?: Figure;
    /** what the inspection took off the amount that was asked: negative */
    readonly reduction?: Figure;
}

/** What a contract period is said to hold and cost. */
export interface ContractFigures {
    readonly full?: Figure;
    readonly restricted?: Figure;
    readonly licences?: Figure;
    readonly estimated?: Figure;
    readonly actual?: Figure;
    readonly cost?: Figure;
}

export interface Scenario {
    readonly period: string;
    readonly previous: ContractFigures;
    readonly next: ContractFigures;
    readonly prices: readonly Price[];
    readonly budget: Budget | undefined;
}

const AMOUNT = /^-?\d{1,10}\.\d{2}$/;
const CONFIDENCES: readonly string[] = ['Quoted', 'Press', 'Assumed'];
const TIERS: readonly string[] = ['Full', 'Restricted'];

/** @throws JobError when the file cannot be read, or says something that cannot be */
export async function readScenario(path: string): Promise<Scenario> {
    const name = basename(path);
    try {
        return parseScenario(JSON.parse(await readFile(path, 'utf8')));
    } catch (error) {
        if (error instanceof JobError) throw error;
        const isWrong = error instanceof ScenarioFault;
        const reason = isWrong ? error.message : 'is geen leesbaar JSON-bestand';
        throw new JobError('ScenarioRefused', `${name}: ${reason}.`, {
            actions: ['De vorm staat in docs/licences.md; een voorbeeld is scripts/seed/licences/2025-2026.json.'],
        });
    }
}

/** What is wrong with a scenario, in Dutch. */
class ScenarioFault extends Error {}

/** @throws ScenarioFault */
function parseScenario(value: unknown): Scenario {
    const root = members(value, 'het scenario', ['period', 'previous', 'next', 'prices', 'budget']);
    const counts = ['full', 'restricted', 'licences'];
    const amounts = ['estimated', 'actual', 'cost'];
    const contract = (key: string): ContractFigures =>
        Object.fromEntries(
            Object.entries(members(root[key] ?? {}, key, [...counts, ...amounts])).map(([name, one]) => [
                name,
                figureOf(one, `${key}.${name}`, counts.includes(name)),
            ]),
        );
    return {
        period: periodNamed(textOf(root['period'], 'period')).name,
        previous: contract('previous'),
        next: contract('next'),
        prices: listOf(root['prices'] ?? [], 'prices').map(priceOf),
        budget: root['budget'] === undefined ? undefined : budgetOf(root['budget']),
    };
}

function budgetOf(value: unknown): Budget {
    const { lines, total, reduction } = members(value, 'budget', ['lines', 'total', 'reduction']);
    return {
        lines: listOf(lines, 'budget.lines').map((one, index) => {
            const where = `budget.lines[${String(index)}]`;
            const line = members(one, where, ['name', 'amount', 'change', 'source']);
            return {
                name: textOf(line['name'], `${where}.name`),
                cents: amountOf(line['amount'], `${where}.amount`),
                ...(line['change'] !== undefined && { changeCents: amountOf(line['change'], `${where}.change`) }),
                source: textOf(line['source'], `${where}.source`),
            };
        }),
        ...(total !== undefined && { total: figureOf(total, 'budget.total', false) }),
        ...(reduction !== undefined && { reduction: figureOf(reduction, 'budget.reduction', false) }),
    };
}

function priceOf(value: unknown, index: number): Price {
    const where = `prices[${String(index)}]`;
    const price = members(value, where, ['tier', 'from', 'unitPrice', 'confidence', 'source']);
    return {
        tier: oneOf(price['tier'], `${where}.tier`, TIERS) as TierName,
        from: countOf(price['from'] ?? 1, `${where}.from`),
        cents: amountOf(price['unitPrice'], `${where}.unitPrice`),
        confidence: oneOf(price['confidence'], `${where}.confidence`, CONFIDENCES) as Confidence,
        source: textOf(price['source'], `${where}.source`),
    };
}

function figureOf(value: unknown, where: string, isCount: boolean): Figure {
    const figure = members(value, where, ['value', 'source']);
    const read = isCount ? countOf : amountOf;
    return { value: read(figure['value'], `${where}.value`), source: textOf(figure['source'], `${where}.source`) };
}

function members(value: unknown, where: string, known: readonly string[]): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new ScenarioFault(`${where} is geen object`);
    const unknown = Object.keys(value).find((key) => !known.includes(key));
    if (unknown !== undefined)
        throw new ScenarioFault(`${where} kent "${unknown}" niet; mogelijk: ${known.join(', ')}`);
    return value as Record<string, unknown>;
}

function listOf(value: unknown, where: string): unknown[] {
    if (!Array.isArray(value)) throw new ScenarioFault(`${where} is geen lijst`);
    return value;
}

function textOf(value: unknown, where: string): string {
    if (typeof value !== 'string' || value.trim() === '')
        throw new ScenarioFault(`${where} ontbreekt of is geen tekst`);
    return value;
}

function oneOf(value: unknown, where: string, known: readonly string[]): string {
    if (typeof value !== 'string' || !known.includes(value))
        throw new ScenarioFault(`${where} is niet een van ${known.join(', ')}`);
    return value;
}

function countOf(value: unknown, where: string): number {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > MOST_LICENCES)
        throw new ScenarioFault(`${where} is geen aantal licenties`);
    return value;
}

function amountOf(value: unknown, where: string): number {
    if (typeof value !== 'string' || !AMOUNT.test(value))
        throw new ScenarioFault(`${where} is geen bedrag: schrijf euro als tekst met twee decimalen, zoals "1200.00"`);
    return centsFrom(value);
}
