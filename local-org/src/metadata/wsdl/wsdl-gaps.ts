/** Where an org judges otherwise than the declared types say. */

/** Members that the WSDL calls mandatory, yet files without them deploy. */
export const NOT_ENFORCED = new Set([
    'ApexClass.status',
    'ApexTrigger.status',
    'CustomPermission.isLicensed',
    'EmbeddedServiceMessagingChannel.shouldShowAgentforceTagline',
    'GenAiPluginInstructionDef.sortOrder',
]);

/**
 * Members that are integers, per type: the declarations say `number` for these as for fractions. Listed are the types
 * that an application like this one uses; elsewhere any number passes.
 */
export const INTEGERS: Readonly<Record<string, readonly string[]>> = {
    CustomField: ['length', 'precision', 'relationshipOrder', 'scale', 'startingNumber', 'visibleLines'],
    CustomTab: ['frameHeight'],
    Dashboard: ['numSubscriptions', 'titleSize'],
    DashboardComponent: ['decimalPrecision', 'maxValuesDisplayed', 'pageHeightInPixels', 'scontrolHeightInPixels'],
    DashboardFlexTableComponentProperties: ['decimalPrecision'],
    DashboardGridComponent: ['colSpan', 'columnIndex', 'rowIndex', 'rowSpan'],
    DashboardGridLayout: ['numberOfColumns', 'rowHeight'],
    DashboardTableColumn: ['decimalPlaces'],
    DuplicateRule: ['sortOrder'],
    DuplicateRuleFilterItem: ['sortOrder'],
    ExternalCredentialParameter: ['sequenceNumber'],
    HistoryRetentionPolicy: ['archiveAfterMonths', 'archiveRetentionYears', 'gracePeriodDays'],
    LayoutItem: ['height'],
    ListPlacement: ['height', 'width'],
    NamedCredentialParameter: ['sequenceNumber'],
    PackageVersion: ['majorNumber', 'minorNumber'],
    PlatformActionListItem: ['sortOrder'],
    QuickAction: ['height', 'width'],
    Report: ['numSubscriptions', 'rowLimit'],
    ReportAggregate: ['scale'],
    ReportChart: ['textSize', 'titleSize'],
    ReportCustomDetailFormula: ['scale'],
    SummaryLayout: ['sizeX', 'sizeY', 'sizeZ'],
    SummaryLayoutItem: ['posX', 'posY', 'posZ'],
    WebLink: ['height', 'width'],
};

/** Declared as text, but files hold a tree of elements there, with rules of its own. */
export const UNCHECKED = new Set(['LightningComponentBundle.targetConfigs']);

/** Types of which an element without children is good: a column of a layout may hold nothing. */
export const MAY_BE_EMPTY = new Set(['LayoutColumn', 'QuickActionLayoutColumn']);
