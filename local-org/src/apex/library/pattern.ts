/** Pattern and Matcher. Source: Apex reference guide, "Pattern class", "Matcher class". */
import { exception } from '../run/exceptions.ts';
import { ListValue, NativeObject } from '../run/values.ts';
import { STRING, listOf } from '../types/type.ts';
import { boundedExec } from './bounded-regex.ts';
import { define, type Signatures } from './define.ts';
import { literalReplacement, replaceBy, searchPattern, splitBy, stickyPattern, wholePattern } from './regex.ts';
import { namedType } from './types.ts';

type PatternObject = NativeObject<string>;

/** Where a matcher is in its text. */
interface Matching {
    pattern: PatternObject;
    text: string;
    /** The part of the text that is looked at. */
    from: number;
    to: number;
    match: RegExpExecArray | null;
    /** Where the next search begins, within the part. */
    next: number;
}

type MatcherObject = NativeObject<Matching>;

function compile(source: string): PatternObject {
    searchPattern(source);
    return new NativeObject(namedType('System.Pattern'), source);
}

function matcher(pattern: PatternObject, text: string): MatcherObject {
    const state = { pattern, text, from: 0, to: text.length, match: null, next: 0 };
    return new NativeObject<Matching>(namedType('System.Matcher'), state);
}

function reset(self: MatcherObject, text = self.state.text): MatcherObject {
    Object.assign(self.state, { text, from: 0, to: text.length, match: null, next: 0 });
    return self;
}

function run(state: Matching, pattern: RegExp, from: number): boolean {
    pattern.lastIndex = from;
    const match = boundedExec(pattern, state.text.slice(state.from, state.to));
    state.match = match;
    // after an empty match the search goes on one further
    if (match) state.next = match.index + match[0].length + (match[0] === '' ? 1 : 0);
    return match !== null;
}

function find({ state }: MatcherObject): boolean {
    if (state.next > state.to - state.from) {
        state.match = null;
        return false;
    }
    const found = run(state, searchPattern(state.pattern.state), state.next);
    if (!found) state.next = state.to - state.from + 1;
    return found;
}

function findFrom(self: MatcherObject, at: number): boolean {
    reset(self);
    if (at < 0 || at > self.state.text.length) throw exception('StringException', 'Illegal start index');
    self.state.next = at;
    return find(self);
}

function region(self: MatcherObject, from: number, to: number): MatcherObject {
    if (from < 0 || to > self.state.text.length || from > to) throw exception('StringException', 'start');
    reset(self);
    Object.assign(self.state, { from, to });
    return self;
}

function currentMatch({ match }: Matching): RegExpExecArray {
    if (!match) throw exception('StringException', 'No match found');
    return match;
}

function group({ state }: MatcherObject, at = 0): string | null {
    const match = currentMatch(state);
    if (at < 0 || at >= match.length) throw exception('StringException', `No group ${String(at)}`);
    return match[at] ?? null;
}

/** Where a group begins or ends in the text; -1 when it has matched nothing. */
function edge(self: MatcherObject, group: number, side: 0 | 1): number {
    const { state } = self;
    const match = currentMatch(state);
    if (group < 0 || group >= match.length) throw exception('StringException', `No group ${String(group)}`);
    if (group === 0) return state.from + match.index + (side === 0 ? 0 : match[0].length);
    const pattern = stickyPattern(state.pattern.state);
    pattern.lastIndex = match.index;
    const again = pattern.exec(match.input);
    const place = again?.indices?.[group]?.[side];
    return place === undefined ? -1 : state.from + place;
}

function groupCount(source: string): number {
    return (new RegExp(`${searchPattern(source).source}|`, 'v').exec('')?.length ?? 1) - 1;
}

function replace(self: MatcherObject, replacement: string, onlyFirst: boolean): string {
    const { text, pattern } = reset(self).state;
    return replaceBy(text, pattern.state, replacement, onlyFirst);
}

function texts(values: readonly string[]): ListValue {
    return new ListValue(listOf(STRING), [...values]);
}

const matching: Signatures = {
    'Boolean find()': find,
    'Boolean find(Integer)': findFrom,
    'Boolean lookingAt()': ({ state }: MatcherObject) => run(state, stickyPattern(state.pattern.state), 0),
    'Boolean matches()': ({ state }: MatcherObject) => run(state, wholePattern(state.pattern.state), 0),
    'Integer end()': (self: MatcherObject) => edge(self, 0, 1),
    'Integer end(Integer)': (self: MatcherObject, at: number) => edge(self, at, 1),
    'Integer start()': (self: MatcherObject) => edge(self, 0, 0),
    'Integer start(Integer)': (self: MatcherObject, at: number) => edge(self, at, 0),
    'String group()': (self: MatcherObject) => group(self),
    'String group(Integer)': group,
    'Integer groupCount()': ({ state }: MatcherObject) => groupCount(state.pattern.state),
    'System.Pattern pattern()': ({ state }: MatcherObject) => state.pattern,
    'System.Matcher region(Integer, Integer)': region,
    'Integer regionEnd()': ({ state }: MatcherObject) => state.to,
    'Integer regionStart()': ({ state }: MatcherObject) => state.from,
    'String replaceAll(String)': (self: MatcherObject, replacement: string) => replace(self, replacement, false),
    'String replaceFirst(String)': (self: MatcherObject, replacement: string) => replace(self, replacement, true),
    'System.Matcher reset()': (self: MatcherObject) => reset(self),
    'System.Matcher reset(String)': reset,
    'System.Matcher usePattern(System.Pattern)': (self: MatcherObject, pattern: PatternObject) => {
        self.state.pattern = pattern;
        self.state.match = null;
        return self;
    },
};

define(
    {
        name: 'Pattern',
        statics: {
            'System.Pattern compile(String)': compile,
            'Boolean matches(String, String)': (source: string, text: string) =>
                boundedExec(wholePattern(source), text) !== null,
            'String quote(String)': (text: string) => `\\Q${text.replaceAll('\\E', '\\E\\\\E\\Q')}\\E`,
        },
        methods: {
            'System.Matcher matcher(String)': matcher,
            'String pattern()': ({ state }: PatternObject) => state,
            'List<String> split(String)': ({ state }: PatternObject, text: string) => texts(splitBy(text, state)),
            'List<String> split(String, Integer)': ({ state }: PatternObject, text: string, limit: number) =>
                texts(splitBy(text, state, limit)),
            'String toString()': ({ state }: PatternObject) => state,
        },
    },
    {
        name: 'Matcher',
        statics: { 'String quoteReplacement(String)': literalReplacement },
        methods: matching,
        unsupported: [
            'Boolean hasAnchoringBounds()',
            'Boolean hasTransparentBounds()',
            'Boolean hitEnd()',
            'Boolean requireEnd()',
            'System.Matcher useAnchoringBounds(Boolean)',
            'System.Matcher useTransparentBounds(Boolean)',
        ],
    },
);
