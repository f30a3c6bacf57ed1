/**
 * Searches that come to an end: a pattern that tries too many ways is stopped, as an org does after a million looks at
 * the text ("Regex too complicated"). Here the time is measured; searches that cannot take long are not watched.
 */
import { createContext, Script } from 'node:vm';
import { exception } from '../run/exceptions.ts';

/** Milliseconds that one search may take. */
const MOST = 500;
/** Steps that are done sooner than watching them pays. */
const FEW_STEPS = 5_000_000;
/** Letters up to which even nested repetitions come to an end soon. */
const SHORT = 16;

interface Risk {
    /** Repetitions without an end: each may begin and end anywhere. */
    readonly repetitions: number;
    /** A repetition of what may repeat, or of alternatives: the ways double with each letter. */
    readonly isNested: boolean;
}

const risks = new WeakMap<RegExp, Risk>();

/**
 * As `pattern.exec(text)`.
 * @throws Thrown LimitException when it takes too long
 */
export function boundedExec(pattern: RegExp, text: string): RegExpExecArray | null {
    return mayTakeLong(pattern, text) ? watched(() => pattern.exec(text)) : pattern.exec(text);
}

/**
 * As `text.matchAll(pattern)`.
 * @throws Thrown LimitException when that takes too long
 */
export function boundedMatches(pattern: RegExp, text: string): Iterable<RegExpExecArray> {
    return mayTakeLong(pattern, text) ? watched(() => [...text.matchAll(pattern)]) : text.matchAll(pattern);
}

function mayTakeLong(pattern: RegExp, text: string): boolean {
    let risk = risks.get(pattern);
    if (!risk) risks.set(pattern, (risk = riskOf(pattern.source)));
    const { isNested, repetitions } = risk;
    if (isNested && text.length > SHORT) return true;
    // what is no place to begin with is tried at each letter
    return repetitions > 0 && text.length ** (repetitions + (pattern.sticky ? 0 : 1)) > FEW_STEPS;
}

const box: { act: () => unknown } = { act: () => null };
const context = createContext(box);
const script = new Script('act()');

function watched<T>(act: () => T): T {
    box.act = act;
    try {
        return script.runInContext(context, { timeout: MOST }) as T;
    } catch (error) {
        // the error is one of the other context
        const isTimeout =
            typeof error === 'object' &&
            error !== null &&
            'code' in error &&
            error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
        throw isTimeout ? exception('LimitException', 'Regex too complicated') : error;
    } finally {
        box.act = () => null;
    }
}

interface Group {
    /** Something in it repeats without end. */
    repeats: boolean;
    hasChoice: boolean;
}

/** Reads what may take long from a pattern's source. */
function riskOf(source: string): Risk {
    let repetitions = 0;
    let isNested = false;
    const groups: Group[] = [{ repeats: false, hasChoice: false }];
    let last: Group | undefined;
    for (const [token] of source.matchAll(TOKENS)) {
        const current = groups.at(-1) ?? { repeats: false, hasChoice: false };
        if (/^\\[1-9k]/.test(token)) isNested = true;
        if (token === '(') groups.push({ repeats: false, hasChoice: false });
        else if (token === '|') current.hasChoice = true;
        else if (isUnbounded(token)) {
            repetitions += 1;
            if (last && (last.repeats || last.hasChoice)) isNested = true;
            current.repeats = true;
        }
        last = undefined;
        if (token === ')' && groups.length > 1) {
            last = groups.pop();
            const outer = groups.at(-1);
            if (last && outer && last.repeats) outer.repeats = true;
        }
    }
    return { repetitions, isNested };
}

/** Escapes, classes (which may hold classes one deep), quantifiers, and the letters between them. */
const TOKENS = /\\[^]|\[(?:\\[^]|\[(?:\\[^]|[^\]\\])*\]|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[^]/g;

function isUnbounded(token: string): boolean {
    return token === '*' || token === '+' || /^\{\d+,\}$/.test(token);
}
