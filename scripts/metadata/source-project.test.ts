/** The rules that this project sets itself for its metadata: Dutch and English, described, private. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { descendants, elements, Field, readSources, text, type SourceFile, type Xml } from './source-project.ts';

const objects = readSources('object');
const customObjects = objects.filter((file) => file.name.endsWith('__c'));
const fields = readSources('field').map((file) => new Field(file));
const rules = readSources('validationRule');
const layouts = readSources('layout');
const valueSets = new Map(readSources('globalValueSet').map((file) => [file.name, file]));
const objectTranslations = new Map(readSources('objectTranslation').map((file) => [file.name, file]));
const fieldTranslations = new Map(
    readSources('fieldTranslation').map((file) => [file.path.split('/').slice(-2).join('/'), file]),
);

const translationOf = (object: string): SourceFile | undefined => objectTranslations.get(`${object}-en_US`);
const fieldTranslationOf = (field: Field): SourceFile | undefined =>
    fieldTranslations.get(`${field.object}-en_US/${field.name}.fieldTranslation-meta.xml`);
const layoutOf = (object: string): SourceFile | undefined => layouts.find((file) => file.name.startsWith(`${object}-`));

/** Fails with the list of what breaks a rule, so that one run shows all of it. */
function assertNone(broken: string[], rule: string): void {
    assert.deepEqual(broken, [], rule);
}

/** The fields of an object's layout that a person types into. */
function typedInto(object: string): Set<string> {
    const items = descendants(layoutOf(object)?.root ?? {}, 'layoutItems');
    const editable = items.filter((item) => text(item, 'behavior') !== 'Readonly');
    return new Set(editable.map((item) => text(item, 'field') ?? ''));
}

test('every object of the data model exists', () => {
    const expected =
        'Municipality Provider Location Place Bed Bed_Unavailability Household Person Assignment Works_Cost ' +
        'Register_Count Subsidy_Parameter Subsidy_Run Subsidy_Statement Subsidy_Line Recorded_Fact ' +
        'Licence_Contract Licence_Price_Tier Licence_Count Dossier Statistic Data_Quality_Finding Retention_Log';
    const present = new Set(customObjects.map((file) => file.name));
    assertNone(
        expected.split(' ').filter((name) => !present.has(`${name}__c`)),
        'objects that are missing',
    );
});

test('what is required is required on its layout too, or a deploy is refused', () => {
    const optional = fields.flatMap((field) => {
        const items = descendants(layoutOf(field.object)?.root ?? {}, 'layoutItems');
        const own = items.filter((item) => text(item, 'field') === field.name && text(item, 'behavior') !== 'Required');
        return text(field.root, 'required') === 'true' && text(field.root, 'type') !== 'MasterDetail'
            ? own.map(() => `${field.object}.${field.name}`)
            : [];
    });
    assertNone(optional, 'required fields that layouts leave open');
});

