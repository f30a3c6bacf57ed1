/**
 * Fights for the last beds: 64 clients at once ask for the same nights, by REST, jsforce, composite and Bulk. In each
 * fight exactly one gets them; all others are told who was first, or that the bed is locked.
 */
import jsforce from 'jsforce';
import type { SoakSettings } from '../../local-org/test/soak/fuzz.ts';
import { Random } from '../../local-org/test/soak/random.ts';
import { TestOrg, VERSION } from '../testing/test-org.ts';
import { registerBeds, type Beds } from '../testing/registered-beds.ts';
import { faultsOfBeds } from './race-check.ts';
import { contenders, type Attempt, type Outcome, type Way } from './race-ways.ts';

const CLIENTS = 64;
/** Of the clients, those that send a job with attempts of several fights at once. */
const BULK_CLIENTS = 4;
const BEDS = 40;
/** Who contends for the same nights. */
const PER_FIGHT = 3;
const PARTS = 10;
/** How a loser is told: the label of the guard, or the lock of the platform. */
const LOST = /is al toegewezen|UNABLE_TO_LOCK_ROW/;

/** Runs it. @returns what was found wrong, a line each */
export async function races({ times, seed, report }: SoakSettings): Promise<string[]> {
    const org = await TestOrg.start();
    try {
        const beds = await registerBeds(org, BEDS);
        const fights = new Fights(beds, new Random(seed));
        const { accessToken } = beds.officer;
        const connection = new jsforce.Connection({ instanceUrl: org.instanceUrl, accessToken, version: VERSION });
        const ways = contenders(beds.officer, connection, CLIENTS, BULK_CLIENTS);
        const findings: string[] = [];
        for (let part = 0; part < PARTS && findings.length === 0; part++) {
            const count = Math.ceil(times / PARTS);
            const attempts = fights.next(count);
            const outcomes = await fight(ways, attempts);
            findings.push(...judge(attempts, outcomes), ...(await faultsOfBeds(org, beds)));
            report(`${String((part + 1) * count)} of ${String(times)} fights, ${told(outcomes)}`);
        }
        return findings;
    } finally {
        await org.remove();
    }
}

/** Each fight is for nights that nobody has yet. */
class Fights {
    readonly #beds: Beds;
    readonly #random: Random;
    #count = 0;

    constructor(beds: Beds, random: Random) {
        this.#beds = beds;
        this.#random = random;
    }

    /** Attempts of so many fights; those of one fight follow each other. */
    next(count: number): Attempt[] {
        return Array.from({ length: count }).flatMap(() => {
            const fight = this.#count++;
            const bed = this.#beds.bedIds[fight % BEDS] ?? '';
            const window = Math.floor(fight / BEDS) * WINDOW;
            return Array.from({ length: PER_FIGHT }, (_, index) => ({
                fight,
                bed,
                household: this.#beds.householdIds[this.#random.below(BEDS)] ?? '',
                // no two alike, so that each has an outcome of its own
                arrival: day(window + index),
                departure: day(window + WINDOW / 2 + 1 + this.#random.below(WINDOW / 2 - 1)),
            }));
        });
    }
}

/** Days of a fight: all who contend want the one in the middle. */
const WINDOW = 10;
const FIRST_DAY = Date.UTC(2027, 0, 1);
const DAY = 86_400_000;

function day(number: number): string {
    return new Date(FIRST_DAY + number * DAY).toISOString().slice(0, 10);
}

/** All clients at once take the next attempts, until there is none left. */
async function fight(ways: readonly Way[], attempts: readonly Attempt[]): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    let next = 0;
    await Promise.all(
        ways.map(async ({ size, ask }) => {
            while (next < attempts.length) {
                const mine = attempts.slice(next, next + size);
                next += mine.length;
                outcomes.push(...(await ask(mine)));
            }
        }),
    );
    return outcomes;
}

/** Each fight has one winner, and each loser a reason. */
function judge(attempts: readonly Attempt[], outcomes: readonly Outcome[]): string[] {
    const findings: string[] = [];
    const winners = new Map<number, number>();
    for (const { attempt, refusal } of outcomes) {
        if (refusal === undefined) winners.set(attempt.fight, (winners.get(attempt.fight) ?? 0) + 1);
        else if (!LOST.test(refusal)) findings.push(`a loser was told: ${refusal}`);
    }
    for (const number of new Set(attempts.map(({ fight: one }) => one))) {
        const count = winners.get(number) ?? 0;
        if (count !== 1) findings.push(`fight ${String(number)} has ${String(count)} winners`);
    }
    if (outcomes.length !== attempts.length)
        findings.push(`${String(attempts.length)} attempts, ${String(outcomes.length)} answers`);
    return findings;
}

function told(outcomes: readonly Outcome[]): string {
    const lost = outcomes.filter(({ refusal }) => refusal !== undefined).length;
    return `${String(outcomes.length - lost)} got the bed, ${String(lost)} were told why not`;
}
