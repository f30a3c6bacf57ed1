/** The page on which a person chooses as which of the org's users to go on. */

/** A user to choose from. */
export interface UserChoice {
    readonly Name: string;
    readonly Username: string;
    readonly profile: string | null;
}

/** What the page says, by the org's language; English where it has no other. */
const TEXTS: Readonly<Record<string, readonly [title: string, invitation: string]>> = {
    en: ['Log in to local-org', 'Choose the user as whom you want to go on.'],
    nl: ['Aanmelden bij local-org', 'Kies de gebruiker als wie u verder wilt gaan.'],
};

/**
 * The page.
 * @param language of the org, such as `nl_NL`
 * @param parameters of the request, to be sent along with the choice
 */
export function chooseUserPage(
    users: readonly UserChoice[],
    parameters: Readonly<Record<string, string>>,
    language: string,
): string {
    const spoken = language.slice(0, 2) in TEXTS ? language.slice(0, 2) : 'en';
    const [title, invitation] = TEXTS[spoken] ?? ['', ''];
    const hidden = Object.entries(parameters).map(
        ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    );
    const choices = users.map(
        ({ Name, Username, profile }) => `<li><button name="username" value="${escapeHtml(Username)}">
            <strong>${escapeHtml(Name)}</strong><span>${escapeHtml(Username)}</span><span>${escapeHtml(profile ?? '')}</span></button></li>`,
    );
    return `<!doctype html>
<html lang="${spoken}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
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
<h1>${title}</h1>
<p>${invitation}</p>
<form method="post" action="/services/oauth2/authorize">${hidden.join('')}<ul>${choices.join('')}</ul></form>
</main>
</body>
</html>`;
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
