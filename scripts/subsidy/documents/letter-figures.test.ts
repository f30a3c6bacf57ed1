/** What a letter tells in figures adds up, and every row with a tariff is a product. */
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { exampleLines, exampleLocations, QUARTER } from '../../testing/example-lines.ts';
import { asStored, statementOrder } from '../../testing/stored-lines.ts';
import { day } from '../engine/day.ts';
import { differences } from '../engine/differences.ts';
import { total } from '../engine/testing/register.ts';
import type { Line } from '../engine/lines.ts';
import type { StoredLine } from '../stored/line.ts';
import { locationRows, summaryOf } from './letter-figures.ts';

const GENK = '71016';

describe('the figures of a letter', () => {
    let lines: Line[];
    let genk: StoredLine[];

    before(async () => {
        lines = await exampleLines();
        genk = statementOrder(lines.map(asStored), GENK);
    });

    test('rows add up to their location, locations to the statement', () => {
        const locations = [...locationRows(genk, GENK)];
        for (const { rows, cents } of locations)
            assert.equal(
                rows.reduce((sum, row) => sum + row.cents, 0),
                cents,
            );
        const all = locations.reduce((sum, { cents }) => sum + cents, 0);
        assert.equal(all, total(lines.filter(({ payee }) => payee === GENK)));
        assert.equal(all, summaryOf(genk).cents);
    });

    test('beds of one tariff are one row, and the reduction of allocated days is a row of its own', () => {
        const hotel = [...locationRows(genk, GENK)].find(({ location }) => location?.name === 'LG1');
        assert.deepEqual(
            hotel?.rows.map(({ what, beds, quantity, unitCents }) => ({ what, beds, quantity, unitCents })),
            [
                // 12 beds x 92 days, less 9 out of use and the day of departure, which waits for a choice
                { what: 'Dagbedrag hotel of B&B', beds: 12, quantity: '1094', unitCents: 3500 },
                { what: 'Vermindering op toegewezen dagen', beds: 2, quantity: '72', unitCents: -590 },
            ],
        );
    });

    test('every row with a tariff is quantity times tariff', () => {
        for (const { rows } of locationRows(genk, GENK))
            for (const { quantity, unitCents, cents } of rows)
                if (unitCents !== undefined) assert.equal(Number(quantity) * unitCents, cents);
    });

    test('findings come by reason, then by location, with no name of a field in them', () => {
        const { missing, excluded } = summaryOf(genk);
        const large = missing.find(({ reason }) => reason.includes('vanaf wanneer een locatie groot is'));
        assert.deepEqual(
            large?.rows.map(({ location, beds, days }) => ({ name: location?.name, beds, days })),
            [{ name: 'LG2', beds: 10, days: 920 }],
        );
        assert.deepEqual(
            excluded.map(({ reason }) => reason),
            [
                'De locatie was op de momentopname niet gevalideerd.',
                'De slaapplek was niet lang genoeg na elkaar beschikbaar.',
            ],
        );
        for (const { reason } of [...missing, ...excluded]) assert.doesNotMatch(reason, /_|undefined/);
    });

    test('differences tell what was granted before and what is now', async () => {
        const period = { firstDay: day(QUARTER.firstDay), lastDay: day(QUARTER.lastDay), scenario: false };
        const now = await exampleLines(exampleLocations(10));
        const changed = statementOrder(differences(lines, now, period).map(asStored), GENK);
        const [hotel] = locationRows(changed, GENK);
        assert.deepEqual(
            hotel?.rows.map(({ what, beds, earlierCents, newCents, cents }) => ({
                what,
                beds,
                earlierCents,
                newCents,
                cents,
            })),
            // two beds less of 92 days at 35 euro
            [{ what: 'Categorie 2, per dag', beds: 2, earlierCents: 644_000, newCents: 0, cents: -644_000 }],
        );
    });

    test('a period of before a fusion says of which municipality it was', () => {
        const before = genk.map((line) => ({ ...line, nisAtTime: '71034' }));
        for (const { rows } of locationRows(before, GENK))
            for (const { what } of rows) assert.match(what, /\(vroeger bestuur 71034\)$/);
    });
});
