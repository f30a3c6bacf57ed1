/** What a plan does, in Dutch, for people who must agree with it. */
import type { Roles } from '../roles.ts';
import type { LeftAlone, SyncPlan, UserChange } from './compare.ts';

/** A line of the table that is shown before anything is written. */
export type PlanRow = Record<'Gebruiker' | 'Naam' | 'Wat' | 'Verschil', string>;

const KINDS: Record<UserChange['kind'], string> = {
    create: 'nieuw',
    update: 'gewijzigd',
    reactivate: 'terug actief',
    deactivate: 'gedeactiveerd',
};
const FIELDS: Readonly<Record<string, string>> = {
    FirstName: 'voornaam',
    LastName: 'familienaam',
    Email: 'e-mail',
    ProfileId: 'profiel',
    LanguageLocaleKey: 'taal',
};
/** Why somebody who is not in the file keeps what he has. */
export const LEFT_ALONE: Record<LeftAlone['reason'], string> = {
    self: 'u geeft deze opdracht',
    administrator: 'beheerder van de org',
    integration: 'integratiegebruiker',
};

/** One row for each user who changes. @param nameOfGroup what people call a public group */
export function planRows({ changes }: SyncPlan, roles: Roles): PlanRow[] {
    return changes.map((change) => ({
        Gebruiker: change.username,
        Naam: change.name,
        Wat: change.kind === 'deactivate' && Object.keys(change.values).length === 0 ? 'opgeruimd' : KINDS[change.kind],
        Verschil: differencesOf(change, roles).join('; '),
    }));
}

/** What changes for a user, each in some words. */
export function differencesOf(change: UserChange, roles: Roles): string[] {
    const labelOf = (role: string): string => roles.find(role)?.label ?? role;
    const show = (field: string, value: unknown): string => {
        const given = typeof value === 'string' ? value : '';
        const text = field === 'ProfileId' ? (roles.profiles.get(given)?.name ?? '') : given;
        return text === '' ? '(leeg)' : text;
    };
    const values = Object.keys(change.values).filter(
        (field) => field in FIELDS && (change.kind !== 'create' || field === 'ProfileId'),
    );
    return [
        ...change.loses.map(({ name }) => `- rol ${labelOf(name)}`),
        ...(change.gets ? [`+ rol ${change.gets.label}`] : []),
        ...change.leaves.map(({ name }) => `- groep ${name}`),
        ...change.joins.map((name) => `+ groep ${name}`),
        ...values.map((field) => {
            const then = show(field, change.values[field]);
            const label = FIELDS[field] ?? field;
            return change.kind === 'create'
                ? `${label} ${then}`
                : `${label} ${show(field, change.before[field])} → ${then}`;
        }),
    ];
}
