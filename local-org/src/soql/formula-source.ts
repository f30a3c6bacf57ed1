/** What the query floor asks of the formula floor. */
import type { Field, ObjectType } from '../schema/model.ts';
import type { Run } from './scope.ts';
import type { Value } from '../store/store.ts';

/** The statement that a formula becomes a part of. */
export interface FormulaSite {
    /**
     * The SQL of a field as seen from the record that the formula belongs to; parents are joined as needed, and formulas
     * on the way are put in. Access of the user does not matter: a formula shows what its fields hold to whoever may
     * read the formula.
     * @param path relationship names and a field: `['Owner', 'Name']`, `['Place__r', 'Region__r', 'Name']`; a reference
     *   to several objects is followed to the one that is named after a colon, `Owner:User`, or to the first
     * @throws Error when there is no such field
     */
    column(path: readonly string[]): string;
    /**
     * A value that is only known when the statement runs, such as today's date or the user's id.
     * @returns SQL that stands for it; it may be repeated
     */
    parameter(value: Value | ((run: Run) => Value)): string;
}

/** Makes SQL expressions of formula fields. */
export interface FormulaSource {
    /**
     * A formula field as an SQL expression of the type that the store has for the field's type. The statement is kept and
     * runs again later, and for others with the same rights: what depends on the moment or the user must be a parameter.
     * @throws Error when the formula cannot be expressed
     */
    expression(object: ObjectType, field: Field, site: FormulaSite): string;
}
