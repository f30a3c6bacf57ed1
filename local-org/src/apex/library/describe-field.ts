/** Describe of fields. Source: Apex reference guide, "DescribeFieldResult class", "PicklistEntry class". */
import type { Field, PicklistValue } from '../../schema/model.ts';
import { EnumValue, ListValue, NativeObject, type Value } from '../run/values.ts';
import { transaction } from '../run/vm.ts';
import { membersOf } from '../types/members.ts';
import { listOf } from '../types/type.ts';
import { define, extend } from './define.ts';
import { fieldToken, objectToken, type FieldOf } from './tokens.ts';
import { namedType } from './types.ts';

type Described = NativeObject<FieldOf>;

interface Entry {
    readonly value: PicklistValue;
    readonly label: string;
}

/** The describe of a field. */
export function describeField(of: FieldOf): Described {
    return new NativeObject(namedType('Schema.DescribeFieldResult'), of);
}

function may({ object, field }: FieldOf, right: 'read' | 'edit'): boolean {
    const { rights } = transaction().host;
    return rights?.field(object, field)[right] ?? true;
}

function displayType({ type }: Field): Value {
    const enumeration = namedType('Schema.DisplayType');
    const values = (membersOf(enumeration).enumValues?.() ?? []) as readonly EnumValue[];
    const name = type === 'int' ? 'INTEGER' : type.toUpperCase();
    return values.find((value) => value.name === name) ?? null;
}

function entries({ state: { object, field } }: Described): ListValue {
    const type = namedType('Schema.PicklistEntry');
    const { translations } = transaction().host;
    const made = (field.picklist?.values ?? []).map(
        (value) =>
            new NativeObject<Entry>(type, {
                value,
                label: translations?.valueLabel(object, field, value) ?? value.label,
            }),
    );
    return new ListValue(listOf(type), made);
}

function referenceTo({ state: { field } }: Described): ListValue {
    const { schema } = transaction().host;
    const objects = (field.reference?.to ?? []).flatMap((name) => schema.object(name) ?? []);
    return new ListValue(
        listOf(namedType('Schema.SObjectType')),
        objects.map((object) => objectToken(object)[1]),
    );
}

function label({ state: { object, field } }: Described): string {
    return transaction().host.translations?.fieldLabel(object, field) ?? field.label;
}

function helpText({ state: { object, field } }: Described): string | null {
    return transaction().host.translations?.fieldHelp(object, field) ?? field.helpText ?? null;
}

define(
    {
        name: 'DisplayType',
        namespace: 'Schema',
        kind: 'enum',
        values: 'ADDRESS ANYTYPE BASE64 BOOLEAN COMBOBOX CURRENCY DATE DATETIME DOUBLE EMAIL ENCRYPTEDSTRING ID INTEGER LOCATION LONG MULTIPICKLIST PERCENT PHONE PICKLIST REFERENCE STRING TEXTAREA TIME URL'.split(
            ' ',
        ),
    },
    {
        name: 'DescribeFieldResult',
        namespace: 'Schema',
        methods: {
            'String getName()': ({ state }: Described) => state.field.name,
            'String getLocalName()': ({ state }: Described) => state.field.name,
            'String getLabel()': label,
            'String getInlineHelpText()': helpText,
            'Schema.DisplayType getType()': ({ state }: Described) => displayType(state.field),
            'Integer getLength()': ({ state }: Described) => state.field.length,
            'Integer getPrecision()': ({ state }: Described) => state.field.precision,
            'Integer getScale()': ({ state }: Described) => state.field.scale,
            'List<Schema.PicklistEntry> getPicklistValues()': entries,
            'List<Schema.SObjectType> getReferenceTo()': referenceTo,
            'String getRelationshipName()': ({ state }: Described) => state.field.reference?.relationshipName ?? null,
            'Schema.SObjectField getSObjectField()': ({ state }: Described) => fieldToken(state.object, state.field)[1],
            'Schema.SObjectType getSObjectType()': ({ state }: Described) => objectToken(state.object)[1],
            'String getCalculatedFormula()': ({ state }: Described) => state.field.formula?.source ?? null,
            'Boolean isAccessible()': ({ state }: Described) => may(state, 'read'),
            'Boolean isCreateable()': ({ state }: Described) => state.field.createable && may(state, 'edit'),
            'Boolean isUpdateable()': ({ state }: Described) => state.field.updateable && may(state, 'edit'),
            'Boolean isCalculated()': ({ state }: Described) => state.field.formula !== undefined,
            'Boolean isCaseSensitive()': ({ state }: Described) => state.field.caseSensitive,
            'Boolean isCustom()': ({ state }: Described) => state.field.custom,
            'Boolean isExternalId()': ({ state }: Described) => state.field.externalId,
            'Boolean isFilterable()': ({ state }: Described) => state.field.filterable,
            'Boolean isGroupable()': ({ state }: Described) => state.field.groupable,
            'Boolean isHtmlFormatted()': ({ state }: Described) => state.field.htmlFormatted,
            'Boolean isNameField()': ({ state }: Described) => state.field.nameField,
            'Boolean isNillable()': ({ state }: Described) => state.field.nillable,
            'Boolean isPermissionable()': ({ state }: Described) => state.field.permissionable,
            'Boolean isSortable()': ({ state }: Described) => state.field.sortable,
            'Boolean isUnique()': ({ state }: Described) => state.field.unique,
            'Boolean isDefaultedOnCreate()': ({ state }: Described) => state.field.defaultedOnCreate,
            'Boolean isRestrictedPicklist()': ({ state }: Described) => state.field.picklist?.restricted ?? false,
            'Boolean isDependentPicklist()': ({ state }: Described) =>
                state.field.picklist?.controllingField !== undefined,
            'String toString()': ({ state }: Described) => state.field.name,
        },
        unsupported: [
            'Integer getByteLength()',
            'Schema.SObjectField getController()',
            'Object getDefaultValue()',
            'String getDefaultValueFormula()',
            'Integer getDigits()',
            'Object getSoapType()',
            'Boolean isNamePointing()',
            'Boolean isAutoNumber()',
        ],
    },
    {
        name: 'PicklistEntry',
        namespace: 'Schema',
        methods: {
            'String getLabel()': ({ state }: NativeObject<Entry>) => state.label,
            'String getValue()': ({ state }: NativeObject<Entry>) => state.value.value,
            'Boolean isActive()': ({ state }: NativeObject<Entry>) => state.value.active,
            'Boolean isDefaultValue()': ({ state }: NativeObject<Entry>) => state.value.isDefault,
        },
    },
);

extend(
    'SObjectField',
    {
        methods: {
            'Schema.DescribeFieldResult getDescribe()': ({ state }: Described) => describeField(state),
            'Schema.DescribeFieldResult getDescribe(Object)': ({ state }: Described) => describeField(state),
        },
    },
    'Schema',
);
