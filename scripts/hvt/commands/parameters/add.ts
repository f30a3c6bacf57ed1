import type { AddResult } from '../../../parameters/add-parameters.ts';
import { FILE_ARG, JobCommand, ORG_FLAGS } from '../../job-command.ts';

export default class ParametersAdd extends JobCommand<AddResult> {
    static override readonly summary = 'Voeg versies van bedragen, datums en drempels toe.';
    static override readonly description =
        'Elke regel wordt nagekeken voor er iets geschreven wordt. Een versie die hetzelfde zegt als de laatste komt er niet nog eens bij. ' +
        'Een tweede persoon keurt de versies goed. Kolommen: rule, code, category, accommodation_type, size_class, first_day, last_day, ' +
        'unit, value, confidence, source, source_note.';
    static override readonly examples = ['<%= config.bin %> <%= command.id %> parameters.csv --target-org hvt'];
    static override readonly args = FILE_ARG;
    static override readonly flags = ORG_FLAGS;

    async run(): Promise<AddResult> {
        const { args, flags } = await this.parse(ParametersAdd);
        const { addParameters } = await import('../../../parameters/add-parameters.ts');
        const result = await addParameters(
            this.connect(flags['target-org'], flags['api-version']),
            args.file,
            new Date(),
        );
        this.logSuccess(`Toegevoegd: ${result.added.length}. Ongewijzigd: ${result.unchanged}.`);
        if (result.added.length > 0) this.log('Een tweede persoon keurt ze goed met: hvt parameters approve');
        this.tellCalls();
        return result;
    }
}
