/** Lightning pages, tabs and apps (deploy rules FXP-01 … FXP-09, TAB-01 … TAB-06, APP-01 … APP-05). */
import type { XmlElement } from '../xml.ts';
import { isCustom, isManaged } from './names.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

/** All elements of a name, at any depth. */
export function* descendants(xml: XmlElement, name: string): Iterable<XmlElement> {
    for (const child of xml.children) {
        if (child.name === name) yield child;
        yield* descendants(child, name);
    }
}

/** FXP-04 … FXP-07 */
function* regions({ xml, org }: Checked): Iterable<Finding> {
    const object = xml.value('sobjectType') ?? '';
    if (xml.value('type') === 'RecordPage' && object === '')
        yield { problem: 'Required field is missing: sobjectType' };
    if (isCustom(object) && !isManaged(object) && !org.hasObject(object))
        yield at(xml.child('sobjectType'), `In field: sobjectType - no CustomObject named ${object} found`);
    yield* unique([...descendants(xml, 'identifier')], 'identifier');
    const all = xml.all('flexiPageRegions');
    yield* unique(
        all.flatMap((region) => region.child('name') ?? []),
        'region name',
    );
    const used = new Map([...descendants(xml, 'value')].map((value) => [value.text, value]));
    const facets = all.filter((region) => region.value('type') === 'Facet');
    const names = new Set(facets.map((facet) => facet.value('name') ?? ''));
    for (const facet of facets)
        if (!used.has(facet.value('name') ?? '')) yield at(facet, `Unused Facet: ${facet.value('name') ?? ''}`);
    for (const [name, value] of used)
        if (/^Facet-[0-9a-f-]{36}$/.test(name) && !names.has(name)) yield at(value, `Missing Facet: ${name}`);
}

function* unique(elements: readonly XmlElement[], what: string): Iterable<Finding> {
    const seen = new Set<string>();
    for (const element of elements) {
        if (seen.has(element.text)) yield at(element, `Duplicate ${what}: ${element.text}`);
        if (element.text.length > 120) yield at(element, `Value too long for field: ${what} maximum length is:120`);
        seen.add(element.text);
    }
}

const TARGETS: Readonly<Record<string, string>> = {
    RecordPage: 'lightning__RecordPage',
    AppPage: 'lightning__AppPage',
    HomePage: 'lightning__HomePage',
    UtilityBar: 'lightning__UtilityBar',
};

/** FXP-01, FXP-02, FXP-03, FXP-08 */
function* components(checked: Checked): Iterable<Finding> {
    const { xml, org } = checked;
    const template = xml.child('template')?.child('name');
    if (template?.text.startsWith('c:') && !org.has('AuraDefinitionBundle', template.text.slice(2)))
        yield at(template, `In field: template - no AuraDefinitionBundle named ${template.text.slice(2)} found`);
    for (const instance of descendants(xml, 'componentInstance')) {
        const name = instance.value('componentName') ?? '';
        const own = name.startsWith('c:') ? name.slice(2) : name.includes(':') ? '' : name;
        if (own === '' || own.includes('__')) continue;
        const bundle = org.catalogue.get('LightningComponentBundle', own);
        if (bundle?.xml) yield* placement(instance, name, bundle.xml, xml);
        else if (!bundle && !org.has('AuraDefinitionBundle', own)) yield at(instance, unknownComponent(name));
    }
}

function unknownComponent(name: string): string {
    return `We couldn't retrieve the design time component information for component ${name}`;
}

function* placement(instance: XmlElement, name: string, definition: XmlElement, page: XmlElement): Iterable<Finding> {
    const target = TARGETS[page.value('type') ?? ''];
    const targets = definition.child('targets')?.values('target') ?? [];
    if (!definition.flag('isExposed') || (target !== undefined && !targets.includes(target)))
        yield at(instance, unknownComponent(name));
    if (target === undefined) return;
    const configs = [...descendants(definition, 'targetConfig')].filter((config) =>
        (config.attributes['targets'] ?? '').split(',').some((one) => one.trim() === target),
    );
    const object = page.value('sobjectType') ?? '';
    const objects = configs.flatMap((config) => config.child('objects')?.values('object') ?? []);
    if (object !== '' && objects.length > 0 && !objects.includes(object))
        yield at(instance, `Component ${name} does not support object ${object}`);
    const properties = new Map(
        configs.flatMap((config) => config.all('property')).map((one) => [one.attributes['name'] ?? '', one]),
    );
    yield* propertyFaults(instance, name, properties);
}

