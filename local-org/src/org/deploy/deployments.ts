/** Deploys as jobs: taken in at once, run one after the other, kept with their result in the data file. */
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import { takeIds } from '../../store/sequences.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { deployPackage } from './deploy.ts';
import { TEST_LEVELS, type DeployOptions, type DeployOutcome } from './options.ts';
import { mayDeploy } from '../metadata/permission.ts';

/** A deploy as its job has it. Times are milliseconds since 1970. */
export interface Deployment {
    readonly id: string;
    readonly status: DeployStatus;
    readonly options: DeployOptions;
    readonly createdBy: string;
    readonly createdAt: number;
    readonly startedAt?: number;
    readonly completedAt?: number;
    readonly canceledBy?: string;
    readonly outcome?: DeployOutcome;
}

export type DeployStatus = 'Pending' | 'InProgress' | 'Succeeded' | 'SucceededPartial' | 'Failed' | 'Canceled';

interface Row extends Record<string, string | number | null> {
    readonly id: string;
    readonly status: string;
    readonly options: string;
    readonly outcome: string | null;
    readonly created_by: string;
    readonly created_at: number;
    readonly started_at: number | null;
    readonly completed_at: number | null;
    readonly canceled_by: string | null;
}

const TABLE = `CREATE TABLE IF NOT EXISTS "_deployment" (
    id TEXT PRIMARY KEY, status TEXT NOT NULL, options TEXT NOT NULL, zip BLOB, outcome TEXT,
    created_by TEXT NOT NULL, created_at INTEGER NOT NULL, started_at INTEGER, completed_at INTEGER, canceled_by TEXT)`;
const COLUMNS = 'id, status, options, outcome, created_by, created_at, started_at, completed_at, canceled_by';

const KEY_PREFIX = '0Af';

/**
 * A deploy waits for those who read rows one by one, as a large export does between other requests; but not for ever, as
 * a reader may have gone without a word. In milliseconds.
 */
const RETRY_DELAY = 100;
const LONGEST_WAIT = 60_000;

/** A validation may be deployed as it is for ten days (Metadata API developer guide, "deployRecentValidation()"). */
const VALIDATION_AGE = 10 * 24 * 60 * 60 * 1000;

/** Why a deploy that was under way when the process ended is not known to have succeeded: it had not. */
const INTERRUPTED: DeployOutcome = {
    status: 'Failed',
    messages: [],
    errorMessage: 'UNKNOWN_EXCEPTION: the org was shut down before the deployment was done; nothing has changed',
};

export class Deployments {
    readonly #org: Org;
    #isClosed = false;
    /** The job that waits for readers, and since when. */
    #waiting?: { readonly id: string; readonly since: number };
    /** Is told of faults of this program. */
    log: (error: unknown) => void = () => undefined;

    constructor(org: Org) {
        this.#org = org;
        org.store.exec(TABLE);
        const { store } = org;
        // what had succeeded was noted together with the change
        const values = [JSON.stringify(INTERRUPTED), org.now()];
        const set = `SET status = 'Failed', outcome = ?, completed_at = ?, zip = NULL`;
        store.run(`UPDATE "_deployment" ${set} WHERE status = 'InProgress'`, values);
        if (store.get(`SELECT 1 FROM "_deployment" WHERE status = 'Pending'`)) this.#schedule();
    }

    /**
     * Takes a package in. @param zip in the Metadata API's format
     * @returns the id of the job
     * @throws OrgError INSUFFICIENT_ACCESS, INVALID_OPERATION
     */
    start(session: Session, zip: Uint8Array, options: DeployOptions): string {
        mayDeploy(session);
        const { testLevel, runTests } = options;
        if (!TEST_LEVELS.includes(testLevel))
            throw new OrgError(
                'INVALID_OPERATION',
                `'${testLevel as string}' is not a valid value for the enum 'TestLevel'`,
            );
        if (runTests.length > 0 && testLevel !== 'RunSpecifiedTests')
            throw new OrgError('INVALID_OPERATION', 'runTests can be used only with a testLevel of RunSpecifiedTests');
        if (runTests.length === 0 && testLevel === 'RunSpecifiedTests')
            throw new OrgError(
                'INVALID_OPERATION',
                'A testLevel of RunSpecifiedTests requires that runTests names tests',
            );
        return this.#take(session, zip, options);
    }

    /**
     * Deploys what was validated lately, without its tests.
     * @throws OrgError INVALID_ID_FIELD when there is no such validation, it failed, is too old, or ran no tests
     */
    startValidated(session: Session, validationId: string): string {
        mayDeploy(session);
        const { id, status, options, completedAt = 0 } = this.find(session, validationId);
        const problem =
            !options.checkOnly || status !== 'Succeeded' || options.testLevel === 'NoTestRun'
                ? 'only a validation that succeeded, with tests, can be deployed'
                : this.#org.now() - completedAt > VALIDATION_AGE
                  ? 'the validation is more than ten days old'
                  : undefined;
        const row = this.#org.store.get('SELECT zip FROM "_deployment" WHERE id = ?', [id]);
        const zip = row?.['zip'];
        if (problem !== undefined || !(zip instanceof Uint8Array))
            throw new OrgError(
                'INVALID_ID_FIELD',
                `Validated deployment ${id} cannot be deployed: ${problem ?? 'it is gone'}`,
            );
        const quick = { ...options, checkOnly: false, testLevel: 'NoTestRun', runTests: [] } as const;
        return this.#take(session, zip, quick);
    }

