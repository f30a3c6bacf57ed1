/** One approval on its way: from step to step, to its end. */
import type { DmlContext } from '../../dml/context.ts';
import { lockRecord, unlockRecord } from '../../dml/locks.ts';
import type { ApprovalProcess, ApprovalStep } from '../../schema/approval-process.ts';
import { readRecord, runUpdates } from './actions.ts';
import { approversOf } from './approvers.ts';
import { meets } from './criteria.ts';
import {
    dropWorkitem,
    insertTrace,
    nodesOf,
    openWorkitems,
    updateTrace,
    type Instance,
    type Node,
    type Workitem,
} from './instances.ts';
import type { ApprovalResult } from './requests.ts';

/** How a request ends. */
export type Outcome = 'Approved' | 'Rejected' | 'Removed';

export class ApprovalRun {
    readonly #context: DmlContext;
    readonly #process: ApprovalProcess;
    readonly #instance: Instance;
    readonly #nextApproverIds: readonly string[];
    #status = 'Pending';
    #newWorkitemIds: string[] = [];

    /** @param nextApproverIds whom to ask, when the next step leaves that to the one who acts */
    constructor(context: DmlContext, process: ApprovalProcess, instance: Instance, nextApproverIds: readonly string[]) {
        this.#context = context;
        this.#process = process;
        this.#instance = instance;
        this.#nextApproverIds = nextApproverIds;
    }

    /** Locks the record, runs what a submission runs, and asks the first step that the record is for. */
    start(): void {
        lockRecord(this.#context.store, this.#recordId, this.#process.recordEditability !== 'AdminOnly');
        this.#update(this.#process.submissionActions);
        this.#advance(0);
    }

    /** The step at which the approval waits; undefined when the process has changed meanwhile. */
    currentStep(): { readonly node: Node; readonly step: ApprovalStep } | undefined {
        const node = nodesOf(this.#context, this.#instance.Id).findLast((one) => one.NodeStatus === 'Pending');
        const step = node && this.#stepOf(node);
        return step && { node, step };
    }

    /** Somebody approves: goes on when the step needs nobody else. */
    approve(workitem: Workitem, node: Node, step: ApprovalStep, comments: string | undefined): void {
        this.#note(workitem, 'Approved', node, comments);
        const others = openWorkitems(this.#context, this.#instance.Id);
        if (others.length > 0 && step.whenMultipleApprovers === 'Unanimous') return;
        this.#release(others, node);
        this.#closeNode(node, 'Approved');
        this.#update(step.approvalActions);
        this.#advance(this.#process.steps.indexOf(step) + 1);
    }

    /** Somebody rejects: that ends the request, or sends it back to those who approved before. */
    reject(workitem: Workitem, node: Node, step: ApprovalStep, comments: string | undefined): void {
        this.#note(workitem, 'Rejected', node, comments);
        this.#release(openWorkitems(this.#context, this.#instance.Id), node);
        this.#closeNode(node, 'Rejected');
        this.#update(step.rejectionActions);
        const previous = step.rejectBehavior === 'BackToPrevious' ? this.#previousNode(step) : undefined;
        if (previous) this.#ask(previous.step, this.#actorsAt(previous.node));
        else this.#finish('Rejected');
    }

    /** Takes the request back. */
    recall(workitem: Workitem, comments: string | undefined): void {
        const node = nodesOf(this.#context, this.#instance.Id).findLast((one) => one.NodeStatus === 'Pending');
        this.#note(workitem, 'Removed', node, comments);
        this.#release(openWorkitems(this.#context, this.#instance.Id), node);
        if (node) this.#closeNode(node, 'Removed');
        this.#finish('Removed');
    }

    /** What the client is told. */
    result(): ApprovalResult {
        const { Id: instanceId } = this.#instance;
        return {
            actorIds: openWorkitems(this.#context, instanceId).map(({ ActorId }) => ActorId),
            entityId: this.#recordId,
            errors: [],
            instanceId,
            instanceStatus: this.#status,
            newWorkitemIds: this.#newWorkitemIds,
            success: true,
        };
    }

    get #recordId(): string {
        return this.#instance.TargetObjectId;
    }

    /** Asks the first step from a place on that the record is for; without one the request is approved. */
    #advance(from: number): void {
        const { object, steps } = this.#process;
        for (const step of steps.slice(from)) {
            const record = readRecord(this.#context, object, this.#recordId);
            if (meets(this.#context, object, record, step.criteria)) {
                const previousActorId = this.#lastApprover();
                const asking = {
                    process: this.#process,
                    record,
                    submitterId: this.#instance.SubmittedById,
                    nextApproverIds: this.#nextApproverIds,
                    ...(previousActorId === undefined ? {} : { previousActorId }),
                };
                this.#ask(step, approversOf(this.#context, step, asking));
                return;
            }
            if (step.ifCriteriaNotMet === 'ApproveRecord') break;
            if (step.ifCriteriaNotMet === 'RejectRecord') {
                this.#finish('Rejected');
                return;
            }
        }
        this.#finish('Approved');
    }

    #ask(step: ApprovalStep, actors: readonly string[]): void {
        const ProcessInstanceId = this.#instance.Id;
        insertTrace(this.#context, 'ProcessInstanceNode', {
            ProcessInstanceId,
            ProcessNodeId: this.#nodeIdOf(step),
            ProcessNodeName: step.label,
            NodeStatus: 'Pending',
        });
        this.#newWorkitemIds = actors.map((actor) =>
            insertTrace(this.#context, 'ProcessInstanceWorkitem', {
                ProcessInstanceId,
                OriginalActorId: actor,
                ActorId: actor,
            }),
        );
    }

    #finish(outcome: Outcome): void {
        const { store, now, userId } = this.#context;
        const { finalApprovalActions, finalRejectionActions, recallActions, locksApproved, locksRejected } =
            this.#process;
        const [updates, isLocked] = {
            Approved: [finalApprovalActions, locksApproved] as const,
            Rejected: [finalRejectionActions, locksRejected] as const,
            Removed: [recallActions, false] as const,
        }[outcome];
        if (isLocked) lockRecord(store, this.#recordId, false);
        else unlockRecord(store, this.#recordId);
        const change = { Status: outcome, CompletedDate: now, LastActorId: userId };
        updateTrace(this.#context, 'ProcessInstance', this.#instance.Id, change);
        this.#status = outcome;
        this.#update(updates);
    }

    #update(updates: ApprovalProcess['recallActions']): void {
        runUpdates(this.#context, this.#process.object, this.#recordId, updates);
    }

    /** Puts an answer into the history, and takes the work item away. */
    #note(workitem: Workitem, status: string, node: Node | undefined, comments: string | undefined): void {
        insertTrace(this.#context, 'ProcessInstanceStep', {
            ProcessInstanceId: this.#instance.Id,
            StepStatus: status,
            OriginalActorId: workitem.OriginalActorId,
            ActorId: status === 'NoResponse' ? workitem.ActorId : this.#context.userId,
            Comments: comments ?? null,
            StepNodeId: node?.ProcessNodeId ?? null,
        });
        dropWorkitem(this.#context, workitem.Id);
    }

    /** Those who were asked as well need not answer any more. */
    #release(workitems: readonly Workitem[], node: Node | undefined): void {
        for (const workitem of workitems) this.#note(workitem, 'NoResponse', node, undefined);
    }

    #closeNode(node: Node, status: Outcome): void {
        const { now, userId } = this.#context;
        const change = { NodeStatus: status, CompletedDate: now, LastActorId: userId };
        updateTrace(this.#context, 'ProcessInstanceNode', node.Id, change);
    }

    #nodeIdOf(step: ApprovalStep): string {
        const sql = 'SELECT Id FROM "ProcessNode" WHERE ProcessDefinitionId = ? AND DeveloperName = ?';
        return this.#context.store.get<{ Id: string }>(sql, [this.#instance.ProcessDefinitionId, step.name])?.Id ?? '';
    }

