/** An org of boxes, and what a deploy to it is refused for: a good component, and ones with a fault in them. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Catalogue } from '../../catalogue.ts';
import type { Candidate } from '../../package/read-package.ts';
import { parseXml } from '../../xml.ts';
import { checkCandidates } from '../check-candidates.ts';

/** A component of a package. @param content of its definition @param files beside it, by path */
export function candidate(
    type: string,
    fullName: string,
    content: string,
    files: Record<string, string> = {},
): Candidate {
    return {
        type,
        fullName,
        xml: parseXml(`<${type} xmlns:xsi="x">${content}</${type}>`),
        files: Object.entries(files).map(([path, text]) => ({ path, content: () => new TextEncoder().encode(text) })),
        path: `${type}/${fullName}`,
    };
}

/** Definitions of components without a fault. */
export const OBJECT =
    '<label>Box</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Boxes</pluralLabel><sharingModel>ReadWrite</sharingModel>';
export const TEXT = '<label>Code</label><length>20</length><type>Text</type>';
export const PICKLIST =
    '<label>Size</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>S</fullName><label>Small</label></value><value><fullName>L</fullName><label>Large</label></value></valueSetDefinition></valueSet>';
export const MASTER =
    '<label>Box</label><referenceTo>Box__c</referenceTo><relationshipName>Parts</relationshipName><type>MasterDetail</type>';
export const LWC =
    '<apiVersion>66.0</apiVersion><isExposed>true</isExposed><targets><target>lightning__AppPage</target></targets>';

/** What the org has already. */
const ORG = [
    candidate('CustomObject', 'Box__c', OBJECT),
    candidate('CustomField', 'Box__c.Code__c', TEXT),
    candidate(
        'CustomField',
        'Box__c.Note__c',
        '<label>Note</label><length>500</length><type>LongTextArea</type><visibleLines>3</visibleLines>',
    ),
    candidate('CustomField', 'Box__c.Size__c', PICKLIST),
    candidate(
        'CustomField',
        'Box__c.Sum__c',
        '<label>Sum</label><formula>1</formula><precision>5</precision><scale>0</scale><type>Number</type>',
    ),
    candidate(
        'CustomField',
        'Box__c.Must__c',
        '<label>Must</label><length>5</length><required>true</required><type>Text</type>',
    ),
    candidate('CustomObject', 'Part__c', OBJECT.replace('ReadWrite', 'ControlledByParent')),
    candidate('CustomField', 'Part__c.Box__c', MASTER),
    candidate(
        'CustomField',
        'Part__c.Weight__c',
        '<label>Weight</label><precision>5</precision><scale>0</scale><type>Number</type>',
    ),
    candidate('CustomObject', 'Rate__mdt', '<label>Rate</label><pluralLabel>Rates</pluralLabel>'),
    candidate(
        'CustomField',
        'Rate__mdt.Value__c',
        '<label>Value</label><precision>5</precision><scale>2</scale><type>Number</type>',
    ),
    candidate('LightningComponentBundle', 'tile', LWC),
    candidate('ReportFolder', 'Sums', ''),
];

/** What a deploy of one component to the org is refused for. */
export function problems(one: Candidate): string[] {
    const touch = { at: 0, by: '' };
    const components = [...ORG, one].map((component) => ({ ...component, created: touch, changed: touch }));
    return checkCandidates([one], new Catalogue(components)).map(({ problem }) => problem);
}

/** A fault: the rules that it breaks, a definition with it, and what is said of it. */
export type Case = readonly [rule: string, content: string, problem: RegExp];

/**
 * Tests the rules of a type.
 * @param good content without a fault
 */
export function rules(
    type: string,
    fullName: string,
    good: string,
    cases: readonly Case[],
    files?: Record<string, string>,
): void {
    void describe(type, () => {
        void test('without a fault', () => {
            assert.deepEqual(problems(candidate(type, fullName, good, files)), []);
        });
        for (const [rule, content, problem] of cases)
            void test(`${rule}: ${problem.source}`, () => {
                assert.match(problems(candidate(type, fullName, content, files)).join('\n'), problem);
            });
    });
}
/** A text of so many characters. */
export function long(length: number): string {
    return 'x'.repeat(length);
}
