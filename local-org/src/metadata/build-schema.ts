/** From the metadata of projects to the schema of an org. */
import { derivedObjects } from '../schema/derived.ts';
import type { Field, ObjectType, RecordTypeInfo } from '../schema/model.ts';
import { withOpenReferences } from '../schema/open-references.ts';
import { Schema } from '../schema/schema.ts';
import { STANDARD_OBJECTS } from '../schema/standard/index.ts';
import { checkObjects } from './check-schema.ts';
import { ComponentFault } from './component.ts';
import { customObject, extendedObject, type ObjectSources } from './custom-object.ts';
import type { ProjectMetadata } from './project.ts';
import { withSharingRules } from './sharing-rules.ts';

/**
 * Makes the schema of an org with these projects deployed.
 * @param keyPrefixOf the prefix that the org gave, or now gives, to an object's ids
 * @throws ComponentFault that names the object and the field which cannot be read, or which the org cannot have
 */
export function buildSchema(metadata: ProjectMetadata, keyPrefixOf: (objectName: string) => string): Schema {
    const { valueSets, objects } = metadata;
    refuseUnsupported(metadata);
    const standard = STANDARD_OBJECTS.map((object) => {
        const sources = objects.get(object.name);
        return sources ? extendedObject(object, sources, valueSets) : object;
    });
    const known = new Set(standard.map((object) => object.name));
    const custom = [...objects.values()]
        .filter((sources) => !known.has(sources.name) && !isEmpty(sources))
        .map((sources) => customObject(sources, keyPrefixOf(sources.name), valueSets));
    const complete = withProfileDefaults(withSummaryTypes([...standard, ...custom]), metadata);
    const own = withOpenReferences(withSharingRules(complete, metadata));
    checkObjects(own);
    const derived = own.flatMap((object) => derivedObjects(object));
    return new Schema([...own, ...derived.map((object) => ({ ...object, keyPrefix: keyPrefixOf(object.name) }))]);
}

/**
 * What decides who sees which records cannot be left out in silence.
 * @throws Error that names the file
 */
function refuseUnsupported(metadata: ProjectMetadata): void {
    for (const [name] of metadata.all('restrictionRule'))
        throw new ComponentFault('RestrictionRule', name, 'a local org has no restriction rules');
}

/** A folder of list views or layouts alone makes no object. */
function isEmpty({ object, fields, recordTypes, validationRules }: ObjectSources): boolean {
    return !object && fields.size + recordTypes.size + validationRules.size === 0;
}

/** A roll-up has the type of what it sums up, which another object's file tells; that may be a roll-up itself. */
function withSummaryTypes(objects: readonly ObjectType[]): ObjectType[] {
    const byName = new Map(objects.map((object) => [object.name, object]));
    const typed = (field: Field): Field => {
        const summarized = byName.get(field.summary?.childObject ?? '')?.fields.get(field.summary?.field ?? '');
        if (!summarized) return field;
        const { type, scale } = typed(summarized);
        return { ...field, type, precision: ['date', 'datetime'].includes(type) ? 0 : 18, scale };
    };
    return objects.map((object) => {
        const fields = [...object.fields.values()];
        if (!fields.some((field) => field.summary?.field)) return object;
        return { ...object, fields: new Map(fields.map((field) => [field.name, typed(field)])) };
    });
}

/** Profiles say which record type their users get by default. */
function withProfileDefaults(objects: readonly ObjectType[], metadata: ProjectMetadata): ObjectType[] {
    const profiles = new Map<string, string[]>();
    for (const [profile, xml] of metadata.all('profile'))
        for (const one of xml.all('recordTypeVisibilities')) {
            const type = one.value('recordType') ?? '';
            if (one.flag('default')) profiles.set(type, [...(profiles.get(type) ?? []), profile]);
        }
    const withDefaults = (object: ObjectType, info: RecordTypeInfo): RecordTypeInfo => {
        return { ...info, defaultFor: profiles.get(`${object.name}.${info.developerName}`) ?? [] };
    };
    return objects.map((object) => {
        if (object.recordTypes.length === 0) return object;
        return { ...object, recordTypes: object.recordTypes.map((info) => withDefaults(object, info)) };
    });
}
