/** Records with their children, in one request: `/composite/tree` (REST API developer guide, "sObject Tree"). */
import { insertRecords, type SaveResult } from '../../org/records.ts';
import type { DmlContext } from '../../dml/context.ts';
import type { InputRecord } from '../../dml/input.ts';
import { OrgError } from '../../schema/errors.ts';
import type { ObjectType } from '../../schema/model.ts';
import { notFound } from '../http/errors.ts';
import { asList, asObject, typeOf } from '../http/json.ts';
import { dmlContext, objectOf, type RestAnswer, type RestRequest } from './context.ts';
import { asResult } from './save-answers.ts';

const MAX_RECORDS = 200;
const MAX_DEPTH = 5;

/** A record of the tree, its children still in it. */
interface Node {
    readonly referenceId: string;
    readonly object: ObjectType;
    readonly values: InputRecord;
    readonly children: { readonly field: string; readonly nodes: Node[] }[];
}

/** Thrown to take back the whole tree when a record of it cannot be made. */
class TreeRefused extends Error {
    readonly results: Record<string, unknown>[];

    constructor(results: Record<string, unknown>[]) {
        super();
        this.results = results;
    }
}

export function tree(request: RestRequest): RestAnswer {
    if (request.path.length !== 3) throw notFound();
    const object = objectOf(request, request.path[2] ?? '');
    const seen = new Set<string>();
    const nodes = asList(asObject(request.body)['records'], 'records').map((one) =>
        readNode(request, object, asObject(one, 'Each record'), 1, seen),
    );
    if (seen.size > MAX_RECORDS)
        throw new OrgError('INVALID_INPUT', `more than ${String(MAX_RECORDS)} records in the request`);
    const context = dmlContext(request);
    try {
        const results = context.store.transaction(() => insertLevel(context, nodes));
        return { status: 201, body: { hasErrors: false, results } };
    } catch (error) {
        // sessions may have been made from what is taken back now
        request.org.accessChanged();
        if (!(error instanceof TreeRefused)) throw error;
        return { status: 400, body: { hasErrors: true, results: error.results } };
    }
}

function readNode(
    request: RestRequest,
    object: ObjectType,
    record: InputRecord,
    depth: number,
    seen: Set<string>,
): Node {
    if (depth > MAX_DEPTH) throw new OrgError('INVALID_INPUT', `the tree is deeper than ${String(MAX_DEPTH)} levels`);
    const type = typeOf(record);
    if (type.toLowerCase() !== object.name.toLowerCase())
        throw new OrgError('INVALID_INPUT', `Include an object of type ${object.name}, found ${type}`);
    const referenceId = (record['attributes'] as { referenceId?: unknown }).referenceId;
    if (typeof referenceId !== 'string' || referenceId === '')
        throw new OrgError('INVALID_INPUT', 'Include a reference ID in each record');
    if (seen.has(referenceId))
        throw new OrgError('INVALID_INPUT', `Duplicate ReferenceId provided in the request: ${referenceId}`);
    seen.add(referenceId);
    const values: [string, unknown][] = [];
    const children: Node['children'] = [];
    for (const [name, value] of Object.entries(record)) {
        const nested = typeof value === 'object' && value !== null && 'records' in value ? value : undefined;
        if (!nested) values.push([name, value]);
        else children.push(readChildren(request, object, name, nested.records, depth, seen));
    }
    return { referenceId, object, values: Object.fromEntries(values), children };
}

function readChildren(
    request: RestRequest,
    object: ObjectType,
    name: string,
    records: unknown,
    depth: number,
    seen: Set<string>,
): Node['children'][number] {
    const relationship = request.org.schema.childRelationship(object, name);
    const { permissions } = request.session;
    // children that the user may not read are children that there are not
    if (!relationship || !permissions.field(relationship.child, relationship.field).read)
        throw new OrgError('INVALID_FIELD', `No such relationship '${name}' on sobject of type ${object.name}`, {
            fields: [name],
        });
    const { child, field } = relationship;
    const nodes = asList(records, name).map((one) =>
        readNode(request, child, asObject(one, 'Each record'), depth + 1, seen),
    );
    return { field: field.name, nodes };
}

/** Inserts the records of a level, then those below them. */
function insertLevel(context: DmlContext, nodes: readonly Node[]): Record<string, unknown>[] {
    const answers: Record<string, unknown>[] = [];
    const first = nodes[0];
    if (!first) return answers;
    const results = insertAll(context, first.object, nodes);
    const refused = nodes.flatMap((node, index) => refusalOf(node, results[index]));
    if (refused.length > 0) throw new TreeRefused(refused);
    nodes.forEach((node, index) => answers.push({ referenceId: node.referenceId, id: results[index]?.id }));
    for (const [index, node] of nodes.entries()) {
        for (const { field, nodes: below } of node.children) {
            const withParent = below.map((one) => ({ ...one, values: { ...one.values, [field]: results[index]?.id } }));
            answers.push(...insertLevel(context, withParent));
        }
    }
    return answers;
}

/** A field that does not exist refuses its own record, by its reference. */
function insertAll(context: DmlContext, object: ObjectType, nodes: readonly Node[]): SaveResult[] {
    try {
        const inputs = nodes.map((node) => node.values);
        return context.store.transaction(() => insertRecords(context, object, inputs));
    } catch (error) {
        if (nodes.length === 1) return [asResult(error)];
        if (!(error instanceof OrgError)) throw error;
        return nodes.flatMap((node) => insertAll(context, object, [node]));
    }
}

function refusalOf(node: Node, result: SaveResult | undefined): Record<string, unknown>[] {
    if (!result || result.success) return [];
    return [{ referenceId: node.referenceId, errors: result.errors }];
}
