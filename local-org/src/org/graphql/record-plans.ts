/** From what a request selects of records to SOQL: fields, parents and children in one statement. */
import type { FieldNode } from 'graphql';
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { filterSoql } from '../ui/filters.ts';
import { nameFieldOf, noField, type UiContext } from '../ui/ui-context.ts';
import type { GraphContext } from './graph-context.ts';
import { orderItems } from './orders.ts';
import { readPage, type AskedPage } from './pages.ts';
import { argumentsOf, selectedFields, writtenArgument, type RequestInfo, type SelectedField } from './selections.ts';
import type { SchemaTypes } from './schema-types.ts';

/** SOQL and SOSL Limits: relationships of one query. */
const MAX_CHILDREN = 20;
const MAX_PARENTS = 55;
/** Records that one query may ask for in all, children of children included. */
const MAX_RECORDS = 200_000;
/** Levels of subqueries under a query. */
const MAX_DEPTH = 4;

/** What is read of a record. */
export interface RecordPlan {
    readonly object: ObjectType;
    readonly columns: Set<string>;
    /** By the name of the relationship, then by the object that may stand there. */
    readonly parents: Map<string, { readonly isPolymorphic: boolean; readonly plans: Map<string, RecordPlan> }>;
    readonly children: ChildPlan[];
}

/** A list of children that is read. */
export interface ChildPlan {
    /** Its place in the answer. */
    readonly place: string;
    readonly relationship: string;
    readonly field: Field;
    readonly plan: RecordPlan;
    readonly page: AskedPage;
    readonly where: string;
    readonly orderBy: string;
    /** Read with its parents, in one statement. */
    readonly isInline: boolean;
    readonly wantsTotal: boolean;
}

/** What planning one query keeps count of. */
export class Planner {
    readonly ui: UiContext;
    readonly #context: GraphContext;
    readonly #types: SchemaTypes;
    readonly #info: RequestInfo;
    #children = 0;
    #parents = 0;

    constructor(context: GraphContext, types: SchemaTypes, info: RequestInfo) {
        this.ui = context.ui;
        this.#context = context;
        this.#types = types;
        this.#info = info;
    }

    /**
     * What is selected of records of an object.
     * @param nodes whose selections are fields of the record
     * @param place of the records in the answer
     * @param records as many may be asked for
     * @throws OrgError when it is more than one query may hold
     */
    record(object: ObjectType, nodes: readonly FieldNode[], place: string, records: number): RecordPlan {
        const plan = emptyPlan(object);
        this.#addRecord(plan, nodes, { place, records, depth: 0 });
        return plan;
    }

    #addRecord(plan: RecordPlan, nodes: readonly FieldNode[], site: Site): void {
        const types = [plan.object.name, 'Record', ...(site.union === undefined ? [] : [site.union])];
        for (const selected of selectedFields(this.#info, nodes, types)) this.#addMember(plan, selected, site);
    }

    #addMember(plan: RecordPlan, selected: SelectedField, site: Site): void {
        const { object } = plan;
        const { schema } = this.ui.org;
        const special = SPECIAL_COLUMNS.get(selected.name);
        if (special) {
            const field = object.fields.get(special(object) ?? '');
            if (field && this.ui.seesField(object, field)) plan.columns.add(field.name);
            return;
        }
        const reference = schema.parentRelationship(object, selected.name);
        if (reference && !object.fields.has(selected.name)) {
            this.#addParent(plan, reference, selected, site);
            return;
        }
        if (object.fields.has(selected.name)) plan.columns.add(this.ui.field(object, selected.name).name);
        else this.#addChildren(plan, selected, site);
    }

    #addParent(plan: RecordPlan, reference: Field, selected: SelectedField, site: Site): void {
        this.#parents += 1;
        if (this.#parents > MAX_PARENTS) throw tooMuch(`${String(MAX_PARENTS)} relationships to parents`);
        const name = reference.reference?.relationshipName ?? selected.name;
        const targets = reference.reference?.to ?? [];
        const isPolymorphic = targets.length > 1;
        const parent = plan.parents.get(name) ?? { isPolymorphic, plans: new Map<string, RecordPlan>() };
        plan.parents.set(name, parent);
        const union = isPolymorphic ? { union: unionName(plan.object, reference) } : {};
        for (const target of targets) {
            const object = this.ui.org.schema.object(target);
            if (!object || !this.ui.seesObject(object)) continue;
            const own = parent.plans.get(object.name) ?? emptyPlan(object);
            parent.plans.set(object.name, own);
            const place = `${site.place}.${selected.key}`;
            this.#addRecord(own, selected.nodes, { ...site, place, isParent: true, ...union });
        }
    }

