/** Apex developer guide, "Dynamic Apex"; Apex reference guide, "Custom metadata type methods", "FeatureManagement class". */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { logCheckOf, logOf, openWithApex } from '../suite/apex.ts';
import { Actor, makeUser, undone } from '../suite/library.ts';

const org = openWithApex({});
const admin = new Actor(org);
after(() => {
    org.close();
});
const check = logCheckOf(org, admin.userId);

describe('Understanding Apex describe information', () => {
    check(
        'of an object',
        `Schema.DescribeSObjectResult d = Library__c.SObjectType.getDescribe(); System.debug(d.getName() + ' ' + d.getLabelPlural() + ' ' + d.isCustom() + ' ' + Schema.SObjectType.Library__c.getName());`,
        'Library__c Libraries true Library__c',
    );
    check(
        'of a field by its place among the fields of the object',
        `Schema.DescribeFieldResult d = Schema.SObjectType.Library__c.fields.City__c; System.debug(d.getName() + ' ' + SObjectType.Library__c.fields.OwnerId.getName() + ' ' + Library__c.SObjectType.getDescribe().fields.City__c.getLength());`,
        'City__c OwnerId 40',
    );
    check(
        'a field that is not there',
        `System.debug(Schema.SObjectType.Library__c.fields.Nope__c.getName());`,
        '1:51 Variable does not exist: Nope__c',
    );
    check(
        'with options',
        `System.debug(Library__c.SObjectType.getDescribe(SObjectDescribeOptions.DEFERRED).getName());`,
        'Library__c',
    );
    check(
        'of a field',
        `Schema.DescribeFieldResult d = Library__c.City__c.getDescribe(); System.debug(d.getName() + ' ' + d.getType() + ' ' + d.getLength() + ' ' + d.isNillable());`,
        'City__c STRING 40 true',
    );
    check(
        'of picklists',
        `System.debug(Library__c.Region__c.getDescribe().getPicklistValues()[0].getValue());`,
        'North',
    );
    check(
        'of references',
        `Schema.DescribeFieldResult d = Rack__c.Library__c.getDescribe(); System.debug(d.getReferenceTo() + ' ' + d.getRelationshipName());`,
        '(Library__c) Library__r',
    );
    check(
        'of all objects, by name',
        `Schema.SObjectType t = Schema.getGlobalDescribe().get('library__c'); SObject s = t.newSObject(); s.put('City__c', 'x'); System.debug(s);`,
        'Library__c:{City__c=x}',
    );
    check(
        'of the fields of an object',
        `System.debug(Library__c.SObjectType.getDescribe().fields.getMap().get('city__c') == Library__c.City__c);`,
        'true',
    );
    check(
        'of record types',
        `System.debug(SObjectType.Library__c.getRecordTypeInfosByDeveloperName().get('School').getName() + SObjectType.Library__c.getRecordTypeInfosByDeveloperName().containsKey('Master'));`,
        'School librarytrue',
    );
    it(
        'tells the rights of the user',
        undone(org, () => {
            const user = makeUser(org, 'Ada');
            const source = 'System.debug(Library__c.SObjectType.getDescribe().isAccessible());';
            assert.equal(logOf(org, user.userId, source), 'false');
            assert.equal(logOf(org, admin.userId, source), 'true');
        }),
    );
});

describe('Custom metadata and custom permissions', () => {
    check('one record', `System.debug(Limit__mdt.getInstance('price').Active__c);`, 'true');
    check('none', `System.debug(Limit__mdt.getInstance('Nothing'));`, 'null');
    check('all records', `System.debug(Limit__mdt.getAll().keySet());`, '{Price, Weight}');
    check('no query is counted', `for (Integer i = 0; i < 200; i++) Limit__mdt.getAll(); System.debug('ok');`, 'ok');
    check(
        'they cannot be changed',
        `Limit__mdt.getInstance('Price').Active__c = false;`,
        'System.FinalException: Record is read-only',
    );
    check('a permission that nobody gave', `System.debug(FeatureManagement.checkPermission('Approve'));`, 'false');
    check(
        'an unknown label',
        `System.debug(System.Label.Nothing);`,
        'System.TypeException: External string does not exist: Nothing',
    );
});
