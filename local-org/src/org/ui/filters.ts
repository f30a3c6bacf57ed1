/**
 * Filters of records as conditions of SOQL: operators by field, `and`, `or`, `not`, filters of parents, semi-joins.
 * Source: GraphQL API developer guide, "Filter Results".
 */
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { DATE_FUNCTIONS, literalSoql, listSoql } from './filter-values.ts';
import { noField, soqlText, type UiContext } from './ui-context.ts';

/** Deeper filters would only exhaust the stack. */
const MAX_DEPTH = 20;

/** A filter that no record meets. */
const NOTHING = 'Id = NULL';

const COMPARISONS: Readonly<Record<string, string>> = { eq: '=', ne: '!=', lt: '<', gt: '>', lte: '<=', gte: '>=' };

/** Where a filter stands: the object, and the way to it from the one that is queried. */
interface Site {
    readonly ui: UiContext;
    readonly object: ObjectType;
    readonly prefix: string;
    readonly depth: number;
}

/**
 * The condition of a filter; empty when every record meets it.
 * @param filter such as `{ City__c: { eq: 'Gent' }, or: [ … ] }`
 * @throws OrgError INVALID_FIELD for a field that there is not, or not for the user; INVALID_FILTER for anything else wrong
 */
export function filterSoql(ui: UiContext, object: ObjectType, filter: unknown): string {
    return conditionOf({ ui, object, prefix: '', depth: 0 }, filter);
}

function conditionOf(site: Site, filter: unknown): string {
    if (site.depth > MAX_DEPTH) throw invalid(`filters nest deeper than ${String(MAX_DEPTH)} levels`);
    const inner = { ...site, depth: site.depth + 1 };
    const conditions = Object.entries(asMap(filter)).map(([name, value]) => member(inner, name, value));
    return all(conditions);
}

function member(site: Site, name: string, value: unknown): string {
    // what a client leaves blank asks for nothing
    if (value === null || value === undefined) return '';
    switch (name) {
        case 'and':
            return all(asList(value).map((one) => conditionOf(site, one)));
        case 'or':
            return any(asList(value).map((one) => conditionOf(site, one)));
        case 'not': {
            const inner = conditionOf(site, value);
            return inner === '' ? site.prefix + NOTHING : `(NOT ${inner})`;
        }
        default:
            return named(site, name, value);
    }
}

function named(site: Site, name: string, value: unknown): string {
    const { ui, object, prefix } = site;
    const reference = ui.org.schema.parentRelationship(object, name);
    if (reference && ui.seesField(object, reference)) return parent(site, reference, name, value);
    const field = ui.field(object, name);
    if (!field.filterable) throw noField(object, name);
    const path = prefix + field.name;
    return all(
        Object.entries(asMap(value)).map(([operator, operand]) => operation(site, field, path, operator, operand)),
    );
}

/** A filter of the record that a lookup leads to; where several objects may stand, the filter names the one it means. */
function parent({ ui, object, prefix, depth }: Site, reference: Field, name: string, filter: unknown): string {
    const targets = reference.reference?.to ?? [];
    const site = (target: string, at: string): Site => {
        const found = ui.org.schema.object(target);
        if (!found || !ui.session.permissions.object(found).read) throw noField(object, name);
        return { ui, object: found, prefix: at, depth };
    };
    const relationship = reference.reference?.relationshipName ?? name;
    if (targets.length === 1) return conditionOf(site(targets[0] ?? '', `${prefix}${relationship}.`), filter);
    const conditions = Object.entries(asMap(filter)).map(([target, own]) => {
        if (!targets.includes(target)) throw invalid(`${name} refers to none of type ${target}`);
        const inner = conditionOf(site(target, ''), own);
        return `${prefix}${reference.name} IN (SELECT Id FROM ${target}${inner === '' ? '' : ` WHERE ${inner}`})`;
    });
    return all(conditions);
}

