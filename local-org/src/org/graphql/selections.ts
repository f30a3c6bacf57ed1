/** What a request selects, with fragments put in their places and skipped fields left out. */
import {
    getArgumentValues,
    getDirectiveValues,
    GraphQLIncludeDirective,
    GraphQLSkipDirective,
    Kind,
    valueFromASTUntyped,
    type FieldNode,
    type GraphQLObjectType,
    type GraphQLResolveInfo,
    type SelectionNode,
} from 'graphql';

/** The parts of a request that give its selections their meaning. */
export type RequestInfo = Pick<GraphQLResolveInfo, 'fragments' | 'variableValues'>;

/** A field under the name that it has in the answer; it may be selected at several places. */
export interface SelectedField {
    readonly key: string;
    readonly name: string;
    readonly nodes: readonly FieldNode[];
}

/**
 * The fields that are selected of a type.
 * @param nodes the fields whose selections count
 * @param types names that fragments on this type may have: its own, and those of its interfaces and unions
 */
export function selectedFields(
    info: RequestInfo,
    nodes: readonly FieldNode[],
    types: readonly string[],
): SelectedField[] {
    const found = new Map<string, { name: string; nodes: FieldNode[] }>();
    const collect = (selections: readonly SelectionNode[]): void => {
        for (const selection of selections) {
            if (!isIncluded(info, selection)) continue;
            if (selection.kind === Kind.FIELD) {
                const key = selection.alias?.value ?? selection.name.value;
                const known = found.get(key);
                if (known) known.nodes.push(selection);
                else found.set(key, { name: selection.name.value, nodes: [selection] });
                continue;
            }
            const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
            const condition = fragment?.typeCondition?.name.value;
            if (fragment && (condition === undefined || types.includes(condition)))
                collect(fragment.selectionSet.selections);
        }
    };
    for (const node of nodes) collect(node.selectionSet?.selections ?? []);
    return [...found].map(([key, { name, nodes: own }]) => ({ key, name, nodes: own }));
}

function isIncluded({ variableValues }: RequestInfo, selection: SelectionNode): boolean {
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, variableValues);
    const include = getDirectiveValues(GraphQLIncludeDirective, selection, variableValues);
    return skip?.['if'] !== true && include?.['if'] !== false;
}

/** The arguments of a selected field. */
export function argumentsOf(info: RequestInfo, type: GraphQLObjectType, field: SelectedField): Record<string, unknown> {
    const definition = type.getFields()[field.name];
    const [node] = field.nodes;
    return definition && node ? getArgumentValues(definition, node, info.variableValues) : {};
}

/**
 * An argument as it was written, whose members are in the order of the text: that of `orderBy` matters.
 * @param variables as the client sent them
 */
export function writtenArgument(
    field: SelectedField,
    name: string,
    variables: Readonly<Record<string, unknown>>,
): unknown {
    const argument = field.nodes[0]?.arguments?.find((one) => one.name.value === name);
    return argument && valueFromASTUntyped(argument.value, variables);
}
