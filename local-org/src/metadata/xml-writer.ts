/** Elements as text, in the form in which an org writes metadata. */
import type { XmlElement } from './xml.ts';

const METADATA = 'http://soap.sforce.com/2006/04/metadata';
const INDENT = '    ';

/** A document with an element as its root, in the namespace of metadata. */
export function writeDocument(root: XmlElement): string {
    const needsTypes = usesPrefix(root, 'xsi');
    const types = needsTypes
        ? ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
        : '';
    const lines = root.children.map((child) => writeElement(child, INDENT));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${root.name} xmlns="${METADATA}"${types}>\n${lines.join('')}</${root.name}>\n`;
}

/** Elements one after the other without layout, as SOAP carries them. */
export function writeContent(elements: readonly XmlElement[]): string {
    return elements
        .map((element) => {
            const content = element.children.length > 0 ? writeContent(element.children) : escaped(element.text);
            return `<${element.name}${attributes(element)}>${content}</${element.name}>`;
        })
        .join('');
}

function writeElement(element: XmlElement, indent: string): string {
    const open = `${indent}<${element.name}${attributes(element)}`;
    if (element.children.length > 0) {
        const lines = element.children.map((child) => writeElement(child, indent + INDENT));
        return `${open}>\n${lines.join('')}${indent}</${element.name}>\n`;
    }
    return element.text === '' ? `${open}/>\n` : `${open}>${escaped(element.text)}</${element.name}>\n`;
}

function attributes(element: XmlElement): string {
    return Object.entries(element.attributes)
        .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
        .map(([name, value]) => ` ${name}="${escaped(value)}"`)
        .join('');
}

function usesPrefix(element: XmlElement, prefix: string): boolean {
    return (
        Object.keys(element.attributes).some((name) => name.startsWith(`${prefix}:`)) ||
        element.children.some((child) => usesPrefix(child, prefix))
    );
}

/** Text as XML shows it, without the characters that XML does not know at all. */
function escaped(text: string): string {
    return text
        .replace(/[^\t\n\r\u0020-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&apos;')
        .replaceAll('\r', '&#13;');
}
