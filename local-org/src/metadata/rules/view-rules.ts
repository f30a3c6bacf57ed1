/** List views, record types, labels, value sets (deploy rules LV-01 … LV-08, RT-01 … RT-03, LBL-02, LBL-03, GVS-01). */
import type { XmlElement } from '../xml.ts';
import { values } from './field-reference-rules.ts';
import { checkLength, checkName, isCustom, isLogicOf, isManaged } from './names.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

/** What list views call the fields that every object has: `NAME`, `CREATED_DATE`, `OWNER.ALIAS`. */
const STANDARD_COLUMN = /^[A-Z_.0-9]+$/;
const WRITTEN_OTHERWISE: readonly string[] = ['Name', 'CreatedDate', 'OwnerId', 'LastModifiedDate'];
const NOT_FILTERED: readonly string[] = ['LongTextArea', 'Html', 'EncryptedText'];

/** LV-01 … LV-06, LV-08 */
function* listView({ component, xml, org }: Checked): Iterable<Finding> {
    const [object = ''] = component.fullName.split('.');
    yield* checkLength('label', xml.value('label'), 40);
    const filters = xml.all('filters');
    const names = [...xml.all('columns'), ...filters.flatMap((filter) => filter.child('field') ?? [])];
    for (const name of names) {
        if (STANDARD_COLUMN.test(name.text) || isManaged(name.text) || !isCustom(object)) continue;
        if (WRITTEN_OTHERWISE.includes(name.text) || !org.hasField(object, name.text))
            yield at(name, `Could not resolve list view column: ${name.text}`);
    }
    if (xml.all('columns').length > 15) yield { problem: 'A list view has 15 columns at most' };
    if (filters.length > 10) yield { problem: 'A list view has 10 filters at most' };
    const logic = xml.child('booleanFilter');
    if (logic && !isLogicOf(logic.text, filters.length)) yield at(logic, `Malformed booleanFilterLogic: ${logic.text}`);
    const hasOwner = !org.fieldsOf(object).some((field) => field.value('type') === 'MasterDetail');
    if (xml.value('filterScope') === 'Mine' && (!hasOwner || object.endsWith('__mdt')))
        yield at(xml.child('filterScope'), 'Invalid scope:Mine, not allowed');
    for (const filter of filters) yield* filterFaults(filter, object, org);
}

/** LV-06, LV-07 */
function* filterFaults(filter: XmlElement, object: string, org: Checked['org']): Iterable<Finding> {
    const name = filter.value('field') ?? '';
    const field = org.customField(object, name);
    const type = field?.value('type') ?? '';
    const value = filter.value('value') ?? '';
    if (NOT_FILTERED.includes(type)) yield at(filter, `A list view cannot filter on a field of type ${type}: ${name}`);
    if (type === 'Checkbox' && !['0', '1'].includes(value))
        yield at(filter, `Invalid value for checkbox ${name}: ${value}`);
    const known = field && type === 'Picklist' ? org.valuesOf(field) : undefined;
    if (!known || value === '' || !['equals', 'notEqual'].includes(filter.value('operation') ?? '')) return;
    for (const one of value.match(/"[^"]*"|[^,]+/g) ?? []) {
        const wanted = one.trim().replace(/^"(.*)"$/s, '$1');
        if (wanted !== '' && !known.has(wanted)) yield at(filter, `Picklist value ${wanted} not found`);
    }
}

export const LIST_VIEW_RULES: readonly Rule[] = [listView];

const WITH_PROCESS: readonly string[] = ['Lead', 'Opportunity', 'Case', 'Solution'];

/** RT-01, RT-02, RT-03 */
function* recordType({ component, xml, org }: Checked): Iterable<Finding> {
    const [object = '', name = ''] = component.fullName.split('.');
    yield* checkName('record type', name);
    if (!WITH_PROCESS.includes(object) && xml.child('businessProcess'))
        yield at(xml.child('businessProcess'), `Can not specify 'businessProcess' for a RecordType of ${object}`);
    for (const list of xml.all('picklistValues')) {
        const picklist = list.value('picklist') ?? '';
        const field = org.customField(object, picklist);
        if (isCustom(picklist) && !field && !isManaged(picklist)) {
            yield at(list, `In field: picklist - no CustomField named ${object}.${picklist} found`);
            continue;
        }
        const known = field && org.valuesOf(field);
        for (const value of known ? list.all('values') : []) {
            const wanted = decoded(value.value('fullName') ?? '');
            if (!known?.has(wanted)) yield at(value, `Picklist value: ${wanted} in picklist: ${picklist} not found`);
        }
    }
}

function decoded(name: string): string {
    try {
        return decodeURIComponent(name);
    } catch {
        return name;
    }
}

export const RECORD_TYPE_RULES: readonly Rule[] = [recordType];

/** LBL-02, LBL-03 */
function* label({ xml }: Checked): Iterable<Finding> {
    yield* checkLength('value', xml.value('value'), 1000);
    yield* checkLength('shortDescription', xml.value('shortDescription'), 80);
    yield* checkLength('categories', xml.value('categories'), 255);
}

export const LABEL_RULES: readonly Rule[] = [label];

/** GVS-01 */
function* valueSet({ xml }: Checked): Iterable<Finding> {
    const all = xml.all('customValue');
    if (all.length === 0) yield { problem: 'Required field is missing: customValue' };
    yield* values(all, xml);
}

export const VALUE_SET_RULES: readonly Rule[] = [valueSet];
