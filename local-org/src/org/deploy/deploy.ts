/**
 * Deploys a package: one transaction, in which the next generation of the org's definition is made and checked. When
 * something is wrong, the faulty components are left out and the rest is tried, so that all faults are told at once;
 * what is kept then depends on the options.
 */
import type { Catalogue } from '../../metadata/catalogue.ts';
import { ComponentFault, keyOf, type Component } from '../../metadata/component.ts';
import { keepComponent, keepDeletion } from '../../metadata/component-store.ts';
import { mergedProfile } from '../../metadata/package/merge-profile.ts';
import { PackageError, readPackage } from '../../metadata/package/read-package.ts';
import type { Candidate, Deletion, Package, Problem } from '../../metadata/package/read-package.ts';
import { checkCandidates } from '../../metadata/rules/check-candidates.ts';
import { compileApex } from '../apex/compile-apex.ts';
import type { Generation } from '../generation.ts';
import type { Org } from '../org.ts';
import { apexPath, ApexFaults, brokenMessage, hasApex, newFaults, spokenOf, type ApexFault } from './apex-faults.ts';
import { changeFields, dropData, type SchemaChange } from './data-changes.ts';
import { undeletable, withDependents, withoutGrants } from './deletions.ts';
import { hasFailed, missingTests, testDeploy } from './deploy-tests.ts';
import { fillSummaries } from './fill-summaries.ts';
import {
    changedMessage,
    deletedMessage,
    failedMessage,
    manifestMessage,
    missingMessage,
    referencedElsewhere,
    toldAsWhole,
} from './messages.ts';
import type { DeployMessage, DeployOptions, DeployOutcome, DeployTests } from './options.ts';
import { placeOf, speaksOf } from './problem-places.ts';
import { deleteSetupRecords } from './setup-deletions.ts';

/** Who deploys, and what is noted with the deploy or not at all. */
export interface Deployer {
    readonly userId: string;
    /** Milliseconds since 1970. */
    readonly now: number;
    /** Part of the transaction in which the org changes. */
    readonly note?: (outcome: DeployOutcome) => void;
}

/** After so many rounds that each found another fault, the others are left for the next deploy. */
const MAX_ROUNDS = 200;

/**
 * Deploys a package.
 * @param zip in the Metadata API's format
 * @returns what became of it; the org is as it was unless the outcome says that something is deployed
 */
export function deployPackage(org: Org, zip: Uint8Array, options: DeployOptions, deployer: Deployer): DeployOutcome {
    try {
        return deployContent(org, readPackage(zip), options, deployer);
    } catch (error) {
        if (!(error instanceof PackageError)) throw error;
        const problem = { type: '', fullName: 'package.xml', path: 'package.xml', problem: error.message };
        return { status: 'Failed', messages: [failedMessage(problem)], errorMessage: error.message };
    }
}

/** Deploys what a package holds. */
export function deployContent(org: Org, content: Package, options: DeployOptions, deployer: Deployer): DeployOutcome {
    return new Deploy(org, content, options, deployer).run();
}

class Deploy {
    readonly #org: Org;
    readonly #package: Package;
    readonly #options: DeployOptions;
    readonly #deployer: Deployer;
    readonly #problems: Problem[];
    readonly #refused = new Set<string>();
    #tests: DeployTests | undefined;

    constructor(org: Org, content: Package, options: DeployOptions, deployer: Deployer) {
        this.#org = org;
        this.#package = content;
        this.#options = options;
        this.#deployer = deployer;
        this.#problems = [...content.problems];
        this.#tests = missingTests(options, content, org.catalogue);
    }

