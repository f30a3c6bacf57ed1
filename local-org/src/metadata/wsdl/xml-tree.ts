/** An XML document as a tree in which each element knows its line. */
import { SaxesParser, type SaxesAttributeNS } from 'saxes';

export type XmlAttribute = { uri: string; name: string; value: string };

export type XmlElement = {
    /** Name without prefix. */
    name: string;
    /** Namespace that the element stands in; '' for none. */
    uri: string;
    line: number;
    attributes: XmlAttribute[];
    children: XmlElement[];
    /** The element's own text, CDATA included and entities resolved. */
    text: string;
};

/** The document is not well-formed. */
export class MalformedXmlError extends Error {
    readonly line: number;

    constructor(message: string, line: number) {
        super(message);
        this.line = line;
    }
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/**
 * Parses a document.
 * @param source the document's text
 * @returns its root element
 * @throws MalformedXmlError at the first place where the document is not well-formed
 */
export function parseXml(source: string): XmlElement {
    const parser = new SaxesParser({ xmlns: true });
    const open: XmlElement[] = [];
    let root: XmlElement | undefined;
    let line = 1;
    const addText = (text: string): void => {
        const element = open.at(-1);
        if (element) element.text += text;
    };
    parser.on('error', (error) => {
        // saxes puts `line:column: ` before the message; the line goes into a field of its own
        throw new MalformedXmlError(error.message.replace(/^(\d+:\d+: )+/, ''), parser.line);
    });
    parser.on('opentagstart', () => {
        // the character after the name has been read: a line end there has brought the parser to the next line
        line = parser.column === 0 ? parser.line - 1 : parser.line;
    });
    parser.on('opentag', (tag) => {
        const attributes = Object.values(tag.attributes).filter(isData).map(toAttribute);
        const element = { name: tag.local, uri: tag.uri, line, attributes, children: [], text: '' };
        const parent = open.at(-1);
        if (parent) parent.children.push(element);
        else root = element;
        open.push(element);
    });
    parser.on('text', addText);
    parser.on('cdata', addText);
    parser.on('closetag', () => {
        open.pop();
    });
    parser.write(source).close();
    if (!root) throw new MalformedXmlError('document must contain a root element.', parser.line);
    return root;
}

function isData(attribute: SaxesAttributeNS): boolean {
    return attribute.uri !== XMLNS;
}

function toAttribute(attribute: SaxesAttributeNS): XmlAttribute {
    return { uri: attribute.uri, name: attribute.local, value: attribute.value };
}
