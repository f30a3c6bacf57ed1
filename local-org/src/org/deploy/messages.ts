/** What a deploy tells of each component (Metadata API developer guide, "DeployMessage"). */
import type { Component } from '../../metadata/component.ts';
import type { Candidate, Deletion, Problem } from '../../metadata/package/read-package.ts';
import { writeDocument } from '../../metadata/xml-writer.ts';
import type { DeployMessage } from './options.ts';

const NOTHING = { created: false, changed: false, deleted: false } as const;

/** @param former what there was under this name */
export function changedMessage(
    { type, fullName, path }: Candidate,
    former: Component | undefined,
    now: Component,
): DeployMessage {
    const created = former === undefined;
    const changed = !created && !isSame(former, now);
    return { componentType: type, fullName, fileName: path, ...NOTHING, created, changed, success: true };
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

/** package.xml itself is told of as well. */
export function manifestMessage(path: string): DeployMessage {
    return { componentType: '', fullName: 'package.xml', fileName: path, ...NOTHING, changed: true, success: true };
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
