/** Packages: their zip, their paths, and the files that hold several components. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { zipSync } from 'fflate';
import { typeNamed } from '../types/metadata-types.ts';
import { parseXml } from '../xml.ts';
import { writeDocument } from '../xml-writer.ts';
import { divide, join } from './divide.ts';
import { readManifest, writeManifest } from './manifest.ts';
import { mergedProfile } from './merge-profile.ts';
import { definitionPath, ownerOf } from './paths.ts';
import { readZip, writeZip, ZipError } from './zip.ts';

describe('a zip', () => {
    test('is read as it was written', () => {
        const files = new Map([['a/b.txt', new Uint8Array([1, 2, 3])]]);
        assert.deepEqual(readZip(writeZip(files, 0)), files);
    });

    test('that unfolds to more than a package may hold is refused before it does', () => {
        const bomb = zipSync({ 'a.txt': new Uint8Array(1024 * 1024) }, { level: 9 });
        // the size that it declares, in the directory at its end
        const declared = Buffer.from(bomb);
        const directory = declared.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
        declared.writeUInt32LE(0x7fffffff, directory + 24);
        assert.throws(() => readZip(declared), /Maximum size of a package exceeded/);
    });

    test('that declares less than it holds does not unfold to more', () => {
        const zip = Buffer.from(zipSync({ 'a.txt': new Uint8Array(1024 * 1024) }, { level: 9 }));
        const directory = zip.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
        zip.writeUInt32LE(10, directory + 24);
        const unfolded = (): number => [...readZip(zip).values()].reduce((sum, one) => sum + one.length, 0);
        try {
            assert.ok(unfolded() <= 10);
        } catch (error) {
            assert.ok(error instanceof ZipError);
        }
    });

    test('with too many files is refused', () => {
        const many = Object.fromEntries(
            Array.from({ length: 10_001 }, (_, index) => [`${String(index)}.txt`, new Uint8Array()]),
        );
        assert.throws(() => readZip(zipSync(many)), /Maximum number of files/);
    });

    for (const path of ['../x', 'a/../../x', '/etc/x', 'C:/x', 'a\\..\\x'])
        test(`that names ${path} is refused`, () => {
            assert.throws(() => readZip(zipSync({ [path]: new Uint8Array([1]) })), /outside of the package/);
        });

    test('that is none is refused', () => {
        assert.throws(() => readZip(new Uint8Array(100)), ZipError);
    });
});

describe('a path', () => {
    const owners: [path: string, type: string, fullName: string, isDefinition: boolean][] = [
        ['objects/Box__c.object', 'CustomObject', 'Box__c', true],
        ['layouts/Box__c-Box %28x%29.layout', 'Layout', 'Box__c-Box (x)', true],
        ['classes/A.cls', 'ApexClass', 'A', false],
        ['classes/A.cls-meta.xml', 'ApexClass', 'A', true],
        ['lwc/card/card.html', 'LightningComponentBundle', 'card', false],
        ['lwc/card/card.js-meta.xml', 'LightningComponentBundle', 'card', true],
        ['reports/Sums-meta.xml', 'ReportFolder', 'Sums', true],
        ['reports/Sums/All.report', 'Report', 'Sums/All', true],
        ['staticresources/logo.resource', 'StaticResource', 'logo', false],
        ['staticresources/logo.resource-meta.xml', 'StaticResource', 'logo', true],
        ['customMetadata/Rate.Now.md', 'CustomMetadata', 'Rate.Now', true],
        ['labels/CustomLabels.labels', 'CustomLabels', 'CustomLabels', true],
    ];
    for (const [path, type, fullName, isDefinition] of owners)
        test(`${path} is of ${type} ${fullName}`, () => {
            const owner = ownerOf(path);
            assert.deepEqual([owner?.type.name, owner?.fullName, owner?.isDefinition], [type, fullName, isDefinition]);
            if (owner && isDefinition) assert.equal(definitionPath(owner.type, fullName), path);
        });

    test('of no type has no owner', () => {
        for (const path of ['x', 'nope/x.object', 'objects/x.nope', 'lwc/x.js'])
            assert.equal(ownerOf(path), undefined, path);
    });
});

describe('a file of parts', () => {
    const type = typeNamed('CustomObject');
    assert.ok(type);
    const source =
        '<CustomObject><fields><fullName>B__c</fullName></fields><fields><fullName>A__c</fullName></fields><label>Box</label></CustomObject>';

    test('is divided, and put together again', () => {
        const [own, ...parts] = divide(type, 'Box__c', parseXml(source));
        assert.deepEqual(
            [own, ...parts].map((one) => `${one.type} ${one.fullName}`),
            ['CustomObject Box__c', 'CustomField Box__c.B__c', 'CustomField Box__c.A__c'],
        );
        assert.equal(own.xml.child('fields'), undefined);
        assert.equal(writeDocument(join(type, own.xml, parts)), writeDocument(parseXml(source)));
    });
});

test('a manifest is read as it was written', () => {
    const members = new Map([['CustomObject', ['A__c', 'B__c']]]);
    assert.deepEqual(readManifest(writeManifest({ members, version: '66.0' })), { members, version: '66.0' });
    assert.throws(() => readManifest('<Nope/>'), /Package expected/);
});

test('XML is written as it was read, whatever it holds', () => {
    const text = '<a b="1 &lt; &quot;2&quot;"><c>x &amp; y &lt; z&#13;\n é 😀</c><d/></a>';
    const once = parseXml(text);
    assert.deepEqual(
        parseXml(writeDocument(once)).children.map(({ text: one }) => one),
        once.children.map(({ text: one }) => one),
    );
});

test('a profile that is deployed keeps what is not said', () => {
    const former = parseXml(
        '<Profile><custom>true</custom><tabVisibilities><tab>A</tab><visibility>DefaultOn</visibility></tabVisibilities><tabVisibilities><tab>B</tab><visibility>DefaultOn</visibility></tabVisibilities></Profile>',
    );
    const deployed = parseXml(
        '<Profile><tabVisibilities><tab>B</tab><visibility>Hidden</visibility></tabVisibilities></Profile>',
    );
    const tabs = mergedProfile(former, deployed)
        .all('tabVisibilities')
        .map((one) => `${one.value('tab') ?? ''} ${one.value('visibility') ?? ''}`);
    assert.deepEqual(tabs, ['A DefaultOn', 'B Hidden']);
    assert.equal(mergedProfile(former, deployed).value('custom'), 'true');
});
