import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TypesModel } from 'local-org/metadata-check';
import { readTypesModel } from './types-model.ts';

function modelOf(declarations: string): TypesModel {
    const folder = mkdtempSync(join(tmpdir(), 'types-model-'));
    try {
        writeFileSync(join(folder, 'types.d.ts'), declarations);
        return readTypesModel(join(folder, 'types.d.ts'));
    } finally {
        rmSync(folder, { recursive: true });
    }
}

test('reads members: optional, list, scalar, enum and type', () => {
    const model = modelOf(`
        export type Colour = 'Red' | 'Blue';
        export type Part = { name: string };
        export type Thing = { a: string; b?: number; c: boolean; d: Date; e: any; f: Colour; g?: Part; h: Part[] };`);
    assert.deepEqual(model.enums.get('Colour'), new Set(['Red', 'Blue']));
    const members = [...(model.types.get('Thing')?.values() ?? [])];
    assert.deepEqual(
        members.map(({ name, optional, list, type }) => [
            name,
            optional,
            list,
            type.kind === 'scalar' ? type.scalar : `${type.kind} ${type.name}`,
        ]),
        [
            ['a', false, false, 'string'],
            ['b', true, false, 'number'],
            ['c', false, false, 'boolean'],
            ['d', false, false, 'date'],
            ['e', false, false, 'any'],
            ['f', false, false, 'enum Colour'],
            ['g', true, false, 'type Part'],
            ['h', false, true, 'type Part'],
        ],
    );
});

test('an enum may have one value', () => {
    assert.deepEqual(modelOf(`export type One = 'Only';`).enums.get('One'), new Set(['Only']));
});

test('a type has the members of those it extends', () => {
    const model = modelOf(`
        export type Base = { fullName?: string };
        export type Middle = Base & { content?: string };
        export type Top = Middle & { label: string };`);
    assert.deepEqual([...(model.types.get('Top')?.keys() ?? [])], ['fullName', 'content', 'label']);
});

test('a folder type has the members of Folder', () => {
    const model = modelOf(`export type Folder = { name: string }; export type ReportFolder = string;`);
    assert.deepEqual([...(model.types.get('ReportFolder')?.keys() ?? [])], ['name']);
});

test('refuses a form that it does not know', () => {
    assert.throws(() => modelOf(`export type Odd = { pair: [string, string] };`), /TupleType/);
});

test('reads the installed declarations', () => {
    const model = readTypesModel();
    assert.deepEqual(model.types.get('CustomField')?.get('type')?.type, { kind: 'enum', name: 'FieldType' });
    assert.equal(model.types.get('CustomField')?.get('fullName')?.optional, true);
    assert.ok(model.enums.get('FieldType')?.has('MasterDetail'));
});
