/** The commands as processes of their own: starts that are refused, one org on a folder, and what outlives its process. */
import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { RunningOrg } from './running.ts';

const PROGRAM = fileURLToPath(new URL('main.ts', import.meta.url));
const PROJECT = fileURLToPath(new URL('../../test/sample-project', import.meta.url));
const root = mkdtempSync(join(tmpdir(), 'local-org-cli-'));
const children: ChildProcess[] = [];
after(() => {
    // also those of a test that failed
    for (const child of children) child.kill('SIGKILL');
    rmSync(root, { recursive: true, force: true });
});

/** Runs a command to its end. @returns its exit code and what it printed as an error */
function run(...args: string[]): [number | null, string] {
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
        encoding: 'utf8',
        timeout: 20_000,
        cwd: root,
    });
    return [status, stderr];
}

async function start(
    data: string,
): Promise<{ org: RunningOrg; stop: (signal: NodeJS.Signals) => Promise<number | null> }> {
    const args = ['start', '--port', '0', '--data', data, '--json', '--project', PROJECT];
    const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const stop = async (signal: NodeJS.Signals): Promise<number | null> => {
        const ended = once(child, 'exit') as Promise<[number | null]>;
        child.kill(signal);
        return (await ended)[0];
    };
    return { org: JSON.parse(line) as RunningOrg, stop };
}

function send({ instanceUrl, accessToken }: RunningOrg, path: string, body?: object): Promise<Response> {
    const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
    return fetch(`${instanceUrl}/services/data/v66.0${path}`, {
        headers,
        ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
}

describe('a command', () => {
    test('that is wrong is refused in one line', () => {
        const file = join(root, 'file');
        writeFileSync(file, '');
        const wrong: [string[], number, RegExp][] = [
            [['start', '--port', 'x'], 2, /--port must be/],
            [['start', '--port', ''], 2, /--port must be/],
            [['start', '--port', '70000'], 2, /--port must be/],
            [['start', '--nope'], 2, /--nope/],
            [['nope'], 2, /unknown command/],
            [['start', '--port', '0', '--project', join(root, 'none'), '--data', join(root, 'd1')], 1, /none/],
            [
                ['start', '--port', '0', '--project', PROJECT, '--data', join(file, 'x')],
                1,
                /ENOTDIR|EEXIST|not a directory/i,
            ],
            [['login', '--data', join(root, 'none')], 1, /no org runs on/],
            [['reset', '--data', join(root, 'none')], 1, /holds no org/],
        ];
        for (const [args, status, message] of wrong) {
            const [code, error] = run(...args);
            assert.deepEqual([code, error.trim().split('\n').length], [status, 1], error);
            assert.match(error, message);
        }
    });
});

describe('an org', () => {
    test('holds its folder and port, closes on SIGTERM, and is deleted only then', async () => {
        const data = join(root, 'held');
        const { org, stop } = await start(data);
        assert.equal(statSync(data).mode & 0o077, 0);
        assert.equal(statSync(join(data, 'running.json')).mode & 0o077, 0);
        assert.match(
            run('start', '--port', '0', '--data', data, '--project', PROJECT)[1],
            /an org runs on .* already \(process \d+, http/,
        );
        assert.match(run('reset', '--data', data)[1], /stop it first/);
        const { port } = new URL(org.instanceUrl);
        assert.match(
            run('start', '--port', port, '--data', join(root, 'other'), '--project', PROJECT)[1],
            /port \d+ is taken/,
        );
        assert.equal(await stop('SIGTERM'), 0);
        assert.equal(existsSync(join(data, 'running.json')), false);
        writeFileSync(join(data, 'mine.txt'), '');
        mkdirSync(join(data, 'org.bulk', 'job'), { recursive: true });
        assert.equal(run('reset', '--data', data)[0], 0);
        const left = ['org.db', 'org.bulk', 'mine.txt'].filter((name) => existsSync(join(data, name)));
        assert.deepEqual(left, ['mine.txt']);
    });

    test('that was killed while it wrote starts again with all that it acknowledged', async () => {
        const data = join(root, 'killed');
        const { org, stop } = await start(data);
        const acknowledged: string[] = [];
        const write = async (): Promise<void> => {
            for (;;) {
                const answer = await send(org, '/sobjects/Account', { Name: 'Written' });
                acknowledged.push(((await answer.json()) as { id: string }).id);
            }
        };
        const writers = Promise.allSettled([write(), write(), write()]);
        while (acknowledged.length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
        await stop('SIGKILL');
        await writers;
        const again = await start(data);
        assert.equal(again.org.accessToken, org.accessToken);
        const { records } = (await (await send(again.org, '/query?q=SELECT+Id+FROM+Account')).json()) as {
            records: { Id: string }[];
        };
        const kept = new Set(records.map(({ Id }) => Id));
        assert.deepEqual(
            acknowledged.filter((id) => !kept.has(id)),
            [],
        );
        assert.equal(await again.stop('SIGTERM'), 0);
    });
});
