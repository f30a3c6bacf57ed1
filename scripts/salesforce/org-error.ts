/** What an org refuses, and what a command says of it. */

/** An answer of the org that is no success. */
export class OrgError extends Error {
    readonly status: number;
    readonly code: string;
    readonly fields: readonly string[];

    /**
     * @param status HTTP status; 0 when the org did not answer at all
     * @param code the org's error code, such as `INVALID_TYPE`
     */
    constructor(status: number, code: string, message: string, fields: readonly string[] = []) {
        super(message);
        this.name = 'OrgError';
        this.status = status;
        this.code = code;
        this.fields = fields;
    }
}

/** A mistake or refusal in words for who gave the command, with what to do about it. */
export class JobError extends Error {
    readonly actions: string[];
    readonly exitCode: number;
    readonly data: unknown;

    /** @param data for `--json`: what the sentence counts, one by one */
    constructor(
        name: string,
        message: string,
        { actions = [], data, exitCode = 1 }: { actions?: string[]; data?: unknown; exitCode?: number } = {},
    ) {
        super(message);
        this.name = name;
        this.actions = actions;
        this.data = data;
        this.exitCode = exitCode;
    }
}

const WRONG_ORG = 'Kijk na of --target-org naar de juiste org wijst, en of de Huisvestingstool daar geïnstalleerd is.';
const NO_RIGHT = 'Vraag de beheerder om de machtigingenset die bij uw rol hoort.';

/**
 * What the org said, in one sentence of Dutch with what to do.
 * Messages of validation rules are Dutch already and are passed on.
 */
export function explained(error: OrgError): JobError {
    const { code, message, status } = error;
    switch (code) {
        case 'UNREACHABLE':
            return new JobError('OrgUnreachable', `De org antwoordt niet: ${message}.`, {
                actions: ['Kijk na of de org bereikbaar is en probeer opnieuw: de opdracht mag herhaald worden.'],
            });
        case 'INVALID_SESSION_ID':
        case 'INVALID_AUTH_HEADER':
            return new JobError('SessionExpired', 'De aanmelding bij de org is verlopen.', {
                actions: ['Meld opnieuw aan met: sf org login web --alias <alias>'],
            });
        case 'API_DISABLED_FOR_ORG':
        case 'API_CURRENTLY_DISABLED':
            return new JobError('NoApiAccess', 'U mag deze org niet met programma’s gebruiken.', {
                actions: [NO_RIGHT],
            });
        case 'INVALID_TYPE':
        case 'INVALID_FIELD':
        case 'INVALIDENTITY':
            return new JobError(
                'WrongOrgOrNoAccess',
                `Deze org kent niet alles wat nodig is, of u mag het niet zien: ${firstLine(message)}`,
                {
                    actions: [WRONG_ORG, NO_RIGHT],
                },
            );
        case 'INSUFFICIENT_ACCESS':
        case 'INSUFFICIENT_ACCESS_OR_READONLY':
        case 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY':
        case 'INVALID_FIELD_FOR_INSERT_UPDATE':
            return new JobError('NoPermission', 'U hebt niet de rechten om dit te schrijven.', { actions: [NO_RIGHT] });
        case 'FIELD_CUSTOM_VALIDATION_EXCEPTION':
            return new JobError('RefusedByRule', message);
        case 'REQUEST_LIMIT_EXCEEDED':
            return new JobError('ApiLimit', 'De org aanvaardt vandaag geen verdere aanroepen.', {
                actions: ['Herhaal de opdracht later: wat al geschreven is, wordt niet opnieuw geschreven.'],
            });
        default:
            return new JobError(code, `De org weigert de aanvraag (${code}, HTTP ${status}): ${firstLine(message)}`);
    }
}

/** An org quotes the query above its reason; the reason is enough. */
function firstLine(message: string): string {
    const lines = message
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    return lines.find((line) => /sObject type|No such column|not supported/i.test(line)) ?? lines[0] ?? message;
}
