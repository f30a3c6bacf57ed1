/** The fields that are asked of records, as a tree along their lookups: `Volume__c.Rack__r.Library__r.Name`. */
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { nameFieldOf, noField, type UiContext } from './ui-context.ts';

/** As far as SOQL goes. */
const MAX_LEVELS = 5;

/** A lookup on the way to a field. */
export interface ParentFields {
    readonly reference: Field;
    readonly fields: RecordFields;
}

/** Fields of a record, and of the records that it refers to. */
export class RecordFields {
    readonly object: ObjectType;
    /** More than one object may stand here: only what is common to all can be asked. */
    readonly isPolymorphic: boolean;
    readonly #ui: UiContext;
    readonly #fields = new Map<string, Field>();
    readonly #parents = new Map<string, ParentFields>();

    constructor(ui: UiContext, object: ObjectType, isPolymorphic = false) {
        this.#ui = ui;
        this.object = object;
        this.isPolymorphic = isPolymorphic;
    }

    get fields(): ReadonlyMap<string, Field> {
        return this.#fields;
    }

    /** By the name of the relationship. */
    get parents(): ReadonlyMap<string, ParentFields> {
        return this.#parents;
    }

    get isEmpty(): boolean {
        return this.#fields.size + this.#parents.size === 0;
    }

    /**
     * Adds a field by its path from the object; a relationship alone stands for the name of the record it leads to.
     * @throws OrgError INVALID_FIELD when it does not exist, or not for the user
     */
    add(path: string): void {
        this.#addSteps(path.split('.'), path, 0);
    }

    /** Adds a field, when it exists for the user. */
    addIfVisible(path: string): void {
        try {
            this.add(path);
        } catch (error) {
            if (!(error instanceof OrgError)) throw error;
        }
    }

    /** A field with, when it is a lookup, the name of what it refers to. */
    addShown(field: Field): void {
        this.#fields.set(field.name, field);
        const { relationshipName } = field.reference ?? {};
        if (relationshipName !== undefined) this.addIfVisible(relationshipName);
    }

    #addSteps([first = '', ...rest]: readonly string[], path: string, level: number): void {
        const { schema } = this.#ui.org;
        const reference = schema.parentRelationship(this.object, first);
        if (rest.length === 0 && !reference) {
            const field = this.#ui.field(this.object, first);
            this.#fields.set(field.name, field);
            return;
        }
        if (!reference || !this.#ui.seesField(this.object, reference) || level >= MAX_LEVELS)
            throw noField(this.object, path);
        const parent = this.#parent(reference, path);
        if (rest.length > 0) parent.fields.#addSteps(rest, path, level + 1);
        // only now, so that a path that leads nowhere leaves nothing behind
        this.#parents.set(reference.reference?.relationshipName ?? first, parent);
    }

    #parent(reference: Field, path: string): ParentFields {
        const known = this.#parents.get(reference.reference?.relationshipName ?? '');
        if (known) return known;
        const { schema } = this.#ui.org;
        const [target = ''] = reference.reference?.to ?? [];
        const object = schema.object(target);
        if (!object || !this.#ui.session.permissions.object(object).read) throw noField(this.object, path);
        const fields = new RecordFields(this.#ui, object, (reference.reference?.to.length ?? 0) > 1);
        const name = nameFieldOf(object);
        for (const field of [object.fields.get('Id'), name])
            if (field && this.#ui.seesField(object, field)) fields.#fields.set(field.name, field);
        return { reference, fields };
    }
}

/** What a client asks of records, by qualified names such as `Library__c.City__c`. */
export interface AskedFields {
    /** Refused when there is no such field. */
    readonly fields?: readonly string[];
    /** Left out when there is no such field. */
    readonly optionalFields?: readonly string[];
}

/**
 * Adds what a client asks; names may leave out the object where only one can be meant.
 * @throws OrgError INVALID_FIELD for a required field that does not exist, or not for the user
 */
export function addAsked(target: RecordFields, { fields = [], optionalFields = [] }: AskedFields): void {
    for (const name of fields) target.add(unqualified(target.object, name));
    for (const name of optionalFields) target.addIfVisible(unqualified(target.object, name));
}

function unqualified(object: ObjectType, name: string): string {
    const [first = '', ...rest] = name.split('.');
    return first.toLowerCase() === object.name.toLowerCase() && rest.length > 0 ? rest.join('.') : name;
}
