/** `mutation { uiapi { Library__cCreate(input: …) { Record { … } } } }` (GraphQL API guide, "Mutations"). */
import {
    GraphQLBoolean,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLNonNull,
    GraphQLObjectType,
    type GraphQLFieldConfigMap,
    type GraphQLInputFieldConfigMap,
    type GraphQLInputType,
    type GraphQLResolveInfo,
} from 'graphql';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { deleteByIds, insertRecords, updateRecords, type SaveResult } from '../records.ts';
import { isStored } from '../../store/tables.ts';
import type { GraphContext, GraphRecord } from './graph-context.ts';
import { placeOf } from './graph-context.ts';
import { queryRecord, selectedOf } from './record-queries.ts';
import type { SchemaTypes } from './schema-types.ts';
import { kindOf, SCALARS } from './scalars.ts';
import { argumentsOf, selectedFields, type SelectedField } from './selections.ts';

type Verb = 'Create' | 'Update' | 'Delete';

/** One operation of a request. */
interface Operation {
    readonly verb: Verb;
    readonly object: ObjectType;
}

/** What an operation answers; the record is read with what is selected of it. */
interface Payload {
    readonly Id: string;
    readonly success: boolean;
    readonly Record: GraphRecord | undefined;
}

/** What became of each operation, by its name in the answer. */
type Outcomes = ReadonlyMap<string, Payload | OrgError>;

/** Thrown to take back all operations of a request. */
class NotAll extends Error {}

/** `@{Name}`, or `@{Name.Record.Id}`: the id of a record that an earlier operation made. */
const REFERENCE = /^@\{(\w+)(?:\.Record\.Id)?\}$/;

const UpdateInput = new GraphQLInputObjectType({
    name: 'UIAPIMutationsInput',
    fields: { allOrNone: { type: GraphQLBoolean } },
});

const DeleteInput = new GraphQLInputObjectType({
    name: 'RecordDeleteInput',
    fields: { Id: { type: new GraphQLNonNull(SCALARS.IdOrRef) } },
});

const DeletePayload = new GraphQLObjectType<Payload>({
    name: 'RecordDeletePayload',
    fields: { Id: { type: GraphQLID } },
});

/** The root of mutations; undefined when the user may write nothing. */
export function mutationType(types: SchemaTypes): GraphQLObjectType<unknown, GraphContext> | undefined {
    const operations = operationsOf(types);
    if (operations.size === 0) return undefined;
    const uiapi = new GraphQLObjectType<Outcomes, GraphContext>({
        name: 'UIAPIMutations',
        fields: () => Object.fromEntries([...operations].map(([name, one]) => [name, operationField(types, one)])),
    });
    return new GraphQLObjectType<unknown, GraphContext>({
        name: 'Mutation',
        fields: {
            uiapi: {
                type: new GraphQLNonNull(uiapi),
                args: { input: { type: UpdateInput } },
                resolve: (_, args: { input?: { allOrNone?: boolean | null } | null }, context, info) => {
                    const allOrNone = args.input?.allOrNone !== false;
                    return new Mutations(context, types, info, operations).run(uiapi, allOrNone);
                },
            },
        },
    });
}

function operationsOf({ ui, objects }: SchemaTypes): Map<string, Operation> {
    const all = objects.flatMap((object): [string, Operation][] => {
        const rights = ui.session.permissions.object(object);
        const isAllowed: Record<Verb, boolean> = {
            Create: object.createable && rights.create && writable(ui, object, 'Create').length > 0,
            Update: object.updateable && rights.edit && writable(ui, object, 'Update').length > 0,
            Delete: object.deletable && rights.delete,
        };
        return (['Create', 'Update', 'Delete'] as const)
            .filter((verb) => isAllowed[verb])
            .map((verb) => [`${object.name}${verb}`, { verb, object }]);
    });
    return new Map(all);
}

function writable(ui: SchemaTypes['ui'], object: ObjectType, verb: Verb): Field[] {
    return ui.fields(object).filter((field) => {
        const isOpen = verb === 'Create' ? field.createable : field.updateable;
        return isOpen && isStored(field) && field.type !== 'id' && ui.session.permissions.field(object, field).edit;
    });
}

function operationField(
    types: SchemaTypes,
    { verb, object }: Operation,
): GraphQLFieldConfigMap<Outcomes, GraphContext>[string] {
    const resolve = (outcomes: Outcomes, _: unknown, __: GraphContext, info: GraphQLResolveInfo): Payload => {
        const outcome = outcomes.get(String(info.path.key));
        if (outcome instanceof Error) throw outcome;
        if (!outcome) throw new OrgError('UNKNOWN_EXCEPTION', 'The operation was not run');
        return outcome;
    };
    if (verb === 'Delete')
        return { type: DeletePayload, args: { input: { type: new GraphQLNonNull(DeleteInput) } }, resolve };
    const payload = new GraphQLObjectType<Payload>({
        name: `${object.name}${verb}Payload`,
        fields: () => ({
            Record: { type: types.record(object) },
            ...(verb === 'Update' ? { success: { type: GraphQLBoolean } } : {}),
        }),
    });
    return { type: payload, args: { input: { type: new GraphQLNonNull(inputType(types, object, verb)) } }, resolve };
}

/** `{ Library__c: { … } }`, with the id of the record to change. */
function inputType({ ui }: SchemaTypes, object: ObjectType, verb: Verb): GraphQLInputObjectType {
    const representation = new GraphQLInputObjectType({
        name: `${object.name}${verb}Representation`,
        fields: (): GraphQLInputFieldConfigMap =>
            Object.fromEntries(writable(ui, object, verb).map((field) => [field.name, { type: inputOf(field) }])),
    });
    return new GraphQLInputObjectType({
        name: `${object.name}${verb}Input`,
        fields: {
            [object.name]: { type: new GraphQLNonNull(representation) },
            ...(verb === 'Update' ? { Id: { type: new GraphQLNonNull(SCALARS.IdOrRef) } } : {}),
        },
    });
}

