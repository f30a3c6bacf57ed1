/** The scenario of April 2025 to March 2026 gives the figures of the note to the Flemish Government, to the cent. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { euros } from '../subsidy/engine/money.ts';
import { compare, sumOf, totalsOf } from './comparison.ts';
import { readScenario } from './scenario.ts';

const SEED = fileURLToPath(new URL('../seed/licences/2025-2026.json', import.meta.url));

const inEuros = (cents: number | undefined): string | undefined => (cents === undefined ? undefined : euros(cents));

describe('the note to the Flemish Government', async () => {
    const { previous, next, budget, prices } = await readScenario(SEED);
    const comparison = compare(totalsOf(previous), totalsOf(next));

    test('licences go from 410 to 217 (27 full and 190 restricted): 193 fewer', () => {
        assert.equal(comparison.previous.licences, 410);
        assert.equal(comparison.next.licences, 217);
        assert.deepEqual([comparison.next.full, comparison.next.restricted], [27, 190]);
        assert.equal(comparison.licencesDifference, -193);
    });

    test('they cost less than was estimated, and far less than they came to', () => {
        assert.equal(inEuros(comparison.previous.estimatedCents), '353700.00');
        assert.equal(inEuros(comparison.previous.costCents), '439418.15');
        assert.equal(inEuros(comparison.next.costCents), '244436.13');
        assert.equal(inEuros(comparison.againstEstimateCents), '-109263.87');
        assert.equal(inEuros(comparison.againstActualCents), '-194982.02');
    });

    test('unit prices are unknown; averages are only averages', () => {
        assert.deepEqual(prices, []);
        assert.equal(inEuros(comparison.previous.averageCents), '1071.75');
        assert.equal(inEuros(comparison.next.averageCents), '1126.43');
    });

    test('the budget adds up to what is stated, and to what was asked before the inspection', () => {
        assert.ok(budget);
        const sum = sumOf(budget);
        assert.deepEqual(
            sum.lines.map(({ cents, changeCents }) => [inEuros(cents), inEuros(changeCents)]),
            [
                ['652606.26', '-379093.74'],
                ['102042.53', undefined],
                ['0.00', '-131100.00'],
            ],
        );
        assert.deepEqual(
            sum.lines.map(({ previousCents }) => inEuros(previousCents)),
            ['1031700.00', undefined, '131100.00'],
        );
        assert.equal(inEuros(sum.totalCents), '754648.79');
        assert.equal(sum.totalCents, sum.statedCents);
        assert.equal(inEuros(sum.askedCents), '817101.04');
        assert.equal(inEuros(sum.reductionCents), '-62452.25');
    });

    test('every figure has its source', () => {
        const contracts = [previous, next].flatMap((one) => Object.values<{ source: string }>({ ...one }));
        const figures = [...contracts, ...(budget?.lines ?? [])];
        for (const { source } of figures) assert.match(source, /^Nota VR, deel /);
    });
});

describe('a scenario file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
    after(() => {
        rmSync(folder, { recursive: true });
    });

    async function refusal(content: unknown): Promise<string> {
        const path = join(folder, 'scenario.json');
        writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
        return readScenario(path).then(
            () => 'no refusal',
            (error: unknown) => (error as Error).message,
        );
    }

    test('is refused with what is wrong where', async () => {
        const figure = (value: unknown): unknown => ({ period: '2025-2026', next: { cost: { value, source: 'x' } } });
        assert.match(await refusal('{'), /scenario\.json: is geen leesbaar JSON-bestand/);
        assert.match(await refusal([]), /is geen object/);
        assert.match(await refusal({ period: '2025-2027' }), /geen contractperiode/);
        assert.match(await refusal({ period: '2025-2026', budgt: {} }), /kent "budgt" niet/);
        assert.match(await refusal(figure(1200.5)), /next\.cost\.value is geen bedrag/);
        assert.match(await refusal(figure('1.200,00')), /next\.cost\.value is geen bedrag/);
        assert.match(
            await refusal({ period: '2025-2026', next: { full: { value: 27 } } }),
            /next\.full\.source ontbreekt/,
        );
        const price = { tier: 'Restricted', from: 1, unitPrice: '900.00', confidence: 'Unknown', source: 'x' };
        assert.match(await refusal({ period: '2025-2026', prices: [price] }), /confidence is niet een van Quoted/);
    });
});
