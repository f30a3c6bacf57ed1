/** Apex developer guide, "Testing Apex": what runs, what each test finds, and what is told of it. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import { openWithApex } from '../suite/apex.ts';
import { Actor } from '../suite/library.ts';
import { runTests, type TestSelection } from './tests.ts';

const TESTS = `
@IsTest
private class LibraryTest {
    @TestSetup
    static void setUp() { insert new Library__c(City__c = 'set up'); }

    @IsTest
    static void findsWhatWasSetUp() {
        Assert.areEqual('set up', [SELECT City__c FROM Library__c].City__c);
        insert new Library__c();
        Counter.up();
        Assert.areEqual(1, Counter.n);
    }

    @IsTest
    static void findsNothingOfOthers() {
        Assert.areEqual(1, [SELECT COUNT() FROM Library__c]);
        Counter.up();
        Assert.areEqual(1, Counter.n);
    }

    @IsTest
    static void fails() {
        Assert.areEqual(2, [SELECT COUNT() FROM Library__c], 'libraries');
    }

    static testMethod void hasLimitsOfItsOwnBetweenStartAndStop() {
        for (Integer i = 0; i < 60; i++) { Integer n = [SELECT COUNT() FROM Library__c]; }
        Test.startTest();
        for (Integer i = 0; i < 60; i++) { Integer n = [SELECT COUNT() FROM Library__c]; }
        Test.stopTest();
        Assert.isTrue(Test.isRunningTest());
    }

    @IsTest
    static void runsAsOthers() {
        User other = new User(LastName = 'Ada', Alias = 'ada', Username = 'ada@library.test', Email = 'ada@library.test', ProfileId = [SELECT Id FROM Profile WHERE Name = 'Minimum Access - Salesforce'].Id);
        insert other;
        System.runAs(other) { Assert.areEqual(0, Counter.libraries()); }
        Assert.areEqual(1, Counter.libraries());
    }

    static void isNoTest() { Assert.fail(); }
}`;

const COUNTER = `
public with sharing class Counter {
    public static Integer n = 0;
    public static void up() { n++; }
    public static Integer libraries() { return [SELECT COUNT() FROM Library__c]; }
}`;

const BROKEN_SETUP = `
@IsTest
private class SetupTest {
    @TestSetup
    static void setUp() { Integer i = 1 / 0; }
    @IsTest
    static void neverRuns() { }
}`;

const NOT_COMPILED = `
@IsTest
private class FaultyTest {
    @IsTest
    static void faulty() { nothing(); }
    @IsTest
    static void good() { }
}`;

const org = openWithApex({
    classes: { LibraryTest: TESTS, Counter: COUNTER, SetupTest: BROKEN_SETUP, FaultyTest: NOT_COMPILED },
});
after(() => {
    org.close();
});

function outcomes(selection: TestSelection): string[] {
    return runTests(org, ADMINISTRATOR_ID, selection).map(
        ({ methodName, passed, message = '' }) => `${methodName} ${passed ? 'passed' : message}`,
    );
}

describe('Testing Apex', () => {
    it('runs each test on the data that was set up, and takes back what it wrote', () => {
        assert.deepEqual(outcomes({ classes: ['librarytest'] }), [
            'findsWhatWasSetUp passed',
            'findsNothingOfOthers passed',
            'fails System.AssertException: Assertion Failed: libraries: Expected: 2, Actual: 1',
            'hasLimitsOfItsOwnBetweenStartAndStop passed',
            'runsAsOthers passed',
        ]);
        assert.equal(new Actor(org).count('Library__c'), 0);
    });

    it('tells where a test failed', () => {
        const [result] = runTests(org, ADMINISTRATOR_ID, { methods: ['LibraryTest.fails'] });
        assert.equal(result?.stack, 'Class.LibraryTest.fails: line 24, column 1');
    });

    it('fails all tests of a class whose setup fails', () => {
        assert.deepEqual(outcomes({ classes: ['SetupTest'] }), ['neverRuns System.MathException: Divide by 0']);
    });

    it('fails what cannot be compiled, and only that', () => {
        assert.deepEqual(outcomes({ classes: ['FaultyTest'] }), [
            'faulty Method does not exist or incorrect signature: void nothing() from the type FaultyTest',
            'good passed',
        ]);
    });

    it('tells which lines have run, tests left out', () => {
        const units = org.apex.measure((coverage) => {
            runTests(org, ADMINISTRATOR_ID, { methods: ['findsWhatWasSetUp'] });
            return coverage.takeHits();
        });
        assert.deepEqual(
            units.map(({ name, lines, hit }) => [name, [...lines], [...hit]]),
            [['Counter', [3, 4, 5], [3, 4]]],
        );
    });
});
