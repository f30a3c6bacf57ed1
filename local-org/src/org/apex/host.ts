/** The org as its Apex sees it: for one session, with the org's records. */
import type {
    Binds,
    Host,
    HostUser,
    Jobs,
    RecordAccess,
    RecordResult,
    Records,
    Rights,
    Savepoint,
} from '../../apex/run/host.ts';
import type { Transaction } from '../../apex/run/transaction.ts';
import type { DmlContext } from '../../dml/context.ts';
import type { InputRecord } from '../../dml/input.ts';
import type { Translations } from '../../metadata/translations.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { PreparedQuery } from '../../soql/index.ts';
import type { FoundRecords } from '../../soql/sosl/index.ts';
import { OrgJobs } from './jobs.ts';
import { mergeRecords } from '../merge.ts';
import type { Org } from '../org.ts';
import { deleteByIds, insertRecords, undeleteByIds, updateRecords, upsertRecords } from '../records.ts';
import type { Session } from '../session.ts';

export class OrgHost implements Host {
    readonly records: Records;
    readonly jobs: Jobs;
    readonly #org: Org;
    readonly #userId: string;
    #user: HostUser | undefined;
    /** The user may work: asked when the program begins, and when rights have changed. */
    #isChecked = false;

    constructor(org: Org, userId: string) {
        this.#org = org;
        this.#userId = userId;
        this.jobs = new OrgJobs(org, userId);
        this.records = new OrgRecords(org, () => this.session);
    }

    /** The session as it is now: a program may change rights, and then it is another one. */
    get session(): Session {
        const known = this.#isChecked ? this.#org.knownSession(this.#userId) : undefined;
        const session = known ?? this.#org.session(this.#userId);
        this.#isChecked = true;
        return session;
    }

    get schema(): Schema {
        return this.#org.schema;
    }

    get organizationId(): string {
        return this.#organization.Id;
    }

    get organizationName(): string {
        return this.#organization.Name;
    }

    get #organization(): { readonly Id: string; readonly Name: string } {
        const sql = 'SELECT Id, Name FROM "Organization"';
        return this.#org.store.get<{ Id: string; Name: string }>(sql) ?? { Id: '', Name: '' };
    }

    user(): HostUser {
        return (this.#user ??= this.#readUser());
    }

    #readUser(): HostUser {
        const row = this.#org.store.get('SELECT * FROM "User" WHERE Id = ?', [this.#userId]) ?? {};
        const text = (name: string): string => (typeof row[name] === 'string' ? row[name] : '');
        return {
            id: this.#userId,
            username: text('Username'),
            name: text('Name'),
            firstName: text('FirstName'),
            lastName: text('LastName'),
            email: text('Email'),
            profileId: text('ProfileId'),
            roleId: text('UserRoleId') || null,
            language: text('LanguageLocaleKey'),
            locale: text('LocaleSidKey'),
            timeZone: text('TimeZoneSidKey'),
        };
    }

    now(): number {
        return this.#org.now();
    }

    label(name: string): string | undefined {
        return this.#org.label(name, this.session.language);
    }

    hasCustomPermission(name: string): boolean {
        return this.session.permissions.hasCustom(name);
    }

    get rights(): Rights {
        return this.session.permissions;
    }

    get translations(): Translations {
        return this.#org.dmlContext(this.session).translations;
    }

    recordTypeIds(object: ObjectType): ReadonlyMap<string, string> {
        return this.#org.recordTypeIds(object);
    }

    deliverEvents(from: Transaction): void {
        this.#org.apex.events.deliverInTest(from);
    }

    as(userId: string): Host {
        return new OrgHost(this.#org, userId);
    }
}

/** The records of the org, as the program may reach them. */
class OrgRecords implements Records {
    readonly #org: Org;
    readonly #session: () => Session;

    constructor(org: Org, session: () => Session) {
        this.#org = org;
        this.#session = session;
    }

    query(soql: string, binds: Binds, access: RecordAccess): PreparedQuery {
        return this.#org.queries.prepareApex(this.#session(), soql, binds, access);
    }

    search(sosl: string, binds: Binds, access: RecordAccess): FoundRecords[] {
        return this.#org.queries.searchApex(this.#session(), sosl, binds, access);
    }

    insert(object: ObjectType, inputs: readonly InputRecord[], access: RecordAccess): RecordResult[] {
        return insertRecords(this.#context(access), object, inputs);
    }

    update(object: ObjectType, inputs: readonly InputRecord[], access: RecordAccess): RecordResult[] {
        return updateRecords(this.#context(access), object, inputs);
    }

    upsert(object: ObjectType, key: Field, inputs: readonly InputRecord[], access: RecordAccess): RecordResult[] {
        return upsertRecords(this.#context(access), object, key, inputs);
    }

    delete(ids: readonly string[], access: RecordAccess): RecordResult[] {
        return deleteByIds(this.#context(access), ids);
    }

    undelete(ids: readonly string[], access: RecordAccess): RecordResult[] {
        return undeleteByIds(this.#context(access), ids);
    }

    merge(object: ObjectType, master: InputRecord, others: readonly string[], access: RecordAccess): RecordResult {
        return { created: false, ...mergeRecords(this.#context(access), object, master, others) };
    }

    transaction<T>(act: () => T): T {
        return this.#org.store.transaction(act);
    }

    savepoint(): Savepoint {
        const savepoint = this.#org.store.savepoint();
        return {
            rollback: () => {
                savepoint.rollback();
                this.#org.accessChanged();
            },
            release: () => {
                savepoint.release();
            },
        };
    }

    /** System mode goes without the user's rights. */
    #context({ rights, sharing }: RecordAccess): DmlContext {
        const context = this.#org.dmlContext(this.#session());
        if (rights) return context;
        const { permissions, ...system } = context;
        return sharing && permissions ? { ...system, recordRights: permissions } : system;
    }
}
