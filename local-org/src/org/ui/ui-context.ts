/** For whom a part of the user interface is made, and what all of its parts read. */
import { Translations } from '../../metadata/translations.ts';
import { notFound as noResource, OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { DisplayValues } from './display-values.ts';

export { noResource };

/** Standard objects that user interfaces are built on, besides custom ones (guide, "Supported Objects"). */
const STANDARD = new Set([
    'Account',
    'Case',
    'Contact',
    'ContentDocument',
    'ContentDocumentLink',
    'ContentVersion',
    'Group',
    'Lead',
    'Opportunity',
    'Organization',
    'Profile',
    'RecordType',
    'Task',
    'User',
    'UserRole',
]);

/** Whether records of an object are shown by the User Interface API and GraphQL. */
export function isUiObject(object: ObjectType): boolean {
    return object.kind === 'custom' || object.kind === 'customMetadata' || STANDARD.has(object.name);
}

export class UiContext {
    readonly org: Org;
    readonly session: Session;
    /** Of the API's version, such as `/services/data/v66.0`. */
    readonly base: string;
    /** Address of the org, as the client knows it. */
    readonly address: string;
    readonly translations: Translations;
    readonly display: DisplayValues;

    constructor(org: Org, session: Session, { base, address }: { base: string; address: string }) {
        this.org = org;
        this.session = session;
        this.base = base;
        this.address = address;
        this.translations = new Translations(org.metadata, session.language);
        this.display = new DisplayValues(session, this.translations);
    }

    /** Address of a resource of this API. @param path behind `ui-api/` */
    url(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): string {
        const given = new URLSearchParams();
        for (const [name, value] of Object.entries(query))
            if (value !== undefined && value !== '') given.set(name, String(value));
        const search = given.toString();
        return `${this.base}/ui-api/${path}${search === '' ? '' : `?${search}`}`;
    }

    seesObject(object: ObjectType): boolean {
        return isUiObject(object) && this.session.permissions.object(object).read;
    }

    seesField(object: ObjectType, field: Field): boolean {
        return field.type !== 'base64' && this.session.permissions.field(object, field).read;
    }

    /** The fields of an object that the user may read. */
    fields(object: ObjectType): Field[] {
        return [...object.fields.values()].filter((field) => this.seesField(object, field));
    }

    /**
     * An object that the user may read.
     * @throws OrgError NOT_FOUND (404) when it does not exist, or not for him; INVALID_TYPE when this API does not show it
     */
    object(name: string): ObjectType {
        const object = this.org.schema.object(name);
        if (!object || !this.session.permissions.object(object).read) throw noResource();
        if (!isUiObject(object)) throw new OrgError('INVALID_TYPE', `Object ${object.name} is not supported in UI API`);
        return object;
    }

    /**
     * A field that the user may read.
     * @throws OrgError INVALID_FIELD when it does not exist, or not for him
     */
    field(object: ObjectType, name: string): Field {
        const field = this.org.schema.field(object, name);
        if (field && this.seesField(object, field)) return field;
        throw noField(object, name);
    }

    /**
     * The object of a record, and its id with 18 characters.
     * @throws OrgError NOT_FOUND (404) when there can be no such record
     */
    recordId(text: string): { id: string; object: ObjectType } {
        const id = toId18(text);
        const found = id === undefined ? undefined : this.org.schema.objectOfId(id);
        if (id === undefined || !found) throw noResource();
        return { id, object: this.object(found.name) };
    }
}

export function noField(object: ObjectType, name: string): OrgError {
    return new OrgError('INVALID_FIELD', `No such column '${name}' on entity '${object.name}'`, { fields: [name] });
}

/** The field by which records of an object are called; their id where they have no name. */
export function nameFieldOf(object: ObjectType): Field | undefined {
    return [...object.fields.values()].find((field) => field.nameField) ?? object.fields.get('Id');
}

/** A text in SOQL. */
export function soqlText(text: string): string {
    return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** A pattern of SOQL's LIKE for texts that hold one. */
export function soqlPattern(before: '%' | '', text: string): string {
    const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
    return `'${before}${escaped.replace(/[%_]/g, '\\$&')}%'`;
}
