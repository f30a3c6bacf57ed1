/** Tests as the APIs tell them (Metadata API developer guide and Tooling API reference, "RunTestsResult"). */
import type { CoverageWarning } from '../../org/deploy/options.ts';
import type { TestedMethod, TestRun, UnitReport } from '../../org/apex/test-run.ts';
import type { Org } from '../../org/org.ts';
import type { ApiObject } from './deploy-result.ts';

/** What is told besides the tests that have run. */
export interface Besides {
    readonly warnings?: readonly CoverageWarning[];
    /** Test classes that are not there. */
    readonly missing?: readonly string[];
}

export function runTestsResult(org: Org, run: TestRun, { warnings = [], missing = [] }: Besides = {}): ApiObject {
    const failed = run.results.filter(({ passed }) => !passed);
    const idOf = idsOf(org);
    return {
        codeCoverage: run.units.map((unit) => codeCoverage(unit, idOf)),
        codeCoverageWarnings: warnings.map(({ unit, message }) => ({
            id: unit ? idOf(unit.kind, unit.name) : '',
            message,
            ...(unit ? { name: unit.name } : {}),
        })),
        failures: [...missing.map(missingClass), ...failed.map((result) => failure(result, idOf))],
        numFailures: failed.length + missing.length,
        numTestsRun: run.results.length,
        successes: run.results.filter(({ passed }) => passed).map((result) => success(result, idOf)),
        totalTime: run.milliseconds,
    };
}

type IdOf = (kind: UnitReport['kind'], name: string) => string;

/** Ids of classes and triggers; of one that a failed deploy would have made, there is none. */
function idsOf({ store }: Org): IdOf {
    return (kind, name) => {
        const sql = `SELECT Id FROM "${kind === 'class' ? 'ApexClass' : 'ApexTrigger'}" WHERE Name = ?`;
        return store.get<{ Id: string }>(sql, [name])?.Id ?? '';
    };
}

function success({ className, methodName, milliseconds }: TestedMethod, idOf: IdOf): ApiObject {
    return {
        id: idOf('class', className),
        methodName,
        name: className,
        seeAllData: false,
        time: milliseconds,
    };
}

function failure(result: TestedMethod, idOf: IdOf): ApiObject {
    const { className, message = '', stack = '' } = result;
    return { ...success(result, idOf), message, packageName: className, stackTrace: stack, type: 'Class' };
}

function missingClass(name: string): ApiObject {
    const message = `Test class ${name} does not exist`;
    const empty = { id: '', methodName: '', name, seeAllData: false, time: 0 };
    return { ...empty, message, packageName: name, stackTrace: '', type: 'Class' };
}

function codeCoverage({ kind, name, covered, uncovered }: UnitReport, idOf: IdOf): ApiObject {
    return {
        id: idOf(kind, name),
        locationsNotCovered: uncovered.map((line) => ({ column: 0, line, numExecutions: 0, time: -1 })),
        name,
        numLocations: covered.length + uncovered.length,
        numLocationsNotCovered: uncovered.length,
        type: kind === 'class' ? 'Class' : 'Trigger',
    };
}
