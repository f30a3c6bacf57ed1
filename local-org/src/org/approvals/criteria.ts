/** Whether a record meets the criteria of a process or of a step. */
import type { DmlContext } from '../../dml/context.ts';
import { RecordValues } from '../../dml/record-values.ts';
import type { StoredRecord } from '../../dml/values.ts';
import { FormulaRuntimeError } from '../../formula/index.ts';
import type { ApprovalCriteria } from '../../schema/approval-process.ts';
import { OrgError } from '../../schema/errors.ts';
import { combineFilters, fieldOfFilter, filterSql, SQL_LOGIC } from '../../schema/filters.ts';
import type { ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';

/**
 * Without criteria every record qualifies.
 * @throws OrgError INVALID_OPERATION when a formula cannot be evaluated for this record
 */
export function meets(
    context: DmlContext,
    object: ObjectType,
    record: StoredRecord,
    criteria: ApprovalCriteria | undefined,
): boolean {
    if (!criteria) return true;
    if (criteria.formula !== undefined) return meetsFormula(context, object, record, criteria);
    if (criteria.items.length === 0) return true;
    const filters = criteria.items.map((item) => {
        const field = object.fields.get(fieldOfFilter(item));
        if (!field) throw new Error(`no field ${item.field}`);
        return filterSql(field, item, `t.${quoted(field.name)}`);
    });
    const condition = combineFilters(
        criteria.booleanFilter ?? filters.map((_, index) => String(index + 1)).join(' AND '),
        filters,
        SQL_LOGIC,
    );
    const sql = `SELECT 1 FROM ${quoted(object.name)} t WHERE t.Id = ? AND ${condition.sql}`;
    return context.store.get(sql, [record['Id'] ?? null, ...condition.params]) !== undefined;
}

function meetsFormula(
    context: DmlContext,
    object: ObjectType,
    record: StoredRecord,
    criteria: ApprovalCriteria,
): boolean {
    const values = new RecordValues(context);
    try {
        const formula = context.formulas.approvalCondition(object, criteria);
        return formula.evaluate(values.reader(object, record), { ...values.moment(), isNew: false }) === true;
    } catch (error) {
        if (!(error instanceof FormulaRuntimeError)) throw error;
        throw new OrgError('INVALID_OPERATION', `The formula of the entry criteria is invalid: ${error.message}`);
    }
}
