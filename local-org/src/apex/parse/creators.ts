/** Reads what stands behind `new`. */
import type { CreatorContext } from '@apexdevtools/apex-parser';
import type { Expression, Position } from './ast.ts';
import { readExpression, readExpressions } from './expressions.ts';
import { maybe, readCreated } from './types.ts';

export function readCreator(context: CreatorContext, at: Position): Expression {
    const type = readCreated(context.createdName());
    const array = maybe(context.arrayCreatorRest());
    if (array) {
        const size = maybe(array.expression());
        const items = maybe(array.arrayInitializer())?.expression_list() ?? [];
        const written = { element: type, size: size && readExpression(size), items: items.map(readExpression) };
        return { ...at, kind: 'newArray', ...written };
    }
    const map = maybe(context.mapCreatorRest());
    if (map) {
        const pairs = map.mapCreatorRestPair_list().map((pair) => ({
            key: readExpression(pair.expression(0)),
            value: readExpression(pair.expression(1)),
        }));
        return { ...at, kind: 'newMap', type, pairs };
    }
    const set = maybe(context.setCreatorRest());
    if (set) return { ...at, kind: 'newCollection', type, items: set.expression_list().map(readExpression) };
    if (maybe(context.noRest())) return { ...at, kind: 'newCollection', type, items: [] };
    const written = maybe(context.classCreatorRest())?.arguments();
    return { ...at, kind: 'new', type, args: readExpressions(written && maybe(written.expressionList())) };
}
