/** The Tooling API's view of an org: objects that the data API does not have, on the same data. */
import type { DmlContext } from '../../dml/context.ts';
import type { InputRecord } from '../../dml/input.ts';
import { notFound, OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { ObjectType } from '../../schema/model.ts';
import { Schema } from '../../schema/schema.ts';
import { TOOLING } from '../../schema/standard/tooling.ts';
import type { PreparedQuery, QueryRecord } from '../../soql/index.ts';
import { quoted } from '../../store/store.ts';
import { syncTables } from '../../store/tables.ts';
import { visibleObject, type Describable } from '../describe.ts';
import type { Org } from '../org.ts';
import { deleteMetadata, readMetadata, saveMetadata, type MetadataSaveResult } from '../metadata/crud.ts';
import { Queries, type QueryOptions, type QueryPage } from '../queries.ts';
import { deleteByIds, insertRecords, updateRecords, type SaveResult } from '../records.ts';
import type { Session } from '../session.ts';
import { ApexLogs } from './apex-logs.ts';
import { KINDS, syncComponents } from './component-records.ts';
import { forgetStaleCoverage } from './coverage-rows.ts';
import { withJson } from './json-fields.ts';
import { toJson, toXml } from './metadata-json.ts';
import { memberOf as member, refused, type OwnWrite, type OwnWrites } from './own-writes.ts';
import { OWN_WRITES } from './objects-with-own-writes.ts';
import { TestJobs } from './test-jobs.ts';
import { syncSuites } from './test-suites.ts';

/** Objects of the data API that the Tooling API has as well. */
const SHARED = [
    'ApexClass',
    'ApexTrigger',
    'AsyncApexJob',
    'EntityDefinition',
    'FieldDefinition',
    'Group',
    'Organization',
    'PermissionSet',
    'Profile',
    'RecordType',
    'StaticResource',
    'User',
    'UserRole',
];

/** Without one of these nobody sees how an org is set up. */
const SEE_SETUP = ['ViewSetup', 'CustomizeApplication', 'ModifyMetadata', 'ModifyAllData'];

/** Pages are not rendered here, so none is taken in. */
const PAGES = /^Apex(?:Page|Component)(?:Member)?$/;

/** The schemas of one generation of the org. */
interface View {
    readonly of: Schema;
    readonly full: Schema;
    /** For users who do not see the setup. */
    readonly shared: Schema;
    /** Is in the data file once the tables are in step with the generation. */
    readonly stamp: string;
}

export class Tooling {
    readonly #org: Org;
    readonly #queries: Queries;
    #view: View | undefined;
    #generations = 0;
    /** Runs of tests. */
    readonly tests: TestJobs;
    readonly logs: ApexLogs;

    constructor(org: Org) {
        this.#org = org;
        const prepare = (): void => {
            this.#current();
        };
        this.tests = new TestJobs(org, prepare);
        this.logs = new ApexLogs(org, prepare);
        this.#queries = new Queries(org, (session) => this.schema(session));
        org.store.exec('CREATE TABLE IF NOT EXISTS "_tooling" (stamp TEXT NOT NULL)');
    }

    /** The objects that a user sees. */
    schema({ permissions }: Session): Schema {
        const view = this.#current();
        return SEE_SETUP.some((name) => permissions.has(name)) ? view.full : view.shared;
    }

    /** What describing needs. */
    describable(session: Session): Describable {
        const { metadata } = this.#org;
        return {
            schema: this.schema(session),
            metadata,
            recordTypeIds: (object) => this.#org.recordTypeIds(object),
        };
    }

    /**
     * Runs a query.
     * @throws OrgError MALFORMED_QUERY when it asks for the metadata of more than one record
     */
    query(session: Session, soql: string, options: QueryOptions): QueryPage {
        const page = this.#queries.query(session, soql, options);
        const records = this.#withMetadata(session, page.records, page.totalSize).map(withJson);
        return { ...page, records };
    }

    queryMore(session: Session, locator: string, base: string): QueryPage {
        return this.#queries.more(session, locator, base);
    }

    /** A query that can be explained, and whose columns can be told. */
    prepare(session: Session, soql: string): PreparedQuery {
        return this.#queries.prepare(session, soql, false);
    }

    search(session: Session, sosl: string, base: string): QueryRecord[] {
        return this.#queries.search(session, sosl, base);
    }

    /** A record with all fields. @throws OrgError NOT_FOUND (404) */
    read(session: Session, object: ObjectType, text: string, base: string, names?: readonly string[]): QueryRecord {
        const id = toId18(text);
        if (id === undefined) throw notFound();
        const fields =
            names ?? [...object.fields.values()].filter(({ type }) => type !== 'base64').map(({ name }) => name);
        const soql = `SELECT ${fields.join(', ')} FROM ${object.name} WHERE Id = '${id}'`;
        const [record] = this.query(session, soql, { base }).records;
        if (!record) throw notFound();
        return record;
    }

    /** Creates a record; of what is made of metadata, the component. */
    create(session: Session, object: ObjectType, input: InputRecord): SaveResult {
        const own = this.#ownWrites(object);
        if (own) return own.create ? own.create(this.#ownWrite(session, object), input) : notWritten(object);
        const kind = this.#kindOf(object);
        if (!kind) return one(insertRecords(this.#context(session), object, [input]));
        const fullName = member(input, 'FullName');
        if (typeof fullName !== 'string' || fullName === '')
            return refused('REQUIRED_FIELD_MISSING', 'Required fields are missing: [FullName]', ['FullName']);
        const xml = toXml(kind, { fullName: this.#spelled(fullName), ...definitionOf(input) });
        return this.#saved(object, saveMetadata(this.#org, session, 'create', kind, xml), true);
    }

    /** The name of a part with its object as that is spelled; clients may write it in any case. */
    #spelled(fullName: string): string {
        const at = fullName.indexOf('.');
        const object = at < 0 ? undefined : this.#org.schema.object(fullName.slice(0, at));
        return object ? object.name + fullName.slice(at) : fullName;
    }

    /** Changes a record; of what is made of metadata, the component. @throws OrgError NOT_FOUND (404) */
    update(session: Session, object: ObjectType, id: string, input: InputRecord): SaveResult {
        const own = this.#ownWrites(object);
        if (own) {
            const write = this.#ownWrite(session, object);
            return own.update ? own.update(write, this.#known(object, id), input) : notWritten(object);
        }
        const kind = this.#kindOf(object);
        if (!kind) return one(updateRecords(this.#context(session), object, [{ ...input, Id: toId18(id) ?? id }]));
        const fullName = this.#fullNameOf(object, id);
        const xml = toXml(kind, { fullName, ...definitionOf(input) });
        return this.#saved(object, saveMetadata(this.#org, session, 'update', kind, xml), false);
    }

    /** Deletes a record; of what is made of metadata, the component. @throws OrgError NOT_FOUND (404) */
    remove(session: Session, object: ObjectType, id: string): SaveResult {
        const own = this.#ownWrites(object);
        if (own) {
            const write = this.#ownWrite(session, object);
            return own.remove ? own.remove(write, this.#known(object, id)) : notWritten(object);
        }
        const kind = this.#kindOf(object);
        if (!kind) return one(deleteByIds(this.#context(session), [id]));
        return this.#saved(object, deleteMetadata(this.#org, session, kind, this.#fullNameOf(object, id)), false);
    }

    /** An object by name. @throws OrgError NOT_FOUND (404) */
    object(session: Session, name: string): ObjectType {
        return visibleObject(this.describable(session), session, name);
    }

    #kindOf(object: ObjectType): string | undefined {
        if (PAGES.test(object.name))
            throw new OrgError('FUNCTIONALITY_NOT_ENABLED', 'pages and their components are not supported', {
                httpStatus: 501,
            });
        if (SHARED.includes(object.name))
            throw new OrgError(
                'INVALID_TYPE_FOR_OPERATION',
                `entity type ${object.name} is not changed by the Tooling API`,
            );
        return KINDS[object.name]?.type;
    }

    #ownWrites({ name }: ObjectType): OwnWrites | undefined {
        return OWN_WRITES.get(name);
    }

    #ownWrite(session: Session, object: ObjectType): OwnWrite {
        return {
            org: this.#org,
            session,
            object,
            refresh: () => {
                this.#current();
            },
            insert: (input) => one(insertRecords(this.#context(session), object, [input])),
        };
    }

    /** The id of a row that is there. @throws OrgError NOT_FOUND (404) */
    #known(object: ObjectType, text: string): string {
        const id = toId18(text) ?? '';
        if (this.#org.store.get(`SELECT 1 FROM ${quoted(object.name)} WHERE Id = ?`, [id])) return id;
        throw notFound();
    }

    #context(session: Session): DmlContext {
        return { ...this.#org.dmlContext(session), schema: this.schema(session) };
    }

    #fullNameOf(object: ObjectType, text: string): string {
        const sql = `SELECT FullName FROM ${quoted(object.name)} WHERE Id = ?`;
        const row = this.#org.store.get<{ FullName: string }>(sql, [toId18(text) ?? '']);
        if (!row) throw notFound();
        return row.FullName;
    }

    #saved(object: ObjectType, { fullName, success, errors }: MetadataSaveResult, created: boolean): SaveResult {
        if (!success) {
            const listed = errors.map(({ statusCode, message }) => ({ statusCode, message, fields: [] }));
            return { success: false, created: false, errors: listed };
        }
        this.#current();
        const sql = `SELECT Id FROM ${quoted(object.name)} WHERE FullName = ?`;
        const id = this.#org.store.get<{ Id: string }>(sql, [fullName])?.Id;
        return { ...(id === undefined ? {} : { id }), success: true, created, errors: [] };
    }

    #withMetadata(session: Session, records: QueryRecord[], totalSize: number): QueryRecord[] {
        const [first] = records;
        if (!first || !('Metadata' in first || 'FullName' in first) || !KINDS[first.attributes.type]) return records;
        if (totalSize > 1)
            throw new OrgError(
                'MALFORMED_QUERY',
                `When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: ${String(totalSize)}`,
            );
        if (typeof first['Metadata'] !== 'string') return records;
        const type = KINDS[first.attributes.type]?.type ?? '';
        const xml = readMetadata(this.#org, session, type, first['Metadata']);
        return [{ ...first, Metadata: xml ? toJson(type, xml) : null }];
    }

    /** Brings tables and records in step with the org's metadata. A rollback takes the stamp back as well. */
    #current(): View {
        const { schema, store, catalogue } = this.#org;
        const isFirst = this.#view === undefined;
        const view = this.#view?.of === schema ? this.#view : (this.#view = this.#makeView(schema));
        if (store.get<{ stamp: string }>('SELECT stamp FROM "_tooling"')?.stamp === view.stamp) return view;
        store.transaction(() => {
            syncTables(store, new Schema(TOOLING));
            syncComponents(store, view.full, catalogue);
            syncSuites(store, catalogue);
            forgetStaleCoverage(store);
            if (isFirst) this.tests.abandon();
            store.run('DELETE FROM "_tooling"');
            store.run('INSERT INTO "_tooling" (stamp) VALUES (?)', [view.stamp]);
        });
        return view;
    }

    #makeView(of: Schema): View {
        const shared = SHARED.flatMap((name) => of.object(name) ?? []);
        const stamp = `${String(process.pid)} ${String(this.#org.now())} ${String(++this.#generations)}`;
        return { of, full: new Schema([...shared, ...TOOLING]), shared: new Schema(shared), stamp };
    }
}

/** @throws OrgError REQUIRED_FIELD_MISSING without a definition */
function definitionOf(input: InputRecord): Readonly<Record<string, unknown>> {
    const given = member(input, 'Metadata');
    if (typeof given === 'object' && given !== null && !Array.isArray(given)) return given as Record<string, unknown>;
    throw new OrgError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [Metadata]', { fields: ['Metadata'] });
}

function one(results: readonly SaveResult[]): SaveResult {
    return results[0] ?? { success: false, created: false, errors: [] };
}

function notWritten({ name }: ObjectType): SaveResult {
    return refused('INVALID_TYPE_FOR_OPERATION', `entity type ${name} does not support this operation`);
}
