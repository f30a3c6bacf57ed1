/** Fields as SQL inside a save: columns, and formulas over the columns of the same table. */
import { sqlLiteral } from '../computed/formulas.ts';
import type { Field, ObjectType } from '../schema/model.ts';
import { quoted } from '../store/store.ts';
import { isStored } from '../store/tables.ts';
import type { DmlContext } from './context.ts';

/** Gives the SQL of a field of a table, formulas included. */
export type FieldSql = (object: ObjectType, field: Field, alias: string) => string;

/**
 * Gives the SQL of fields; a formula that a roll-up sums may look at its own record only.
 * @throws Error for a formula that looks further
 */
export function fieldSql(context: DmlContext): FieldSql {
    const sql = (object: ObjectType, field: Field, alias: string): string => {
        if (isStored(field)) return `${alias}.${quoted(field.name)}`;
        const column = (path: readonly string[]): string => {
            const own = path.length === 1 ? context.schema.field(object, path[0] ?? '') : undefined;
            if (!own) throw new Error(`${object.name}.${field.name}: a roll-up cannot look at ${path.join('.')}`);
            return sql(object, own, alias);
        };
        const { formulaUser: user, now, timeZone } = context;
        return context.formulas.sql(object, field, {
            column,
            parameter: (value) => sqlLiteral(value({ user, now, timeZone })),
        });
    };
    return sql;
}
