/** What an org holds before anybody uses it: itself, its licences, the standard profiles, an administrator. */
import { parseXml, type XmlElement } from '../metadata/xml.ts';
import { syncProfile, type Licences } from '../metadata/access-records.ts';
import type { SetupRows } from '../metadata/setup-rows.ts';
import { USER_PERMISSIONS } from '../schema/standard/people.ts';
import type { Locale } from './locale.ts';

/** The ids of the org and of its administrator are the same in every local org, as tokens and traces show them. */
export const ORGANIZATION_ID = '00D000000000001EAA';
export const ADMINISTRATOR_ID = '005000000000001AAA';
export const ADMINISTRATOR_NAME = 'admin@local.org';

/** Licences by name, with their key and the number that an org of this edition might have. */
const LICENCES = [
    ['Salesforce', 'SFDC', 100],
    ['Salesforce Platform', 'AUL', 1000],
    ['Salesforce Integration', 'INT', 5],
    ['Identity', 'PID_Identity', 100],
    ['Chatter Free', 'PID_CHATTER', 5000],
] as const;

/** Permission set licences by developer name, with their label and number. */
const PERMISSION_SET_LICENCES = [['SalesforceAPIIntegrationPsl', 'Salesforce API Integration', 5]] as const;

/** The objects that a standard user may work with. */
const STANDARD_USER_OBJECTS = [
    'Account',
    'Contact',
    'Opportunity',
    'Case',
    'Lead',
    'Task',
    'ContentVersion',
    'ContentDocument',
    'ContentDocumentLink',
];

/**
 * Makes what is missing of it.
 * @returns the ids of the licences by name
 */
export function createFirstRecords(rows: SetupRows, { language, locale, timeZone }: Locale): Licences {
    rows.put('Organization', ['Id'], {
        Id: ORGANIZATION_ID,
        Name: 'Local org',
        OrganizationType: 'Developer Edition',
        InstanceName: 'LOCAL',
        IsSandbox: 0,
        DefaultLocaleSidKey: locale,
        LanguageLocaleKey: language,
        TimeZoneSidKey: timeZone,
        FiscalYearStartMonth: 1,
        NamespacePrefix: null,
    });
    const licences = new Map(
        LICENCES.map(([name, key, total]) => [name as string, putLicence(rows, name, key, total)]),
    );
    for (const [name, label, total] of PERMISSION_SET_LICENCES)
        rows.put('PermissionSetLicense', ['DeveloperName'], {
            DeveloperName: name,
            MasterLabel: label,
            Status: 'Active',
            TotalLicenses: total,
        });
    syncProfile(rows, 'System Administrator', profile('Salesforce', USER_PERMISSIONS), licences);
    syncProfile(rows, 'Minimum Access - Salesforce', profile('Salesforce', []), licences);
    const standard = syncProfile(rows, 'Standard User', profile('Salesforce', ['ApiEnabled', 'RunReports']), licences);
    rows.replace(
        'ObjectPermissions',
        { ParentId: standard },
        ['SobjectType'],
        STANDARD_USER_OBJECTS.map((name) => objectGrant(name)),
    );
    putAdministrator(rows, { language, locale, timeZone });
    return licences;
}

function putLicence(rows: SetupRows, name: string, key: string, total: number): string {
    return rows.put('UserLicense', ['Name'], {
        Name: name,
        MasterLabel: name,
        LicenseDefinitionKey: key,
        Status: 'Active',
        TotalLicenses: total,
    });
}

function profile(licence: string, permissions: readonly string[]): XmlElement {
    const granted = permissions.map(
        (name) => `<userPermissions><enabled>true</enabled><name>${name}</name></userPermissions>`,
    );
    return parseXml(`<Profile><userLicense>${licence}</userLicense>${granted.join('')}</Profile>`);
}

function objectGrant(name: string): Record<string, string | number> {
    return {
        SobjectType: name,
        PermissionsCreate: 1,
        PermissionsRead: 1,
        PermissionsEdit: 1,
        PermissionsDelete: 1,
        PermissionsViewAllRecords: 0,
        PermissionsModifyAllRecords: 0,
    };
}

function putAdministrator(rows: SetupRows, { language, locale, timeZone }: Locale): void {
    const profileId = rows.put('Profile', ['Name'], { Name: 'System Administrator' });
    rows.put('User', ['Id'], {
        Id: ADMINISTRATOR_ID,
        Username: ADMINISTRATOR_NAME,
        FirstName: 'Local',
        LastName: 'Administrator',
        Name: 'Local Administrator',
        Alias: 'admin',
        CommunityNickname: 'admin',
        Email: 'admin@local.invalid',
        ProfileId: profileId,
        IsActive: 1,
        UserType: 'Standard',
        TimeZoneSidKey: timeZone,
        LocaleSidKey: locale,
        LanguageLocaleKey: language,
        EmailEncodingKey: 'UTF-8',
    });
}