    #stepOf(node: Node): ApprovalStep | undefined {
        return this.#process.steps.find((step) => this.#nodeIdOf(step) === node.ProcessNodeId);
    }

    /** The step before this one that was asked last. */
    #previousNode(step: ApprovalStep): { node: Node; step: ApprovalStep } | undefined {
        const place = this.#process.steps.indexOf(step);
        const asked = nodesOf(this.#context, this.#instance.Id).flatMap((node) => {
            const found = this.#stepOf(node);
            return found && this.#process.steps.indexOf(found) < place ? [{ node, step: found }] : [];
        });
        const furthest = Math.max(...asked.map((one) => this.#process.steps.indexOf(one.step)));
        return asked.findLast((one) => this.#process.steps.indexOf(one.step) === furthest);
    }

    #actorsAt(node: Node): string[] {
        const sql = `SELECT DISTINCT OriginalActorId AS id FROM "ProcessInstanceStep"
            WHERE ProcessInstanceId = ? AND StepNodeId = ? AND StepStatus IN ('Approved', 'NoResponse')`;
        const rows = this.#context.store.all<{ id: string }>(sql, [this.#instance.Id, node.ProcessNodeId]);
        return rows.map(({ id }) => id);
    }

    #lastApprover(): string | undefined {
        const sql = `SELECT ActorId AS id FROM "ProcessInstanceStep"
            WHERE ProcessInstanceId = ? AND StepStatus = 'Approved' ORDER BY Id DESC LIMIT 1`;
        return this.#context.store.get<{ id: string }>(sql, [this.#instance.Id])?.id;
    }
}
