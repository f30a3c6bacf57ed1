/** The components of the org's metadata as records of tooling objects. */
import type { Catalogue } from '../../metadata/catalogue.ts';
import type { Component } from '../../metadata/component.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import { quoted, type Store, type Value } from '../../store/store.ts';
import { componentId } from '../ui/identity.ts';
import { writeRow } from './tooling-rows.ts';

type Row = Readonly<Record<string, Value>>;

/** How components of a type become records of an object. */
interface Kind {
    /** Of the Metadata API. */
    readonly type: string;
    readonly row: (fullName: string, xml: XmlElement | undefined) => Row;
}

/** `Bed__c.Number__c` in two. */
function divided(fullName: string): [object: string, name: string] {
    const at = fullName.indexOf('.');
    return at < 0 ? ['', fullName] : [fullName.slice(0, at), fullName.slice(at + 1)];
}

const text = (xml: XmlElement | undefined, name: string): Value => xml?.value(name) ?? null;
const flag = (xml: XmlElement | undefined, name: string): Value => (xml?.flag(name) === true ? 1 : 0);
const number = (xml: XmlElement | undefined, name: string): Value => {
    const value = xml?.number(name);
    return value === undefined || Number.isNaN(value) ? null : value;
};
const named = (fullName: string, xml: XmlElement | undefined, label = 'masterLabel'): Row => ({
    DeveloperName: fullName,
    MasterLabel: text(xml, label) ?? fullName,
});

/** By the name of the tooling object. */
export const KINDS: Readonly<Record<string, Kind>> = {
    CustomObject: {
        type: 'CustomObject',
        row: (fullName, xml) => ({
            DeveloperName: fullName.replace(/__\w+$/, ''),
            Description: text(xml, 'description'),
            SharingModel: text(xml, 'sharingModel'),
        }),
    },
    CustomField: {
        type: 'CustomField',
        row: (fullName, xml) => {
            const [object, name] = divided(fullName);
            return {
                DeveloperName: name.replace(/__c$/, ''),
                TableEnumOrId: tableOf(object),
                EntityDefinitionId: object,
                Description: text(xml, 'description'),
                InlineHelpText: text(xml, 'inlineHelpText'),
                Length: number(xml, 'length'),
                Precision: number(xml, 'precision'),
                Scale: number(xml, 'scale'),
                RelationshipLabel: text(xml, 'relationshipLabel'),
                SummaryOperation: text(xml, 'summaryOperation'),
            };
        },
    },
    ValidationRule: {
        type: 'ValidationRule',
        row: (fullName, xml) => {
            const [object, name] = divided(fullName);
            return {
                ValidationName: name,
                EntityDefinitionId: object,
                Active: flag(xml, 'active'),
                Description: text(xml, 'description'),
                ErrorDisplayField: text(xml, 'errorDisplayField'),
                ErrorMessage: text(xml, 'errorMessage'),
            };
        },
    },
    Layout: {
        type: 'Layout',
        row: (fullName) => {
            const at = fullName.indexOf('-');
            const object = fullName.slice(0, Math.max(0, at));
            const place = { TableEnumOrId: tableOf(object), EntityDefinitionId: object };
            return { Name: decodeURIComponent(fullName.slice(at + 1)), LayoutType: 'Standard', ...place };
        },
    },
    CompactLayout: {
        type: 'CompactLayout',
        row: (fullName, xml) => {
            const [SobjectType, name] = divided(fullName);
            return { ...named(name, xml, 'label'), SobjectType };
        },
    },
    FlexiPage: {
        type: 'FlexiPage',
        row: (fullName, xml) => ({
            ...named(fullName, xml),
            Type: text(xml, 'type'),
            EntityDefinitionId: text(xml, 'sobjectType'),
            Description: text(xml, 'description'),
        }),
    },
    QuickActionDefinition: {
        type: 'QuickAction',
        row: (fullName, xml) => {
            const [object, name] = divided(fullName);
            return {
                ...named(name, xml, 'label'),
                SobjectType: object === '' ? 'Global' : object,
                TargetSobjectType: text(xml, 'targetObject'),
                Type: text(xml, 'type'),
            };
        },
    },
    CustomTab: {
        type: 'CustomTab',
        row: (fullName, xml) => ({ ...named(fullName, xml, 'label'), Motif: text(xml, 'motif') }),
    },
    CustomApplication: {
        type: 'CustomApplication',
        row: (fullName, xml) => ({
            DeveloperName: fullName,
            Label: text(xml, 'label'),
            Description: text(xml, 'description'),
            UiType: text(xml, 'uiType'),
        }),
    },
    GlobalValueSet: {
        type: 'GlobalValueSet',
        row: (fullName, xml) => ({ ...named(fullName, xml), Description: text(xml, 'description') }),
    },
    LightningComponentBundle: {
        type: 'LightningComponentBundle',
        row: (fullName, xml) => ({
            ...named(fullName, xml),
            Description: text(xml, 'description'),
            ApiVersion: number(xml, 'apiVersion'),
            IsExposed: flag(xml, 'isExposed'),
        }),
    },
    AuraDefinitionBundle: {
        type: 'AuraDefinitionBundle',
        row: (fullName, xml) => ({
            ...named(fullName, xml),
            Description: text(xml, 'description'),
            ApiVersion: number(xml, 'apiVersion'),
        }),
    },
};

/** Custom objects are named by their id where a table is named, standard ones by their name. */
function tableOf(object: string): string {
    return object.includes('__') ? componentId('01I', object) : object;
}

/** Makes the records of components exactly those of a catalogue. Part of the caller's transaction. */
export function syncComponents(store: Store, schema: Schema, catalogue: Catalogue): void {
    for (const [name, kind] of Object.entries(KINDS)) {
        const object = schema.object(name);
        if (!object) continue;
        store.run(`DELETE FROM ${quoted(object.name)}`);
        for (const component of catalogue.all(kind.type)) writeRow(store, object, rowOf(object, kind, component));
    }
}

function rowOf(object: ObjectType, kind: Kind, { fullName, xml, created, changed }: Component): Row {
    return {
        Id: componentId(object.keyPrefix ?? '', fullName),
        ...kind.row(fullName, xml),
        ManageableState: 'unmanaged',
        FullName: fullName,
        // which component it is; what it consists of is told when somebody asks
        Metadata: fullName,
        IsDeleted: 0,
        CreatedDate: created.at,
        CreatedById: created.by,
        LastModifiedDate: changed.at,
        LastModifiedById: changed.by,
        SystemModstamp: changed.at,
    };
}
