import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Actor, codes, openLibrary, outcome, undone } from '../org/suite/library.ts';
import { deleteByIds, insertRecords, undeleteByIds, updateRecords } from '../org/records.ts';
import { fail, type DmlContext, type TriggerEvent, type TriggerRunner } from './context.ts';

const org = openLibrary();
const admin = new Actor(org);
after(() => {
    org.close();
});

function withTriggers(run: (...args: Parameters<TriggerRunner>) => void): DmlContext {
    const runTriggers: TriggerRunner = (...args) => {
        run(...args);
        return true;
    };
    return { ...admin.context, runTriggers };
}

describe('triggers run at their moments', () => {
    it(
        'of the record, then of its parents, up to the top',
        undone(org, () => {
            const seen: string[] = [];
            const context = withTriggers((event, { name }, works) =>
                seen.push(`${event} ${name} ${String(works.length)}`),
            );
            const library = admin.make('Library__c');
            const [shelf] = insertRecords(context, admin.object('Rack__c'), [{ Library__c: library }]);
            assert.deepEqual(seen.splice(0), [
                'beforeInsert Rack__c 1',
                'afterInsert Rack__c 1',
                'beforeUpdate Library__c 1',
                'afterUpdate Library__c 1',
            ]);
            updateRecords(context, admin.object('Rack__c'), [{ Id: shelf?.id }]);
            assert.deepEqual(seen.splice(0), ['beforeUpdate Rack__c 1', 'afterUpdate Rack__c 1']);
            deleteByIds(context, [shelf?.id ?? '']);
            undeleteByIds(context, [shelf?.id ?? '']);
            assert.deepEqual(
                seen.filter((one) => one.includes('Rack__c')),
                ['beforeDelete Rack__c 1', 'afterDelete Rack__c 1', 'afterUndelete Rack__c 1'],
            );
        }),
    );

    it(
        'before it is written they may change a record; what they put in is checked',
        undone(org, () => {
            const context = withTriggers((event, object, works) => {
                if (event !== 'beforeInsert' && event !== 'beforeUpdate') return;
                for (const { record } of works) {
                    if (object.name === 'Library__c') record['City__c'] = 'Set';
                    if (record['Status__c'] === 'Closed') record['Status__c'] = 'Nonsense';
                }
            });
            const [library] = insertRecords(context, admin.object('Library__c'), [{}]);
            assert.deepEqual(admin.values('Library__c', library?.id ?? '', 'City__c'), ['Set']);
            const other = admin.make('Library__c');
            const shelves = [{ Library__c: other }, { Library__c: other, Status__c: 'Closed' }];
            assert.deepEqual(codes(insertRecords(context, admin.object('Rack__c'), shelves)), [
                'ok',
                'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
            ]);
            // the parent that took up the roll-up went through its own triggers
            assert.deepEqual(admin.values('Library__c', other, 'City__c', 'Shelves__c'), ['Set', 1]);
        }),
    );

    const events: TriggerEvent[] = ['beforeInsert', 'afterInsert'];
    for (const refusing of events)
        it(
            `an error in ${refusing} refuses its record only, and the others are saved anew`,
            undone(org, () => {
                const context = withTriggers((event, _, works) => {
                    if (event !== refusing) return;
                    for (const work of works) if (work.record['Name'] === 'bad') fail(work, 'CUSTOM', 'No.', ['Name']);
                });
                const records = ['a', 'bad', 'b'].map((Name) => ({ Name }));
                const results = insertRecords(context, admin.object('Partner__c'), records);
                assert.deepEqual(outcome(results), ['', 'CUSTOM [Name] No.', '']);
                assert.equal(admin.count('Partner__c'), 2);
            }),
        );

    it(
        'an error before a delete refuses it',
        undone(org, () => {
            const id = admin.make('Partner__c');
            const context = withTriggers((event, _, works) => {
                if (event === 'beforeDelete') for (const work of works) fail(work, 'CUSTOM', 'No.');
            });
            assert.deepEqual(codes(deleteByIds(context, [id])), ['CUSTOM']);
            assert.equal(admin.count('Partner__c'), 1);
        }),
    );
});