describe('Dutch is the source, English a translation', () => {
    test('every object has label, plural, description and English names', () => {
        const incomplete = objects.filter(({ name, root }) => {
            const cases = elements(translationOf(name)?.root ?? {}, 'caseValues');
            const both = new Set(cases.filter((one) => text(one, 'value')).map((one) => text(one, 'plural')));
            return !text(root, 'label') || !text(root, 'pluralLabel') || !text(root, 'description') || both.size !== 2;
        });
        assertNone(
            incomplete.map((file) => file.name),
            'objects without names or description',
        );
    });

    test('every field has label, description and translation', () => {
        const incomplete = fields.filter((field) => {
            const english = text(fieldTranslationOf(field)?.root ?? {}, 'label');
            return !text(field.root, 'label') || !text(field.root, 'description') || !english;
        });
        assertNone(
            incomplete.map((field) => field.fullName),
            'fields without label, description or English label',
        );
    });

    test('every field that a person types into has help, in both languages', () => {
        const silent = fields
            .filter((field) => typedInto(field.object).has(field.name) || field.object.endsWith('__mdt'))
            .filter((field) => {
                const english = text(fieldTranslationOf(field)?.root ?? {}, 'help');
                return !text(field.root, 'inlineHelpText') || !english;
            });
        assertNone(
            silent.map((field) => field.fullName),
            'fields without help',
        );
    });

    test('every translation is of something that exists', () => {
        const known = new Set(fields.map((field) => fieldTranslationOf(field)?.path));
        const lost = [...fieldTranslations.values()].filter((file) => !known.has(file.path));
        assertNone(
            lost.map((file) => file.path),
            'translations without a field',
        );
    });

    test('every value of a picklist is translated', () => {
        const own = fields.flatMap((field) => {
            const definition = descendants(field.root, 'valueSetDefinition')[0] ?? {};
            const translated = elements(fieldTranslationOf(field)?.root ?? {}, 'picklistValues');
            return untranslated(elements(definition, 'value'), translated).map((v) => `${field.fullName}: ${v}`);
        });
        const translations = new Map(readSources('globalValueSetTranslation').map((file) => [file.name, file]));
        const shared = [...valueSets.values()].flatMap(({ name, root }) => {
            const translated = elements(translations.get(`${name}-en_US`)?.root ?? {}, 'valueTranslation');
            return untranslated(elements(root, 'customValue'), translated).map((v) => `${name}: ${v}`);
        });
        assertNone([...own, ...shared], 'picklist values without translation');
    });

    test('every relationship, filter message, validation message and layout section is translated', () => {
        const relationships = fields
            .filter((field) => text(field.root, 'relationshipName'))
            .filter((field) => !text(fieldTranslationOf(field)?.root ?? {}, 'relationshipLabel'));
        const filters = fields
            .filter((field) => elements(field.root, 'lookupFilter').length > 0)
            .filter(
                (field) => !descendants(fieldTranslationOf(field)?.root ?? {}, 'lookupFilter')[0]?.['errorMessage'],
            );
        const messages = rules.filter(({ object, name }) => {
            const translated = elements(translationOf(object)?.root ?? {}, 'validationRules');
            return !translated.some((one) => text(one, 'name') === name && text(one, 'errorMessage'));
        });
        const sections = customObjects.flatMap(({ name }) => {
            const written = elements(layoutOf(name)?.root ?? {}, 'layoutSections').map((one) => text(one, 'label'));
            const translated = descendants(translationOf(name)?.root ?? {}, 'sections').map((one) =>
                text(one, 'section'),
            );
            return written.filter((label) => !translated.includes(label)).map((label) => `${name}: ${label ?? ''}`);
        });
        const broken = [...relationships, ...filters].map((field) => field.fullName);
        assertNone([...broken, ...messages.map((file) => file.path), ...sections], 'texts without translation');
    });

    function untranslated(values: Xml[], translations: Xml[]): string[] {
        const known = new Set(
            translations.filter((one) => text(one, 'translation')).map((t) => text(t, 'masterLabel')),
        );
        return values.map((value) => text(value, 'label') ?? '').filter((label) => !known.has(label));
    }
});

