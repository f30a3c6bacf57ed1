/** Parents take up what changed below them, and go through their own rules, up to the top. */
import type { ObjectType } from '../schema/model.ts';
import { alive, fail, runTriggers, type DmlContext, type Work } from './context.ts';
import { recordHistory } from './history.ts';
import { planOf } from './plan.ts';
import { summarize } from './rollups.ts';
import { checkRules } from './rules.ts';
import { updateRows } from './write.ts';
import { textIn } from './values.ts';

/** Roll-ups go up at most as far as master-detail relationships do (Salesforce help: three levels below the master). */
const MAX_LEVELS = 4;

/** Children of one object that have changed. */
export interface ChangedChildren {
    readonly child: ObjectType;
    readonly works: readonly Work[];
    /** By the child's id: the records of the request that changed it. */
    readonly causes: ReadonlyMap<string, readonly Work[]>;
}

/**
 * Brings the roll-ups of all parents in step. When a parent may not be as it then is, the records that caused it fail
 * with the parent's errors; the caller takes back what was written.
 */
export function updateParents(context: DmlContext, changed: readonly ChangedChildren[]): void {
    let level = changed;
    for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth++) {
        level = level.flatMap((children) =>
            summarize(context, children.child, children.works).map(({ parent, works }) =>
                saveParents(context, children, parent, works),
            ),
        );
    }
}

function saveParents(
    context: DmlContext,
    children: ChangedChildren,
    parent: ObjectType,
    parents: readonly Work[],
): ChangedChildren {
    const causes = causesOf(children, parent);
    runTriggers(context, 'beforeUpdate', parent, parents);
    checkRules(context, parent, parents);
    updateRows(context, parent, parents);
    runTriggers(context, 'afterUpdate', parent, parents);
    recordHistory(context, parent, alive(parents));
    for (const { record, errors } of parents)
        for (const cause of causes.get(textIn(record, 'Id')) ?? [])
            for (const error of errors) fail(cause, error.statusCode, error.message, error.fields);
    return { child: parent, works: parents, causes };
}

/** By the parent's id: the records of the request that changed something below it. */
function causesOf({ child, works, causes }: ChangedChildren, parent: ObjectType): Map<string, Work[]> {
    const masters = planOf(child).masters.filter((field) => field.reference?.to[0] === parent.name);
    const found = new Map<string, Set<Work>>();
    for (const work of works) {
        const below = causes.get(textIn(work.record, 'Id')) ?? [];
        for (const { name } of masters)
            for (const id of [work.record[name], work.before?.[name]]) {
                if (typeof id !== 'string') continue;
                const known = found.get(id);
                if (known) for (const one of below) known.add(one);
                else found.set(id, new Set(below));
            }
    }
    return new Map([...found].map(([id, set]) => [id, [...set]]));
}
