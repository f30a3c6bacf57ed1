/**
 * `npm run build`: checks the components' TypeScript and puts, beside each .ts, the .js that an org takes. It is tsc
 * with tsconfig.lwc.json, and with one thing that no configuration can say: that `c/name` is the component of that
 * name, in whichever folder it lies.
 */
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';

/**
 * Builds all components of a project; also those that pass the check when others do not.
 * @param project absolute path of its folder
 * @returns the compiler's messages; empty when all is good
 * @throws when there is no readable tsconfig.lwc.json
 */
export function buildComponents(project: string): string {
    const host: ts.ParseConfigFileHost = {
        ...ts.sys,
        onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
            throw new Error(format([diagnostic], project));
        },
    };
    const config = ts.getParsedCommandLineOfConfigFile(join(project, 'tsconfig.lwc.json'), {}, host);
    if (!config) throw new Error(`There is no tsconfig.lwc.json in ${project}`);
    const options = { ...config.options, paths: componentPaths(project) };
    const program = ts.createProgram(config.fileNames, options);
    const emitted = program.emit();
    return format([...config.errors, ...ts.getPreEmitDiagnostics(program), ...emitted.diagnostics], project);
}

function componentPaths(project: string): Record<string, string[]> {
    const folders = globSync('force-app/main/**/lwc/*/', { cwd: project });
    return Object.fromEntries(
        folders.map((folder) => [`c/${basename(folder)}`, [join(project, folder, `${basename(folder)}.ts`)]]),
    );
}

function format(diagnostics: ts.Diagnostic[], project: string): string {
    return ts.formatDiagnostics(diagnostics, {
        getCurrentDirectory: () => project,
        getCanonicalFileName: (name) => name,
        getNewLine: () => '\n',
    });
}

if (import.meta.main) {
    const messages = buildComponents(process.cwd());
    process.stdout.write(messages);
    process.exitCode = messages === '' ? 0 : 1;
}
