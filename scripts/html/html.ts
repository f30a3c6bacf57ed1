/** HTML from templates in which every value is escaped, so that a name of a user stays a name. */

/** Text that is HTML already. */
export class Html {
    readonly text: string;

    constructor(text: string) {
        this.text = text;
    }
}

type Value = string | number | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};

/** A template: texts among it are escaped, in elements as in quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
    return new Html(parts.reduce((all, part, index) => all + textOf(values[index - 1] ?? '') + part));
}

function textOf(value: Value): string {
    if (value instanceof Html) return value.text;
    if (typeof value === 'object') return value.map(({ text }) => text).join('\n');
    return String(value).replaceAll(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
