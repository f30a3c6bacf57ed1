/** Compiles the formulas of approval processes, as a deploy does. */
import type { Formulas } from '../../computed/formulas.ts';
import { ComponentFault } from '../../metadata/component.ts';
import type { ApprovalProcess } from '../../schema/approval-process.ts';

/** @throws ComponentFault that names the process, and what is wrong with its formula */
export function checkFormulas(processes: readonly ApprovalProcess[], formulas: Formulas): void {
    for (const process of processes)
        ComponentFault.about('ApprovalProcess', process.fullName, () => {
            const { object, steps } = process;
            for (const { criteria } of [process, ...steps])
                if (criteria?.formula !== undefined) formulas.approvalCondition(object, criteria);
            const updates = [
                ...process.submissionActions,
                ...process.finalApprovalActions,
                ...process.finalRejectionActions,
                ...process.recallActions,
                ...steps.flatMap((step) => [...step.approvalActions, ...step.rejectionActions]),
            ];
            for (const update of updates) if (update.operation === 'Formula') formulas.fieldUpdate(object, update);
        });
}
