/** From a client's record to a work: names in any case, parents by external id, values by type, rights by field. */
import { OrgError } from '../schema/errors.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { isStored } from '../store/tables.ts';
import { fail, type DmlContext, type Work } from './context.ts';
import { toStored, ValueError, type StoredRecord } from './values.ts';

/** A record as a client sends it: values by field name, `attributes` beside them, parents by external id in them. */
export type InputRecord = Readonly<Record<string, unknown>>;

export type Operation = 'insert' | 'update';

/** A name in a record: the field that it means, and whether the user may write it. */
interface Named {
    readonly field: Field;
    readonly isWritable: boolean;
}

/** Reads the records of one request; what names mean and where parents are is found once. */
export class InputReader {
    readonly #context: DmlContext;
    readonly #object: ObjectType;
    readonly #operation: Operation;
    readonly #named = new Map<string, Named>();
    readonly #parents = new Map<string, string>();

    constructor(context: DmlContext, object: ObjectType, operation: Operation) {
        this.#context = context;
        this.#object = object;
        this.#operation = operation;
    }

    /**
     * Reads the client's values into a work.
     * @param index the record's place in the request
     * @param before the record as it is, for an update
     * @throws OrgError INVALID_FIELD for a name that the object does not have, or the user may not see
     */
    read(input: InputRecord, index: number, before?: StoredRecord): Work {
        const record: StoredRecord = before ? { ...before } : {};
        const named = new Set<string>();
        const work: Work = { index, record, named, errors: [], ...(before ? { before } : {}) };
        const forbidden: string[] = [];
        for (const name in input) {
            const value = input[name];
            if (name === 'attributes' || name === 'Id' || this.#isOutside(name)) {
                if (this.#operation === 'insert') refuseId(work, name, value);
                continue;
            }
            const { field, isWritable } = this.#find(name, typeof value === 'object' && value !== null);
            if (!isWritable) {
                forbidden.push(field.name);
                continue;
            }
            this.#readValue(work, field, value);
            named.add(field.name);
        }
        if (forbidden.length > 0) {
            const message = `Unable to create/update fields: ${forbidden.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`;
            fail(work, 'INVALID_FIELD_FOR_INSERT_UPDATE', message, forbidden);
        }
        return work;
    }

    #isOutside(name: string): boolean {
        return name.length <= 10 && ['attributes', 'id'].includes(name.toLowerCase());
    }

    /** The field that a name in a record means: the field itself, or the reference behind `Parent__r`. */
    #find(name: string, isParent: boolean): Named {
        const key = isParent ? `${name}.` : name;
        const known = this.#named.get(key);
        if (known) return known;
        const { schema, permissions } = this.#context;
        const object = this.#object;
        const field = isParent ? schema.parentRelationship(object, name) : schema.field(object, name);
        const rights = field && permissions?.field(object, field);
        if (!field || rights?.read === false)
            throw new OrgError('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`, {
                fields: [name],
            });
        const isOpen = this.#operation === 'insert' ? field.createable : field.updateable;
        const made = { field, isWritable: isOpen && isStored(field) && (rights?.edit ?? true) };
        this.#named.set(key, made);
        return made;
    }

    #readValue(work: Work, field: Field, value: unknown): void {
        try {
            const isParent = typeof value === 'object' && value !== null;
            work.record[field.name] = isParent ? this.#parent(field, value as InputRecord) : toStored(field, value);
        } catch (error) {
            if (!(error instanceof ValueError)) throw error;
            work.errors.push(error.recordError);
        }
    }

    /** `{"Library__r": {"Code__c": "44021"}}` names a parent by a field that is an external id or unique. */
    #parent(field: Field, value: InputRecord): string | null {
        const keys = Object.entries(value).filter(([key]) => key.toLowerCase() !== 'attributes');
        const [key, text] = keys[0] ?? [];
        const attributes = value['attributes'] as { type?: string } | undefined;
        const parent = this.#context.schema.object(attributes?.type ?? field.reference?.to[0] ?? '');
        const external = parent && key !== undefined ? this.#context.schema.field(parent, key) : undefined;
        if (!parent || !external || keys.length !== 1 || !isKey(external)) {
            const message = `${field.name}: the parent must be named by one external id field, found: ${keys.map(([k]) => k).join(', ')}`;
            throw new ValueError('INVALID_FIELD', message, field);
        }
        if (text === null || text === '') return null;
        const cached = `${parent.name}.${external.name}.${JSON.stringify(text)}`;
        const known = this.#parents.get(cached) ?? this.#findParent(field, parent, external, text);
        this.#parents.set(cached, known);
        return known;
    }

    #findParent(field: Field, parent: ObjectType, external: Field, text: unknown): string {
        const isAlive = parent.fields.has('IsDeleted') ? ' AND IsDeleted = 0' : '';
        const rows = this.#context.store.all<{ Id: string }>(
            `SELECT Id FROM ${quoted(parent.name)} WHERE ${quoted(external.name)} = ?${isAlive} LIMIT 2`,
            [toStored(external, text)],
        );
        const [row] = rows;
        if (row && rows.length === 1) return row.Id;
        const found = row ? 'found more than once' : 'not found';
        const message = `Foreign key external ID: ${String(text).toLowerCase()} ${found} for field ${external.name} in entity ${parent.name}`;
        throw new ValueError('INVALID_FIELD', message, field, []);
    }
}

function isKey(field: Field): boolean {
    return field.externalId || field.unique || field.type === 'id';
}

function refuseId(work: Work, name: string, value: unknown): void {
    if (name.toLowerCase() === 'id' && (value ?? '') !== '')
        fail(work, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
}
