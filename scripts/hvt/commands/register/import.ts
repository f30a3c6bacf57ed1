import type { ImportResult } from '../../../register/import-counts.ts';
import { FILE_ARG, JobCommand, ORG_FLAGS } from '../../job-command.ts';

const STAGES = { check: 'Nagekeken', compare: 'Vergeleken met de org', write: 'Geschreven' };

export default class RegisterImport extends JobCommand<ImportResult> {
    static override readonly summary = 'Laad tellingen van het Rijksregister, per NIS-code en peildatum.';
    static override readonly description =
        'Elke regel wordt nagekeken voor er iets geschreven wordt. Alles wordt geschreven of niets; herhalen verandert niets. ' +
        'Kolommen: nis_code, reference_date, adults_with_status, minor_ukrainians, all_displaced, source. ' +
        'Oude NIS-codes gaan naar de gemeente waarin ze op de peildatum opgegaan waren.';
    static override readonly examples = ['<%= config.bin %> <%= command.id %> tellingen.csv --target-org hvt'];
    static override readonly args = FILE_ARG;
    static override readonly flags = ORG_FLAGS;

    async run(): Promise<ImportResult> {
        const { args, flags } = await this.parse(RegisterImport);
        const { importCounts } = await import('../../../register/import-counts.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const result = await importCounts(client, args.file, new Date(), (stage, done, all) => {
            this.tellStage(STAGES[stage], done, all);
        });
        for (const { nis, date, sumOf } of result.merged)
            this.info(`${nis} op ${date} is de som van ${sumOf.join(' + ')}.`);
        this.logSuccess(
            `Toegevoegd: ${result.inserted}. Gewijzigd: ${result.updated}. Ongewijzigd: ${result.unchanged}.`,
        );
        this.tellCalls();
        return result;
    }
}
