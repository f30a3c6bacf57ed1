/** Custom fields by themselves (deploy rules FLD-01 … FLD-11; Metadata API developer guide, "CustomField"). */
import type { XmlElement } from '../xml.ts';
import { checkLength, checkName } from './names.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

const NUMBERS: readonly string[] = ['Number', 'Currency', 'Percent'];
const LONG_TEXTS: readonly string[] = ['LongTextArea', 'Html'];

const typeOf = (xml: XmlElement): string => xml.value('type') ?? '';
const isFormula = (xml: XmlElement): boolean => xml.child('formula') !== undefined;

function cannot(element: string, type: string): string {
    return `Can not specify '${element}' for a CustomField of type ${type}`;
}

function must(element: string, type: string): string {
    return `Must specify '${element}' for a CustomField of type ${type}`;
}

/** NAME-02, FLD-01, FLD-02 */
function* texts({ component, xml }: Checked): Iterable<Finding> {
    const [, name = ''] = component.fullName.split('.');
    if (!name.endsWith('__c')) return;
    yield* checkName('field', name);
    if ((xml.value('label') ?? '') === '') yield { problem: 'Required field is missing: label' };
    if (typeOf(xml) === '') yield { problem: 'Required field is missing: type' };
    yield* checkLength('label', xml.value('label'), 40);
    yield* checkLength('description', xml.value('description'), 1000);
    yield* checkLength('inlineHelpText', xml.value('inlineHelpText'), 510);
}

/** FLD-03: text and numbers */
function* sizes({ xml }: Checked): Iterable<Finding> {
    const type = typeOf(xml);
    if (isFormula(xml)) return;
    const length = xml.number('length');
    if (type === 'Text' && length === undefined) yield { problem: must('length', type) };
    if (type === 'Text' && length !== undefined && !(length >= 1 && length <= 255))
        yield at(xml.child('length'), 'Text fields have a length from 1 to 255');
    if (type === 'TextArea' && length !== undefined) yield at(xml.child('length'), cannot('length', type));
    if (LONG_TEXTS.includes(type)) {
        if (length === undefined) yield { problem: must('length', type) };
        else if (!(length >= 256 && length <= 131_072))
            yield at(xml.child('length'), `${type} fields have a length from 256 to 131072`);
        if (!xml.child('visibleLines')) yield { problem: must('visibleLines', type) };
    }
    if (NUMBERS.includes(type)) yield* precision(xml, type);
}

function* precision(xml: XmlElement, type: string): Iterable<Finding> {
    const digits = xml.number('precision');
    const scale = xml.number('scale');
    if (digits === undefined) yield { problem: must('precision', type) };
    if (scale === undefined) yield { problem: must('scale', type) };
    if (digits !== undefined && digits > 18) yield at(xml.child('precision'), 'The precision is 18 at most');
    if (digits !== undefined && scale !== undefined && scale > digits)
        yield at(xml.child('scale'), 'The scale is not greater than the precision');
}

/** FLD-03: the other types */
function* needs({ xml }: Checked): Iterable<Finding> {
    const type = typeOf(xml);
    if (isFormula(xml)) return;
    if (type === 'MultiselectPicklist' && !xml.child('visibleLines')) yield { problem: must('visibleLines', type) };
    if (type === 'Checkbox' && !['true', 'false'].includes(xml.value('defaultValue') ?? ''))
        yield { problem: must('defaultValue', type) };
    if (type === 'AutoNumber' && !/\{0+\}/.test(xml.value('displayFormat') ?? ''))
        yield { problem: must('displayFormat', type) };
    if (type === 'Location' && !xml.child('scale')) yield { problem: must('scale', type) };
}

/** FLD-04, FLD-05, FLD-08: what does not go with a type */
function* exclusions({ xml }: Checked): Iterable<Finding> {
    const type = typeOf(xml);
    const given = (names: readonly string[]): XmlElement[] =>
        names.flatMap((name) => (xml.flag(name) ? [xml.child(name) ?? xml] : []));
    if (isFormula(xml)) for (const one of given(['required', 'unique'])) yield at(one, cannot(one.name, 'Formula'));
    if (LONG_TEXTS.includes(type))
        for (const one of given(['required', 'unique', 'externalId'])) yield at(one, cannot(one.name, type));
    if (type === 'Checkbox') for (const one of given(['required'])) yield at(one, cannot(one.name, type));
    const required = xml.child('required');
    if (type === 'MasterDetail' && required)
        yield at(required, 'Master-Detail Relationship Fields Cannot be Optional or Required');
    if (type === 'MasterDetail' && xml.child('deleteConstraint'))
        yield at(xml.child('deleteConstraint'), cannot('deleteConstraint', type));
    if (type === 'MasterDetail' && xml.child('lookupFilter'))
        yield at(xml.child('lookupFilter'), 'Lookup filters are only supported on Lookup Relationship Fields');
    if (!EXTERNAL_IDS.includes(type)) for (const one of given(['externalId'])) yield at(one, cannot(one.name, type));
    if (!UNIQUE.includes(type)) for (const one of given(['unique'])) yield at(one, cannot(one.name, type));
}

const EXTERNAL_IDS: readonly string[] = ['Text', 'Number', 'Email', 'AutoNumber', 'Url', 'Phone'];
const UNIQUE: readonly string[] = ['Text', 'Number', 'Email', 'Url', 'Phone', 'AutoNumber', 'MetadataRelationship'];

const MAX_FORMULA = 3900;

/** FLD-11 */
function* formulaLength({ xml }: Checked): Iterable<Finding> {
    const formula = xml.child('formula');
    if (formula && formula.text.length > MAX_FORMULA)
        yield at(
            formula,
            `Formula is too long (${String(formula.text.length)} characters). Maximum length is 3,900 characters`,
        );
}

/** FLD-06: a record that must be there cannot vanish */
function* deleteConstraint({ xml }: Checked): Iterable<Finding> {
    if (typeOf(xml) !== 'Lookup' || !xml.flag('required') || xml.value('deleteConstraint') !== 'SetNull') return;
    yield at(
        xml.child('deleteConstraint'),
        'must specify either cascade delete or restrict delete for required lookup foreign key',
    );
}

export const FIELD_RULES: readonly Rule[] = [texts, sizes, needs, exclusions, formulaLength, deleteConstraint];
