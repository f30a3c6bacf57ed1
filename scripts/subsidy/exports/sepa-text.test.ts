/** Names as every bank of the SEPA takes them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sepaText } from './sepa-text.ts';

test('letters lose their accents, signs become what looks like them', () => {
    assert.equal(sepaText('Café & Co – “Œuvre”, Łódź', 70), "Cafe + Co - 'OEuvre', Lodz");
    assert.equal(sepaText('Київ', 70), '....');
});

test('nothing outside the set remains, and nothing is too long, whatever the text', () => {
    fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
            const plain = sepaText(text, 35);
            assert.match(plain, /^[A-Za-z0-9/\-?:().,'+ ]*$/);
            assert.ok(plain.length <= 35);
        }),
    );
});