    run(): DeployOutcome {
        const { catalogue } = this.#org;
        const after = catalogue.changed(
            this.#package.candidates.map((one) => this.#component(one)),
            new Set(this.#deletions('deletedAfter').map((one) => keyOf(one.type, one.fullName))),
        );
        for (const problem of checkCandidates(this.#package.candidates, after)) this.#refuse(problem);
        for (const deletion of [...this.#deletions('deletedBefore'), ...this.#deletions('deletedAfter')]) {
            const problem = undeletable(deletion);
            if (problem !== undefined) this.#keep({ ...deletion, problem });
        }
        for (let round = 0; round < MAX_ROUNDS; round++) {
            try {
                return this.#attempt();
            } catch (error) {
                if (error instanceof ApexFaults) {
                    if (!this.#blameApex(error.faults)) break;
                } else if (!(error instanceof ComponentFault)) throw error;
                else if (!this.#blame(error)) break;
            }
        }
        return this.#outcome([]);
    }

    /** Makes the next generation without what was refused. @throws ComponentFault */
    #attempt(): DeployOutcome {
        const { store, catalogue, schema } = this.#org;
        const { userId, now, note } = this.#deployer;
        const candidates = this.#candidates;
        const before = withDependents(catalogue, this.#deletions('deletedBefore'));
        const after = withDependents(catalogue, this.#deletions('deletedAfter'));
        const put = candidates.map((one) => this.#component(one));
        const messages = candidates.map((one, index) => {
            const made = put[index];
            return made && changedMessage(one, catalogue.get(one.type, one.fullName), made);
        });
        const deleted = [...this.#deletions('deletedBefore'), ...this.#deletions('deletedAfter')].map(deletedMessage);
        let outcome: DeployOutcome | undefined;
        const told = (): DeployOutcome =>
            (outcome ??= this.#outcome([...messages.filter((one) => one !== undefined), ...deleted]));
        this.#org.redefine({
            change: () => this.#write(catalogue, before, put, after),
            author: { userId, now },
            beforeSync: (next) => {
                const change: SchemaChange = { store, before: { catalogue, schema }, after: next };
                dropData(change, [...before, ...after]);
                deleteSetupRecords(store, [...before, ...after]);
                changeFields(
                    change,
                    put.filter(({ type, fullName }) => type === 'CustomField' && !isIn(before, fullName)),
                );
            },
            afterSync: (next) => {
                const { schema: coming, formulas } = next;
                const context = this.#org.dmlContext(this.#org.session(userId));
                fillSummaries({ ...context, schema: coming, formulas }, put);
                this.#proveApex(next);
            },
            isTrial: () => this.#options.checkOnly || told().status === 'Failed',
            afterwards: () => {
                note?.(told());
            },
        });
        return told();
    }

    /** Compiles the Apex of the next generation, and runs its tests. @throws ApexFaults */
    #proveApex({ catalogue, schema }: Generation): void {
        if (hasApex(catalogue)) {
            const compiled = compileApex(schema, catalogue);
            const faults = newFaults(compiled.errors, this.#candidates, () => this.#org.apex.compiled.errors);
            if (faults.length > 0) throw new ApexFaults(faults);
            this.#org.apex.keep(catalogue, compiled);
        }
        if (this.#problems.length > 0 && this.#options.rollbackOnError) return;
        if (this.#tests) return;
        const named = (type: string): string[] =>
            this.#candidates.filter((one) => one.type === type).map(({ fullName }) => fullName);
        this.#tests = testDeploy(this.#org, this.#options, {
            userId: this.#deployer.userId,
            catalogue,
            classes: named('ApexClass'),
            triggers: named('ApexTrigger'),
        });
    }

    /** Tells all that does not compile. @returns whether there is anything left to try without what is to blame */
    #blameApex(faults: readonly ApexFault[]): boolean {
        const refused = this.#refused.size;
        for (const fault of faults) this.#blameForApex(fault);
        return this.#refused.size > refused && !this.#options.rollbackOnError;
    }

    #blameForApex(fault: ApexFault): void {
        const { type, fullName, line, column, message } = fault;
        const key = keyOf(type, fullName);
        const own = this.#package.candidates.find((one) => keyOf(one.type, one.fullName) === key);
        if (own) {
            const path = own.path.replace(/-meta\.xml$/, '');
            this.#refuse({ type, fullName: own.fullName, path, problem: message, line, column });
            return;
        }
        const deletions = [...this.#deletions('deletedBefore'), ...this.#deletions('deletedAfter')];
        const deletion = deletions.find((one) => speaksOf(message, one.fullName));
        if (deletion) {
            this.#keep({ ...deletion, problem: referencedElsewhere(deletion.type, type, fullName) });
            return;
        }
        this.#problems.push({
            type,
            fullName,
            path: apexPath(type, fullName),
            problem: brokenMessage(fault),
            line,
            column,
        });
        for (const one of spokenOf(this.#org.catalogue, fault, this.#candidates))
            this.#refused.add(keyOf(one.type, one.fullName));
    }

    /** Keeps what is deployed, and forgets what is deleted. @returns the components that there are then */
    #write(
        catalogue: Catalogue,
        before: readonly Component[],
        put: readonly Component[],
        after: readonly Component[],
    ): Catalogue {
        const { store } = this.#org;
        const { userId: by, now: at } = this.#deployer;
        const changed = new Set(put.map((one) => keyOf(one.type, one.fullName)));
        const stripped = withoutGrants(catalogue, [...before, ...after]).filter(
            (one) => !changed.has(keyOf(one.type, one.fullName)),
        );
        const keysOf = (all: readonly Component[]): Set<string> =>
            new Set(all.map((one) => keyOf(one.type, one.fullName)));
        for (const { type, fullName } of before) keepDeletion(store, type, fullName, { at, by });
        const kept = [...stripped, ...put].map((one) => keepComponent(store, one));
        for (const { type, fullName } of after) keepDeletion(store, type, fullName, { at, by });
        return catalogue.changed([], keysOf(before)).changed(kept, new Set()).changed([], keysOf(after));
    }

    /** What is deployed as a component of the org. */
    #component({ type, fullName, xml, files }: Candidate): Component {
        const former = this.#org.catalogue.get(type, fullName);
        const { now: at, userId: by } = this.#deployer;
        const merged = type === 'Profile' && former?.xml && xml ? mergedProfile(former.xml, xml) : undefined;
        return {
            type,
            fullName: former?.fullName ?? fullName,
            ...(xml ? { xml: merged ?? xml } : {}),
            files: merged ? [] : files,
            created: former?.created ?? { at, by },
            changed: { at, by },
        };
    }

    get #candidates(): Candidate[] {
        return this.#package.candidates.filter(({ type, fullName }) => !this.#refused.has(keyOf(type, fullName)));
    }

    /** What is to be deleted, as far as it is there and may be. */
    #deletions(when: 'deletedBefore' | 'deletedAfter'): Deletion[] {
        return this.#package[when].filter(
            ({ type, fullName }) =>
                this.#org.catalogue.has(type, fullName) && !this.#refused.has(`delete ${keyOf(type, fullName)}`),
        );
    }

    /** Does not delete a component, and says why. */
    #keep(problem: Problem): void {
        this.#problems.push(problem);
        this.#refused.add(`delete ${keyOf(problem.type, problem.fullName)}`);
    }

    #refuse(problem: Problem): void {
        this.#problems.push(problem);
        this.#refused.add(keyOf(problem.type, problem.fullName));
    }

