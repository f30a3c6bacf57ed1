/** `local-org start | test | login | reset` */
import { parseArgs } from 'node:util';
import { reset } from './reset.ts';
import { start } from './start.ts';

const USAGE = `Usage: local-org COMMAND [options]

  start   open the org and listen on 127.0.0.1
            --port N       port (default 7357; 0 takes a free one)
            --data DIR     folder of the data (default .local-org)
            --memory       keep the data in memory only
            --project DIR  sfdx project whose metadata the org has (default: this folder; may be given more than once)
            --empty        no project: the org's metadata is what is deployed to it
            --definition-file FILE  scratch org definition that tells the language of an empty org
            --json         print one line of JSON when it listens
  test    run the Apex tests of projects in memory; ends with \`N passed, N failed\`
            --project DIR  sfdx project (default: this folder; may be given more than once)
            --class NAME   only this class (may be given more than once)
            --suite NAME   only the classes of this suite (may be given more than once)
            --method NAME  only this method, alone or as Class.method (may be given more than once)
            --coverage     tell which lines of which class have not run
            --json         print the results as JSON
            --junit        print the results as JUnit does
  login   register the running org with the Salesforce CLI
            --alias NAME   alias (default local)
            --user NAME    username (default: the administrator)
            --data DIR     folder of the data (default .local-org)
  reset   delete the data of an org that is not running
            --data DIR     folder of the data (default .local-org)`;

const OPTIONS = {
    port: { type: 'string', default: '7357' },
    data: { type: 'string', default: '.local-org' },
    memory: { type: 'boolean', default: false },
    project: { type: 'string', multiple: true },
    empty: { type: 'boolean', default: false },
    'definition-file': { type: 'string' },
    json: { type: 'boolean', default: false },
    class: { type: 'string', multiple: true },
    suite: { type: 'string', multiple: true },
    method: { type: 'string', multiple: true },
    junit: { type: 'boolean', default: false },
    coverage: { type: 'boolean', default: false },
    alias: { type: 'string', default: 'local' },
    user: { type: 'string' },
    help: { type: 'boolean', default: false, short: 'h' },
} as const;

/** A mistake of whoever typed the command: said in one line. */
class UsageError extends Error {}

async function main(args: string[]): Promise<void> {
    const { values, positionals } = parse(args);
    const [command] = positionals;
    if (values.help || command === undefined) {
        console.log(USAGE);
        return;
    }
    if (positionals.length > 1) throw new UsageError(`unexpected argument: ${String(positionals[1])}`);
    const { data, memory, json } = values;
    if (values.empty && values.project) throw new UsageError('--empty and --project exclude each other');
    switch (command) {
        case 'start':
            return start({
                port: portOf(values.port),
                dataFolder: data,
                memory,
                json,
                projects: values.project ?? (values.empty ? [] : ['.']),
                ...(values['definition-file'] === undefined ? {} : { definitionFile: values['definition-file'] }),
            });
        case 'test': {
            const { runApexTests } = await import('./apex-tests.ts');
            const passed = runApexTests({
                projects: values.project ?? ['.'],
                ...(values.class ? { classes: values.class } : {}),
                ...(values.suite ? { suites: values.suite } : {}),
                ...(values.method ? { methods: values.method } : {}),
                coverage: values.coverage,
                format: json ? 'json' : values.junit ? 'junit' : 'text',
            });
            if (!passed) process.exitCode = 1;
            return;
        }
        case 'login': {
            // the Salesforce library takes a second to load, which only this command needs
            const { login } = await import('./login.ts');
            return login({
                dataFolder: data,
                alias: values.alias,
                ...(values.user === undefined ? {} : { username: values.user }),
            });
        }
        case 'reset':
            reset(data);
            return;
        default:
            throw new UsageError(`unknown command: ${command}. There are: start, test, login, reset`);
    }
}

function parse(args: string[]): ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>> {
    try {
        return parseArgs({ args, options: OPTIONS, allowPositionals: true });
    } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : String(error));
    }
}

function portOf(text: string): number {
    const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
    if (!(port <= 65_535)) throw new UsageError(`--port must be a number from 0 to 65535, not ${text}`);
    return port;
}

try {
    await main(process.argv.slice(2));
} catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(`local-org: ${message}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
}
