/**
 * Gives the triggers of platform events what was published: in order, in batches, each in a transaction of its own, as
 * the user Automated Process. How far each trigger is, is kept, so that a restart loses nothing.
 * Source: Platform Events developer guide, "Subscribe to platform event notifications with Apex triggers",
 * "Retry event triggers with EventBus.RetryableException", "Set the resume checkpoint".
 */
import type { CompiledTrigger } from '../../apex/compile/index.ts';
import { runEventTrigger, type EventTurn, type PublishedEvent } from '../../apex/data/events.ts';
import { namedType } from '../../apex/library/types.ts';
import { CompileError } from '../../apex/errors.ts';
import { NotSupported, Thrown } from '../../apex/run/exceptions.ts';
import type { Steps, Transaction } from '../../apex/run/transaction.ts';
import { isKindOf } from '../../apex/types/hierarchy.ts';
import { takeIds } from '../../store/sequences.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Org } from '../org.ts';

export const EVENT_SUBSCRIBERS = `CREATE TABLE IF NOT EXISTS "_event_subscriber" (
    name TEXT PRIMARY KEY, replay_id INTEGER NOT NULL, retries INTEGER NOT NULL, last_error TEXT) WITHOUT ROWID`;

/** Events of one batch, and how often a batch is given at most. */
const BATCH = 2000;
const MAX_RETRIES = 9;

interface Subscriber {
    readonly trigger: CompiledTrigger;
    readonly object: ObjectType;
}

interface Place {
    readonly replayId: number;
    readonly retries: number;
    readonly lastError: string | null;
}

export class EventTriggers {
    readonly #org: Org;
    #isDue = false;

    constructor(org: Org) {
        this.#org = org;
        org.store.exec(EVENT_SUBSCRIBERS);
    }

    /**
     * Begins to listen: triggers run once what they are for has been committed. What was kept when the process ended is
     * given now, also to those that had failed too often.
     */
    listen(): void {
        const { store, streams } = this.#org;
        if (store.run('UPDATE "_event_subscriber" SET retries = 0') > 0) this.#soon();
        streams.wait(() => {
            this.#soon();
        });
    }

    #soon(): void {
        if (this.#isDue || !this.#org.apex.hasTriggers) return;
        this.#isDue = true;
        setImmediate(() => {
            this.#isDue = false;
            const { apex } = this.#org;
            try {
                if (!apex.isClosed && this.#subscribers().length > 0) this.#begin();
            } catch (error) {
                apex.log(error);
            }
        });
    }

    #begin(): void {
        const from = this.#org.apex.transaction(this.#automatedProcess());
        from.queued.push(() => this.#deliver(from));
        this.#org.apex.runLater(from);
    }

    /** Events of an object are about to be kept: triggers that are new begin with them. */
    expect(object: ObjectType): void {
        const { store, streams } = this.#org;
        for (const { trigger } of this.#subscribers().filter((one) => one.object === object))
            store.run('INSERT OR IGNORE INTO "_event_subscriber" (name, replay_id, retries) VALUES (?, ?, 0)', [
                trigger.name,
                streams.newest,
            ]);
    }

    /** Gives what a test has published, in the test. */
    deliverInTest(from: Transaction): void {
        if (this.#subscribers().length === 0) return;
        const host = from.host.as?.(this.#automatedProcess()) ?? from.host;
        const own = this.#org.apex.transaction(host.user().id, { isTest: true, log: from.log });
        const steps = this.#deliver(own);
        while (steps.next().done !== true);
    }

    #subscribers(): Subscriber[] {
        const { schema, apex } = this.#org;
        if (!apex.hasTriggers) return [];
        return apex.compiled.triggers.flatMap((trigger) => {
            const object = schema.object(trigger.object);
            return object?.kind === 'platformEvent' && trigger.events.has('afterInsert') ? [{ trigger, object }] : [];
        });
    }

    *#deliver(from: Transaction): Steps<void> {
        for (const subscriber of this.#subscribers()) {
            let isMore = true;
            while (isMore) {
                isMore = yield* this.#deliverBatch(from, subscriber);
                yield;
            }
        }
    }

    /** @returns whether there may be more to give now */
    *#deliverBatch(from: Transaction, { trigger, object }: Subscriber): Steps<boolean> {
        const place = this.#placeOf(trigger.name);
        if (!place || place.retries > MAX_RETRIES) return false;
        const events = this.#org.streams.published(object, place.replayId, BATCH);
        const last = events.at(-1);
        if (!last) return false;
        const turn: EventTurn = { retries: place.retries, lastError: place.lastError, checkpoint: null };
        const fault = yield* this.#run(from, { trigger, object }, events, turn);
        const done = checkpointOf(turn, events);
        if (fault?.isRetry === true) {
            const isFurther = done !== undefined && done > place.replayId;
            const retries = isFurther ? 0 : place.retries + 1;
            this.#keep(trigger.name, { replayId: done ?? place.replayId, retries, lastError: fault.message });
            // in a test the next delivery gives them again
            return !from.isTest;
        }
        // an exception that asks for nothing ends the batch at the checkpoint, or altogether
        this.#keep(trigger.name, { replayId: done ?? last.replayId, retries: 0, lastError: null });
        return true;
    }

    *#run(
        from: Transaction,
        { trigger, object }: Subscriber,
        events: readonly PublishedEvent[],
        turn: EventTurn,
    ): Steps<{ readonly isRetry: boolean; readonly message: string } | undefined> {
        const { apex, store } = this.#org;
        const own = apex.transaction(from.host.user().id, { isTest: from.isTest, log: from.log });
        own.chain = from.chain + 1;
        try {
            store.transaction(() => {
                own.run(() => {
                    runEventTrigger(trigger, object, events, turn);
                });
            });
        } catch (error) {
            this.#org.accessChanged();
            if (error instanceof Thrown) {
                const { type, message } = error.exception;
                return { isRetry: isKindOf(type, namedType('EventBus.RetryableException')), message: message ?? '' };
            }
            if (error instanceof NotSupported || error instanceof CompileError) {
                if (from.isTest) throw error;
                return { isRetry: false, message: error.message };
            }
            throw error;
        }
        yield* own.drain();
        return undefined;
    }

