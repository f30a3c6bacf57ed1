/** Standard objects of users, profiles, permissions and groups. */
import type { ObjectType } from '../model.ts';
import { standardObject as object } from './notation.ts';

const PERMISSIONS = [
    'ApiEnabled',
    'AssignPermissionSets',
    'AuthorApex',
    'BulkApiHardDelete',
    'CustomizeApplication',
    'DelegatedTwoFactor',
    'EditReadonlyFields',
    'FreezeUsers',
    'ManageInternalUsers',
    'ManageIpAddresses',
    'ManageLoginAccessPolicies',
    'ManagePasswordPolicies',
    'ManageProfilesPermissionsets',
    'ManageRoles',
    'ManageSharing',
    'ManageUsers',
    'ModifyAllData',
    'ModifyMetadata',
    'MonitorLoginHistory',
    'PasswordNeverExpires',
    'ResetPasswords',
    'RunReports',
    'ViewAllData',
    'ViewAllUsers',
    'ViewRoles',
    'ViewSetup',
] as const;

/** User permissions that profiles and permission sets may grant here; others in metadata are kept, and grant nothing. */
export const USER_PERMISSIONS: readonly string[] = PERMISSIONS;

const permissionFields = PERMISSIONS.map((name) => `Permissions${name} boolean default=false`).join('\n');

