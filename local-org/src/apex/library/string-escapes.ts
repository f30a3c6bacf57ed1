/** What a text looks like in CSV, JavaScript, Java, XML. Source: Apex reference guide, "String class", escape and unescape. */

const CONTROLS: Readonly<Record<string, string>> = { '\b': 'b', '\n': 'n', '\t': 't', '\f': 'f', '\r': 'r' };

/** `\u00EA` */
function unicodeEscape(unit: string): string {
    return `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Characters beyond ASCII by their numbers. */
export function escapeUnicode(text: string): string {
    // eslint-disable-next-line no-control-regex -- ASCII as a whole, control characters included
    return text.replace(/[^\u0000-\u007f]/g, unicodeEscape);
}

function escapeWith(text: string, marks: RegExp): string {
    return text
        .replace(marks, '\\$&')
        .replace(/[^ -\x7f]/g, (unit) => (unit in CONTROLS ? `\\${CONTROLS[unit] ?? ''}` : unicodeEscape(unit)));
}

/** As in a literal of Java. */
export function escapeJava(text: string): string {
    return escapeWith(text, /["\\]/g);
}

/** As in a literal of JavaScript; slashes are escaped too, so that no `</script>` ends it. */
export function escapeEcmaScript(text: string): string {
    return escapeWith(text, /["'\\/]/g);
}

const LETTERS: Readonly<Record<string, string>> = { b: '\b', n: '\n', t: '\t', f: '\f', r: '\r' };

/** Undoes {@link escapeJava} and {@link escapeEcmaScript}. */
export function unescapeJava(text: string): string {
    return text.replace(
        /\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|([^]))/g,
        (_, hex?: string, octal?: string, mark?: string) => {
            if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
            if (octal !== undefined) return String.fromCharCode(parseInt(octal, 8));
            return LETTERS[mark ?? ''] ?? mark ?? '';
        },
    );
}

/** Undoes {@link escapeUnicode}. */
export function unescapeUnicode(text: string): string {
    return text.replace(/\\u+\+?([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** In quotes, when a comma, a quote or the end of a line is in it. */
export function escapeCsv(text: string): string {
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function unescapeCsv(text: string): string {
    const [, inside] = /^"([^]*)"$/.exec(text) ?? [];
    return inside !== undefined && /[",\r\n]/.test(inside) ? inside.replaceAll('""', '"') : text;
}

/** Quotes of a literal in a query. */
export function escapeSingleQuotes(text: string): string {
    return text.replace(/[\\']/g, '\\$&');
}

const XML: Readonly<Record<string, string>> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": 'apos' };

export function escapeXml(text: string): string {
    return text.replace(/[&<>"']/g, (mark) => `&${XML[mark] ?? ''};`);
}

const XML_NAMES = new Map(Object.entries(XML).map(([mark, name]) => [name, mark]));

export function unescapeXml(text: string): string {
    return unescapeEntities(text, (name) => XML_NAMES.get(name));
}

/** Replaces `&name;`, `&#38;` and `&#x26;`; names that are not known stay. */
export function unescapeEntities(text: string, characterOf: (name: string) => string | undefined): string {
    return text.replace(
        /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(\w+));/g,
        (whole, decimal?: string, hex?: string, name?: string) => {
            const code =
                decimal !== undefined ? parseInt(decimal, 10) : hex !== undefined ? parseInt(hex, 16) : undefined;
            if (code !== undefined) return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
            return characterOf(name ?? '') ?? whole;
        },
    );
}
