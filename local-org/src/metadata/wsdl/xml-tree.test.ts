import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MalformedXmlError, parseXml } from './xml-tree.ts';

test('knows the name, the namespace and the line of each element', () => {
    const root = parseXml('<?xml version="1.0"?>\n<a xmlns="urn:x">\n  <b\n    c="1"/>\n  <d xmlns="urn:y"/>\n</a>');
    assert.deepEqual([root.name, root.uri, root.line], ['a', 'urn:x', 2]);
    assert.deepEqual(
        root.children.map(({ name, uri, line }) => [name, uri, line]),
        [
            ['b', 'urn:x', 3],
            ['d', 'urn:y', 5],
        ],
    );
});

test('gives text with entities resolved and CDATA as it is', () => {
    assert.equal(parseXml('<a>1 &lt; <![CDATA[2 & ]]>&#51;<!-- no --></a>').text, '1 < 2 & 3');
});

test('gives attributes with their namespace, and no declarations of namespaces', () => {
    assert.deepEqual(parseXml('<a xmlns:x="urn:x" x:type="t" b="1"/>').attributes, [
        { uri: 'urn:x', name: 'type', value: 't' },
        { uri: '', name: 'b', value: '1' },
    ]);
});

for (const [name, source, line] of [
    ['a tag that is closed by another', '<a>\n<b>\n</c>\n</a>', 3],
    ['a document that ends too early', '<a>\n<b/>\n', 3],
    ['a bare ampersand', '<a>\nb & c</a>', 2],
    ['an unknown entity', '<a>\n&nbsp;</a>', 2],
    ['a prefix without a namespace', '<a\n x:b="1"/>', 2],
    ['an empty document', '', 1],
] as const) {
    test(`refuses ${name}`, () => {
        assert.throws(
            () => parseXml(source),
            (error) => error instanceof MalformedXmlError && error.line === line && error.message !== '',
        );
    });
}
