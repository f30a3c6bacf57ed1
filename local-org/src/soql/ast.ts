/** A query as it was written, before anything of it is looked up in the schema. */
import type { Offset } from './errors.ts';

/** A field, by way of its parents: `Name`, `Owner.Profile.Name`. */
export interface Path {
    readonly kind: 'path';
    readonly parts: readonly string[];
    readonly offset: Offset;
}

/** A function with what it is applied to; its name is in upper case. */
export interface Call {
    readonly kind: 'call';
    readonly name: string;
    readonly arguments: readonly Argument[];
    readonly offset: Offset;
    /** As it was written, without white space. */
    readonly text: string;
}

/** A place on earth, in degrees. */
export interface Geolocation {
    readonly kind: 'geolocation';
    readonly latitude: Literal;
    readonly longitude: Literal;
}

/** What a function is applied to; a word is the `ALL` of `FIELDS(ALL)`. */
export type Argument =
    | Path
    | Call
    | Geolocation
    | { readonly kind: 'word'; readonly word: string }
    | Extract<Literal, { readonly kind: 'string' | 'bind' }>;

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'in' | 'not in' | 'includes' | 'excludes';

/** A value as it was written. */
export type Literal =
    | { readonly kind: 'null' }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'number'; readonly value: number }
    /** `raw` still has its escapes, which LIKE reads otherwise than the other operators. */
    | { readonly kind: 'string'; readonly raw: string; readonly offset: Offset }
    | { readonly kind: 'date' | 'datetime' | 'time'; readonly text: string }
    /** `TODAY`, `LAST_N_DAYS:3`. */
    | { readonly kind: 'range'; readonly name: string; readonly count: number }
    | { readonly kind: 'bind'; readonly name: string; readonly offset: Offset }
    /** What a bind variable holds; no query has it as it was written. */
    | { readonly kind: 'value'; readonly value: unknown }
    | { readonly kind: 'currency'; readonly text: string };

export type Comparand =
    | Literal
    | { readonly kind: 'list'; readonly items: readonly Literal[] }
    | { readonly kind: 'query'; readonly query: Query };

export interface Comparison {
    readonly kind: 'comparison';
    readonly left: Path | Call;
    readonly operator: Operator;
    readonly value: Comparand;
    readonly offset: Offset;
}

export type Condition =
    | { readonly kind: 'and' | 'or'; readonly operands: readonly Condition[] }
    | { readonly kind: 'not'; readonly operand: Condition }
    | Comparison;

/** What a record of some type shows of itself: `WHEN Account THEN Phone, Name`. */
export interface TypeBranch {
    /** Absent for ELSE. */
    readonly type?: string;
    readonly offset: Offset;
    readonly fields: readonly Path[];
}

export type SelectItem =
    | { readonly kind: 'field'; readonly expression: Path | Call; readonly alias?: string }
    | { readonly kind: 'children'; readonly query: Query; readonly alias?: string }
    | { readonly kind: 'typeof'; readonly path: Path; readonly branches: readonly TypeBranch[] };

export interface FromItem {
    readonly path: Path;
    readonly alias?: string;
}

export interface OrderItem {
    readonly expression: Path | Call;
    readonly descending: boolean;
    readonly nulls: 'first' | 'last';
}

export interface Grouping {
    readonly kind: 'plain' | 'rollup' | 'cube';
    readonly items: readonly (Path | Call)[];
    readonly having?: Condition;
}

/** How many rows, or after how many. */
export type RowCount = Extract<Literal, { readonly kind: 'number' | 'bind' }>;

export interface Query {
    /** The text that the offsets count in. */
    readonly source: string;
    readonly offset: Offset;
    readonly select: readonly SelectItem[];
    readonly from: readonly FromItem[];
    readonly scope?: { readonly name: string; readonly offset: Offset };
    readonly where?: Condition;
    readonly mode?: 'user' | 'system' | 'security enforced';
    readonly group?: Grouping;
    readonly order: readonly OrderItem[];
    readonly limit?: RowCount;
    readonly skip?: RowCount;
    readonly allRows: boolean;
    /** `FOR VIEW`, `FOR UPDATE`, `FOR REFERENCE`. */
    readonly purposes: readonly ('view' | 'update' | 'reference')[];
}
