import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvLine } from './csv-output.ts';

test('any text survives a line of CSV', () => {
    // a line of nothing but one empty cell is an empty line, which a reader skips; no file has one column
    const cells = fc.array(fc.string({ unit: fc.constantFrom('a', 'ë', '"', ',', '\n', '\r', ' ', ';') }), {
        minLength: 2,
    });
    fc.assert(
        fc.property(cells, (line) => {
            assert.deepEqual(parse(csvLine(line)), [line]);
        }),
    );
});

test('cells are written as a bulk load reads them', () => {
    assert.equal(csvLine([true, undefined, 12.5, 'Sint-Niklaas', 'a, "b"']), 'true,,12.5,Sint-Niklaas,"a, ""b"""\n');
});
