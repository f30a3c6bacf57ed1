/** Checks a file of users, line by line, against the roles, municipalities and groups of the org. */
import { basename } from 'node:path';
import { Issues } from '../../csv/issues.ts';
import { readCsv, type Columns, type Row } from '../../csv/read-csv.ts';
import { FLANDERS, groupOfMunicipality, groupOfProvince, REGION } from '../application-groups.ts';
import type { Role, Roles } from '../roles.ts';
import type { Found, Places } from './places.ts';

type Column = 'username' | 'first_name' | 'last_name' | 'email' | 'role' | 'municipality' | 'province' | 'language';

/** The columns of a file of users. */
const USER_COLUMNS: Columns<Column> = {
    required: ['username', 'last_name', 'email', 'role'],
    optional: ['first_name', 'municipality', 'province', 'language'],
};

const MOST_ROWS = 10_000;
/** Between several municipalities or provinces of one user. */
const SEPARATOR = '|';
/** Lengths of the fields of User (Object Reference, "User"). */
const LONGEST = { username: 80, first_name: 40, last_name: 80, email: 80 } as const;
/** One @ with something before it, and a domain with a dot after it. */
const EMAIL = /^[^\s@<>(),;:"]+@[^\s@<>(),;:".]+(?:\.[^\s@<>(),;:".]+)+$/;
/** The languages that the application speaks, by what people write for them. */
const LANGUAGES: ReadonlyMap<string, string> = new Map([
    ['nl', 'nl_NL'],
    ['nl_nl', 'nl_NL'],
    ['en', 'en_US'],
    ['en_us', 'en_US'],
]);

/** A user as the file wants him. */
export interface WantedUser {
    readonly line: number;
    readonly username: string;
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    /** undefined: as it is, Dutch for a new user */
    readonly language: string | undefined;
    readonly role: Role;
    /** developer names of the public groups */
    readonly groups: readonly string[];
}

/** What a file is checked against. */
export interface Known {
    readonly roles: Roles;
    readonly places: Places;
    /** why a user of the org may not be changed by a file, in Dutch; undefined: he may */
    readonly untouchable: (username: string) => string | undefined;
}

/** The file as it is, checked for what needs no org. */
export interface UserRow extends Row<Column> {
    readonly username: string;
}

/** Reads the lines of a file. @throws JobError when it is no CSV with these columns */
export async function readUserRows(path: string): Promise<{ rows: UserRow[]; issues: Issues }> {
    const issues = new Issues(basename(path));
    const rows: UserRow[] = [];
    for await (const row of readCsv(path, USER_COLUMNS, issues, MOST_ROWS))
        rows.push({ ...row, username: row.cells.username.toLowerCase() });
    return { rows, issues };
}

/**
 * @param issues gets every mistake
 * @returns the users whose lines have none
 */
export function wantedUsers(rows: readonly UserRow[], known: Known, issues: Issues): WantedUser[] {
    const lines = new Map<string, number>();
    return rows.flatMap((row) => {
        const before = issues.count;
        checkUsername(row, lines, known, issues);
        checkPerson(row, issues);
        const language = languageOf(row, issues);
        const role = roleOf(row, known.roles, issues);
        const groups = role ? groupsOf(row, role, known.places, issues) : [];
        if (issues.count > before || !role) return [];
        const { first_name: firstName, last_name: lastName, email } = row.cells;
        return [{ line: row.line, username: row.username, firstName, lastName, email, language, role, groups }];
    });
}

function checkUsername(
    { line, cells, username }: UserRow,
    lines: Map<string, number>,
    known: Known,
    issues: Issues,
): void {
    const add = (message: string): void => {
        issues.add(line, message, 'username');
    };
    if (username === '') {
        add('de gebruikersnaam ontbreekt; schrijf er een zoals an.peeters@genk.be');
        return;
    }
    if (!EMAIL.test(username))
        add(
            `"${cells.username}" is geen gebruikersnaam; ze heeft de vorm van een e-mailadres, zoals an.peeters@genk.be`,
        );
    if (username.length > LONGEST.username)
        add(`de gebruikersnaam is langer dan ${LONGEST.username} tekens; kort ze in`);
    const earlier = lines.get(username);
    if (earlier === undefined) lines.set(username, line);
    else add(`${cells.username} staat ook op regel ${earlier}; laat er één staan (een gebruiker heeft één rol)`);
    const reason = known.untouchable(username);
    if (reason !== undefined) add(`${cells.username} ${reason}; haal de regel weg of kies een andere gebruikersnaam`);
}

function checkPerson({ line, cells }: UserRow, issues: Issues): void {
    if (cells.last_name === '') issues.add(line, 'de familienaam ontbreekt; vul ze in', 'last_name');
    if (cells.email === '') issues.add(line, 'het e-mailadres ontbreekt; vul het in', 'email');
    else if (!EMAIL.test(cells.email))
        issues.add(line, `"${cells.email}" is geen e-mailadres; schrijf het zoals an.peeters@genk.be`, 'email');
    for (const column of ['first_name', 'last_name', 'email'] as const) {
        if (cells[column].length > LONGEST[column])
            issues.add(line, `de waarde is langer dan ${LONGEST[column]} tekens; kort ze in`, column);
    }
}

function languageOf({ line, cells }: UserRow, issues: Issues): string | undefined {
    if (cells.language === '') return undefined;
    const language = LANGUAGES.get(cells.language.toLowerCase());
    if (language === undefined)
        issues.add(line, `de taal "${cells.language}" is onbekend; schrijf nl of en, of laat ze leeg`, 'language');
    return language;
}

function roleOf({ line, cells }: UserRow, roles: Roles, issues: Issues): Role | undefined {
    const role = roles.find(cells.role);
    if (role) return role;
    const choices = roles.all.map(({ name, label }) => `${label} (${name})`).join(', ');
    issues.add(
        line,
        cells.role === ''
            ? `de rol ontbreekt; kies uit: ${choices}`
            : `de rol "${cells.role}" is onbekend; kies uit: ${choices}`,
        'role',
    );
    return undefined;
}

/** What each kind of role must say of where it works, and what it must leave empty. */
function groupsOf({ line, cells }: UserRow, role: Role, places: Places, issues: Issues): string[] {
    const needed =
        role.worksFor === 'Municipality' ? 'municipality' : role.worksFor === 'Province' ? 'province' : undefined;
    for (const column of ['municipality', 'province'] as const) {
        if (column !== needed && cells[column] !== '')
            issues.add(line, `de rol ${role.label} werkt niet per ${WORDS[column]}; laat de kolom leeg`, column);
    }
    if (needed === undefined) {
        const group = role.worksFor === 'Region' ? REGION : FLANDERS;
        return checkedGroup(line, group, role.label, places, issues);
    }
    const texts = cells[needed].split(SEPARATOR).map((text) => text.trim());
    const given = [...new Set(texts.filter((text) => text !== ''))];
    if (given.length === 0) {
        const example =
            needed === 'municipality' ? 'een NIS-code of naam, zoals 71016 of Genk' : 'een provincie, zoals Limburg';
        issues.add(line, `de rol ${role.label} werkt voor een ${WORDS[needed]}; schrijf ${example}`, needed);
    }
    const groups = given.flatMap((text) => {
        const found: Found<{ readonly province: string; readonly nis?: string }> =
            needed === 'municipality' ? places.municipality(text) : places.province(text);
        if ('problem' in found) {
            issues.add(line, found.problem, needed);
            return [];
        }
        const name = found.nis !== undefined ? groupOfMunicipality(found.nis) : groupOfProvince(found.province);
        return checkedGroup(line, name, text, places, issues, needed);
    });
    return [...new Set(groups)];
}

const WORDS = { municipality: 'lokaal bestuur', province: 'provincie' } as const;

function checkedGroup(
    line: number,
    name: string,
    of: string,
    places: Places,
    issues: Issues,
    column?: Column,
): string[] {
    if (places.hasGroup(name)) return [name];
    const cause =
        name === REGION || name === FLANDERS
            ? 'ze hoort bij de toepassing: deploy die opnieuw'
            : 'een taak van de org maakt ze wanneer het lokaal bestuur geladen wordt: kijk na in Setup, Apex Jobs (MunicipalityGroups), en geef de opdracht daarna opnieuw';
    issues.add(line, `de openbare groep ${name} van ${of} bestaat niet in de org; ${cause}`, column);
    return [];
}
