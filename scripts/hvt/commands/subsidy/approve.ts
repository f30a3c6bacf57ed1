import { Args } from '@oclif/core';
import type { ApproveRunResult } from '../../../subsidy/runs/approve-run.ts';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';

export default class SubsidyApprove extends JobCommand<ApproveRunResult> {
    static override readonly summary =
        'Keur een berekening goed: daarna ligt ze vast en komen er alleen nog verschillen.';
    static override readonly examples = ['<%= config.bin %> <%= command.id %> RUN-00012 --target-org hvt'];
    static override readonly args = {
        run: Args.string({ name: 'RUN', description: 'Referentie van de berekening.', required: true }),
    };
    static override readonly flags = ORG_FLAGS;

    async run(): Promise<ApproveRunResult> {
        const { args, flags } = await this.parse(SubsidyApprove);
        const { approveRun } = await import('../../../subsidy/runs/approve-run.ts');
        const { dutchEuros } = await import('../../../subsidy/engine/money.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const result = await approveRun(client, args.run, new Date());
        const what = `${result.run}: ${dutchEuros(result.totalCents)} in ${result.statements} afrekeningen`;
        this.logSuccess(result.unchanged ? `Was al goedgekeurd. ${what}.` : `Goedgekeurd. ${what}.`);
        this.tellCalls();
        return result;
    }
}
