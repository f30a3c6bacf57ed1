/** Custom labels in the user's language. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ProjectMetadata } from './project.ts';
import { Translations } from './translations.ts';
import { parseXml } from './xml.ts';

function metadataOf(files: Readonly<Record<string, string>>): ProjectMetadata {
    const metadata = new ProjectMetadata();
    for (const [name, xml] of Object.entries(files)) {
        const [base = '', suffix = ''] = name.split('.');
        metadata.add({ name: base, suffix, path: name, parent: '', folder: '' }, parseXml(xml));
    }
    return metadata;
}

const METADATA = metadataOf({
    'en_US.translation':
        '<Translations><customLabels><label>Bed is taken</label><name>Bed_Taken</name></customLabels>' +
        '<customLabels><label></label><name>Not_Yet</name></customLabels></Translations>',
});

test('a label is translated, its name in any case', () => {
    assert.equal(new Translations(METADATA, 'en_US').customLabel('bed_taken'), 'Bed is taken');
});

test('a label without translation, or in another language, has none', () => {
    assert.equal(new Translations(METADATA, 'en_US').customLabel('Not_Yet'), undefined);
    assert.equal(new Translations(METADATA, 'en_US').customLabel('Other'), undefined);
    assert.equal(new Translations(METADATA, 'fr').customLabel('Bed_Taken'), undefined);
});
