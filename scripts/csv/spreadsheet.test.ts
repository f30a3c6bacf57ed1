/** A CSV that a Belgian spreadsheet opens as it was meant, and takes nothing in it for a formula. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { spreadsheetCsv, type Cell } from './spreadsheet.ts';

async function written(...rows: Cell[][]): Promise<string> {
    return (await Array.fromAsync(spreadsheetCsv(['a', 'b'], rows))).map(String).join('');
}

describe('a CSV for a spreadsheet', () => {
    test('begins with its mark and has semicolons', async () => {
        assert.equal(await written(['x', 'y']), '\uFEFFa;b\r\nx;y\r\n');
    });

    test('has decimal commas, and whole cents as euros', async () => {
        const csv = await written([{ cents: -5 }, { decimal: '1.5' }], [{ cents: 123_456 }, { cents: undefined }]);
        assert.equal(csv, '\uFEFFa;b\r\n-0,05;1,5\r\n1234,56;\r\n');
    });

    test('marks as text what would be a formula, but no amount', async () => {
        for (const text of ['=1+1', '+32 89', '-1', '@SUM(A1)', '\tx'])
            assert.ok((await written([text, ''])).includes(`'${text}`), text);
        assert.ok(!(await written([{ cents: -100 }, ''])).includes("'"));
    });

    test('puts quotes around delimiters, quotes and line ends', async () => {
        assert.equal(await written(['a;b', 'c"d\ne']), '\uFEFFa;b\r\n"a;b";"c""d\ne"\r\n');
    });
});