    /** Finds who of the package is to blame for a fault. @returns whether there is anything left to try without it */
    #blame({ type, fullName, problem }: ComponentFault): boolean {
        const own = this.#candidates.find((one) => keyOf(one.type, one.fullName) === keyOf(type, fullName));
        if (own) {
            this.#refuse({ type, fullName: own.fullName, path: own.path, problem, ...placeOf(own) });
            return true;
        }
        const deletions = [...this.#deletions('deletedBefore'), ...this.#deletions('deletedAfter')];
        const itself = deletions.find((one) => keyOf(one.type, one.fullName) === keyOf(type, fullName));
        const deletion = itself ?? deletions.find((one) => speaksOf(problem, one.fullName));
        if (deletion) {
            const reason = referencedElsewhere(deletion.type, type, fullName);
            this.#keep({ ...deletion, problem: itself ? problem : reason });
            return true;
        }
        const changed = this.#candidates.find((one) => speaksOf(`${fullName} ${problem}`, one.fullName));
        if (!changed) {
            this.#problems.push({ type, fullName, path: this.#package.manifestPath, problem });
            return false;
        }
        const place = placeOf(changed);
        const reason = `${type} ${fullName}: ${problem}`;
        this.#refuse({ type: changed.type, fullName: changed.fullName, path: changed.path, problem: reason, ...place });
        return true;
    }

    #outcome(messages: readonly DeployMessage[]): DeployOutcome {
        const failures = this.#problems.map(failedMessage);
        const isPartial = !this.#options.rollbackOnError && messages.length > 0;
        const isFailed = hasFailed(this.#tests) || (failures.length > 0 && !isPartial);
        const missing = [...this.#package.deletedBefore, ...this.#package.deletedAfter]
            .filter(({ type, fullName }) => !this.#org.catalogue.has(type, fullName))
            .map(missingMessage);
        return {
            status: isFailed ? 'Failed' : failures.length > 0 ? 'SucceededPartial' : 'Succeeded',
            messages: toldAsWhole([manifestMessage(this.#package.manifestPath), ...messages, ...missing, ...failures]),
            ...(this.#tests ? { tests: this.#tests } : {}),
        };
    }
}

function isIn(components: readonly Component[], fullName: string): boolean {
    return components.some((one) => one.type === 'CustomField' && one.fullName === fullName);
}
