/** The page on which a person chooses as which of the org's users to go on. */

/** A user to choose from. */
export interface UserChoice {
    readonly Name: string;
    readonly Username: string;
    readonly profile: string | null;
}

/**
 * The page.
 * @param parameters of the request, to be sent along with the choice
 */
export function chooseUserPage(users: readonly UserChoice[], parameters: Readonly<Record<string, string>>): string {
    const hidden = Object.entries(parameters).map(
        ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    );
    const choices = users.map(
        ({ Name, Username, profile }) => `<li><button name="username" value="${escapeHtml(Username)}">
            <strong>${escapeHtml(Name)}</strong><span>${escapeHtml(Username)}</span><span>${escapeHtml(profile ?? '')}</span></button></li>`,
    );
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Log in | local-org</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem; color: #1b1b1b; background: #f3f3f3; }
ul { list-style: none; padding: 0; }
button { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 1rem; width: 100%; padding: .75rem 1rem; margin: .25rem 0; text-align: left;
  font: inherit; background: #fff; border: 1px solid #767676; border-radius: .5rem; cursor: pointer; }
button:hover, button:focus-visible { outline: 3px solid #0b5cab; }
</style>
</head>
<body>
<main>
<h1>Log in to local-org</h1>
<p>Choose the user as whom you want to go on.</p>
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
