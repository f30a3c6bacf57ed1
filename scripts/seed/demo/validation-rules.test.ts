/**
 * The validation rules of the application accept what is generated, on the day itself and on a later day. They are
 * evaluated by formulon, which is written by others, from the formulas in the metadata.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Literal } from 'formulon';
import { generateAndRead, requestFor, rowsOf, temporaryFolder, type CsvRow } from '../testing/data-set.ts';
import { evaluate, onInsert, valuesFor, type Org } from '../testing/formula-values.ts';
import { readObject, type Field, type Rule } from '../testing/metadata.ts';
import { day } from './calendar.ts';
import { integer, pick, randomFor, type Random } from './random.ts';
import { readMunicipalities } from './municipalities.ts';

const AS_OF = day('2026-02-15');
const LATER = day('2026-11-23');
/** Parsing a formula takes a millisecond or more: of the different situations that a rule can meet, so many are judged. */
const MOST_SITUATIONS = 20;

const folder = temporaryFolder();
after(folder.remove);
const files = generateAndRead(requestFor(join(folder.path, 'small'), { asOf: AS_OF }));
const generated = [...new Set(files.map(({ object }) => object))];
const org: Org = {
    objects: new Map([...generated, 'Municipality__c'].map((name) => [name, readObject(name)])),
    rows: new Map([
        ...generated.map((object) => [object, byKey(rowsOf(files, object))] as const),
        ['Municipality__c', municipalityRows()],
    ]),
};

function byKey(rows: readonly CsvRow[]): Map<string, CsvRow> {
    return new Map(rows.map((row) => [row['External_Key__c'] ?? '', row]));
}

function municipalityRows(): Map<string, CsvRow> {
    const rows = readMunicipalities().flatMap(({ nis, parts }): [string, CsvRow][] => [
        ...parts.map((part): [string, CsvRow] => [
            part.nis,
            { Valid_To__c: part.lastDay === undefined ? '' : '2024-12-31' },
        ]),
        [nis, { Valid_To__c: '' }],
    ]);
    return new Map(rows);
}

function rulesOf(object: string): readonly Rule[] {
    return org.objects.get(object)?.rules ?? [];
}

/** Rows that look the same to a rule are one situation. */
function situationsOf(object: string, { formula }: Rule, today: number): Record<string, Literal>[] {
    const read = onInsert(formula, today);
    const situations = new Map<string, Record<string, Literal>>();
    for (const row of rowsOf(files, object)) {
        const values = valuesFor(org, object, row, read, today);
        situations.set(JSON.stringify(values), values);
    }
    const all = [...situations.values()];
    const step = Math.max(1, all.length / MOST_SITUATIONS);
    return Array.from({ length: Math.min(all.length, MOST_SITUATIONS) }, (_, i) => all[Math.floor(i * step)] ?? {});
}

for (const object of generated) {
    for (const rule of rulesOf(object)) {
        test(`${object} ${rule.name} accepts what is generated, and refuses something`, () => {
            for (const today of /TODAY|ISNEW/.test(rule.formula) ? [AS_OF, LATER] : [LATER]) {
                const formula = onInsert(rule.formula, today);
                for (const values of situationsOf(object, rule, today)) {
                    assert.equal(evaluate(formula, values), false, JSON.stringify(values));
                }
            }
            assert.ok(refusesSomething(object, rule), 'the rule never refuses anything, so accepting tells nothing');
        });
    }
}

/** Spoils rows until the rule refuses one. */
function refusesSomething(object: string, rule: Rule): boolean {
    const random = randomFor('spoil', object, rule.name);
    const formula = onInsert(rule.formula, LATER);
    const rows = rowsOf(files, object);
    for (let attempt = 0; attempt < 400; attempt++) {
        const row = { ...pick(random, rows) };
        for (const path of formula.fields) spoil(random, object, row, path);
        if (evaluate(formula, valuesFor(org, object, row, formula, LATER)) === true) return true;
    }
    return false;
}

function spoil(random: Random, object: string, row: CsvRow, path: string): void {
    const [first = ''] = path.split('.');
    const field = org.objects.get(object)?.fields.get(first.replace(/__r$/, '__c'));
    if (!field || integer(random, 0, 2) === 0) return;
    if (field.formula !== undefined) {
        for (const inner of onInsert(field.formula, LATER).fields) spoil(random, object, row, inner);
    } else if (field.referenceTo !== undefined) {
        spoilReference(random, row, field, field.referenceTo);
    } else {
        row[field.name] = spoiled(random, field);
    }
}

function spoilReference(random: Random, row: CsvRow, field: Field, target: string): void {
    const relationship = field.name.replace(/__c$/, '__r');
    const column = target === 'Municipality__c' ? `${relationship}.NIS_Code__c` : `${relationship}.External_Key__c`;
    // itself, nothing, or another
    const others = [...(org.rows.get(target)?.keys() ?? [])];
    row[column] = pick(random, [row['External_Key__c'] ?? '', '', pick(random, others), pick(random, others)]);
}

function spoiled(random: Random, field: Field): string {
    switch (field.type) {
        case 'Picklist':
            return pick(random, ['', ...(field.values ?? [])]);
        case 'Checkbox':
            return pick(random, ['true', 'false']);
        case 'Date':
            return pick(random, ['', '1899-12-31', '2022-03-01', '2023-05-05', '2024-06-06', '2027-07-07']);
        case 'DateTime':
            return pick(random, ['', '2023-05-05T00:00:00.000Z']);
        case 'Number':
        case 'Currency':
            return pick(random, ['', '-9', '0', '7', '88']);
        default:
            return pick(random, ['', 'x', '12345']);
    }
}
