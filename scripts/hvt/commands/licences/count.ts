import { Flags } from '@oclif/core';
import type { CountResult } from '../../../licences/count/count-licences.ts';
import type { Grouping } from '../../../licences/count/count-text.ts';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';
import { tableOptions } from '../../table-options.ts';

const GROUPINGS = ['role', 'province', 'municipality'] as const satisfies readonly Grouping[];

export default class LicencesCount extends JobCommand<CountResult> {
    static override readonly summary = 'Tel de actieve gebruikers per licentieniveau, rol en lokaal bestuur.';
    static override readonly description =
        'Vergelijkt met het contract van de periode (april tot maart) en noemt wie een lager niveau kan hebben, dubbel lijkt, geen rol ' +
        'heeft of zich lang niet aanmeldde. Bewaart de telling van vandaag (Licence_Count__c); dezelfde dag opnieuw tellen vervangt ze. ' +
        'Een dag in het verleden komt uit bewaarde tellingen.';
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> --target-org hvt',
        '<%= config.bin %> <%= command.id %> --by municipality --csv telling.csv',
        '<%= config.bin %> <%= command.id %> --on 2025-03-31',
    ];
    static override readonly flags = {
        ...ORG_FLAGS,
        on: Flags.string({ summary: 'Dag, zoals 2025-03-31; vandaag als ze ontbreekt.' }),
        by: Flags.option({ options: GROUPINGS, default: 'role' as const, summary: 'Waarvoor de tabel optelt.' })(),
        csv: Flags.string({ summary: 'Schrijf de aantallen ook naar dit CSV-bestand, zonder namen.' }),
        'dry-run': Flags.boolean({ default: false, summary: 'Tel en toon, maar bewaar niets.' }),
    };

    async run(): Promise<CountResult> {
        const { flags } = await this.parse(LicencesCount);
        const { countLicences } = await import('../../../licences/count/count-licences.ts');
        const { contractText, countTable, NUMBER_COLUMNS, remarkableText, useTable } =
            await import('../../../licences/count/count-text.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const request = { on: flags.on, dryRun: flags['dry-run'], now: new Date() };
        const result = await countLicences(client, request);
        this.log(contractText(result.contract, result.on));
        this.table(tableOptions(useTable(result.contract), NUMBER_COLUMNS));
        this.table(tableOptions(countTable(result.rows, flags.by, result.roles), NUMBER_COLUMNS));
        for (const line of result.users ? remarkableText(result.users) : []) this.log(line);
        if (flags.csv !== undefined) {
            const { writeCountFile } = await import('../../../licences/count/count-file.ts');
            await writeCountFile(flags.csv, result);
            this.log(`Geschreven: ${flags.csv}`);
        }
        if (result.stored) {
            const { inserted, updated, unchanged, removed } = result.stored;
            this.logSuccess(
                `Bewaard: ${inserted} toegevoegd, ${updated} gewijzigd, ${unchanged} ongewijzigd, ${removed} verwijderd.`,
            );
        }
        this.tellCalls();
        return result;
    }
}
