/**
 * Reads a search from its text.
 * Source: SOQL and SOSL Reference, "SOSL Syntax".
 */
import type { FromItem, Query, RowCount, SelectItem } from '../ast.ts';
import { readCall, readCondition, readPath } from '../parser/conditions.ts';
import { readOrder } from '../parser/query.ts';
import { parseSearchTree, type Tree } from '../parser/tree.ts';
import { readBind, readRowCount, unescape } from '../parser/values.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Literal } from '../ast.ts';

/** The fields that are searched. */
export type SearchGroup = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';

export interface Search {
    /** What is looked for; a bind variable may hold it. */
    readonly text: string | Extract<Literal, { kind: 'bind' }>;
    readonly group: SearchGroup;
    /** A query for each object; its WHERE and the rest hold for what was found. */
    readonly returning: readonly Query[];
    readonly mode?: Query['mode'];
    readonly limit?: RowCount;
}

/**
 * Reads a search.
 * @throws OrgError MALFORMED_SEARCH when it does not follow the grammar
 */
export function parseSearch(source: string): Search {
    const { tree, found } = parseSearchTree(source);
    const clauses = tree.get('soslClauses');
    const limit = readRowCount(clauses.find('limitClause'));
    const mode = readMode(clauses);
    const group = clauses.find('searchGroup')?.tokens()[0]?.text.toUpperCase() ?? 'ALL';
    const specs = clauses.find('fieldSpecList');
    return {
        text: found ?? readText(tree),
        group: group as SearchGroup,
        returning: specs ? readSpecs(specs, source).map((query) => ({ ...query, ...mode })) : [],
        ...mode,
        ...(limit ? { limit } : {}),
    };
}

function readText(tree: Tree): Search['text'] {
    const literal = tree.token('FindLiteral');
    if (literal === undefined) return readBind(tree.get('boundExpression'));
    return unescape(literal.slice(literal.indexOf("'") + 1, -1).replace(/\\([^'\\])/g, '\\\\$1'));
}

function readMode(clauses: Tree): Pick<Query, 'mode'> {
    const [clause] = clauses.all('soslWithClause');
    if (clauses.token('UPDATE')) throw unsupported('UPDATE TRACKING and UPDATE VIEWSTAT are');
    if (!clause) return {};
    if (clause.token('USER_MODE')) return { mode: 'user' };
    if (clause.token('SYSTEM_MODE')) return { mode: 'system' };
    throw unsupported(`${clause.text} is`);
}

function unsupported(what: string): OrgError {
    return new OrgError('MALFORMED_SEARCH', `${what} not supported in this org`);
}

/** The grammar nests the list: an object, then the list of the others. */
function readSpecs(tree: Tree, source: string): Query[] {
    return [
        readSpec(tree.get('fieldSpec'), source),
        ...tree.all('fieldSpecList').flatMap((rest) => readSpecs(rest, source)),
    ];
}

function readSpec(tree: Tree, source: string): Query {
    const object = tree.get('soslId');
    const fields = tree.find('fieldList');
    const where = tree.find('logicalExpression');
    const order = tree.find('fieldOrderList');
    const limit = readRowCount(tree.find('limitClause'));
    const skip = readRowCount(tree.find('offsetClause'));
    if (tree.token('LISTVIEW')) throw unsupported('USING ListView is');
    const from: FromItem = { path: readPath(object) };
    const noQuery = (): never => {
        throw new OrgError('MALFORMED_SEARCH', 'Semi join sub-selects are not supported in searches');
    };
    return {
        source,
        offset: tree.offset,
        select: fields ? readFields(fields, source) : [ID],
        from: [from],
        ...(where ? { where: readCondition(where, source, noQuery) } : {}),
        order: order ? readOrder(order, source) : [],
        ...(limit ? { limit } : {}),
        ...(skip ? { skip } : {}),
        allRows: false,
        purposes: [],
    };
}

/** What is given of a record when nothing is asked for. */
export const ID: SelectItem = { kind: 'field', expression: { kind: 'path', parts: ['Id'], offset: 0 } };

function readFields(tree: Tree, source: string): SelectItem[] {
    const [first] = tree.tokens();
    const rest = tree.all('fieldList').flatMap((more) => readFields(more, source));
    if (first && first.name !== 'COMMA') return [readFunction(tree, source), ...rest];
    return [{ kind: 'field', expression: readPath(tree.get('soslId')) }, ...rest];
}

function readFunction(tree: Tree, source: string): SelectItem {
    const [, alias] = tree.all('soslId');
    return { kind: 'field', expression: readCall(tree, source), ...(alias ? { alias: alias.text } : {}) };
}
