import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const GATE = join(import.meta.dirname, 'metadata-gate.ts');
const PROJECT = mkdtempSync(join(tmpdir(), 'metadata-gate-'));
after(() => {
    rmSync(PROJECT, { recursive: true });
});

const TABS = join('force-app', 'main', 'tabs');
mkdirSync(join(PROJECT, TABS), { recursive: true });
writeTab('Good', '<motif>Custom53: Bell</motif>');
writeTab('Bad', '<colour/>');

function writeTab(name: string, content: string): void {
    const source = `<CustomTab xmlns="http://soap.sforce.com/2006/04/metadata">\n${content}\n</CustomTab>\n`;
    writeFileSync(join(PROJECT, TABS, `${name}.tab-meta.xml`), source);
}

function gate(...gateArguments: string[]): { status: number | null; lines: string[]; stderr: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, [GATE, ...gateArguments], {
        cwd: PROJECT,
        encoding: 'utf8',
    });
    return { status, lines: stdout.trimEnd().split('\n'), stderr };
}

const FAULT = 'Element {http://soap.sforce.com/2006/04/metadata}colour invalid at this location in type CustomTab';
const BAD = join(TABS, 'Bad.tab-meta.xml');

test('judges force-app by default: a line per fault, then the sum', () => {
    const { status, lines } = gate();
    assert.deepEqual(lines, [`${BAD}:2: ${FAULT}`, '2 files, 1 faults']);
    assert.equal(status, 1);
});

test('judges only the files named', () => {
    const { status, lines } = gate(join(PROJECT, TABS, 'Good.tab-meta.xml'));
    assert.deepEqual(lines, ['1 files, 0 faults']);
    assert.equal(status, 0);
});

test('gives the faults as JSON', () => {
    const { status, lines } = gate('--json', TABS);
    assert.deepEqual(JSON.parse(lines.join('\n')), { files: 2, faults: [{ path: BAD, line: 2, message: FAULT }] });
    assert.equal(status, 1);
});

test('a path that does not exist is no good file', () => {
    const { status, stderr } = gate('nowhere');
    assert.match(stderr, /nowhere/);
    assert.equal(status, 2);
});
