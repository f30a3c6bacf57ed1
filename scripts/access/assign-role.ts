/** Gives new users a role, with the licence that it needs: what demonstrations and tests do in an org of their own. */
import type { Connection } from 'jsforce';

/** What users with the licence for integration need before they can be given rights on records. */
const INTEGRATION_LICENCE = 'SalesforceAPIIntegrationPsl';
/** The profile of roles that are outside the licence tiers. */
const OUTSIDE_TIERS = 'HVT Integration';

/**
 * @param role developer name of a permission set group
 * @returns id of the profile that carries its licence
 * @throws Error when there is no such role
 */
export async function profileOfRole(connection: Connection, role: string): Promise<string> {
    const roles = await connection.query<{ Tier__c: string | null }>(
        `SELECT Tier__c FROM Role__mdt WHERE DeveloperName = '${role}'`,
    );
    const [found] = roles.records;
    if (!found) throw new Error(`there is no role ${role}`);
    const tiers = await connection.query<{ Profile__c: string }>(
        `SELECT Profile__c FROM Licence_Tier__mdt WHERE Tier__c = '${found.Tier__c ?? ''}'`,
    );
    const name = tiers.records[0]?.Profile__c ?? OUTSIDE_TIERS;
    return idOf(connection, `SELECT Id FROM Profile WHERE Name = '${name}'`);
}

/**
 * Assigns a permission set group to a user with the profile of its licence.
 * @throws Error with the org's message when it refuses
 */
export async function assignRole(connection: Connection, userId: string, role: string): Promise<void> {
    const outside = await connection.query(
        `SELECT Id FROM User WHERE Id = '${userId}' AND Profile.Name = '${OUTSIDE_TIERS}'`,
    );
    if (outside.totalSize > 0) {
        const licence = `SELECT Id FROM PermissionSetLicense WHERE DeveloperName = '${INTEGRATION_LICENCE}'`;
        await create(connection, 'PermissionSetLicenseAssign', {
            AssigneeId: userId,
            PermissionSetLicenseId: await idOf(connection, licence),
        });
    }
    const group = `SELECT Id FROM PermissionSetGroup WHERE DeveloperName = '${role}'`;
    await create(connection, 'PermissionSetAssignment', {
        AssigneeId: userId,
        PermissionSetGroupId: await idOf(connection, group),
    });
}

async function idOf(connection: Connection, soql: string): Promise<string> {
    const { records } = await connection.query<{ Id: string }>(soql);
    const [record] = records;
    if (!record) throw new Error(`nothing found: ${soql}`);
    return record.Id;
}

async function create(connection: Connection, object: string, values: Record<string, string>): Promise<void> {
    const made = await connection.create(object, values);
    if (!made.success) throw new Error(made.errors.map(({ message }) => message).join(', '));
}
