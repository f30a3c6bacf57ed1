import { Flags } from '@oclif/core';
import type { RunStatusReport } from '../../../subsidy/stored/run-status.ts';
import type { RunTotals } from '../../../subsidy/stored/run-totals.ts';
import type { Total } from '../../../subsidy/sums.ts';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';
import { tableOptions } from '../../table-options.ts';

export default class SubsidyStatus extends JobCommand<RunStatusReport[]> {
    static override readonly summary =
        'Toon de subsidieberekeningen, of één ervan met haar totalen en wat er niet in zit.';
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> --target-org hvt',
        '<%= config.bin %> <%= command.id %> --run RUN-00001',
    ];
    static override readonly flags = {
        ...ORG_FLAGS,
        run: Flags.string({ char: 'r', summary: 'Referentie, id of externe sleutel van een berekening.' }),
    };

    async run(): Promise<RunStatusReport[]> {
        const { flags } = await this.parse(SubsidyStatus);
        const { statusOfAll, statusOfOne } = await import('../../../subsidy/stored/run-status.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const reports = flags.run === undefined ? await statusOfAll(client) : [await statusOfOne(client, flags.run)];
        if (reports.length === 0) this.log('Er zijn nog geen berekeningen, of u mag ze niet zien.');
        else this.table(tableOptions(await rowsOf(reports), ['Afrekeningen', 'Lijnen', 'Totaal (euro)']));
        const totals = reports[0]?.totals;
        if (totals) await this.#tell(totals);
        this.tellCalls();
        return reports;
    }

    async #tell({ byRule, byCategory, byProvince, leftOut }: RunTotals): Promise<void> {
        const { dutchAmount, dutchNumber } = await import('../../../subsidy/stored/words.ts');
        const table = (title: string, totals: readonly Total[]): void => {
            const data = totals.map(({ name, lines, cents }) => ({
                [title]: name,
                Lijnen: dutchNumber(String(lines)),
                'Bedrag (euro)': dutchAmount(cents),
            }));
            if (data.length > 0) this.table(tableOptions(data, ['Lijnen', 'Bedrag (euro)']));
        };
        table('Regel', byRule);
        table('Categorie', byCategory);
        table('Provincie', byProvince);
        if (leftOut.length === 0) return;
        this.log('Niet berekend of niet in aanmerking:');
        const data = leftOut.map(({ rule, reason, findings, days }) => ({
            Regel: rule,
            Reden: reason,
            Vaststellingen: dutchNumber(String(findings)),
            Dagen: dutchNumber(String(days)),
        }));
        this.table(tableOptions(data, ['Vaststellingen', 'Dagen']));
    }
}

async function rowsOf(reports: readonly RunStatusReport[]): Promise<Record<string, string>[]> {
    const { dutchAmount, dutchDate, dutchInstant, dutchNumber } = await import('../../../subsidy/stored/words.ts');
    return reports.map((one) => ({
        Berekening: one.name,
        Periode: `${dutchDate(one.firstDay)} – ${dutchDate(one.lastDay)}`,
        Momentopname: dutchInstant(new Date(one.snapshotAt)),
        Stand: one.state,
        Afrekeningen: dutchNumber(String(one.statements)),
        Lijnen: dutchNumber(String(one.lines)),
        'Totaal (euro)': one.cents === null ? '–' : dutchAmount(one.cents),
    }));
}
