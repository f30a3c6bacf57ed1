import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metadataModel, writeModel } from 'local-org/metadata-check';
import { metadataTypes } from 'local-org/metadata-types';
import { membersTable, typesTable } from './tables.ts';

test("local-org's tables are those of the installed registry and types", () => {
    assert.deepEqual(metadataTypes(), typesTable());
    assert.deepEqual(writeModel(metadataModel()), membersTable());
});

test('a part stands in the element that the Metadata API calls it by', () => {
    const parts = metadataTypes().flatMap(({ name, parts: own }) => own.map((part) => [name, part] as const));
    const elements = new Map(parts.map(([parent, { name, element }]) => [`${parent}.${name}`, element]));
    assert.equal(elements.get('CustomObject.CustomField'), 'fields');
    assert.equal(elements.get('CustomLabels.CustomLabel'), 'labels');
    assert.equal(elements.get('SharingRules.SharingOwnerRule'), 'sharingOwnerRules');
    const model = metadataModel();
    for (const [parent, { name, element }] of parts)
        if (model.types.has(parent) && model.types.has(name))
            assert.ok(model.types.get(parent)?.has(element), `${parent}.${element}`);
});
