/** Custom fields and what they speak of (deploy rules FLD-07, FLD-09 … FLD-16). */
import type { XmlElement } from '../xml.ts';
import { isLogicOf, isManaged } from './names.ts';
import { at, type Checked, type Finding, type OrgAfter, type Rule } from './rule.ts';

const PICKLISTS: readonly string[] = ['Picklist', 'MultiselectPicklist'];
const RELATIONSHIPS: readonly string[] = ['Lookup', 'MasterDetail', 'MetadataRelationship'];

/** FLD-03, FLD-07, FLD-12 */
function* relationship({ component, xml, org }: Checked): Iterable<Finding> {
    const type = xml.value('type') ?? '';
    if (!RELATIONSHIPS.includes(type)) return;
    const parent = xml.value('referenceTo') ?? '';
    const name = xml.value('relationshipName');
    if (parent === '') yield { problem: `Must specify 'referenceTo' for a CustomField of type ${type}` };
    else if (!org.hasObject(parent) && !isManaged(parent) && type !== 'MetadataRelationship')
        yield at(xml.child('referenceTo'), `referenceTo value of '${parent}' does not resolve to a valid sObject type`);
    if (type === 'MasterDetail' && name === undefined)
        yield { problem: `Must specify 'relationshipName' for a CustomField of type ${type}` };
    if (name === undefined) return;
    if (!/^[A-Za-z](?!.*__)[A-Za-z0-9_]*(?<!_)$/.test(name) || name.length > 40)
        yield at(
            xml.child('relationshipName'),
            `The relationship name "${name}" can only contain underscores and alphanumeric characters`,
        );
    const other = org
        .childRelationships(parent)
        .find((one) => one.name.toLowerCase() === name.toLowerCase() && one.field !== component.fullName);
    if (other)
        yield at(xml.child('relationshipName'), `There is already a Child Relationship named ${name} on ${parent}.`);
}

/** FLD-09, FLD-09b */
function* picklist({ xml, org }: Checked): Iterable<Finding> {
    if (!PICKLISTS.includes(xml.value('type') ?? '') || xml.child('formula')) return;
    const set = xml.child('valueSet');
    const own = set?.child('valueSetDefinition');
    const name = set?.value('valueSetName');
    if (!set || (own === undefined) === (name === undefined)) {
        yield at(set, 'Value set must reference a value set name or define a value set, but not both');
        return;
    }
    if (name !== undefined && !org.has('GlobalValueSet', name) && !name.includes('__') && !org.isStandardValueSet(name))
        yield at(set.child('valueSetName'), `In field: valueSetName - no GlobalValueSet named ${name} found`);
    if (own) yield* values(own.all('value'), own);
}

/** The values of a set (FLD-09, GVS-01). */
export function* values(all: readonly XmlElement[], set: XmlElement): Iterable<Finding> {
    if (all.length > 1000) yield at(set, 'A value set has 1,000 values at most');
    if (all.filter((one) => one.flag('default')).length > 1) yield at(set, 'A value set has one default value at most');
    const names = new Set<string>();
    const labels = new Set<string>();
    for (const one of all) {
        const name = one.value('fullName') ?? '';
        const label = one.value('label') ?? name;
        if (names.has(name.toLowerCase())) yield at(one, `Duplicate value: ${name}`);
        else if (labels.has(label.toLowerCase())) yield at(one, `Duplicate label: ${label}`);
        names.add(name.toLowerCase());
        labels.add(label.toLowerCase());
        if (name.length > 255) yield at(one, 'Picklist values have 255 characters at most');
    }
}

/** FLD-10 */
function* dependency({ component, xml, org }: Checked): Iterable<Finding> {
    const set = xml.child('valueSet');
    const [object = ''] = component.fullName.split('.');
    const controlling = set?.value('controllingField');
    if (controlling !== undefined && !org.hasField(object, controlling))
        yield at(
            set?.child('controllingField'),
            `In field: controllingField - no CustomField named ${object}.${controlling} found`,
        );
    const known = set && org.valuesOf(xml);
    for (const setting of known ? set.all('valueSettings') : [])
        if (!known?.has(setting.value('valueName') ?? ''))
            yield at(
                setting,
                `Picklist value: ${setting.value('valueName') ?? ''} in picklist: ${component.fullName} not found`,
            );
}

const NUMBERS: readonly string[] = ['Number', 'Currency', 'Percent', 'Summary'];

