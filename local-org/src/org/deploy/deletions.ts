/** What goes with a component that is deleted, and what becomes of those that speak of it. */
import type { Catalogue } from '../../metadata/catalogue.ts';
import { keyOf, type Component } from '../../metadata/component.ts';
import type { Deletion } from '../../metadata/package/read-package.ts';
import { typeNamed } from '../../metadata/types/metadata-types.ts';
import type { XmlElement } from '../../metadata/xml.ts';

/** Why a component cannot be deleted at all (deploy rule RT-04; standard objects are the platform's). */
export function undeletable({ type, fullName }: Deletion): string | undefined {
    if (type === 'RecordType') return 'Cannot delete record type through API';
    if (type === 'CustomObject' && !/__\w+$/.test(fullName)) return `Cannot delete standard object: ${fullName}`;
    return undefined;
}

/** Components with all that belongs to them, as an org deletes them: an object goes with its fields, layouts, tab … */
export function withDependents(catalogue: Catalogue, deletions: readonly Deletion[]): Component[] {
    const found = new Map<string, Component>();
    const add = (component: Component | undefined): void => {
        if (component) found.set(keyOf(component.type, component.fullName), component);
    };
    for (const { type, fullName } of deletions) {
        add(catalogue.get(type, fullName));
        for (const part of catalogue.partsOf(typeNamed(type), fullName)) add(part);
        const belongs = DEPENDENTS[type];
        if (belongs) for (const one of catalogue.sorted) if (belongs(fullName.toLowerCase(), one)) add(one);
    }
    return [...found.values()];
}

/** Whether a component belongs to the deleted one, whose name is given in lower case. */
const DEPENDENTS: Readonly<Record<string, (name: string, one: Component) => boolean>> = {
    CustomObject: (name, { type, fullName }) => {
        const other = fullName.toLowerCase();
        switch (type) {
            case 'Layout':
            case 'CustomObjectTranslation':
            case 'CustomFieldTranslation':
                return other.startsWith(`${name}-`);
            case 'CustomTab':
            case 'SharingRules':
            case 'Workflow':
                return other === name;
            case 'SharingOwnerRule':
            case 'SharingCriteriaRule':
                return other.startsWith(`${name}.`);
            case 'CustomMetadata':
                return name.endsWith('__mdt') && other.startsWith(`${name.slice(0, -'__mdt'.length)}.`);
            default:
                return false;
        }
    },
    CustomField: (name, { type, fullName }) => {
        if (type !== 'CustomFieldTranslation') return false;
        const [translation = '', field = ''] = fullName.toLowerCase().split('.');
        return `${translation.slice(0, translation.lastIndexOf('-'))}.${field}` === name;
    },
};

/** Elements of profiles and permission sets that speak of a component: by type, the element and the child that names it. */
const GRANTS: Readonly<Record<string, readonly [element: string, child: string]>> = {
    ApexClass: ['classAccesses', 'apexClass'],
    CustomApplication: ['applicationVisibilities', 'application'],
    CustomField: ['fieldPermissions', 'field'],
    CustomObject: ['objectPermissions', 'object'],
    CustomPermission: ['customPermissions', 'name'],
    RecordType: ['recordTypeVisibilities', 'recordType'],
    CustomTab: ['tabSettings', 'tab'],
};

/** Profiles and permission sets without what they granted on components that are gone; only those that change. */
export function withoutGrants(catalogue: Catalogue, gone: readonly Component[]): Component[] {
    const keys = new Set(
        gone.flatMap(({ type, fullName }) => {
            const grant = GRANTS[type];
            return grant ? [`${grant.join('.')}:${fullName.toLowerCase()}`] : [];
        }),
    );
    if (keys.size === 0) return [];
    const speaksOfGone = (xml: XmlElement): boolean =>
        Object.values(GRANTS).some(
            ([element, child]) =>
                xml.name === element && keys.has(`${element}.${child}:${(xml.value(child) ?? '').toLowerCase()}`),
        );
    const holders = ['Profile', 'PermissionSet', 'MutingPermissionSet'].flatMap((type) => catalogue.all(type));
    return holders.flatMap((holder) => {
        const { xml } = holder;
        if (!xml?.children.some(speaksOfGone)) return [];
        return [{ ...holder, xml: xml.with(xml.children.filter((child) => !speaksOfGone(child))), files: [] }];
    });
}
