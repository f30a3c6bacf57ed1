/** Reads a query from its text. */
import type { FromItem, Grouping, OrderItem, Query, SelectItem, TypeBranch } from '../ast.ts';
import { malformed, unexpectedToken } from '../errors.ts';
import { readCall, readCondition, readExpression, readPath } from './conditions.ts';
import { parseQueryTree, type Tree } from './tree.ts';
import { readRowCount } from './values.ts';

/** Words that cannot be aliases (SOQL and SOSL Reference, "Reserved Keywords"). */
const RESERVED = new Set(
    'AND ASC DESC EXCLUDES FIRST FROM GROUP HAVING IN INCLUDES LAST LIKE LIMIT NOT NULL NULLS OR SELECT USING WHERE WITH'.split(
        ' ',
    ),
);

/**
 * Reads a query.
 * @throws OrgError MALFORMED_QUERY when it does not follow the grammar
 */
export function parseQuery(source: string): Query {
    return readQuery(parseQueryTree(source), source);
}

function readQuery(tree: Tree, source: string): Query {
    const inner = (child: Tree): Query => readQuery(child, source);
    const where = tree.find('whereClause')?.get('whereLogicalExpression', 'logicalExpression');
    const scope = tree.find('usingScope')?.get('soqlId');
    const group = tree.find('groupByClause');
    const order = tree.find('orderByClause')?.get('fieldOrderList');
    const limit = readRowCount(tree.find('limitClause'));
    const skip = readRowCount(tree.find('offsetClause'));
    const mode = readMode(tree.find('withClause'));
    if (tree.token('UPDATE')) throw malformed('UPDATE TRACKING and UPDATE VIEWSTAT are for knowledge articles only');
    return {
        source,
        offset: tree.offset,
        select: (tree.find('selectList') ?? tree.get('subFieldList'))
            .all('selectEntry', 'subFieldEntry')
            .map((item) => readSelectItem(item, source)),
        from: readFrom(tree.get('fromNameList'), source),
        ...(scope ? { scope: { name: scope.text.toLowerCase(), offset: scope.offset } } : {}),
        ...(where ? { where: readCondition(where, source, inner) } : {}),
        ...(mode ? { mode } : {}),
        ...(group ? { group: readGrouping(group, source) } : {}),
        order: order ? readOrder(order, source) : [],
        ...(limit ? { limit } : {}),
        ...(skip ? { skip } : {}),
        allRows: tree.find('allRowsClause') !== undefined,
        purposes: readPurposes(tree.find('forClauses')),
    };
}

function readSelectItem(tree: Tree, source: string): SelectItem {
    const query = tree.find('subQuery');
    const branches = tree.find('typeOf');
    const alias = readAlias(tree.find('soqlId'), source);
    if (query) return { kind: 'children', query: readQuery(query, source), ...alias };
    if (branches)
        return { kind: 'typeof', path: readPath(branches.get('fieldName')), branches: readBranches(branches) };
    return { kind: 'field', expression: readExpression(tree, source), ...alias };
}

function readAlias(tree: Tree | undefined, source: string): { alias?: string } {
    if (!tree) return {};
    if (!RESERVED.has(tree.text.toUpperCase())) return { alias: tree.text };
    const isLast = source.slice(tree.offset + tree.text.length).trim() === '';
    throw unexpectedToken(source, tree.offset, isLast ? '<EOF>' : tree.text);
}

function readBranches(tree: Tree): TypeBranch[] {
    const branches = tree.all('whenClause').map((when): TypeBranch => {
        const type = when.get('fieldName');
        return { type: type.text, offset: type.offset, fields: readFields(when) };
    });
    const other = tree.find('elseClause');
    return other ? [...branches, { offset: other.offset, fields: readFields(other) }] : branches;
}

function readFields(tree: Tree): TypeBranch['fields'] {
    return tree.get('fieldNameList').all('fieldName').map(readPath);
}

/** Names and aliases alternate in the tree; an alias belongs to the name before it. */
function readFrom(tree: Tree, source: string): FromItem[] {
    const items: FromItem[] = [];
    for (const child of tree.children) {
        if (!('rule' in child)) continue;
        const last = items.at(-1);
        if (child.rule === 'fieldName') items.push({ path: readPath(child) });
        else if (last) items[items.length - 1] = { ...last, ...readAlias(child, source) };
    }
    return items;
}

function readGrouping(tree: Tree, source: string): Grouping {
    const having = tree.find('logicalExpression');
    const noQuery = (): never => {
        throw malformed('Semi join sub-selects are not allowed in the HAVING clause');
    };
    return {
        kind: tree.token('ROLLUP') ? 'rollup' : tree.token('CUBE') ? 'cube' : 'plain',
        items: tree
            .get('fieldGroupByList')
            .all('fieldGroupBy')
            .map((item) => readExpression(item, source)),
        ...(having ? { having: readCondition(having, source, noQuery) } : {}),
    };
}

/** The items of ORDER BY. */
export function readOrder(tree: Tree, source: string): OrderItem[] {
    return tree.all('fieldOrder').map((item) => {
        const call = item.find('soqlFunction');
        return {
            expression: call ? readCall(call, source) : readPath(item.get('fieldName')),
            descending: item.token('DESC') !== undefined,
            nulls: item.token('LAST') ? 'last' : 'first',
        };
    });
}

function readMode(tree: Tree | undefined): Query['mode'] {
    if (!tree) return undefined;
    if (tree.token('USER_MODE')) return 'user';
    if (tree.token('SYSTEM_MODE')) return 'system';
    if (tree.token('SECURITY_ENFORCED')) return 'security enforced';
    throw malformed('WITH filters are only supported for user and system mode: this org has no data categories');
}

function readPurposes(tree: Tree | undefined): Query['purposes'] {
    const words = tree?.tokens('VIEW', 'UPDATE', 'REFERENCE') ?? [];
    return words.map((word) => word.text.toLowerCase() as Query['purposes'][number]);
}
