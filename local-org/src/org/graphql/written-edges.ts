/**
 * Lists of records, written in one pass where their selection is plain: fields and parents, no lists of children. The
 * executor of graphql-js makes some ten objects for each value of each record, which is most of what a full page costs.
 * What is not plain, or not right, is left to it: only it tells of errors in values.
 */
import {
    getNullableType,
    isAbstractType,
    isLeafType,
    isNonNullType,
    isObjectType,
    responsePathAsArray,
    type GraphQLField,
    type GraphQLObjectType,
    type GraphQLResolveInfo,
    type GraphQLSchema,
} from 'graphql';
import type { GraphContext } from './graph-context.ts';
import { RecordInterface } from './record-members.ts';
import { FieldValueInterface } from './scalars.ts';
import { argumentsOf, selectedFields, type SelectedField } from './selections.ts';

/** Makes of a resolved value what is in the answer. @throws Error when graphql-js would tell an error */
export type Writer = (source: unknown) => unknown;

/** A list that was written, and where it belongs. */
export interface WrittenList {
    readonly path: GraphQLResolveInfo['path'];
    readonly rows: readonly unknown[];
}

/**
 * Answers `edges`: null for a list that was written, see {@link placeWritten}; otherwise the edges, to be executed.
 * @param type of the edges
 */
export function writeEdges<T>(
    context: GraphContext,
    info: GraphQLResolveInfo,
    type: GraphQLObjectType,
    edges: readonly T[],
): readonly T[] | null {
    try {
        // the executor has one list of nodes for all places of a selection
        const known = context.writers.get(info.fieldNodes);
        const write = known === undefined ? objectWriter(context, info, type, info.fieldNodes) : known;
        if (known === undefined) context.writers.set(info.fieldNodes, write);
        if (!write) return edges;
        context.written.push({ path: info.path, rows: edges.map(write) });
        return null;
    } catch {
        // executed again, it is told with its place
        return edges;
    }
}

/** Puts the lists that were written in their places; those whose surroundings became null have none. */
export function placeWritten(data: unknown, written: readonly WrittenList[]): void {
    for (const { path, rows } of written) {
        const steps = responsePathAsArray(path);
        let place: unknown = data;
        for (const step of steps.slice(0, -1)) place = (place as Record<string | number, unknown> | null)?.[step];
        const last = steps.at(-1);
        if (place && last !== undefined) (place as Record<string | number, unknown>)[last] = rows;
    }
}

/** The writer of an object; null when something of its selection is not plain. */
function objectWriter(
    context: GraphContext,
    info: GraphQLResolveInfo,
    type: GraphQLObjectType,
    nodes: SelectedField['nodes'],
): Writer | null {
    const members: (readonly [string, Writer])[] = [];
    for (const selected of selectedFields(info, nodes, typeNames(info.schema, type))) {
        const write = memberWriter(context, info, type, selected);
        // assigned to an object, this name would be lost
        if (!write || selected.key === '__proto__') return null;
        members.push([selected.key, write]);
    }
    return (source) => {
        const written: Record<string, unknown> = {};
        for (const [key, write] of members) written[key] = write(source);
        return written;
    };
}

function memberWriter(
    context: GraphContext,
    info: GraphQLResolveInfo,
    type: GraphQLObjectType,
    selected: SelectedField,
): Writer | null {
    if (selected.name === '__typename') return () => type.name;
    const field = type.getFields()[selected.name];
    const complete = field && completion(context, info, field, selected);
    if (!complete) return null;
    const args = argumentsOf(info, type, selected);
    const { name, resolve } = field;
    // resolvers of records and values look at nothing in `info`
    const read: Writer = resolve
        ? (source) => resolve(source, args, context, info)
        : (source) => (source as Record<string, unknown>)[name];
    const isRequired = isNonNullType(field.type);
    return (source) => {
        const value = read(source) ?? null;
        if (value === null && isRequired) throw new Error(`${name} is required`);
        return value === null ? null : complete(value);
    };
}

/** Makes what is in the answer of what a field resolves to. */
function completion(
    context: GraphContext,
    info: GraphQLResolveInfo,
    { type: asked }: GraphQLField<unknown, unknown>,
    selected: SelectedField,
): Writer | null {
    const type = getNullableType(asked);
    if (isLeafType(type))
        return (value) => {
            const leaf: unknown = type.serialize(value);
            if (leaf === null || leaf === undefined) throw new Error(`${selected.name} has no value of its type`);
            return leaf;
        };
    const isPlain =
        isObjectType(type) &&
        type.getInterfaces().some((one) => one === RecordInterface || one === FieldValueInterface);
    return isPlain ? objectWriter(context, info, type, selected.nodes) : null;
}

const namesOfTypes = new WeakMap<GraphQLObjectType, readonly string[]>();

/** The names by which fragments may mean a type: its own, and those of its interfaces and unions. */
function typeNames(schema: GraphQLSchema, type: GraphQLObjectType): readonly string[] {
    const known = namesOfTypes.get(type);
    if (known) return known;
    const above = Object.values(schema.getTypeMap()).filter(
        (one) => isAbstractType(one) && schema.isSubType(one, type),
    );
    const names = [type.name, ...above.map(({ name }) => name)];
    namesOfTypes.set(type, names);
    return names;
}
