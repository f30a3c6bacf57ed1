import type { UnitKind } from '../../apex/program/coverage.ts';
import type { TestRun } from '../apex/test-run.ts';

/** How a package is deployed (Metadata API developer guide, "deploy()", DeployOptions). */
export interface DeployOptions {
    readonly checkOnly: boolean;
    /** All or nothing; else what is good stays. */
    readonly rollbackOnError: boolean;
    readonly ignoreWarnings: boolean;
    readonly purgeOnDelete: boolean;
    readonly testLevel: TestLevel;
    readonly runTests: readonly string[];
}

export type TestLevel = (typeof TEST_LEVELS)[number];

export const TEST_LEVELS = [
    'NoTestRun',
    'RunSpecifiedTests',
    'RunRelevantTests',
    'RunLocalTests',
    'RunAllTestsInOrg',
] as const;

/** A component of a deploy, or a file that is none, and what became of it. */
export interface DeployMessage {
    readonly componentType: string;
    readonly fullName: string;
    /** In the zip. */
    readonly fileName: string;
    readonly created: boolean;
    readonly changed: boolean;
    readonly deleted: boolean;
    readonly success: boolean;
    readonly problem?: string;
    readonly problemType?: 'Error' | 'Warning';
    readonly lineNumber?: number;
    readonly columnNumber?: number;
}

/** The tests of a deploy. */
export interface DeployTests {
    readonly run: TestRun;
    /** Why coverage is not enough. */
    readonly warnings: readonly CoverageWarning[];
    /** Test classes that are not there. */
    readonly missing: readonly string[];
}

export interface CoverageWarning {
    /** Absent: all together. */
    readonly unit?: { readonly kind: UnitKind; readonly name: string };
    readonly message: string;
}

/** What a deploy came to. */
export interface DeployOutcome {
    readonly status: 'Succeeded' | 'SucceededPartial' | 'Failed';
    readonly messages: readonly DeployMessage[];
    /** Absent when no tests have run. */
    readonly tests?: DeployTests;
    /** Why the package as a whole was refused. */
    readonly errorMessage?: string;
}
