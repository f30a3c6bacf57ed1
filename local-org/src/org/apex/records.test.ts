/** Apex developer guide, "Working with data in Apex", "Triggers": programs on the org's records. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { logCheckOf, openWithApex } from '../suite/apex.ts';
import { Actor, outcome, undone } from '../suite/library.ts';

const HANDLER = `
public class Handler {
    public static Integer turns = 0;
    public static void before(List<Library__c> libraries) {
        turns++;
        for (Library__c library : libraries) {
            if (library.City__c == 'Nowhere') library.City__c.addError('There is no such city.');
            else if (library.City__c == 'Bad') library.addError('Bad library.');
            else if (library.City__c == 'Null') { List<String> s; s.size(); }
            else library.Notes__c = 'turn ' + turns;
        }
    }
}`;

const TRIGGER = `
trigger Libraries on Library__c (before insert, before update, after update, before delete) {
    if (Trigger.isBefore && Trigger.isDelete) {
        for (Library__c library : Trigger.old) if (library.City__c == 'Kept') library.addError('It is kept.');
    } else if (Trigger.isBefore) {
        Handler.before(Trigger.new);
    } else {
        for (Library__c library : Trigger.new)
            if (library.City__c != Trigger.oldMap.get(library.Id).City__c)
                insert new Rack__c(Library__c = library.Id);
    }
}`;

const FORMULAS = `
trigger Everythings on Everything__c (before insert) {
    for (Everything__c one : Trigger.new)
        one.Text__c = one.Check_Formula__c + ' ' + one.Currency_Formula__c;
}`;

const org = openWithApex({
    classes: { Handler: HANDLER },
    triggers: { Libraries: TRIGGER, Everythings: FORMULAS },
});
const admin = new Actor(org);
after(() => {
    org.close();
});
const check = logCheckOf(org, admin.userId);

describe('Triggers run for all who write', () => {
    it(
        'of the API too: they change records, and refuse them',
        undone(org, () => {
            const cities = ['Gent', 'Nowhere', 'Bad', 'Aalst'].map((City__c) => ({ City__c }));
            const results = admin.insert('Library__c', ...cities);
            assert.deepEqual(outcome(results), [
                '',
                'FIELD_CUSTOM_VALIDATION_EXCEPTION [City__c] There is no such city.',
                'FIELD_CUSTOM_VALIDATION_EXCEPTION [] Bad library.',
                '',
            ]);
            assert.deepEqual(admin.values('Library__c', results[0]?.id ?? '', 'Notes__c'), ['turn 1']);
        }),
    );

    it(
        'an exception refuses all records of the turn, and tells where it was thrown',
        undone(org, () => {
            const [result] = admin.insert('Library__c', { City__c: 'Null' });
            assert.equal(result?.errors[0]?.statusCode, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
            assert.match(
                result.errors[0].message,
                /^Libraries: execution of BeforeInsert\n\ncaused by: System.NullPointerException: Attempt to de-reference a null object\n\nClass.Handler.before: line 9, column 1\nTrigger.Libraries: line 6, column 1$/,
            );
        }),
    );

    check(
        'after an update with the records as they were; writes of their own',
        `Library__c l = new Library__c(City__c = 'Gent'); insert l; l.City__c = 'Aalst'; update l; update l;
         System.debug([SELECT COUNT() FROM Rack__c WHERE Library__c = :l.Id]);`,
        '1',
    );
    check(
        'before a delete',
        `Library__c l = new Library__c(City__c = 'Kept'); insert l; delete l;`,
        'System.DmlException: Delete failed. First exception on row 0 with id ID; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, It is kept.: []',
    );
    check(
        'statics live as long as the transaction',
        `insert new Library__c(City__c = 'a'); insert new Library__c(City__c = 'b'); System.debug(Handler.turns);`,
        '2',
    );
    check(
        'one statement fires triggers for 200 records at a time, and statics go on',
        `List<Library__c> all = new List<Library__c>(); for (Integer i = 0; i < 201; i++) all.add(new Library__c(City__c = 'a')); insert all;
         Integer second = 0; for (Library__c l : [SELECT Notes__c FROM Library__c]) if (l.Notes__c == 'turn 2') second++;
         System.debug(Handler.turns + ' ' + second);`,
        '2 1',
    );
});

describe('Formulas in triggers', () => {
    check(
        'are evaluated on the record as it is',
        `Everything__c e = new Everything__c(Number__c = 2, Currency__c = 4); insert e; System.debug([SELECT Text__c FROM Everything__c WHERE Id = :e.Id].Text__c);`,
        'true 5.00',
    );
});

describe('DML statements', () => {
    check(
        'insert gives the record its id',
        `Library__c l = new Library__c(Name = 'x'); insert l; System.debug(l.Id != null); System.debug([SELECT Name FROM Library__c WHERE Id = :l.Id].Name);`,
        'true\nx',
    );
    check(
        'all or nothing',
        `try { insert new List<Library__c>{new Library__c(City__c = 'a'), new Library__c(City__c = 'Bad')}; } catch (DmlException e) { System.debug(e.getMessage()); System.debug(e.getNumDml() + ' ' + e.getDmlIndex(0) + ' ' + e.getDmlType(0) + ' ' + e.getDmlMessage(0)); } System.debug([SELECT COUNT() FROM Library__c]);`,
        'Insert failed. First exception on row 1; first error: FIELD_CUSTOM_VALIDATION_EXCEPTION, Bad library.: []\n1 1 FIELD_CUSTOM_VALIDATION_EXCEPTION Bad library.\n0',
    );
    check(
        'upsert by an external id',
        `upsert new Library__c(Code__c = 'k', City__c = 'a') Code__c; upsert new Library__c(Code__c = 'k', City__c = 'b') Code__c; System.debug([SELECT City__c FROM Library__c WHERE Code__c = 'k'].City__c);`,
        'b',
    );
    check(
        'delete and undelete',
        `Library__c l = new Library__c(); insert l; delete l; System.debug([SELECT COUNT() FROM Library__c]); undelete l; System.debug([SELECT COUNT() FROM Library__c]);`,
        '0\n1',
    );
    check(
        'an update needs an id',
        `update new Library__c();`,
        'System.DmlException: Update failed. First exception on row 0; first error: MISSING_ARGUMENT, Id not specified in an update call: []',
    );
    check('only records', `insert 'x';`, '1:1 DML requires SObject or SObject list type: String');
    check(
        'null is refused',
        `Library__c l; insert l;`,
        'System.NullPointerException: Attempt to de-reference a null object',
    );
    check(
        'what fails takes everything back',
        `insert new Library__c(); Integer i = 1 / 0;`,
        'System.MathException: Divide by 0',
    );
});

describe('Working with SOQL and SOSL query results', () => {
    check(
        'a single record',
        `insert new Library__c(City__c = 'a', Budget__c = 10); Library__c l = [SELECT City__c, Budget__c FROM Library__c]; System.debug(l.City__c + l.Budget__c);`,
        'a10.00',
    );
    check(
        'none is no single record',
        `Library__c l = [SELECT Id FROM Library__c];`,
        'System.QueryException: List has no rows for assignment to SObject',
    );
    check(
        'nor are two',
        `insert new List<Library__c>{new Library__c(), new Library__c()}; Library__c l = [SELECT Id FROM Library__c];`,
        'System.QueryException: List has more than 1 row for assignment to SObject',
    );
    check(
        'fields that were not asked for',
        `insert new Library__c(City__c = 'a'); Library__c l = [SELECT Id FROM Library__c]; System.debug(l.City__c);`,
        'System.SObjectException: SObject row was retrieved via SOQL without querying the requested field: Library__c.City__c',
    );
    check(
        'variables are bound',
        `insert new List<Library__c>{new Library__c(City__c = 'a'), new Library__c(City__c = 'b'), new Library__c(City__c = 'c')}; Set<String> s = new Set<String>{'a', 'c'}; Integer n = 1; System.debug([SELECT City__c FROM Library__c WHERE City__c IN :s ORDER BY City__c LIMIT :n][0].City__c + [SELECT COUNT() FROM Library__c WHERE City__c NOT IN :s]);`,
        'a1',
    );
    check(
        'parents and children',
        `Library__c l = new Library__c(City__c = 'a'); insert l; insert new Rack__c(Library__c = l.Id); Rack__c r = [SELECT Library__r.City__c FROM Rack__c]; System.debug(r.Library__r.City__c); for (Library__c x : [SELECT Id, (SELECT Id FROM Shelves__r) FROM Library__c]) System.debug(x.Shelves__r.size());`,
        'a\n1',
    );
    check(
        'in loops, also by lists of 200',
        `List<Library__c> l = new List<Library__c>(); for (Integer i = 0; i < 250; i++) l.add(new Library__c()); insert l; Integer n = 0; for (List<Library__c> chunk : [SELECT Id FROM Library__c]) { n++; System.debug(chunk.size()); } for (Library__c x : [SELECT Id FROM Library__c]) n++; System.debug(n);`,
        '200\n50\n252',
    );
    check(
        'totals',
        `insert new List<Library__c>{new Library__c(City__c = 'a', Budget__c = 1), new Library__c(City__c = 'a', Budget__c = 2.5)}; for (AggregateResult r : [SELECT City__c, COUNT(Id) n, SUM(Budget__c) FROM Library__c GROUP BY City__c]) System.debug(r.get('city__c') + ' ' + r.get('n') + ' ' + r.get('expr0'));`,
        'a 2 3.5',
    );
    check(
        'an unknown object',
        `List<Library__c> l = [SELECT Id FROM Nothing__c];`,
        "1:22 sObject type 'Nothing__c' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.",
    );
    check('an unknown field', `Library__c l; System.debug(l.Nothing__c);`, '1:30 Variable does not exist: Nothing__c');
    check(
        'at most 100 queries',
        `for (Integer i = 0; i < 101; i++) { Integer n = [SELECT COUNT() FROM Library__c]; }`,
        'System.LimitException: Too many SOQL queries: 101',
    );
    check(
        'at most 150 writes',
        `for (Integer i = 0; i < 151; i++) insert new Library__c();`,
        'System.LimitException: Too many DML statements: 151',
    );
});

describe('Working with sObjects', () => {
    check(
        'fields by name',
        `Library__c l = new Library__c(City__c = 'a'); l.put('city__c', 'b'); System.debug(l.get('CITY__C') + ' ' + l.isSet('Name'));`,
        'b false',
    );
    check(
        'an unknown name',
        `Library__c l = new Library__c(); l.get('Foo');`,
        'System.SObjectException: Invalid field Foo for Library__c',
    );
    check('booleans are false at first', `System.debug(new Library__c().Open__c);`, 'false');
    check(
        'equal when they hold the same',
        `System.debug(new Library__c(City__c = 'a') == new Library__c(City__c = 'a'));`,
        'true',
    );
    check('text', `System.debug(new Library__c(City__c = 'a', Budget__c = 1));`, 'Library__c:{City__c=a, Budget__c=1}');
    check(
        'a clone has no id',
        `Library__c l = new Library__c(City__c = 'a'); insert l; Library__c c = l.clone(); System.debug(c.Id + ' ' + c.City__c + ' ' + l.clone(true).Id.equals(l.Id));`,
        'null a true',
    );
    check(
        'a map by id',
        `Library__c l = new Library__c(City__c = 'a'); insert l; Map<Id, Library__c> m = new Map<Id, Library__c>([SELECT City__c FROM Library__c]); System.debug(m.get(l.Id).City__c);`,
        'a',
    );
    check(
        'SObject needs a cast',
        `SObject s = new Library__c(City__c = 'a'); Library__c l = (Library__c) s; System.debug(l.City__c + s.getSObjectType());`,
        'aLibrary__c',
    );
    check(
        'switch on the type',
        `SObject s = new Rack__c(); switch on s { when Library__c l { System.debug('l'); } when Rack__c r { System.debug('r'); } }`,
        'r',
    );
    check(
        'a wrong type',
        `Library__c l = new Library__c(Budget__c = 'x');`,
        '1:31 Illegal assignment from String to Decimal',
    );
    check(
        'an unknown field',
        `Library__c l = new Library__c(Foo = 1);`,
        '1:31 Field does not exist: Foo on Library__c',
    );
});
