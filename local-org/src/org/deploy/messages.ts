/** What a deploy tells of each component (Metadata API developer guide, "DeployMessage"). */
import { parentOf } from '../../metadata/catalogue.ts';
import type { Component } from '../../metadata/component.ts';
import type { Candidate, Deletion, Problem } from '../../metadata/package/read-package.ts';
import { partNamed } from '../../metadata/types/metadata-types.ts';
import { writeDocument } from '../../metadata/xml-writer.ts';
import type { DeployMessage } from './options.ts';

/** Names of types as messages write them. */
const SPOKEN: Readonly<Record<string, string>> = {
    ApexClass: 'apex class',
    ApexTrigger: 'apex trigger',
    CustomObject: 'custom object',
};

const NOTHING = { created: false, changed: false, deleted: false } as const;

/** @param former what there was under this name */
export function changedMessage(
    { type, fullName, path }: Candidate,
    former: Component | undefined,
    now: Component,
): DeployMessage {
    const created = former === undefined;
    const changed = !created && !isSame(former, now);
    // of what is a file with a definition beside it, an org tells the file
    const fileName = path.replace(/-meta\.xml$/, '');
    return { componentType: type, fullName, fileName, ...NOTHING, created, changed, success: true };
}

export function deletedMessage({ type, fullName, path }: Deletion): DeployMessage {
    return { componentType: type, fullName, fileName: path, ...NOTHING, deleted: true, success: true };
}

/** What is to be deleted and is not there is no error. */
export function missingMessage({ type, fullName, path }: Deletion): DeployMessage {
    return {
        componentType: type,
        fullName,
        fileName: path,
        ...NOTHING,
        success: true,
        problem: `No ${type} named: ${fullName} found`,
        problemType: 'Warning',
    };
}

export function failedMessage({ type, fullName, path, problem, line, column }: Problem): DeployMessage {
    return {
        componentType: type,
        fullName,
        fileName: path,
        ...NOTHING,
        success: false,
        problem,
        problemType: 'Error',
        ...(line === undefined ? {} : { lineNumber: line, columnNumber: column ?? 1 }),
    };
}

/** Why a component is not deleted that another one needs. */
export function referencedElsewhere(deleted: string, type: string, fullName: string): string {
    const what = SPOKEN[deleted] ?? 'custom field';
    return `This ${what} is referenced elsewhere in salesforce.com. Remove the usage and try again. : ${type} - ${fullName}.`;
}

/** package.xml itself is told of as well. */
export function manifestMessage(path: string): DeployMessage {
    return { componentType: '', fullName: 'package.xml', fileName: path, ...NOTHING, changed: true, success: true };
}

/** Parts that have no name of their own to clients are told of as the component that holds them, once. */
export function toldAsWhole(messages: readonly DeployMessage[]): DeployMessage[] {
    const told = new Map<string, DeployMessage>();
    for (const [index, message] of messages.entries()) {
        const part = partNamed(message.componentType);
        const parent = part?.part.hidden ? parentOf(message.componentType, message.fullName) : undefined;
        const own = parent ? { ...message, componentType: parent.type, fullName: parent.fullName } : message;
        // every failure is told
        const key = own.success ? `${own.componentType}:${own.fullName}` : String(index);
        const known = told.get(key);
        const merged = known && {
            ...known,
            created: known.created && own.created,
            changed: known.changed || own.changed || known.created !== own.created,
        };
        told.set(key, merged ?? own);
    }
    return [...told.values()];
}

function isSame(a: Component, b: Component): boolean {
    const written = ({ xml }: Component): string => (xml ? writeDocument(xml) : '');
    if (written(a) !== written(b) || a.files.length !== b.files.length) return false;
    const others = new Map(b.files.map(({ path, content }) => [path, content]));
    return a.files.every(({ path, content }) => {
        const other = others.get(path)?.();
        return other !== undefined && Buffer.compare(content(), other) === 0;
    });
}
