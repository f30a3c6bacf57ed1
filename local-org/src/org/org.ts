/** An embedded org: its metadata, its data, and its users. Every protocol goes through this. */
import { join } from 'node:path';
import { readPermissions } from '../access/permissions.ts';
import { readSharingIdentity } from '../access/sharing-identity.ts';
import { RECYCLE_BIN } from '../dml/delete.ts';
import type { DmlContext } from '../dml/context.ts';
import { RECORD_LOCKS } from '../dml/locks.ts';
import type { Formulas } from '../computed/formulas.ts';
import type { FormulaUser } from '../computed/globals.ts';
import { Translations } from '../metadata/translations.ts';
import type { Catalogue } from '../metadata/catalogue.ts';
import { openCatalogue } from '../metadata/component-store.ts';
import type { ProjectMetadata } from '../metadata/project.ts';
import type { ApprovalProcess } from '../schema/approval-process.ts';
import type { ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { createSequences } from '../store/sequences.ts';
import { Store } from '../store/store.ts';
import { Deployments } from './deploy/deployments.ts';
import { ADMINISTRATOR_ID } from './first-records.ts';
import { makeGeneration, type Generation, type GenerationSettings } from './generation.ts';
import type { Locale } from './locale.ts';
import { ApexRuntime } from './apex/runtime.ts';
import { Queries, type QueryOptions, type QueryPage } from './queries.ts';
import { Retrievals } from './metadata/retrievals.ts';
import { invalidSession, type Session } from './session.ts';
import { Streams } from './streaming/streams.ts';
import { Tooling } from './tooling/tooling.ts';

/** A user who is deactivated or frozen is out at once, whatever sessions there are. */
const MAY_WORK = `
    SELECT 1 FROM "User" u WHERE u.Id = ? AND u.IsActive = 1
    AND NOT EXISTS (SELECT 1 FROM "UserLogin" l WHERE l.UserId = u.Id AND l.IsFrozen = 1)`;

/** How an org is opened. */
export interface OrgSettings {
    /** Folder of the data file; absent: the org lives in memory. */
    readonly dataFolder?: string;
    /** Folders of sfdx projects, whose metadata the org has deployed. */
    readonly projects: readonly string[];
    /** All metadata, in place of projects. */
    readonly catalogue?: Catalogue;
    /** Writes what the data are to hold before anything is made of the metadata. */
    readonly prepare?: (store: Store) => void;
    readonly locale: Locale;
    /** The clock: milliseconds since 1970. */
    readonly now?: () => number;
}

/** A change of the org's metadata. */
export interface Redefinition extends Pick<GenerationSettings, 'author' | 'beforeSync'> {
    /** Writes what is to be kept, and gives the components that there are then. */
    readonly change: () => Catalogue;
    /** Is told the definition when tables and setup records are in step with it; writes what the data needs. */
    readonly afterSync?: (next: Generation) => void;
    /** What else is written when all has succeeded, with the change or not at all. */
    readonly afterwards?: () => void;
    /** Asked when all that comes before has succeeded: whether it was only tried, and everything is taken back. */
    readonly isTrial?: () => boolean;
}

const TRIAL = new Error('only tried');

export class Org {
    readonly store: Store;
    readonly locale: Locale;
    readonly now: () => number;
    readonly #sessions = new Map<string, Session>();
    /** Queries for sessions, and those of Apex. */
    readonly queries: Queries;
    readonly apex: ApexRuntime;
    /** Deploys as jobs. */
    readonly deployments: Deployments;
    readonly retrievals: Retrievals;
    /** Events, and who is to receive them. */
    readonly streams: Streams;
    readonly tooling: Tooling;
    #generation: Generation;

    /**
     * Opens an org, or makes it; applies what has changed in the metadata since it was open last, and keeps the data.
     * @throws Error when metadata cannot be read, or the data file cannot be opened
     */
    constructor({ dataFolder, projects, locale, now = Date.now, catalogue: given, prepare }: OrgSettings) {
        this.now = now;
        this.locale = locale;
        this.store = new Store(dataFolder === undefined ? ':memory:' : join(dataFolder, 'org.db'));
        createSequences(this.store);
        this.store.exec(RECYCLE_BIN);
        this.store.exec(RECORD_LOCKS);
        this.queries = new Queries(this);
        this.apex = new ApexRuntime(this);
        this.#generation = this.store.transaction(() => {
            const author = { userId: ADMINISTRATOR_ID, now: now() };
            prepare?.(this.store);
            const catalogue = given ?? openCatalogue(this.store, projects, { at: author.now, by: author.userId });
            return makeGeneration(catalogue, { store: this.store, locale, author });
        });
        this.streams = new Streams(this);
        this.apex.events.listen();
        this.deployments = new Deployments(this);
        this.retrievals = new Retrievals(this);
        this.tooling = new Tooling(this);
    }

    /** All components of the org's metadata. They, and what follows from them, change with a deploy. */
    get catalogue(): Catalogue {
        return this.#generation.catalogue;
    }

    get metadata(): ProjectMetadata {
        return this.#generation.metadata;
    }

    get schema(): Schema {
        return this.#generation.schema;
    }

    /** Approval processes in the order in which they are tried. */
    get approvalProcesses(): readonly ApprovalProcess[] {
        return this.#generation.approvals;
    }

    get formulas(): Formulas {
        return this.#generation.formulas;
    }

    /**
     * Replaces the org's metadata, its tables and setup records included: all of it, or nothing when something fails.
     * @throws ComponentFault for what an org refuses
     */
    redefine({ change, author, beforeSync, afterSync, afterwards, isTrial }: Redefinition): void {
        const { store, locale } = this;
        let made: Generation | undefined;
        try {
            store.transaction(() => {
                made = makeGeneration(change(), { store, locale, author, ...(beforeSync ? { beforeSync } : {}) });
                afterSync?.(made);
                if (isTrial?.()) throw TRIAL;
                afterwards?.();
            });
        } catch (error) {
            if (error !== TRIAL) throw error;
            return;
        }
        this.#generation = made ?? this.#generation;
        this.accessChanged();
    }

    /**
     * The session of a user.
     * @throws OrgError INVALID_SESSION_ID when there is no such user, or he is deactivated or frozen
     */
    session(userId: string): Session {
        if (!this.store.get(MAY_WORK, [userId])) throw invalidSession();
        const known = this.knownSession(userId);
        if (known) return known;
        const user = this.store.get('SELECT * FROM "User" WHERE Id = ?', [userId]) ?? {};
        const session: Session = {
            userId,
            username: String(user['Username']),
            language: String(user['LanguageLocaleKey']),
            locale: String(user['LocaleSidKey']),
            timeZone: String(user['TimeZoneSidKey']),
            permissions: readPermissions(this.store, userId, this.now()),
            sharing: readSharingIdentity(this.store, userId),
        };
        this.#sessions.set(userId, session);
        return session;
    }

    /** The session of a user who has one, as long as no access changes: for what goes on that was begun in it. */
    knownSession(userId: string): Session | undefined {
        const known = this.#sessions.get(userId);
        return known && this.now() < known.permissions.validUntil ? known : undefined;
    }

    /** Ids of an object's record types by developer name. */
    recordTypeIds(object: ObjectType): ReadonlyMap<string, string> {
        const sql = 'SELECT DeveloperName, Id FROM "RecordType" WHERE SobjectType = ?';
        const rows = this.store.all<{ DeveloperName: string; Id: string }>(sql, [object.name]);
        return new Map(rows.map((row) => [row.DeveloperName, row.Id]));
    }

    /** A user as formulas see him. */
    formulaUser({ userId, permissions, language }: Session): FormulaUser {
        return {
            userId,
            hasCustomPermission: (name) => permissions.hasCustom(name),
            label: (name) => this.label(name, language),
        };
    }

    /** A custom label in a language: its translation, else as the metadata writes it. Names are found in any case. */
    label(name: string, language: string): string | undefined {
        const key = name.toLowerCase();
        const written = this.#generation.labels.get(key);
        return written === undefined
            ? undefined
            : (new Translations(this.metadata, language).customLabel(key) ?? written);
    }

    /** What a save on behalf of a user needs. */
    dmlContext(session: Session): DmlContext {
        const runTriggers = this.apex.triggerRunner(session.userId, () => context);
        const context: DmlContext = {
            store: this.store,
            schema: this.schema,
            formulas: this.formulas,
            userId: session.userId,
            formulaUser: this.formulaUser(session),
            translations: new Translations(this.metadata, session.language),
            // an org keeps whole seconds
            now: Math.floor(this.now() / 1000) * 1000,
            timeZone: session.timeZone,
            permissions: session.permissions,
            sharing: session.sharing,
            checkQuery: (soql) => {
                this.queries.prepare(session, soql, false);
            },
            ...(runTriggers ? { runTriggers } : {}),
            recordChanges: this.streams.listener(session),
            accessChanged: () => {
                this.accessChanged();
            },
        };
        return context;
    }

    /**
     * Runs a query: the first page of its records.
     * @throws OrgError with the org's code when the query is wrong
     */
    query(session: Session, soql: string, options: QueryOptions): QueryPage {
        return this.queries.query(session, soql, options);
    }

    /**
     * The next page of a query. @param locator the last part of `nextRecordsUrl`
     * @throws OrgError INVALID_QUERY_LOCATOR
     */
    queryMore(session: Session, locator: string, base: string): QueryPage {
        return this.queries.more(session, locator, base);
    }

    /** What REST tells of a query's columns. */
    queryColumns(session: Session, soql: string): object {
        return this.queries.prepare(session, soql, false).columns;
    }

    /** How a query would run. */
    explain(session: Session, soql: string): object {
        const sourceQuery = soql;
        return { plans: this.queries.prepare(session, soql, false).explain(), sourceQuery };
    }

    /** Records that hold words. @throws OrgError with the org's code when the search is wrong */
    search(session: Session, sosl: string, base: string): object[] {
        return this.queries.search(session, sosl, base);
    }

    /** Forgets what users may do: permissions, groups or users have changed. */
    accessChanged(): void {
        this.#sessions.clear();
    }

    /** Closes the data file. */
    close(): void {
        this.apex.close();
        this.deployments.close();
        this.tooling.tests.close();
        this.store.close();
    }
}
