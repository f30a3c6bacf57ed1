import { Flags } from '@oclif/core';
import type { RunRequest } from '../../../subsidy/runs/run-request.ts';
import type { RunResult, Stage } from '../../../subsidy/runs/run-subsidy.ts';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';

const STAGES: Record<Stage, string> = {
    facts: 'Feiten gelezen',
    calculate: 'Lijnen berekend',
    statements: 'Afrekeningen in de org',
    lines: 'Lijnen geschreven',
    check: 'Lijnen nagekeken',
};

interface PeriodFlags {
    readonly quarter: string | undefined;
    readonly from: string | undefined;
    readonly to: string | undefined;
    readonly snapshot: string | undefined;
    readonly municipality: readonly string[] | undefined;
}

export default class SubsidyRun extends JobCommand<RunResult> {
    static override readonly summary =
        'Bereken de subsidies van een periode uit wat op een momentopname geregistreerd was.';
    static override readonly description =
        'Schrijft een berekening met een afrekening per lokaal bestuur en haar lijnen. Wie dezelfde opdracht opnieuw geeft, werkt een ' +
        'afgebroken berekening af of vindt ze ongewijzigd terug. Voor een goedgekeurde periode komen er alleen verschillen. ' +
        'Zonder --snapshot geldt voor een kwartaal de betaalkalender.';
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> --quarter 2022-Q4 --target-org hvt',
        '<%= config.bin %> <%= command.id %> --from 2022-10-01 --to 2022-12-31 --snapshot 2022-12-31 --municipality 71016 --dry-run',
        '<%= config.bin %> <%= command.id %> --quarter 2023-Q1 --snapshot 2023-04-15 --assume aannames.csv',
    ];
    static override readonly flags = {
        ...ORG_FLAGS,
        quarter: Flags.string({ char: 'q', summary: 'Kwartaal, zoals 2022-Q4.', exclusive: ['from', 'to'] }),
        from: Flags.string({ summary: 'Eerste dag, zoals 2022-10-01.', dependsOn: ['to'] }),
        to: Flags.string({ summary: 'Laatste dag, inbegrepen.', dependsOn: ['from'] }),
        snapshot: Flags.string({
            char: 's',
            summary:
                'Ogenblik tot waar geregistreerde gegevens tellen: een dag (het einde ervan) of 2022-12-31T23:00:00Z.',
        }),
        municipality: Flags.string({
            char: 'm',
            multiple: true,
            summary: 'NIS-code waartoe de berekening beperkt is; mag herhaald worden.',
        }),
        assume: Flags.file({
            exists: true,
            summary: 'CSV-bestand met aangenomen waarden: dit is een scenario, dat nooit goedgekeurd kan worden.',
        }),
        'dry-run': Flags.boolean({ default: false, summary: 'Bereken en toon, maar schrijf niets.' }),
    };

    async run(): Promise<RunResult> {
        const { flags } = await this.parse(SubsidyRun);
        const { runSubsidy } = await import('../../../subsidy/runs/run-subsidy.ts');
        const { resultText } = await import('../../../subsidy/runs/result-text.ts');
        const { readAssumptions } = await import('../../../subsidy/runs/assumptions.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const asked = await this.#request(client, flags);
        const assumed = flags.assume === undefined ? undefined : await readAssumptions(client, flags.assume);
        const result = await runSubsidy(client, {
            request: { ...asked, assumptions: assumed?.versions },
            assumptionsText: assumed?.text,
            dryRun: flags['dry-run'],
            now: new Date(),
            onProgress: (stage, done, all) => {
                this.log(`${STAGES[stage]}: ${String(done)}${all === undefined ? '' : ` van ${String(all)}`}`);
            },
        });
        for (const line of resultText(result)) this.log(line);
        if (result.orphans > 0) {
            this.warn(`${result.orphans} feiten horen bij geen vastgelegd bed of locatie en tellen niet mee.`);
        }
        this.tellCalls();
        return result;
    }

    async #request(
        client: ReturnType<SubsidyRun['connect']>,
        flags: PeriodFlags,
    ): Promise<Omit<RunRequest, 'assumptions'>> {
        const { periodOf, quarter, snapshotOf } = await import('../../../subsidy/runs/run-request.ts');
        const { paymentSnapshot } = await import('../../../subsidy/runs/payment-snapshot.ts');
        const { JobError } = await import('../../../salesforce/org-error.ts');
        const { from, to, snapshot, municipality } = flags;
        const only = municipality && [...new Set(municipality)].sort();
        if (flags.quarter === undefined) {
            if (from === undefined || to === undefined || snapshot === undefined) {
                const message = 'Noem de periode met --quarter, of met --from, --to en --snapshot.';
                throw new JobError('NoPeriod', message, { exitCode: 2 });
            }
            return { period: periodOf(from, to), snapshot: snapshotOf(snapshot), only };
        }
        const period = quarter(flags.quarter);
        if (snapshot !== undefined) return { period, snapshot: snapshotOf(snapshot), only };
        const { instant, notes } = await paymentSnapshot(client, period);
        for (const note of notes) this.log(note);
        return { period, snapshot: instant, only };
    }
}
