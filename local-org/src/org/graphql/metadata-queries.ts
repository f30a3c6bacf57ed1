/** Objects and related lists as GraphQL tells them: `objectInfos`, `relatedListByName` (guide, "Query Objects"). */
import {
    GraphQLBoolean,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
    type GraphQLFieldConfigMap,
    type GraphQLOutputType,
} from 'graphql';
import { OrgError } from '../../schema/errors.ts';
import { objectInfo } from '../ui/object-info.ts';
import { fieldPicklistValues } from '../ui/picklists.ts';
import { relatedListInfo } from '../ui/related-lists.ts';
import type { GraphContext } from './graph-context.ts';

/** As many objects in one request. */
const MAX_OBJECTS = 100;

type Info = Record<string, unknown>;

function fields(type: GraphQLOutputType, ...names: readonly string[]): GraphQLFieldConfigMap<Info, GraphContext> {
    return Object.fromEntries(names.map((name) => [name, { type }]));
}

const Text = GraphQLString;
const Flag = GraphQLBoolean;
const Texts = new GraphQLList(GraphQLString);

const ChildRelationship = new GraphQLObjectType<Info, GraphContext>({
    name: 'ChildRelationship',
    fields: {
        ...fields(Text, 'childObjectApiName', 'fieldName', 'relationshipName'),
        ...fields(Texts, 'junctionIdListNames', 'junctionReferenceTo'),
    },
});

const RecordTypeInfo = new GraphQLObjectType<Info, GraphContext>({
    name: 'RecordTypeInfo',
    fields: {
        ...fields(Flag, 'available', 'defaultRecordTypeMapping', 'master'),
        ...fields(Text, 'name'),
        ...fields(GraphQLID, 'recordTypeId'),
    },
});

const ThemeInfo = new GraphQLObjectType<Info, GraphContext>({
    name: 'ThemeInfo',
    fields: fields(Text, 'color', 'iconUrl'),
});

const DependentField = new GraphQLObjectType<Info, GraphContext>({
    name: 'DependentField',
    fields: (): GraphQLFieldConfigMap<Info, GraphContext> => ({
        ...fields(Text, 'controllingField'),
        dependentFields: { type: new GraphQLList(DependentField) },
    }),
});

const ReferenceToInfo = new GraphQLObjectType<Info, GraphContext>({
    name: 'ReferenceToInfo',
    fields: { ApiName: { type: Text, resolve: (info) => info['apiName'] }, ...fields(Texts, 'nameFields') },
});

const FilteredLookupInfo = new GraphQLObjectType<Info, GraphContext>({
    name: 'FilteredLookupInfo',
    fields: { ...fields(Texts, 'controllingFields'), ...fields(Flag, 'dependent', 'optionalFilter') },
});

const PicklistValue = new GraphQLObjectType<Info, GraphContext>({
    name: 'PicklistValueInfo',
    fields: { ...fields(Text, 'label', 'value'), validFor: { type: new GraphQLList(GraphQLInt) } },
});

const ControllerValue = new GraphQLObjectType<Info, GraphContext>({
    name: 'PicklistControllerValue',
    fields: { ...fields(Text, 'key'), ...fields(GraphQLInt, 'value') },
});

const PicklistValues = new GraphQLObjectType<Info, GraphContext>({
    name: 'PicklistValuesByRecordType',
    fields: {
        ...fields(GraphQLID, 'recordTypeID'),
        defaultValue: { type: PicklistValue },
        picklistValues: { type: new GraphQLList(PicklistValue), resolve: (info) => info['values'] },
        controllerValues: {
            type: new GraphQLList(ControllerValue),
            resolve: (info) =>
                Object.entries(info['controllerValues'] as object).map(([key, value]) => ({
                    key,
                    value: value as number,
                })),
        },
    },
});

const FIELD: GraphQLFieldConfigMap<Info, GraphContext> = {
    ApiName: { type: new GraphQLNonNull(Text), resolve: (info) => info['apiName'] },
    ...fields(
        Flag,
        'calculated',
        'compound',
        'createable',
        'custom',
        'filterable',
        'highScaleNumber',
        'htmlFormatted',
        'nameField',
        'polymorphicForeignKey',
        'reference',
        'required',
        'searchPrefilterable',
        'sortable',
        'unique',
        'updateable',
    ),
    ...fields(
        Text,
        'compoundComponentName',
        'compoundFieldName',
        'controllerName',
        'dataType',
        'extraTypeInfo',
        'inlineHelpText',
        'label',
        'referenceTargetField',
        'relationshipName',
    ),
    ...fields(Texts, 'controllingFields'),
    ...fields(GraphQLInt, 'length', 'precision', 'scale'),
    filteredLookupInfo: { type: FilteredLookupInfo },
    referenceToInfos: { type: new GraphQLList(ReferenceToInfo) },
};

const FieldInterface = new GraphQLInterfaceType({
    name: 'Field',
    fields: () => FIELD,
    resolveType: (info: Info) =>
        ['Picklist', 'MultiPicklist'].includes(String(info['dataType'])) ? 'PicklistField' : 'StandardField',
});

export const StandardField = new GraphQLObjectType<Info, GraphContext>({
    name: 'StandardField',
    interfaces: [FieldInterface],
    fields: () => FIELD,
});

