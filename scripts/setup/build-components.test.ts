import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { buildComponents } from './build-components.ts';

const CONFIG = join(import.meta.dirname, '..', '..', 'tsconfig.lwc.json');

/** A project with the real configuration and these modules, each named by its path in force-app/main. */
function project(context: TestContext, files: Record<string, string>): string {
    const folder = mkdtempSync(join(tmpdir(), 'build-components-'));
    context.after(() => {
        rmSync(folder, { recursive: true });
    });
    cpSync(CONFIG, join(folder, 'tsconfig.lwc.json'));
    // the configuration always takes in declarations, so that it is good without any component
    const all = { 'lwc-tests/types/some.d.ts': "declare module 'some';", ...files };
    for (const [path, source] of Object.entries(all)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), source);
    }
    return folder;
}

test('builds a project without components', (context) => {
    assert.equal(buildComponents(project(context, {})), '');
});

test('puts the .js beside the .ts, with decorators and class fields as they were', (context) => {
    const folder = project(context, {
        'force-app/main/a/lwc/one/one.ts':
            'declare const api: (value: unknown, context: unknown) => void;\nexport class One {\n    @api\n    size: number = 1;\n}\n',
    });
    assert.equal(buildComponents(folder), '');
    assert.equal(
        readFileSync(join(folder, 'force-app/main/a/lwc/one/one.js'), 'utf8'),
        'export class One {\n    @api\n    size = 1;\n}\n',
    );
});

test('a component of another folder is known as c/name, with its types', (context) => {
    const folder = project(context, {
        'force-app/main/a/lwc/one/one.ts': 'export const size: number = 1;',
        'force-app/main/b/lwc/two/two.ts': "import { size } from 'c/one';\nexport const text: string = size;",
    });
    assert.match(
        buildComponents(folder),
        /two\.ts\(2,14\): error TS2322: Type 'number' is not assignable to type 'string'/,
    );
});

test('a component with a fault does not keep others from being built', (context) => {
    const folder = project(context, {
        'force-app/main/a/lwc/bad/bad.ts': 'export const size: number = "1";',
        'force-app/main/a/lwc/good/good.ts': 'export const size: number = 1;',
    });
    assert.match(buildComponents(folder), /bad\.ts/);
    assert.ok(existsSync(join(folder, 'force-app/main/a/lwc/good/good.js')));
});
