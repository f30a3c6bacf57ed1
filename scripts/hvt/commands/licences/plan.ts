import { Flags } from '@oclif/core';
import type { PlanResult } from '../../../licences/plan/plan-licences.ts';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';
import { tableOptions } from '../../table-options.ts';

/** Rows that a terminal shows of a list; files and `--json` have all. */
const SHOWN = 20;

/** What `--json` prints: the plan, and where it was written. */
interface Planned extends PlanResult {
    readonly files: { readonly csv: string; readonly html: string };
}

export default class LicencesPlan extends JobCommand<Planned> {
    static override readonly summary = 'Bereken welk licentieniveau elke gebruiker nodig heeft en wat dat kost.';
    static override readonly description =
        'Zegt welk recht de volledige licentie vraagt, wie naar de beperkte kan, wat het contract kost met de prijzen volgens het aantal, ' +
        'waar het omslagpunt ligt en hoe zeker dat is. Prijzen komen uit Licence_Price_Tier__c, een scenario of --price; wat onbekend is, wordt ' +
        'gevraagd en nooit geraden. Schrijft een CSV voor hvt licences apply en een pagina om te tonen; wijzigt niets in de org.';
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> --period 2025-2026 --target-org hvt',
        '<%= config.bin %> <%= command.id %> --period 2025-2026 --scenario scripts/seed/licences/2025-2026.json',
        '<%= config.bin %> <%= command.id %> --period 2026-2027 --price volledig:1500.00 --price beperkt:1:1200.00 --price beperkt:100:1050.00',
    ];
    static override readonly flags = {
        ...ORG_FLAGS,
        period: Flags.string({ required: true, summary: 'Contractperiode, van april tot en met maart: 2025-2026.' }),
        scenario: Flags.string({ summary: 'JSON-bestand met cijfers en prijzen die boven die van de org gaan.' }),
        price: Flags.string({
            multiple: true,
            default: [],
            summary: 'Aangenomen prijs per licentie: niveau:vanaf-aantal:bedrag, meermaals te geven.',
        }),
        csv: Flags.string({ summary: 'CSV-bestand; licentieplan-<periode>.csv als het ontbreekt.' }),
        html: Flags.string({ summary: 'Pagina; licentieplan-<periode>.html als ze ontbreekt.' }),
    };

    async run(): Promise<Planned> {
        const { flags } = await this.parse(LicencesPlan);
        const { planLicences } = await import('../../../licences/plan/plan-licences.ts');
        const { writePlanFile } = await import('../../../licences/plan/plan-file.ts');
        const { writePlanPage } = await import('../../../licences/plan/plan-page.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const { period, scenario, price: prices } = flags;
        const plan = await planLicences(client, { period, scenario, prices, now: new Date() });
        const csv = flags.csv ?? `licentieplan-${plan.period.name}.csv`;
        const page = flags.html ?? `licentieplan-${plan.period.name}.html`;
        await this.#show(plan);
        await writePlanFile(csv, plan);
        await writePlanPage(page, plan);
        this.log('');
        this.log(`Geschreven: ${csv} (voor hvt licences apply) en ${page}; beide bevatten namen.`);
        this.tellCalls();
        return { ...plan, files: { csv, html: page } };
    }

    async #show(plan: PlanResult): Promise<void> {
        const text = await import('../../../licences/plan/plan-text.ts');
        const right = text.NUMBER_COLUMNS;
        this.table(tableOptions(text.contractTable(plan), right));
        for (const line of text.contractLines(plan)) this.log(line);
        this.table(tableOptions(text.needTable(plan), right));
        this.#list('Van niveau veranderen', text.movesTable(plan), right);
        this.#list('De volledige licentie hebben nodig', text.fullTable(plan), right);
        this.log('');
        for (const line of text.moneyLines(plan)) this.log(line);
        if (plan.budget) this.table(tableOptions(text.budgetTable(plan), right));
        for (const line of text.budgetLines(plan)) this.log(line);
    }

    #list(title: string, rows: Record<string, string>[], right: readonly string[]): void {
        this.log('');
        this.log(`${title}: ${rows.length === 0 ? 'niemand' : String(rows.length)}.`);
        if (rows.length > 0) this.table(tableOptions(rows.slice(0, SHOWN), right));
        if (rows.length > SHOWN) this.log(`… en nog ${String(rows.length - SHOWN)}, in de bestanden.`);
    }
}
