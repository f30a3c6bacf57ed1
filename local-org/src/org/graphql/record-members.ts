/** What every record has, whatever its object, and how values are read from it (GraphQL API guide, "Record"). */
import {
    GraphQLBoolean,
    GraphQLID,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLString,
    type GraphQLFieldConfigMap,
    type GraphQLObjectType,
} from 'graphql';
import { MASTER_RECORD_TYPE } from '../../dml/record-types.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { instant } from '../ui/record-reader.ts';
import { nameFieldOf, type UiContext } from '../ui/ui-context.ts';
import type { GraphContext, GraphRecord } from './graph-context.ts';
import { SCALARS, VALUE_TYPES, type GraphValue } from './scalars.ts';

/** How a field of a record is read. */
export type RecordResolver = NonNullable<GraphQLFieldConfigMap<GraphRecord, GraphContext>[string]['resolve']>;

function required(kind: 'ID' | 'DateTime'): GraphQLObjectType<GraphValue> {
    const type = VALUE_TYPES.get(kind);
    if (!type) throw new Error(`no type of values for ${kind}`);
    return type;
}

/** What every record has, whatever its object. */
export const RecordInterface = new GraphQLInterfaceType({
    name: 'Record',
    fields: {
        Id: { type: new GraphQLNonNull(GraphQLID) },
        ApiName: { type: new GraphQLNonNull(GraphQLString) },
        WeakEtag: { type: new GraphQLNonNull(SCALARS.Long) },
        DisplayValue: { type: GraphQLString },
        LastModifiedById: { type: required('ID') },
        LastModifiedDate: { type: required('DateTime') },
        SystemModstamp: { type: required('DateTime') },
        RecordTypeId: { type: required('ID'), args: { fallback: { type: GraphQLBoolean } } },
    },
    resolveType: (value: GraphRecord) => value.object.name,
});

/** The value of a field of a record that was read. */
export function valueOf(field: Field) {
    return ({ object, row }: GraphRecord, _: unknown, { ui }: GraphContext): GraphValue =>
        graphValue(ui, object, field, row[field.name]);
}

/** A value as clients get it. */
export function graphValue(ui: UiContext, object: ObjectType, field: Field, stored: unknown): GraphValue {
    return new FieldValue(ui, object, field, stored);
}

/** A field's value, whose texts are made when they are asked for: most requests want none, or not of every field. */
class FieldValue implements GraphValue {
    readonly #ui: UiContext;
    readonly #object: ObjectType;
    readonly #field: Field;
    readonly #stored: unknown;

    constructor(ui: UiContext, object: ObjectType, field: Field, stored: unknown) {
        this.#ui = ui;
        this.#object = object;
        this.#field = field;
        this.#stored = stored;
    }

    get value(): unknown {
        const stored = this.#stored;
        return this.#field.type === 'datetime' && typeof stored === 'string' ? instant(stored) : (stored ?? null);
    }

    get displayValue(): string | null {
        return this.#ui.display.of(this.#object, this.#field, this.#stored);
    }

    get label(): string | null {
        return this.#field.picklist ? this.displayValue : null;
    }
}

/** What the interface of all records asks, for a record of an object. */
export function recordMembers(object: ObjectType): GraphQLFieldConfigMap<GraphRecord, GraphContext> {
    const members = RecordInterface.getFields();
    const name = nameFieldOf(object)?.name ?? 'Id';
    const column = (field: string): RecordResolver => {
        const known = object.fields.get(field);
        return known ? valueOf(known) : () => null;
    };
    const resolvers: Record<string, RecordResolver> = {
        Id: ({ row }) => row['Id'],
        ApiName: () => object.name,
        WeakEtag: ({ row }) => Date.parse(String(row['SystemModstamp'])) || 0,
        DisplayValue: ({ row }) => row[name],
        LastModifiedById: column('LastModifiedById'),
        LastModifiedDate: column('LastModifiedDate'),
        SystemModstamp: column('SystemModstamp'),
        RecordTypeId: ({ row }, args: { fallback?: boolean | null }) => {
            const value = row['RecordTypeId'] ?? (args.fallback === true ? MASTER_RECORD_TYPE : null);
            return { value, displayValue: null };
        },
    };
    return Object.fromEntries(
        Object.entries(members).map(([key, { type, args }]) => [
            key,
            {
                type,
                args: Object.fromEntries(args.map((one) => [one.name, { type: one.type }])),
                resolve: resolvers[key] ?? (() => null),
            },
        ]),
    );
}
