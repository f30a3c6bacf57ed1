/** Approval processes as clients meet them (REST API developer guide, "Process Approvals"; Metadata API guide, "ApprovalProcess"). */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { soapCall, valuesOf } from '../soap/suite.ts';
import { Client, outcomeOf, TestServer, type Answer } from '../suite/client.ts';

interface Result {
    readonly actorIds: string[];
    readonly entityId: string;
    readonly instanceId: string;
    readonly instanceStatus: string;
    readonly newWorkitemIds: string[];
    readonly success: boolean;
    readonly errors: { statusCode: string }[] | null;
}

let server: TestServer;
let admin: Client;
/** Of the role Desk; makes libraries and submits them. */
let clerk: Client;
/** Above him, so that he sees and changes his libraries. */
let keeper: Client;
/** A member of the queue Intake, above him as well. */
let sorter: Client;
before(() => {
    server = new TestServer();
    admin = server.admin;
    clerk = server.user('Clerk', { sets: ['Librarian'], role: 'Desk' });
    keeper = server.user('Keeper', { sets: ['Librarian'], role: 'Head' });
    sorter = server.user('Sorter', { sets: ['Librarian'], role: 'Head', groups: ['Readers'] });
});
after(async () => {
    await server.close();
    assert.deepEqual(server.faults, []);
});

function library(fields: object = {}): Promise<string> {
    return clerk.make('Library__c', { Name: 'Stacks', Budget__c: 2000, Keeper__c: keeper.userId, ...fields });
}

function post(client: Client, ...requests: object[]): Promise<Answer> {
    return client.send('POST', '/process/approvals', { requests });
}

/** Does what must succeed. */
async function done(client: Client, actionType: string, contextId: string, more: object = {}): Promise<Result> {
    const answer = await post(client, { actionType, contextId, ...more });
    assert.equal(answer.status, 200, answer.text);
    const [result] = answer.body as Result[];
    assert.ok(result?.success);
    return result;
}

async function refused(client: Client, actionType: string, contextId: string, more: object = {}): Promise<string> {
    return outcomeOf(await post(client, { actionType, contextId, ...more }));
}

async function valueOf(id: string, field: string): Promise<unknown> {
    return ((await admin.get(`/sobjects/Library__c/${id}`)).body as Record<string, unknown>)[field];
}

async function rows(client: Client, soql: string): Promise<Record<string, unknown>[]> {
    return ((await client.query(soql)).body as { records: Record<string, unknown>[] }).records;
}

async function setManager(manager: string | null): Promise<void> {
    const { status } = await admin.send('PATCH', `/sobjects/User/${clerk.userId}`, { ManagerId: manager });
    assert.equal(status, 204);
}

describe('the list', () => {
    test('tells the active processes by object, in their order, to those who may read the object', async () => {
        const { approvals } = (await clerk.get('/process/approvals')).body as {
            approvals: Record<string, { name: string; sortOrder: number; id: string; object: string }[]>;
        };
        const listed = approvals['Library__c'] ?? [];
        assert.deepEqual(
            listed.map(({ name, sortOrder }) => [name, sortOrder]),
            [
                ['Large budget', 1],
                ['Any budget', 2],
            ],
        );
        const [definition] = await rows(
            clerk,
            `SELECT DeveloperName, State FROM ProcessDefinition WHERE Id = '${listed[0]?.id ?? ''}'`,
        );
        assert.deepEqual([definition?.['DeveloperName'], definition?.['State']], ['Large_Budget', 'Active']);
        const stranger = server.user('Stranger', {});
        assert.deepEqual((await stranger.get('/process/approvals')).body, { approvals: {} });
    });
});

