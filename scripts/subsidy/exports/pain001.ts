/** Makes the payments of an approved run: all of them, or none. */
import { writeAtomically } from '../../files/atomic-file.ts';
import { dayOf } from '../../csv/values.ts';
import type { OrgClient } from '../../salesforce/org-client.ts';
import { JobError } from '../../salesforce/org-error.ts';
import { findRun, type StoredRun } from '../stored/run.ts';
import { readStatements, type StoredStatement } from '../stored/statement.ts';
import { counted, dutchAmount, dutchPeriod } from '../stored/words.ts';
import { debtorAccount, readAccounts, type Account } from './accounts-file.ts';
import { paymentFile, type Transfer } from './payment-file.ts';
import { sepaText } from './sepa-text.ts';

/** The most that one SEPA credit transfer carries, in cents. */
const MOST_CENTS = 99_999_999_999;
/** The file holds account numbers. */
const OWNER_ONLY = 0o600;
/** Municipalities that a message names; `--json` has them all. */
const NAMED = 10;

export interface PaymentRequest {
    /** name, id or external key of the run */
    readonly run: string;
    readonly out: string;
    /** file with accounts */
    readonly accounts: string;
    readonly debtor: { readonly name: string; readonly iban: string; readonly bic?: string | undefined };
    /** day on which the bank carries it out */
    readonly executionDate: string;
}

export interface PaymentResult {
    readonly file: string;
    readonly transfers: number;
    readonly cents: number;
    /** totals below zero: no bank file takes money back */
    readonly notPayable: readonly {
        readonly statement: string;
        readonly nis: string;
        readonly municipality: string;
        readonly cents: number;
    }[];
}

/**
 * @param now the instant of the file; its execution date is not before that day
 * @throws JobError when the run may not be paid, an account is missing or wrong, or the file cannot be written
 */
export async function exportPayments(client: OrgClient, request: PaymentRequest, now: Date): Promise<PaymentResult> {
    const { name, iban, bic } = request.debtor;
    const debtor = debtorAccount(name, iban, bic);
    const executionDate = checkedDate(request.executionDate, now);
    const accounts = await readAccounts(request.accounts);
    const run = await findRun(client, request.run);
    requirePayable(run);
    const statements = await readStatements(client, run.id);
    requireWhole(run, statements);
    const payable = statements.filter(({ cents }) => cents > 0);
    const notPayable = statements.filter(({ cents }) => cents < 0);
    if (payable.length === 0)
        throw new JobError('NothingToPay', `${run.name} heeft geen enkele afrekening met een positief totaal.`);
    const transfers = transfersOf(run, payable, accounts);
    const messageId = `HVT-${run.name}-${executionDate.replaceAll('-', '')}`;
    const file = paymentFile({ messageId, created: now, executionDate, debtor, transfers });
    await writeAtomically(request.out, [file], OWNER_ONLY);
    return {
        file: request.out,
        transfers: transfers.length,
        cents: transfers.reduce((sum, { cents }) => sum + cents, 0),
        notPayable: notPayable.map(({ name: statement, nis, municipality, cents }) => ({
            statement,
            nis,
            municipality,
            cents,
        })),
    };
}

function requirePayable({ name, scenario, status }: StoredRun): void {
    if (scenario)
        throw new JobError('ScenarioNotPayable', `${name} is een scenario: het geeft geen recht op betaling.`, {
            actions: ['Betaal enkel goedgekeurde berekeningen zonder aangenomen waarden.'],
        });
    if (status !== 'Approved')
        throw new JobError('RunNotApproved', `${name} is niet goedgekeurd en kan niet betaald worden.`, {
            actions: [`Laat ze eerst goedkeuren met: hvt subsidy approve ${name}`],
        });
}

/** The run was approved with a total: what the statements come to must be that, all of them seen. */
function requireWhole({ name, cents }: StoredRun, statements: readonly StoredStatement[]): void {
    const sum = statements.reduce((total, statement) => total + statement.cents, 0);
    if (sum === cents) return;
    const [is, should] = [dutchAmount(sum), cents === undefined ? 'onbekend' : dutchAmount(cents)];
    throw new JobError(
        'TotalsDiffer',
        `De afrekeningen van ${name} die u ziet, komen samen op ${is} euro; goedgekeurd is ${should} euro.`,
        { actions: ['Laat iemand betalen die alle afrekeningen mag zien, of meld het verschil aan de beheerder.'] },
    );
}

function transfersOf(
    run: StoredRun,
    statements: readonly StoredStatement[],
    accounts: ReadonlyMap<string, Account>,
): Transfer[] {
    const missing = statements.filter(({ nis }) => !accounts.has(nis));
    if (missing.length > 0) {
        const named = missing.slice(0, NAMED).map(({ nis, municipality }) => `${nis} ${municipality}`);
        const more = missing.length > NAMED ? ` en nog ${missing.length - NAMED}` : '';
        throw new JobError(
            'AccountsMissing',
            `Er is geen rekening voor ${counted(missing.length, 'bestuur', 'besturen')}: ${named.join(', ')}${more}; er is niets geschreven.`,
            {
                actions: ['Vul het bestand met rekeningen aan en geef de opdracht opnieuw.'],
                data: { missing: missing.map(({ nis, municipality }) => ({ nis, municipality })) },
            },
        );
    }
    const tooLarge = statements.find(({ cents }) => cents > MOST_CENTS);
    if (tooLarge)
        throw new JobError('TransferTooLarge', `${tooLarge.name} is groter dan één overschrijving kan zijn.`, {
            actions: ['Betaal deze afrekening apart.'],
        });
    const period = dutchPeriod(run.firstDay, run.lastDay);
    return statements.flatMap(({ name, nis, cents }) => {
        const creditor = accounts.get(nis);
        const remittance = sepaText(`Subsidie opvang tijdelijk ontheemden ${period}, kenmerk ${name}`, 140);
        return creditor ? [{ endToEndId: name, cents, creditor, remittance }] : [];
    });
}

function checkedDate(text: string, now: Date): string {
    const date = dayOf(text);
    const today = now.toISOString().slice(0, 10);
    if (date !== undefined && date >= today) return date;
    const why = date === undefined ? 'is geen datum (jjjj-mm-dd)' : 'ligt in het verleden';
    throw new JobError('DateRefused', `--execution-date ${text} ${why}.`, { exitCode: 2 });
}