export const PicklistField = new GraphQLObjectType<Info, GraphContext>({
    name: 'PicklistField',
    interfaces: [FieldInterface],
    fields: () => ({
        ...FIELD,
        picklistValuesByRecordTypeIDs: {
            type: new GraphQLList(PicklistValues),
            resolve: (info, _, { ui }) => {
                const object = ui.object(String(info['objectApiName']));
                return (info['recordTypeIds'] as string[]).map((recordTypeID) => ({
                    recordTypeID,
                    ...fieldPicklistValues(ui, object, recordTypeID, String(info['apiName'])),
                }));
            },
        },
    }),
});

const ObjectInfo = new GraphQLObjectType<Info, GraphContext>({
    name: 'ObjectInfo',
    fields: {
        ApiName: { type: new GraphQLNonNull(Text), resolve: (info) => info['apiName'] },
        ...fields(
            Flag,
            'createable',
            'custom',
            'deletable',
            'feedEnabled',
            'layoutable',
            'mruEnabled',
            'queryable',
            'searchable',
            'updateable',
        ),
        ...fields(Text, 'keyPrefix', 'label', 'labelPlural', 'locale'),
        ...fields(GraphQLID, 'defaultRecordTypeId'),
        ...fields(Texts, 'nameFields'),
        childRelationships: { type: new GraphQLList(ChildRelationship) },
        dependentFields: {
            type: new GraphQLList(DependentField),
            resolve: (info) => dependents(info['dependentFields']),
        },
        fields: { type: new GraphQLList(FieldInterface), resolve: fieldsOf },
        recordTypeInfos: {
            type: new GraphQLList(RecordTypeInfo),
            resolve: (info) => Object.values(info['recordTypeInfos'] as Info),
        },
        themeInfo: { type: ThemeInfo },
    },
});

function dependents(tree: unknown): Info[] {
    return Object.entries(tree as object).map(([controllingField, own]) => ({
        controllingField,
        dependentFields: dependents(own),
    }));
}

/** The fields of an object, with what their picklists need to be read by record type. */
function fieldsOf(info: Info): Info[] {
    const wanted = info['fieldNames'] as readonly string[] | undefined;
    const recordTypeIds = Object.keys(info['recordTypeInfos'] as object);
    return (Object.values(info['fields'] as object) as Info[])
        .filter((field) => wanted === undefined || wanted.includes(String(field['apiName'])))
        .map((field) => ({ ...field, objectApiName: info['apiName'], recordTypeIds }));
}

const Column = new GraphQLObjectType<Info, GraphContext>({
    name: 'ListColumn',
    fields: { ...fields(Text, 'fieldApiName', 'label', 'lookupId'), ...fields(Flag, 'sortable') },
});

const Order = new GraphQLObjectType<Info, GraphContext>({
    name: 'ListOrder',
    fields: { ...fields(Text, 'fieldApiName', 'label'), ...fields(Flag, 'isAscending') },
});

const RelatedListInfo = new GraphQLObjectType<Info, GraphContext>({
    name: 'RelatedListInfo',
    fields: {
        ...fields(Text, 'childApiName', 'fieldApiName', 'label', 'parentApiName', 'relatedListName'),
        displayColumns: { type: new GraphQLList(Column) },
        orderedByInfo: { type: new GraphQLList(Order) },
    },
});

const ObjectInfoInput = new GraphQLInputObjectType({
    name: 'ObjectInfoInput',
    fields: {
        apiName: { type: new GraphQLNonNull(Text) },
        fieldNames: { type: new GraphQLList(Text) },
    },
});

/** The members of `uiapi` that tell of metadata. */
export const METADATA_FIELDS: GraphQLFieldConfigMap<unknown, GraphContext> = {
    objectInfos: {
        type: new GraphQLList(ObjectInfo),
        args: {
            apiNames: { type: Texts },
            objectInfoInputs: { type: new GraphQLList(ObjectInfoInput) },
            locale: { type: Text },
        },
        resolve: (_, { apiNames, objectInfoInputs }, { ui }) => {
            const names = (apiNames as (string | null)[] | undefined) ?? [];
            const inputs = (objectInfoInputs as { apiName: string; fieldNames?: string[] | null }[] | undefined) ?? [];
            const wanted = [...names.map((apiName) => ({ apiName: apiName ?? '', fieldNames: null })), ...inputs];
            if (wanted.length > MAX_OBJECTS)
                throw new OrgError('LIMIT_EXCEEDED', `At most ${String(MAX_OBJECTS)} objects are allowed`);
            return wanted.map(({ apiName, fieldNames }) => ({
                ...objectInfo(ui, ui.object(apiName)),
                locale: ui.session.locale,
                ...(fieldNames ? { fieldNames } : {}),
            }));
        },
    },
    relatedListByName: {
        type: RelatedListInfo,
        args: {
            parentApiName: { type: new GraphQLNonNull(Text) },
            relatedListName: { type: new GraphQLNonNull(Text) },
            recordTypeId: { type: GraphQLID },
        },
        resolve: (
            _,
            args: { parentApiName: string; relatedListName: string; recordTypeId?: string | null },
            { ui },
        ) => {
            const { relatedListName } = args;
            const parent = ui.object(args.parentApiName);
            const info = relatedListInfo(ui, parent, relatedListName, args.recordTypeId ?? undefined);
            const [childApiName] = info['objectApiNames'] as string[];
            return { ...info, childApiName, parentApiName: parent.name, relatedListName };
        },
    },
};
