/** Whether a method can come to its end without returning a value. Source: the Java rules that Apex follows. */
import type { Expression, Statement } from '../parse/ast.ts';

/** A statement may end so that the next one runs. */
export function canComplete(statement: Statement): boolean {
    switch (statement.kind) {
        case 'return':
        case 'throw':
        case 'break':
        case 'continue':
            return false;
        case 'block':
            return statement.statements.every(canComplete);
        case 'runAs':
            return canComplete(statement.body);
        case 'if':
            return !statement.otherwise || canComplete(statement.then) || canComplete(statement.otherwise);
        case 'while':
        case 'for':
            return !isAlways(statement.condition) || (statement.body !== undefined && breaks(statement.body));
        case 'doWhile':
            return (canComplete(statement.body) && !isAlways(statement.condition)) || breaks(statement.body);
        case 'try': {
            const { body, catches, finallyBlock } = statement;
            if (finallyBlock && !canComplete(finallyBlock)) return false;
            return canComplete(body) || catches.some((clause) => canComplete(clause.body));
        }
        case 'switch': {
            const hasElse = statement.clauses.some(({ value }) => value.kind === 'else');
            return !hasElse || statement.clauses.some(({ body }) => canComplete(body));
        }
        default:
            return true;
    }
}

function isAlways(condition: Expression | undefined): boolean {
    return condition === undefined || (condition.kind === 'literal' && condition.text === 'true');
}

/** There is a `break` in it that leaves the loop around it. */
function breaks(statement: Statement): boolean {
    switch (statement.kind) {
        case 'break':
            return true;
        case 'block':
            return statement.statements.some(breaks);
        case 'if':
            return breaks(statement.then) || (statement.otherwise !== undefined && breaks(statement.otherwise));
        case 'try':
            return breaks(statement.body) || statement.catches.some(({ body }) => breaks(body));
        case 'switch':
            return statement.clauses.some(({ body }) => breaks(body));
        default:
            return false;
    }
}
