/** Standard objects of the daily work: accounts, contacts, tasks, files. */
import type { ObjectType } from '../model.ts';
import { standardObject as object } from './notation.ts';

const address = (prefix: string): string => `
    ${prefix}Street textarea(255) fls in=${prefix}Address
    ${prefix}City string(40) fls in=${prefix}Address
    ${prefix}State string(80) fls in=${prefix}Address
    ${prefix}PostalCode string(20) fls in=${prefix}Address
    ${prefix}Country string(80) fls in=${prefix}Address
    ${prefix}Address address readonly fls`;

export const BUSINESS: readonly ObjectType[] = [
    object('Account', {
        keyPrefix: '001',
        owned: true,
        searchable: true,
        fields: `
            OwnerId reference(User) required default=user label=Owner_ID
            Name string(255) required name
            ParentId reference(Account) children=ChildAccounts fls
            Type picklist(Prospect,Customer_-_Direct,Customer_-_Channel,Channel_Partner_/_Reseller,Installation_Partner,Technology_Partner,Other) fls
            Industry picklist(Agriculture,Education,Energy,Finance,Government,Hospitality,Technology,Other) fls
            AccountNumber string(40) fls
            AnnualRevenue currency(18,0) fls
            NumberOfEmployees int(8) fls
            Rating picklist(Hot,Warm,Cold) fls
            Phone phone fls
            Fax phone fls
            Website url fls
            Site string(80) fls
            AccountSource picklist(Web,Other) fls
            Description textarea(32000) fls
            MasterRecordId reference(Account) readonly
            ${address('Billing')}
            ${address('Shipping')}`,
    }),
    object('Contact', {
        keyPrefix: '003',
        owned: true,
        searchable: true,
        fields: `
            OwnerId reference(User) required default=user label=Owner_ID
            AccountId reference(Account) children=Contacts onDelete=Cascade fls
            LastName string(80) required
            FirstName string(40)
            Salutation picklist(Mr.,Ms.,Mrs.,Dr.,Prof.)
            Name string(121) readonly name
            Email email fls
            Phone phone fls
            MobilePhone phone fls
            HomePhone phone fls
            Title string(128) fls
            Department string(80) fls
            Birthdate date fls
            ReportsToId reference(Contact) fls
            LeadSource picklist(Web,Phone_Inquiry,Partner_Referral,Purchased_List,Other) fls
            HasOptedOutOfEmail boolean fls
            DoNotCall boolean fls
            Description textarea(32000) fls
            MasterRecordId reference(Contact) readonly
            ${address('Mailing')}
            ${address('Other')}`,
    }),
    object('Opportunity', {
        keyPrefix: '006',
        owned: true,
        searchable: true,
        fields: `
            Name string(120) required name
            OwnerId reference(User) required default=user label=Owner_ID
            AccountId reference(Account) children=Opportunities onDelete=Cascade fls
            StageName picklist(Prospecting,Qualification,Needs_Analysis,Proposal/Price_Quote,Negotiation/Review,Closed_Won,Closed_Lost) required
            CloseDate date required
            Amount currency(18,2) fls
            Probability percent(3,0) fls
            Type picklist(New_Customer,Existing_Customer_-_Upgrade) fls
            NextStep string(255) fls
            LeadSource picklist(Web,Phone_Inquiry,Partner_Referral,Purchased_List,Other) fls
            IsClosed boolean readonly
            IsWon boolean readonly
            ForecastCategoryName picklist(Omitted,Pipeline,Best_Case,Commit,Closed)
            Description textarea(32000) fls`,
    }),
    object('Case', {
        keyPrefix: '500',
        owned: true,
        searchable: true,
        fields: `
            CaseNumber string(30) readonly name auto={00000000}
            Subject string(255) fls
            Status picklist(New,Working,Escalated,Closed) default=New
            Priority picklist(High,Medium,Low) default=Medium fls
            Origin picklist(Phone,Email,Web) fls
            AccountId reference(Account) children=Cases onDelete=Restrict fls
            ContactId reference(Contact) children=Cases fls
            ParentId reference(Case) children=Cases fls
            Description textarea(32000) fls
            IsClosed boolean readonly
            ClosedDate datetime readonly
            MasterRecordId reference(Case) readonly`,
    }),
    object('Lead', {
        keyPrefix: '00Q',
        owned: true,
        searchable: true,
        fields: `
            LastName string(80) required
            FirstName string(40)
            Name string(121) readonly name
            Company string(255) required
            Email email fls
            Phone phone fls
            Status picklist(Open_-_Not_Contacted,Working_-_Contacted,Closed_-_Converted,Closed_-_Not_Converted) required default=Open_-_Not_Contacted
            LeadSource picklist(Web,Phone_Inquiry,Partner_Referral,Purchased_List,Other) fls
            IsConverted boolean readonly
            MasterRecordId reference(Lead) readonly`,
    }),
    object('Task', {
        keyPrefix: '00T',
        owned: true,
        searchable: true,
        fields: `
            Subject combobox(255) fls name
            ActivityDate date fls
            Status picklist(Not_Started,In_Progress,Completed,Waiting_on_someone_else,Deferred) required default=Not_Started
            Priority picklist(High,Normal,Low) required default=Normal
            WhoId reference(Contact,Lead) children=Tasks fls
            WhatId reference(Account,Opportunity,Case) children=Tasks fls
            IsClosed boolean readonly
            Description textarea(32000) fls`,
    }),
    object('ContentDocument', {
        keyPrefix: '069',
        owned: true,
        createable: false,
        fields: `
            OwnerId reference(User) required default=user label=Owner_ID
            Title string(255) required name
            FileType string(20) readonly
            FileExtension string(40) readonly
            ContentSize int readonly
            LatestPublishedVersionId reference(ContentVersion) readonly
            PublishStatus picklist(P,R,U) readonly
            Description textarea(1000)`,
    }),
    object('ContentVersion', {
        keyPrefix: '068',
        owned: true,
        deletable: false,
        fields: `
            OwnerId reference(User) required default=user label=Owner_ID
            ContentDocumentId reference(ContentDocument) children=ContentVersions createonly onDelete=Cascade
            Title string(255) required name
            PathOnClient string(500) createonly
            VersionData base64(2147483647)
            VersionNumber string(20) readonly
            IsLatest boolean readonly
            IsMajorVersion boolean
            FileType string(20) readonly
            FileExtension string(40) readonly
            ContentSize int readonly
            Checksum string(50) readonly
            Description textarea(1000)
            ReasonForChange string(1000)
            FirstPublishLocationId reference(User,Account,Contact) createonly
            ContentLocation picklist(S,E) default=S`,
    }),
    object('ContentDocumentLink', {
        keyPrefix: '06A',
        bare: true,
        fields: `
            ContentDocumentId reference(ContentDocument) required children=ContentDocumentLinks onDelete=Cascade
            LinkedEntityId reference(User,Account,Contact,Opportunity) required children=ContentDocumentLinks onDelete=Cascade
            ShareType picklist(V,C,I) default=V
            Visibility picklist(AllUsers,InternalUsers,SharedUsers) default=AllUsers
            IsDeleted boolean readonly
            SystemModstamp datetime readonly`,
    }),
];
