/**
 * Approvals (REST API developer guide, "Process Approvals"). No approval process runs in a local org: nothing waits for
 * anybody, and whatever is submitted meets none that applies.
 */
import { OrgError, type RecordError } from '../schema/errors.ts';
import { mayReach } from './reach.ts';
import type { Org } from './org.ts';
import type { Session } from './session.ts';

/** What a submission meets: a record that is not there for the user, or no process for it. */
export function submitForApproval(org: Org, session: Session, recordId: string): RecordError {
    if (!mayReach(org.dmlContext(session), recordId, 'read'))
        return { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] };
    return { statusCode: 'NO_APPLICABLE_PROCESS', message: 'No applicable approval process was found.', fields: [] };
}

/** What approving, rejecting or removing meets: there is no item that waits for it. */
export function workOnApproval(workItemId: string): RecordError {
    if (workItemId === '') return { statusCode: 'MISSING_ARGUMENT', message: 'workitemId not specified', fields: [] };
    return { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] };
}

/** The processes that records can be submitted to, by object. */
export function approvalProcesses(): Readonly<Record<string, readonly object[]>> {
    return {};
}

/** The error of a record as that of a whole request. */
export function asRefusal({ statusCode, message }: RecordError): OrgError {
    return new OrgError(statusCode, message);
}
