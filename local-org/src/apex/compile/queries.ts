/** Queries and searches in brackets. Source: Apex developer guide, "Working with SOQL and SOSL". */
import { OrgError } from '../../schema/errors.ts';
import type { Query } from '../../soql/ast.ts';
import { parseQuery } from '../../soql/parser/query.ts';
import { AGGREGATE_RESULT } from '../data/aggregates.ts';
import { runCount, runFind, runQuery } from '../data/queries.ts';
import { toBind } from '../data/wire.ts';
import { CompileError } from '../errors.ts';
import type { QueryExpression } from '../parse/ast.ts';
import { bindName } from '../parse/queries.ts';
import type { Binds } from '../run/host.ts';
import type { Frame } from '../run/values.ts';
import { vm } from '../run/vm.ts';
import { INTEGER, SOBJECT, listOf, sobjectOf } from '../types/type.ts';
import type { Code } from './code.ts';
import type { BodyContext } from './context.ts';
import { compileExpression } from './expression.ts';

export function compileQuery(context: BodyContext, expression: QueryExpression): Code {
    const { language, text, line } = expression;
    const binds = bindsOf(context, expression);
    if (language === 'SOSL')
        return {
            type: listOf(listOf(SOBJECT)),
            run: (frame) => {
                const values = binds(frame);
                vm.lines[vm.depth] = line;
                return runFind(text, values, undefined);
            },
        };
    const query = parsed(expression);
    if (isCount(query))
        return {
            type: INTEGER,
            run: (frame) => {
                const values = binds(frame);
                vm.lines[vm.depth] = line;
                return runCount(text, values, undefined);
            },
        };
    const type = listOf(isForTotals(query) ? sobjectOf(AGGREGATE_RESULT) : objectOf(context, expression));
    return {
        type,
        isQuery: true,
        run: (frame) => {
            const values = binds(frame);
            vm.lines[vm.depth] = line;
            return runQuery(text, values, undefined, type);
        },
    };
}

function parsed(expression: QueryExpression): Query {
    try {
        return parseQuery(expression.text);
    } catch (error) {
        if (error instanceof OrgError) throw new CompileError(error.message, expression);
        throw error;
    }
}

function bindsOf(context: BodyContext, { binds }: QueryExpression): (frame: Frame) => Binds {
    const values = binds.map((bind) => compileExpression(context, bind).run);
    if (values.length === 0) return () => ({});
    return (frame) => Object.fromEntries(values.map((run, at) => [bindName(at), toBind(run(frame))]));
}

function objectOf(context: BodyContext, expression: QueryExpression): ReturnType<typeof sobjectOf> {
    const object = context.program.schema.object(expression.from);
    if (object) return sobjectOf(object);
    throw new CompileError(
        `sObject type '${expression.from}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
        expression,
    );
}

/** `SELECT COUNT() FROM …` */
function isCount({ select: [first, second] }: Query): boolean {
    if (second || first?.kind !== 'field' || first.expression.kind !== 'call') return false;
    const { name, arguments: args } = first.expression;
    return name === 'COUNT' && args.length === 0;
}

const TOTALS = ['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX'];

/** Its rows stand for several records. */
export function isForTotals({ select, group }: Query): boolean {
    if (group) return true;
    return select.some(
        (item) => item.kind === 'field' && item.expression.kind === 'call' && TOTALS.includes(item.expression.name),
    );
}
