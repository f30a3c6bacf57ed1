/** What of the schema a query may see: what the user may not read does not exist for him. */
import type { Permissions } from '../../access/permissions.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';

export class Access {
    readonly permissions: Permissions | undefined;
    readonly #schema: Schema;

    /** @param permissions the user's rights; absent: everything may be read */
    constructor(schema: Schema, permissions: Permissions | undefined) {
        this.#schema = schema;
        this.permissions = permissions;
    }

    /** Whether records of the object may be read. */
    seesObject(object: ObjectType): boolean {
        if (!object.queryable) return false;
        return this.permissions === undefined || this.permissions.object(this.#origin(object)).read;
    }

    /** Whether the field may be read. */
    seesField(object: ObjectType, field: Field): boolean {
        if (this.permissions === undefined) return true;
        const isDerived = object.kind === 'share' || object.kind === 'history';
        return isDerived ? this.seesObject(object) : this.permissions.field(object, field).read;
    }

    /** Shares and histories are read by whoever may read what they belong to; nobody grants rights on them. */
    #origin(object: ObjectType): ObjectType {
        if (object.kind !== 'share' && object.kind !== 'history') return object;
        const parent = [...object.fields.values()].find(({ reference }) =>
            ['Shares', 'Histories'].includes(reference?.childRelationshipName ?? ''),
        );
        return this.#schema.object(parent?.reference?.to[0] ?? '') ?? object;
    }
}
