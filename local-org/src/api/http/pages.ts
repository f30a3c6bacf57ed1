/** Pages that people read, as opposed to answers to programs: whole, without script, in the org's language. */
import type { FastifyReply } from 'fastify';
import type { Org } from '../../org/org.ts';

/** Languages of the pages; English where the org has another one. */
export type PageLanguage = 'en' | 'nl';

/** The language in which an org's pages are written. */
export function pageLanguage({ store }: Org): PageLanguage {
    const sql = 'SELECT LanguageLocaleKey AS language FROM "Organization"';
    const language = store.get<{ language: string | null }>(sql)?.language ?? '';
    return language.startsWith('nl') ? 'nl' : 'en';
}

/**
 * A page.
 * @param content HTML of what is on it, below its title
 */
export function htmlPage(language: PageLanguage, title: string, content: string): string {
    return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 52rem; padding: 0 1rem; color: #1b1b1b; background: #f3f3f3; }
ul { list-style: none; padding: 0; }
button { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 5fr) minmax(0, 3fr); gap: 1rem; align-items: baseline; width: 100%; padding: .75rem 1rem; margin: .25rem 0; text-align: left;
  font: inherit; overflow-wrap: anywhere; background: #fff; border: 1px solid #767676; border-radius: .5rem; cursor: pointer; }
@media (max-width: 36rem) { button { grid-template-columns: 1fr; gap: 0; } }
button:hover, button:focus-visible { outline: 3px solid #0b5cab; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${content}
</main>
</body>
</html>`;
}

/** Sends a page: no script runs in it, and it is in no frame, where a click might be meant for something else. */
export function sendPage(reply: FastifyReply, status: number, page: string): FastifyReply {
    reply.header('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'`);
    reply.header('x-frame-options', 'DENY').header('cache-control', 'no-store');
    return reply.code(status).type('text/html; charset=utf-8').send(page);
}

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
    return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;');
}
