import { Flags } from '@oclif/core';
import type { LinesResult } from '../../../subsidy/exports/lines-file.ts';
import type { PaymentResult } from '../../../subsidy/exports/pain001.ts';
import { JobCommand, ORG_FLAGS, RUN_FLAG } from '../../job-command.ts';

/** What a payment file cannot do without. */
const PAYMENT_FLAGS = ['accounts', 'debtor-name', 'debtor-iban', 'execution-date'] as const;

export default class SubsidyExport extends JobCommand<LinesResult | PaymentResult> {
    static override readonly summary =
        'Schrijf een berekening naar een bestand: alle lijnen (CSV, Excel) of de betalingen (pain.001).';
    static override readonly description =
        'Een betaalbestand volgt ISO 20022 pain.001.001.09 voor SEPA-overschrijvingen en kan enkel voor een goedgekeurde berekening die geen scenario is. ' +
        'Rekeningnummers komen uit een CSV-bestand met de kolommen nis_code, name, iban en eventueel bic; ze worden nergens bewaard.';
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> --run RUN-00001 --format xlsx --out RUN-00001.xlsx',
        '<%= config.bin %> <%= command.id %> --run RUN-00001 --format pain001 --out betalingen.xml --accounts rekeningen.csv ' +
            '--debtor-name "Agentschap Binnenlands Bestuur" --debtor-iban BE68539007547034 --execution-date 2023-01-31',
    ];
    static override readonly flags = {
        ...ORG_FLAGS,
        ...RUN_FLAG,
        format: Flags.option({
            options: ['csv', 'xlsx', 'pain001'] as const,
            required: true,
            summary: 'Soort bestand.',
        })(),
        out: Flags.string({
            char: 'd',
            required: true,
            summary: 'Bestand dat geschreven wordt; een bestaand wordt vervangen.',
        }),
        accounts: Flags.string({ summary: 'CSV-bestand met rekeningnummers van de besturen (pain001).' }),
        'debtor-name': Flags.string({ summary: 'Naam van wie betaalt (pain001).' }),
        'debtor-iban': Flags.string({ summary: 'Rekening van wie betaalt (pain001).' }),
        'debtor-bic': Flags.string({ summary: 'BIC van de bank van wie betaalt (pain001).' }),
        'execution-date': Flags.string({ summary: 'Dag waarop de bank uitvoert, jjjj-mm-dd (pain001).' }),
    };

    async run(): Promise<LinesResult | PaymentResult> {
        const { flags } = await this.parse(SubsidyExport);
        const { dutchAmount, counted } = await import('../../../subsidy/stored/words.ts');
        const { JobError } = await import('../../../salesforce/org-error.ts');
        const connect = (): ReturnType<typeof this.connect> => this.connect(flags['target-org'], flags['api-version']);
        if (flags.format !== 'pain001') {
            const { exportLines } = await import('../../../subsidy/exports/lines-file.ts');
            const { run, format, out } = flags;
            const result = await exportLines(connect(), { run, format, out }, (done, all) => {
                this.tellStage('Lijnen gelezen', done, all);
            });
            this.logSuccess(
                `${counted(result.lines, 'lijn', 'lijnen')} in ${result.file}, samen ${dutchAmount(result.cents)} euro.`,
            );
            this.tellCalls();
            return result;
        }
        const { accounts, 'debtor-name': name, 'debtor-iban': iban, 'execution-date': executionDate } = flags;
        if (accounts === undefined || name === undefined || iban === undefined || executionDate === undefined) {
            const missing = PAYMENT_FLAGS.filter((flag) => flags[flag] === undefined).map((flag) => `--${flag}`);
            throw new JobError('FlagsMissing', `Een betaalbestand heeft ook nodig: ${missing.join(', ')}.`, {
                exitCode: 2,
            });
        }
        const { exportPayments } = await import('../../../subsidy/exports/pain001.ts');
        const debtor = { name, iban, bic: flags['debtor-bic'] };
        const request = { run: flags.run, out: flags.out, accounts, debtor, executionDate };
        const result = await exportPayments(connect(), request, new Date());
        for (const { statement, municipality, cents } of result.notPayable)
            this.warn(
                `Niet in het bestand: ${statement} van ${municipality} is negatief (${dutchAmount(cents)} euro).`,
            );
        const transfers = counted(result.transfers, 'overschrijving', 'overschrijvingen');
        this.logSuccess(`${transfers} in ${result.file}, samen ${dutchAmount(result.cents)} euro.`);
        this.tellCalls();
        return result;
    }
}
