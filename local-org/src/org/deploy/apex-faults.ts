/**
 * What a deploy does to the org's Apex: all classes and triggers must compile that are deployed, and all that did before.
 * Source: Metadata API developer guide, "DeployMessage"; the words are those of the platform's compiler.
 */
import type { CompileError } from '../../apex/errors.ts';
import { apexSources } from '../../metadata/apex-records.ts';
import type { Catalogue } from '../../metadata/catalogue.ts';
import { DEPENDENT, dependentMessage } from '../apex/compile-apex.ts';
import { keyOf } from '../../metadata/component.ts';
import type { Candidate } from '../../metadata/package/read-package.ts';

export type ApexType = 'ApexClass' | 'ApexTrigger';

/** A class or a trigger that would not compile any more. */
export interface ApexFault {
    readonly type: ApexType;
    readonly fullName: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
}

/** Thrown to give up a generation whose Apex does not compile. */
export class ApexFaults extends Error {
    readonly faults: readonly ApexFault[];

    constructor(faults: readonly ApexFault[]) {
        super(`Apex does not compile: ${faults.map(({ fullName }) => fullName).join(', ')}`);
        this.name = 'ApexFaults';
        this.faults = faults;
    }
}

export function hasApex(catalogue: Catalogue): boolean {
    return catalogue.all('ApexClass').length > 0 || catalogue.all('ApexTrigger').length > 0;
}

/**
 * The faults that a deploy is to blame for: what was broken before and is not deployed may stay so.
 * @param before the faults of the org as it is, which are asked for only when they matter
 */
export function newFaults(
    errors: readonly CompileError[],
    candidates: readonly Candidate[],
    before: () => readonly CompileError[],
): ApexFault[] {
    const deployed = new Set(candidates.map(({ type, fullName }) => keyOf(type, fullName)));
    const faults = errors.map(faultOf);
    const isOwn = ({ type, fullName }: ApexFault): boolean => deployed.has(keyOf(type, fullName));
    if (faults.every(isOwn)) return faults;
    const known = new Set(
        before()
            .map(faultOf)
            .map(({ type, fullName }) => keyOf(type, fullName)),
    );
    // who only needs a class that is told of anyway is not told of as well
    const isCause = ({ message }: ApexFault): boolean => !message.startsWith(DEPENDENT);
    return faults.filter((one) => isOwn(one) || (isCause(one) && !known.has(keyOf(one.type, one.fullName))));
}

function faultOf({ unit, unitKind, line, column, message }: CompileError): ApexFault {
    return { type: unitKind === 'class' ? 'ApexClass' : 'ApexTrigger', fullName: unit, line, column, message };
}

/** What is told of a class or a trigger that a deploy would break. */
export function brokenMessage({ type, fullName, message }: ApexFault): string {
    return type === 'ApexClass' ? dependentMessage(fullName, message) : message;
}

/** The file of a class or a trigger in a package. */
export function apexPath(type: string, fullName: string): string {
    return type === 'ApexClass' ? `classes/${fullName}.cls` : `triggers/${fullName}.trigger`;
}

/** The deployed classes that a class or a trigger speaks of. */
export function spokenOf(
    catalogue: Catalogue,
    { type, fullName }: ApexFault,
    candidates: readonly Candidate[],
): Candidate[] {
    const found = apexSources(catalogue, type).find(({ name }) => name.toLowerCase() === fullName.toLowerCase());
    const words = wordsOf(found?.source ?? '');
    return candidates.filter((one) => one.type === 'ApexClass' && words.has(one.fullName.toLowerCase()));
}

/** All names in a source, in lower case. */
export function wordsOf(source: string): ReadonlySet<string> {
    return new Set((source.match(/\w+/g) ?? []).map((word) => word.toLowerCase()));
}
