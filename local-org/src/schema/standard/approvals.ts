/** What tells of approvals (Object Reference, "ProcessDefinition", "ProcessNode", "ProcessInstance" and its relatives). */
import { standardObject as object, type ObjectSettings } from './notation.ts';

/** Records that an approval leaves behind; their audit fields are fewer than those of others. */
function trace(keyPrefix: string, fields: string): ObjectSettings {
    return {
        setup: true,
        readOnly: true,
        keyPrefix,
        bare: true,
        fields: `
            ProcessInstanceId reference(ProcessInstance) readonly ${fields}
            IsDeleted boolean readonly label=Deleted
            CreatedDate datetime readonly
            CreatedById reference(User) readonly label=Created_By_ID
            SystemModstamp datetime readonly label=System_Modstamp`,
    };
}

const STATES = 'Approved,Rejected,Removed,Fault,Pending,Held,Reassigned,Started,NoResponse';

export const APPROVALS = [
    object('ProcessDefinition', {
        setup: true,
        readOnly: true,
        keyPrefix: '04a',
        fields: `
            Name string(80) readonly name
            DeveloperName string(80) readonly
            Type picklist(Approval,State) readonly
            Description textarea(3000) readonly
            TableEnumOrId picklist() readonly label=Custom_Object_Definition_ID
            LockType picklist(Total,Admin,Owner,Workitem,Node,none) readonly
            State picklist(Active,Inactive,Obsolete) readonly`,
    }),
    object('ProcessNode', {
        setup: true,
        readOnly: true,
        keyPrefix: '04b',
        bare: true,
        fields: `
            Name string(80) readonly name
            DeveloperName string(80) readonly
            ProcessDefinitionId reference(ProcessDefinition) readonly
            Description textarea(3000) readonly
            SystemModstamp datetime readonly`,
    }),
    object('ProcessInstance', {
        setup: true,
        readOnly: true,
        keyPrefix: '04g',
        fields: `
            ProcessDefinitionId reference(ProcessDefinition) readonly
            TargetObjectId reference(Account,Contact,Opportunity,Case,Lead) readonly children=ProcessInstances onDelete=Cascade
            Status picklist(${STATES}) readonly
            CompletedDate datetime readonly
            LastActorId reference(User) readonly
            SubmittedById reference(User) readonly`,
    }),
    object(
        'ProcessInstanceNode',
        trace(
            '04j',
            `children=Nodes onDelete=Cascade
            ProcessNodeId reference(ProcessNode) readonly
            ProcessNodeName string(80) readonly
            NodeStatus picklist(${STATES}) readonly
            LastActorId reference(User) readonly
            CompletedDate datetime readonly`,
        ),
    ),
    object(
        'ProcessInstanceStep',
        trace(
            '04h',
            `children=Steps onDelete=Cascade
            StepStatus picklist(${STATES}) readonly
            OriginalActorId reference(User,Group) readonly
            ActorId reference(User,Group) readonly
            Comments textarea(4000) readonly
            StepNodeId reference(ProcessNode) readonly`,
        ),
    ),
    object(
        'ProcessInstanceWorkitem',
        trace(
            '04i',
            `children=Workitems onDelete=Cascade
            OriginalActorId reference(User,Group) readonly
            ActorId reference(User,Group) readonly`,
        ),
    ),
];
