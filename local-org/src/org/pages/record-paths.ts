/**
 * Paths: the steps of a record by the values of a picklist, each with its key fields and what to do. Source: Metadata API guide,
 * "PathAssistant".
 */
import type { ObjectType } from '../../schema/model.ts';
import { picklistValues } from '../ui/picklists.ts';
import type { UiRecordType } from '../ui/record-types.ts';
import type { UiContext } from '../ui/ui-context.ts';

export interface RecordPath {
    readonly name: string;
    readonly label: string;
    /** the picklist */
    readonly field: string;
    readonly steps: readonly PathStep[];
}

export interface PathStep {
    readonly value: string;
    readonly label: string;
    /** key fields that the user may see */
    readonly fields: readonly string[];
    /** what to do, as the path's author wrote it: HTML */
    readonly guidance: string | null;
}

/** Record types have the paths of their own; records without one have this. */
const MASTER = '__MASTER__';

/**
 * The path of records of a type.
 * @returns undefined when there is none, or when the user does not see the field that it is about
 */
export function recordPath(ui: UiContext, object: ObjectType, type: UiRecordType): RecordPath | undefined {
    const found = [...ui.org.metadata.all('pathAssistant')].find(
        ([, xml]) =>
            xml.flag('active') &&
            xml.value('entityName') === object.name &&
            (xml.value('recordTypeName') ?? MASTER) === (type.info?.developerName ?? MASTER),
    );
    if (!found) return undefined;
    const [name, xml] = found;
    const field = ui.org.schema.field(object, xml.value('fieldName') ?? '');
    if (!field || !ui.seesField(object, field)) return undefined;
    const steps = new Map(xml.all('pathAssistantSteps').map((step) => [step.value('picklistValueName') ?? '', step]));
    const isSeen = (fieldName: string): boolean => {
        const key = ui.org.schema.field(object, fieldName);
        return key !== undefined && ui.seesField(object, key);
    };
    return {
        name,
        label: xml.value('masterLabel') ?? name,
        field: field.name,
        steps: picklistValues(ui, object, field, type).values.map(({ value, label }) => ({
            value,
            label,
            fields: steps.get(value)?.values('fieldNames').filter(isSeen) ?? [],
            guidance: steps.get(value)?.value('info') ?? null,
        })),
    };
}
