/** What the names in one query mean: aliases and objects of its FROM, and fields by way of parents. */
import type { Path, Query } from '../ast.ts';
import { malformed, noSuchColumn, noSuchParent } from '../errors.ts';
import type { PlanContext } from './context.ts';
import type { Frame } from './frame.ts';
import { RecordSource, type Found, type ParentSource, type Source } from './sources.ts';

/** Parents of parents (SOQL and SOSL Reference, "Understanding relationship query limitations"). */
const MAX_LEVELS = 5;

/** A field with the way to it. */
export interface Located extends Found {
    readonly path: Path;
    /** The parents on the way, the nearest first. */
    readonly parents: readonly ParentSource[];
}

export class Names {
    readonly root: RecordSource;
    readonly #context: PlanContext;
    /** What stands before a field and means a record: an alias, the object's name, the list of a subquery. */
    readonly #prefixes: ReadonlyMap<string, readonly string[]>;

    /**
     * @param frame of the query's records
     * @param from the FROM of the query; all but its first item are parents with an alias
     */
    constructor(context: PlanContext, frame: Frame, from: Query['from']) {
        this.#context = context;
        this.root = new RecordSource(context, frame);
        this.#prefixes = readPrefixes(frame.object.name, from);
    }

    /**
     * A field that the query names.
     * @throws OrgError INVALID_FIELD when there is none that the user may read
     */
    locate(path: Path): Located {
        return locateFrom(this.#context, this.root, { ...path, parts: this.#expand(path.parts) });
    }

    /**
     * A record that the query names by a relationship.
     * @throws OrgError INVALID_FIELD
     */
    locateParent(path: Path): ParentSource & { readonly parents: readonly ParentSource[] } {
        const { source, parents, last } = follow(this.#context, this.root, {
            ...path,
            parts: this.#expand(path.parts),
        });
        const parent = source.parent(last);
        if (!parent) throw this.#context.error(noSuchParent, path.offset, last);
        return { ...parent, parents };
    }

    /** Whether a name stands for the records of the query: its alias, or the object's name. */
    isRoot(name: string): boolean {
        return this.#prefixes.get(name.toLowerCase())?.length === 0;
    }

    #expand(parts: readonly string[]): readonly string[] {
        const [first = '', ...rest] = parts;
        if (rest.length === 0) return parts;
        const prefix = this.#prefixes.get(first.toLowerCase());
        if (!prefix) return parts;
        // an object's own name yields to a parent of that name
        const isOwnName = prefix.length === 0 && first.toLowerCase() === this.root.entity.toLowerCase();
        if (isOwnName && this.root.parent(first)) return parts;
        return [...prefix, ...rest];
    }
}

/**
 * A field as seen from a record.
 * @throws OrgError INVALID_FIELD when there is none that the user may read
 */
export function locateFrom(context: PlanContext, start: Source, path: Path): Located {
    const { source, parents, last } = follow(context, start, path);
    const found = source.field(last);
    if (!found) throw context.error(noSuchColumn, path.offset, last, source.entity);
    return { ...found, path, parents };
}

function follow(
    context: PlanContext,
    start: Source,
    { parts, offset }: Path,
): { source: Source; parents: readonly ParentSource[]; last: string } {
    const parents: ParentSource[] = [];
    let source = start;
    for (const name of parts.slice(0, -1)) {
        const parent = source.parent(name);
        if (!parent) throw context.error(noSuchParent, offset, name);
        parents.push(parent);
        source = parent.source;
    }
    if (parents.length > MAX_LEVELS)
        throw malformed(
            `SOQL statements cannot query more than ${String(MAX_LEVELS)} levels of parents: ${parts.join('.')}`,
        );
    return { source, parents, last: parts.at(-1) ?? '' };
}

function readPrefixes(objectName: string, [main, ...others]: Query['from']): Map<string, readonly string[]> {
    const prefixes = new Map<string, readonly string[]>([[objectName.toLowerCase(), []]]);
    if (!main) return prefixes;
    prefixes.set((main.path.parts.at(-1) ?? '').toLowerCase(), []);
    if (main.alias !== undefined) prefixes.set(main.alias.toLowerCase(), []);
    for (const { path, alias } of others) {
        const [first = '', ...rest] = path.parts;
        const prefix = prefixes.get(first.toLowerCase());
        if (!prefix) throw malformed(OTHER_TYPE(objectName));
        prefixes.set((alias ?? rest.at(-1) ?? '').toLowerCase(), [...prefix, ...rest]);
    }
    return prefixes;
}

const OTHER_TYPE = (driving: string): string =>
    'A driving SObject type has already been set, all other entity types in the FROM clause must be relationships to the ' +
    `initial object. The driving object is ${driving}.`;
