/** The files fit the objects of the application, as an org would check them when they are loaded. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { join } from 'node:path';
import { readObject, type Field, type ObjectMetadata } from '../testing/metadata.ts';
import { generateAndRead, requestFor, rowsOf, temporaryFolder, type CsvRow } from '../testing/data-set.ts';
import { readMunicipalities } from './municipalities.ts';

const folder = temporaryFolder();
after(folder.remove);
const files = generateAndRead(requestFor(join(folder.path, 'small')));
const objects = new Map(files.map(({ object }) => [object, readObject(object)]));

/** A column is a field, or a field of the record that a lookup points to. */
type Target = { field: Field; reference: { object: string; field: Field } | undefined };

function targetOf(object: ObjectMetadata, column: string): Target | undefined {
    const [first = '', second] = column.split('.');
    if (second === undefined) {
        const field = object.fields.get(first);
        return field && { field, reference: undefined };
    }
    const field = object.fields.get(first.replace(/__r$/, '__c'));
    if (field?.referenceTo === undefined) return undefined;
    const referenced = readObject(field.referenceTo).fields.get(second);
    return referenced && { field, reference: { object: field.referenceTo, field: referenced } };
}

function metadataOf(object: string): ObjectMetadata {
    const metadata = objects.get(object);
    assert.ok(metadata, object);
    return metadata;
}

function targetsOf({ object, header }: { object: string; header: string[] }): Map<string, Target> {
    return new Map(
        header.map((column) => {
            const target = targetOf(metadataOf(object), column);
            assert.ok(target, `${object} has no ${column}`);
            return [column, target];
        }),
    );
}

test('every column is a field that can be written, or an external id of what it points to', () => {
    for (const file of files) {
        for (const [column, { field, reference }] of targetsOf(file)) {
            assert.ok(field.formula === undefined && field.type !== 'Summary', column);
            if (reference) assert.ok(reference.field.externalId, column);
        }
        assert.ok(metadataOf(file.object).fields.get(file.externalIdFieldName)?.externalId, file.object);
    }
});

test('every required field is filled', () => {
    for (const file of files) {
        const targets = [...targetsOf(file)];
        for (const field of metadataOf(file.object).fields.values()) {
            if (!field.required) continue;
            const column = targets.find(([, target]) => target.field.name === field.name)?.[0];
            assert.ok(column !== undefined, `${file.file} lacks ${field.name}`);
            for (const row of file.records) assert.notEqual(row[column], '', `${file.object}.${field.name}`);
        }
    }
});

test('every value fits its field', () => {
    for (const file of files) {
        for (const [column, { field, reference }] of targetsOf(file)) {
            if (reference) continue;
            for (const row of file.records) assertFits(field, row[column] ?? '', `${file.object}.${column}`);
        }
    }
});

const PATTERNS: Record<string, RegExp> = {
    Checkbox: /^(true|false)$/,
    Date: /^\d{4}-\d{2}-\d{2}$/,
    DateTime: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.000Z$/,
    Email: /^[a-z0-9.]{1,60}@example\.org$/,
    Phone: /^[+\d ]{1,40}$/,
    TextArea: /^.{1,255}$/s,
};

function assertFits(field: Field, value: string, what: string): void {
    if (value === '') return;
    const wrong = `${what}: ${value}`;
    const pattern = PATTERNS[field.type];
    if (pattern) assert.match(value, pattern, wrong);
    else if (field.type === 'Picklist') assert.ok(field.values?.has(value), wrong);
    else if (field.type === 'Text') assert.ok(value.length <= (field.length ?? 0), wrong);
    else if (field.type === 'Number' || field.type === 'Currency') assertNumber(field, value, wrong);
    else assert.fail(`${what} is of the type ${field.type}, for which there is no check`);
}

function assertNumber({ precision, scale }: Field, value: string, wrong: string): void {
    const [, whole = '', fraction = ''] = /^-?(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
    assert.ok(whole.length > 0 && whole.length <= precision - scale && fraction.length <= scale, wrong);
}

test('a dependent value is one that its controlling value allows', () => {
    for (const { object } of files) {
        for (const field of metadataOf(object).fields.values()) {
            const { controllingField } = field;
            if (controllingField === undefined) continue;
            for (const row of rowsOf(files, object)) {
                const value = row[field.name] ?? '';
                const controlling = row[controllingField] ?? '';
                assert.ok(
                    value === '' || field.allowedBy.get(value)?.has(controlling),
                    `${value} under ${controlling}`,
                );
            }
        }
    }
});

test('unique fields are unique, whatever the case of their letters', () => {
    for (const object of objects.keys()) {
        for (const field of metadataOf(object).fields.values()) {
            if (!field.unique) continue;
            const values = rowsOf(files, object).map((row) => row[field.name]?.toLowerCase() ?? '');
            assert.ok(!values.includes(''), `${object}.${field.name} is empty`);
            assert.equal(new Set(values).size, values.length, `${object}.${field.name}`);
        }
    }
});

test('whatever a row points to is in an earlier file, or among the municipalities', () => {
    const all = readMunicipalities();
    const municipalities = all.flatMap(({ nis, parts }) => [nis, ...parts.map((part) => part.nis)]);
    const loaded = new Map<string, Set<string>>([['Municipality__c', new Set(municipalities)]]);
    for (const file of files) {
        const references = [...targetsOf(file)].filter(([, target]) => target.reference !== undefined);
        for (const row of file.records) {
            for (const [column, { reference }] of references) {
                const value = row[column] ?? '';
                assert.ok(
                    value === '' || loaded.get(reference?.object ?? '')?.has(value),
                    `${file.file} ${column} ${value}`,
                );
            }
        }
        const keys = loaded.get(file.object) ?? new Set();
        for (const row of file.records) keys.add(row['External_Key__c'] ?? '');
        loaded.set(file.object, keys);
    }
});

test('the plan counts the rows, in the order of the names of the files', () => {
    for (const { rows, records, file } of files) assert.equal(rows, records.length, file);
    const names = files.map(({ file }) => file);
    assert.deepEqual(names, names.toSorted());
});

test('keys that triggers keep are as the triggers write them', () => {
    const each = (object: string, check: (row: CsvRow) => void): void => {
        assert.ok(rowsOf(files, object).length > 0, object);
        rowsOf(files, object).forEach(check);
    };
    each('Place__c', (row) => {
        assert.equal(row['Unique_Key__c'], `${row['Location__r.External_Key__c']}|${row['Name']?.toLowerCase()}`);
    });
    each('Bed__c', (row) => {
        assert.equal(row['Unique_Key__c'], `${row['Place__r.External_Key__c']}|${row['Bed_Number__c']}`);
    });
    each('Register_Count__c', (row) => {
        assert.equal(row['Unique_Key__c'], `${row['Municipality__r.NIS_Code__c']}|${row['Reference_Date__c']}`);
    });
    each('Assignment__c', (row) => {
        assert.equal(row['End_Key__c'], row['Departure_Date__c'] === '' ? '4000-12-31' : row['Departure_Date__c']);
    });
});
