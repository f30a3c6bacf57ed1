/** A page in one file, for a browser or a printer: no scripts, nothing from elsewhere. Readable by screen readers. */
import { html, Html } from './html.ts';

const STYLE = `
:root { color-scheme: light dark; --text: #1b1b1b; --soft: #505050; --line: #8a8a8a; --back: #fff; --shade: #f2f2f2; --one: #0b4f9e; --two: #a33b00; --three: #1e6b2e; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f0f0; --soft: #c4c4c4; --line: #8f8f8f; --back: #16181c; --shade: #24272d; --one: #8ec2ff; --two: #ffb38a; --three: #8fdc9f; } }
body { margin: 0 auto; max-width: 62rem; padding: 1.5rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2.2rem; }
.soft { color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .8rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--shade); }
.number { text-align: right; white-space: nowrap; }
figure { margin: 1rem 0; } figcaption { color: var(--soft); }
svg { max-width: 100%; height: auto; } svg text { fill: var(--text); font: 13px system-ui, sans-serif; }
.axis { stroke: var(--line); fill: none; } .grid { stroke: var(--line); stroke-opacity: .35; }
.one { stroke: var(--one); fill: var(--one); } .two { stroke: var(--two); fill: var(--two); } .three { stroke: var(--three); fill: var(--three); }
.curve { fill: none; stroke-width: 2.5; } .edge { stroke: var(--soft); stroke-dasharray: 3 4; } .open { fill: var(--back); stroke-width: 2.5; }
@media print { body { max-width: none; } .wide { overflow: visible; } tr { break-inside: avoid; } }
`;

/** @param body what stands in the page, its heading included */
export function page(title: string, body: readonly Html[]): string {
    const policy = "default-src 'none'; style-src 'unsafe-inline'";
    return html`<!doctype html>
        <html lang="nl">
            <head>
                <meta charset="utf-8" />
                <meta http-equiv="Content-Security-Policy" content="${policy}" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>${title}</title>
                <style>
                    ${new Html(STYLE)}
                </style>
            </head>
            <body>
                <main>${body}</main>
            </body>
        </html> `.text;
}

/**
 * Rows under headers; the first column names its row.
 * @param right headers of the columns with numbers
 * @returns nothing where there are no rows
 */
export function table(caption: string, rows: readonly Record<string, string>[], right: readonly string[]): Html {
    const headers = Object.keys(rows[0] ?? {});
    if (headers.length === 0) return html``;
    const cell = (header: string, text: string, index: number): Html => {
        const kind = right.includes(header) ? 'number' : 'text';
        return index === 0
            ? html`<th scope="row" class="${kind}">${text}</th>`
            : html`<td class="${kind}">${text}</td>`;
    };
    return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">
        <table>
            <caption>
                ${caption}
            </caption>
            <thead>
                <tr>
                    ${headers.map((header) => html`<th scope="col" class="${right.includes(header) ? 'number' : 'text'}">${header}</th>`)}
                </tr>
            </thead>
            <tbody>
                ${rows.map(
                    (row) =>
                        html`<tr>
                            ${headers.map((header, index) => cell(header, row[header] ?? '', index))}
                        </tr>`,
                )}
            </tbody>
        </table>
    </div>`;
}

/** Sentences below each other. */
export function lines(texts: readonly string[]): Html {
    return texts.length === 0
        ? html``
        : html`<ul>
              ${texts.map((text) => html`<li>${text}</li>`)}
          </ul>`;
}
