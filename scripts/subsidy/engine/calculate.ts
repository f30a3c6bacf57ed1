/** One run: all rules over all locations, one location at a time, so that memory stays flat. */
import { createHash } from 'node:crypto';
import { dayOf, isoDay, type Day, type Instant } from './day.ts';
import type { History, LocationFacts, Municipality, ParameterVersion, RegisterCount } from './facts.ts';
import { isEmpty, lasting } from './interval.ts';
import { knownLocation } from './known-location.ts';
import { hashOf, subjectOf, type Line, type LineDraft } from './lines.ts';
import { Municipalities } from './municipality.ts';
import { ParameterBook } from './parameters.ts';
import { guidance } from './r1-guidance.ts';
import { eligibility, eligibilityFindings } from './r2-eligibility.ts';
import { publicLumpSum } from './r3-public-lump-sum.ts';
import { PrivateLumpSum } from './r4-private-lump-sum.ts';
import { specificDaily } from './r5-specific-daily.ts';
import { publicMonthly } from './r6-public-monthly.ts';
import type { Run } from './run.ts';
import { village } from './village.ts';

/** Changes whenever the same facts may give other lines. */
export const ENGINE_VERSION = '1';

/** A run's question. */
export type Request = {
    municipalities: readonly Municipality[];
    /** all versions; which of them count is decided by the snapshot */
    parameters: readonly ParameterVersion[];
    registerCounts: readonly History<RegisterCount>[];
    /** in ascending order of `key` (by code units) */
    locations: Iterable<LocationFacts> | AsyncIterable<LocationFacts>;
    /** both days included */
    period: { firstDay: Day; lastDay: Day };
    snapshot: Instant;
    /** values that stand above all others; when given, even if empty, the run is a scenario */
    assumptions?: readonly ParameterVersion[] | undefined;
    /** NIS codes to which the run is limited: what belonged to them, or is paid to them */
    only?: readonly string[] | undefined;
};

/**
 * Calculates the subsidies of a period from what had been recorded at the snapshot: guidance by municipality, then the
 * locations in their order, then private places by municipality.
 * @returns lines and findings; the same request gives the same, whatever the order of the facts in a location
 * @throws RangeError when locations come out of order, when a value does not fit its rule, or when the period is empty
 */
export async function* calculate(request: Request): AsyncGenerator<Line, void, undefined> {
    const { snapshot, assumptions, registerCounts } = request;
    const period = lasting(request.period.firstDay, request.period.lastDay);
    if (isEmpty(period)) throw new RangeError('the last day of the period is before its first day');
    const run: Run = { book: new ParameterBook(request.parameters, snapshot, assumptions), period };
    const municipalities = new Municipalities(request.municipalities);
    const complete = completer(request, run.book, municipalities);
    const privatePlaces = new PrivateLumpSum(run);

    yield* complete(guidance(run, registerCounts, snapshot, municipalities));
    let last = '';
    for await (const facts of request.locations) {
        if (facts.key <= last) throw new RangeError(`location ${facts.key} comes after ${last}: they must be sorted`);
        last = facts.key;
        const location = knownLocation(facts, snapshot, municipalities);
        if (location === undefined) continue;
        const gated = eligibility(run.book, location);
        yield* complete(eligibilityFindings(run, location, gated));
        yield* complete(publicLumpSum(run, location, gated));
        yield* complete(privatePlaces.count(location, gated));
        yield* complete(specificDaily(run, location, gated));
        yield* complete(publicMonthly(run, location, gated));
        yield* complete(village(run, location, gated));
    }
    yield* complete(privatePlaces.lines());
}

type Complete = (drafts: Iterable<LineDraft>) => Generator<Line>;

/** Gives drafts their payee, key and fingerprint, and leaves out what the run is not about. */
function completer({ snapshot, assumptions, only }: Request, book: ParameterBook, all: Municipalities): Complete {
    const today = dayOf(snapshot);
    const assumedKeys = new Set(assumptions?.map(({ key }) => key));
    const payees = new Map<string, ReturnType<Municipalities['payee']>>();
    return function* complete(drafts) {
        for (const draft of drafts) {
            const { municipality } = draft;
            const payee = payees.get(municipality) ?? all.payee(municipality, today, book);
            payees.set(municipality, payee);
            if (only && !only.includes(municipality) && !only.includes(payee.nis)) continue;
            const { choice } = payee;
            const stands = choice === undefined ? draft : withChoice(draft, choice);
            const assumed = stands.parameters.filter((key) => assumedKeys.has(key));
            const placed = { ...stands, payee: payee.nis, scenario: assumptions !== undefined, assumed };
            yield { ...placed, key: keyOf(placed), inputHash: hashOf(placed) };
        }
    };
}

/** After a fusion somebody must have said who is paid for the time before it (U10). */
function withChoice(draft: LineDraft, choice: NonNullable<ReturnType<Municipalities['payee']>['choice']>): LineDraft {
    if (draft.kind !== 'Regular') return draft;
    if (choice.known) return { ...draft, parameters: [...draft.parameters, choice.version.key] };
    const { cents: _cents, unitCents: _unitCents, ...rest } = draft;
    return { ...rest, kind: 'Missing_Parameter', missing: [choice.name], parameters: [] };
}

function keyOf(line: LineDraft): string {
    const what = line.kind === 'Regular' ? '' : [...(line.missing ?? []), line.reason ?? ''].join();
    return [subjectOf(line), isoDay(line.firstDay), isoDay(line.lastDay), what].join('|');
}

/** Collects what the lines of a run say together, while they pass. */
export class RunSummary {
    readonly #hash = createHash('sha256');
    lines = 0;
    /** total of all amounts, in cents */
    cents = 0;

    add({ inputHash, cents = 0 }: Line): void {
        this.#hash.update(inputHash).update('\n');
        this.lines++;
        this.cents += cents;
        if (!Number.isSafeInteger(this.cents)) throw new RangeError('the total is larger than can be counted in cents');
    }

    /** @returns SHA-256 over the fingerprints of all lines in their order; to be asked once, at the end */
    hash(): string {
        return this.#hash.digest('hex');
    }
}
