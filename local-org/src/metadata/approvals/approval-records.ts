/** Approval processes and their steps as records, in step with the metadata. */
import type { ApprovalProcess } from '../../schema/approval-process.ts';
import type { Store } from '../../store/store.ts';
import type { SetupRow, SetupRows } from '../setup-rows.ts';

/** Puts them into the org. Those that have gone but were used stay as obsolete, as their history names them. */
export function syncApprovals(rows: SetupRows, store: Store, processes: readonly ApprovalProcess[]): void {
    const current = processes.map(definitionRow);
    const names = new Set(current.map(nameOf));
    const used = store.all<{ TableEnumOrId: string; DeveloperName: string }>(
        'SELECT TableEnumOrId, DeveloperName FROM "ProcessDefinition" WHERE Id IN (SELECT ProcessDefinitionId FROM "ProcessInstance")',
    );
    const obsolete = used
        .filter((row) => !names.has(nameOf(row)))
        .map(({ TableEnumOrId, DeveloperName }) => ({ TableEnumOrId, DeveloperName, State: 'Obsolete' }));
    rows.replace('ProcessDefinition', {}, ['TableEnumOrId', 'DeveloperName'], [...current, ...obsolete]);
    const unused = 'NOT IN (SELECT ProcessNodeId FROM "ProcessInstanceNode" WHERE ProcessNodeId IS NOT NULL)';
    const kept = new Set(processes.flatMap((process) => putSteps(rows, process)));
    for (const { Id } of store.all<{ Id: string }>(`SELECT Id FROM "ProcessNode" WHERE Id ${unused}`))
        if (!kept.has(Id)) store.run('DELETE FROM "ProcessNode" WHERE Id = ?', [Id]);
}

function nameOf({ TableEnumOrId = null, DeveloperName = null }: SetupRow): string {
    return JSON.stringify([TableEnumOrId, DeveloperName]);
}

function definitionRow(process: ApprovalProcess): SetupRow {
    return {
        TableEnumOrId: process.object.name,
        DeveloperName: process.developerName,
        Name: process.label,
        Description: process.description ?? null,
        Type: 'Approval',
        State: process.active ? 'Active' : 'Inactive',
        LockType: process.recordEditability === 'AdminOnly' ? 'Total' : 'Node',
    };
}

/** @returns the ids of the steps */
function putSteps(rows: SetupRows, process: ApprovalProcess): string[] {
    const key = ['TableEnumOrId', 'DeveloperName'];
    const definition = rows.put('ProcessDefinition', key, definitionRow(process));
    return process.steps.map(({ name, label, description }) =>
        rows.put('ProcessNode', ['ProcessDefinitionId', 'DeveloperName'], {
            ProcessDefinitionId: definition,
            DeveloperName: name,
            Name: label,
            Description: description ?? null,
        }),
    );
}
