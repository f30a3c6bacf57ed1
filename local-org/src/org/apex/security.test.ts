/** Apex reference guide, "Security class", stripInaccessible; Apex developer guide, "Enforcing object and field permissions". */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import { logOf, openWithApex } from '../suite/apex.ts';
import { makeUser } from '../suite/library.ts';

const org = openWithApex({});
const reader = makeUser(org, 'Ada', { sets: ['Reader'] });
after(() => {
    org.close();
});

const RECORDS = `List<Library__c> records = new List<Library__c>{ new Library__c(City__c = 'a', Secret__c = 's', OwnerId = UserInfo.getUserId()), new Library__c(City__c = 'b') };`;

function check(rule: string, source: string, expected: string, userId = reader.userId): void {
    void it(rule, () => {
        assert.equal(logOf(org, userId, `${RECORDS} ${source}`), expected);
    });
}

describe('Security class', () => {
    check(
        'fields that the user may not read go, and are told',
        `SObjectAccessDecision d = Security.stripInaccessible(AccessType.READABLE, records);
         System.debug(d.getRecords() + ' ' + d.getRemovedFields() + ' ' + d.getModifiedIndexes() + ' ' + records[0].isSet('Secret__c'));`,
        `(Library__c:{City__c=a, OwnerId=USER}, Library__c:{City__c=b}) {Library__c={Secret__c}} {0} true`.replace(
            'USER',
            reader.userId,
        ),
    );
    check(
        'without rights on the object nothing is given',
        `Security.stripInaccessible(AccessType.UPDATABLE, records);`,
        'System.NoAccessException: No access to entity: Library__c',
    );
    check(
        'unless only fields are asked for',
        `System.debug(Security.stripInaccessible(AccessType.UPDATABLE, records, false).getRecords()[1].getPopulatedFieldsAsMap());`,
        '{}',
    );
    check(
        'of parents too',
        `Library__c library = new Library__c(Secret__c = 's', City__c = 'c');
         Rack__c rack = new Rack__c(Library__r = library);
         SObjectAccessDecision d = Security.stripInaccessible(AccessType.READABLE, new List<Rack__c>{ rack });
         System.debug(((Rack__c) d.getRecords()[0]).Library__r + ' ' + d.getRemovedFields());`,
        'Library__c:{City__c=c} {Library__c={Secret__c}}',
    );
    check(
        'who may do everything loses nothing',
        `System.debug(Security.stripInaccessible(AccessType.CREATABLE, records).getRemovedFields());`,
        '{}',
        ADMINISTRATOR_ID,
    );
});
