/** Whatever a value holds, it stays text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { html } from './html.ts';

test('values are escaped, templates among them are not', () => {
    const name = html`<b title="${'"x"'}">${"<i> & 'co'"}</b>`;
    assert.equal(
        html`<p>${name}${[html`<br />`]}${3}</p>`.text,
        '<p><b title="&quot;x&quot;">&lt;i&gt; &amp; &#39;co&#39;</b><br />3</p>',
    );
});

test('no value opens an element or ends an attribute', () => {
    fc.assert(
        fc.property(fc.string({ unit: 'binary' }), (text) => {
            assert.doesNotMatch(html`${text}`.text, /[<>"']/);
        }),
    );
});
