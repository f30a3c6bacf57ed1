/** The objects of the Tooling API alone that tell what the metadata consists of (Tooling API reference, "Tooling API Objects"). */
import type { ObjectType } from '../model.ts';
import { standardObject as object, type ObjectSettings } from './notation.ts';

/** The metadata behind a record is told by two fields that every such object has. */
const METADATA = `
    FullName string(255) readonly
    Metadata anyType`;

function component(
    name: string,
    keyPrefix: string,
    fields: string,
    settings: Partial<ObjectSettings> = {},
): ObjectType {
    const own = `NamespacePrefix string(15) readonly\nManageableState string(40) readonly\n${fields}\n${METADATA}`;
    return object(name, { keyPrefix, setup: true, ...settings, fields: own });
}

export const TOOLING_METADATA: readonly ObjectType[] = [
    component(
        'CustomObject',
        '01I',
        `
            DeveloperName string(80) name
            Description textarea(1000)
            SharingModel string(40)
            Language string(40)
            ExternalName string(80)`,
    ),
    component(
        'CustomField',
        '00N',
        `
            DeveloperName string(80) name
            TableEnumOrId string(80)
            EntityDefinitionId reference(EntityDefinition) children=CustomFields
            Description textarea(1000)
            InlineHelpText textarea(1000)
            Length int
            Precision int
            Scale int
            RelationshipLabel string(80)
            SummaryOperation string(40)`,
    ),
    component(
        'ValidationRule',
        '03d',
        `
            ValidationName string(80) name
            EntityDefinitionId reference(EntityDefinition) children=ValidationRules
            Active boolean
            Description textarea(1000)
            ErrorDisplayField string(80)
            ErrorMessage textarea(1000)`,
    ),
    component(
        'Layout',
        '00h',
        `
            Name string(80) name
            LayoutType string(40)
            TableEnumOrId string(80)
            EntityDefinitionId reference(EntityDefinition) children=Layouts`,
    ),
    component(
        'CompactLayout',
        '0AH',
        `
            DeveloperName string(80) name
            MasterLabel string(80)
            SobjectType string(80)`,
    ),
    component(
        'FlexiPage',
        '0M0',
        `
            DeveloperName string(80) name
            MasterLabel string(80)
            Type string(40)
            EntityDefinitionId reference(EntityDefinition) children=FlexiPages
            Description textarea(1000)`,
    ),
    component(
        'QuickActionDefinition',
        '09D',
        `
            DeveloperName string(80) name
            MasterLabel string(80)
            SobjectType string(80)
            TargetSobjectType string(80)
            Type string(40)`,
    ),
    component(
        'CustomTab',
        '01r',
        `
            DeveloperName string(80) name
            MasterLabel string(80)
            Motif string(80)`,
    ),
    component(
        'CustomApplication',
        '02u',
        `
            DeveloperName string(80) name
            Label string(80)
            Description textarea(1000)
            UiType string(40)`,
    ),
    component(
        'GlobalValueSet',
        '0Nt',
        `
            DeveloperName string(80) name
            MasterLabel string(80)
            Description textarea(1000)`,
    ),
    component(
        'LightningComponentBundle',
        '0Rb',
        `
            DeveloperName string(80) name
            MasterLabel string(80)
            Description textarea(1000)
            ApiVersion double(18,1)
            IsExposed boolean`,
    ),
    component(
        'AuraDefinitionBundle',
        '0Ab',
        `
            DeveloperName string(80) name
            MasterLabel string(80)
            Description textarea(1000)
            ApiVersion double(18,1)`,
    ),
    ...['ApexPage', 'ApexComponent'].map((name) =>
        component(
            name,
            name === 'ApexPage' ? '066' : '099',
            `
            Name string(80) name
            MasterLabel string(80)
            Description textarea(1000)
            ApiVersion double(18,1)
            Markup textarea(1000000)`,
        ),
    ),
];
