/** Orgs with Apex, for tests: the library's org, with classes and triggers in a project of their own. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Thrown } from '../../apex/run/exceptions.ts';
import { exceptionText } from '../../apex/run/text.ts';
import { CompileError } from '../../apex/errors.ts';
import type { Org } from '../org.ts';
import { LIBRARY_PROJECT, openLibrary, undone } from './library.ts';

const API_VERSION = '64.0';

/** Classes and triggers by their names. */
export interface ApexSources {
    readonly classes?: Readonly<Record<string, string>>;
    readonly triggers?: Readonly<Record<string, string>>;
    /** Other files by their path under `main/default`. */
    readonly files?: Readonly<Record<string, string>>;
    /** Definitions of suites of tests. */
    readonly suites?: Readonly<Record<string, string>>;
}

/** Writes a project. @returns its folder */
export function writeApexProject({ classes = {}, triggers = {}, files = {}, suites = {} }: ApexSources): string {
    const folder = mkdtempSync(join(tmpdir(), 'apex-project-'));
    const directories = [{ path: 'force-app', default: true }];
    writeFileSync(
        join(folder, 'sfdx-project.json'),
        JSON.stringify({ packageDirectories: directories, sourceApiVersion: API_VERSION }),
    );
    const write = (kind: string, ending: string, type: string, sources: Readonly<Record<string, string>>): void => {
        const place = join(folder, 'force-app', 'main', 'default', kind);
        mkdirSync(place, { recursive: true });
        for (const [name, source] of Object.entries(sources)) {
            writeFileSync(join(place, `${name}.${ending}`), source);
            writeFileSync(
                join(place, `${name}.${ending}-meta.xml`),
                `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>${API_VERSION}</apiVersion><status>Active</status></${type}>\n`,
            );
        }
    };
    write('classes', 'cls', 'ApexClass', classes);
    write('triggers', 'trigger', 'ApexTrigger', triggers);
    for (const [path, content] of Object.entries(files)) {
        const place = join(folder, 'force-app', 'main', 'default', path);
        mkdirSync(dirname(place), { recursive: true });
        writeFileSync(place, content);
    }
    const suitesPlace = join(folder, 'force-app', 'main', 'default', 'testSuites');
    mkdirSync(suitesPlace, { recursive: true });
    for (const [name, xml] of Object.entries(suites))
        writeFileSync(join(suitesPlace, `${name}.testSuite-meta.xml`), xml);
    return folder;
}

/** Opens the library's org with Apex in it. */
export function openWithApex(sources: ApexSources): Org {
    return openLibrary({ projects: [LIBRARY_PROJECT, writeApexProject(sources)] });
}

/** Runs statements. @returns the lines that they log; how they fail, when they do, is the last of them */
export function logOf(org: Org, userId: string, source: string): string {
    const lines: string[] = [];
    try {
        org.apex.runAnonymous(userId, source, ({ text }) => lines.push(text));
    } catch (error) {
        if (error instanceof CompileError) lines.push(`${String(error.line)}:${String(error.column)} ${error.message}`);
        else if (error instanceof Thrown) lines.push(exceptionText(error.exception));
        else throw error;
    }
    return lines.join('\n');
}

/** How a test says that a program logs what is expected; ids in what it logs read `ID`. */
export type LogCheck = (rule: string, source: string, expected: string) => void;

/** @returns a function that makes tests of what statements log; each leaves the org as it was */
export function logCheckOf(org: Org, userId: string): LogCheck {
    return (rule, source, expected) => {
        void it(
            rule,
            undone(org, () => {
                assert.equal(logOf(org, userId, source).replace(/\b[a-zA-Z0-9]{18}\b/g, 'ID'), expected);
            }),
        );
    };
}
