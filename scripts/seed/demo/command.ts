/** The command that writes invented data for a demonstration, as files that a bulk load takes. */
import { parseArgs } from 'node:util';
import { parseDay } from './calendar.ts';
import { FolderError } from './csv-output.ts';
import {
    countsOf,
    generate,
    municipalitiesOf,
    UnknownMunicipality,
    type Counts,
    type Request,
    type Size,
} from './generate.ts';
import { FIRST_DAY, FRAMEWORK_END } from './kinds.ts';

const USAGE = `Usage: npm run demo-data -- --size small|full --out DIR
         [--municipalities N] [--also NIS,NIS] [--seed 42] [--as-of 2026-02-15] [--history] [--force] [--json]

Writes CSV files and plan.json, in the order of loading, to a folder that is new or empty.
  --size            small: Limburg, some 1,500 beds; full: Flanders, some 60,000 beds
  --municipalities  only the first N, by NIS code
  --also            municipalities besides, of anywhere in Flanders, by NIS code
  --seed            whole number; the same seed and arguments give the same files
  --as-of           the day on which the data are seen, from 2022-03-14 to 2026-03-31
  --history         also what was recorded when (Recorded_Fact__c), for calculations as of a day in the past
  --force           replace the data set that is in the folder
  --json            print only one line of JSON with the number of rows per object`;

/** What is wrong with the command, in one line. */
class UsageError extends Error {}

type Command = Request & { json: boolean };

/** Where a command prints: what it made, and how far it is. */
export type Output = { print: (line: string) => void; report: (line: string) => void };

function readCommand(args: string[]): Command | undefined {
    const { values } = parseArgs({
        args,
        options: {
            size: { type: 'string' },
            municipalities: { type: 'string' },
            also: { type: 'string', default: '' },
            seed: { type: 'string', default: '42' },
            'as-of': { type: 'string', default: '2026-02-15' },
            out: { type: 'string' },
            history: { type: 'boolean', default: false },
            force: { type: 'boolean', default: false },
            json: { type: 'boolean', default: false },
            help: { type: 'boolean', short: 'h', default: false },
        },
    });
    if (values.help) return undefined;
    if (values.out === undefined || values.out === '')
        throw new UsageError('--out is missing: where must the files go?');
    const size = readSize(values.size);
    return {
        size,
        municipalities: readCount(values.municipalities, municipalitiesOf(size).length),
        also: values.also.split(',').filter((nis) => nis !== ''),
        seed: readWhole('--seed', values.seed, Number.MAX_SAFE_INTEGER),
        asOf: readAsOf(values['as-of']),
        out: values.out,
        history: values.history,
        force: values.force,
        json: values.json,
    };
}

function readSize(text: string | undefined): Size {
    if (text === 'small' || text === 'full') return text;
    throw new UsageError(
        text === undefined ? '--size is missing: small or full' : `--size ${text} is unknown: small or full`,
    );
}

function readCount(text: string | undefined, most: number): number | undefined {
    if (text === undefined) return undefined;
    const count = readWhole('--municipalities', text, most);
    if (count === 0) throw new UsageError(`--municipalities must be from 1 to ${most}`);
    return count;
}

function readWhole(option: string, text: string, most: number): number {
    const value = Number(text);
    if (/^\d+$/.test(text) && value <= most) return value;
    throw new UsageError(`${option} ${text} is not a whole number from 0 to ${most}`);
}

function readAsOf(text: string): number {
    const asOf = parseDay(text);
    if (asOf === undefined) throw new UsageError(`--as-of ${text} is not a day; write it as 2026-02-15`);
    if (asOf < FIRST_DAY || asOf > FRAMEWORK_END) {
        throw new UsageError(`--as-of ${text} is outside 2022-03-14 to 2026-03-31, the life of the framework`);
    }
    return asOf;
}

function run(command: Command, { print, report }: Output): void {
    const started = performance.now();
    const plan = generate(command, (done, all, counts) => {
        const step = Math.max(1, Math.round(all / 10));
        if (!command.json && (done % step === 0 || done === all)) report(progress(done, all, counts));
    });
    const counts = countsOf(plan);
    if (command.json) {
        print(JSON.stringify(counts));
        return;
    }
    for (const { file, rows } of plan) print(`${number(rows).padStart(9)}  ${file}`);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    print(`${number(total(counts))} rows in ${plan.length} files, in ${seconds} s: ${command.out}`);
}

function progress(done: number, all: number, counts: Counts): string {
    const { Bed__c: beds = 0, Household__c: households = 0, Assignment__c: stays = 0 } = counts;
    const made = `${number(beds)} beds, ${number(households)} households, ${number(stays)} stays`;
    return `${done} of ${all} municipalities: ${made}`;
}

function total(counts: Counts): number {
    return Object.values(counts).reduce((sum, rows) => sum + rows, 0);
}

function number(value: number): string {
    return value.toLocaleString('en');
}

/**
 * Runs the command.
 * @param args what follows the name of the program
 * @returns the exit code: 2 for wrong use, 1 for a failure, each explained in one line
 */
export function runCommand(args: string[], output: Output): number {
    try {
        const command = readCommand(args);
        if (command) run(command, output);
        else output.print(USAGE);
        return 0;
    } catch (error) {
        if (!(error instanceof Error)) throw error;
        const code = 'code' in error ? String(error.code) : '';
        const isUsage =
            error instanceof UsageError || error instanceof UnknownMunicipality || code.startsWith('ERR_PARSE_ARGS');
        // anything else is a fault in this program, of which the whole story is wanted
        if (!isUsage && !(error instanceof FolderError) && code === '') throw error;
        output.report(`generate-demo: ${error.message.split('\n')[0]}`);
        if (isUsage) output.report('Try --help.');
        return isUsage ? 2 : 1;
    }
}
