/** Approval processes as the org runs them (Metadata API developer guide, "ApprovalProcess"). */
import type { Field, FilterItem, GroupName, ObjectType } from './model.ts';

/** Which records a process, or a step of it, is for; a formula, or filters with their logic. */
export interface ApprovalCriteria {
    readonly items: readonly FilterItem[];
    readonly booleanFilter?: string;
    readonly formula?: string;
}

/** Who may submit: a user by his username, a group, or whoever stands in a relation to the record. */
export type ApprovalSubmitter =
    | { readonly type: 'owner' | 'creator' | 'ownerDelegate' | 'creatorDelegate' }
    | { readonly type: 'user'; readonly username: string }
    | { readonly type: 'group'; readonly group: GroupName };

/** Who is asked: the name is a username, a queue's, or a field's of the record. */
export interface Approver {
    readonly type: 'user' | 'queue' | 'adhoc' | 'userHierarchyField' | 'relatedUserField' | 'PreviousApprover';
    readonly name: string;
}

/** What a field becomes (Metadata API developer guide, "WorkflowFieldUpdate"). */
export interface FieldUpdate {
    readonly name: string;
    readonly field: Field;
    readonly operation: 'Formula' | 'Literal' | 'Null' | 'NextValue' | 'PreviousValue' | 'LookupValue';
    /** The formula, the literal, or the name of the record that is looked up. */
    readonly value: string;
    readonly lookupType?: 'User' | 'Queue' | 'RecordType';
}

export interface ApprovalStep {
    readonly name: string;
    readonly label: string;
    readonly description?: string;
    readonly allowDelegate: boolean;
    readonly criteria?: ApprovalCriteria;
    readonly ifCriteriaNotMet: 'ApproveRecord' | 'RejectRecord' | 'GotoNextStep';
    readonly approvers: readonly Approver[];
    readonly whenMultipleApprovers: 'Unanimous' | 'FirstResponse';
    readonly rejectBehavior: 'RejectRequest' | 'BackToPrevious';
    readonly approvalActions: readonly FieldUpdate[];
    readonly rejectionActions: readonly FieldUpdate[];
}

export interface ApprovalProcess {
    /** `Book__c.Purchase` */
    readonly fullName: string;
    readonly object: ObjectType;
    readonly developerName: string;
    readonly label: string;
    readonly description?: string;
    readonly active: boolean;
    readonly allowRecall: boolean;
    readonly recordEditability: 'AdminOnly' | 'AdminOrCurrentApprover';
    readonly submitters: readonly ApprovalSubmitter[];
    readonly criteria?: ApprovalCriteria;
    /** The field of users that names who is next; the first is looked up at the submitter, or at the record's owner. */
    readonly hierarchy?: { readonly field: Field; readonly ofOwner: boolean };
    readonly steps: readonly ApprovalStep[];
    readonly submissionActions: readonly FieldUpdate[];
    readonly finalApprovalActions: readonly FieldUpdate[];
    readonly finalRejectionActions: readonly FieldUpdate[];
    readonly recallActions: readonly FieldUpdate[];
    readonly locksApproved: boolean;
    readonly locksRejected: boolean;
}
