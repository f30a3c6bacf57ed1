/** An org with users of every kind that licences are counted, planned and moved for, and the contracts of the note. */
import { readFileSync } from 'node:fs';
import { makeUsers } from './role-users.ts';
import { TestOrg, type TestUser } from './test-org.ts';

const CONTRACTS = new URL('../seed/reference/licence-contracts.json', import.meta.url);

/** Users by what is to be done with them. */
export const USERNAMES = {
    /** full licence, role and rights of the restricted one */
    tooHigh: 'tehoog@hvt.test',
    /** full licence because of a permission set beside his role */
    extra: 'extra@hvt.test',
    /** full licence, and the role that needs it */
    coordinator: 'coordinator@hvt.test',
    /** restricted licence, with the role of the full one */
    tooLow: 'telaag@hvt.test',
    officer: 'officer@hvt.test',
} as const;

/** A permission set that needs the full licence, beside the role of a governor. */
export const EXTRA_SET = 'Calculate_Subsidies';

/**
 * @returns the org, and somebody of the support team who works in it
 */
export async function licenceOrg(): Promise<{ org: TestOrg; support: TestUser; ids: Map<string, string> }> {
    const org = await TestOrg.start();
    await org.loadMunicipalities(['limburg']);
    const ids = await makeUsers(org, [
        {
            username: USERNAMES.tooHigh,
            name: 'Els Te Hoog',
            profile: 'HVT Full',
            role: 'Municipal_Officer',
            group: 'Municipality_71016',
        },
        {
            username: USERNAMES.extra,
            name: 'Gus Gouverneur',
            profile: 'HVT Full',
            role: 'Governor',
            group: 'Province_Limburg',
        },
        { username: USERNAMES.coordinator, name: 'Co Ordinator', profile: 'HVT Full', role: 'Subsidy_Coordinator' },
        { username: USERNAMES.tooLow, name: 'Lea Te Laag', profile: 'HVT Restricted', role: 'Subsidy_Coordinator' },
        {
            username: USERNAMES.officer,
            name: '<b>An</b> & Co',
            profile: 'HVT Restricted',
            role: 'Municipal_Officer',
            group: 'Municipality_71016',
        },
    ]);
    await giveSet(org, ids.get(USERNAMES.extra) ?? '', EXTRA_SET);
    await loadContracts(org);
    return { org, support: await org.user('Support_Team'), ids };
}

/** Assigns a permission set beside somebody's role. @param name developer name */
export async function giveSet({ admin }: TestOrg, userId: string, name: string): Promise<void> {
    const { records } = await admin.query<{ Id: string }>(`SELECT Id FROM PermissionSet WHERE Name = '${name}'`);
    const made = await admin.create('PermissionSetAssignment', {
        AssigneeId: userId,
        PermissionSetId: records[0]?.Id,
    });
    if (!made.success) throw new Error(JSON.stringify(made.errors));
}

async function loadContracts({ admin }: TestOrg): Promise<void> {
    const { records } = JSON.parse(readFileSync(CONTRACTS, 'utf8')) as { records: { attributes: unknown }[] };
    const values = records.map(({ attributes: _, ...fields }) => fields);
    const results = await admin.create('Licence_Contract__c', values, { allOrNone: true });
    for (const result of results) if (!result.success) throw new Error(JSON.stringify(result.errors));
}
