/** Events of an org: what happens is kept as events, and read by who has subscribed to a channel. */
import type { PublishedEvent } from '../../apex/data/events.ts';
import { vm } from '../../apex/run/vm.ts';
import type { ChangeListener } from '../../dml/changes.ts';
import type { ProjectMetadata } from '../../metadata/project.ts';
import { notFound, OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { changeEventName, changeEvents, selectedChanges } from './change-events.ts';
import { channelNamed, type Channel, type Pushed } from './channels.ts';
import { EventLog, type NewEvent } from './event-log.ts';
import { platformEvents } from './platform-events.ts';
import { topicEvents } from './push-topics.ts';

/** Events that are read at once; the rest comes with the next reading. */
const AT_ONCE = 200;

/** An event on its way to a subscriber. */
export interface Delivery {
    readonly replayId: number;
    readonly message: object;
}

export class Streams {
    readonly #org: Org;
    readonly #log: EventLog;
    /** What is published however the transaction ends. */
    readonly #atOnce: { readonly object: ObjectType; readonly events: readonly NewEvent[] }[] = [];
    /** Objects whose changes some channel carries, by the metadata that says so. */
    readonly #captured = new WeakMap<ProjectMetadata, ReadonlySet<string>>();

    constructor(org: Org) {
        this.#org = org;
        this.#log = new EventLog(org.store, org.now);
        org.store.onEnd(() => {
            for (const { object, events } of this.#atOnce.splice(0)) {
                org.apex.events.expect(object);
                this.#log.add(events);
            }
        });
    }

    /** Keeps what a user's saves change as events. */
    listener(session: Session): ChangeListener {
        return (kind, object, changes) => {
            const commit = { userId: session.userId, now: this.#org.now() };
            const events: NewEvent[] = [];
            if (object.kind === 'platformEvent') {
                if (kind !== 'CREATE') return;
                const published = platformEvents(this.#org.store, object, changes, commit);
                if (this.#isAtOnce(object)) {
                    this.#atOnce.push({ object, events: published });
                    return;
                }
                this.#org.apex.events.expect(object);
                events.push(...published);
            } else if (object.kind === 'custom' || object.kind === 'standard') {
                if (this.#isCaptured(object)) events.push(...changeEvents(kind, object, changes, commit));
                events.push(...topicEvents(this.#org, kind, object, changes));
            }
            this.#log.add(events);
        };
    }

    /** Events that are published at once are not taken back with the transaction; in tests, all is. */
    #isAtOnce({ publishBehavior }: ObjectType): boolean {
        return publishBehavior === 'PublishImmediately' && vm.transaction?.isTest !== true;
    }

    /** The replay id of the newest event. */
    get newest(): number {
        return this.#log.newest();
    }

    /** Events of an object after one, for its triggers. */
    published({ name }: ObjectType, after: number, limit: number): PublishedEvent[] {
        return this.#log.after('platform', [name], after, limit).map(({ replayId, payload, uuid }) => ({
            replayId,
            uuid,
            payload: payload as Readonly<Record<string, unknown>>,
        }));
    }

    #isCaptured(object: ObjectType): boolean {
        const { metadata } = this.#org;
        let known = this.#captured.get(metadata);
        if (!known) {
            known = new Set([...selectedChanges(metadata).values()].flatMap((events) => [...events]));
            this.#captured.set(metadata, known);
        }
        return known.size > 0 && known.has(changeEventName(object).toLowerCase());
    }

    /**
     * A channel to subscribe to.
     * @throws OrgError when there is none, or it is not for the user
     */
    channel(session: Session, name: string): Channel {
        return channelNamed(this.#org, session, name);
    }

    /**
     * From where a subscriber reads.
     * @param replayId -1 for new events only, -2 for all that are kept, else the last one he has had
     * @throws OrgError INVALID_REPLAY_ID when there has been no such event
     */
    position(replayId: number): number {
        const newest = this.#log.newest();
        if (replayId === -1) return newest;
        if (replayId === -2) return 0;
        if (Number.isSafeInteger(replayId) && replayId >= 0 && replayId <= newest) return replayId;
        throw new OrgError(
            'INVALID_REPLAY_ID',
            `The replayId {${String(replayId)}} you provided was invalid. Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.`,
        );
    }

    /**
     * What a user is to receive of a channel after an event.
     * @returns the events for him, and from where to read on
     */
    read(
        session: Session,
        { kind, sources, message }: Channel,
        after: number,
    ): { events: Delivery[]; position: number } {
        const kept = this.#log.after(kind, sources, after, AT_ONCE);
        const events = kept.flatMap((event) => {
            const own = message(session, event);
            return own ? [{ replayId: event.replayId, message: own }] : [];
        });
        return { events, position: kept.at(-1)?.replayId ?? after };
    }

    /** Calls back when events have come, until it is told to stop. @returns stops it */
    wait(wake: () => void): () => void {
        return this.#log.wait(wake);
    }

    /**
     * Sends texts to a generic channel.
     * @throws OrgError NOT_FOUND when there is no such channel for the user
     */
    push(session: Session, channelId: string, pushed: readonly Pushed[]): string {
        const name = this.genericName(session, channelId, 'create');
        this.#log.add(pushed.map((payload) => ({ kind: 'generic', source: name, payload })));
        return name;
    }

    /**
     * The name of a generic channel.
     * @throws OrgError NOT_FOUND when there is none for the user
     */
    genericName({ permissions }: Session, channelId: string, right: 'read' | 'create'): string {
        const { store, schema } = this.#org;
        const object = schema.object('StreamingChannel');
        const sql = 'SELECT Name FROM "StreamingChannel" WHERE Id = ? AND IsDeleted = 0';
        const name = store.get<{ Name: string }>(sql, [channelId])?.Name;
        if (object && name !== undefined && permissions.object(object)[right]) return name;
        throw notFound();
    }
}