describe('an approval', () => {
    test('goes from step to step to its end, and runs the field updates of each', async () => {
        const id = await library({ Budget__c: 9000, Open__c: true, Capacity__c: 5 });
        const submitted = await done(clerk, 'Submit', id, { comments: 'please' });
        assert.deepEqual([submitted.entityId, submitted.instanceStatus, submitted.errors], [id, 'Pending', null]);
        assert.deepEqual(submitted.actorIds, [keeper.userId]);
        assert.equal(await valueOf(id, 'Open__c'), false);
        const [item = ''] = submitted.newWorkitemIds;
        const second = await done(keeper, 'Approve', item, { comments: 'fine' });
        assert.equal(await valueOf(id, 'Capacity__c'), null);
        assert.deepEqual([second.instanceStatus, second.newWorkitemIds.length], ['Pending', 2]);
        const [forQueue = '', forMaker = ''] = second.newWorkitemIds;
        // all are asked: the first answer ends nothing
        assert.equal((await done(sorter, 'Approve', forQueue)).instanceStatus, 'Pending');
        assert.equal(await valueOf(id, 'City__c'), null);
        const last = await done(clerk, 'Approve', forMaker);
        assert.deepEqual([last.instanceStatus, last.actorIds, last.newWorkitemIds], ['Approved', [], []]);
        assert.equal(await valueOf(id, 'City__c'), 'Approved: Stacks');
        const [instance] = await rows(
            clerk,
            `SELECT Status, (SELECT StepStatus, Comments FROM Steps ORDER BY Id), (SELECT Id FROM Workitems) FROM ProcessInstance WHERE TargetObjectId = '${id}'`,
        );
        const steps = instance?.['Steps'] as { records: { StepStatus: string; Comments: string | null }[] };
        assert.deepEqual(
            steps.records.map(({ StepStatus, Comments }) => [StepStatus, Comments]),
            [
                ['Started', 'please'],
                ['Approved', 'fine'],
                ['Approved', null],
                ['Approved', null],
            ],
        );
        assert.deepEqual([instance?.['Status'], instance?.['Workitems']], ['Approved', null]);
    });

    test('is approved at once when a step that is not for the record says so', async () => {
        const id = await library();
        const { newWorkitemIds } = await done(clerk, 'Submit', id);
        assert.equal((await done(keeper, 'Approve', newWorkitemIds[0] ?? '')).instanceStatus, 'Approved');
    });

    test('goes back to those who approved before, or ends, when somebody rejects', async () => {
        const id = await library({ Budget__c: 9000 });
        const [first = ''] = (await done(clerk, 'Submit', id)).newWorkitemIds;
        const [second = ''] = (await done(keeper, 'Approve', first)).newWorkitemIds;
        const back = await done(sorter, 'Reject', second);
        assert.deepEqual([back.instanceStatus, back.actorIds], ['Pending', [keeper.userId]]);
        const end = await done(keeper, 'Reject', back.newWorkitemIds[0] ?? '');
        assert.equal(end.instanceStatus, 'Rejected');
        assert.equal(await valueOf(id, 'City__c'), 'Rejected');
        // not locked any more, and free to be submitted again
        assert.equal((await clerk.send('PATCH', `/sobjects/Library__c/${id}`, { City__c: 'Ghent' })).status, 204);
        await done(clerk, 'Submit', id);
    });

    test('is taken back by its submitter where the process lets him', async () => {
        const id = await library();
        const [item = ''] = (await done(clerk, 'Submit', id)).newWorkitemIds;
        assert.equal(await refused(sorter, 'Removed', item), '400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
        assert.equal((await done(clerk, 'Removed', item)).instanceStatus, 'Removed');
        assert.equal(await valueOf(id, 'Open__c'), true);
        assert.equal(await refused(keeper, 'Approve', item), '400 INVALID_CROSS_REFERENCE_KEY');
    });

    test('asks managers, and whom the approver chooses', async () => {
        const id = await library({ Budget__c: 10 });
        assert.equal(await refused(clerk, 'Submit', id), '400 MANAGER_NOT_DEFINED');
        assert.equal((await rows(admin, `SELECT Id FROM ProcessInstance WHERE TargetObjectId = '${id}'`)).length, 0);
        await setManager(keeper.userId);
        const submitted = await done(clerk, 'Submit', id);
        assert.deepEqual(submitted.actorIds, [keeper.userId]);
        const [item = ''] = submitted.newWorkitemIds;
        assert.equal(await refused(keeper, 'Approve', item), '400 REQUIRED_FIELD_MISSING');
        const nobody = server.user('Nobody', {});
        const unable = { nextApproverIds: [nobody.userId] };
        assert.equal(
            await refused(keeper, 'Approve', item, unable),
            '400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        );
        const next = await done(keeper, 'Approve', item, { nextApproverIds: [sorter.userId] });
        assert.deepEqual(next.actorIds, [sorter.userId]);
        assert.equal(
            await refused(clerk, 'Removed', next.newWorkitemIds[0] ?? ''),
            '400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
        );
        await done(sorter, 'Approve', next.newWorkitemIds[0] ?? '');
        const [queue] = await rows(admin, "SELECT Id FROM Group WHERE Type = 'Queue' AND DeveloperName = 'Intake'");
        assert.equal(await valueOf(id, 'OwnerId'), queue?.['Id']);
    });

    test('is rejected at once when the first step says so, and stays locked where the process does', async () => {
        const id = await library({ Budget__c: 0 });
        assert.equal((await done(clerk, 'Submit', id)).instanceStatus, 'Rejected');
        const change = await clerk.send('PATCH', `/sobjects/Library__c/${id}`, { City__c: 'Ghent' });
        assert.equal(outcomeOf(change), '400 ENTITY_IS_LOCKED');
    });
});

describe('who may', () => {
    test('submit: those whom the process names, who may change the record, once', async () => {
        const id = await library();
        assert.equal(await refused(keeper, 'Submit', id), '400 NO_APPLICABLE_PROCESS');
        const stranger = server.user('Outsider', { sets: ['Librarian'] });
        assert.equal(await refused(stranger, 'Submit', id), '400 INVALID_CROSS_REFERENCE_KEY');
        const inName = { contextActorId: clerk.userId };
        assert.equal(await refused(keeper, 'Submit', id, inName), '400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
        await done(admin, 'Submit', id, inName);
        assert.equal(await refused(clerk, 'Submit', id), '400 ALREADY_IN_PROCESS');
    });

    test('submit to a process by its name, without its criteria when asked', async () => {
        const id = await library({ Budget__c: 10 });
        const named = { processDefinitionNameOrId: 'Large_Budget' };
        assert.equal(await refused(clerk, 'Submit', id, named), '400 NO_APPLICABLE_PROCESS');
        assert.equal(
            await refused(clerk, 'Submit', id, { processDefinitionNameOrId: 'Nope' }),
            '400 NO_APPLICABLE_PROCESS',
        );
        const result = await done(clerk, 'Submit', id, { ...named, skipEntryCriteria: true });
        assert.deepEqual(result.actorIds, [keeper.userId]);
    });

    test('answer: who is asked, his delegate where the step has one, and administrators', async () => {
        const [first = ''] = (await done(clerk, 'Submit', await library())).newWorkitemIds;
        assert.equal(await refused(sorter, 'Approve', first), '400 INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY');
        const delegate = { DelegatedApproverId: sorter.userId };
        assert.equal((await admin.send('PATCH', `/sobjects/User/${keeper.userId}`, delegate)).status, 204);
        await done(sorter, 'Approve', first);
        await admin.send('PATCH', `/sobjects/User/${keeper.userId}`, { DelegatedApproverId: null });
        const [second = ''] = (await done(clerk, 'Submit', await library())).newWorkitemIds;
        await done(admin, 'Reject', second);
    });

    test('change a record that waits: administrators, and whom the process lets', async () => {
        const id = await library();
        await done(clerk, 'Submit', id);
        const change = async (client: Client): Promise<string> =>
            outcomeOf(await client.send('PATCH', `/sobjects/Library__c/${id}`, { City__c: client.userId }));
        assert.equal(await change(clerk), '400 ENTITY_IS_LOCKED');
        assert.equal(outcomeOf(await clerk.send('DELETE', `/sobjects/Library__c/${id}`)), '400 ENTITY_IS_LOCKED');
        assert.equal(await change(keeper), '204');
        assert.equal(await change(admin), '204');
    });

    test('see what tells of an approval: who may read the record', async () => {
        const id = await library();
        await done(clerk, 'Submit', id);
        const reader = server.user('Elsewhere', { sets: ['Librarian'] });
        for (const object of ['ProcessInstanceStep', 'ProcessInstanceWorkitem', 'ProcessInstanceNode']) {
            const soql = `SELECT Id FROM ${object} WHERE ProcessInstance.TargetObjectId = '${id}'`;
            assert.equal((await rows(clerk, soql)).length, 1, object);
            assert.equal((await rows(reader, `SELECT Id FROM ${object}`)).length, 0, object);
        }
        assert.equal((await rows(reader, 'SELECT Id FROM ProcessInstance')).length, 0);
        const forged = await clerk.send('POST', '/sobjects/ProcessInstance', { TargetObjectId: id });
        assert.ok(forged.status >= 400);
    });
});

describe('requests', () => {
    test('stand for themselves: what succeeds is kept beside what is refused', async () => {
        const [good, bad] = [await library(), await library({ Budget__c: null })];
        const answer = await post(clerk, ...[bad, good].map((contextId) => ({ actionType: 'Submit', contextId })));
        assert.equal(answer.status, 200);
        const [refusal, result] = answer.body as Result[];
        assert.deepEqual([refusal?.success, refusal?.errors?.[0]?.statusCode], [false, 'NO_APPLICABLE_PROCESS']);
        assert.equal(result?.success, true);
    });

    test('that cannot be read are refused', async () => {
        const id = await library();
        const cases: [object, string][] = [
            [{ contextId: id }, 'INVALID_INPUT'],
            [{ actionType: 'Submit', contextId: 7 }, 'JSON_PARSER_ERROR'],
            [{ actionType: 'Submit', contextId: id, nextApproverIds: 'x' }, 'JSON_PARSER_ERROR'],
            [{ actionType: 'Submit', contextId: id, skipEntryCriteria: 'maybe' }, 'JSON_PARSER_ERROR'],
            [{ actionType: 'Submit', contextId: id, contextActorId: 'x' }, 'INVALID_CROSS_REFERENCE_KEY'],
            [{ actionType: 'Approve' }, 'MISSING_ARGUMENT'],
        ];
        for (const [request, code] of cases) assert.equal(outcomeOf(await post(clerk, request)), `400 ${code}`);
        assert.equal(outcomeOf(await post(clerk)), '400 MISSING_ARGUMENT');
    });

    test('come by SOAP as well', async () => {
        const id = await library();
        const call = (client: Client, type: string, inner: string): Promise<Answer> =>
            soapCall(server, client.token, `<process><actions xsi:type="${type}">${inner}</actions></process>`);
        const submitted = await call(clerk, 'ProcessSubmitRequest', `<objectId>${id}</objectId>`);
        assert.deepEqual(valuesOf(submitted, 'instanceStatus'), ['Pending']);
        const [item = ''] = valuesOf(submitted, 'newWorkitemIds');
        const approve = `<action>Approve</action><workitemId>${item}</workitemId>`;
        assert.deepEqual(valuesOf(await call(keeper, 'ProcessWorkitemRequest', approve), 'instanceStatus'), [
            'Approved',
        ]);
        assert.deepEqual(valuesOf(await call(keeper, 'ProcessWorkitemRequest', approve), 'statusCode'), [
            'INVALID_CROSS_REFERENCE_KEY',
        ]);
    });
});
