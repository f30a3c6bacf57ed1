/** Checks a file of parameter versions line by line. */
import { basename } from 'node:path';
import { Issues } from '../csv/issues.ts';
import { readCsv, type Columns, type Row } from '../csv/read-csv.ts';
import { dayOf, decimalOf } from '../csv/values.ts';
import { subjectOf } from './parameter.ts';

type Column =
    | 'rule'
    | 'code'
    | 'category'
    | 'accommodation_type'
    | 'size_class'
    | 'first_day'
    | 'last_day'
    | 'unit'
    | 'value'
    | 'confidence'
    | 'source'
    | 'source_note';

/** The columns of a file of parameters. */
const PARAMETER_COLUMNS: Columns<Column> = {
    required: ['rule', 'code', 'first_day', 'unit', 'value', 'confidence', 'source'],
    optional: ['category', 'accommodation_type', 'size_class', 'last_day', 'source_note'],
};

/** One transaction holds them, so that they are added together or not at all. */
const MOST_ROWS = 800;
const LONGEST = { code: 60, value: 60, source: 255, source_note: 4000 };

/** Values that the picklists of the org take, by field. */
export type Choices = ReadonlyMap<string, ReadonlySet<string>>;

/** A version to be added, by field. */
export interface NewParameter {
    readonly line: number;
    readonly values: Readonly<Record<string, string | null>>;
}

/** @throws JobError with every mistake, line by line */
export async function readParameterFile(path: string, choices: Choices): Promise<NewParameter[]> {
    const issues = new Issues(basename(path));
    const parameters = new Map<string, NewParameter>();
    for await (const row of readCsv(path, PARAMETER_COLUMNS, issues, MOST_ROWS)) {
        const parameter = readLine(row, choices, issues);
        if (!parameter) continue;
        const subject = subjectOf(parameter.values);
        const earlier = parameters.get(subject);
        if (earlier) issues.add(row.line, `dezelfde parameter staat ook op regel ${earlier.line}; laat er één staan`);
        else parameters.set(subject, parameter);
    }
    issues.refuseAny();
    return [...parameters.values()];
}

function readLine({ line, cells }: Row<Column>, choices: Choices, issues: Issues): NewParameter | undefined {
    const before = issues.count;
    const choice = (column: Column, field: string, isRequired = false): string | null => {
        const text = cells[column];
        const known = choices.get(field) ?? new Set();
        if (text === '' && !isRequired) return null;
        if (!known.has(text)) issues.add(line, `"${text}" is onbekend; kies uit ${[...known].join(', ')}`, column);
        return text;
    };
    for (const [column, most] of Object.entries(LONGEST)) {
        if (cells[column as Column].length > most) issues.add(line, `langer dan ${most} tekens; kort het in`, column);
    }
    if (!/^[a-z][a-z0-9_]*$/.test(cells.code))
        issues.add(line, `"${cells.code}" is geen code; gebruik kleine letters en liggende streepjes`, 'code');
    const values = {
        Rule__c: choice('rule', 'Rule__c', true),
        Parameter_Code__c: cells.code,
        Category__c: choice('category', 'Category__c'),
        Accommodation_Type__c: choice('accommodation_type', 'Accommodation_Type__c'),
        Size_Class__c: choice('size_class', 'Size_Class__c'),
        ...readPeriod(line, cells, issues),
        Unit__c: choice('unit', 'Unit__c', true),
        Confidence__c: choice('confidence', 'Confidence__c', true),
        ...readSource(line, cells, issues),
    };
    if (issues.count > before) return undefined;
    const value = readValue(line, cells, issues);
    return value === undefined ? undefined : { line, values: { ...values, ...value } };
}

function readPeriod(line: number, cells: Row<Column>['cells'], issues: Issues): Record<string, string | null> {
    const [first, last] = (['first_day', 'last_day'] as const).map((column) => {
        const day = dayOf(cells[column]);
        if (day === undefined && (cells[column] !== '' || column === 'first_day'))
            issues.add(line, `"${cells[column]}" is geen datum; schrijf ze als 2022-06-30`, column);
        return day;
    });
    if (first !== undefined && last !== undefined && last < first)
        issues.add(line, 'de laatste dag ligt vóór de eerste; verbeter de periode', 'last_day');
    return { First_Day__c: first ?? null, Last_Day__c: last ?? null };
}

function readSource(
    line: number,
    { source, source_note: note, confidence }: Row<Column>['cells'],
    issues: Issues,
): Record<string, string | null> {
    if (source === '' && ['Quoted', 'Press'].includes(confidence))
        issues.add(line, 'een geciteerde waarde moet na te lezen zijn; vul het adres van de bron in', 'source');
    if (source !== '' && !/^https?:\/\/\S+$/.test(source))
        issues.add(line, `"${source}" is geen webadres; begin met https://`, 'source');
    return { Source__c: source || null, Source_Note__c: note || null };
}

/** The value in the field that its unit has; an unknown one stays empty, and nothing else does. */
function readValue(
    line: number,
    { unit, value, confidence }: Row<Column>['cells'],
    issues: Issues,
): Record<string, string | null> | undefined {
    const empty = { Amount__c: null, Number_Value__c: null, Date_Value__c: null, Text_Value__c: null };
    if (confidence === 'Unknown') {
        if (value === '') return empty;
        issues.add(line, 'een onbekende waarde blijft leeg; maak de waarde leeg of kies een andere zekerheid', 'value');
        return undefined;
    }
    const [field, read, form] =
        unit === 'Date'
            ? (['Date_Value__c', dayOf(value), 'datum; schrijf ze als 2022-06-30'] as const)
            : unit === 'Choice'
              ? (['Text_Value__c', value || undefined, 'keuze; vul de code van de keuze in'] as const)
              : unit.startsWith('EUR')
                ? ([
                      'Amount__c',
                      decimalOf(value, 2),
                      'bedrag; schrijf het als 35,00, zonder euroteken of duizendtallen',
                  ] as const)
                : (['Number_Value__c', decimalOf(value, 4), 'getal; schrijf het als 0,45'] as const);
    if (read !== undefined) return { ...empty, [field]: read };
    issues.add(line, `"${value}" is geen ${form}`, 'value');
    return undefined;
}
