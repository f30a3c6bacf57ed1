/** From the syntax tree to one where every expression has its type, every name its field or function. */
import { FormulaError, notAllowedHere, unknownField, unknownFunction } from './errors.ts';
import { rejectPicklist } from './functions/define.ts';
import { findFunction } from './functions/registry.ts';
import { Decimal } from './numbers.ts';
import type { Node } from './parser.ts';
import {
    resultTypeOf,
    typeLabel,
    valueTypeOf,
    type FieldInfo,
    type FieldRef,
    type FieldResolver,
    type Fields,
    type FormulaUse,
    type ReturnType,
    type Typed,
} from './types.ts';

/** `$System.OriginDateTime`, which every org has. */
const ORIGIN = '$system.origindatetime';
const ORIGIN_INSTANT = Date.UTC(1900, 0, 1);

/** Field types that formula fields cannot refer to. */
const NOT_IN_FORMULA_FIELDS = new Map([
    ['LongTextArea', 'Long Text Area'],
    ['Html', 'Rich Text Area'],
    ['EncryptedText', 'Text (Encrypted)'],
]);

const RETURN_LABELS: Partial<Record<ReturnType, string>> = { Checkbox: 'true or false', DateTime: 'Date/Time' };

/** Looks fields up by name in any case. */
function resolverOf(fields: Fields): FieldResolver {
    if (typeof fields === 'function') {
        return fields;
    }
    const byName = new Map<string, FieldInfo>();
    for (const [name, info] of Object.entries(fields)) {
        byName.set(name.toLowerCase(), { ...info, path: info.path ?? name });
    }
    return (path) => byName.get(path.join('.').toLowerCase());
}

/** One type check: the place of the formula, its fields and those that it refers to. */
export class TypeChecker {
    readonly #resolve: FieldResolver;
    readonly #use: FormulaUse;
    readonly paths = new Set<string>();

    constructor(fields: Fields, use: FormulaUse) {
        this.#resolve = resolverOf(fields);
        this.#use = use;
    }

    /** The formula's root, whose type must be the one that the formula is declared to return. */
    checkRoot(node: Node, returnType: ReturnType): Typed {
        const root = this.check(node);
        rejectPicklist(root);
        if (root.type !== 'Null' && root.type !== resultTypeOf(returnType)) {
            const expected = RETURN_LABELS[returnType] ?? returnType;
            const received = typeLabel(root.type);
            throw new FormulaError(
                `Formula result is data type (${received}), incompatible with expected data type (${expected}).`,
                0,
            );
        }
        return root;
    }

    check(node: Node): Typed {
        const { position } = node;
        switch (node.kind) {
            case 'number':
                return { kind: 'literal', type: 'Number', value: new Decimal(node.text), position };
            case 'string':
                return { kind: 'literal', type: 'Text', value: node.value === '' ? null : node.value, position };
            case 'boolean':
                return { kind: 'literal', type: 'Boolean', value: node.value, position };
            case 'null':
                return { kind: 'literal', type: 'Null', value: null, position };
            case 'field':
                return this.#field(node.name, position);
            case 'call':
                return this.#call(node.name, node.args, position);
        }
    }

    #call(name: string, nodes: readonly Node[], position: number): Typed {
        const spec = findFunction(name);
        if (spec === undefined) {
            throw unknownFunction(name, position);
        }
        const args = nodes.map((node) => this.check(node));
        if (spec.uses !== undefined && !spec.uses.has(this.#use)) {
            throw notAllowedHere(spec.name, position);
        }
        return { kind: 'call', type: spec.check({ name, args, position }), spec, args, position };
    }

    #field(name: string, position: number): Typed {
        const path = name.split('.');
        const info = this.#resolve(path);
        if (info === undefined) {
            if (name.toLowerCase() === ORIGIN) {
                return { kind: 'literal', type: 'DateTime', value: ORIGIN_INSTANT, position };
            }
            throw unknownField(name, position);
        }
        const unsupported = this.#use === 'formulaField' ? NOT_IN_FORMULA_FIELDS.get(info.type) : undefined;
        if (unsupported !== undefined) {
            throw new FormulaError(
                `You referenced an unsupported field type called "${unsupported}" using the following field: ${name}`,
                position,
            );
        }
        const field: FieldRef = {
            name,
            path: info.path ?? name,
            // `Owner:User.Name` reads the owner; which type it has is the resolver's business
            segments: (info.path ?? name).split('.').map((step) => step.replace(/:.*$/, '')),
            info,
        };
        this.paths.add(field.path);
        return { kind: 'field', type: valueTypeOf(info.type), field, position };
    }
}
