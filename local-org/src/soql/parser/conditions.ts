/** Reads fields, functions and conditions from the tree of a query. */
import type { Argument, Call, Comparison, Condition, Operator, Path, Query } from '../ast.ts';
import { malformed } from '../errors.ts';
import type { Tree } from './tree.ts';
import { readBind, readComparand, readCoordinate, readString } from './values.ts';

/** Reads the subquery of a semi-join. */
export type QueryReader = (tree: Tree) => Query;

/** `Owner.Name`. */
export function readPath(tree: Tree): Path {
    return { kind: 'path', parts: tree.text.replace(/\s/g, '').split('.'), offset: tree.offset };
}

/** A field, or a function. */
export function readExpression(tree: Tree, source: string): Path | Call {
    const call = tree.find('soqlFunction');
    return call ? readCall(call, source) : readPath(tree.get('fieldName'));
}

/** A function with its arguments. */
export function readCall(tree: Tree, source: string): Call {
    const name = tree.tokens()[0]?.text.toUpperCase() ?? '';
    const found: Argument[] = [];
    for (const child of tree.children) {
        if (!('rule' in child)) {
            if (child.name === 'StringLiteral') found.push(readString(child.text, child.offset));
        } else found.push(readArgument(child, source));
    }
    return { kind: 'call', name, arguments: found, offset: tree.offset, text: tree.text.replace(/\s/g, '') };
}

function readArgument(tree: Tree, source: string): Argument {
    switch (tree.rule) {
        case 'fieldName':
        case 'soslId':
            return readPath(tree);
        case 'soqlFunction':
            return readCall(tree, source);
        case 'soqlFieldsParameter':
            return { kind: 'word', word: tree.text.toUpperCase() };
        case 'dateFieldName':
            return readDateField(tree);
        default:
            return readLocation(tree, source);
    }
}

function readDateField(tree: Tree): Argument {
    const path = readPath(tree.get('fieldName'));
    if (!tree.token('CONVERT_TIMEZONE')) return path;
    const text = tree.text.replace(/\s/g, '');
    return { kind: 'call', name: 'CONVERTTIMEZONE', arguments: [path], offset: tree.offset, text };
}

function readLocation(tree: Tree, source: string): Argument {
    const field = tree.find('fieldName');
    if (field) return readPath(field);
    const bound = tree.find('boundExpression');
    if (bound) return readBind(bound);
    const [latitude, longitude] = tree.all('coordinateValue').map((one) => readCoordinate(one, source));
    if (!latitude || !longitude) throw malformed(`unexpected token: '${tree.text}'`);
    return { kind: 'geolocation', latitude, longitude };
}

/** What WHERE or HAVING demands. */
export function readCondition(tree: Tree, source: string, readQuery: QueryReader): Condition {
    const operands = tree
        .all('logicalExpression', 'conditionalExpression', 'whereConditionalExpression')
        .map((operand) => readOperand(operand, source, readQuery));
    const [first] = operands;
    if (!first) throw malformed(`unexpected token: '${tree.text}'`);
    if (tree.token('NOT')) return { kind: 'not', operand: first };
    if (operands.length === 1) return first;
    return { kind: tree.token('SOQLAND') ? 'and' : 'or', operands };
}

function readOperand(tree: Tree, source: string, readQuery: QueryReader): Condition {
    const inBrackets = tree.find('logicalExpression', 'whereLogicalExpression');
    if (inBrackets) return readCondition(inBrackets, source, readQuery);
    const expression = tree.find('whereFieldExpression') ?? tree;
    if (expression.token('FORMULA')) throw malformed('FORMULA() is not supported in this org');
    return readComparison(expression.get('fieldExpression'), source, readQuery);
}

function readComparison(tree: Tree, source: string, readQuery: QueryReader): Comparison {
    const left = readExpression(tree, source);
    const value = tree.get('value');
    const query = value.find('subQuery');
    return {
        kind: 'comparison',
        left,
        operator: readOperator(tree.get('comparisonOperator')),
        value: query ? { kind: 'query', query: readQuery(query) } : readComparand(value, source),
        offset: tree.offset,
    };
}

function readOperator(tree: Tree): Operator {
    const text = tree.text.toLowerCase().replace(/\s+/g, ' ');
    if (text === '<>') return '!=';
    // `< =` is two tokens
    return text.replace(/^([<>]) =$/, '$1=') as Operator;
}
