/** What clients ask of approvals, and what they are told (SOAP API developer guide, "process()"; REST, "Process Approvals"). */
import type { RecordError } from '../../schema/errors.ts';

/** Sends a record into an approval process. */
export interface SubmitRequest {
    readonly action: 'Submit';
    readonly recordId: string;
    readonly comments?: string;
    /** Whom to ask, when the first step leaves that to the submitter. */
    readonly nextApproverIds: readonly string[];
    /** On whose behalf; the user himself when absent. */
    readonly submitterId?: string;
    /** The developer name or id of the process; absent: the first that applies. */
    readonly process?: string;
    /** Of a process that is named. */
    readonly skipEntryCriteria: boolean;
}

/** Answers a request for approval, or takes it back. */
export interface WorkitemRequest {
    readonly action: 'Approve' | 'Reject' | 'Removed';
    readonly workitemId: string;
    readonly comments?: string;
    readonly nextApproverIds: readonly string[];
}

export type ApprovalRequest = SubmitRequest | WorkitemRequest;

/** What became of a request; of one that was refused, the errors alone. */
export interface ApprovalResult {
    readonly actorIds: readonly string[];
    readonly entityId: string | null;
    readonly errors: readonly RecordError[];
    readonly instanceId: string | null;
    readonly instanceStatus: string | null;
    readonly newWorkitemIds: readonly string[];
    readonly success: boolean;
}
