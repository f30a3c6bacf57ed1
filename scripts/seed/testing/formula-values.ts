/** Gives formulon, an independent evaluator of Salesforce formulas, the values of a row and of the rows it points to. */
import { extract, parse, type Literal } from 'formulon';
import { isoDay, type Day } from '../demo/calendar.ts';
import type { CsvRow } from './data-set.ts';
import type { Field, ObjectMetadata } from './metadata.ts';

/** The rows of all objects by their key, with what the objects declare. */
export type Org = {
    objects: ReadonlyMap<string, ObjectMetadata>;
    rows: ReadonlyMap<string, ReadonlyMap<string, CsvRow>>;
};

/** A formula as it is judged: on one day, for a row that is being inserted. */
export type Formula = { text: string; fields: readonly string[] };

/** @returns the formula as it reads for a new row on that day: formulon knows neither of these functions, nor another day */
export function onInsert(formula: string, today: Day): Formula {
    const [year, month, date] = isoDay(today).split('-').map(Number) as [number, number, number];
    const text = formula
        .replaceAll('TODAY()', `DATE(${year}, ${month}, ${date})`)
        .replaceAll('ISNEW()', 'TRUE')
        .replaceAll(/ISCHANGED\([^)]*\)/g, 'FALSE');
    return { text, fields: extract(text) };
}

/** @returns the value of every field that the formula names */
export function valuesFor(
    org: Org,
    object: string,
    row: CsvRow,
    formula: Formula,
    today: Day,
): Record<string, Literal> {
    return Object.fromEntries(formula.fields.map((path) => [path, valueAt(org, object, row, path, today)]));
}

/** @returns the result: whether a rule refuses the row */
export function evaluate(formula: Formula, values: Record<string, Literal>): unknown {
    // a blank plus something is a blank in an org; formulon cannot add to one
    const text = Object.entries(values)
        .filter(([, { dataType }]) => dataType === 'null')
        .reduce(
            (formulaText, [path]) => formulaText.replaceAll(new RegExp(`${path}\\s*\\+\\s*\\d+`, 'g'), path),
            formula.text,
        );
    const result = parse(text, values);
    if (result.type === 'error') throw new Error(result.message);
    return result.value;
}

function valueAt(org: Org, object: string, row: CsvRow | undefined, path: string, today: Day): Literal {
    const [first = '', ...rest] = path.split('.');
    const metadata = org.objects.get(object);
    if (rest.length > 0) {
        const parent = metadata?.fields.get(first.replace(/__r$/, '__c'))?.referenceTo ?? '';
        const parentRow = row && org.rows.get(parent)?.get(keyIn(row, first));
        return valueAt(org, parent, parentRow, rest.join('.'), today);
    }
    if (first === 'Id') return literal('text', row?.['External_Key__c'] ?? '');
    const field = metadata?.fields.get(first);
    if (!field) throw new Error(`${object} has no ${first}`);
    if (field.formula !== undefined) return formulaField(org, object, row, field, field.formula, today);
    if (field.referenceTo !== undefined) return literal('text', row ? keyIn(row, first.replace(/__c$/, '__r')) : '');
    return fieldValue(field, row?.[first] ?? '');
}

function formulaField(
    org: Org,
    object: string,
    row: CsvRow | undefined,
    field: Field,
    text: string,
    today: Day,
): Literal {
    const formula = onInsert(text, today);
    const values = row ? valuesFor(org, object, row, formula, today) : {};
    if (field.blanksAsZero) {
        for (const [path, { dataType }] of Object.entries(values))
            if (dataType === 'null') values[path] = literal('number', 0);
    }
    return literal(field.type === 'Checkbox' ? 'checkbox' : 'number', row ? evaluate(formula, values) : null);
}

/** The key of the record that a row points to: it stands for the id that an org would give. */
function keyIn(row: CsvRow, relationship: string): string {
    return row[`${relationship}.External_Key__c`] ?? row[`${relationship}.NIS_Code__c`] ?? '';
}

function fieldValue({ type }: Field, text: string): Literal {
    switch (type) {
        case 'Picklist':
            return literal('picklist', text);
        case 'Checkbox':
            return literal('checkbox', text === 'true');
        case 'Number':
        case 'Currency':
            return text === '' ? literal('null', null) : literal('number', Number(text));
        case 'Date':
            return text === '' ? literal('null', null) : literal('date', new Date(`${text}T00:00:00Z`));
        case 'DateTime':
            return text === '' ? literal('null', null) : literal('datetime', new Date(text));
        default:
            return literal('text', text);
    }
}

function literal(dataType: string, value: unknown): Literal {
    return { type: 'literal', dataType, value, options: optionsOf(dataType, value) };
}

function optionsOf(dataType: string, value: unknown): Record<string, unknown> {
    switch (dataType) {
        case 'picklist':
            return { values: [value] };
        case 'number':
            return { length: 16, scale: 2 };
        default:
            return {};
    }
}
