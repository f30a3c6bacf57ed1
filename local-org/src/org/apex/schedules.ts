/**
 * Schedules: rows of CronTrigger and CronJobDetail, with the object that each runs.
 * Source: Apex developer guide, "Apex scheduler"; Object reference, "CronTrigger", "CronJobDetail".
 */
import { exception } from '../../apex/run/exceptions.ts';
import { readCron } from '../../apex/library/cron.ts';
import type { Firing, Schedule } from '../../apex/run/host.ts';
import { takeIds } from '../../store/sequences.ts';
import type { Store } from '../../store/store.ts';
import type { Org } from '../org.ts';

export const TRIGGER_PREFIX = '08e';
const DETAIL_PREFIX = '08a';
/** JobType of scheduled Apex. */
const SCHEDULED_APEX = '7';
/** Schedules at one time (Apex developer guide, "Apex scheduler"). */
const MAX_SCHEDULES = 100;

/** The objects that are to run, and the jobs that stand for them. */
export const SCHEDULES = `CREATE TABLE IF NOT EXISTS "_schedule" (
    trigger_id TEXT PRIMARY KEY, job_id TEXT NOT NULL, job TEXT NOT NULL, scope INTEGER) WITHOUT ROWID`;

/**
 * Keeps a job for the times of its expression.
 * @returns the id of its CronTrigger
 * @throws Thrown AsyncException when the name is taken, there are too many, or none of the times will come
 */
export function keepSchedule(
    org: Org,
    userId: string,
    jobId: string,
    { name, expression, job, scope }: Schedule,
): string {
    const { store } = org;
    checkName(store, name);
    const now = Math.floor(org.now() / 1000) * 1000;
    const zone = zoneOf(store, userId);
    const next = readCron(expression).next(org.now(), zone);
    if (next === undefined)
        throw exception('AsyncException', 'Based on configured schedule, the given trigger will never fire.');
    const [detailId = ''] = takeIds(store, DETAIL_PREFIX, 1);
    const [triggerId = ''] = takeIds(store, TRIGGER_PREFIX, 1);
    store.run('INSERT INTO "CronJobDetail" (Id, Name, JobType) VALUES (?, ?, ?)', [detailId, name, SCHEDULED_APEX]);
    store.run(
        `INSERT INTO "CronTrigger" (Id, CronJobDetailId, CronExpression, State, NextFireTime, StartTime, TimesTriggered,
            TimeZoneSidKey, OwnerId, CreatedDate, CreatedById) VALUES (?, ?, ?, 'WAITING', ?, ?, 0, ?, ?, ?, ?)`,
        [triggerId, detailId, expression, next, now, zone, userId, now, userId],
    );
    const sql = 'INSERT INTO "_schedule" (trigger_id, job_id, job, scope) VALUES (?, ?, ?, ?)';
    store.run(sql, [triggerId, jobId, job, scope ?? null]);
    return triggerId;
}

function checkName(store: Store, name: string): void {
    const waiting = `FROM "CronTrigger" t JOIN "CronJobDetail" d ON d.Id = t.CronJobDetailId WHERE t.State = 'WAITING'`;
    if (store.get(`SELECT 1 ${waiting} AND d.Name = ?`, [name]))
        throw exception('AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
    const count = Number(store.get(`SELECT count(*) AS n ${waiting}`)?.['n']);
    if (count >= MAX_SCHEDULES)
        throw exception(
            'AsyncException',
            `You have exceeded the maximum number (${String(MAX_SCHEDULES)}) of Apex scheduled jobs.`,
        );
}

function zoneOf(store: Store, userId: string): string {
    return (
        store.get<{ zone: string }>('SELECT TimeZoneSidKey AS zone FROM "User" WHERE Id = ?', [userId])?.zone ?? 'GMT'
    );
}

/** Notes that a schedule fires, and when it will next. @returns undefined when it does not wait any more */
export function fireSchedule({ store, now }: Org, triggerId: string): Firing | undefined {
    const row = store.get<{ expression: string; zone: string; job_id: string; job: string; scope: number | null }>(
        `SELECT t.CronExpression AS expression, t.TimeZoneSidKey AS zone, s.job_id, s.job, s.scope
         FROM "CronTrigger" t JOIN "_schedule" s ON s.trigger_id = t.Id WHERE t.Id = ? AND t.State = 'WAITING'`,
        [triggerId],
    );
    if (!row) return undefined;
    // times that went by while nothing ran are made up for once
    const next = readCron(row.expression).next(now(), row.zone);
    store.run(
        `UPDATE "CronTrigger" SET State = ?, PreviousFireTime = ?, NextFireTime = ?, TimesTriggered = TimesTriggered + 1
         WHERE Id = ?`,
        [next === undefined ? 'COMPLETE' : 'WAITING', Math.floor(now() / 1000) * 1000, next ?? null, triggerId],
    );
    return { jobId: row.job_id, job: row.job, scope: row.scope ?? undefined };
}

/**
 * Takes a schedule away.
 * @returns the id of the job that stands for it
 * @throws Thrown AsyncException when there is none
 */
export function abortSchedule({ store }: Org, triggerId: string): string | undefined {
    const sql =
        'SELECT t.CronJobDetailId AS detail, s.job_id AS job FROM "CronTrigger" t JOIN "_schedule" s ON s.trigger_id = t.Id WHERE t.Id = ?';
    const row = store.get<{ detail: string; job: string }>(sql, [triggerId]);
    if (!row) throw exception('AsyncException', `Job does not exist or is already aborted or completed: ${triggerId}`);
    store.run('DELETE FROM "CronTrigger" WHERE Id = ?', [triggerId]);
    store.run('DELETE FROM "CronJobDetail" WHERE Id = ?', [row.detail]);
    store.run('DELETE FROM "_schedule" WHERE trigger_id = ?', [triggerId]);
    return row.job;
}

/** A schedule that waits. */
export interface Waiting {
    readonly triggerId: string;
    readonly userId: string;
    readonly next: number;
}

/** The schedules that wait, the next one first. */
export function waitingSchedules({ store }: Org): Waiting[] {
    const sql = `SELECT Id AS triggerId, OwnerId AS userId, NextFireTime AS next FROM "CronTrigger"
        WHERE State = 'WAITING' AND Id IN (SELECT trigger_id FROM "_schedule") ORDER BY NextFireTime, Id`;
    return store.all<{ triggerId: string; userId: string; next: number }>(sql);
}
