/** Lightning pages as users get them, from the metadata of a project. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeUser, openLibrary, LIBRARY_PROJECT, type UserSettings } from '../suite/library.ts';
import type { Org } from '../org.ts';
import { UiContext } from '../ui/ui-context.ts';
import { shownHomePage, shownRecordPage, shownTabPage } from './pages.ts';
import type { ShownComponent, ShownItem } from './page-for-user.ts';
import { compareValues } from './visibility.ts';

const PAGES = fileURLToPath(new URL('../../../test/pages-project', import.meta.url));
const DESK = { app: 'Reading_Room', formFactor: 'Large' } as const;
const PHONE = { app: 'Reading_Room', formFactor: 'Small' } as const;

let org: Org;

before(() => {
    org = openLibrary({ projects: [LIBRARY_PROJECT, PAGES] });
});
after(() => {
    org.close();
});

function uiOf(name: string, settings: UserSettings): UiContext {
    const { userId } = makeUser(org, name, settings);
    return new UiContext(org, org.session(userId), { base: '/services/data/v66.0', address: 'http://localhost' });
}

function recordType(ui: UiContext, name: string): string | undefined {
    return ui.org.recordTypeIds(ui.object('Library__c')).get(name);
}

function names(items: readonly ShownItem[] | undefined): string[] {
    return (items ?? []).map((item) => item.identifier);
}

describe('the page of a record', () => {
    test("is the app's, for the device; else the object's; else the one that every org has", () => {
        const ui = uiOf('Anna', { sets: ['Librarian', 'Desk_User'] });
        const page = (object: string, place: Parameters<typeof shownRecordPage>[3]): string =>
            shownRecordPage(ui, object, undefined, place).page.name;
        assert.equal(page('Library__c', DESK), 'Library_Record_Page');
        assert.equal(page('Library__c', PHONE), 'Phone_Record_Page');
        assert.equal(page('Library__c', { formFactor: 'Large' }), 'standard-record');
        assert.equal(page('Desk__c', DESK), 'Desk_Record_Page');
        assert.equal(page('Desk__c', PHONE), 'standard-record');
    });

    test('is another for a record type and a profile', () => {
        const clerk = uiOf('Clara', { profile: 'Clerk', sets: ['Librarian'] });
        const other = uiOf('Otto', { sets: ['Librarian'] });
        const page = (ui: UiContext, type: string): string =>
            shownRecordPage(ui, 'Library__c', recordType(ui, type), DESK).page.name;
        assert.equal(page(clerk, 'School'), 'School_Record_Page');
        assert.equal(page(clerk, 'Public'), 'Library_Record_Page');
        assert.equal(page(other, 'School'), 'Library_Record_Page');
    });

    test('leaves out what the user may not see, and asks of the record what depends on it', () => {
        const ui = uiOf('Bert', { sets: ['Librarian'] });
        const { page } = shownRecordPage(ui, 'Library__c', undefined, DESK);
        assert.deepEqual(page.regions['main'], [
            { component: 'flexipage:fieldSection', identifier: 'section', properties: { columns: 'columns' } },
            { component: 'force:detailPanel', identifier: 'detail', properties: {} },
            {
                component: 'flexipage:richText',
                identifier: 'setup',
                properties: {},
                when: { field: 'City__c', operator: 'CONTAINS', value: 'Gen' },
            },
            { component: 'flexipage:richText', identifier: 'clerks', properties: {} },
        ]);
        assert.deepEqual(page.facets['fieldsLeft'], [
            { field: 'Name', identifier: 'name', behavior: 'required' },
            {
                field: 'City__c',
                identifier: 'city',
                behavior: 'none',
                when: {
                    any: [
                        { field: 'Open__c', operator: 'EQUAL', value: 'true' },
                        { field: 'Capacity__c', operator: 'GE', value: '100' },
                    ],
                },
            },
        ]);
        const [highlights] = page.regions['header'] as ShownComponent[];
        assert.deepEqual(highlights?.properties['actionNames'], [
            { value: 'Edit' },
            { value: 'Library__c.New_Shelf', when: { field: 'Open__c', operator: 'EQUAL', value: 'true' } },
        ]);
        assert.deepEqual(page.fields, ['Capacity__c', 'City__c', 'Name', 'Open__c']);
    });

    test('shows more to who has the permission, the profile or the language', () => {
        const ui = uiOf('Carl', { profile: 'Clerk', sets: ['Librarian', 'Rule_Skipper'], language: 'nl_NL' });
        const { page } = shownRecordPage(ui, 'Library__c', recordType(ui, 'Public'), DESK);
        assert.deepEqual(names(page.regions['main']), ['section', 'detail', 'approvals', 'setup', 'dutch']);
        const { page: administrators } = shownRecordPage(
            new UiContext(org, org.session('005000000000001AAA'), { base: '', address: '' }),
            'Library__c',
            undefined,
            DESK,
        );
        assert.deepEqual(names(administrators.facets['fieldsLeft']), ['name', 'city', 'secret']);
        assert.equal(names(administrators.regions['main']).includes('setup'), false);
    });

    test('is not there for who may not read the object', () => {
        const ui = uiOf('Nobody', {});
        assert.throws(() => shownRecordPage(ui, 'Library__c', undefined, DESK), { code: 'NOT_FOUND' });
        assert.throws(() => shownRecordPage(ui, 'Atlantis__c', undefined, DESK), { code: 'NOT_FOUND' });
    });
});

describe('the path of a record', () => {
    test('has a step for each value, with what to do and the fields that the user may see', () => {
        const ui = uiOf('Dora', { sets: ['Librarian'] });
        const path = (type: string): unknown => shownRecordPage(ui, 'Library__c', recordType(ui, type), DESK).path;
        const school = path('School') as {
            field: string;
            steps: { value: string; fields: string[]; guidance: string | null }[];
        };
        assert.equal(school.field, 'Region__c');
        assert.deepEqual(
            school.steps.map(({ value, fields, guidance }) => [value, fields, guidance]),
            [['North', ['City__c'], 'Go <b>north</b>']],
        );
        assert.equal(path('Public'), null);
    });
});

describe('other pages', () => {
    test('the home page of an app, and the one that every org has', () => {
        const ui = uiOf('Emma', { sets: ['Librarian'] });
        assert.deepEqual(names(shownHomePage(ui, DESK).regions['top']), ['recent']);
        assert.equal(shownHomePage(ui, PHONE).name, 'standard-home');
    });

    test('the page of a tab', () => {
        const ui = uiOf('Finn', { sets: ['Librarian'] });
        assert.deepEqual(names(shownTabPage(ui, 'Opening_Hours', DESK).regions['main']), ['hours']);
        assert.throws(() => shownTabPage(ui, 'Library__c', DESK), { code: 'NOT_FOUND' });
    });
});

test('values compare by size when both are numbers, else as texts', () => {
    assert.ok(compareValues(100, 'GE', '20'));
    assert.ok(!compareValues('100', 'LT', '20'));
    assert.ok(compareValues('2026-01-02', 'GT', '2026-01-01'));
    assert.ok(compareValues(null, 'EQUAL', ''));
    assert.ok(!compareValues(null, 'LT', '5'));
    assert.ok(compareValues(true, 'EQUAL', 'TRUE'));
    assert.ok(compareValues('Genk', 'CONTAINS', 'en'));
});
