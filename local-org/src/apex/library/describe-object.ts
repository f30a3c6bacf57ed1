/** Describe of objects. Source: Apex reference guide, "DescribeSObjectResult class", "SObjectType class", "RecordTypeInfo class". */
import type { ObjectType } from '../../schema/model.ts';
import { MapValue } from '../run/collections.ts';
import { NativeObject, ListValue, type Value } from '../run/values.ts';
import { SObjectValue } from '../run/sobject.ts';
import { transaction } from '../run/vm.ts';
import { ID, STRING, listOf, mapOf } from '../types/type.ts';
import { define, extend } from './define.ts';
import { fieldToken, objectToken } from './tokens.ts';
import { namedType } from './types.ts';

type Described = NativeObject<ObjectType>;

interface RecordTypeState {
    readonly name: string;
    readonly developerName: string;
    readonly id: string | null;
    readonly isActive: boolean;
    readonly isMaster: boolean;
}

type Right = 'read' | 'create' | 'edit' | 'delete';

function may(object: ObjectType, right: Right): boolean {
    return transaction().host.rights?.object(object)[right] ?? true;
}

/** The describe of an object. */
export function describeObject(object: ObjectType): Described {
    return new NativeObject(namedType('Schema.DescribeSObjectResult'), object);
}

/** Fields by their names, in lower case as an org gives them. */
function fieldMap(object: ObjectType): MapValue {
    const made = new MapValue(mapOf(STRING, namedType('Schema.SObjectField')));
    for (const field of object.fields.values()) made.put(field.name.toLowerCase(), fieldToken(object, field)[1]);
    return made;
}

/** The master record type is there always. */
function recordTypes(object: ObjectType): NativeObject<RecordTypeState>[] {
    const { host } = transaction();
    const type = namedType('Schema.RecordTypeInfo');
    const ids = host.recordTypeIds?.(object);
    const own = object.recordTypes.map(({ developerName, label, active }) => ({
        name: host.translations?.recordTypeLabel(object, developerName, label) ?? label,
        developerName,
        id: ids?.get(developerName) ?? null,
        isActive: active,
        isMaster: false,
    }));
    const master = {
        name: 'Master',
        developerName: 'Master',
        id: '012000000000000AAA',
        isActive: true,
        isMaster: true,
    };
    return [...own, master].map((state) => new NativeObject(type, state));
}

function recordTypesBy(object: ObjectType, key: 'name' | 'developerName' | 'id'): MapValue {
    const made = new MapValue(mapOf(key === 'id' ? ID : STRING, namedType('Schema.RecordTypeInfo')));
    for (const info of recordTypes(object)) made.put(info.state[key], info);
    return made;
}

function childRelationships({ state: object }: Described): ListValue {
    const type = namedType('Schema.ChildRelationship');
    const all = transaction().host.schema.childRelationships(object);
    return new ListValue(
        listOf(type),
        all.map((one) => new NativeObject(type, one)),
    );
}

function label({ state: object }: Described): string {
    return transaction().host.translations?.objectLabel(object) ?? object.label;
}

function labelPlural({ state: object }: Described): string {
    return transaction().host.translations?.objectLabelPlural(object) ?? object.labelPlural;
}

type Child = ReturnType<ReturnType<typeof transaction>['host']['schema']['childRelationships']>[number];

