/** A small application for tests of rules: three roles, a few municipalities, users by name. */
import { Municipalities } from '../../municipalities/municipalities.ts';
import { Roles, type Profile, type Role } from '../roles.ts';
import type { Held, OrgState, OrgUser } from './org-users.ts';
import { Places } from './places.ts';
import type { WantedUser } from './user-file.ts';

const profile = (name: string, licence: string, isAdministrator = false): Profile => ({
    id: `id of ${name}`,
    name,
    licence,
    isAdministrator,
});

export const RESTRICTED = profile('HVT Restricted', 'Salesforce Platform');
export const FULL = profile('HVT Full', 'Salesforce');
export const INTEGRATION = profile('HVT Integration', 'Salesforce Integration');
export const ADMINISTRATOR = profile('System Administrator', 'Salesforce', true);
export const STRANGER = profile('Verkoop', 'Salesforce');

const role = (name: string, label: string, worksFor: Role['worksFor'], own: Profile, tier?: string): Role => ({
    name,
    label,
    worksFor,
    tier,
    groupId: `group of ${name}`,
    profiles: [own],
});

export const OFFICER = role('Municipal_Officer', 'Gemeentelijk medewerker', 'Municipality', RESTRICTED, 'Restricted');
export const GOVERNOR = role('Governor', 'Gouverneur', 'Province', RESTRICTED, 'Restricted');
export const COORDINATOR = role('Subsidy_Coordinator', 'Subsidiecoördinator', 'Flanders', FULL, 'Full');
const LOADER = role('Integration', 'Integratie', 'Flanders', INTEGRATION);

export const ROLES = new Roles(
    [OFFICER, GOVERNOR, COORDINATOR, LOADER],
    [RESTRICTED, FULL, INTEGRATION, ADMINISTRATOR, STRANGER],
);

const municipality = (
    nis: string,
    name: string,
    to?: string,
    successor?: string,
    province = 'Limburg',
): ConstructorParameters<typeof Municipalities>[0][number] => ({
    id: nis,
    name,
    nis,
    province,
    from: undefined,
    to,
    successor,
});

/** Bilzen became part of another on 1 January 2025; the group of As was never made. */
export const PLACES = new Places(
    new Municipalities([
        municipality('71016', 'Genk'),
        municipality('71022', 'Hasselt'),
        municipality('73110', 'Bilzen-Hoeselt'),
        municipality('73006', 'Bilzen', '2024-12-31', '73110'),
        municipality('71002', 'As'),
        municipality('46021', 'Sint-Niklaas', undefined, undefined, 'Oost_Vlaanderen'),
    ]),
    '2026-01-15',
    new Set([
        'Municipality_71016',
        'Municipality_71022',
        'Municipality_73110',
        'Province_Limburg',
        'Province_Oost_Vlaanderen',
        'Region',
        'Flanders',
    ]),
);

/** An officer of Genk, as a file wants him. */
export function wanted(values: Partial<WantedUser> = {}): WantedUser {
    return {
        line: 2,
        username: 'an@genk.be',
        firstName: 'An',
        lastName: 'Peeters',
        email: 'an@genk.be',
        language: undefined,
        role: OFFICER,
        groups: ['Municipality_71016'],
        ...values,
    };
}

/** The same user, as the org has him when nothing needs to change. */
export function existing(values: Partial<OrgUser> = {}): OrgUser {
    return {
        id: `id of ${values.username ?? 'an@genk.be'}`,
        username: 'an@genk.be',
        firstName: 'An',
        lastName: 'Peeters',
        email: 'an@genk.be',
        language: 'nl_NL',
        isActive: true,
        profileId: RESTRICTED.id,
        memberships: [held('Municipality_71016')],
        assignments: [held('Municipal_Officer')],
        ...values,
    };
}

export function held(name: string): Held {
    return { id: `held ${name}`, name };
}

export function orgWith(...users: readonly OrgUser[]): OrgState {
    return { users: new Map(users.map((user) => [user.username, user])), groups: new Map(), direct: [] };
}
