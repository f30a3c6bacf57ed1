/** Apex reference guide, "JSON class", "Id class", "List class": the library's functions on records. */
import { after, describe } from 'node:test';
import { logCheckOf, openWithApex } from '../suite/apex.ts';
import { Actor } from '../suite/library.ts';

const org = openWithApex({});
const admin = new Actor(org);
after(() => {
    org.close();
});
const check = logCheckOf(org, admin.userId);

void describe('JSON class: records', () => {
    check(
        'attributes and the fields that are set',
        "System.debug(JSON.serialize(new Library__c(Name = 'Main', City__c = 'Ghent')));",
        '{"attributes":{"type":"Library__c"},"Name":"Main","City__c":"Ghent"}',
    );
    check(
        'the address of a record that has an id',
        "Library__c l = new Library__c(Name = 'Main'); insert l; System.debug(JSON.serialize([SELECT Name FROM Library__c WHERE Id = :l.Id]));",
        '[{"attributes":{"type":"Library__c","url":"/services/data/v64.0/sobjects/Library__c/ID"},"Name":"Main","Id":"ID"}]',
    );
    check(
        'read back',
        'Library__c l = (Library__c) JSON.deserialize(\'{"attributes":{"type":"Library__c"},"Name":"Main","city__c":"Ghent"}\', Library__c.class); System.debug(l.Name + l.City__c);',
        'MainGhent',
    );
    check(
        'as SObject, by the attributes',
        'SObject l = (SObject) JSON.deserialize(\'{"attributes":{"type":"Library__c"},"Name":"Main"}\', SObject.class); System.debug(l.getSObjectType() + \' \' + l.get(\'Name\'));',
        'Library__c Main',
    );
    check(
        'fields that there are not',
        'JSON.deserialize(\'{"first":1}\', Library__c.class);',
        "System.JSONException: No such column 'first' on sobject of type Library__c",
    );
    check(
        'lists of records',
        'System.debug(((List<Library__c>) JSON.deserialize(\'[{"Name":"A"},{"Name":"B"}]\', List<Library__c>.class)).size());',
        '2',
    );
});

void describe('Id class and Type class: objects', () => {
    check(
        'the object of an id',
        "Library__c l = new Library__c(Name = 'Main'); insert l; System.debug(l.Id.getSObjectType());",
        'Library__c',
    );
    check('a type of records', "System.debug(Type.forName('Library__c').newInstance() instanceof Library__c);", 'true');
});

void describe('List class: records', () => {
    check(
        'are sorted by their names, then by their fields',
        "List<Library__c> l = new List<Library__c>{new Library__c(Name = 'B'), new Library__c(Name = 'A', City__c = 'Y'), new Library__c(Name = 'A', City__c = 'X')}; l.sort(); System.debug(l[0].City__c + l[1].City__c + l[2].Name);",
        'XYB',
    );
});