export const PEOPLE: readonly ObjectType[] = [
    object('User', {
        keyPrefix: '005',
        setup: true,
        searchable: true,
        deletable: false,
        fields: `
            Username string(80) required unique
            LastName string(80) required
            FirstName string(40)
            Name string(121) readonly name
            Email email required
            Alias string(8) required
            CommunityNickname string(40) default=nickname
            ProfileId reference(Profile) required onDelete=Restrict
            UserRoleId reference(UserRole) onDelete=Restrict
            IsActive boolean default=true
            UserType picklist(Standard,AutomatedProcess) readonly default=Standard
            TimeZoneSidKey picklist() required default=organization
            LocaleSidKey picklist() required default=organization
            LanguageLocaleKey picklist() required default=organization
            EmailEncodingKey picklist(UTF-8,ISO-8859-1) required default=UTF-8
            ManagerId reference(User)
            DelegatedApproverId reference(User)
            CompanyName string(80)
            Department string(80)
            Division string(80)
            Title string(80)
            Phone phone
            MobilePhone phone
            EmployeeNumber string(20)
            FederationIdentifier string(512)
            LastLoginDate datetime readonly
            LastPasswordChangeDate datetime readonly
            IsPortalEnabled boolean readonly
            ReceivesInfoEmails boolean
            UserPermissionsInteractionUser boolean
            SenderEmail email
            AboutMe textarea(1000)`,
    }),
    object('Profile', {
        keyPrefix: '00e',
        setup: true,
        fields: `
            Name string(255) required name
            Description string(255)
            UserLicenseId reference(UserLicense) required
            UserType picklist(Standard) readonly
            ${permissionFields}`,
    }),
    object('UserLicense', {
        keyPrefix: '100',
        setup: true,
        readOnly: true,
        fields: `
            Name string(40) required name
            LicenseDefinitionKey string(40) required
            MasterLabel string(40)
            Status picklist(Active,Disabled)
            TotalLicenses int
            UsedLicenses int
            MonthlyLoginsEntitlement int
            MonthlyLoginsUsed int`,
    }),
    object('PermissionSet', {
        keyPrefix: '0PS',
        setup: true,
        fields: `
            Name string(80) required name
            Label string(80) required
            LicenseId reference(UserLicense,PermissionSetLicense)
            ProfileId reference(Profile) readonly
            IsOwnedByProfile boolean readonly
            IsCustom boolean readonly
            Description string(255)
            NamespacePrefix string(15) readonly
            HasActivationRequired boolean
            PermissionSetGroupId reference(PermissionSetGroup) readonly
            Type picklist(Regular,Profile,Group,Session,Muting) readonly
            ${permissionFields}`,
    }),
    object('PermissionSetAssignment', {
        keyPrefix: '0Pa',
        setup: true,
        updateable: false,
        fields: `
            PermissionSetId reference(PermissionSet) children=Assignments onDelete=Restrict
            PermissionSetGroupId reference(PermissionSetGroup) children=Assignments onDelete=Restrict
            AssigneeId reference(User) required children=PermissionSetAssignments onDelete=Cascade
            ExpirationDate datetime
            IsActive boolean default=true readonly
            IsRevoked boolean default=false readonly`,
    }),
    object('PermissionSetGroup', {
        keyPrefix: '0PG',
        setup: true,
        fields: `
            DeveloperName string(80) required name
            MasterLabel string(80) required
            Description string(255)
            Language picklist() default=en_US
            NamespacePrefix string(15) readonly
            Status picklist(Updated,Outdated,Updating,Failed) default=Updated
            HasActivationRequired boolean`,
    }),
    object('PermissionSetGroupComponent', {
        keyPrefix: '0PM',
        setup: true,
        updateable: false,
        fields: `
            PermissionSetGroupId reference(PermissionSetGroup) required children=PermissionSetGroupComponents onDelete=Cascade
            PermissionSetId reference(PermissionSet) required children=PermissionSetGroupComponents onDelete=Cascade`,
    }),
    object('MutingPermissionSet', {
        keyPrefix: '0QM',
        setup: true,
        fields: `
            DeveloperName string(80) required name
            MasterLabel string(80) required
            Description string(255)
            Language picklist() default=en_US`,
    }),
    object('PermissionSetLicense', {
        keyPrefix: '0PL',
        setup: true,
        readOnly: true,
        fields: `
            DeveloperName string(80) required
            MasterLabel string(80) required name
            Status picklist(Active,Disabled)
            TotalLicenses int
            UsedLicenses int
            ExpirationDate date`,
    }),
    object('PermissionSetLicenseAssign', {
        keyPrefix: '2LA',
        setup: true,
        fields: `
            PermissionSetLicenseId reference(PermissionSetLicense) required onDelete=Cascade
            AssigneeId reference(User) required children=PermissionSetLicenseAssignments onDelete=Cascade`,
    }),
    object('ObjectPermissions', {
        keyPrefix: '110',
        setup: true,
        fields: `
            ParentId reference(PermissionSet) required children=ObjectPerms onDelete=Cascade
            SobjectType picklist() required
            PermissionsCreate boolean
            PermissionsRead boolean
            PermissionsEdit boolean
            PermissionsDelete boolean
            PermissionsViewAllRecords boolean
            PermissionsModifyAllRecords boolean
            PermissionsViewAllFields boolean`,
    }),
    object('FieldPermissions', {
        keyPrefix: '01k',
        setup: true,
        fields: `
            ParentId reference(PermissionSet) required children=FieldPerms onDelete=Cascade
            SobjectType picklist() required
            Field picklist() required
            PermissionsRead boolean
            PermissionsEdit boolean`,
    }),
    object('PermissionSetTabSetting', {
        keyPrefix: '01N',
        setup: true,
        fields: `
            ParentId reference(PermissionSet) required onDelete=Cascade
            Name string(80) required name
            Visibility picklist(DefaultOff,DefaultOn) required`,
    }),
    object('SetupEntityAccess', {
        keyPrefix: '0J0',
        setup: true,
        updateable: false,
        fields: `
            ParentId reference(PermissionSet) required children=SetupEntityAccessItems onDelete=Cascade
            SetupEntityId reference(ApexClass,CustomPermission,TabSet,EntityDefinition) required
            SetupEntityType picklist(ApexClass,CustomPermission,TabSet,CustomEntityDefinition) readonly`,
    }),
    object('CustomPermission', {
        keyPrefix: '0CP',
        setup: true,
        fields: `
            DeveloperName string(80) required name
            MasterLabel string(80) required
            Description string(255)
            IsProtected boolean
            Language picklist() default=en_US
            NamespacePrefix string(15) readonly`,
    }),
    object('UserRole', {
        keyPrefix: '00E',
        setup: true,
        fields: `
            Name string(80) required name
            DeveloperName string(80)
            ParentRoleId reference(UserRole) onDelete=Restrict
            RollupDescription string(80)
            OpportunityAccessForAccountOwner picklist(None,Read,Edit) default=Edit
            CaseAccessForAccountOwner picklist(None,Read,Edit) default=None
            ContactAccessForAccountOwner picklist(None,Read,Edit) default=Edit`,
    }),
    object('Group', {
        keyPrefix: '00G',
        setup: true,
        fields: `
            Name string(40) required name
            DeveloperName string(80)
            RelatedId reference(User,UserRole)
            Type picklist(Regular,Queue,Role,RoleAndSubordinates,RoleAndSubordinatesInternal,Organization) default=Regular
            Email email
            DoesSendEmailToMembers boolean
            DoesIncludeBosses boolean default=true
            OwnerId reference(User,Organization) default=user
            Description textarea(255)`,
    }),
    object('GroupMember', {
        keyPrefix: '011',
        setup: true,
        updateable: false,
        fields: `
            GroupId reference(Group) required children=GroupMembers onDelete=Cascade
            UserOrGroupId reference(User,Group) required onDelete=Cascade`,
    }),
    object('QueueSobject', {
        keyPrefix: '03g',
        setup: true,
        updateable: false,
        fields: `
            QueueId reference(Group) required children=QueueSobjects onDelete=Cascade
            SobjectType picklist() required`,
    }),
    object('LoginHistory', {
        keyPrefix: '0Ya',
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            UserId reference(User) readonly
            LoginTime datetime readonly
            LoginType picklist() readonly
            SourceIp string(39) readonly
            Status string(128) readonly
            Application string(64) readonly
            Browser string(64) readonly
            Platform string(64) readonly
            ApiType string(64) readonly
            ApiVersion string(32) readonly
            ClientVersion string(64) readonly
            LoginUrl string(120) readonly`,
    }),
    object('SetupAuditTrail', {
        keyPrefix: '0Ym',
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            Action string(80) readonly
            Section string(80) readonly
            Display string(1000) readonly
            DelegateUser string(121) readonly
            ResponsibleNamespacePrefix string(15) readonly
            CreatedByContext string(255) readonly
            CreatedById reference(User) readonly
            CreatedDate datetime readonly`,
    }),
    object('UserRecordAccess', {
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            UserId reference(User) readonly
            RecordId picklist() readonly
            HasReadAccess boolean readonly
            HasEditAccess boolean readonly
            HasDeleteAccess boolean readonly
            HasTransferAccess boolean readonly
            HasAllAccess boolean readonly
            MaxAccessLevel picklist(None,Read,Edit,Delete,Transfer,All) readonly`,
    }),
];