describe('the data model is strict', () => {
    test('every picklist is restricted', () => {
        const open = fields.filter((field) => {
            const valueSet = elements(field.root, 'valueSet')[0];
            return valueSet !== undefined && text(valueSet, 'restricted') !== 'true';
        });
        assertNone(
            open.map((field) => field.fullName),
            'picklists that take any value',
        );
    });

    test('every lookup names its relationship and says what a delete does', () => {
        const vague = fields.filter((field) => {
            const named = text(field.root, 'relationshipName') && text(field.root, 'relationshipLabel');
            return (
                ['Lookup', 'MasterDetail'].includes(field.type) &&
                (!named || (field.type === 'Lookup' && !text(field.root, 'deleteConstraint')))
            );
        });
        assertNone(
            vague.map((field) => field.fullName),
            'relationships without name or delete rule',
        );
    });

    test('every object that is loaded has a unique external key', () => {
        const keyOf = (object: string): string => (object === 'Municipality__c' ? 'NIS_Code__c' : 'External_Key__c');
        const keyless = customObjects.filter(({ name }) => {
            const key = fields.find((field) => field.fullName === `${name}.${keyOf(name)}`)?.root ?? {};
            return text(key, 'unique') !== 'true' || text(key, 'externalId') !== 'true';
        });
        assertNone(
            keyless.map((file) => file.name),
            'objects without external key',
        );
    });

    test('every field is on the layout of its object', () => {
        const hidden = fields
            .filter((field) => field.object.endsWith('__c'))
            .filter((field) => {
                const items = descendants(layoutOf(field.object)?.root ?? {}, 'layoutItems');
                return !items.some((item) => text(item, 'field') === field.name);
            });
        assertNone(
            hidden.map((field) => field.fullName),
            'fields that no page shows',
        );
    });

    test('every validation rule is active, described, and shown at a field unless it guards the whole record', () => {
        const guards = /_(Frozen|Edited)$/;
        const weak = rules.filter(({ name, root }) => {
            const isPlaced = text(root, 'errorDisplayField') !== undefined || guards.test(name);
            return text(root, 'active') !== 'true' || !text(root, 'description') || !isPlaced;
        });
        assertNone(
            weak.map((file) => file.path),
            'validation rules that do not help',
        );
    });

    test('tabs have distinct icons', () => {
        const motifs = readSources('tab').map((file) => text(file.root, 'motif'));
        assert.equal(new Set(motifs).size, motifs.length);
    });

    test('no object tracks more fields than an org allows (20)', () => {
        const tracked = (object: string): number =>
            fields.filter((field) => field.object === object && text(field.root, 'trackHistory') === 'true').length;
        assertNone(
            customObjects.filter(({ name }) => tracked(name) > 20).map((file) => file.name),
            'objects that track too much',
        );
    });
});

describe('privacy', () => {
    const aboutPeople = ['Person__c', 'Household__c', 'Dossier__c'];

    test('records are private, but for the list of municipalities; children follow their parent', () => {
        const wrong = customObjects.filter(({ name, root }) => {
            const isChild = fields.some((field) => field.object === name && field.type === 'MasterDetail');
            const expected = isChild ? 'ControlledByParent' : name === 'Municipality__c' ? 'Read' : 'Private';
            return text(root, 'sharingModel') !== expected;
        });
        assertNone(
            wrong.map((file) => file.name),
            'objects with another default',
        );
    });

    test('a personal field bears both its classification and its compliance group', () => {
        const half = fields.filter(
            (field) =>
                field.isPersonal !==
                ['Confidential', 'Restricted'].includes(text(field.root, 'securityClassification') ?? ''),
        );
        assertNone(
            half.map((field) => field.fullName),
            'fields classified by half',
        );
    });

    test('what identifies or describes a person is marked as personal', () => {
        const names =
            /^(First_Name|Last_Name|Birth_Date|Age|Contact_Person|Phone|Email|Needs_.*|Minors_.*|Adults|Retention_Date|Person)__c$/;
        const unmarked = fields.filter((field) => names.test(field.name) && !field.isPersonal);
        assertNone(
            unmarked.map((field) => field.fullName),
            'personal fields without mark',
        );
    });

    test('objects about people have a number for a name, and no history', () => {
        const wrong = objects.filter(({ name, root }) => {
            const nameField = elements(root, 'nameField')[0] ?? {};
            const isOpen = text(nameField, 'type') !== 'AutoNumber' || text(root, 'enableHistory') !== 'false';
            return aboutPeople.includes(name) && isOpen;
        });
        assertNone(
            wrong.map((file) => file.name),
            'objects that would keep names for ever',
        );
    });
});
