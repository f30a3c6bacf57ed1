/** Queries for a session, page by page. */
import type { FormulaMoment } from '../computed/formulas.ts';
import type { Binds, RecordAccess } from '../apex/run/host.ts';
import { OrgError } from '../schema/errors.ts';
import { makeId } from '../schema/ids.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { runSearch, type FoundRecords } from '../soql/sosl/index.ts';
import {
    prepareQuery,
    type FormulaSite,
    type FormulaSource,
    type PreparedQuery,
    type QueryRecord,
    type QueryResult,
    type QueryScope,
} from '../soql/index.ts';
import type { Schema } from '../schema/schema.ts';
import type { Store } from '../store/store.ts';
import type { Org } from './org.ts';
import type { Session } from './session.ts';

export interface QueryOptions {
    /** Of the API's version, such as `/services/data/v66.0`. */
    readonly base: string;
    readonly includeDeleted?: boolean;
    /** Records of a page. */
    readonly pageSize?: number;
}

/** A page of records, as REST answers it. */
export interface QueryPage {
    readonly totalSize: number;
    readonly done: boolean;
    readonly nextRecordsUrl?: string;
    readonly records: QueryRecord[];
}

/** What is kept of a query of which more is to come. */
interface Cursor {
    readonly userId: string;
    readonly result: QueryResult;
    readonly pageSize: number;
}

const PAGE_SIZE = 2000;
/** Cursors that are kept for each org; a client that comes later asks anew, as after two days in an org. */
const KEPT_CURSORS = 100;
const CURSOR_PREFIX = '01g';

export class Queries {
    readonly #org: Org;
    readonly #schemaOf: (session: Session) => Schema;
    readonly #formulas: FormulaSource;
    readonly #cursors = new Map<string, Cursor>();
    #lastCursor = 0;

    /** @param schemaOf what a session sees; absent: the org's objects */
    constructor(org: Org, schemaOf: (session: Session) => Schema = () => org.schema) {
        this.#org = org;
        this.#schemaOf = schemaOf;
        this.#formulas = formulaSource(org);
    }

    /**
     * A query for a user, checked and ready to run.
     * @param store that it reads; the org's own when absent
     * @throws OrgError with the org's code when it is wrong
     */
    prepare(session: Session, soql: string, includeDeleted: boolean, store?: Store): PreparedQuery {
        const scope = this.#scope(session, includeDeleted);
        return prepareQuery(soql, store ? { ...scope, store } : scope);
    }

    /** Runs a query. @returns its first page */
    query(
        session: Session,
        soql: string,
        { base, includeDeleted = false, pageSize = PAGE_SIZE }: QueryOptions,
    ): QueryPage {
        const prepared = this.prepare(session, soql, includeDeleted);
        const result = prepared.run();
        const size = prepared.isForTotals ? Number.MAX_SAFE_INTEGER : pageSize;
        return this.#page({ userId: session.userId, result, pageSize: size }, undefined, 0, base);
    }

    /**
     * A further page.
     * @throws OrgError INVALID_QUERY_LOCATOR when there is no such query of the user
     */
    more(session: Session, locator: string, base: string): QueryPage {
        const [, id = '', from] = /^(\w{18})-(\d{1,9})$/.exec(locator) ?? [];
        const cursor = this.#cursors.get(id);
        const start = Number(from);
        if (cursor?.userId !== session.userId || !(start < cursor.result.totalSize))
            throw new OrgError('INVALID_QUERY_LOCATOR', 'invalid query locator');
        return this.#page(cursor, id, start, base);
    }

    /**
     * A query of Apex, which decides itself whose rights and sharing hold.
     * @throws OrgError with the org's code when it is wrong
     */
    prepareApex(session: Session, soql: string, binds: Binds, access: RecordAccess): PreparedQuery {
        const scope = this.#apexScope(session, access);
        return Object.keys(binds).length > 0 ? prepareQuery(soql, scope, binds) : prepareQuery(soql, scope);
    }

    /** A search of Apex. */
    searchApex(session: Session, sosl: string, binds: Binds, access: RecordAccess): FoundRecords[] {
        return runSearch(sosl, this.#apexScope(session, access), { binds });
    }

    #apexScope(session: Session, access: RecordAccess): QueryScope {
        const { permissions, sharing, ...scope } = this.#scope(session, false);
        const apex = { permissions: session.permissions, sharing: session.sharing };
        return {
            ...scope,
            apex,
            ...(access.rights && permissions ? { permissions } : {}),
            ...(access.sharing && sharing ? { sharing } : {}),
        };
    }

    /** Runs a search. */
    search(session: Session, sosl: string, base: string): QueryRecord[] {
        const found = runSearch(sosl, this.#scope(session, false), { version: versionOf(base) });
        return found.flatMap(({ records }) => records);
    }

    #page(cursor: Cursor, id: string | undefined, from: number, base: string): QueryPage {
        const { totalSize } = cursor.result;
        const to = Math.min(from + cursor.pageSize, totalSize);
        const records = cursor.result.records(from, to, versionOf(base));
        if (to >= totalSize) return { totalSize, done: true, records };
        const known = id ?? this.#keep(cursor);
        return { totalSize, done: false, nextRecordsUrl: `${base}/query/${known}-${String(to)}`, records };
    }

    #keep(cursor: Cursor): string {
        this.#lastCursor += 1;
        const id = makeId(CURSOR_PREFIX, this.#lastCursor);
        this.#cursors.set(id, cursor);
        if (this.#cursors.size > KEPT_CURSORS) this.#cursors.delete(this.#cursors.keys().next().value ?? '');
        return id;
    }

    #scope(session: Session, includeDeleted: boolean): QueryScope {
        const { userId, timeZone, locale, language, permissions, sharing } = session;
        const schema = this.#schemaOf(session);
        const { store } = this.#org;
        const moment = { userId, timeZone, locale, now: this.#org.now(), fiscalYearStartMonth: 1 };
        return { ...moment, schema, store, language, formulas: this.#formulas, permissions, sharing, includeDeleted };
    }
}

function versionOf(base: string): string {
    return base.replace(/^.*\/v/, '');
}

/** Formula fields as parts of a query. */
function formulaSource(org: Org): FormulaSource {
    return {
        expression: (object: ObjectType, field: Field, site: FormulaSite): string =>
            org.formulas.sql(object, field, {
                column: (path) => site.column(path),
                parameter: (value) =>
                    site.parameter(({ userId, now, timeZone }) => {
                        const moment: FormulaMoment = { user: org.formulaUser(org.session(userId)), now, timeZone };
                        return value(moment);
                    }),
            }),
    };
}
