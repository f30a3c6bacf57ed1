/** Reads a component's definition as strictly as an org: well-formed, of the right type, and by that type's rules. */
import { checkElement, MalformedXmlError, METADATA, metadataModel, parseXml } from '../wsdl/index.ts';
import type { Fault, XmlElement as CheckedElement } from '../wsdl/index.ts';
import { XmlElement } from '../xml.ts';

/** What is wrong, and where. */
export interface Place {
    readonly problem: string;
    readonly line: number;
    readonly column: number;
}

/** The definition, as far as it can be read, and what is wrong with it. */
export interface Definition {
    /** Absent when the file is not well-formed, or of another type. */
    readonly xml?: XmlElement;
    readonly faults: readonly Place[];
}

/** Elements deeper than this are no metadata, and would exhaust the stack of whoever walks through them. */
const MAX_DEPTH = 100;

/**
 * @param typeName that the root must bear, such as `CustomObject`
 * @param source the file's text
 */
export function parseDefinition(typeName: string, source: string): Definition {
    const text = source.replace(/^\ufeff/, '');
    const at = ({ line, message }: Fault): Place => ({ problem: inWords(message), line, column: columnOf(text, line) });
    try {
        const root = parseXml(text);
        const fault = faultOfRoot(root, typeName);
        if (fault !== undefined) return { faults: [at({ line: root.line, message: fault })] };
        if (isTooDeep(root)) return { faults: [at({ line: root.line, message: 'Elements are nested too deep' })] };
        const faults = checkElement(root, root.name, metadataModel());
        return { xml: elementOf(root), faults: faults.sort((a, b) => a.line - b.line).map(at) };
    } catch (error) {
        if (!(error instanceof MalformedXmlError)) throw error;
        return { faults: [at({ line: error.line, message: `Error parsing file: ${error.message}` })] };
    }
}

function faultOfRoot({ uri, name }: CheckedElement, typeName: string): string | undefined {
    // the root of a settings file bears the name of the settings: Account.settings holds AccountSettings
    const fits = typeName === 'Settings' ? name.endsWith('Settings') : name === typeName;
    if (fits && uri === METADATA) return undefined;
    return `Error parsing file: Element {${uri}}${name} invalid at this location, ${typeName} expected`;
}

/** The words of an org: it says which file it cannot parse, and names the missing field alone. */
function inWords(message: string): string {
    if (message.startsWith('Required field is missing: ')) return message.replace(/ \(.*\)$/s, '');
    if (/^Element .* (invalid|duplicated) at this location/.test(message)) return `Error parsing file: ${message}`;
    return message;
}

function columnOf(text: string, line: number): number {
    const content = text.split('\n', line)[line - 1] ?? '';
    return Math.max(content.indexOf('<'), 0) + 1;
}

function isTooDeep(root: CheckedElement): boolean {
    let level = [root];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth > MAX_DEPTH) return true;
        level = level.flatMap(({ children }) => children);
    }
    return false;
}

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

function elementOf({ name, children, text, attributes, line }: CheckedElement): XmlElement {
    const own = attributes.map((one) => [one.uri === XSI ? `xsi:${one.name}` : one.name, one.value] as const);
    // white space between elements is layout, not text
    const content = children.length > 0 ? '' : text;
    return new XmlElement(name, children.map(elementOf), content, Object.fromEntries(own), line);
}
