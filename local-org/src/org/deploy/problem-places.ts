/** What a problem is about: the component that it names, and the place in its file. */
import type { Candidate } from '../../metadata/package/read-package.ts';

/** Whether a problem names a component: by its own name, or by the last part of it. */
export function speaksOf(problem: string, fullName: string): boolean {
    const name = fullName.split('.').at(-1) ?? fullName;
    const words = new Set((problem.match(/[\w]+/g) ?? []).map((word) => word.toLowerCase()));
    return words.has(name.toLowerCase()) || words.has(name.toLowerCase().replace(/__c$/, '__r'));
}

/** Where a component's definition begins. */
export function placeOf({ xml }: Candidate): { line: number; column: number } | object {
    return xml && xml.line > 0 ? { line: xml.line, column: 1 } : {};
}
