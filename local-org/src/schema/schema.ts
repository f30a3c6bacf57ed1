/** All objects of an org, by name in any case, with the relationships between them. */
import type { Field, ObjectType } from './model.ts';

/** A list of children: the object and the field by which they refer to their parent. */
export interface ChildRelationship {
    readonly child: ObjectType;
    readonly field: Field;
    readonly relationshipName?: string;
}

export class Schema {
    readonly #objects = new Map<string, ObjectType>();
    readonly #byPrefix = new Map<string, ObjectType>();
    readonly #fields = new Map<ObjectType, Map<string, Field>>();
    readonly #parents = new Map<ObjectType, Map<string, Field>>();
    readonly #children = new Map<string, ChildRelationship[]>();

    /**
     * @param objects all objects of the org; references to objects that are not among them are kept, and lead nowhere
     * @throws Error when two objects bear the same name
     */
    constructor(objects: Iterable<ObjectType>) {
        for (const object of objects) {
            const key = object.name.toLowerCase();
            if (this.#objects.has(key)) throw new Error(`two objects named ${object.name}`);
            this.#objects.set(key, object);
            if (object.keyPrefix) this.#byPrefix.set(object.keyPrefix, object);
            this.#index(object);
        }
    }

    #index(object: ObjectType): void {
        const fields = new Map<string, Field>();
        const parents = new Map<string, Field>();
        for (const field of object.fields.values()) {
            fields.set(field.name.toLowerCase(), field);
            const { reference } = field;
            if (!reference) continue;
            if (reference.relationshipName) parents.set(reference.relationshipName.toLowerCase(), field);
            for (const parent of reference.to) this.#addChild(parent, { child: object, field, ...named(field) });
        }
        this.#fields.set(object, fields);
        this.#parents.set(object, parents);
    }

    #addChild(parent: string, relationship: ChildRelationship): void {
        const key = parent.toLowerCase();
        const list = this.#children.get(key);
        if (list) list.push(relationship);
        else this.#children.set(key, [relationship]);
    }

    /** All objects, in alphabetical order. */
    get objects(): ObjectType[] {
        return [...this.#objects.values()].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
    }

    /** An object by API name, in any case. */
    object(name: string): ObjectType | undefined {
        return this.#objects.get(name.toLowerCase());
    }

    /** The object whose ids begin with the same three characters. */
    objectOfId(id: string): ObjectType | undefined {
        return this.#byPrefix.get(id.slice(0, 3));
    }

    /** A field by API name, in any case. */
    field(object: ObjectType, name: string): Field | undefined {
        return this.#fields.get(object)?.get(name.toLowerCase());
    }

    /** The reference field behind a parent relationship such as `Owner` or `Shelf__r`, in any case. */
    parentRelationship(object: ObjectType, relationshipName: string): Field | undefined {
        return this.#parents.get(object)?.get(relationshipName.toLowerCase());
    }

    /** All lists of children of an object, named and unnamed. */
    childRelationships(object: ObjectType): readonly ChildRelationship[] {
        return this.#children.get(object.name.toLowerCase()) ?? [];
    }

    /** A list of children by the name that subqueries use, in any case. */
    childRelationship(object: ObjectType, relationshipName: string): ChildRelationship | undefined {
        const wanted = relationshipName.toLowerCase();
        return this.childRelationships(object).find((one) => one.relationshipName?.toLowerCase() === wanted);
    }
}

function named(field: Field): { relationshipName?: string } {
    const name = field.reference?.childRelationshipName;
    return name === undefined ? {} : { relationshipName: name };
}
