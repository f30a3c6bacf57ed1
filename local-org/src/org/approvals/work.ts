/** Approves, rejects or takes back what waits for an answer. */
import { groupsOf } from '../../access/sharing-identity.ts';
import type { DmlContext } from '../../dml/context.ts';
import type { ApprovalProcess } from '../../schema/approval-process.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { ObjectType } from '../../schema/model.ts';
import type { Org } from '../org.ts';
import { mayReach } from '../reach.ts';
import type { Session } from '../session.ts';
import { ApprovalRun } from './approval-run.ts';
import { readInstance, readWorkitem, type Instance, type Workitem } from './instances.ts';
import { noAccess, noSuchRecord } from './refusals.ts';
import type { ApprovalResult, WorkitemRequest } from './requests.ts';
import { delegateOf } from './submitters.ts';

/**
 * Works on an item; part of the caller's transaction.
 * @throws OrgError MISSING_ARGUMENT, INVALID_CROSS_REFERENCE_KEY, INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY,
 *   INVALID_OPERATION when the process no longer has the step, and what the next step and the actions are refused with
 */
export function workOn(org: Org, session: Session, request: WorkitemRequest): ApprovalResult {
    if (request.workitemId === '') throw new OrgError('MISSING_ARGUMENT', 'workitemId not specified');
    const context = org.dmlContext(session);
    const workitem = readWorkitem(context, toId18(request.workitemId) ?? '');
    const instance = workitem && readInstance(context, workitem.ProcessInstanceId);
    const object = instance && org.schema.objectOfId(instance.TargetObjectId);
    if (!workitem || !object || instance.Status !== 'Pending') throw noSuchRecord();
    if (!mayReach(context, instance.TargetObjectId, 'read')) throw noSuchRecord();
    const process = processOf(org, instance);
    const run = new ApprovalRun(context, process, instance, request.nextApproverIds);
    const current = run.currentStep();
    if (request.action === 'Removed') {
        checkRecall(session, process, instance, object);
        run.recall(workitem, request.comments);
        return run.result();
    }
    if (!mayAnswer(context, session, workitem, object, current?.step.allowDelegate ?? false)) throw noAccess();
    if (!current) throw new OrgError('INVALID_OPERATION', 'The step is no longer a part of the approval process.');
    const { node, step } = current;
    if (request.action === 'Approve') run.approve(workitem, node, step, request.comments);
    else run.reject(workitem, node, step, request.comments);
    return run.result();
}

/** A process that was deleted meanwhile can still be seen off: it has no steps and no actions left. */
function processOf(org: Org, { ProcessDefinitionId, TargetObjectId }: Instance): ApprovalProcess {
    const sql = 'SELECT DeveloperName AS name, Name AS label FROM "ProcessDefinition" WHERE Id = ?';
    const row = org.store.get<{ name: string; label: string }>(sql, [ProcessDefinitionId]);
    const object = org.schema.objectOfId(TargetObjectId);
    if (!row || !object) throw noSuchRecord();
    const found = org.approvalProcesses.find(
        (one) => one.object.name === object.name && one.developerName === row.name,
    );
    return (
        found ?? {
            fullName: `${object.name}.${row.name}`,
            object,
            developerName: row.name,
            label: row.label,
            active: false,
            allowRecall: true,
            recordEditability: 'AdminOnly',
            submitters: [],
            steps: [],
            submissionActions: [],
            finalApprovalActions: [],
            finalRejectionActions: [],
            recallActions: [],
            locksApproved: false,
            locksRejected: false,
        }
    );
}

/** The submitter where the process lets him, and administrators ("ApprovalProcess", allowRecall). */
function checkRecall(session: Session, process: ApprovalProcess, instance: Instance, object: ObjectType): void {
    if (isAdministrator(session, object)) return;
    if (!process.allowRecall || instance.SubmittedById !== session.userId) throw noAccess();
}

/** Who was asked, a member of the queue that was, his delegate where the step allows one, and administrators. */
function mayAnswer(
    { store }: DmlContext,
    session: Session,
    { ActorId }: Workitem,
    object: ObjectType,
    allowDelegate: boolean,
): boolean {
    const { userId } = session;
    if (ActorId === userId || isAdministrator(session, object)) return true;
    if (groupsOf(store, userId).includes(ActorId)) return true;
    return allowDelegate && delegateOf(store, ActorId) === userId;
}

/** Whoever may change all records of the object answers for anybody (Salesforce help, "Approval Requests"). */
function isAdministrator({ permissions }: Session, object: ObjectType): boolean {
    return permissions.object(object).modifyAll;
}
