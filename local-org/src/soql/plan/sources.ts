/** Where fields come from: a record, or the record that a reference to several objects points at. */
import { makeField } from '../../schema/field.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { PlanContext } from './context.ts';
import { isText, type Frame } from './frame.ts';
import { constant } from './parameters.ts';

/** A field that a query names, found in the schema. */
export interface Found {
    readonly field: Field;
    readonly object: ObjectType;
    readonly sql: string;
    /** Whose part it is when it is a compound field, which has no column of its own. */
    readonly frame?: Frame;
}

/** Something that has fields and parents, as the user sees it. */
export interface Source {
    /** What errors call it. */
    readonly entity: string;
    /** The id of the record, null when there is none. */
    readonly id: string;
    /** The object; absent when it differs from record to record. */
    readonly object?: ObjectType;
    field(name: string): Found | undefined;
    parent(name: string): ParentSource | undefined;
}

export interface ParentSource {
    /** The relationship as the schema writes it. */
    readonly name: string;
    readonly source: Source;
}

/** A record of one object. */
export class RecordSource implements Source {
    readonly frame: Frame;
    readonly #context: PlanContext;

    constructor(context: PlanContext, frame: Frame) {
        this.#context = context;
        this.frame = frame;
    }

    get entity(): string {
        return this.frame.object.name;
    }

    get object(): ObjectType {
        return this.frame.object;
    }

    get id(): string {
        return this.frame.id;
    }

    field(name: string): Found | undefined {
        const { object } = this.frame;
        const field = this.#context.schema.field(object, name);
        if (!field || !this.#context.access.seesField(object, field)) return undefined;
        const isCompound = field.type === 'location' || field.type === 'address';
        const sql = isCompound ? 'NULL' : this.frame.column(field);
        return { field, object, sql, frame: this.frame };
    }

    parent(name: string): ParentSource | undefined {
        const { object } = this.frame;
        const reference = this.#context.schema.parentRelationship(object, name);
        if (!reference || !this.#context.access.seesField(object, reference)) return undefined;
        const source = this.#parentSource(reference);
        return source && { name: reference.reference?.relationshipName ?? name, source };
    }

    #parentSource(reference: Field): Source | undefined {
        const { schema, access } = this.#context;
        const names = reference.reference?.to ?? [];
        const targets = names
            .map((name) => schema.object(name))
            .filter((target) => target !== undefined)
            .filter((target) => access.seesObject(target));
        const [target] = targets;
        if (!target) return undefined;
        if (names.length > 1) return new NameSource(this.#context, this.frame, reference, targets);
        return new RecordSource(this.#context, this.frame.parent(reference, target, true));
    }
}

/**
 * What the object that SOQL calls Name has: the little that all objects have which a reference may point at.
 * Source: Object Reference, "Name".
 */
const NAME_FIELDS = [
    'Alias',
    'Email',
    'FirstName',
    'IsActive',
    'LastName',
    'Phone',
    'ProfileId',
    'Title',
    'UserRoleId',
    'Username',
];
const NAME_PARENTS = ['profile', 'userrole'];
const TYPE_FIELD = makeField({ name: 'Type', type: 'picklist', label: 'Object Type' });

/** The record that a reference to several objects points at. */
export class NameSource implements Source {
    readonly entity = 'Name';
    readonly targets: readonly ObjectType[];
    readonly #context: PlanContext;
    readonly #child: Frame;
    readonly #reference: Field;

    constructor(context: PlanContext, child: Frame, reference: Field, targets: readonly ObjectType[]) {
        this.#context = context;
        this.#child = child;
        this.#reference = reference;
        this.targets = targets;
    }

    get id(): string {
        return this.#child.column(this.#reference);
    }

    /** The record as one of its possible objects. */
    as(target: ObjectType): RecordSource {
        return new RecordSource(this.#context, this.#child.parent(this.#reference, target, true));
    }

    field(name: string): Found | undefined {
        const wanted = name.toLowerCase();
        const [first] = this.targets;
        if (!first) return undefined;
        if (wanted === 'id') return { field: this.#idField(first), object: first, sql: this.id };
        if (wanted === 'type') return { field: TYPE_FIELD, object: first, sql: this.#typeSql() };
        const column = wanted === 'name' ? undefined : NAME_FIELDS.find((one) => one.toLowerCase() === wanted);
        if (wanted !== 'name' && column === undefined) return undefined;
        return this.#coalesce((target) =>
            [...target.fields.values()].find((field) =>
                column === undefined ? field.nameField : field.name === column,
            ),
        );
    }

    #idField(target: ObjectType): Field {
        return target.fields.get('Id') ?? this.#reference;
    }

    #typeSql(): string {
        const cases = this.targets.map(
            ({ keyPrefix = '', name }) => `WHEN ${constant(keyPrefix)} THEN ${constant(name)}`,
        );
        return `((CASE substr(${this.id}, 1, 3) ${cases.join(' ')} END) COLLATE NOCASE)`;
    }

    #coalesce(choose: (target: ObjectType) => Field | undefined): Found | undefined {
        const found = this.targets.flatMap((target) => {
            const field = choose(target);
            return field ? [this.as(target).field(field.name)] : [];
        });
        const visible = found.filter((one) => one !== undefined);
        const [first] = visible;
        if (!first) return undefined;
        const columns = visible.map(({ sql }) => sql);
        const sql = columns.length === 1 ? first.sql : `coalesce(${columns.join(', ')})`;
        // fields of other names are all shown as Name
        const field = first.field.nameField ? { ...first.field, name: 'Name', label: 'Name' } : first.field;
        return { field, object: first.object, sql: isText(field) ? `(${sql} COLLATE NOCASE)` : sql };
    }

    parent(name: string): ParentSource | undefined {
        if (!NAME_PARENTS.includes(name.toLowerCase())) return undefined;
        for (const target of this.targets) {
            const found = this.as(target).parent(name);
            if (found) return found;
        }
        return undefined;
    }
}
