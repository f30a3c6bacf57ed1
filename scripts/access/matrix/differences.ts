/** Where the org does otherwise than the table says. */
import type { Observation } from './observe.ts';
import { ACTIONS, SCOPES, type Action, type MatrixRow } from './matrix-table.ts';

/** @returns one text for each try that the table does not foresee; none is as it must be */
export function differences(table: readonly MatrixRow[], observations: readonly Observation[]): string[] {
    const expected = new Map(table.map((row) => [keyOf(row), row.may]));
    return observations.flatMap((one) => {
        const what = `${one.role}, ${one.object}, ${SCOPES[one.scope]}, ${ACTIONS[one.action]} (${one.way})`;
        const may = expected.get(keyOf(one))?.[one.action];
        if (may === undefined) return [`${what}: not in the table; the org says ${one.said}`];
        if (one.said.startsWith('UNEXPECTED')) return [`${what}: ${one.said}`];
        return may === one.isAllowed ? [] : [`${what}: the table says ${may ? 'ja' : 'nee'}, the org ${one.said}`];
    });
}

/** Lines of the table that nothing was tried of: they would say anything. */
export function untried(table: readonly MatrixRow[], observations: readonly Observation[]): string[] {
    const tried = new Set(observations.map((one) => `${keyOf(one)} ${one.action}`));
    return table.flatMap((row) =>
        (Object.keys(ACTIONS) as Action[])
            .filter((action) => row.may[action] !== undefined && !tried.has(`${keyOf(row)} ${action}`))
            .map((action) => `${row.role}, ${row.object}, ${SCOPES[row.scope]}, ${ACTIONS[action]}`),
    );
}

function keyOf({ role, object, scope }: Pick<MatrixRow, 'role' | 'object' | 'scope'>): string {
    return `${role} ${object} ${scope}`;
}
