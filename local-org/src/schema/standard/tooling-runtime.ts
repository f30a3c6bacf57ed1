/** The objects of the Tooling API alone that have to do with running Apex: logging, tests, editing. */
import type { ObjectType } from '../model.ts';
import { standardObject as object } from './notation.ts';

/** What nobody but the org itself writes. */
function told(name: string, keyPrefix: string, fields: string): ObjectType {
    return object(name, { keyPrefix, setup: true, readOnly: true, fields });
}

export const TOOLING_RUNTIME: readonly ObjectType[] = [
    object('DebugLevel', {
        keyPrefix: '7dl',
        setup: true,
        fields: `
            DeveloperName string(80) required name
            MasterLabel string(80) required
            Language string(40)
            ${levels(['ApexCode', 'ApexProfiling', 'Callout', 'Database', 'System', 'Validation', 'Visualforce', 'Workflow', 'Nba', 'Wave', 'DataAccess'])}`,
    }),
    object('TraceFlag', {
        keyPrefix: '7tf',
        setup: true,
        fields: `
            TracedEntityId reference(User,ApexClass,ApexTrigger) required createonly onDelete=Cascade
            DebugLevelId reference(DebugLevel) required onDelete=Cascade
            LogType picklist(DEVELOPER_LOG,USER_DEBUG,CLASS_TRACING,PROFILING) required createonly
            StartDate datetime
            ExpirationDate datetime
            ${levels(['ApexCode', 'ApexProfiling', 'Callout', 'Database', 'System', 'Validation', 'Visualforce', 'Workflow'])}`,
    }),
    object('MetadataContainer', { keyPrefix: '1dc', setup: true, fields: 'Name string(32) required name' }),
    object('ContainerAsyncRequest', {
        keyPrefix: '1dr',
        setup: true,
        updateable: false,
        fields: `
            MetadataContainerId reference(MetadataContainer) required
            State picklist(Queued,Invalidated,Completed,Failed,Error,Aborted) readonly
            ErrorMsg textarea(32000) readonly
            DeployDetails anyType readonly
            IsCheckOnly boolean
            IsRunTests boolean`,
    }),
    ...[
        ['ApexClassMember', '400', 'ApexClass'],
        ['ApexTriggerMember', '401', 'ApexTrigger'],
        ['ApexPageMember', '402', 'ApexPage'],
        ['ApexComponentMember', '403', 'ApexComponent'],
    ].map(([name = '', prefix = '', entity = '']) =>
        object(name, {
            keyPrefix: prefix,
            setup: true,
            fields: `
            MetadataContainerId reference(MetadataContainer) required createonly onDelete=Cascade
            ContentEntityId reference(${entity}) createonly
            FullName string(255) createonly
            Body textarea(1000000)
            LastSyncDate datetime readonly`,
        }),
    ),
    told(
        'ApexLog',
        '07L',
        `
            LogUserId reference(User)
            Application string(255)
            Operation string(255)
            Request string(255)
            RequestIdentifier string(255)
            Status string(255)
            Location string(40)
            LogLength int
            DurationMilliseconds int
            StartTime datetime`,
    ),
    told(
        'ApexTestRunResult',
        '05m',
        `
            AsyncApexJobId reference(AsyncApexJob)
            UserId reference(User)
            JobName string(80)
            IsAllTests boolean
            Source string(80)
            Status picklist(Queued,Processing,Aborted,Completed,Failed)
            StartTime datetime
            EndTime datetime
            TestTime int
            TestSetupTime int
            ClassesEnqueued int
            ClassesCompleted int
            MethodsEnqueued int
            MethodsCompleted int
            MethodsFailed int`,
    ),
    told(
        'ApexTestQueueItem',
        '709',
        `
            ApexClassId reference(ApexClass)
            Status string(40)
            ExtendedStatus string(1000)
            ParentJobId reference(AsyncApexJob)
            TestRunResultId reference(ApexTestRunResult)
            ShouldSkipCodeCoverage boolean`,
    ),
    told(
        'ApexTestResult',
        '07M',
        `
            TestTimestamp datetime
            Outcome picklist(Pass,Fail,CompileFail,Skip)
            ApexClassId reference(ApexClass)
            MethodName string(255)
            Message textarea(4000)
            StackTrace textarea(4000)
            AsyncApexJobId reference(AsyncApexJob)
            QueueItemId reference(ApexTestQueueItem)
            ApexLogId reference(ApexLog)
            ApexTestRunResultId reference(ApexTestRunResult)
            RunTime int
            IsTestSetup boolean`,
    ),
    object('ApexTestSuite', { keyPrefix: '05F', setup: true, fields: 'TestSuiteName string(255) required name' }),
    object('TestSuiteMembership', {
        keyPrefix: '05E',
        setup: true,
        updateable: false,
        fields: `
            ApexTestSuiteId reference(ApexTestSuite) required
            ApexClassId reference(ApexClass) required`,
    }),
    told(
        'ApexCodeCoverage',
        '714',
        `
            ApexTestClassId reference(ApexClass)
            ApexClassOrTriggerId reference(ApexClass,ApexTrigger)
            TestMethodName string(255)
            NumLinesCovered int
            NumLinesUncovered int
            Coverage anyType`,
    ),
    told(
        'ApexCodeCoverageAggregate',
        '715',
        `
            ApexClassOrTriggerId reference(ApexClass,ApexTrigger)
            NumLinesCovered int
            NumLinesUncovered int
            Coverage anyType`,
    ),
    told('ApexOrgWideCoverage', '716', 'PercentCovered int'),
    told(
        'ApexExecutionOverlayAction',
        '1do',
        `
            ExecutableEntityId reference(ApexClass,ApexTrigger)
            ActionScript textarea(32000)
            ActionScriptType string(40)
            Line int
            Iteration int
            IsDumpingHeap boolean
            ExpirationDate datetime`,
    ),
    told('InstalledSubscriberPackage', '0A3', 'SubscriberPackageId string(18)'),
];

function levels(categories: readonly string[]): string {
    const values = 'NONE,ERROR,WARN,INFO,DEBUG,FINE,FINER,FINEST';
    return categories.map((name) => `${name} picklist(${values}) default=NONE`).join('\n');
}
