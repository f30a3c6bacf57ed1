/** A plan as a CSV that people may change in a spreadsheet and give to `hvt licences apply`. */
import { spreadsheetCsv } from '../../csv/spreadsheet.ts';
import { writeAtomically } from '../../files/atomic-file.ts';
import { provinceName } from '../count/count-text.ts';
import { TIER_NAMES } from '../tiers.ts';
import type { PlanResult } from './plan-licences.ts';
import { savingOf } from './plan-text.ts';

/** Columns that `apply` reads. */
export const PLAN_COLUMNS = ['gebruiker', 'naar', 'stand'] as const;
/** Columns for people. */
export const PLAN_NOTES = [
    'naam',
    'rol',
    'lokaal_bestuur',
    'provincie',
    'niveau',
    'waarom',
    'beperkt_kan_zonder',
    'besparing',
    'twijfel',
] as const;

const HEADER = [
    'gebruiker',
    'naam',
    'rol',
    'lokaal_bestuur',
    'provincie',
    'niveau',
    'naar',
    'waarom',
    'beperkt_kan_zonder',
    'besparing',
    'twijfel',
    'stand',
] as const satisfies readonly ((typeof PLAN_COLUMNS)[number] | (typeof PLAN_NOTES)[number])[];

/** Names of users: for who wrote it only. */
const OWN = 0o600;

/** Users whose tier changes come first. @throws JobError when the file cannot be written */
export async function writePlanFile(path: string, { users, money }: PlanResult): Promise<void> {
    const moved = users.filter(({ tier, to }) => tier !== to);
    const kept = users.filter(({ tier, to }) => tier === to);
    const rows = [...moved, ...kept].map((user) => [
        user.username,
        user.name,
        user.roles.join(' + '),
        user.municipality ?? '',
        provinceName(user.province ?? undefined) ?? '',
        TIER_NAMES[user.tier],
        TIER_NAMES[user.to],
        user.because.join('; '),
        user.restrictedWithout?.join('; ') ?? '',
        { cents: savingOf(user, money) },
        user.doubts.join('; '),
        user.fingerprint,
    ]);
    await writeAtomically(path, spreadsheetCsv(HEADER, rows), OWN);
}
