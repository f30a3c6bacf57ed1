/** The ways in which a client of the org may try something: what all of them have in common. */
import { OrgError } from '../../../salesforce/org-error.ts';
import type { Values } from '../drafts.ts';
import type { RoleUser } from '../matrix-org.ts';
import type { Action } from '../matrix-table.ts';

/** Somebody tries something with one record. */
export interface Attempt {
    readonly action: Action;
    readonly object: string;
    /** of the record; empty when it is to be made */
    readonly id: string;
    /** to make or to change it */
    readonly values: Values;
}

/** What the org said. */
export interface Outcome {
    readonly isAllowed: boolean;
    /** why not, in the org's words; `UNEXPECTED …` for what is no answer to this question */
    readonly said: string;
}

/** One protocol. Attempts of one user are tried together where the protocol has jobs for that. */
export interface Way {
    readonly name: string;
    readonly actions: readonly Action[];
    readonly attempt: (user: RoleUser, attempts: readonly Attempt[]) => Promise<Outcome[]>;
}

export const ALLOWED: Outcome = { isAllowed: true, said: 'OK' };

/** How an org says that somebody may not, or that there is no such thing for him. Anything else is a fault of the try. */
const REFUSALS = [
    /^INSUFFICIENT_ACCESS/,
    /^CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY entity type cannot be inserted/,
    /^INVALID_TYPE/,
    /^INVALIDENTITY/,
    /^INVALID_CROSS_REFERENCE_KEY/,
    /^NOT_FOUND/,
    /^NO_RECORD/,
    /^FORBIDDEN/,
    /^INVALID_FIELD_FOR_INSERT_UPDATE/,
    /^INVALID_FIELD\b/,
    /^FIELD_CUSTOM_VALIDATION_EXCEPTION.*alleen registreren voor een lokaal bestuur waarvoor je werkt/,
    /^FIELD_CUSTOM_VALIDATION_EXCEPTION.*mag dit niet/,
];

/** @param said code and message of the org */
export function refused(said: string): Outcome {
    return { isAllowed: false, said: REFUSALS.some((one) => one.test(said)) ? said : `UNEXPECTED ${said}` };
}

/** A way of single requests: `ask` throws where the org refuses, and answers what it read. */
export function singly(
    name: string,
    asks: Readonly<Partial<Record<Action, (user: RoleUser, attempt: Attempt) => Promise<boolean | undefined>>>>,
): Way {
    return {
        name,
        actions: Object.keys(asks) as Action[],
        attempt: async (user, attempts) => {
            const outcomes: Outcome[] = [];
            for (const attempt of attempts) outcomes.push(await outcomeOf(asks[attempt.action], user, attempt));
            return outcomes;
        },
    };
}

async function outcomeOf(
    ask: ((user: RoleUser, attempt: Attempt) => Promise<boolean | undefined>) | undefined,
    user: RoleUser,
    attempt: Attempt,
): Promise<Outcome> {
    try {
        return (await ask?.(user, attempt)) === false ? refused('NO_RECORD') : ALLOWED;
    } catch (error) {
        if (error instanceof OrgError) return refused(`${error.code} ${error.message}`);
        throw error;
    }
}
