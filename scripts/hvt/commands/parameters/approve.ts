import { Flags } from '@oclif/core';
import type { ApproveResult } from '../../../parameters/approve-parameters.ts';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';

export default class ParametersApprove extends JobCommand<ApproveResult> {
    static override readonly summary = 'Keur versies van parameters goed die iemand anders toevoegde.';
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> --name PAR-00012 --name PAR-00013',
        '<%= config.bin %> <%= command.id %> --all',
    ];
    static override readonly flags = {
        ...ORG_FLAGS,
        name: Flags.string({ char: 'n', multiple: true, summary: 'Referentie van een versie; mag herhaald worden.' }),
        all: Flags.boolean({ default: false, summary: 'Alle versies met een waarde die op goedkeuring wachten.' }),
    };

    async run(): Promise<ApproveResult> {
        const { flags } = await this.parse(ParametersApprove);
        const { JobError } = await import('../../../salesforce/org-error.ts');
        if (flags.all === (flags.name !== undefined)) {
            throw new JobError('NothingChosen', 'Noem de versies met --name, of geef --all.', { exitCode: 2 });
        }
        const { approveParameters } = await import('../../../parameters/approve-parameters.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const result = await approveParameters(client, flags.name, new Date());
        if (result.own.length > 0) this.warn(`Niet goedgekeurd, want door u toegevoegd: ${result.own.join(', ')}.`);
        this.logSuccess(`Goedgekeurd: ${result.approved.length}. Al goedgekeurd: ${result.unchanged.length}.`);
        this.tellCalls();
        return result;
    }
}
