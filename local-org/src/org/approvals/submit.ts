/** Sends a record into an approval process. */
import type { DmlContext } from '../../dml/context.ts';
import { textIn, type StoredRecord } from '../../dml/values.ts';
import type { ApprovalProcess } from '../../schema/approval-process.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Org } from '../org.ts';
import { mayReach } from '../reach.ts';
import type { Session } from '../session.ts';
import { readRecord } from './actions.ts';
import { ApprovalRun } from './approval-run.ts';
import { meets } from './criteria.ts';
import { insertTrace, readInstance } from './instances.ts';
import { noAccess, noProcess, noSuchRecord } from './refusals.ts';
import type { ApprovalResult, SubmitRequest } from './requests.ts';
import { maySubmit } from './submitters.ts';

/**
 * Submits a record; part of the caller's transaction.
 * @throws OrgError INVALID_CROSS_REFERENCE_KEY, INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY, ALREADY_IN_PROCESS,
 *   NO_APPLICABLE_PROCESS, and what the choice of approvers and the actions are refused with
 */
export function submit(org: Org, session: Session, request: SubmitRequest): ApprovalResult {
    const context = org.dmlContext(session);
    const id = toId18(request.recordId);
    const object = id === undefined ? undefined : org.schema.objectOfId(id);
    if (!object || id === undefined || !mayReach(context, id, 'read')) throw noSuchRecord();
    if (!mayReach(context, id, 'edit')) throw noAccess();
    const submitterId = submitterOf(session, request.submitterId);
    const pending = `SELECT 1 FROM "ProcessInstance" WHERE TargetObjectId = ? AND Status = 'Pending' AND IsDeleted = 0`;
    if (org.store.get(pending, [id]))
        throw new OrgError('ALREADY_IN_PROCESS', 'Cannot submit object already in process.');
    const record = readRecord(context, object, id);
    const [process, definition] = findProcess(org, context, request, record, submitterId);
    const instanceId = insertTrace(context, 'ProcessInstance', {
        ProcessDefinitionId: definition,
        TargetObjectId: id,
        Status: 'Pending',
        SubmittedById: submitterId,
    });
    insertTrace(context, 'ProcessInstanceStep', {
        ProcessInstanceId: instanceId,
        StepStatus: 'Started',
        OriginalActorId: submitterId,
        ActorId: submitterId,
        Comments: request.comments ?? null,
    });
    const instance = readInstance(context, instanceId);
    if (!instance) throw noSuchRecord();
    const run = new ApprovalRun(context, process, instance, request.nextApproverIds);
    run.start();
    return run.result();
}

/** Only an administrator submits in another one's name. */
function submitterOf(session: Session, given: string | undefined): string {
    if (given === undefined) return session.userId;
    const id = toId18(given);
    if (id === undefined) throw noSuchRecord();
    if (id !== session.userId && !session.permissions.has('ModifyAllData')) throw noAccess();
    return id;
}

/** The process that is named, or the first whose criteria the record meets; the submitter must be one of its own. */
function findProcess(
    org: Org,
    context: DmlContext,
    request: SubmitRequest,
    record: StoredRecord,
    submitterId: string,
): [ApprovalProcess, string] {
    const object = org.schema.objectOfId(textIn(record, 'Id'));
    for (const process of org.approvalProcesses) {
        if (!process.active || process.object.name !== object?.name) continue;
        const definition = definitionOf(org, process);
        if (request.process !== undefined && !isNamed(process, definition, request.process)) continue;
        if (!maySubmit(org.store, process, record, submitterId)) continue;
        const isFree = request.process !== undefined && request.skipEntryCriteria;
        if (isFree || meets(context, process.object, record, process.criteria)) return [process, definition];
    }
    throw noProcess();
}

function definitionOf({ store }: Org, { object, developerName }: ApprovalProcess): string {
    const sql = 'SELECT Id FROM "ProcessDefinition" WHERE TableEnumOrId = ? AND DeveloperName = ?';
    return store.get<{ Id: string }>(sql, [object.name, developerName])?.Id ?? '';
}

function isNamed({ developerName }: ApprovalProcess, definition: string, nameOrId: string): boolean {
    return developerName.toLowerCase() === nameOrId.toLowerCase() || definition === toId18(nameOrId);
}
