import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { prepareQuery } from './index.ts';
import { openLibrary } from './suite/library.ts';

const library = openLibrary();
const id = (name: string): string => library.ids.get(name) ?? '';
const prepare = (soql: string): ReturnType<typeof prepareQuery> => prepareQuery(soql, library.scope);

describe('Records as REST gives them', () => {
    test('a record, its parents and its children', () => {
        const query = `SELECT name, shelf__r.NAME, Sequel_To__r.Id, (SELECT Name, Owner.Name FROM Loans__r ORDER BY Name LIMIT 1), (SELECT Id FROM Sequels__r WHERE Pages__c = 0) FROM Book__c WHERE Id = '${id('Atlas')}'`;
        assert.deepEqual(
            [...prepare(query).records('62.0')],
            [
                {
                    attributes: { type: 'Book__c', url: `/services/data/v62.0/sobjects/Book__c/${id('Atlas')}` },
                    Name: 'Atlas',
                    Shelf__r: {
                        attributes: { type: 'Shelf__c', url: `/services/data/v62.0/sobjects/Shelf__c/${id('S1')}` },
                        Name: 'S-001',
                    },
                    Sequel_To__r: null,
                    Loans__r: {
                        totalSize: 1,
                        done: true,
                        records: [
                            {
                                attributes: {
                                    type: 'Loan__c',
                                    url: `/services/data/v62.0/sobjects/Loan__c/${id('L1')}`,
                                },
                                Name: 'L-0001',
                                Owner: {
                                    attributes: {
                                        type: 'Name',
                                        url: `/services/data/v62.0/sobjects/User/${id('Lies')}`,
                                    },
                                    Name: 'Lies Librarian',
                                },
                            },
                        ],
                    },
                    Sequels__r: null,
                },
            ],
        );
    });

    test('members stand in the order of the query', () => {
        const [record] = prepare('SELECT Pages__c, Shelf__r.Name, Name, Shelf__r.Id FROM Book__c LIMIT 1').records();
        assert.deepEqual(Object.keys(record ?? {}), ['attributes', 'Pages__c', 'Shelf__r', 'Name']);
    });

    test('totals', () => {
        const [record] = prepare(
            "SELECT Genre__c, COUNT(Id), MAX(Pages__c) most, MIN(Name) FROM Book__c WHERE Genre__c = 'Essay' GROUP BY Genre__c",
        ).records();
        assert.deepEqual(record, {
            attributes: { type: 'AggregateResult' },
            Genre__c: 'Essay',
            expr0: 2,
            most: 410,
            expr1: 'Atlas',
        });
    });

    test('TYPEOF gives the type that the record has', () => {
        const [record] = prepare(
            "SELECT TYPEOF What WHEN Account THEN Phone END FROM Task WHERE Subject = 'Call Acme'",
        ).records();
        assert.deepEqual(record?.['What'], {
            attributes: { type: 'Account', url: `/services/data/v64.0/sobjects/Account/${id('Acme')}` },
            Phone: '09 123',
        });
    });

    test('files are given by their place', () => {
        library.store.run(
            `INSERT INTO "ContentVersion" (Id, Title, VersionData) VALUES ('068000000000001AAA', 'a', x'616263'), ('068000000000002AAA', 'b', NULL)`,
        );
        const records = [...prepare('SELECT VersionData FROM ContentVersion ORDER BY Title').records()];
        assert.deepEqual(
            records.map((record) => record['VersionData']),
            ['/services/data/v64.0/sobjects/ContentVersion/068000000000001AAA/VersionData', null],
        );
    });

    test('pages of a result', () => {
        const result = prepare('SELECT Name FROM Book__c ORDER BY Name').run();
        assert.equal(result.totalSize, 9);
        assert.deepEqual(
            result.records(2, 4).map((record) => record['Name']),
            ['Birds', 'Cities'],
        );
        assert.deepEqual(
            result.records(8, 100).map((record) => record['Name']),
            ['Élégie'],
        );
    });

    test('a count has no records', () => {
        const prepared = prepare('SELECT COUNT() FROM Book__c');
        assert.equal(prepared.isCount, true);
        assert.equal(prepared.run().totalSize, 9);
        assert.deepEqual([...prepared.records()], []);
    });
});

describe('columns=true', () => {
    test('fields, parents, subqueries', () => {
        const { columns } = prepare(
            'SELECT Id, Name, Pages__c, Available__c, Shelf__r.Name, Shelf__r.Branch__r.Name, (SELECT Name FROM Loans__r) FROM Book__c',
        );
        assert.deepEqual([columns.entityName, columns.groupBy, columns.idSelected], ['Book__c', false, true]);
        const summary = columns.columnMetadata.map((column) => [
            column.columnName,
            column.apexType,
            column.aggregate,
            column.numberType,
            column.textType,
            column.booleanType,
            column.custom,
            column.foreignKeyName,
            column.joinColumns
                .map((one) => `${one.columnName}${one.joinColumns.map((two) => `.${two.columnName}`).join('')}`)
                .join(' '),
        ]);
        assert.deepEqual(summary, [
            ['Id', 'Id', false, false, false, false, false, null, ''],
            ['Name', 'String', false, false, true, false, false, null, ''],
            ['Pages__c', 'Double', false, true, false, false, true, null, ''],
            ['Available__c', 'Boolean', false, false, false, true, true, null, ''],
            ['Shelf__r', null, false, false, false, false, true, 'Shelf__c', 'Name Branch__r.Name'],
            ['Loans__r', null, true, false, false, false, true, null, 'Name'],
        ]);
    });

    test('totals', () => {
        const { columns } = prepare(
            'SELECT Genre__c, COUNT(Id), MAX(Acquired__c) latest FROM Book__c GROUP BY Genre__c',
        );
        assert.equal(columns.groupBy, true);
        assert.deepEqual(
            columns.columnMetadata.map((column) => [
                column.columnName,
                column.displayName,
                column.aggregate,
                column.apexType,
            ]),
            [
                ['Genre__c', 'Genre__c', false, 'String'],
                ['expr0', 'COUNT(Id)', true, 'Integer'],
                ['latest', 'MAX(Acquired__c)', true, 'DateTime'],
            ],
        );
    });
});

describe('Query Performance Feedback', () => {
    test('an index', () => {
        const [plan] = prepare(`SELECT Name FROM Book__c WHERE Id = '${id('Atlas')}'`).explain();
        assert.deepEqual(plan, {
            cardinality: 1,
            fields: ['Id'],
            leadingOperationType: 'Index',
            notes: [],
            relativeCost: 0.1,
            sobjectCardinality: 10,
            sobjectType: 'Book__c',
        });
    });

    test('a lookup, which is indexed', () => {
        const [plan] = prepare(`SELECT Name FROM Book__c WHERE Shelf__c = '${id('S1')}' AND Pages__c > 5`).explain();
        assert.deepEqual([plan?.leadingOperationType, plan?.fields], ['Index', ['Shelf__c']]);
    });

    test('a scan', () => {
        const [plan] = prepare('SELECT Name FROM Book__c WHERE Pages__c > 5').explain();
        assert.equal(plan?.leadingOperationType, 'TableScan');
        assert.ok(plan.relativeCost > 1);
        assert.equal(plan.notes[0]?.tableEnumOrId, 'Book__c');
    });
});