function* propertyFaults(
    instance: XmlElement,
    component: string,
    properties: ReadonlyMap<string, XmlElement>,
): Iterable<Finding> {
    const given = new Set<string>();
    for (const property of instance.all('componentInstanceProperties')) {
        const name = property.value('name') ?? '';
        if (property.value('type') === 'decorator') continue;
        given.add(name);
        const declared = properties.get(name);
        if (!declared) {
            yield at(property, `Invalid property [${name}] in component [${component}]`);
            continue;
        }
        const value = property.value('value') ?? '';
        const type = declared.attributes['type'];
        if ((type === 'Integer' && !/^-?\d+$/.test(value)) || (type === 'Boolean' && !/^(true|false)$/.test(value)))
            yield at(property, `Invalid value [${value}] for property [${name}] in component [${component}]`);
    }
    for (const [name, { attributes }] of properties)
        if (attributes['required'] === 'true' && attributes['default'] === undefined && !given.has(name))
            yield at(instance, `Missing required property [${name}] in component [${component}]`);
}

/** FXP-09 */
function* fieldItems({ xml, org }: Checked): Iterable<Finding> {
    const object = xml.value('sobjectType') ?? '';
    for (const item of descendants(xml, 'fieldItem')) {
        const [root, name = '', ...more] = item.text.trim().split('.');
        const isUnknown = isCustom(object) && more.length === 0 && org.hasObject(object) && !org.hasField(object, name);
        if (root !== 'Record' || isUnknown)
            yield at(
                item,
                `Something went wrong. We couldn't retrieve or load the information on the field: ${item.text.trim()}.`,
            );
    }
}

export const PAGE_RULES: readonly Rule[] = [regions, components, fieldItems];

const TAB_KINDS = ['auraComponent', 'flexiPage', 'lwcComponent', 'page', 'scontrol', 'url'];

/** TAB-01 … TAB-06 */
function* tab({ component, xml, org }: Checked): Iterable<Finding> {
    const kinds = TAB_KINDS.filter((kind) => (xml.value(kind) ?? '') !== '');
    const isObject = xml.flag('customObject');
    if (kinds.length + (isObject ? 1 : 0) !== 1)
        yield { problem: `Exactly one of customObject, ${TAB_KINDS.join(', ')} must be specified` };
    if (isObject && !org.hasObject(component.fullName) && !isManaged(component.fullName))
        yield { problem: `In field: customObject - no CustomObject named ${component.fullName} found` };
    if (!isObject && (xml.value('label') ?? '') === '') yield { problem: 'Required field is missing: label' };
    const page = xml.value('flexiPage');
    if (page !== undefined && org.catalogue.get('FlexiPage', page)?.xml?.value('type') !== 'AppPage')
        yield at(xml.child('flexiPage'), `In field: flexiPage - no FlexiPage named ${page} found`);
    const lwc = xml.value('lwcComponent');
    const bundle = lwc === undefined ? undefined : org.catalogue.get('LightningComponentBundle', lwc)?.xml;
    const targets = bundle?.child('targets')?.values('target') ?? [];
    if (lwc !== undefined && !targets.includes('lightning__Tab'))
        yield at(xml.child('lwcComponent'), `In field: lwcComponent - no LightningComponentBundle named ${lwc} found`);
    if (!/^Custom\d+: .+/.test(xml.value('motif') ?? 'Custom1: absent'))
        yield at(xml.child('motif'), `Invalid motif: ${xml.value('motif') ?? ''}`);
}

export const TAB_RULES: readonly Rule[] = [tab];

/** APP-01 … APP-05 */
function* app({ xml, org }: Checked): Iterable<Finding> {
    for (const name of xml.all('tabs'))
        if (!name.text.startsWith('standard-') && !isManaged(name.text) && !org.has('CustomTab', name.text))
            yield at(name, `In field: tab - no CustomTab named ${name.text} found`);
    const bar = xml.child('utilityBar');
    if (bar && !org.has('FlexiPage', bar.text))
        yield at(bar, `In field: utilityBar - no FlexiPage named ${bar.text} found`);
    for (const override of [...xml.all('actionOverrides'), ...xml.all('profileActionOverrides')]) {
        const content = override.value('content') ?? '';
        if (override.value('type') === 'Flexipage' && !content.includes('__') && !org.has('FlexiPage', content))
            yield at(override, `In field: content - no FlexiPage named ${content} found`);
    }
    for (const colour of ['headerColor', 'footerColor']) {
        const value = xml.child('brand')?.child(colour);
        if (value && !/^#[0-9A-Fa-f]{6}$/.test(value.text)) yield at(value, `Invalid color: ${value.text}`);
    }
}

export const APP_RULES: readonly Rule[] = [app];
