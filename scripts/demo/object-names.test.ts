import assert from 'node:assert/strict';
import { test } from 'node:test';
import { objectName } from './object-names.ts';

test('objects are named as their labels say', () => {
    assert.equal(objectName('Location__c'), 'Locaties');
    assert.equal(objectName('User'), 'User');
});
