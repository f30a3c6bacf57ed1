/** The page on which a person chooses as which of the org's users to go on. */
import { escapeHtml, htmlPage, type PageLanguage } from '../http/pages.ts';

/** A user to choose from. */
interface UserChoice {
    readonly Name: string;
    readonly Username: string;
    readonly profile: string | null;
}

const TEXTS: Readonly<Record<PageLanguage, readonly [title: string, invitation: string]>> = {
    en: ['Log in to local-org', 'Choose the user as whom you want to go on.'],
    nl: ['Aanmelden bij local-org', 'Kies de gebruiker als wie u verder wilt gaan.'],
};

/**
 * The page.
 * @param parameters of the request, to be sent along with the choice
 */
export function chooseUserPage(
    users: readonly UserChoice[],
    parameters: Readonly<Record<string, string>>,
    language: PageLanguage,
): string {
    const [title, invitation] = TEXTS[language];
    const hidden = Object.entries(parameters).map(
        ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    );
    const choices = users.map(
        ({ Name, Username, profile }) => `<li><button name="username" value="${escapeHtml(Username)}">
            <strong>${escapeHtml(Name)}</strong> <span>${escapeHtml(Username)}</span> <span>${escapeHtml(profile ?? '')}</span></button></li>`,
    );
    return htmlPage(
        language,
        title,
        `<p id="invitation">${invitation}</p>
<form method="post" action="/services/oauth2/authorize" aria-labelledby="invitation">${hidden.join('')}<ul>${choices.join('')}</ul></form>`,
    );
}
