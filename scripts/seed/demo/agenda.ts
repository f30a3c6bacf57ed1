/** Runs tasks in order of their day; tasks of one day run in the order in which they were planned. */
import type { Day } from './calendar.ts';

type Task = (day: Day) => void;

export type Agenda = {
    /** Plans a task; one for after the last day never runs. */
    plan: (day: Day, task: Task) => void;
    /** Runs all tasks, and those that they plan. */
    run: () => void;
};

/** @returns an empty agenda from the first up to and including the last day */
export function openAgenda(first: Day, last: Day): Agenda {
    const days: Task[][] = Array.from({ length: last - first + 1 }, () => []);
    let today = first;
    return {
        plan: (day, task) => {
            // nothing happens before today: what should have happened, happens now
            days[Math.max(day, today) - first]?.push(task);
        },
        run: () => {
            for (; today <= last; today++) {
                // the list may grow while it runs
                for (const task of days[today - first] ?? []) task(today);
                days[today - first] = [];
            }
        },
    };
}
