/** Apex reference guide, "Database class"; Apex developer guide, "Transaction control", "Dynamic SOQL". */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { logCheckOf, logOf, openWithApex } from '../suite/apex.ts';
import { Actor, makeUser, undone } from '../suite/library.ts';

const COUNTING = `
public with sharing class Shared { public static void write(Id library) { update new Library__c(Id = library, City__c = 'x'); } public static Integer count() { return [SELECT COUNT() FROM Library__c]; } }`;
const OPEN = `
public without sharing class Unshared {
    public static Integer count() { return [SELECT COUNT() FROM Library__c]; }
    public static void write(Id library) { update new Library__c(Id = library, City__c = 'y'); }
    public static Integer byShared() { return Shared.count(); }
    public static Integer inUserMode() { return [SELECT COUNT() FROM Library__c WITH USER_MODE]; }
}`;

const org = openWithApex({ classes: { Shared: COUNTING, Unshared: OPEN } });
const admin = new Actor(org);
after(() => {
    org.close();
});
const check = logCheckOf(org, admin.userId);

describe('Database methods', () => {
    check(
        'some records may fail',
        `List<Database.SaveResult> r = Database.insert(new List<Library__c>{new Library__c(City__c = 'q'), new Library__c(Region__c = 'bad')}, false);
         System.debug(r[0].isSuccess() + ' ' + r[1].isSuccess() + ' ' + r[1].getErrors()[0].getStatusCode() + ' ' + r[1].getErrors()[0].getFields());`,
        'true false INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST (Region__c)',
    );
    check(
        'or all fail together',
        `try { Database.insert(new List<Library__c>{new Library__c(), new Library__c(Region__c = 'bad')}); } catch (DmlException e) { System.debug(e.getDmlIndex(0)); } System.debug(Database.countQuery('SELECT COUNT() FROM Library__c'));`,
        '1\n0',
    );
    check(
        'options',
        `Database.DMLOptions o = new Database.DMLOptions(); o.optAllOrNone = false; System.debug(Database.insert(new Library__c(Region__c = 'bad'), o).isSuccess());`,
        'false',
    );
    check(
        'upsert tells what it made',
        `Library__c l = new Library__c(Code__c = 'k'); System.debug(Database.upsert(l, Library__c.Code__c).isCreated() + ' ' + Database.upsert(new Library__c(Code__c = 'k'), Library__c.Code__c, false).isCreated());`,
        'true false',
    );
    check(
        'delete by id',
        `Library__c l = new Library__c(); insert l; System.debug(Database.delete(l.Id).isSuccess() + ' ' + Database.delete(new List<Id>{l.Id}, false)[0].getErrors()[0].getStatusCode());`,
        'true ENTITY_IS_DELETED',
    );
});

describe('Transaction control', () => {
    check(
        'a savepoint takes back what came after it',
        `insert new Library__c(); Savepoint s = Database.setSavepoint(); insert new Library__c(); Database.rollback(s); System.debug([SELECT COUNT() FROM Library__c]);`,
        '1',
    );
    check(
        'an earlier one ends those after it',
        `Savepoint a = Database.setSavepoint(); Savepoint b = Database.setSavepoint(); Database.rollback(a); Database.rollback(b);`,
        'System.TypeException: Savepoint is not valid anymore',
    );
});

describe('Dynamic SOQL', () => {
    check(
        'variables in sight are bound',
        `insert new List<Library__c>{new Library__c(City__c = 'a'), new Library__c(City__c = 'b')}; List<String> cities = new List<String>{'a'}; List<Library__c> l = Database.query('SELECT City__c FROM Library__c WHERE City__c IN :cities'); System.debug(l[0].City__c + l.size());`,
        'a1',
    );
    check(
        'others are not there',
        `Database.query('SELECT Id FROM Library__c WHERE City__c = :nothing');`,
        'System.QueryException: Variable does not exist: nothing',
    );
    check(
        'a colon in a text is none',
        `System.debug(Database.query('SELECT Id FROM Library__c WHERE City__c = \\'a:b\\'').size());`,
        '0',
    );
    check(
        'with a map',
        `insert new Library__c(City__c = 'a'); System.debug(Database.queryWithBinds('SELECT Id FROM Library__c WHERE City__c = :city', new Map<String, Object>{'city' => 'a'}, AccessLevel.SYSTEM_MODE).size());`,
        '1',
    );
    check(
        'what is wrong is a QueryException',
        `try { Database.query('SELECT Foo FROM Library__c'); } catch (QueryException e) { System.debug(e.getTypeName()); }`,
        'System.QueryException',
    );
});

describe('Using the with sharing and without sharing keywords', () => {
    it(
        'a class decides, and who is called decides for itself',
        undone(org, () => {
            admin.make('Library__c', {});
            const user = makeUser(org, 'Ada');
            const source = `System.debug(Shared.count() + ' ' + Unshared.count() + ' ' + Unshared.byShared());`;
            assert.equal(logOf(org, user.userId, source), '0 1 0');
        }),
    );
    it(
        'writes too',
        undone(org, () => {
            const id = admin.make('Library__c', {});
            const user = makeUser(org, 'Ada');
            assert.match(logOf(org, user.userId, `Shared.write('${id}');`), /INSUFFICIENT_ACCESS_OR_READONLY/);
            assert.equal(logOf(org, user.userId, `Unshared.write('${id}');`), '');
            assert.deepEqual(admin.values('Library__c', id, 'City__c'), ['y']);
        }),
    );
    it(
        'user mode asks for rights on the object',
        undone(org, () => {
            const user = makeUser(org, 'Ada');
            assert.match(logOf(org, user.userId, 'Unshared.inUserMode();'), /^System.QueryException: /);
        }),
    );
});
