/** Records of custom metadata types: read like data, deployed like code. */
import type { Schema } from '../schema/schema.ts';
import type { Value } from '../store/store.ts';
import { ComponentFault } from './component.ts';
import type { ProjectMetadata } from './project.ts';
import type { SetupRow, SetupRows } from './setup-rows.ts';
import type { XmlElement } from './xml.ts';

/**
 * Puts them into the org.
 * @throws Error when a record is of a type, or has a field, that does not exist
 */
export function syncMetadataRecords(rows: SetupRows, schema: Schema, metadata: ProjectMetadata): void {
    const byType = new Map<string, SetupRow[]>();
    const language = rows.read('Organization', 'LanguageLocaleKey');
    for (const [name, xml] of metadata.all('md')) {
        const [type = '', record = ''] = name.split('.');
        const list = byType.get(type) ?? [];
        list.push({
            ...ComponentFault.about('CustomMetadata', name, () => recordRow(schema, type, record, xml)),
            Language: language,
        });
        byType.set(type, list);
    }
    for (const object of schema.objects) {
        if (object.kind !== 'customMetadata') continue;
        const type = object.name.replace(/__mdt$/, '');
        rows.replace(object.name, {}, ['DeveloperName'], byType.get(type) ?? []);
        byType.delete(type);
    }
    const [unknown] = byType.keys();
    const [name] = [...metadata.all('md').keys()].filter((one) => one.split('.')[0] === unknown);
    if (unknown !== undefined)
        throw new ComponentFault(
            'CustomMetadata',
            name ?? unknown,
            `In field: customMetadata - no CustomMetadata named ${unknown}__mdt found`,
        );
}

function recordRow(schema: Schema, type: string, record: string, xml: XmlElement): SetupRow {
    const object = schema.object(`${type}__mdt`);
    const label = xml.value('label') ?? record;
    const row: Record<string, Value> = {
        DeveloperName: record,
        MasterLabel: label,
        Label: label,
        QualifiedApiName: record,
    };
    for (const one of xml.all('values')) {
        const field = object && schema.field(object, one.value('field') ?? '');
        if (!field)
            throw new Error(
                `In field: ${one.value('field') ?? ''} - no CustomField named ${type}__mdt.${one.value('field') ?? ''} found`,
            );
        const value = one.child('value');
        const isBlank = value === undefined || value.attributes['xsi:nil'] === 'true' || value.text === '';
        row[field.name] = isBlank ? null : stored(field.type, value.text);
    }
    return row;
}

function stored(type: string, text: string): Value {
    if (type === 'boolean') return text === 'true' ? 1 : 0;
    if (type === 'datetime') return Date.parse(text);
    if (type === 'time') return Date.parse(`1970-01-01T${text.replace(/Z?$/, 'Z')}`);
    return ['double', 'int', 'currency', 'percent'].includes(type) ? Number(text) : text;
}
