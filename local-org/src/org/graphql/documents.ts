/** Requests as documents: parsed within bounds, with optional fields that there are not left out, and checked. */
import {
    FieldsOnCorrectTypeRule,
    GraphQLError,
    Kind,
    NoUnusedFragmentsRule,
    NoUnusedVariablesRule,
    parse,
    specifiedRules,
    TypeInfo,
    validate,
    visit,
    visitWithTypeInfo,
    type DocumentNode,
    type FragmentDefinitionNode,
    type GraphQLSchema,
    type SelectionSetNode,
    type ValidationRule,
} from 'graphql';

/** Bounds of what a request may be, so that reading it costs no more than answering it. */
const MAX_LENGTH = 100_000;
const MAX_TOKENS = 15_000;
const MAX_DEPTH = 60;
const MAX_FIELDS = 5000;
const MAX_ERRORS = 20;

/** A request that is beyond the bounds. */
export class TooLarge extends Error {}

/**
 * Parses a request.
 * @throws GraphQLError when it is no GraphQL, TooLarge when it is beyond the bounds
 */
export function readDocument(source: string): DocumentNode {
    if (source.length > MAX_LENGTH) throw new TooLarge(`The query is longer than ${String(MAX_LENGTH)} characters`);
    if (nesting(source) > MAX_DEPTH) throw new TooLarge(`The query nests deeper than ${String(MAX_DEPTH)} levels`);
    const document = parse(source, { maxTokens: MAX_TOKENS });
    measure(document);
    return document;
}

/** How deep brackets nest; those in texts count too, which only makes the bound tighter. */
function nesting(source: string): number {
    let depth = 0;
    let deepest = 0;
    for (const character of source) {
        if ('{[('.includes(character)) deepest = Math.max(deepest, ++depth);
        else if ('}])'.includes(character)) depth--;
    }
    return deepest;
}

/** Counts fields and levels with the fragments in their places; fragments in fragments multiply. */
function measure(document: DocumentNode): void {
    const fragments = new Map(
        document.definitions
            .filter((one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION)
            .map((one) => [one.name.value, one]),
    );
    const known = new Map<string, Size>();
    const sizeOfFragment = (name: string, above: readonly string[]): Size => {
        const fragment = fragments.get(name);
        // a circle is for validation to tell
        if (!fragment || above.includes(name)) return { fields: 0, depth: 0 };
        const size = known.get(name) ?? sizeOf(fragment.selectionSet, [...above, name]);
        known.set(name, size);
        return size;
    };
    const sizeOf = (set: SelectionSetNode, above: readonly string[]): Size => {
        let fields = 0;
        let depth = 0;
        for (const one of set.selections) {
            const inner =
                one.kind === Kind.FRAGMENT_SPREAD
                    ? sizeOfFragment(one.name.value, above)
                    : one.selectionSet
                      ? sizeOf(one.selectionSet, above)
                      : { fields: 0, depth: 0 };
            const isField = one.kind === Kind.FIELD ? 1 : 0;
            fields += inner.fields + isField;
            depth = Math.max(depth, inner.depth + isField);
            if (fields > MAX_FIELDS) throw new TooLarge(`The query selects more than ${String(MAX_FIELDS)} fields`);
        }
        if (depth > MAX_DEPTH) throw new TooLarge(`The query nests deeper than ${String(MAX_DEPTH)} levels`);
        return { fields, depth };
    };
    const total = document.definitions
        .flatMap((one) => ('selectionSet' in one ? sizeOf(one.selectionSet, []).fields : []))
        .reduce((sum, one) => sum + one, 0);
    if (total > MAX_FIELDS) throw new TooLarge(`The query selects more than ${String(MAX_FIELDS)} fields`);
}

interface Size {
    readonly fields: number;
    readonly depth: number;
}

/** Leaves out fields marked `@optional` that the user's schema does not have, and what is empty without them. */
export function withoutMissing(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
    if (!document.loc?.source.body.includes('@optional')) return document;
    const types = new TypeInfo(schema);
    const isOptional = (node: { directives?: readonly { name: { value: string } }[] }): boolean =>
        node.directives?.some(({ name }) => name.value === 'optional') ?? false;
    return visit(
        document,
        visitWithTypeInfo(types, {
            Field: {
                enter: (node) => (isOptional(node) && !types.getFieldDef() ? null : undefined),
                leave: (node) => (node.selectionSet?.selections.length === 0 ? null : undefined),
            },
            InlineFragment: {
                enter: (node) => {
                    const condition = node.typeCondition?.name.value;
                    return isOptional(node) && condition !== undefined && !schema.getType(condition) ? null : undefined;
                },
                leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined),
            },
        }),
    );
}

/** A field that there is not, in the org's words. */
const FieldUndefinedRule: ValidationRule = (context) => ({
    Field(node, _key, _parent, _path, ancestors) {
        const type = context.getParentType();
        if (!type || context.getFieldDef()) return;
        const above = ancestors.flatMap((one) => ('kind' in one && one.kind === Kind.FIELD ? one.name.value : []));
        const { value: name } = node.name;
        const place = [...above, name].join('/');
        const message = `Validation error of type FieldUndefined: Field '${name}' in type '${type.name}' is undefined @ '${place}'`;
        context.reportError(new GraphQLError(message, { nodes: node }));
    },
});

const RULES = [...specifiedRules.filter((rule) => rule !== FieldsOnCorrectTypeRule), FieldUndefinedRule];

/** What is wrong with a request. */
export function faultsOf(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
    // what optional fields needed may be left over
    const isPruned = document.loc?.source.body.includes('@optional') === true;
    const rules = isPruned
        ? RULES.filter((rule) => rule !== NoUnusedFragmentsRule && rule !== NoUnusedVariablesRule)
        : RULES;
    return validate(schema, document, rules, { maxErrors: MAX_ERRORS });
}
