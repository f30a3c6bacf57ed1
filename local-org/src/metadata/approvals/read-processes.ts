/**
 * Approval processes, from metadata to what the org runs. What it cannot run is refused.
 * Source: Metadata API developer guide, "ApprovalProcess".
 */
import type { ApprovalProcess, FieldUpdate } from '../../schema/approval-process.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import { ComponentFault } from '../component.ts';
import type { ProjectMetadata } from '../project.ts';
import type { XmlElement } from '../xml.ts';
import { readCriteria } from './read-criteria.ts';
import { readFieldUpdate } from './read-field-update.ts';
import { readStep } from './read-step.ts';
import { readSubmitter } from './read-submitters.ts';

/** What the parts of a process are read with. */
export interface ProcessSources {
    readonly object: ObjectType;
    readonly metadata: ProjectMetadata;
    /** The fields of users that lead to other users. */
    readonly userFields: ReadonlyMap<string, Field>;
    /** Field updates by name, read when an action names them. */
    actions(xml: XmlElement | undefined): FieldUpdate[];
}

/** Actions that leave the org's data alone: they are not run. Others that are not field updates are refused. */
const NOT_RUN: ReadonlySet<string> = new Set(['Alert', 'OutboundMessage', 'Task']);

/**
 * All approval processes, in the order in which an org tries them: by `processOrder`, then by name.
 * @throws ComponentFault that names the process which cannot be read, or which the org cannot run
 */
export function readApprovalProcesses(metadata: ProjectMetadata, schema: Schema): ApprovalProcess[] {
    const read = [...metadata.all('approvalProcess')].map(([name, xml]) => ({
        process: ComponentFault.about('ApprovalProcess', name, () => readProcess(name, xml, metadata, schema)),
        order: xml.number('processOrder') ?? Infinity,
    }));
    return read
        .sort((a, b) => (a.order === b.order ? compare(a.process.fullName, b.process.fullName) : a.order - b.order))
        .map(({ process }) => process);
}

function compare(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function readProcess(fullName: string, xml: XmlElement, metadata: ProjectMetadata, schema: Schema): ApprovalProcess {
    const [objectName = '', developerName = ''] = fullName.split('.');
    const object = schema.object(objectName);
    if (!object?.keyPrefix || object.setup || !['standard', 'custom'].includes(object.kind))
        throw new Error(`In field: object - no CustomObject named ${objectName} found`);
    const sources = sourcesOf(object, metadata, schema);
    const hierarchy = readHierarchy(xml.child('nextAutomatedApprover'), sources);
    const steps = xml.all('approvalStep').map((step, index) => readStep(step, index, sources, hierarchy !== undefined));
    const submitters = xml.all('allowedSubmitters').map((one) => readSubmitter(one, sources));
    if (xml.flag('active') && steps.length === 0) throw new Error('Required field is missing: approvalStep');
    if (submitters.length === 0) throw new Error('Required field is missing: allowedSubmitters');
    const twice = steps.find(({ name }, index) => steps.findIndex((one) => one.name === name) < index);
    if (twice) throw new Error(`Duplicate name: approvalStep ${twice.name}`);
    const criteria = readCriteria(xml.child('entryCriteria'), object);
    const description = xml.value('description');
    return {
        fullName,
        object,
        developerName,
        label: xml.value('label') ?? developerName,
        ...(description === undefined ? {} : { description }),
        active: xml.flag('active'),
        allowRecall: xml.flag('allowRecall'),
        recordEditability: editability(xml.value('recordEditability')),
        submitters,
        ...(criteria ? { criteria } : {}),
        ...(hierarchy ? { hierarchy } : {}),
        steps,
        submissionActions: sources.actions(xml.child('initialSubmissionActions')),
        finalApprovalActions: sources.actions(xml.child('finalApprovalActions')),
        finalRejectionActions: sources.actions(xml.child('finalRejectionActions')),
        recallActions: sources.actions(xml.child('recallActions')),
        locksApproved: xml.flag('finalApprovalRecordLock'),
        locksRejected: xml.flag('finalRejectionRecordLock'),
    };
}

function sourcesOf(object: ObjectType, metadata: ProjectMetadata, schema: Schema): ProcessSources {
    const user = [...(schema.object('User')?.fields.values() ?? [])];
    const updates = metadata.all('workflow').get(object.name)?.all('fieldUpdates') ?? [];
    const byName = new Map(updates.map((one) => [one.value('fullName') ?? '', one]));
    return {
        object,
        metadata,
        userFields: new Map(
            user.filter((field) => field.reference?.to.includes('User')).map((field) => [field.name, field]),
        ),
        actions: (xml) =>
            (xml?.all('action') ?? []).flatMap((action) => {
                const [name = '', type = ''] = [action.value('name'), action.value('type')];
                if (NOT_RUN.has(type)) return [];
                if (type !== 'FieldUpdate') throw new Error(`a local org runs no action of type ${type}: ${name}`);
                const update = byName.get(name);
                if (!update)
                    throw new Error(`In field: action - no WorkflowFieldUpdate named ${object.name}.${name} found`);
                return [readFieldUpdate(name, update, object, metadata)];
            }),
    };
}

/** `Manager` is what metadata calls the standard field; others are custom fields of users. */
function readHierarchy(
    xml: XmlElement | undefined,
    { userFields }: ProcessSources,
): { field: Field; ofOwner: boolean } | undefined {
    if (!xml) return undefined;
    const name = xml.value('userHierarchyField') ?? '';
    const field = userFields.get(name === 'Manager' ? 'ManagerId' : name);
    if (!field) throw new Error(`In field: userHierarchyField - no CustomField named User.${name} found`);
    return { field, ofOwner: xml.flag('useApproverFieldOfRecordOwner') };
}

function editability(value = ''): ApprovalProcess['recordEditability'] {
    if (value === 'AdminOnly' || value === 'AdminOrCurrentApprover') return value;
    throw new Error(`'${value}' is not a valid value for the enum 'RecordEditabilityType'`);
}
