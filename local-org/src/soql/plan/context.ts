/** What all parts of the planning of one query share. */
import { sharingCondition } from '../../access/sharing.ts';
import type { SharingIdentity } from '../../access/sharing-identity.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import type { Schema } from '../../schema/schema.ts';
import type { FormulaSource } from '../formula-source.ts';
import type { Binds, QueryScope } from '../scope.ts';
import type { Query } from '../ast.ts';
import { malformed, type Offset } from '../errors.ts';
import { Access } from './access.ts';
import { Parameters } from './parameters.ts';

export class PlanContext {
    readonly scope: QueryScope;
    readonly schema: Schema;
    readonly formulas: FormulaSource;
    readonly access: Access;
    readonly parameters = new Parameters();
    /** What SELECT and FROM must be readable for although the rest is not checked: WITH SECURITY_ENFORCED. */
    readonly #secured: Access | undefined;
    /** The text of the query, which errors quote. */
    readonly source: string;
    /** Whether the statement holds values of the variables, and not only their shape. */
    isForItsBinds = false;
    #binds: Binds | undefined;
    readonly #sharing: SharingIdentity | undefined;
    #aliases = 0;

    constructor(scope: QueryScope, query: Pick<Query, 'source' | 'mode'>, binds?: Binds) {
        const { permissions, sharing } = securityOf(scope, query.mode);
        this.scope = scope;
        this.schema = scope.schema;
        this.formulas = scope.formulas;
        this.access = new Access(scope.schema, permissions);
        this.#sharing = sharing;
        this.#secured =
            scope.apex && query.mode === 'security enforced'
                ? new Access(scope.schema, scope.apex.permissions)
                : undefined;
        this.source = query.source;
        this.#binds = binds;
    }

    /** The variables that the query is planned with. */
    get binds(): Binds | undefined {
        return this.#binds;
    }

    /** Ends the planning: what variables held is not kept with the plan. */
    forgetBinds(): void {
        this.#binds = undefined;
    }

    /** A name for a table in the statement. */
    nextAlias(): string {
        return `t${String(this.#aliases++)}`;
    }

    /**
     * The condition under which the user sees a record of an object; undefined when he sees all.
     * @param few whether few records are looked at
     */
    sharing(object: ObjectType, alias: string, few: boolean): string | undefined {
        const sharing = this.#sharing;
        // what sharing depends on is the user's, whether fields are enforced or not
        const permissions = this.access.permissions ?? this.scope.apex?.permissions;
        if (!sharing) return undefined;
        if (!permissions) throw new Error('sharing depends on the rights of the user: the scope has none');
        const condition = sharingCondition({ schema: this.schema, permissions, sharing }, object, 'read', {
            alias,
            few,
        });
        return condition && this.parameters.adopt(condition);
    }

    /**
     * Checks what SELECT and FROM name in a query WITH SECURITY_ENFORCED.
     * @throws OrgError when the user may not read it
     */
    checkSecured(object: ObjectType, field?: Field): void {
        const secured = this.#secured;
        if (!secured) return;
        if (secured.seesObject(object) && (!field || secured.seesField(object, field))) return;
        const message = 'Insufficient permissions: secure query included inaccessible field';
        throw new OrgError('INSUFFICIENT_ACCESS', message);
    }

    /** An error at a place in the query. */
    error<T extends readonly unknown[]>(
        make: (source: string, offset: Offset, ...rest: T) => OrgError,
        offset: Offset,
        ...rest: T
    ): OrgError {
        return make(this.source, offset, ...rest);
    }
}

/** Source: Apex developer guide, "Enforce user mode for database operations" and "Filter SOQL queries using WITH SECURITY_ENFORCED". */
function securityOf(scope: QueryScope, mode: Query['mode']): Pick<QueryScope, 'permissions' | 'sharing'> {
    const { apex, permissions, sharing } = scope;
    if (!mode) return scope;
    // outside Apex everything is enforced already, and nobody can have it otherwise
    if (!apex && mode === 'system') throw malformed('WITH SYSTEM_MODE is only supported in Apex');
    if (!apex) return scope;
    if (mode === 'user') return apex;
    return { ...(permissions && mode !== 'system' ? { permissions } : {}), ...(sharing ? { sharing } : {}) };
}
