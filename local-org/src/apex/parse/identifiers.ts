/**
 * The names that a program may give.
 * Source: Apex developer guide, "Variables" (characters) and appendix "Reserved Keywords". Methods may bear most of the
 * reserved words, as the library's own do (`List.sort`, `Database.rollback`).
 */
import type { ApexParserRuleContext } from '@apexdevtools/apex-parser';
import { CompileError } from '../errors.ts';
import { positionOf } from './source.ts';

/** What is named. */
export type Named = 'type' | 'variable' | 'method';

const MAX_LENGTH = 255;

/** Letters first; no underscore at the end, none after another. */
const WELL_FORMED = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/i;

/** Words of the language's statements and queries: nothing bears their names. */
const ALWAYS_RESERVED = words(`
    abstract and as asc break bulk by catch class commit continue delete desc do else enum extends false final finally for
    from global having if implements in insert instanceof interface like limit list map merge new not null nulls on or
    override private protected public return select static super testmethod this throw trigger true try undelete update
    upsert using virtual webservice where while`);

/** Words that methods may bear, and nothing else. */
const RESERVED_BUT_FOR_METHODS = words(`
    activate any array autonomous begin bigdecimal blob boolean byte case cast char collect const currency date datetime
    decimal default double end exception exit export float goto group hint import inner int integer into join long loop
    number object of outer package parallel pragma retrieve rollback set short sobject sort string switch synchronized
    system then time transaction void when`);

const RESERVED_TYPES = words('apexpages page');

/**
 * Reads a name that the program gives.
 * @throws CompileError when nothing of the kind may be called so
 */
export function readName(context: ApexParserRuleContext, named: Named): string {
    const name = context.getText();
    const key = name.toLowerCase();
    const refuse = (problem: string): never => {
        throw new CompileError(`${problem}: ${name}`, positionOf(context));
    };
    if (!WELL_FORMED.test(name)) refuse('Invalid character in identifier');
    if (ALWAYS_RESERVED.has(key) || (named !== 'method' && RESERVED_BUT_FOR_METHODS.has(key)))
        refuse('Identifier name is reserved');
    if (named === 'type' && RESERVED_TYPES.has(key)) refuse('Identifier type is reserved');
    if (name.length > MAX_LENGTH) refuse('Identifier name is too long');
    return name;
}

function words(text: string): ReadonlySet<string> {
    return new Set(text.trim().split(/\s+/));
}
