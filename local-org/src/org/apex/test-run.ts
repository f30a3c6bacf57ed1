/** Runs tests of an org away from its data, and tells how they went and which lines they ran. */
import type { UnitCoverage, UnitKind } from '../../apex/program/coverage.ts';
import type { DeclaredMethod } from '../../apex/program/declared-type.ts';
import type { Catalogue } from '../../metadata/catalogue.ts';
import type { Org } from '../org.ts';
import { openTestOrg } from './test-org.ts';
import { chosenTests, runTestClass, type ChosenTests, type TestResult, type TestSelection } from './tests.ts';

/** Which lines of a class or a trigger have run, in order. */
export interface UnitReport {
    readonly kind: UnitKind;
    readonly name: string;
    readonly covered: readonly number[];
    readonly uncovered: readonly number[];
}

/** A test that has run. */
export interface TestedMethod extends TestResult {
    /** Milliseconds since 1970. */
    readonly startedAt: number;
    /** The classes and triggers of which it ran lines; empty when that is not measured. */
    readonly units: readonly UnitReport[];
}

export interface TestRun {
    readonly results: readonly TestedMethod[];
    /** All classes and triggers but tests; empty when coverage is not measured. */
    readonly units: readonly UnitReport[];
    readonly milliseconds: number;
}

export interface TestRunSettings {
    readonly userId: string;
    readonly selection: Omit<TestSelection, 'log'>;
    readonly measuresCoverage: boolean;
    /** The metadata of the tests; absent: the org's. */
    readonly catalogue?: Catalogue;
}

/** Tests that are run class by class, with time for others in between. */
export class TestSession {
    readonly #org: Org;
    readonly #settings: TestRunSettings;
    readonly #hits = new Map<string, Set<number>>();

    constructor(org: Org, settings: TestRunSettings) {
        this.#settings = settings;
        this.#org = openTestOrg(org, settings.catalogue);
    }

    /** The tests that are to be run: names of methods by class. */
    get chosen(): ReadonlyMap<string, readonly string[]> {
        return new Map(
            chosenTests(this.#org, this.#settings.selection).map(({ type, methods }) => [
                type.type.name,
                methods.map(({ name }) => name),
            ]),
        );
    }

    /** Runs the tests of a class. @param tell is told each result as soon as it is there */
    run(className: string, tell: (result: TestedMethod) => void): void {
        if (!this.#settings.measuresCoverage) {
            this.#run(className, () => [], tell);
            return;
        }
        this.#org.apex.measure((coverage) => {
            this.#run(className, () => coverage.takeHits(), tell);
        });
    }

    #run(className: string, takeHits: () => UnitCoverage[], tell: (result: TestedMethod) => void): void {
        const { userId, selection } = this.#settings;
        const { methods } = selection;
        const [one] = chosenTests(this.#org, { classes: [className], ...(methods ? { methods } : {}) });
        if (!one) return;
        const sighted = one.methods.filter((method) => seesAllData(one, method));
        for (const { name } of sighted)
            tell({ className, methodName: name, ...SIGHTED, startedAt: this.#org.now(), units: [] });
        const blind = { ...one, methods: one.methods.filter((method) => !sighted.includes(method)) };
        if (blind.methods.length === 0) return;
        let startedAt = this.#org.now();
        runTestClass({ org: this.#org, userId }, blind, (result) => {
            const hits = takeHits();
            for (const unit of hits) this.#add(unit);
            tell({ ...result, startedAt, units: hits.map((unit) => report(unit, unit.hit)) });
            startedAt = this.#org.now();
        });
    }

    /** Which lines have run by now; empty when that is not measured. */
    get units(): UnitReport[] {
        if (!this.#settings.measuresCoverage) return [];
        return this.#org.apex.measure((coverage) =>
            coverage.units.map((unit) => report(unit, this.#hits.get(keyOf(unit)) ?? new Set())),
        );
    }

    close(): void {
        this.#org.close();
    }

    #add(unit: UnitCoverage): void {
        const key = keyOf(unit);
        this.#hits.set(key, (this.#hits.get(key) ?? new Set()).union(unit.hit));
    }
}

/** Tests run where none of the org's data is. */
const SIGHTED = { passed: false, message: 'not supported: @IsTest(SeeAllData=true)', milliseconds: 0 };

function seesAllData({ type }: ChosenTests, { modifiers }: DeclaredMethod): boolean {
    const { annotations } = type.declaration.modifiers;
    return [...annotations, ...modifiers.annotations].some(
        ({ name, values }) => name.toLowerCase() === 'istest' && values.get('seealldata')?.toLowerCase() === 'true',
    );
}

/** Runs tests from the first to the last. */
export function runTestsAway(org: Org, settings: TestRunSettings): TestRun {
    const start = performance.now();
    const session = new TestSession(org, settings);
    try {
        const results: TestedMethod[] = [];
        for (const className of session.chosen.keys())
            session.run(className, (result) => {
                results.push(result);
            });
        return { results, units: session.units, milliseconds: Math.round(performance.now() - start) };
    } finally {
        session.close();
    }
}

/** Percent of lines that ran; all, where there are none. */
export function shareOf(units: readonly UnitReport[]): number {
    const covered = units.reduce((sum, unit) => sum + unit.covered.length, 0);
    const all = units.reduce((sum, unit) => sum + unit.covered.length + unit.uncovered.length, 0);
    return all === 0 ? 100 : (covered / all) * 100;
}

function keyOf({ kind, name }: UnitCoverage): string {
    return `${kind} ${name}`;
}

function report({ kind, name, lines }: UnitCoverage, hit: ReadonlySet<number>): UnitReport {
    const all = [...lines].sort((a, b) => a - b);
    return {
        kind,
        name,
        covered: all.filter((line) => hit.has(line)),
        uncovered: all.filter((line) => !hit.has(line)),
    };
}
