/**
 * Which lines tests have run, as rows: by test, by class or trigger, and in all.
 * Source: Tooling API reference, "ApexCodeCoverage", "ApexCodeCoverageAggregate", "ApexOrgWideCoverage".
 */
import type { Store } from '../../store/store.ts';
import { shareOf, type TestedMethod, type UnitReport } from '../apex/test-run.ts';
import { insertRow, type Writer } from './tooling-rows.ts';

/** Lines as the field `Coverage` holds them. */
interface Lines {
    readonly coveredLines: readonly number[];
    readonly uncoveredLines: readonly number[];
}

/** Keeps what a run has measured. Part of the caller's transaction. */
export function keepCoverage(
    store: Store,
    results: readonly TestedMethod[],
    units: readonly UnitReport[],
    writer: Writer,
): void {
    const idOf = idsOf(store);
    for (const { className, methodName, units: touched } of results) {
        const testId = idOf('class', className);
        store.run('DELETE FROM "ApexCodeCoverage" WHERE ApexTestClassId = ? AND TestMethodName = ?', [
            testId,
            methodName,
        ]);
        for (const unit of touched) {
            const row = { ApexTestClassId: testId, TestMethodName: methodName };
            insertRow(store, 'ApexCodeCoverage', { ...row, ...lines(idOf(unit.kind, unit.name), unit) }, writer);
        }
    }
    const all = units.map((unit) => withFormer(store, idOf(unit.kind, unit.name), unit));
    store.run('DELETE FROM "ApexCodeCoverageAggregate"');
    for (const unit of all)
        insertRow(store, 'ApexCodeCoverageAggregate', lines(idOf(unit.kind, unit.name), unit), writer);
    store.run('DELETE FROM "ApexOrgWideCoverage"');
    insertRow(store, 'ApexOrgWideCoverage', { PercentCovered: Math.floor(shareOf(all)) }, writer);
}

/** Forgets what was measured of classes and triggers that have changed or gone since, and by tests that have. */
export function forgetStaleCoverage(store: Store): void {
    const changed = (column: string): string => `NOT EXISTS (
        SELECT 1 FROM "ApexClass" u WHERE u.Id = c.${column} AND u.LastModifiedDate <= c.CreatedDate
        UNION ALL SELECT 1 FROM "ApexTrigger" u WHERE u.Id = c.${column} AND u.LastModifiedDate <= c.CreatedDate)`;
    store.run(
        `DELETE FROM "ApexCodeCoverage" AS c WHERE ${changed('ApexClassOrTriggerId')} OR ${changed('ApexTestClassId')}`,
    );
    store.run(`DELETE FROM "ApexCodeCoverageAggregate" AS c WHERE ${changed('ApexClassOrTriggerId')}`);
}

/** The lines of a unit with those that tests of former runs have run. */
function withFormer(store: Store, id: string, unit: UnitReport): UnitReport {
    const rows = store.all<{ Coverage: string }>(
        'SELECT Coverage FROM "ApexCodeCoverage" WHERE ApexClassOrTriggerId = ?',
        [id],
    );
    const covered = new Set(rows.flatMap(({ Coverage }) => (JSON.parse(Coverage) as Lines).coveredLines));
    const all = [...unit.covered, ...unit.uncovered].sort((a, b) => a - b);
    return {
        ...unit,
        covered: all.filter((line) => covered.has(line)),
        uncovered: all.filter((line) => !covered.has(line)),
    };
}

function lines(id: string, { covered, uncovered }: UnitReport): Record<string, string | number> {
    const coverage: Lines = { coveredLines: covered, uncoveredLines: uncovered };
    return {
        ApexClassOrTriggerId: id,
        NumLinesCovered: covered.length,
        NumLinesUncovered: uncovered.length,
        Coverage: JSON.stringify(coverage),
    };
}

function idsOf(store: Store): (kind: UnitReport['kind'], name: string) => string {
    const read = (table: string): Map<string, string> =>
        new Map(
            store.all<{ Id: string; Name: string }>(`SELECT Id, Name FROM "${table}"`).map((row) => [row.Name, row.Id]),
        );
    const ids = { class: read('ApexClass'), trigger: read('ApexTrigger') };
    return (kind, name) => ids[kind].get(name) ?? '';
}
