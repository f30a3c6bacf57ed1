/** The table that says who may do what with whose records: `docs/access-matrix.csv`, for people and for the tests. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';

/** Where it lies. */
export const MATRIX_FILE = fileURLToPath(new URL('../../../docs/access-matrix.csv', import.meta.url));

/** What somebody does with a record, by the column that says whether he may. */
export const ACTIONS = { create: 'Maken', read: 'Lezen', edit: 'Wijzigen', delete: 'Verwijderen' } as const;
export type Action = keyof typeof ACTIONS;

/** Whose record it is, as the table says it. The user's own province is that of his municipality. */
export const SCOPES = {
    own: 'eigen lokaal bestuur',
    neighbour: 'ander lokaal bestuur van de provincie',
    elsewhere: 'andere provincie',
    all: 'heel Vlaanderen',
    described: 'wat de org vooraf zegt (describe)',
} as const;
export type Scope = keyof typeof SCOPES;

/** Scopes of a record that belongs to one municipality. */
export const LOCAL_SCOPES = ['own', 'neighbour', 'elsewhere'] as const satisfies readonly Scope[];

/** One line: what a role may do with records of an object, or by a method of a controller. */
export interface MatrixRow {
    /** developer name of the role */
    readonly role: string;
    /** API name of an object, or `Class.method` */
    readonly object: string;
    readonly scope: Scope;
    /** undefined: there is nothing to do of this kind */
    readonly may: Readonly<Record<Action, boolean | undefined>>;
}

/** @throws Error that names the line with something else than the table knows */
export function readMatrix(file = MATRIX_FILE): MatrixRow[] {
    const lines = parse<Record<string, string>>(readFileSync(file, 'utf8'), { columns: true, bom: true });
    return lines.map((line, index) => {
        const scope = Object.entries(SCOPES).find(([, text]) => text === line['Bereik'])?.[0];
        if (scope === undefined) throw new Error(`line ${String(index + 2)}: "${String(line['Bereik'])}" is no scope`);
        const may = Object.fromEntries(
            Object.entries(ACTIONS).map(([action, column]) => [action, answer(line[column], index + 2)]),
        ) as MatrixRow['may'];
        return { role: line['Rol'] ?? '', object: line['Object'] ?? '', scope: scope as Scope, may };
    });
}

function answer(text: string | undefined, line: number): boolean | undefined {
    if (text === 'ja') return true;
    if (text === 'nee') return false;
    if (text === '-') return undefined;
    throw new Error(`line ${String(line)}: "${String(text)}" is neither ja, nee nor -`);
}
