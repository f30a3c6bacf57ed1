/** Page layouts and compact layouts (deploy rules LAY-01 … LAY-08, CL-01). */
import type { XmlElement } from '../xml.ts';
import { isCustom, isManaged } from './names.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

const COMPUTED: readonly string[] = ['Summary', 'AutoNumber'];

/** The object of a layout: `Bed__c` of `Bed__c-Bed Layout`. */
function objectOf({ component }: Checked): string {
    return component.fullName.split('-')[0] ?? '';
}

function itemsOf(xml: XmlElement): XmlElement[] {
    return xml
        .all('layoutSections')
        .flatMap((section) => section.all('layoutColumns'))
        .flatMap((column) => column.all('layoutItems'));
}

/** LAY-01, LAY-02, LAY-04, LAY-05, LAY-06 */
function* items(checked: Checked): Iterable<Finding> {
    const { xml, org } = checked;
    const object = objectOf(checked);
    if (isCustom(object) && !isManaged(object) && !org.hasObject(object)) {
        yield { problem: `In field: field - no CustomObject named ${object} found` };
        return;
    }
    const seen = new Set<string>();
    for (const item of itemsOf(xml)) {
        const name = item.value('field');
        if (name === undefined) continue;
        if (seen.has(name.toLowerCase())) yield at(item, `Field: field, value:${name} appears more than once`);
        seen.add(name.toLowerCase());
        yield* placed(item, object, name, org);
    }
}

function* placed(item: XmlElement, object: string, name: string, org: Checked['org']): Iterable<Finding> {
    const isOurs = isCustom(object) || isCustom(name);
    if (isOurs && org.hasObject(object) && !org.hasField(object, name) && !isManaged(name))
        yield at(item, `In field: field - no CustomField named ${object}.${name} found`);
    const field = org.customField(object, name);
    if (!field) return;
    const behavior = item.value('behavior') ?? '';
    if ((field.flag('required') || field.value('type') === 'MasterDetail') && behavior !== 'Required')
        yield at(item, `Field:${name} must be Required`);
    const isComputed = field.child('formula') !== undefined || COMPUTED.includes(field.value('type') ?? '');
    if (isComputed && behavior !== 'Readonly')
        yield at(
            item,
            behavior === 'Required' ? `Field:${name} must not be Required` : `Field:${name} must be Readonly`,
        );
}

/** LAY-03 */
function* required(checked: Checked): Iterable<Finding> {
    const { component, xml, org } = checked;
    const object = objectOf(checked);
    const definition = org.catalogue.get('CustomObject', object)?.xml;
    if (!definition || !object.endsWith('__c')) return;
    const placedNames = new Set(itemsOf(xml).map((item) => (item.value('field') ?? '').toLowerCase()));
    const names = org.namedFieldsOf(object).filter(({ xml: field }) => {
        return field.flag('required') || field.value('type') === 'MasterDetail';
    });
    const all = names.map(({ fullName }) => fullName.split('.')[1] ?? '');
    if (definition.child('nameField')?.value('type') === 'Text') all.unshift('Name');
    for (const name of all)
        if (!placedNames.has(name.toLowerCase()) && !isManaged(name) && component.type === 'Layout')
            yield { problem: `Layout must contain an item for required layout field: ${name}` };
}

const COLUMNS: Readonly<Record<string, number>> = { OneColumn: 1, TwoColumnsTopToBottom: 2, TwoColumnsLeftToRight: 2 };

/** LAY-07 */
function* columns({ xml }: Checked): Iterable<Finding> {
    for (const section of xml.all('layoutSections')) {
        const style = section.value('style') ?? '';
        const wanted = COLUMNS[style];
        const given = section.all('layoutColumns').length;
        if (wanted !== undefined && given !== wanted)
            yield at(section, `A section of style ${style} has ${String(wanted)} columns, not ${String(given)}`);
    }
}

/** LAY-08 */
function* relatedLists({ xml, org }: Checked): Iterable<Finding> {
    for (const list of xml.all('relatedLists')) {
        const name = list.value('relatedList') ?? '';
        const [child = '', lookup = '', ...more] = name.split('.');
        if (lookup === '' || more.length > 0 || !isCustom(child) || isManaged(child)) continue;
        if (!org.hasField(child, lookup)) {
            yield at(list, `In field: relatedList - no CustomField named ${name} found`);
            continue;
        }
        for (const column of list.values('fields'))
            if (column.endsWith('__c') && !column.includes('.') && !org.hasField(child, column))
                yield at(list, `Invalid field:${column} in related list:${name}`);
    }
}

export const LAYOUT_RULES: readonly Rule[] = [items, required, columns, relatedLists];

const NOT_COMPACT: readonly string[] = ['LongTextArea', 'Html', 'MultiselectPicklist', 'TextArea'];

/** CL-01 */
function* compact({ component, xml, org }: Checked): Iterable<Finding> {
    const [object = ''] = component.fullName.split('.');
    const names = xml.all('fields');
    if (names.length > 10) yield { problem: 'A compact layout has 10 fields at most' };
    for (const name of names) {
        const isOurs = isCustom(object) || isCustom(name.text);
        if (isOurs && org.hasObject(object) && !org.hasField(object, name.text))
            yield at(name, `In field: fields - no CustomField named ${object}.${name.text} found`);
        const type = org.customField(object, name.text)?.value('type') ?? '';
        if (NOT_COMPACT.includes(type))
            yield at(name, `A compact layout cannot show a field of type ${type}: ${name.text}`);
    }
}

export const COMPACT_LAYOUT_RULES: readonly Rule[] = [compact];
