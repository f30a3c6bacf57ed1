import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import * as prettier from 'prettier';
import { parseXml, type XmlElement } from 'local-org/metadata-check';

const FILE = fileURLToPath(new URL('../../force-app/main/app/Example__c.field-meta.xml', import.meta.url));

async function format(source: string): Promise<string> {
    return await prettier.format(source, { ...(await prettier.resolveConfig(FILE)), filepath: FILE });
}

/** Each element's own text, under its path; of an element with others in it, the indentation is no text. */
function texts(element: XmlElement, path = ''): [string, string][] {
    const here = `${path}/${element.name}`;
    if (element.children.length === 0) return [[here, element.text]];
    return element.children.flatMap((child) => texts(child, here));
}

function field(content: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
${content}
</CustomField>
`;
}

const VALUES = {
    'a description of 900 characters': `<description>${'Aantal bedden dat vrij is. '.repeat(34).slice(0, 900)}</description>`,
    'a label with double and outer spaces': '<label> Vrije  plaatsen </label>',
    'a formula of several lines with entities': `<formula>IF(
    AND(Start__c &lt;= TODAY(), NOT(ISBLANK(End__c))),
  &quot;ja&quot; &amp; &apos;&apos;,
\tNULL
)
</formula>`,
    'CDATA of several lines': '<formula><![CDATA[\n  A < B &&\n    C > D  \n]]></formula>',
    'entities only': '<value>&lt;&gt; &amp;</value>',
    'white space only': '<value>  </value>',
    'text with a comment in it': '<value>a  b<!-- c -->  d</value>',
    'an attribute before a long text': `<value xsi:type="xsd:string">${'lang '.repeat(60)}</value>`,
    'a name that is also a language': '<html>a  {b}</html>',
    'no text': '<value></value>',
};

for (const [name, content] of Object.entries(VALUES)) {
    test(`formatting keeps ${name}`, async () => {
        const source = field(content);
        const formatted = await format(source);
        assert.deepEqual(texts(parseXml(formatted)), texts(parseXml(source)));
        assert.equal(await format(formatted), formatted, 'formatting twice changes nothing more');
    });
}

test('formatting sets indentation, empty elements and the end of the file', async () => {
    const source = field(
        '<fullName>A__c</fullName><valueSet>\n  <restricted>true</restricted></valueSet>\n\n\n<value></value>',
    );
    assert.equal(
        await format(source.trimEnd()),
        field(
            '    <fullName>A__c</fullName>\n    <valueSet>\n        <restricted>true</restricted>\n    </valueSet>\n\n    <value/>',
        ),
    );
});
