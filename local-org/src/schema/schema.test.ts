import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { derivedFrom, derivedObjects, historyName, isShared, parentFieldOf, shareName } from './derived.ts';
import type { ObjectType } from './model.ts';
import { Schema } from './schema.ts';
import { STANDARD_OBJECTS } from './standard/index.ts';
import { readLine, standardObject } from './standard/notation.ts';

describe('a line of the notation makes a field', () => {
    const cases: [line: string, expected: object][] = [
        ['City string(40) required', { name: 'City', label: 'City', type: 'string', length: 40, nillable: false }],
        ['LastLoginDate datetime readonly', { label: 'Last Login Date', createable: false, updateable: false }],
        ['Amount currency(16,2)', { type: 'currency', precision: 16, scale: 2 }],
        ['Size int', { type: 'int', precision: 9, scale: 0 }],
        ['PathOnClient string(500) createonly', { createable: true, updateable: false }],
        ['IsOpen boolean default=true', { nillable: false, defaultedOnCreate: true, defaultValue: 'true' }],
        ['Status string(9) default=In_Progress', { defaultValue: 'In Progress' }],
        ['Number string(9) auto={000}', { autoNumber: { format: '{000}', start: 1000 }, nillable: false }],
        ['Street textarea(255) in=Address', { compoundField: 'Address' }],
        ['Note textarea(32000) fls', { permissionable: true, filterable: false, sortable: false, groupable: false }],
        ['Username string(80) unique name', { unique: true, nameField: true }],
    ];
    for (const [line, expected] of cases)
        it(line, () => {
            const field: object = readLine(line);
            assert.deepEqual(Object.fromEntries(Object.entries(field).filter(([key]) => key in expected)), expected);
        });

    it('a reference with its relationships', () => {
        assert.deepEqual(readLine('ParentId reference(Account,User) children=Kids onDelete=Cascade').reference, {
            to: ['Account', 'User'],
            relationshipName: 'Parent',
            childRelationshipName: 'Kids',
            isMasterDetail: false,
            onDelete: 'Cascade',
        });
    });

    it('a picklist with values', () => {
        const values = readLine('Status picklist(Open,In Progress)').picklist?.values.map(({ value }) => value);
        assert.deepEqual(values, ['Open', 'In Progress']);
    });

    it('anything else is an error that shows the line', () => {
        assert.throws(() => readLine('Nonsense'), /not in the notation of fields: Nonsense/);
    });
});

function sample(settings: Partial<ObjectType> = {}): ObjectType {
    return {
        ...standardObject('Thing', { keyPrefix: '0zz', owned: true, fields: 'Name string(80) name' }),
        ...settings,
    };
}

describe('shares and history come with an object', () => {
    const cases: [what: string, settings: Partial<ObjectType>, names: string[]][] = [
        ['private', { sharingModel: 'Private' }, ['ThingShare']],
        ['read only for others', { sharingModel: 'Read' }, ['ThingShare']],
        ['open to all', { sharingModel: 'ReadWrite' }, []],
        ['with history', { sharingModel: 'ReadWrite', historyEnabled: true }, ['ThingHistory']],
        [
            'custom',
            { name: 'Thing__c', custom: true, sharingModel: 'Private', historyEnabled: true },
            ['Thing__Share', 'Thing__History'],
        ],
        ['without an owner', { sharingModel: 'Private', fields: new Map() }, []],
    ];
    for (const [what, settings, names] of cases)
        it(what, () => {
            const object = sample(settings);
            const derived = derivedObjects(object);
            assert.deepEqual(
                derived.map(({ name }) => name),
                names,
            );
            assert.equal(isShared(object), names.includes(shareName(object)));
            for (const one of derived) assert.equal(derivedFrom(one), object.name);
        });

    it('they refer to their record by an id of its own name, custom ones by ParentId', () => {
        const [share] = derivedObjects(sample({ sharingModel: 'Private' }));
        const [history] = derivedObjects(
            sample({ name: 'Thing__c', custom: true, sharingModel: 'ReadWrite', historyEnabled: true }),
        );
        assert.equal(share && parentFieldOf(share)?.name, 'ThingId');
        assert.equal(history && parentFieldOf(history)?.name, 'ParentId');
        assert.equal(history?.name, historyName(sample({ name: 'Thing__c', custom: true })));
    });
});

describe('a schema finds by name in any case', () => {
    const schema = new Schema(STANDARD_OBJECTS);
    const contact = schema.object('cOnTaCt');
    assert.ok(contact);

    it('objects, and objects of ids', () => {
        assert.equal(contact.name, 'Contact');
        assert.equal(schema.objectOfId('003000000000001AAA'), contact);
        assert.equal(schema.object('Nothing'), undefined);
        assert.equal(schema.objectOfId('zzz000000000001AAA'), undefined);
    });

    it('fields, parents and children', () => {
        assert.equal(schema.field(contact, 'LASTNAME')?.name, 'LastName');
        assert.equal(schema.parentRelationship(contact, 'account')?.name, 'AccountId');
        const account = schema.object('Account');
        assert.equal(account && schema.childRelationship(account, 'CONTACTS')?.child, contact);
        assert.equal(account && schema.childRelationship(account, 'Nothing'), undefined);
    });

    it('objects in alphabetical order', () => {
        const names = schema.objects.map(({ name }) => name.toLowerCase());
        assert.deepEqual(names, [...names].sort());
    });

    it('two objects of one name are refused', () => {
        assert.throws(() => new Schema([sample(), sample({ name: 'THING' })]), /two objects named THING/);
    });
});
