import { Args } from '@oclif/core';
import type { ExplainedLine } from '../../../subsidy/stored/find-line.ts';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';

export default class SubsidyExplain extends JobCommand<ExplainedLine> {
    static override readonly summary = 'Leg stap voor stap uit waarom een subsidielijn is wat ze is.';
    static override readonly examples = ['<%= config.bin %> <%= command.id %> LIJN-00000001 --target-org hvt'];
    static override readonly args = {
        line: Args.string({
            name: 'LINE',
            description: 'Referentie, id of externe sleutel van de lijn.',
            required: true,
        }),
    };
    static override readonly flags = ORG_FLAGS;

    async run(): Promise<ExplainedLine> {
        const { args, flags } = await this.parse(SubsidyExplain);
        const { findLine } = await import('../../../subsidy/stored/find-line.ts');
        const { lineText } = await import('../../../subsidy/stored/line-text.ts');
        const line = await findLine(this.connect(flags['target-org'], flags['api-version']), args.line);
        for (const text of lineText(line)) this.log(text);
        this.log();
        this.tellCalls();
        return line;
    }
}
