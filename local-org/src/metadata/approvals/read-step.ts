/** The steps of a process (Metadata API developer guide, "ApprovalStep", "ApprovalStepApprover"). */
import type { ApprovalStep, Approver } from '../../schema/approval-process.ts';
import type { XmlElement } from '../xml.ts';
import { readCriteria } from './read-criteria.ts';
import type { ProcessSources } from './read-processes.ts';

const NOT_MET = ['ApproveRecord', 'RejectRecord', 'GotoNextStep'] as const;
const ROUTINGS = ['Unanimous', 'FirstResponse'] as const;
const REJECTIONS = ['RejectRequest', 'BackToPrevious'] as const;

/**
 * Reads a step.
 * @param index its place, from 0
 * @param hasHierarchy whether the process says by which field of users the next approver is found
 * @throws Error that names the step, for what is not there or cannot be done here
 */
export function readStep(xml: XmlElement, index: number, sources: ProcessSources, hasHierarchy: boolean): ApprovalStep {
    const name = xml.value('name') ?? '';
    try {
        const assigned = xml.child('assignedApprover');
        const approvers = (assigned?.all('approver') ?? []).map((one) => readApprover(one, sources));
        checkApprovers(approvers, index, hasHierarchy);
        const criteria = readCriteria(xml.child('entryCriteria'), sources.object);
        const description = xml.value('description');
        return {
            name,
            label: xml.value('label') ?? name,
            ...(description === undefined ? {} : { description }),
            allowDelegate: xml.flag('allowDelegate'),
            ...(criteria ? { criteria } : {}),
            ifCriteriaNotMet: oneOf(NOT_MET, xml.value('ifCriteriaNotMet'), 'StepCriteriaNotMetType'),
            approvers,
            whenMultipleApprovers: oneOf(ROUTINGS, assigned?.value('whenMultipleApprovers'), 'RoutingType'),
            rejectBehavior: oneOf(REJECTIONS, xml.child('rejectBehavior')?.value('type'), 'StepRejectBehaviorType'),
            approvalActions: sources.actions(xml.child('approvalActions')),
            rejectionActions: sources.actions(xml.child('rejectionActions')),
        };
    } catch (error) {
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
}

/** The first of the values is what an org takes when none is given. */
function oneOf<T extends string>(values: readonly [T, ...T[]], value: string | undefined, enumName: string): T {
    if (value === undefined) return values[0];
    const found = values.find((one) => one === value);
    if (found === undefined) throw new Error(`'${value}' is not a valid value for the enum '${enumName}'`);
    return found;
}

/** What metadata calls the standard fields that lead to users. */
const USER_FIELDS: Readonly<Record<string, string>> = {
    Owner: 'OwnerId',
    CreatedBy: 'CreatedById',
    LastModifiedBy: 'LastModifiedById',
};

function readApprover(xml: XmlElement, { object, metadata }: ProcessSources): Approver {
    const [type = '', name = ''] = [xml.value('type'), xml.value('name')];
    switch (type) {
        case 'adhoc':
        case 'userHierarchyField':
        case 'PreviousApprover':
            return { type, name: '' };
        case 'user':
            if (name === '') throw new Error('Required field is missing: name');
            return { type, name };
        case 'queue':
            if (!metadata.all('queue').has(name)) throw new Error(`In field: approver - no Queue named ${name} found`);
            return { type, name };
        case 'relatedUserField': {
            const field = object.fields.get(USER_FIELDS[name] ?? name);
            if (!field?.reference?.to.includes('User'))
                throw new Error(`In field: approver - no CustomField named ${object.name}.${name} found`);
            return { type, name: field.name };
        }
        default:
            throw new Error(`a local org has no approvers of type ${type}`);
    }
}

function checkApprovers(approvers: readonly Approver[], index: number, hasHierarchy: boolean): void {
    const has = (type: Approver['type']): boolean => approvers.some((one) => one.type === type);
    if (approvers.length === 0) throw new Error('Required field is missing: approver');
    if (has('userHierarchyField') && !hasHierarchy)
        throw new Error('the user hierarchy field must be defined in nextAutomatedApprover');
    if (has('adhoc') && approvers.length > 1) throw new Error('an approver chosen by hand is the only one of a step');
    if (has('PreviousApprover') && index === 0) throw new Error('the first step has no previous approver');
}
