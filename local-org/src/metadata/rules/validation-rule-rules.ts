/** Validation rules (deploy rules VR-01 … VR-03; Metadata API developer guide, "ValidationRule"). */
import { globals } from './field-reference-rules.ts';
import { checkLength, checkName } from './names.ts';
import { at, type Checked, type Finding, type Rule } from './rule.ts';

function* form({ component, xml, org }: Checked): Iterable<Finding> {
    const [object = '', name = ''] = component.fullName.split('.');
    yield* checkName('validation', name);
    yield* checkLength('errorMessage', xml.value('errorMessage'), 255);
    const shown = xml.value('errorDisplayField');
    if (shown !== undefined && !org.hasField(object, shown))
        yield at(
            xml.child('errorDisplayField'),
            `In field: errorDisplayField - no CustomField named ${object}.${shown} found`,
        );
}

export const VALIDATION_RULES: readonly Rule[] = [
    form,
    ({ xml, org }) => globals(xml.child('errorConditionFormula'), org),
];
