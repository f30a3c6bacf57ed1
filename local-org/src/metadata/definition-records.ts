/** What the org is made of, as records: entities, fields, record types, list views, groups, queues and roles. */
import { isIndexed } from '../store/tables.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { syncGroups } from './group-records.ts';
import type { ProjectMetadata } from './project.ts';
import type { SetupRow, SetupRows } from './setup-rows.ts';

/** Puts them into the org. */
export function syncDefinitions(rows: SetupRows, schema: Schema, metadata: ProjectMetadata): void {
    const objects = schema.objects;
    rows.replace(
        'EntityDefinition',
        {},
        ['DurableId'],
        objects.map((object) => entityRow(object)),
    );
    rows.replace(
        'FieldDefinition',
        {},
        ['DurableId'],
        objects.flatMap((object) => [...object.fields.values()].map((field) => fieldRow(object, field))),
    );
    for (const object of objects) {
        if (object.recordTypes.length === 0) continue;
        const recordTypes = object.recordTypes.map(({ developerName, label, active }) => ({
            DeveloperName: developerName,
            Name: label,
            IsActive: active ? 1 : 0,
        }));
        rows.replace('RecordType', { SobjectType: object.name }, ['DeveloperName'], recordTypes);
    }
    rows.replace(
        'ListView',
        {},
        ['SobjectType', 'DeveloperName'],
        [...metadata.all('listView')].map(([name, xml]) => {
            const [object = '', view = ''] = name.split('.');
            return { SobjectType: object, DeveloperName: view, Name: xml.value('label') ?? view, IsSoqlCompatible: 1 };
        }),
    );
    syncGroups(rows, metadata);
}

function entityRow(object: ObjectType): SetupRow {
    return {
        // what refers to an entity names it, for it has no id of its own
        Id: object.name,
        DurableId: object.name,
        QualifiedApiName: object.name,
        DeveloperName: object.name.replace(/__\w+$/, ''),
        Label: object.label,
        MasterLabel: object.label,
        PluralLabel: object.labelPlural,
        KeyPrefix: object.keyPrefix ?? null,
        IsCustomizable: object.custom ? 1 : 0,
        IsCustomSetting: object.kind === 'customSetting' ? 1 : 0,
        IsQueryable: object.queryable ? 1 : 0,
        IsSearchable: object.searchable ? 1 : 0,
        IsTriggerable: object.setup ? 0 : 1,
        IsApexTriggerable: object.setup ? 0 : 1,
        InternalSharingModel: object.sharingModel,
        ExternalSharingModel: 'Private',
    };
}

function fieldRow(object: ObjectType, field: Field): SetupRow {
    return {
        DurableId: `${object.name}.${field.name}`,
        QualifiedApiName: field.name,
        DeveloperName: field.name.replace(/__c$/, ''),
        Label: field.label,
        MasterLabel: field.label,
        EntityDefinitionId: object.name,
        DataType: dataType(field),
        ValueTypeId: field.type,
        Length: field.length,
        Precision: field.precision,
        Scale: field.scale,
        IsNillable: field.nillable ? 1 : 0,
        IsIndexed: isIndexed(field) ? 1 : 0,
        IsCalculated: field.formula || field.summary ? 1 : 0,
        IsFieldHistoryTracked: field.trackHistory ? 1 : 0,
        IsApiFilterable: field.filterable ? 1 : 0,
        IsApiSortable: field.sortable ? 1 : 0,
        IsApiGroupable: field.groupable ? 1 : 0,
        RelationshipName: field.reference?.relationshipName ?? null,
    };
}

/** As setup shows it: `Text(80)`, `Number(16, 2)`, `Lookup(Book)`. */
function dataType(field: Field): string {
    if (field.formula) return `Formula (${field.type})`;
    if (field.summary) return 'Roll-Up Summary';
    if (field.autoNumber) return 'Auto Number';
    switch (field.type) {
        case 'string':
            return `Text(${String(field.length)})`;
        case 'double':
            return `Number(${String(field.precision - field.scale)}, ${String(field.scale)})`;
        case 'currency':
            return `Currency(${String(field.precision - field.scale)}, ${String(field.scale)})`;
        case 'reference':
            return `${field.reference?.isMasterDetail ? 'Master-Detail' : 'Lookup'}(${field.reference?.to.join(',') ?? ''})`;
        default:
            return field.type;
    }
}
