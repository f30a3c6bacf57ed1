import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import { parseClass, parseTrigger } from './declarations.ts';
import { keptTree } from './kept-trees.ts';

/** A source that no run has seen before. */
function newSource(): string {
    const name = `Shelf_${randomUUID().replaceAll('-', '')}`;
    return `/** ${'Holds books. '.repeat(30)} */
        @IsTest(SeeAllData=false) public with sharing class ${name} extends Holder implements Comparable<${name}> {
            private static final Map<Id, List<Book__c>> BOOKS = new Map<Id, List<Book__c>>(), MORE;
            public Integer size { get { return BOOKS?.size() ?? 0; } private set; }
            static { MORE = null; }
            public ${name}(Id one) { super(one); this.size += one == null ? 1 : -1; }
            public List<Book__c> read(Set<Id> ids) {
                for (Book__c book : [SELECT Id, (SELECT Id FROM Loans__r) FROM Book__c WHERE Id IN :ids AND Name = :name()]) {
                    try { update as user book; } catch (DmlException fault) { throw fault; } finally { BOOKS.clear(); }
                }
                switch on size { when 1, 2 { return null; } when else { return new List<Book__c>{ new Book__c() }; } }
            }
            public enum Kind { A, B }
        }`;
}

const notParsed = (): never => {
    throw new Error('parsed again');
};

describe('a source that was parsed before', () => {
    it('is read as the same tree', () => {
        const source = newSource();
        assert.deepEqual(
            keptTree('class', source, () => parseClass(source)),
            parseClass(source),
        );
        assert.deepEqual(keptTree('class', source, notParsed), parseClass(source));
    });

    it('is told apart from the same text of another kind', () => {
        const source = newSource();
        keptTree('class', source, () => parseClass(source));
        assert.throws(() => keptTree('trigger', source, () => parseTrigger(source)), { name: 'CompileError' });
    });

    it('that is wrong is wrong each time', () => {
        const source = `${newSource()} }`;
        for (let time = 0; time < 2; time++)
            assert.throws(() => keptTree('class', source, () => parseClass(source)), { name: 'CompileError' });
    });
});