define(
    { name: 'SObjectDescribeOptions', namespace: 'Schema', kind: 'enum', values: ['DEFAULT', 'DEFERRED', 'FULL'] },
    {
        name: 'DescribeSObjectResult',
        namespace: 'Schema',
        properties: {
            'Schema.SObjectTypeFields fields': {
                read: ({ state }: Described) => new NativeObject(namedType('Schema.SObjectTypeFields'), state),
            },
        },
        methods: {
            'String getName()': ({ state }: Described) => state.name,
            'String getLocalName()': ({ state }: Described) => state.name,
            'String getLabel()': label,
            'String getLabelPlural()': labelPlural,
            'String getKeyPrefix()': ({ state }: Described) => state.keyPrefix ?? null,
            'Schema.SObjectType getSObjectType()': ({ state }: Described) => objectToken(state)[1],
            'List<Schema.ChildRelationship> getChildRelationships()': childRelationships,
            'List<Schema.RecordTypeInfo> getRecordTypeInfos()': ({ state }: Described) =>
                new ListValue(listOf(namedType('Schema.RecordTypeInfo')), recordTypes(state)),
            'Map<String, Schema.RecordTypeInfo> getRecordTypeInfosByName()': ({ state }: Described) =>
                recordTypesBy(state, 'name'),
            'Map<String, Schema.RecordTypeInfo> getRecordTypeInfosByDeveloperName()': ({ state }: Described) =>
                recordTypesBy(state, 'developerName'),
            'Map<Id, Schema.RecordTypeInfo> getRecordTypeInfosById()': ({ state }: Described) =>
                recordTypesBy(state, 'id'),
            'Boolean isAccessible()': ({ state }: Described) => may(state, 'read'),
            'Boolean isCreateable()': ({ state }: Described) => state.createable && may(state, 'create'),
            'Boolean isUpdateable()': ({ state }: Described) => state.updateable && may(state, 'edit'),
            'Boolean isDeletable()': ({ state }: Described) => state.deletable && may(state, 'delete'),
            'Boolean isUndeletable()': ({ state }: Described) => state.undeletable,
            'Boolean isQueryable()': ({ state }: Described) => state.queryable,
            'Boolean isSearchable()': ({ state }: Described) => state.searchable,
            'Boolean isCustom()': ({ state }: Described) => state.custom,
            'Boolean isCustomSetting()': ({ state }: Described) => state.kind === 'customSetting',
            'String toString()': ({ state }: Described) => state.name,
        },
        unsupported: ['Boolean isFeedEnabled()', 'Boolean isMergeable()', 'Boolean isMruEnabled()'],
    },
    {
        name: 'SObjectTypeFields',
        namespace: 'Schema',
        methods: { 'Map<String, Schema.SObjectField> getMap()': ({ state }: Described) => fieldMap(state) },
    },
    {
        name: 'RecordTypeInfo',
        namespace: 'Schema',
        methods: {
            'String getName()': ({ state }: NativeObject<RecordTypeState>) => state.name,
            'String getDeveloperName()': ({ state }: NativeObject<RecordTypeState>) => state.developerName,
            'Id getRecordTypeId()': ({ state }: NativeObject<RecordTypeState>) => state.id,
            'Boolean isActive()': ({ state }: NativeObject<RecordTypeState>) => state.isActive,
            'Boolean isMaster()': ({ state }: NativeObject<RecordTypeState>) => state.isMaster,
            'Boolean isAvailable()': ({ state }: NativeObject<RecordTypeState>) => state.isActive,
        },
        unsupported: ['Boolean isDefaultRecordTypeMapping()'],
    },
    {
        name: 'ChildRelationship',
        namespace: 'Schema',
        methods: {
            'Schema.SObjectType getChildSObject()': ({ state }: NativeObject<Child>) => objectToken(state.child)[1],
            'Schema.SObjectField getField()': ({ state }: NativeObject<Child>) =>
                fieldToken(state.child, state.field)[1],
            'String getRelationshipName()': ({ state }: NativeObject<Child>) => state.relationshipName ?? null,
            'Boolean isCascadeDelete()': ({ state }: NativeObject<Child>) =>
                state.field.reference?.onDelete === 'Cascade',
            'Boolean isRestrictedDelete()': ({ state }: NativeObject<Child>) =>
                state.field.reference?.onDelete === 'Restrict',
        },
    },
    {
        name: 'Schema',
        statics: {
            'Map<String, Schema.SObjectType> getGlobalDescribe()': () => {
                const made = new MapValue(mapOf(STRING, namedType('Schema.SObjectType')));
                for (const object of transaction().host.schema.objects)
                    made.put(object.name.toLowerCase(), objectToken(object)[1]);
                return made;
            },
            'List<Schema.DescribeSObjectResult> describeSObjects(List<String>)': ({ items }: ListValue) => {
                const { schema } = transaction().host;
                const found = items.flatMap((name): Value[] => {
                    const object = schema.object(name as string);
                    return object ? [describeObject(object)] : [];
                });
                return new ListValue(listOf(namedType('Schema.DescribeSObjectResult')), found);
            },
        },
        unsupported: [
            'static List<Object> describeTabs()',
            'static List<Object> describeDataCategoryGroups(List<String>)',
        ],
    },
);

extend(
    'SObjectType',
    {
        methods: {
            'Schema.DescribeSObjectResult getDescribe()': ({ state }: Described) => describeObject(state),
            'Schema.DescribeSObjectResult getDescribe(SObjectDescribeOptions)': ({ state }: Described) =>
                describeObject(state),
            'SObject newSObject()': ({ state }: Described) => new SObjectValue(state),
            'SObject newSObject(Id?)': ({ state }: Described, id: string | null) =>
                new SObjectValue(state, id === null ? {} : { Id: id }),
        },
        unsupported: ['SObject newSObject(Id, Boolean)'],
    },
    'Schema',
);