    #addChildren(plan: RecordPlan, selected: SelectedField, site: Site): void {
        const found = this.ui.org.schema.childRelationship(plan.object, selected.name);
        if (!found?.relationshipName) throw noField(plan.object, selected.name);
        this.#children += 1;
        if (this.#children > MAX_CHILDREN) throw tooMuch(`${String(MAX_CHILDREN)} lists of children`);
        const { child, field, relationshipName: relationship } = found;
        const args = argumentsOf(this.#info, this.#types.record(plan.object), selected);
        const page = readPage(args);
        const records = site.records * (page.offset + page.first);
        if (records > MAX_RECORDS) throw tooMuch(`${String(MAX_RECORDS)} records`);
        const isTaken = plan.children.some((one) => one.isInline && one.relationship === relationship);
        const isInline = site.isParent !== true && !isTaken && site.depth < MAX_DEPTH;
        const place = `${site.place}.${selected.key}`;
        const nodes = connectionNodes(this.#info, selected);
        const own = emptyPlan(child);
        const inner = { place: `${place}.edges.node`, records, depth: isInline ? site.depth + 1 : 1 };
        for (const one of nodes.records) this.#addRecord(own, one.nodes, { ...inner, place: `${place}.${one.place}` });
        plan.children.push({
            place,
            relationship,
            field,
            plan: own,
            page,
            where: this.where(child, args),
            orderBy: this.orderBy(child, writtenArgument(selected, 'orderBy', this.#context.variables)),
            isInline,
            wantsTotal: nodes.wantsTotal,
        });
    }

    /** The condition of `where` and `scope`; empty without them. */
    where(object: ObjectType, { where, scope }: Readonly<Record<string, unknown>>): string {
        const filter = where === undefined || where === null ? '' : filterSoql(this.ui, object, where);
        const mine = scope === 'MINE' ? `OwnerId = '${this.ui.session.userId}'` : '';
        return [filter, mine].filter((one) => one !== '').join(' AND ');
    }

    /** The order of `orderBy`; what it leaves open is decided by the id, so that pages do not overlap. */
    orderBy(object: ObjectType, written: unknown): string {
        const items = orderItems(this.ui, object, written);
        return [...items, ...(object.fields.has('Id') ? ['Id'] : [])].join(', ');
    }
}

/** Where in the answer planning is. */
interface Site {
    readonly place: string;
    readonly records: number;
    readonly depth: number;
    /** Under a parent no subquery can stand. */
    readonly isParent?: boolean;
    /** The union that fragments on the record may name. */
    readonly union?: string;
}

/** What every record has, with the column that it comes from. */
const SPECIAL_COLUMNS = new Map<string, (object: ObjectType) => string | undefined>(
    Object.entries({
        __typename: () => undefined,
        Id: () => undefined,
        ApiName: () => undefined,
        WeakEtag: () => 'SystemModstamp',
        DisplayValue: (object) => nameFieldOf(object)?.name,
        LastModifiedById: () => 'LastModifiedById',
        LastModifiedDate: () => 'LastModifiedDate',
        SystemModstamp: () => 'SystemModstamp',
        RecordTypeId: () => 'RecordTypeId',
    }),
);

function emptyPlan(object: ObjectType): RecordPlan {
    return { object, columns: new Set(), parents: new Map(), children: [] };
}

/** The union of what may stand where a lookup refers to several objects. */
export function unionName(object: ObjectType, reference: Field): string {
    return `${object.name}_${reference.reference?.relationshipName ?? reference.name}`;
}

/** The selections of the nodes of a connection, with their places in it; and whether all of it is to be counted. */
export function connectionNodes(
    info: RequestInfo,
    connection: SelectedField,
): { records: { place: string; nodes: readonly FieldNode[] }[]; wantsTotal: boolean } {
    const fields = selectedFields(info, connection.nodes, []);
    const edges = fields.filter(({ name }) => name === 'edges');
    const records = edges.flatMap((edge) =>
        selectedFields(info, edge.nodes, [])
            .filter(({ name }) => name === 'node')
            .map(({ key, nodes }) => ({ place: `${edge.key}.${key}`, nodes })),
    );
    return { records, wantsTotal: fields.some(({ name }) => name === 'totalCount') };
}

function tooMuch(what: string): OrgError {
    return new OrgError('QUERY_TOO_COMPLICATED', `A query can have at most ${what}`);
}

/** The SELECT list of a plan. @param prefix way from the record in FROM */
function selectList(plan: RecordPlan, prefix = ''): string[] {
    const own = ['Id', ...plan.columns].map((name) => prefix + name);
    const parents = [...plan.parents].flatMap(([name, { isPolymorphic, plans }]) => {
        if (isPolymorphic) return typeOf(prefix + name, plans);
        return [...plans.values()].flatMap((one) => selectList(one, `${prefix}${name}.`));
    });
    const children = plan.children.filter(({ isInline }) => isInline).map((child) => `(${childSoql(child)})`);
    return [...new Set([...own, ...parents, ...children])];
}

function typeOf(path: string, plans: ReadonlyMap<string, RecordPlan>): string[] {
    const branches = [...plans].map(([type, plan]) => `WHEN ${type} THEN ${selectList(plan).join(', ')}`);
    return branches.length === 0 ? [] : [`TYPEOF ${path} ${branches.join(' ')} ELSE Id END`];
}

/** A list of children as a subquery, which has no OFFSET: what is before the page is read too. */
export function childSoql({ relationship, plan, page: { first, offset }, where, orderBy }: ChildPlan): string {
    return querySoql(plan, { from: relationship, where, orderBy, limit: offset + first + 1, offset: 0 });
}

/** A query for the records of a plan. */
export function querySoql(
    plan: RecordPlan,
    {
        from,
        where,
        orderBy,
        limit,
        offset,
    }: { from: string; where: string; orderBy: string; limit: number; offset: number },
): string {
    return [
        `SELECT ${selectList(plan).join(', ')} FROM ${from}`,
        where === '' ? '' : ` WHERE ${where}`,
        orderBy === '' ? '' : ` ORDER BY ${orderBy}`,
        ` LIMIT ${limit}`,
        offset === 0 ? '' : ` OFFSET ${offset}`,
    ].join('');
}
