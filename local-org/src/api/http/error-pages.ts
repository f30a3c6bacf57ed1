/** What a person reads in the browser when something is refused; programs are told by errors.ts. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Org } from '../../org/org.ts';
import { toAnswer } from './errors.ts';
import { escapeHtml, htmlPage, pageLanguage, sendPage, type PageLanguage } from './pages.ts';

type Texts = Readonly<Record<401 | 403 | 404 | 'refused' | 'fault', readonly [title: string, advice: string]>>;

const TEXTS: Readonly<Record<PageLanguage, Texts>> = {
    en: {
        401: ['You are not logged in', 'This link has expired, or it was opened before. Ask for a new one.'],
        403: ['You may not do this', 'Go back and choose something else.'],
        404: ['This page does not exist', 'Check the address.'],
        refused: ['This request cannot be carried out', 'Go back to the program that you came from.'],
        fault: ['Something went wrong', 'Try again. When it stays so, tell who keeps this org running.'],
    },
    nl: {
        401: ['U bent niet aangemeld', 'Deze link is verlopen of werd al geopend. Vraag een nieuwe.'],
        403: ['Dit mag u niet doen', 'Ga terug en kies iets anders.'],
        404: ['Deze pagina bestaat niet', 'Kijk het adres na.'],
        refused: ['Dit verzoek kan niet uitgevoerd worden', 'Ga terug naar het programma waar u vandaan komt.'],
        fault: ['Er ging iets mis', 'Probeer het opnieuw. Blijft het zo, meld het dan aan wie deze org beheert.'],
    },
};

/** Addresses that programs use, whatever they say that they accept. */
const FOR_PROGRAMS = /^\/(?:services\/(?!oauth2\/authorize\b)|cometd\b|id\/)/;

/** Whether a person waits for the answer: a browser that opens a page. */
export function wantsPage({ headers, url }: FastifyRequest): boolean {
    return /\btext\/html\b/i.test(headers.accept ?? '') && !FOR_PROGRAMS.test(url);
}

/**
 * Sends what went wrong as a page, with the status that belongs to it.
 * @param error as for programs: what faults of this program say is not told
 */
export function sendErrorPage(reply: FastifyReply, org: Org, error: unknown): FastifyReply {
    const { status, body } = toAnswer(error);
    const language = pageLanguage(org);
    const texts = TEXTS[language];
    const kind = status === 401 || status === 403 || status === 404 ? status : status < 500 ? 'refused' : 'fault';
    const [title, advice] = texts[kind];
    const [{ message, errorCode } = { message: '', errorCode: '' }] = body;
    // the org's own words are for whoever is asked for help, and in no other language than English
    const detail = `<p lang="en"><small>${escapeHtml(`${errorCode}: ${message}`)}</small></p>`;
    return sendPage(reply, status, htmlPage(language, title, `<p>${advice}</p>\n${detail}`));
}
