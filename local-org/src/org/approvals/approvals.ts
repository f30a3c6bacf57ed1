/**
 * Approvals: the one way in for all protocols.
 * Sources: SOAP API developer guide, "process()"; REST API developer guide, "Process Approvals".
 */
import { OrgError, type RecordError } from '../../schema/errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { RecordRefusal } from './refusals.ts';
import type { ApprovalRequest, ApprovalResult } from './requests.ts';
import { submit } from './submit.ts';
import { workOn } from './work.ts';

export type { ApprovalRequest, ApprovalResult } from './requests.ts';

/** A process as REST lists it. */
export interface ListedProcess {
    readonly description: string | null;
    readonly id: string;
    readonly name: string;
    readonly object: string;
    readonly sortOrder: number;
}

/** The active processes by object, of the objects that the user may read. */
export function approvalProcesses(org: Org, { permissions }: Session): Record<string, ListedProcess[]> {
    const listed: Record<string, ListedProcess[]> = {};
    const sql = 'SELECT Id FROM "ProcessDefinition" WHERE TableEnumOrId = ? AND DeveloperName = ?';
    for (const { active, object, developerName, label, description } of org.approvalProcesses) {
        if (!active || !permissions.object(object).read) continue;
        const known = (listed[object.name] ??= []);
        const id = org.store.get<{ Id: string }>(sql, [object.name, developerName])?.Id ?? '';
        const sortOrder = known.length + 1;
        known.push({ description: description ?? null, id, name: label, object: object.name, sortOrder });
    }
    return listed;
}

/** Does what is asked, each request for itself: one that is refused leaves no trace. */
export function processApprovals(org: Org, session: Session, requests: readonly ApprovalRequest[]): ApprovalResult[] {
    return requests.map((request) => {
        try {
            return org.store.transaction(() =>
                request.action === 'Submit' ? submit(org, session, request) : workOn(org, session, request),
            );
        } catch (error) {
            return refused(errorsOf(error));
        } finally {
            // field updates may have changed who sees what
            org.accessChanged();
        }
    });
}

function errorsOf(error: unknown): readonly RecordError[] {
    if (error instanceof RecordRefusal) return error.errors;
    if (!(error instanceof OrgError)) throw error;
    return [{ statusCode: error.code, message: error.message, fields: error.fields }];
}

function refused(errors: readonly RecordError[]): ApprovalResult {
    return {
        actorIds: [],
        entityId: null,
        errors,
        instanceId: null,
        instanceStatus: null,
        newWorkitemIds: [],
        success: false,
    };
}
