/** Every mistake in a file of users is named, with its line, its column and what to do; all of them at once. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { issueLine, issuesOf } from '../../csv/issues.ts';
import { readUserRows, wantedUsers, type WantedUser } from './user-file.ts';
import { PLACES, ROLES } from './suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'users-'));
after(() => {
    rmSync(folder, { recursive: true });
});

const HEADER = 'username,first_name,last_name,email,role,municipality,province,language';

async function read(...lines: readonly string[]): Promise<{ users: WantedUser[]; mistakes: string[] }> {
    const path = join(folder, 'gebruikers.csv');
    writeFileSync(path, [HEADER, ...lines, ''].join('\n'));
    const { rows, issues } = await readUserRows(path);
    const untouchable = (name: string): string | undefined => (name === 'admin@local.org' ? 'is beheerder' : undefined);
    const users = wantedUsers(rows, { roles: ROLES, places: PLACES, untouchable }, issues);
    try {
        issues.refuseAny();
        return { users, mistakes: [] };
    } catch (error) {
        return { users, mistakes: (issuesOf(error)?.issues ?? []).map(issueLine) };
    }
}

async function refused(line: string, expected: RegExp): Promise<void> {
    const { mistakes } = await read(line);
    assert.equal(mistakes.length, 1, mistakes.join('\n'));
    assert.match(mistakes[0] ?? '', expected);
}

describe('a file of users', () => {
    test('names roles by developer name or label, and places by code or name, in any case', async () => {
        const { users, mistakes } = await read(
            'An@Genk.be,An,Peeters,an@genk.be,municipal_officer,71016 | hasselt,,nl',
            'gov@limburg.be,,Claes,gov@limburg.be,Gouverneur,,limburg,',
            'gov@gent.be,,Maes,gov@gent.be,Gouverneur,,Oost-Vlaanderen,',
        );
        assert.deepEqual(mistakes, []);
        assert.deepEqual(
            users.map(({ username, role, groups, language }) => [username, role.name, groups, language]),
            [
                ['an@genk.be', 'Municipal_Officer', ['Municipality_71016', 'Municipality_71022'], 'nl_NL'],
                ['gov@limburg.be', 'Governor', ['Province_Limburg'], undefined],
                ['gov@gent.be', 'Governor', ['Province_Oost_Vlaanderen'], undefined],
            ],
        );
    });

    test('tells the successor of a municipality that merged', async () => {
        await refused(
            'a@b.be,,P,a@b.be,Governor,,Luik,',
            /regel 2, province: .*"Luik" is onbekend; kies uit: Limburg, Oost-Vlaanderen/,
        );
        await refused(
            'a@b.be,,P,a@b.be,Municipal_Officer,73006,,',
            /municipality: Bilzen .*Bilzen-Hoeselt; schrijf 73110/,
        );
        await refused('a@b.be,,P,a@b.be,Municipal_Officer,Bilzen,,', /schrijf 73110/);
    });

    test('refuses a municipality that is unknown, missing, not for the role, or without a group', async () => {
        await refused('a@b.be,,P,a@b.be,Municipal_Officer,99999,,', /NIS-code 99999 is onbekend/);
        await refused('a@b.be,,P,a@b.be,Municipal_Officer,Atlantis,,', /"Atlantis" is onbekend/);
        await refused('a@b.be,,P,a@b.be,Municipal_Officer,,,', /werkt voor een lokaal bestuur; schrijf een NIS-code/);
        await refused('a@b.be,,P,a@b.be,Governor,71016,Limburg,', /werkt niet per lokaal bestuur; laat de kolom leeg/);
        await refused(
            'a@b.be,,P,a@b.be,Municipal_Officer,As,,',
            /groep Municipality_71002 van As bestaat niet.*MunicipalityGroups/,
        );
    });

    test('refuses names, addresses, roles and languages that are none', async () => {
        await refused('anpeeters,,P,a@b.be,Subsidy_Coordinator,,,', /"anpeeters" is geen gebruikersnaam/);
        await refused('a@b.be,,P,a@b,Subsidy_Coordinator,,,', /"a@b" is geen e-mailadres/);
        await refused('a@b.be,,,a@b.be,Subsidy_Coordinator,,,', /familienaam ontbreekt/);
        await refused('a@b.be,,P,a@b.be,Boss,,,', /de rol "Boss" is onbekend; kies uit: Gemeentelijk medewerker/);
        await refused('a@b.be,,P,a@b.be,Subsidy_Coordinator,,,fr', /de taal "fr" is onbekend/);
        await refused('admin@local.org,,P,a@b.be,Subsidy_Coordinator,,,', /is beheerder; haal de regel weg/);
    });

    test('names all mistakes at once, and a username that stands there twice', async () => {
        const { users, mistakes } = await read(
            'a@b.be,,P,a@b.be,Subsidy_Coordinator,,,',
            'A@b.be,,P,geen,Boss,,,',
            'c@d.be,,,c@d.be,Municipal_Officer,99999,,',
        );
        assert.deepEqual(
            mistakes.map((text) => /^regel \d+, \w+/.exec(text)?.[0]),
            ['regel 3, username', 'regel 3, email', 'regel 3, role', 'regel 4, last_name', 'regel 4, municipality'],
        );
        assert.equal(users.length, 1);
    });
});
