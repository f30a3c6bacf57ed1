/** What an object and a field are, as an org's describe tells it. The floor's other files make and read these. */

/** The types of the Web Services API, as describe names them. */
export type FieldType =
    | 'id'
    | 'reference'
    | 'string'
    | 'textarea'
    | 'encryptedstring'
    | 'email'
    | 'phone'
    | 'url'
    | 'boolean'
    | 'int'
    | 'double'
    | 'currency'
    | 'percent'
    | 'date'
    | 'datetime'
    | 'time'
    | 'picklist'
    | 'multipicklist'
    | 'combobox'
    | 'base64'
    | 'location'
    | 'address'
    | 'anyType';

/** What happens to a record when the record that it refers to is deleted. */
export type DeleteRule = 'SetNull' | 'Restrict' | 'Cascade';

export interface PicklistValue {
    readonly value: string;
    readonly label: string;
    readonly active: boolean;
    readonly isDefault: boolean;
    /** Values of the controlling field with which this one may be chosen; absent when it does not depend on one. */
    readonly validFor?: readonly string[];
}

export interface Picklist {
    readonly restricted: boolean;
    readonly values: readonly PicklistValue[];
    readonly controllingField?: string;
    /** Name of the global value set that the values come from. */
    readonly valueSetName?: string;
}

export interface Reference {
    /** API names of the objects that may be referred to; more than one makes the reference polymorphic. */
    readonly to: readonly string[];
    /** The name by which SOQL goes to the parent, such as `Owner` or `Shelf__r`. */
    readonly relationshipName?: string;
    /** The name by which SOQL goes from the parent to its children, such as `Contacts` or `Books__r`. */
    readonly childRelationshipName?: string;
    readonly isMasterDetail: boolean;
    readonly onDelete: DeleteRule;
    /** Master-detail: the primary one (0) gives owner and sharing. */
    readonly order?: number;
    readonly reparentable?: boolean;
    /** Master-detail: read access to the master suffices to write the child. */
    readonly writeRequiresMasterRead?: boolean;
    readonly filter?: LookupFilter;
}

export interface LookupFilter {
    readonly active: boolean;
    readonly isOptional: boolean;
    readonly errorMessage?: string;
    readonly booleanFilter?: string;
    readonly items: readonly FilterItem[];
}

/** A condition as metadata writes it; the value is a literal, or a field. */
export interface FilterItem {
    readonly field: string;
    readonly operation: string;
    readonly value?: string;
    readonly valueField?: string;
}

export interface Formula {
    readonly source: string;
    readonly blanksAs: 'BlankAsZero' | 'BlankAsBlank';
}

export interface Summary {
    readonly operation: 'count' | 'sum' | 'min' | 'max';
    readonly childObject: string;
    /** The child's master-detail field. */
    readonly foreignKey: string;
    readonly field?: string;
    readonly filters: readonly FilterItem[];
}

export interface Field {
    readonly name: string;
    readonly label: string;
    readonly type: FieldType;
    readonly custom: boolean;
    /** Characters; 0 where it does not apply. */
    readonly length: number;
    readonly precision: number;
    readonly scale: number;
    /** May be blank. */
    readonly nillable: boolean;
    /** An insert may leave it out although it may not be blank (a default, or the org fills it). */
    readonly defaultedOnCreate: boolean;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly unique: boolean;
    readonly caseSensitive: boolean;
    readonly externalId: boolean;
    readonly nameField: boolean;
    /** Takes field permissions; other fields are visible to whoever may read the object. */
    readonly permissionable: boolean;
    readonly filterable: boolean;
    readonly sortable: boolean;
    readonly groupable: boolean;
    readonly aggregatable: boolean;
    readonly htmlFormatted: boolean;
    readonly trackHistory: boolean;
    readonly helpText?: string;
    /** A formula (metadata) or a constant that a new record gets. */
    readonly defaultValue?: string;
    readonly picklist?: Picklist;
    readonly reference?: Reference;
    readonly formula?: Formula;
    readonly summary?: Summary;
    readonly autoNumber?: { readonly format: string; readonly start: number };
    /** A part of a compound field names its whole: `MailingStreet` → `MailingAddress`. */
    readonly compoundField?: string;
    readonly displayLocationInDecimal?: boolean;
}

export interface RecordTypeInfo {
    readonly developerName: string;
    readonly label: string;
    readonly active: boolean;
    /** Values by picklist field that records of this type may have. */
    readonly picklistValues: ReadonlyMap<string, readonly string[]>;
    /** Names of the profiles whose users get this type when they name none. */
    readonly defaultFor?: readonly string[];
}

export interface ValidationRule {
    readonly name: string;
    readonly active: boolean;
    readonly condition: string;
    readonly errorMessage: string;
    readonly errorDisplayField?: string;
}

/** A group by its type and developer name; each role has two, and everybody is in one. */
export interface GroupName {
    readonly type: 'Regular' | 'Queue' | 'Role' | 'RoleAndSubordinates' | 'Organization';
    readonly developerName: string;
}

/** A rule that opens records of an object to a group: those of certain owners, or those that meet criteria. */
export interface SharingRule {
    readonly name: string;
    readonly accessLevel: 'Read' | 'Edit' | 'All';
    readonly sharedTo: GroupName;
    readonly records: OwnedRecords | RecordsThatMeet;
}

export interface OwnedRecords {
    readonly kind: 'owned';
    readonly sharedFrom: GroupName;
}

export interface RecordsThatMeet {
    readonly kind: 'criteria';
    readonly items: readonly FilterItem[];
    readonly booleanFilter?: string;
    /** Also those of owners who cannot have a role, such as users of the system. */
    readonly includeRecordsOwnedByAll: boolean;
}

export type SharingModel = 'Private' | 'Read' | 'ReadWrite' | 'ControlledByParent' | 'FullAccess';

export interface ObjectType {
    readonly name: string;
    readonly label: string;
    readonly labelPlural: string;
    readonly custom: boolean;
    /** The first three characters of its ids; absent for objects without own ids. */
    readonly keyPrefix?: string;
    readonly fields: ReadonlyMap<string, Field>;
    readonly recordTypes: readonly RecordTypeInfo[];
    readonly validationRules: readonly ValidationRule[];
    readonly sharingModel: SharingModel;
    readonly sharingReasons: readonly string[];
    readonly sharingRules: readonly SharingRule[];
    readonly kind: 'standard' | 'custom' | 'customMetadata' | 'customSetting' | 'platformEvent' | 'share' | 'history';
    /** Of a custom setting: sets of data by name, or by organization, profile and user. */
    readonly settingsType?: 'List' | 'Hierarchy';
    /** Of a platform event: whether it is published although the transaction fails. */
    readonly publishBehavior?: 'PublishAfterCommit' | 'PublishImmediately';
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly deletable: boolean;
    readonly queryable: boolean;
    readonly searchable: boolean;
    readonly undeletable: boolean;
    readonly historyEnabled: boolean;
    /** Setup objects are read by whoever may log in; they have no sharing and no recycle bin. */
    readonly setup: boolean;
}
