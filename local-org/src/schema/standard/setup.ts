/** Standard objects of the org itself: what it is, what it is made of, and what runs in it. */
import type { ObjectType } from '../model.ts';
import { standardObject as object } from './notation.ts';

export const SETUP: readonly ObjectType[] = [
    object('Organization', {
        keyPrefix: '00D',
        setup: true,
        createable: false,
        deletable: false,
        fields: `
            Name string(80) required name
            Division string(80)
            Street textarea(255) in=Address
            City string(40) in=Address
            State string(80) in=Address
            PostalCode string(20) in=Address
            Country string(80) in=Address
            Address address readonly
            Phone phone
            PrimaryContact string(80)
            DefaultLocaleSidKey picklist() required
            TimeZoneSidKey picklist() required
            LanguageLocaleKey picklist() required
            FiscalYearStartMonth int
            UsesStartDateAsFiscalYearName boolean
            OrganizationType picklist() readonly
            NamespacePrefix string(15) readonly
            InstanceName string(5) readonly
            IsSandbox boolean readonly
            IsReadOnly boolean readonly
            TrialExpirationDate datetime readonly`,
    }),
    object('RecordType', {
        keyPrefix: '012',
        setup: true,
        fields: `
            Name string(80) required name
            DeveloperName string(80) required
            NamespacePrefix string(15) readonly
            Description string(255)
            BusinessProcessId reference(BusinessProcess)
            SobjectType picklist() required
            IsActive boolean
            IsPersonType boolean readonly`,
    }),
    object('EntityDefinition', {
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            DurableId string(255) readonly
            QualifiedApiName string(70) readonly name
            DeveloperName string(40) readonly
            Label string(80) readonly
            MasterLabel string(80) readonly
            PluralLabel string(80) readonly
            KeyPrefix string(3) readonly
            NamespacePrefix string(15) readonly
            IsCustomizable boolean readonly
            IsCustomSetting boolean readonly
            IsQueryable boolean readonly
            IsSearchable boolean readonly
            IsTriggerable boolean readonly
            IsApexTriggerable boolean readonly
            InternalSharingModel string(40) readonly
            ExternalSharingModel string(40) readonly
            PublisherId string(18) readonly
            LastModifiedDate datetime readonly`,
    }),
    object('FieldDefinition', {
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            DurableId string(255) readonly
            QualifiedApiName string(70) readonly name
            DeveloperName string(40) readonly
            Label string(80) readonly
            MasterLabel string(80) readonly
            EntityDefinitionId reference(EntityDefinition) readonly children=Fields
            DataType string(255) readonly
            ValueTypeId string(255) readonly
            Length int readonly
            Precision int readonly
            Scale int readonly
            IsNillable boolean readonly
            IsIndexed boolean readonly
            IsCalculated boolean readonly
            IsFieldHistoryTracked boolean readonly
            IsApiFilterable boolean readonly
            IsApiSortable boolean readonly
            IsApiGroupable boolean readonly
            RelationshipName string(80) readonly
            Description string(255) readonly
            SecurityClassification string(80) readonly
            ComplianceGroup string(255) readonly
            NamespacePrefix string(15) readonly
            LastModifiedDate datetime readonly`,
    }),
    object('ApexClass', {
        keyPrefix: '01p',
        setup: true,
        readOnly: true,
        fields: `
            Name string(255) required name
            NamespacePrefix string(15) readonly
            ApiVersion double(18,1)
            Status picklist(Active,Inactive,Deleted) default=Active
            IsValid boolean
            BodyCrc double(18,0)
            Body textarea(1000000)
            LengthWithoutComments int`,
    }),
    object('ApexTrigger', {
        keyPrefix: '01q',
        setup: true,
        readOnly: true,
        fields: `
            Name string(255) required name
            NamespacePrefix string(15) readonly
            TableEnumOrId picklist() required
            ApiVersion double(18,1)
            Status picklist(Active,Inactive,Deleted) default=Active
            IsValid boolean
            BodyCrc double(18,0)
            Body textarea(1000000)
            UsageBeforeInsert boolean
            UsageAfterInsert boolean
            UsageBeforeUpdate boolean
            UsageAfterUpdate boolean
            UsageBeforeDelete boolean
            UsageAfterDelete boolean
            UsageAfterUndelete boolean
            LengthWithoutComments int`,
    }),
    object('AsyncApexJob', {
        keyPrefix: '707',
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            ApexClassId reference(ApexClass) readonly
            JobType picklist() readonly
            Status picklist(Queued,Preparing,Processing,Completed,Failed,Aborted,Holding) readonly
            JobItemsProcessed int readonly
            TotalJobItems int readonly
            NumberOfErrors int readonly
            MethodName string(255) readonly
            ExtendedStatus string(255) readonly
            ParentJobId reference(AsyncApexJob) readonly
            LastProcessed string(15) readonly
            CreatedDate datetime readonly
            CreatedById reference(User) readonly
            CompletedDate datetime readonly`,
    }),
    object('CronTrigger', {
        keyPrefix: '08e',
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            CronJobDetailId reference(CronJobDetail) readonly
            CronExpression string(255) readonly
            State string(16) readonly
            NextFireTime datetime readonly
            PreviousFireTime datetime readonly
            StartTime datetime readonly
            EndTime datetime readonly
            TimesTriggered int readonly
            TimeZoneSidKey picklist() readonly
            OwnerId reference(User) readonly
            CreatedDate datetime readonly
            CreatedById reference(User) readonly`,
    }),
    object('CronJobDetail', {
        keyPrefix: '08a',
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            Name string(255) readonly name
            JobType picklist() readonly`,
    }),
    object('StaticResource', {
        keyPrefix: '081',
        setup: true,
        fields: `
            Name string(255) required name
            ContentType string(120)
            Body base64(5242880)
            BodyLength int readonly
            CacheControl picklist(Private,Public)
            Description textarea(255)
            NamespacePrefix string(15) readonly`,
    }),
    object('ListView', {
        keyPrefix: '00B',
        setup: true,
        fields: `
            Name string(40) required name
            DeveloperName string(80)
            NamespacePrefix string(15) readonly
            SobjectType picklist()
            IsSoqlCompatible boolean`,
    }),
    object('CustomObjectUserLicenseMetrics', {
        keyPrefix: '13W',
        setup: true,
        bare: true,
        readOnly: true,
        fields: `
            CustomObjectName string(80) readonly
            UserLicenseId reference(UserLicense) readonly
            ObjectCount int readonly
            MetricsDate date readonly`,
    }),
    object('UserLogin', {
        keyPrefix: '0Yw',
        setup: true,
        bare: true,
        createable: false,
        deletable: false,
        fields: `
            UserId reference(User) required readonly
            IsFrozen boolean default=false
            IsPasswordLocked boolean default=false readonly
            LastModifiedDate datetime readonly
            LastModifiedById reference(User) readonly`,
    }),
];
