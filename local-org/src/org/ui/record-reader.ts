/** Reads records, in one query for each object, as the User Interface API represents them (guide, "Record"). */
import type { Field, ObjectType } from '../../schema/model.ts';
import type { QueryRecord } from '../../soql/index.ts';
import { eTagOf } from './identity.ts';
import type { RecordFields } from './record-fields.ts';
import {
    MASTER_RECORD_TYPE,
    recordTypesOf,
    representRecordType,
    type RecordTypeRepresentation,
} from './record-types.ts';
import { nameFieldOf, type UiContext } from './ui-context.ts';

/** A value, as it is stored and as the user reads it. */
export interface FieldValue {
    readonly displayValue: string | null;
    readonly value: unknown;
}

/** A record with the fields that were asked. */
export interface RecordRepresentation {
    readonly apiName: string;
    readonly childRelationships: Readonly<Record<string, unknown>>;
    readonly eTag: string;
    readonly fields: Readonly<Record<string, FieldValue>>;
    readonly id: string;
    readonly lastModifiedById: string | null;
    readonly lastModifiedDate: string | null;
    readonly recordTypeId: string | null;
    readonly recordTypeInfo: RecordTypeRepresentation | null;
    readonly systemModstamp: string | null;
    readonly weakEtag: number;
}

/** Which records, and in what order; parts of a SOQL statement. */
export interface RecordSelection {
    readonly where?: string;
    readonly orderBy?: string;
    readonly limit?: number;
    readonly offset?: number;
}

/** What every record tells of itself, whatever is asked. */
const AUDIT = ['Id', 'LastModifiedById', 'LastModifiedDate', 'SystemModstamp', 'RecordTypeId'];

export class RecordReader {
    readonly #ui: UiContext;
    readonly #recordTypes = new Map<ObjectType, ReadonlyMap<string, RecordTypeRepresentation>>();

    constructor(ui: UiContext) {
        this.#ui = ui;
    }

    /**
     * The records of a selection that the user may see.
     * @throws OrgError when a condition names what does not exist, or not for the user
     */
    read(fields: RecordFields, { where, orderBy, limit, offset }: RecordSelection): RecordRepresentation[] {
        const soql = [
            `SELECT ${[...new Set(this.#columns(fields, ''))].join(', ')} FROM ${fields.object.name}`,
            where === undefined || where === '' ? '' : ` WHERE ${where}`,
            orderBy === undefined || orderBy === '' ? '' : ` ORDER BY ${orderBy}`,
            limit === undefined ? '' : ` LIMIT ${limit}`,
            offset === undefined || offset === 0 ? '' : ` OFFSET ${offset}`,
        ].join('');
        const { org, session, base } = this.#ui;
        return org.query(session, soql, { base }).records.map((record) => this.#represent(fields, record));
    }

    /** Records by id; those that the user may not see are not among them. */
    byIds(fields: RecordFields, ids: readonly string[]): Map<string, RecordRepresentation> {
        if (ids.length === 0) return new Map();
        const where = `Id IN (${ids.map((id) => `'${id}'`).join(', ')})`;
        return new Map(this.read(fields, { where }).map((record) => [record.id, record]));
    }

    #columns(fields: RecordFields, prefix: string): string[] {
        const { object, isPolymorphic } = fields;
        const audit = isPolymorphic ? ['Id'] : AUDIT.filter((name) => this.#sees(object, name));
        return [
            ...[...audit, ...fields.fields.keys()].map((name) => prefix + name),
            ...[...fields.parents].flatMap(([name, parent]) => this.#columns(parent.fields, `${prefix}${name}.`)),
        ];
    }

    #sees(object: ObjectType, name: string): boolean {
        const field = object.fields.get(name);
        return field !== undefined && this.#ui.seesField(object, field);
    }

    #represent(asked: RecordFields, record: QueryRecord): RecordRepresentation {
        const object = this.#ui.org.schema.object(record.attributes.type) ?? asked.object;
        const own = [...asked.fields.values()].map((field): [string, FieldValue] => [
            field.name,
            this.valueOf(object, field, record[field.name] ?? null),
        ]);
        const parents = [...asked.parents].map(([name, { fields }]): [string, FieldValue] => [
            name,
            this.#parentValue(fields, record[name] as QueryRecord | null),
        ]);
        const fields = Object.fromEntries([...own, ...parents].sort(([a], [b]) => (a < b ? -1 : 1)));
        const text = (name: string): string | null => (typeof record[name] === 'string' ? record[name] : null);
        const modstamp = instant(text('SystemModstamp'));
        return {
            apiName: object.name,
            childRelationships: {},
            eTag: eTagOf([record['Id'], modstamp, fields]),
            fields,
            id: text('Id') ?? '',
            lastModifiedById: text('LastModifiedById'),
            lastModifiedDate: instant(text('LastModifiedDate')),
            recordTypeId: text('RecordTypeId') ?? (object.setup ? null : MASTER_RECORD_TYPE),
            recordTypeInfo: this.#recordType(object, text('RecordTypeId')),
            systemModstamp: modstamp,
            weakEtag: modstamp === null ? 0 : Date.parse(modstamp),
        };
    }

    /** A value of a query as this API sends it. */
    valueOf(object: ObjectType, field: Field, value: unknown): FieldValue {
        const sent = field.type === 'datetime' && typeof value === 'string' ? instant(value) : value;
        return { displayValue: this.#ui.display.of(object, field, value), value: sent };
    }

    #parentValue(fields: RecordFields, record: QueryRecord | null): FieldValue {
        if (!record) return { displayValue: null, value: null };
        const name = record[nameFieldOf(fields.object)?.name ?? 'Id'];
        return { displayValue: typeof name === 'string' ? name : null, value: this.#represent(fields, record) };
    }

    #recordType(object: ObjectType, id: string | null): RecordTypeRepresentation | null {
        if (id === null) return null;
        let types = this.#recordTypes.get(object);
        if (!types) {
            const all = recordTypesOf(this.#ui, object);
            types = new Map(all.map((one) => [one.recordTypeId, representRecordType(one)]));
            this.#recordTypes.set(object, types);
        }
        return types.get(id) ?? null;
    }
}

/** Queries end instants with `+0000`, this API with `Z`. */
export function instant(text: string | null): string | null {
    return text === null ? null : text.replace(/\+0000$/, 'Z');
}