/** FLD-13 */
function* summary({ component, xml, org }: Checked): Iterable<Finding> {
    if (xml.value('type') !== 'Summary') return;
    for (const name of ['precision', 'scale', 'length'])
        if (xml.child(name)) yield at(xml.child(name), `Can not specify '${name}' for a CustomField of type Summary`);
    if (xml.flag('required'))
        yield at(xml.child('required'), "Can not specify 'required' for a CustomField of type Summary");
    const [object = ''] = component.fullName.split('.');
    const foreignKey = xml.value('summaryForeignKey') ?? '';
    const [child = '', key = ''] = foreignKey.split('.');
    if (key === '') {
        yield at(xml.child('summaryForeignKey'), 'Must specify the name in the CustomObject.CustomField format');
        return;
    }
    const master = org.customField(child, key);
    if (master?.value('type') !== 'MasterDetail' || master.value('referenceTo')?.toLowerCase() !== object.toLowerCase())
        yield at(
            xml.child('summaryForeignKey'),
            `summaryForeignKey '${foreignKey}' is no master-detail relationship to ${object}`,
        );
    yield* summarized(xml, org);
}

function* summarized(xml: XmlElement, org: OrgAfter): Iterable<Finding> {
    const operation = xml.value('summaryOperation') ?? '';
    const field = xml.value('summarizedField');
    if (operation === 'count' && field !== undefined)
        yield at(xml.child('summarizedField'), "Can not specify 'summarizedField' for a Summary of operation count");
    if (operation !== 'count' && field === undefined)
        yield { problem: `Must specify 'summarizedField' for a Summary of operation ${operation}` };
    const [object = '', name = ''] = (field ?? '').split('.');
    if (field === undefined) return;
    if (name === '')
        yield at(xml.child('summarizedField'), 'Must specify the name in the CustomObject.CustomField format');
    else if (!org.hasField(object, name))
        yield at(xml.child('summarizedField'), `In field: summarizedField - no CustomField named ${field} found`);
    const type = org.customField(object, name)?.value('type');
    if (operation === 'sum' && type !== undefined && !NUMBERS.includes(type))
        yield at(xml.child('summarizedField'), `A field of type ${type} cannot be summed`);
}

/** FLD-14 */
function* tracking({ component, xml, org }: Checked): Iterable<Finding> {
    const [object = ''] = component.fullName.split('.');
    const owner = org.catalogue.get('CustomObject', object)?.xml;
    if (!owner || org.isStandardObject(object)) return;
    if (xml.flag('trackHistory') && !owner.flag('enableHistory'))
        yield at(xml.child('trackHistory'), `Field history tracking is not enabled for ${object}`);
    if (xml.flag('trackFeedHistory') && !owner.flag('enableFeeds'))
        yield at(xml.child('trackFeedHistory'), `Feed tracking is not enabled for ${object}`);
    const tracked = org.fieldsOf(object).filter((field) => field.flag('trackHistory')).length;
    if (xml.flag('trackHistory') && tracked > 20) yield { problem: 'You can track a maximum of 20 fields' };
}

/** FLD-15 */
function* lookupFilter({ xml, org }: Checked): Iterable<Finding> {
    const filter = xml.child('lookupFilter');
    if (!filter) return;
    const items = filter.all('filterItems');
    if (items.length > 10) yield at(filter, 'A lookup filter has 10 items at most');
    const logic = filter.value('booleanFilter');
    if (logic !== undefined && !isLogicOf(logic, items.length))
        yield at(filter, `Malformed booleanFilterLogic: ${logic}`);
    for (const item of items)
        for (const element of [item.child('field'), item.child('valueField')]) {
            const [object = '', name = '', ...more] = (element?.text ?? '').split('.');
            if (!element || object.startsWith('$') || name === '' || more.length > 0 || isManaged(object)) continue;
            if (!org.hasField(object, name))
                yield at(element, `In field: ${element.name} - no CustomField named ${element.text} found`);
        }
}

const MAX_SUMMARIES = 25;

/** FLD-16 */
function* summaries({ component, xml, org }: Checked): Iterable<Finding> {
    const [object = ''] = component.fullName.split('.');
    if (xml.value('type') !== 'Summary') return;
    const count = org.fieldsOf(object).filter((field) => field.value('type') === 'Summary').length;
    if (count > MAX_SUMMARIES)
        yield { problem: `An object has ${String(MAX_SUMMARIES)} roll-up summary fields at most` };
}

/** FML-02: `$Label.X` and `$Permission.X` in any formula */
export function* globals(formula: XmlElement | undefined, org: OrgAfter): Iterable<Finding> {
    const text = (formula?.text ?? '').replace(/\/\*.*?\*\//gs, ' ').replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/g, ' ');
    for (const [path, kind = '', name = ''] of text.matchAll(/\$(Label|Permission)\.(\w+)/gi)) {
        const type = kind.toLowerCase() === 'label' ? 'CustomLabel' : 'CustomPermission';
        if (!name.includes('__') && !org.has(type, name))
            yield at(formula, `Field ${path} does not exist. Check spelling.`);
    }
}

export const FIELD_REFERENCE_RULES: readonly Rule[] = [
    relationship,
    picklist,
    dependency,
    summary,
    tracking,
    lookupFilter,
    summaries,
    ({ xml, org }) => globals(xml.child('formula'), org),
];
