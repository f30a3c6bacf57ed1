/** Records in XML (SOAP API developer guide, "sObject" of the partner WSDL). */
import type { InputRecord } from '../../dml/input.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Schema } from '../../schema/schema.ts';
import type { QueryRecord } from '../../soql/index.ts';
import { attributeOf, childNamed, childrenNamed, localName } from './envelope.ts';
import { elements, text, type Json } from './values-xml.ts';

/** A record as a client sends it, with the name of its object. */
export interface SentRecord {
    readonly type: string;
    readonly record: InputRecord;
}

/** @throws OrgError INVALID_TYPE for a record that does not say what it is of */
export function readRecord(element: XmlElement): SentRecord {
    const type = typeOf(element);
    if (type === '') throw new OrgError('INVALID_TYPE', 'Must send a concrete entity type.');
    const emptied = childrenNamed(element, 'fieldsToNull').map((child) => [child.text, null] as const);
    const members = membersOf(element).map((child): readonly [string, unknown] => {
        if (attributeOf(child, 'nil') === 'true') return [localName(child), null];
        return [localName(child), child.children.length > 0 ? parentOf(child) : child.text];
    });
    // an empty id is none: some clients send the element always
    const given = members.filter(([name, value]) => name.toLowerCase() !== 'id' || (value ?? '') !== '');
    return { type, record: Object.fromEntries([...given, ...emptied]) };
}

/** Partner clients name the type in an element, enterprise clients in an attribute. */
function typeOf(element: XmlElement): string {
    const named = childNamed(element, 'type')?.text.trim() ?? '';
    if (named !== '') return named;
    const declared = attributeOf(element, 'type')?.split(':').at(-1) ?? '';
    return declared === 'sObject' ? '' : declared;
}

function membersOf(element: XmlElement): XmlElement[] {
    return element.children.filter((child) => !/^(?:type|fieldsToNull)$/.test(localName(child)));
}

/** A parent that is named by an external id. */
function parentOf(element: XmlElement): InputRecord {
    const type = typeOf(element);
    const members = membersOf(element).map((child) => [localName(child), child.text] as const);
    const attributes = type === '' ? {} : { attributes: { type } };
    return { ...attributes, ...Object.fromEntries(members) };
}

/** A record of a query as an element. @param name of the element */
export function writeRecord(schema: Schema, name: string, record: QueryRecord): string {
    const { attributes, ...fields } = record;
    const id = fields['Id'];
    const own = typeof id === 'string' ? `<sf:Id>${id}</sf:Id>` : '<sf:Id xsi:nil="true"/>';
    const members = Object.entries(fields).map(([field, value]) => writeValue(schema, attributes.type, field, value));
    return `<${name} xsi:type="sf:sObject"><sf:type>${text(attributes.type)}</sf:type>${own}${members.join('')}</${name}>`;
}

function writeValue(schema: Schema, type: string, field: string, value: unknown): string {
    const name = `sf:${field}`;
    if (value === null || value === undefined) return `<${name} xsi:nil="true"/>`;
    if (typeof value !== 'object') return `<${name}>${text(shown(schema, type, field, value))}</${name}>`;
    if ('attributes' in value) return writeRecord(schema, name, value as QueryRecord);
    if ('records' in value) {
        const { records, totalSize } = value as { records: QueryRecord[]; totalSize: number };
        const found = { done: true, totalSize, records };
        return `<${name} xsi:type="QueryResult">${writeResult(schema, found)}</${name}>`;
    }
    const kind = 'street' in value || 'city' in value ? 'address' : 'location';
    return `<${name} xsi:type="${kind}">${elements(value as Record<string, Json>)}</${name}>`;
}

/** XML Schema writes the zone of an instant as `Z`, REST as `+0000`. */
function shown(schema: Schema, type: string, name: string, value: unknown): string {
    const written = String(value);
    const object = schema.object(type);
    const field = object && schema.field(object, name);
    if (field && field.type !== 'datetime') return written;
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/.test(written) ? written.replace('+0000', 'Z') : written;
}

/** A page of a query. */
export interface ResultPage {
    readonly done: boolean;
    readonly totalSize: number;
    readonly records: readonly QueryRecord[];
    readonly queryLocator?: string;
}

/** The members of a QueryResult. */
export function writeResult(schema: Schema, { done, totalSize, records, queryLocator }: ResultPage): string {
    const locator =
        queryLocator === undefined ? '<queryLocator xsi:nil="true"/>' : `<queryLocator>${queryLocator}</queryLocator>`;
    const written = records.map((record) => writeRecord(schema, 'records', record)).join('');
    return `<done>${String(done)}</done>${locator}${written}<size>${String(totalSize)}</size>`;
}
