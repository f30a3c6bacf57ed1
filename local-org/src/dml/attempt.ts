/** Writes of which some records may fail although the others stand. */
import type { DmlContext, Work } from './context.ts';

/** Thrown to take back what was written when a record fails after it was written. */
class WrittenInVain extends Error {}

/**
 * Runs a write until all that it writes succeeds: a record that fails after the write takes back all, and the others are
 * written again without it, as an org does.
 * @param count how many records
 * @param make makes the work of a record anew for each try
 * @param run writes works, puts errors into them, and gives those that it wrote
 * @returns the works, in order; those with errors have left no trace
 */
export function attempt(
    context: DmlContext,
    count: number,
    make: (at: number) => Work,
    run: (works: readonly Work[]) => readonly Work[],
): Work[] {
    const failed = new Map<number, Work>();
    for (;;) {
        const tried = new Map<number, Work>();
        for (let at = 0; at < count; at++) if (!failed.has(at)) tried.set(at, make(at));
        try {
            context.store.transaction(() => {
                if (run([...tried.values()]).some((work) => work.errors.length > 0)) throw new WrittenInVain();
            });
        } catch (error) {
            if (!(error instanceof WrittenInVain)) throw error;
            for (const [at, work] of tried) if (work.errors.length > 0) failed.set(at, work);
            continue;
        }
        return [...failed, ...tried].sort(([a], [b]) => a - b).map(([, work]) => work);
    }
}
