/** Brings the users of an org in step with a file: who they are, their role, and what they work for. */
import type { OrgClient } from '../../salesforce/org-client.ts';
import { explained, JobError, OrgError } from '../../salesforce/org-error.ts';
import { userId } from '../../salesforce/user-id.ts';
import { WriteRefused } from '../../salesforce/write-together.ts';
import { Municipalities } from '../../municipalities/municipalities.ts';
import { Roles } from '../roles.ts';
import { comparePlan, type SyncPlan, type UserChange } from './compare.ts';
import { readLicences, refuseTooFew, type LicenceUse } from './licences.ts';
import { readOrgState, type OrgState } from './org-users.ts';
import { Places } from './places.ts';
import { differencesOf, planRows, type PlanRow } from './plan-text.ts';
import { readUserRows, wantedUsers } from './user-file.ts';
import { writeUsers } from './write-users.ts';

/** A file that would deactivate more than this part of the users is likely to be half a file. */
const MOST_LEAVERS = 1 / 3;
/** So few leavers are no sign of a mistake, however small the org. */
const FEW_LEAVERS = 2;

/** How a file is to be taken. */
export interface SyncOptions {
    /** only find out what would happen */
    readonly dryRun: boolean;
    /** however many users it deactivates */
    readonly allowMany: boolean;
    readonly now: Date;
    /**
     * Is shown what will happen, before it does.
     * @returns whether to go on
     */
    readonly confirm: (preview: SyncPreview) => Promise<boolean>;
    readonly onProgress?: (done: number, all: number) => void;
}

/** What will happen, for people. */
export interface SyncPreview {
    readonly plan: SyncPlan;
    readonly rows: readonly PlanRow[];
    readonly licences: readonly LicenceUse[];
    readonly direct: OrgState['direct'];
}

/** What happened, or would. */
export interface SyncResult {
    readonly written: boolean;
    readonly created: number;
    readonly updated: number;
    readonly reactivated: number;
    readonly deactivated: number;
    readonly unchanged: number;
    readonly users: readonly {
        readonly username: string;
        readonly kind: UserChange['kind'];
        readonly line?: number;
        readonly differences: readonly string[];
    }[];
    readonly leftAlone: SyncPlan['leftAlone'];
    readonly directAssignments: OrgState['direct'];
    readonly licences: readonly LicenceUse[];
}

/**
 * Checks the whole file first; with one mistake in it, nothing is written.
 * @param file path of a CSV file of users
 * @throws JobError, OrgError
 */
export async function syncUsers(client: OrgClient, file: string, options: SyncOptions): Promise<SyncResult> {
    const { rows, issues } = await readUserRows(file);
    const me = await userId(client);
    const roles = await Roles.read(client);
    const municipalities = await Municipalities.read(client);
    const state = await readOrgState(
        client,
        roles,
        rows.map(({ username }) => username),
    );
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(options.now);
    const places = new Places(municipalities, today, new Set(state.groups.keys()));
    const wanted = wantedUsers(
        rows,
        { roles, places, untouchable: (username) => untouchable(username, state, roles) },
        issues,
    );
    issues.refuseAny();
    const plan = comparePlan(wanted, state, roles, me);
    refuseHalfAFile(plan, options.allowMany);
    const licences = plan.changes.length === 0 ? [] : await readLicences(client, plan);
    refuseTooFew(licences);
    const preview = { plan, rows: planRows(plan, roles), licences, direct: state.direct };
    const goesOn = await options.confirm(preview);
    const isWritten = goesOn && !options.dryRun && plan.changes.length > 0;
    if (isWritten) await write(client, plan, state, options.onProgress);
    return resultOf(preview, roles, isWritten);
}

/** Administrators keep their profile, whatever a file says: it would lock the org's own people out. */
function untouchable(username: string, { users }: OrgState, roles: Roles): string | undefined {
    const user = users.get(username);
    const profile = user && roles.profiles.get(user.profileId);
    return profile?.isAdministrator ? `is beheerder van de org (profiel ${profile.name})` : undefined;
}

function refuseHalfAFile({ changes, active }: SyncPlan, allowMany: boolean): void {
    const leavers = changes.filter(({ kind, values }) => kind === 'deactivate' && values['IsActive'] === false);
    if (allowMany || leavers.length <= FEW_LEAVERS || leavers.length <= active * MOST_LEAVERS) return;
    throw new JobError(
        'TooManyLeavers',
        `Dit bestand zou ${leavers.length} van ${active} actieve gebruikers deactiveren; er is niets geschreven.`,
        {
            actions: [
                'Kijk na of het bestand volledig is: wie er niet in staat, wordt gedeactiveerd.',
                'Geef --allow-many als het juist is.',
            ],
            data: { usernames: leavers.map(({ username }) => username) },
        },
    );
}

async function write(
    client: OrgClient,
    plan: SyncPlan,
    { groups }: OrgState,
    onProgress: SyncOptions['onProgress'],
): Promise<void> {
    let done = 0;
    try {
        await writeUsers(client, plan, groups, (now, all) => {
            done = now;
            onProgress?.(now, all);
        });
    } catch (error) {
        const kept =
            done === 0
                ? 'Er is niets geschreven.'
                : 'Wat daarvoor geschreven is, blijft: niemand heeft meer dan het bestand hem geeft.';
        if (error instanceof WriteRefused) throw refused(error, plan, kept);
        if (!(error instanceof OrgError) || done === 0) throw error;
        const { name, message, actions } = explained(error);
        throw new JobError(name, `${message} ${kept}`, {
            actions: [...actions, 'Geef de opdracht opnieuw: ze doet wat nog ontbreekt.'],
        });
    }
}

function refused({ refusals }: WriteRefused, { changes }: SyncPlan, kept: string): JobError {
    const users = refusals.map(({ index, code, message }) => {
        const change = changes[index];
        const place = change?.line === undefined ? '' : ` (regel ${change.line})`;
        return `${change?.username ?? ''}${place}: ${REASONS[code] ?? message}`;
    });
    return new JobError('UserRefused', `De org weigert ${[...new Set(users)].slice(0, 5).join('; ')}. ${kept}`, {
        actions: ['Verbeter het bestand of de org en geef de opdracht opnieuw: ze doet wat nog ontbreekt.'],
        data: { users },
    });
}

/** What the org says of users most often, in Dutch. */
const REASONS: Readonly<Record<string, string>> = {
    DUPLICATE_USERNAME: 'deze gebruikersnaam is al in gebruik, misschien in een andere org; kies een andere',
    LICENSE_LIMIT_EXCEEDED: 'er is geen licentie meer vrij',
    INSUFFICIENT_ACCESS_OR_READONLY: 'u mag geen gebruikers beheren',
};

function resultOf({ plan, licences, direct }: SyncPreview, roles: Roles, written: boolean): SyncResult {
    const count = (kind: UserChange['kind']): number => plan.changes.filter((one) => one.kind === kind).length;
    return {
        written,
        created: count('create'),
        updated: count('update'),
        reactivated: count('reactivate'),
        deactivated: count('deactivate'),
        unchanged: plan.unchanged,
        users: plan.changes.map((change) => ({
            username: change.username,
            kind: change.kind,
            ...(change.line === undefined ? {} : { line: change.line }),
            differences: differencesOf(change, roles),
        })),
        leftAlone: plan.leftAlone,
        directAssignments: direct,
        licences,
    };
}
