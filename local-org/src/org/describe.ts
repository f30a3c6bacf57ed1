/** Objects as describe tells them, to a user: what he may not read does not exist. */
import type { ProjectMetadata } from '../metadata/project.ts';
import { Translations } from '../metadata/translations.ts';
import { MASTER_RECORD_TYPE } from '../dml/record-types.ts';
import { notFound } from '../schema/errors.ts';
import type { ObjectType, RecordTypeInfo } from '../schema/model.ts';
import type { Schema } from '../schema/schema.ts';
import { describeField } from './describe-field.ts';
import type { Session } from './session.ts';

export { MASTER_RECORD_TYPE };

/** What describing needs of the org. */
export interface Describable {
    readonly schema: Schema;
    readonly metadata: ProjectMetadata;
    /** Ids of the record types of an object by developer name. */
    recordTypeIds(object: ObjectType): ReadonlyMap<string, string>;
}

/**
 * An object that the user may read.
 * @throws OrgError NOT_FOUND (404) when it does not exist, or not for him
 */
export function visibleObject(org: Describable, session: Session, name: string): ObjectType {
    const object = org.schema.object(name);
    if (object && session.permissions.object(object).read) return object;
    throw notFound();
}

/** All objects that the user may read. @param path of the API's version, such as `/services/data/v66.0` */
export function describeGlobal(org: Describable, session: Session, path: string): object {
    const translations = new Translations(org.metadata, session.language);
    const visible = org.schema.objects.filter((object) => session.permissions.object(object).read);
    return {
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: visible.map((object) => ({ ...summary(object, session, translations), urls: urls(object, path) })),
    };
}

/**
 * An object with its fields, children and record types.
 * @throws OrgError NOT_FOUND (404)
 */
export function describeObject(org: Describable, session: Session, name: string, path: string): object {
    const object = visibleObject(org, session, name);
    const { permissions, language } = session;
    const translations = new Translations(org.metadata, language);
    const fields = [...object.fields.values()].filter((field) => permissions.field(object, field).read);
    return {
        ...summary(object, session, translations),
        actionOverrides: [],
        childRelationships: childRelationships(org, session, object),
        compactLayoutable: true,
        defaultImplementation: null,
        extendedBy: null,
        extendsInterfaces: null,
        fields: fields.map((field) => describeField(object, field, permissions.field(object, field), translations)),
        implementedBy: null,
        implementsInterfaces: null,
        listviewable: null,
        lookupLayoutable: null,
        namedLayoutInfos: [],
        networkScopeFieldName: null,
        recordTypeInfos: recordTypes(org, session, object, translations),
        searchLayoutable: true,
        sobjectDescribeOption: 'FULL',
        supportedScopes: [
            { label: translations.objectLabelPlural(object), name: 'everything' },
            ...(object.fields.has('OwnerId') ? [{ label: translations.objectLabelPlural(object), name: 'mine' }] : []),
        ],
        urls: urls(object, path),
    };
}

function summary(object: ObjectType, { permissions }: Session, translations: Translations): object {
    const rights = permissions.object(object);
    return {
        activateable: false,
        associateEntityType: object.kind === 'share' ? 'Share' : object.kind === 'history' ? 'History' : null,
        associateParentEntity: null,
        createable: object.createable && rights.create,
        custom: object.custom,
        customSetting: object.kind === 'customSetting',
        deepCloneable: false,
        deletable: object.deletable && rights.delete,
        deprecatedAndHidden: false,
        feedEnabled: false,
        hasSubtypes: false,
        isInterface: false,
        isSubtype: false,
        keyPrefix: object.keyPrefix ?? null,
        label: translations.objectLabel(object),
        labelPlural: translations.objectLabelPlural(object),
        layoutable: object.kind === 'custom' || (object.kind === 'standard' && !object.setup),
        mergeable: false,
        mruEnabled: object.kind === 'custom',
        name: object.name,
        queryable: object.queryable,
        replicateable: object.fields.has('SystemModstamp'),
        retrieveable: object.queryable,
        searchable: object.searchable,
        triggerable: object.kind === 'custom' || (object.kind === 'standard' && !object.setup),
        undeletable: object.undeletable && rights.delete,
        updateable: object.updateable && rights.edit,
    };
}

function childRelationships(org: Describable, { permissions }: Session, object: ObjectType): object[] {
    return org.schema
        .childRelationships(object)
        .filter(({ child, field }) => permissions.object(child).read && permissions.field(child, field).read)
        .map(({ child, field, relationshipName }) => ({
            cascadeDelete: field.reference?.onDelete === 'Cascade',
            childSObject: child.name,
            deprecatedAndHidden: false,
            field: field.name,
            junctionIdListNames: [],
            junctionReferenceTo: [],
            relationshipName: relationshipName ?? null,
            restrictedDelete: field.reference?.onDelete === 'Restrict',
        }));
}

function recordTypes(
    org: Describable,
    { permissions }: Session,
    object: ObjectType,
    translations: Translations,
): object[] {
    const ids = org.recordTypeIds(object);
    const isDefault = (info: RecordTypeInfo): boolean =>
        info.active && (info.defaultFor?.includes(permissions.profileName) ?? false);
    const own = object.recordTypes.map((info) => ({
        active: info.active,
        available: info.active,
        defaultRecordTypeMapping: isDefault(info),
        developerName: info.developerName,
        master: false,
        name: translations.recordTypeLabel(object, info.developerName, info.label),
        recordTypeId: ids.get(info.developerName) ?? null,
        urls: {},
    }));
    const master = {
        active: true,
        available: true,
        defaultRecordTypeMapping: !object.recordTypes.some(isDefault),
        developerName: 'Master',
        master: true,
        name: 'Master',
        recordTypeId: MASTER_RECORD_TYPE,
        urls: {},
    };
    return [...own, master];
}

function urls(object: ObjectType, path: string): Record<string, string> {
    const base = `${path}/sobjects/${object.name}`;
    return {
        compactLayouts: `${base}/describe/compactLayouts`,
        rowTemplate: `${base}/{ID}`,
        approvalLayouts: `${base}/describe/approvalLayouts`,
        defaultValues: `${base}/defaultValues?recordTypeId&fields`,
        listviews: `${base}/listviews`,
        describe: `${base}/describe`,
        quickActions: `${base}/quickActions`,
        layouts: `${base}/describe/layouts`,
        sobject: base,
    };
}
