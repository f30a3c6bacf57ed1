/**
 * Calls again what the org refuses because somebody else has the records. An org waits ten seconds for them itself (Apex
 * developer guide, "Locking Statements"); who comes then is refused with UNABLE_TO_LOCK_ROW, and nothing was written.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const LOCKED = 'UNABLE_TO_LOCK_ROW';
/** Milliseconds before each new attempt; a part of it is left to chance, so that those who wait do not come together. */
const PAUSES = [500, 1000, 2000, 4000];
const CHANCE = 0.5;

/**
 * @param act is called until it succeeds, fails otherwise, or was refused once more than there are pauses
 * @param codesOf the org's codes in an error of `act`
 * @throws the last error of `act`
 */
export async function whileLocked<T>(
    act: () => Promise<T>,
    codesOf: (error: unknown) => readonly string[],
): Promise<T> {
    for (const pause of PAUSES) {
        try {
            return await act();
        } catch (error) {
            if (!codesOf(error).includes(LOCKED)) throw error;
            await sleep(pause * (1 - CHANCE * Math.random()));
        }
    }
    return act();
}