function operation(site: Site, field: Field, path: string, operator: string, operand: unknown): string {
    const comparison = COMPARISONS[operator];
    if (comparison !== undefined && Object.hasOwn(COMPARISONS, operator))
        return `${path} ${comparison} ${literalSoql(field, operand)}`;
    switch (operator) {
        case 'like':
            if (typeof operand !== 'string') throw invalid('like takes a text');
            return `${path} LIKE ${soqlText(operand)}`;
        case 'in':
        case 'nin':
            return listed(site, field, path, operator === 'nin', asList(operand));
        case 'includes':
        case 'excludes':
            return `${path} ${operator.toUpperCase()} (${listSoql(field, asList(operand))})`;
        case 'inq':
        case 'ninq':
            return semiJoin(site, path, operator === 'ninq', operand);
    }
    if (DATE_FUNCTIONS.has(operator)) return dateFunction(site, field, path, operator, operand);
    throw invalid(`there is no operator ${operator}`);
}

function listed({ prefix }: Site, field: Field, path: string, isNegated: boolean, values: readonly unknown[]): string {
    const present = values.filter((one) => one !== null);
    const blank = values.length > present.length ? [`${path} ${isNegated ? '!=' : '='} NULL`] : [];
    if (values.length === 0) return isNegated ? '' : prefix + NOTHING;
    const list = present.length === 0 ? [] : [`${path} ${isNegated ? 'NOT IN' : 'IN'} (${listSoql(field, present)})`];
    return isNegated ? all([...list, ...blank]) : any([...list, ...blank]);
}

/** `{ Volume__c: { Kind__c: { eq: "Fact" } }, ApiName: "Rack__c" }`: ids that a field of other records holds. */
function semiJoin({ ui, depth }: Site, path: string, isNegated: boolean, operand: unknown): string {
    const { ApiName: column = 'Id', ...others } = asMap(operand);
    const [[name, filter] = ['', undefined], ...rest] = Object.entries(others);
    if (name === '' || rest.length > 0 || typeof column !== 'string')
        throw invalid('a semi-join takes one object and ApiName');
    const object = ui.object(name);
    const field = ui.field(object, column);
    const condition = conditionOf({ ui, object, prefix: '', depth: depth + 1 }, filter ?? {});
    const where = condition === '' ? '' : ` WHERE ${condition}`;
    return `${path} ${isNegated ? 'NOT IN' : 'IN'} (SELECT ${field.name} FROM ${object.name}${where})`;
}

/** `{ CALENDAR_YEAR: { value: { eq: 2024 } } }` */
function dateFunction(site: Site, field: Field, path: string, name: string, operand: unknown): string {
    if (field.type !== 'date' && field.type !== 'datetime') throw invalid(`${name} takes dates`);
    const { value, ...rest } = asMap(operand);
    if (Object.keys(rest).length > 0) throw invalid(`${name} takes a value`);
    const result: Field = name === 'DAY_ONLY' ? { ...field, type: 'date' } : { ...field, type: 'int' };
    const call = `${name}(${path})`;
    return all(Object.entries(asMap(value)).map(([operator, one]) => operation(site, result, call, operator, one)));
}

/** All of the conditions; those that every record meets are left out. */
function all(conditions: readonly string[]): string {
    const own = conditions.filter((one) => one !== '');
    return own.length > 1 ? `(${own.join(' AND ')})` : (own[0] ?? '');
}

/** One of the conditions; if every record meets one, every record meets this. */
function any(conditions: readonly string[]): string {
    if (conditions.length === 0 || conditions.includes('')) return '';
    return conditions.length > 1 ? `(${conditions.join(' OR ')})` : (conditions[0] ?? '');
}

function asMap(value: unknown): Record<string, unknown> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    throw invalid('a filter is an object');
}

/** One value stands for a list of one, as GraphQL has it. */
function asList(value: unknown): unknown[] {
    if (Array.isArray(value)) return value;
    if (value === null || value === undefined) throw invalid('a list is needed');
    return [value];
}

function invalid(reason: string): OrgError {
    return new OrgError('INVALID_FILTER', `Invalid filter: ${reason}`);
}
