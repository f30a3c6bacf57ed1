/** Custom objects (deploy rules OBJ-01 … OBJ-13; Metadata API developer guide, "CustomObject"). */
import type { XmlElement } from '../xml.ts';
import { checkLength, checkName, isCustom, isManaged } from './names.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

function isOwn(name: string): boolean {
    return isCustom(name) && !isManaged(name);
}

/** NAME-01, OBJ-01, OBJ-07 */
function* labels({ component, xml }: Checked): Iterable<Finding> {
    const { fullName } = component;
    if (!isOwn(fullName)) return;
    yield* checkName('object', fullName);
    const needed = xml.child('customSettingsType') ? ['label'] : ['label', 'pluralLabel'];
    for (const name of needed) {
        const what = name === 'label' ? 'label' : 'plural label';
        if ((xml.value(name) ?? '') === '') yield { problem: `Must specify a non-empty ${what} for the CustomObject` };
        yield* checkLength(name, xml.value(name), 40);
    }
    yield* checkLength('description', xml.value('description'), 1000);
}

/** OBJ-02 */
function* nameField({ component, xml }: Checked): Iterable<Finding> {
    if (!component.fullName.endsWith('__c') || xml.child('customSettingsType') || isManaged(component.fullName)) return;
    const field = xml.child('nameField');
    if (!field) {
        yield { problem: 'Must specify a nameField of type Text or AutoNumber' };
        return;
    }
    const type = field.value('type');
    if (type !== 'Text' && type !== 'AutoNumber')
        yield at(field, 'Must specify a nameField of type Text or AutoNumber');
    if (type === 'AutoNumber' && !/\{0+\}/.test(field.value('displayFormat') ?? ''))
        yield at(field, "Must specify 'displayFormat' for a CustomField of type AutoNumber");
    if ((field.value('label') ?? '') === '') yield at(field, 'Required field is missing: label');
}

const WIDTH: Readonly<Record<string, number>> = { Private: 0, Read: 1, ReadWrite: 2 };

/** OBJ-03, OBJ-04, OBJ-09 */
function* sharing({ component, xml, org }: Checked): Iterable<Finding> {
    const { fullName } = component;
    if (!fullName.endsWith('__c') || xml.child('customSettingsType')) return;
    const masters = org.fieldsOf(fullName).filter((field) => field.value('type') === 'MasterDetail');
    const model = xml.value('sharingModel');
    if (masters.length > 0 && model !== undefined && model !== 'ControlledByParent')
        yield at(
            xml.child('sharingModel'),
            `Cannot set sharingModel to ${model} on a CustomObject with a MasterDetail relationship field`,
        );
    if (masters.length === 0 && model === 'ControlledByParent')
        yield at(
            xml.child('sharingModel'),
            'Cannot set sharingModel to ControlledByParent on a CustomObject without a MasterDetail relationship field',
        );
    if (masters.length > 2)
        yield { problem: 'MAX_RELATIONSHIPS_EXCEEDED: an object has at most 2 master-detail relationships' };
    const orders = masters.map((field) => field.value('relationshipOrder') ?? '0').sort();
    if (masters.length === 2 && orders.join() !== '0,1')
        yield { problem: 'Two MasterDetail relationship fields need a relationshipOrder of 0 and 1' };
    const external = xml.value('externalSharingModel') ?? '';
    if ((WIDTH[external] ?? 0) > (WIDTH[model ?? ''] ?? 2))
        yield at(xml.child('externalSharingModel'), `Can't specify an external sharing model for ${fullName}`);
}

/** OBJ-05, OBJ-06, OBJ-13 */
function* switches({ component, xml }: Checked): Iterable<Finding> {
    const together = ['enableBulkApi', 'enableSharing', 'enableStreamingApi'];
    const values = new Set(together.map((name) => xml.flag(name)));
    if (xml.child('enableBulkApi') && values.size > 1)
        yield { problem: 'enableBulkApi, enableSharing and enableStreamingApi must be either all true or all false' };
    if (!component.fullName.endsWith('__mdt')) return;
    for (const name of [
        'deploymentStatus',
        'sharingModel',
        'enableHistory',
        'nameField',
        'enableReports',
        'enableActivities',
    ])
        if (xml.child(name))
            yield at(xml.child(name), `Can not specify '${name}' for a CustomObject of kind custom metadata type`);
}

/** The types of components that an override of an action may show, by its `type`. */
const OVERRIDES: Readonly<Record<string, readonly string[]>> = {
    Flexipage: ['FlexiPage'],
    LightningComponent: ['AuraDefinitionBundle', 'LightningComponentBundle'],
    Visualforce: ['ApexPage'],
};

/** OBJ-10, OBJ-12 */
function* references({ component, xml, org }: Checked): Iterable<Finding> {
    const compact = xml.value('compactLayoutAssignment') ?? 'SYSTEM';
    if (compact !== 'SYSTEM' && !org.has('CompactLayout', `${component.fullName}.${compact}`))
        yield at(
            xml.child('compactLayoutAssignment'),
            `In field: compactLayoutAssignment - no CompactLayout named ${component.fullName}.${compact} found`,
        );
    for (const override of xml.all('actionOverrides')) yield* overrideFault(override, org);
}

function* overrideFault(override: XmlElement, org: Checked['org']): Iterable<Finding> {
    const content = override.value('content') ?? '';
    const types = OVERRIDES[override.value('type') ?? ''] ?? [];
    if (content === '' || content.includes('__') || types.length === 0) return;
    if (types.some((type) => org.has(type, content))) return;
    yield at(
        override,
        `${content} does not exist or is not a valid override for action ${override.value('actionName') ?? ''}`,
    );
}

export const OBJECT_RULES: readonly Rule[] = [labels, nameField, sharing, switches, references];