function inputOf(field: Field): GraphQLInputType {
    const kind = kindOf(field);
    return kind === undefined || kind === 'ID' ? SCALARS.IdOrRef : SCALARS[kind];
}

/** The operations of one request, run one after the other. */
class Mutations {
    readonly #context: GraphContext;
    readonly #types: SchemaTypes;
    readonly #info: GraphQLResolveInfo;
    readonly #operations: ReadonlyMap<string, Operation>;
    readonly #outcomes = new Map<string, Payload | OrgError>();

    constructor(
        context: GraphContext,
        types: SchemaTypes,
        info: GraphQLResolveInfo,
        operations: ReadonlyMap<string, Operation>,
    ) {
        this.#context = context;
        this.#types = types;
        this.#info = info;
        this.#operations = operations;
    }

    run(type: GraphQLObjectType, allOrNone: boolean): Outcomes {
        const { org } = this.#context.ui;
        const runAll = (): void => {
            for (const selected of selectedFields(this.#info, selectedOf(this.#info).nodes, ['UIAPIMutations'])) {
                const operation = this.#operations.get(selected.name);
                if (operation) this.#outcomes.set(selected.key, this.#attempt(type, operation, selected));
                if (allOrNone && this.#outcomes.get(selected.key) instanceof OrgError) throw new NotAll();
            }
        };
        if (!allOrNone) {
            runAll();
            return this.#outcomes;
        }
        try {
            org.store.transaction(runAll);
        } catch (error) {
            org.accessChanged();
            if (!(error instanceof NotAll)) throw error;
            this.#takeBack();
        }
        return this.#outcomes;
    }

    /** What succeeded before another failed is as if it had never been. */
    #takeBack(): void {
        const message = 'The operation was rolled back since another operation in the same request failed.';
        for (const { key } of selectedFields(this.#info, selectedOf(this.#info).nodes, ['UIAPIMutations']))
            if (!(this.#outcomes.get(key) instanceof OrgError))
                this.#outcomes.set(key, new OrgError('ALL_OR_NONE_OPERATION_ROLLED_BACK', message));
    }

    #attempt(type: GraphQLObjectType, operation: Operation, selected: SelectedField): Payload | OrgError {
        const { org } = this.#context.ui;
        try {
            return org.store.transaction(() => this.#write(type, operation, selected));
        } catch (error) {
            org.accessChanged();
            if (error instanceof OrgError) return error;
            throw error;
        }
    }

    #write(type: GraphQLObjectType, { verb, object }: Operation, selected: SelectedField): Payload {
        const { input } = argumentsOf(this.#info, type, selected) as { input: Record<string, unknown> };
        const { org, session } = this.#context.ui;
        // what an earlier operation changed may be the user's rights
        const context = org.dmlContext(org.session(session.userId));
        const values = this.#resolved((input[object.name] ?? {}) as Record<string, unknown>);
        const id = verb === 'Create' ? '' : this.#idOf(object, input['Id']);
        const [result] =
            verb === 'Create'
                ? insertRecords(context, object, [values])
                : verb === 'Update'
                  ? updateRecords(context, object, [{ ...values, Id: id }])
                  : deleteByIds(context, [id]);
        const savedId = saved(result);
        const Id = savedId === '' ? id : savedId;
        return { Id, success: true, Record: verb === 'Delete' ? undefined : this.#record(object, Id, selected) };
    }

    /** The id of a record of the object. @throws OrgError INVALID_CROSS_REFERENCE_KEY when it is none */
    #idOf(object: ObjectType, given: unknown): string {
        const text = this.#reference(given);
        const id = typeof text === 'string' ? toId18(text) : undefined;
        if (id !== undefined && this.#context.ui.org.schema.objectOfId(id) === object) return id;
        throw new OrgError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id');
    }

    #resolved(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
        return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, this.#reference(value)]));
    }

    /** @throws OrgError INVALID_REFERENCE when no earlier operation of that name made a record */
    #reference(value: unknown): unknown {
        const name = typeof value === 'string' ? REFERENCE.exec(value)?.[1] : undefined;
        if (name === undefined) return value;
        const outcome = this.#outcomes.get(name);
        if (outcome && !(outcome instanceof Error)) return outcome.Id;
        throw new OrgError('INVALID_REFERENCE', `The operation ${name} has no record to refer to`);
    }

    /** The saved record with what is selected of it; a user may write what he does not see. */
    #record(object: ObjectType, id: string, selected: SelectedField): GraphRecord | undefined {
        const fields = selectedFields(this.#info, selected.nodes, []).filter(({ name }) => name === 'Record');
        const nodes = fields.flatMap((field) => field.nodes);
        const [field] = fields;
        if (!field) return undefined;
        const place = `${placeOf(this.#info.path)}.${selected.key}.${field.key}`;
        return queryRecord(this.#context, this.#types, object, id, {
            info: this.#info,
            place,
            field: { ...field, nodes },
        });
    }
}

/** @throws OrgError with all that was refused */
function saved(result: SaveResult | undefined): string {
    if (result?.success) return result.id ?? '';
    const [first] = result?.errors ?? [];
    const message = (result?.errors ?? []).map((error) => error.message).join(', ');
    const fields = result?.errors.flatMap((error) => error.fields) ?? [];
    throw new OrgError(first?.statusCode ?? 'UNKNOWN_EXCEPTION', message, { fields });
}
