import { Flags } from '@oclif/core';
import type { WrittenStatement } from '../../../subsidy/documents/write-statements.ts';
import { JobCommand, ORG_FLAGS, RUN_FLAG } from '../../job-command.ts';

const STAGES = { read: 'Lijnen gelezen', write: 'Afrekeningen geschreven' };

export default class SubsidyStatement extends JobCommand<WrittenStatement[]> {
    static override readonly summary = 'Schrijf voor elk bestuur een afrekening: een brief (PDF) en een lijst (CSV).';
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> --run RUN-00001 --out afrekeningen --target-org hvt',
        '<%= config.bin %> <%= command.id %> --run RUN-00001 --municipality 71016 --out afrekeningen',
    ];
    static override readonly flags = {
        ...ORG_FLAGS,
        ...RUN_FLAG,
        municipality: Flags.string({
            char: 'm',
            multiple: true,
            summary: 'NIS-code van een bestuur dat betaald wordt; mag herhaald worden. Anders alle.',
        }),
        out: Flags.string({ char: 'd', required: true, summary: 'Map waarin de bestanden komen.' }),
        sender: Flags.string({ multiple: true, summary: 'Afzender: naam, en eventueel verdere regels.' }),
    };

    async run(): Promise<WrittenStatement[]> {
        const { flags } = await this.parse(SubsidyStatement);
        const { writeStatements } = await import('../../../subsidy/documents/write-statements.ts');
        const { counted, dutchAmount } = await import('../../../subsidy/stored/words.ts');
        const written = await writeStatements(
            this.connect(flags['target-org'], flags['api-version']),
            { run: flags.run, municipalities: flags.municipality, folder: flags.out, sender: flags.sender },
            (stage, done, all) => {
                this.tellStage(STAGES[stage], done, all);
            },
        );
        const total = written.reduce((sum, { cents }) => sum + cents, 0);
        const statements = counted(written.length, 'afrekening', 'afrekeningen');
        this.logSuccess(`${statements} in ${flags.out}, samen ${dutchAmount(total)} euro.`);
        this.tellCalls();
        return written;
    }
}
