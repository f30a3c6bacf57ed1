/** Metadata files as trees of elements. */
import { SaxesParser } from 'saxes';

/** An element: its children in their order, or its text. */
export class XmlElement {
    readonly name: string;
    readonly children: readonly XmlElement[];
    readonly text: string;
    readonly attributes: Readonly<Record<string, string>>;
    /** Of its opening tag in the document; 0 when it was made by the program. */
    readonly line: number;

    constructor(
        name: string,
        children: readonly XmlElement[],
        text = '',
        attributes: Readonly<Record<string, string>> = {},
        line = 0,
    ) {
        this.name = name;
        this.children = children;
        this.text = text;
        this.attributes = attributes;
        this.line = line;
    }

    /** The same element with other children. */
    with(children: readonly XmlElement[]): XmlElement {
        return new XmlElement(this.name, children, children.length > 0 ? '' : this.text, this.attributes, this.line);
    }

    /** The same content under another name. */
    named(name: string): XmlElement {
        return new XmlElement(name, this.children, this.text, this.attributes, this.line);
    }

    /** The first child with a name. */
    child(name: string): XmlElement | undefined {
        return this.children.find((child) => child.name === name);
    }

    /** All children with a name, in their order. */
    all(name: string): XmlElement[] {
        return this.children.filter((child) => child.name === name);
    }

    /** The text of the first child with a name; undefined when there is none. */
    value(name: string): string | undefined {
        return this.child(name)?.text;
    }

    /** The texts of all children with a name. */
    values(name: string): string[] {
        return this.all(name).map((child) => child.text);
    }

    /** Whether the first child with a name says `true`. */
    flag(name: string): boolean {
        return this.value(name) === 'true';
    }

    /** The first child's text as a number. */
    number(name: string): number | undefined {
        const text = this.value(name);
        return text === undefined || text === '' ? undefined : Number(text);
    }
}

/** An element that is not closed yet. */
interface OpenElement {
    readonly name: string;
    readonly attributes: Record<string, string>;
    readonly children: XmlElement[];
    readonly line: number;
    text: string;
}

/**
 * Reads a document.
 * @throws Error with line and reason when it is not well-formed
 */
export function parseXml(source: string): XmlElement {
    const parser = new SaxesParser({ position: true });
    const open: OpenElement[] = [{ name: '', attributes: {}, children: [], text: '', line: 0 }];
    const addText = (text: string): void => {
        const element = open.at(-1);
        if (element) element.text += text;
    };
    parser.on('error', (error) => {
        throw new Error(`line ${parser.line}: ${error.message.replace(/^\d+:\d+: /, '')}`);
    });
    let line = 1;
    parser.on('opentagstart', () => {
        // the character after the name has been read: a line end there has brought the parser to the next line
        line = parser.column === 0 ? parser.line - 1 : parser.line;
    });
    parser.on('opentag', ({ name, attributes }) => {
        const texts = Object.entries(attributes).map(([key, value]): [string, string] => [key, String(value)]);
        open.push({ name, attributes: Object.fromEntries(texts), children: [], text: '', line });
    });
    parser.on('text', addText);
    parser.on('cdata', addText);
    parser.on('closetag', () => {
        const closed = open.pop();
        if (!closed) return;
        // white space between elements is layout, not text
        const text = closed.children.length > 0 ? '' : closed.text;
        open.at(-1)?.children.push(new XmlElement(closed.name, closed.children, text, closed.attributes, closed.line));
    });
    parser.write(source).close();
    const root = open[0]?.children[0];
    if (!root) throw new Error('no root element');
    return root;
}
