/** What the resolvers of one request share. */
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import type { ObjectType } from '../../schema/model.ts';
import type { QueryRecord } from '../../soql/index.ts';
import type { UiContext } from '../ui/ui-context.ts';
import type { Writer, WrittenList } from './written-edges.ts';

/** A record that was read. */
export interface GraphRecord {
    readonly object: ObjectType;
    readonly row: QueryRecord;
}

/** A page of records, or of totals. */
export interface GraphConnection<T> {
    readonly nodes: readonly T[];
    readonly offset: number;
    readonly hasNextPage: boolean;
    readonly totalCount: () => number;
    /** The cursor behind the n-th node of the page. */
    readonly cursor: (index: number) => string;
}

/** Lists of children that were read with other statements than their parents, by the id of the parent. */
export interface LoadedChildren {
    readonly rows?: ReadonlyMap<string, readonly QueryRecord[]>;
    readonly totals?: ReadonlyMap<string, number>;
}

export interface GraphContext {
    readonly ui: UiContext;
    /** As the client sent them, in their order. */
    readonly variables: Readonly<Record<string, unknown>>;
    /** By the place in the answer, see {@link placeOf}. */
    readonly children: Map<string, LoadedChildren>;
    /** How the edges that are selected at a place are written; null where they are to be executed. */
    readonly writers: WeakMap<readonly FieldNode[], Writer | null>;
    /** What was written instead of executed. */
    readonly written: WrittenList[];
}

/** A place in the answer: its names, without the numbers in lists. */
export function placeOf(path: GraphQLResolveInfo['path']): string {
    const names: string[] = [];
    for (let step: GraphQLResolveInfo['path'] | undefined = path; step; step = step.prev)
        if (typeof step.key === 'string') names.unshift(step.key);
    return names.join('.');
}
