/** Apex reference guide, "Custom settings methods"; what holds for organization, profile and user. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { logOf, writeApexProject } from '../suite/apex.ts';
import { Actor, LIBRARY_PROJECT, makeUser, openLibrary, undone } from '../suite/library.ts';

function setting(label: string, type: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
    <customSettingsType>${type}</customSettingsType><label>${label}</label><visibility>Public</visibility>
    <fields><fullName>City__c</fullName><label>City</label><length>80</length><type>Text</type></fields>
    <fields><fullName>Open__c</fullName><label>Open</label><defaultValue>false</defaultValue><type>Checkbox</type></fields>
    <fields><fullName>Days__c</fullName><label>Days</label><precision>3</precision><scale>0</scale><type>Number</type></fields>
</CustomObject>`;
}

const org = openLibrary({
    projects: [
        LIBRARY_PROJECT,
        writeApexProject({
            files: {
                'objects/Loans__c/Loans__c.object-meta.xml': setting('Loans', 'Hierarchy'),
                'objects/Cities__c/Cities__c.object-meta.xml': setting('Cities', 'List'),
            },
        }),
    ],
});
const admin = new Actor(org);
after(() => {
    org.close();
});

function check(rule: string, source: string, expected: string): void {
    void it(
        rule,
        undone(org, () => {
            assert.equal(logOf(org, admin.userId, source), expected);
        }),
    );
}

describe('Hierarchy custom settings', () => {
    check(
        'without data, a new record',
        `System.debug(Loans__c.getInstance().City__c + ' ' + Loans__c.getInstance().Id + ' ' + Loans__c.getOrgDefaults().Open__c + ' ' + Loans__c.getValues(UserInfo.getUserId()));`,
        'null null false null',
    );
    check(
        'each field is that of the lowest level that has it',
        `insert new Loans__c(SetupOwnerId = UserInfo.getOrganizationId(), City__c = 'org', Days__c = 1, Open__c = true);
         insert new Loans__c(SetupOwnerId = UserInfo.getProfileId(), City__c = 'profile');
         insert new Loans__c(SetupOwnerId = UserInfo.getUserId(), Days__c = 3);
         Loans__c own = Loans__c.getInstance();
         System.debug(own.City__c + ' ' + own.Days__c + ' ' + own.Open__c + ' ' + (own.Id == Loans__c.getValues(UserInfo.getUserId()).Id));
         System.debug(Loans__c.getInstance(UserInfo.getProfileId()).City__c + ' ' + Loans__c.getInstance(UserInfo.getProfileId()).Days__c + ' ' + Loans__c.getOrgDefaults().City__c);`,
        'profile 3 false true\nprofile 1 org',
    );
    check(
        'a level without data has the fields of those above, and no id',
        `insert new Loans__c(SetupOwnerId = UserInfo.getOrganizationId(), City__c = 'org');
         Loans__c own = Loans__c.getInstance();
         System.debug(own.City__c + ' ' + own.Id + ' ' + (own.SetupOwnerId == UserInfo.getUserId()));
         own.City__c = 'mine'; upsert own;
         System.debug(Loans__c.getInstance().City__c + ' ' + Loans__c.getOrgDefaults().City__c + ' ' + Limits.getQueries());`,
        'org null true\nmine org 0',
    );
    it(
        'of another user',
        undone(org, () => {
            const ada = makeUser(org, 'Ada');
            const source = `insert new Loans__c(SetupOwnerId = [SELECT ProfileId FROM User WHERE Id = '${ada.userId}'].ProfileId, City__c = 'hers');
                System.debug(Loans__c.getInstance('${ada.userId}').City__c + ' ' + Loans__c.getInstance().City__c);`;
            assert.equal(logOf(org, admin.userId, source), 'hers null');
            assert.equal(logOf(org, ada.userId, 'System.debug(Loans__c.getInstance().City__c);'), 'hers');
        }),
    );
});

describe('List custom settings', () => {
    check(
        'sets of data by name',
        `insert new List<Cities__c>{ new Cities__c(Name = 'a', City__c = 'Gent'), new Cities__c(Name = 'b', City__c = 'Aalst') };
         System.debug(Cities__c.getAll().keySet() + ' ' + Cities__c.getInstance('A').City__c + ' ' + Cities__c.getValues('b').City__c + ' ' + Cities__c.getValues('c'));`,
        '{a, b} Gent Aalst null',
    );
    check(
        'those of hierarchies are not there',
        `Cities__c.getOrgDefaults();`,
        '1:11 Method does not exist or incorrect signature: void getOrgDefaults() from the type Cities__c',
    );
});
