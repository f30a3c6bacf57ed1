/** Deploys of approval processes: what the org cannot run is refused, and what goes leaves its history. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { outcomeOf } from '../suite/client.ts';
import { definition, type Deployed } from '../suite/metadata-client.ts';
import { DeployServer } from './suite.ts';

let org: DeployServer;
let server: DeployServer['server'];
let metadata: DeployServer['metadata'];
before(() => {
    org = new DeployServer();
    ({ server, metadata } = org);
});
after(() => org.close());

const KEEPER = '<approver><name>Keeper__c</name><type>relatedUserField</type></approver>';

/** A process with one step. @param parts elements that differ from one that can be run */
function process({ approver = KEEPER, criteria = '', action = '', submitter = '<type>owner</type>' } = {}): string {
    const step = `<allowDelegate>false</allowDelegate><assignedApprover>${approver}</assignedApprover><label>One</label><name>One</name>`;
    return definition(
        'ApprovalProcess',
        `<active>true</active><allowRecall>true</allowRecall><allowedSubmitters>${submitter}</allowedSubmitters>
        <approvalStep>${step}</approvalStep>${criteria}
        ${action === '' ? '' : `<finalApprovalActions><action>${action}</action></finalApprovalActions>`}
        <label>Deployed</label><processOrder>9</processOrder><recordEditability>AdminOnly</recordEditability>`,
    );
}

function deploy(file: string): Promise<Deployed> {
    const name = 'Library__c.Deployed';
    return metadata.deploy({ ApprovalProcess: [name] }, { [`approvalProcesses/${name}.approvalProcess`]: file });
}

describe('a deploy', () => {
    test('refuses what the org could not run', async () => {
        const criterion = (field: string): string =>
            `<entryCriteria><criteriaItems><field>${field}</field><operation>equals</operation><value>1</value></criteriaItems></entryCriteria>`;
        const cases: [Parameters<typeof process>[0], RegExp][] = [
            [
                { approver: '<approver><name>X</name><type>apexMethod</type></approver>' },
                /no approvers of type apexMethod/,
            ],
            [{ approver: '<approver><type>userHierarchyField</type></approver>' }, /nextAutomatedApprover/],
            [{ approver: '<approver><name>Nope</name><type>queue</type></approver>' }, /no Queue named Nope found/],
            [{ submitter: '<type>partnerUser</type>' }, /no submitters of type partnerUser/],
            [{ submitter: '<submitter>Nope</submitter><type>role</type>' }, /no role named Nope found/],
            [{ criteria: criterion('Library__c.Nope__c') }, /no CustomField named/],
            [{ criteria: criterion('User.Title') }, /criteria look at fields of Library__c/],
            [{ criteria: '<entryCriteria><formula>Nope__c = 1</formula></entryCriteria>' }, /Nope__c/],
            [{ action: '<name>Nope</name><type>FieldUpdate</type>' }, /no WorkflowFieldUpdate named Library__c.Nope/],
            [{ action: '<name>X</name><type>FlowAction</type>' }, /no action of type FlowAction/],
        ];
        for (const [parts, problem] of cases) {
            const { status, failures } = await deploy(process(parts));
            assert.equal(status, 'Failed', String(problem));
            assert.match(failures.join('\n'), problem);
        }
    });

    test('makes a process that runs, and one that goes leaves its history and what waits', async () => {
        const { admin } = server;
        assert.deepEqual((await deploy(process())).failures, []);
        const id = await admin.make('Library__c', { Name: 'New', Keeper__c: admin.userId });
        const send = (request: object): ReturnType<typeof admin.send> =>
            admin.send('POST', '/process/approvals', { requests: [request] });
        const submitted = await send({ actionType: 'Submit', contextId: id });
        assert.equal(submitted.status, 200, submitted.text);
        const [{ newWorkitemIds: [contextId] = [] } = {}] = submitted.body as { newWorkitemIds?: string[] }[];
        const gone = await metadata.deploy(
            {},
            {
                'destructiveChanges.xml': definition(
                    'Package',
                    '<types><members>Library__c.Deployed</members><name>ApprovalProcess</name></types>',
                ),
            },
        );
        assert.deepEqual(gone.failures, []);
        const { body } = await admin.query("SELECT State FROM ProcessDefinition WHERE DeveloperName = 'Deployed'");
        assert.equal((body as { records: { State: string }[] }).records[0]?.State, 'Obsolete');
        assert.equal(outcomeOf(await send({ actionType: 'Approve', contextId })), '400 INVALID_OPERATION');
        assert.equal((await send({ actionType: 'Removed', contextId })).status, 200);
    });
});