    #placeOf(name: string): Place | undefined {
        return this.#org.store.get<{ replayId: number; retries: number; lastError: string | null }>(
            'SELECT replay_id AS replayId, retries, last_error AS lastError FROM "_event_subscriber" WHERE name = ?',
            [name],
        );
    }

    #keep(name: string, { replayId, retries, lastError }: Place): void {
        const sql = 'UPDATE "_event_subscriber" SET replay_id = ?, retries = ?, last_error = ? WHERE name = ?';
        this.#org.store.run(sql, [replayId, retries, lastError, name]);
    }

    /** The user as whom triggers of events run; nobody logs in as this user. */
    #automatedProcess(): string {
        const { store } = this.#org;
        const known = store.get<{ Id: string }>(`SELECT Id FROM "User" WHERE UserType = 'AutomatedProcess'`)?.Id;
        if (known !== undefined) return known;
        const now = Math.floor(this.#org.now() / 1000) * 1000;
        const [id = ''] = takeIds(store, '005', 1);
        store.run(
            `INSERT INTO "User" (Id, Username, LastName, Name, Alias, Email, ProfileId, IsActive, UserType, TimeZoneSidKey,
                LocaleSidKey, LanguageLocaleKey, EmailEncodingKey, CreatedDate, LastModifiedDate, SystemModstamp, IsDeleted)
             SELECT ?, 'autoproc@local.invalid', 'Automated Process', 'Automated Process', 'autoproc',
                'autoproc@local.invalid', p.Id, 1, 'AutomatedProcess', o.TimeZoneSidKey, o.DefaultLocaleSidKey,
                o.LanguageLocaleKey, 'UTF-8', ?, ?, ?, 0
             FROM "Profile" p, "Organization" o WHERE p.Name = 'Minimum Access - Salesforce'`,
            [id, now, now, now],
        );
        return id;
    }
}

/** The last event that the trigger said is done with; undefined when it said nothing, or of none of these. */
function checkpointOf({ checkpoint }: EventTurn, events: readonly PublishedEvent[]): number | undefined {
    return events.find(({ replayId }) => String(replayId) === checkpoint)?.replayId;
}