    /**
     * A job. @param id with 15 or 18 characters
     * @throws OrgError INVALID_ID_FIELD when there is none, INSUFFICIENT_ACCESS
     */
    find(session: Session, id: string): Deployment {
        mayDeploy(session);
        const sql = `SELECT ${COLUMNS} FROM "_deployment" WHERE id = ?`;
        const row = this.#org.store.get<Row>(sql, [toId18(id) ?? '']);
        if (!row)
            throw new OrgError('INVALID_ID_FIELD', `Deployment ID not found: ${id.slice(0, 18)}`, { httpStatus: 404 });
        return fromRow(row);
    }

    /**
     * Cancels a job that is not done yet. A deploy is never stopped in the middle: what runs is run to its end.
     * @throws OrgError INVALID_ID_FIELD when it is done
     */
    cancel(session: Session, id: string): Deployment {
        const found = this.find(session, id);
        if (found.status !== 'Pending')
            throw new OrgError('INVALID_ID_FIELD', `The deployment ${found.id} is already in state ${found.status}`);
        const set = `SET status = 'Canceled', canceled_by = ?, completed_at = ?, zip = NULL`;
        this.#org.store.run(`UPDATE "_deployment" ${set} WHERE id = ?`, [session.userId, this.#org.now(), found.id]);
        return this.find(session, id);
    }

    /** No job begins any more. */
    close(): void {
        this.#isClosed = true;
    }

    #take(session: Session, zip: Uint8Array, options: DeployOptions): string {
        const { store } = this.#org;
        const id = store.transaction(() => {
            const [made = ''] = takeIds(store, KEY_PREFIX, 1);
            const sql = `INSERT INTO "_deployment" (id, status, options, zip, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?)`;
            store.run(sql, [made, 'Pending', JSON.stringify(options), zip, session.userId, this.#org.now()]);
            return made;
        });
        this.#schedule();
        return id;
    }

    #schedule(): void {
        setImmediate(() => {
            if (this.#isClosed) return;
            const sql = `SELECT id, zip, ${COLUMNS} FROM "_deployment" WHERE status = 'Pending' ORDER BY created_at, id LIMIT 1`;
            const row = this.#org.store.get<Row & { zip: Uint8Array }>(sql);
            if (!row || this.#waits(row.id)) return;
            this.#run(fromRow(row), row.zip);
            this.#schedule();
        });
    }

    /** Whether a job has to wait for somebody who reads; then it is tried again. */
    #waits(id: string): boolean {
        const since = this.#waiting?.id === id ? this.#waiting.since : performance.now();
        this.#waiting = { id, since };
        if (!this.#org.store.isBeingRead || performance.now() - since > LONGEST_WAIT) return false;
        setTimeout(() => {
            this.#schedule();
        }, RETRY_DELAY).unref();
        return true;
    }

    #run({ id, options, createdBy }: Deployment, zip: Uint8Array): void {
        const { store } = this.#org;
        const now = this.#org.now();
        store.run(`UPDATE "_deployment" SET status = 'InProgress', started_at = ? WHERE id = ?`, [now, id]);
        const note = (outcome: DeployOutcome): void => {
            // what may be deployed once more without being sent again
            const keeps = options.checkOnly && outcome.status === 'Succeeded';
            const set = `SET status = ?, outcome = ?, completed_at = ?${keeps ? '' : ', zip = NULL'}`;
            store.run(`UPDATE "_deployment" ${set} WHERE id = ?`, [
                outcome.status,
                JSON.stringify(outcome),
                this.#org.now(),
                id,
            ]);
        };
        try {
            note(deployPackage(this.#org, zip, options, { userId: createdBy, now, note }));
        } catch (error) {
            this.log(error);
            const errorMessage = 'UNKNOWN_EXCEPTION: An unexpected error occurred';
            note({ status: 'Failed', messages: [], errorMessage });
        }
    }
}

function fromRow(row: Row): Deployment {
    return {
        id: row.id,
        status: row.status as DeployStatus,
        options: JSON.parse(row.options) as DeployOptions,
        createdBy: row.created_by,
        createdAt: row.created_at,
        ...(row.started_at === null ? {} : { startedAt: row.started_at }),
        ...(row.completed_at === null ? {} : { completedAt: row.completed_at }),
        ...(row.canceled_by === null ? {} : { canceledBy: row.canceled_by }),
        ...(row.outcome === null ? {} : { outcome: JSON.parse(row.outcome) as DeployOutcome }),
    };
}
