/**
 * Accounts of municipalities, from a file that only payments use: they are stored nowhere, and no message repeats one.
 * Columns: nis_code, name, iban, and bic where the bank wants it.
 */
import { basename } from 'node:path';
import { isValidBIC, isValidIBAN, isSEPACountry } from 'ibantools';
import { Issues } from '../../csv/issues.ts';
import { readCsv } from '../../csv/read-csv.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { sepaText } from './sepa-text.ts';

const COLUMNS = { required: ['nis_code', 'name', 'iban'], optional: ['bic'] } as const;
/** Flanders had 308 municipalities; their successors and predecessors fit many times. */
const MOST_ROWS = 5_000;
/** Characters of a name in a SEPA payment. */
export const LONGEST_NAME = 70;

/** Who is paid on which account; the name in SEPA's characters. */
export interface Account {
    readonly name: string;
    readonly iban: string;
    readonly bic?: string;
}

/**
 * @returns the accounts by NIS code
 * @throws JobError with every wrong line when the file is no such file
 */
export async function readAccounts(path: string): Promise<ReadonlyMap<string, Account>> {
    const issues = new Issues(basename(path));
    const accounts = new Map<string, Account>();
    const lineOf = new Map<string, number>();
    for await (const { line, cells } of readCsv(path, COLUMNS, issues, MOST_ROWS)) {
        const before = issues.count;
        const nis = cells.nis_code;
        if (!/^\d{5}$/.test(nis)) issues.add(line, 'een NIS-code heeft vijf cijfers', 'nis_code');
        const twice = lineOf.get(nis);
        if (twice !== undefined) issues.add(line, `NIS-code ${nis} staat ook op regel ${twice}`, 'nis_code');
        lineOf.set(nis, line);
        const name = sepaText(cells.name, LONGEST_NAME);
        if (name === '') issues.add(line, 'de naam van de begunstigde ontbreekt', 'name');
        const iban = compact(cells.iban);
        if (!isPayable(iban)) issues.add(line, 'dit is geen geldig IBAN-rekeningnummer', 'iban');
        const bic = compact(cells.bic);
        if (bic !== '' && !isValidBIC(bic)) issues.add(line, 'dit is geen geldige BIC', 'bic');
        if (issues.count === before) accounts.set(nis, { name, iban, ...(bic !== '' && { bic }) });
    }
    issues.refuseAny();
    return accounts;
}

/**
 * The account of who pays, from flags.
 * @throws JobError when it is no account
 */
export function debtorAccount(name: string, iban: string, bic: string | undefined): Account {
    const debtor = { name: sepaText(name, LONGEST_NAME), iban: compact(iban), bic: compact(bic ?? '') };
    const refuse = (what: string): JobError => new JobError('DebtorRefused', what, { exitCode: 2 });
    if (debtor.name === '') throw refuse('--debtor-name is leeg.');
    if (!isPayable(debtor.iban)) throw refuse('--debtor-iban is geen geldig IBAN-rekeningnummer.');
    if (debtor.bic !== '' && !isValidBIC(debtor.bic)) throw refuse('--debtor-bic is geen geldige BIC.');
    return { name: debtor.name, iban: debtor.iban, ...(debtor.bic !== '' && { bic: debtor.bic }) };
}

function isPayable(iban: string): boolean {
    return isValidIBAN(iban) && isSEPACountry(iban.slice(0, 2));
}

function compact(text: string): string {
    return text.replaceAll(/\s/g, '').toUpperCase();
}
