/** Validation rules: the record is refused with the messages of all rules whose condition holds. */
import { FormulaRuntimeError } from '../formula/index.ts';
import type { ObjectType, ValidationRule } from '../schema/model.ts';
import { alive, fail, type DmlContext, type Work } from './context.ts';
import { RecordValues } from './record-values.ts';

/** Checks the active rules of an object. */
export function checkRules(context: DmlContext, object: ObjectType, works: readonly Work[]): void {
    const rules = object.validationRules.filter((rule) => rule.active);
    if (rules.length === 0) return;
    const values = new RecordValues(context);
    for (const work of alive(works)) for (const rule of rules) checkRule(context, object, rule, work, values);
}

function checkRule(
    context: DmlContext,
    object: ObjectType,
    rule: ValidationRule,
    work: Work,
    values: RecordValues,
): void {
    const { record, before } = work;
    const prior = before ? { prior: values.reader(object, before) } : {};
    try {
        const formula = context.formulas.rule(object, rule);
        const isBroken = formula.evaluate(values.reader(object, record), {
            ...values.moment(),
            ...prior,
            isNew: !before,
        });
        if (isBroken !== true) return;
        const message = context.translations.ruleMessage(object, rule.name, rule.errorMessage);
        fail(
            work,
            'FIELD_CUSTOM_VALIDATION_EXCEPTION',
            message,
            rule.errorDisplayField ? [rule.errorDisplayField] : [],
        );
    } catch (error) {
        if (!(error instanceof FormulaRuntimeError)) throw error;
        const message = `The formula in the "${rule.name}" validation rule is invalid: ${error.message}`;
        fail(work, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message);
    }
}
