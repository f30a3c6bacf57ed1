/**
 * Which values may become what: by themselves, or with a cast.
 * Source: Apex developer guide, "Rules of conversion", "Classes and casting".
 */
import { ancestors, isKindOf } from './hierarchy.ts';
import { DATE, DATETIME, ID, INTEGER, LONG, SOBJECT, STRING, isNumber, isText, widthOf, type Type } from './type.ts';

/** A value of a type may be assigned to a variable of another. */
export function isAssignable(from: Type, to: Type): boolean {
    if (from === to) return true;
    if (from.kind === 'void' || to.kind === 'void') return false;
    if (from.kind === 'null' || to.kind === 'object') return true;
    if (from.kind === 'object') return false;
    if (isNumber(from) && isNumber(to)) return widthOf(from) <= widthOf(to) || (widthOf(to) >= 2 && widthOf(from) >= 2);
    if (isText(from) && isText(to)) return true;
    if (from === DATE && to === DATETIME) return true;
    // a list of anything is a list of objects; sets and maps are not
    if (isOfObjects(to) && (from.kind === 'list' || (to.base === 'Iterable' && from.kind === 'set'))) return true;
    if (isCollection(from) && from.kind === to.kind) return from.args.every((arg, at) => isElement(arg, to.args[at]));
    if (to.base === 'Iterable' && isCollection(from)) return isElement(from.element, to.element);
    if (to.kind === 'interface' && to.args.length > 0)
        return ancestors(from).some(
            (one) =>
                one.base === to.base && (isOfObjects(to) || one.args.every((arg, at) => isElement(arg, to.args[at]))),
        );
    return isKindOf(from, to);
}

function isOfObjects({ kind, base, args }: Type): boolean {
    return (kind === 'list' || base === 'Iterable') && args[0]?.kind === 'object';
}

function isCollection({ kind }: Type): boolean {
    return kind === 'list' || kind === 'set' || kind === 'map';
}

/** Lists of records convert both ways; others only upwards. */
function isElement(from: Type, to: Type | undefined): boolean {
    if (!to || from === to) return true;
    if (from.kind === 'sobject' && to.kind === 'sobject') return from === SOBJECT || to === SOBJECT;
    if (from.kind === 'primitive' || to.kind === 'primitive') return isText(from) && isText(to);
    return isAssignable(from, to);
}

/** A cast from one type to another may succeed. */
export function isCastable(from: Type, to: Type): boolean {
    if (isAssignable(from, to) || isAssignable(to, from)) return true;
    if (from.kind === 'object') return true;
    if (isNumber(from) && isNumber(to)) return true;
    if (from.kind === 'interface') return to.kind === 'class' || to.kind === 'interface' || isCollection(to);
    if (to.kind === 'interface') return from.kind === 'class';
    if (isCollection(from) && from.kind === to.kind)
        return from.args.every((arg, at) => isCastable(arg, to.args[at] ?? arg));
    return from.kind === 'sobject' && to.kind === 'sobject' && (from === SOBJECT || to === SOBJECT);
}

/** The type that both branches of a condition have; undefined when there is none. */
export function commonType(left: Type, right: Type): Type | undefined {
    if (left === right || right.kind === 'null') return left;
    if (left.kind === 'null') return right;
    if (isNumber(left) && isNumber(right)) return widthOf(left) >= widthOf(right) ? left : right;
    if (isText(left) && isText(right)) return STRING;
    if (left.kind === 'sobject' && right.kind === 'sobject') return SOBJECT;
    if (isAssignable(right, left)) return left;
    if (isAssignable(left, right)) return right;
    return undefined;
}

/** The type in which two numbers are calculated with. */
export function arithmeticType(left: Type, right: Type): Type | undefined {
    if (!isNumber(left) || !isNumber(right)) return undefined;
    return widthOf(left) >= widthOf(right) ? left : right;
}

/** How far an argument is from a parameter, for overloads: less is better; undefined when it does not fit. */
export function conversionCost(from: Type, to: Type): number | undefined {
    if (from === to) return 0;
    if (!isAssignable(from, to)) return undefined;
    if (from.kind === 'null') return to.kind === 'object' ? 2 : 1;
    if (to.kind === 'object') return 100;
    if (isNumber(from) && isNumber(to))
        return Math.abs(widthOf(to) - widthOf(from)) * (widthOf(to) < widthOf(from) ? 5 : 1);
    if (from === ID && to === STRING) return 1;
    if (from === STRING && to === ID) return 3;
    if (from === INTEGER || from === LONG) return 50;
    if (to === SOBJECT) return 5;
    if (to.kind === 'interface') return 3;
    return 2;
}
