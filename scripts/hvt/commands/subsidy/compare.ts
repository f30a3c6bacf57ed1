import { Args, Flags } from '@oclif/core';
import type { SubjectDifference } from '../../../subsidy/compare/compare-lines.ts';
import type { Comparison, ComparisonSummary } from '../../../subsidy/compare/compare-runs.ts';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';
import { tableOptions } from '../../table-options.ts';

/** Differences that a terminal shows. */
const SHOWN = 200;

interface CompareResult extends ComparisonSummary {
    readonly a: string;
    readonly b: string;
    readonly differences: readonly SubjectDifference[];
}

export default class SubsidyCompare extends JobCommand<CompareResult> {
    static override readonly summary = 'Vergelijk twee berekeningen, lijn per lijn.';
    static override readonly description =
        'Een correctie bevat enkel verschillen: ze telt samen met de berekeningen die ze verbetert. ' +
        `Het scherm toont de eerste ${SHOWN} verschillen; --json en --csv geven ze alle.`;
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> RUN-00001 RUN-00002 --csv verschillen.csv',
    ];
    static override readonly args = {
        a: Args.string({ name: 'RUN_A', description: 'Referentie, id of externe sleutel.', required: true }),
        b: Args.string({ name: 'RUN_B', description: 'Referentie, id of externe sleutel.', required: true }),
    };
    static override readonly flags = {
        ...ORG_FLAGS,
        csv: Flags.string({ summary: 'Bestand waarin alle verschillen komen.' }),
    };

    async run(): Promise<CompareResult> {
        const { args, flags } = await this.parse(SubsidyCompare);
        const { compareRuns } = await import('../../../subsidy/compare/compare-runs.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const comparison = await compareRuns(client, [args.a, args.b]);
        try {
            const summary = comparison.summary();
            if (flags.csv !== undefined) await comparison.writeCsv(flags.csv);
            const wanted = this.jsonEnabled() ? Infinity : SHOWN;
            const differences = [...comparison.differences().take(wanted)];
            await this.#tell(comparison, summary, differences);
            if (flags.csv !== undefined) this.logSuccess(`Alle verschillen staan in ${flags.csv}.`);
            this.tellCalls();
            return { a: comparison.a.name, b: comparison.b.name, ...summary, differences };
        } finally {
            comparison.close();
        }
    }

    async #tell({ a, b }: Comparison, summary: ComparisonSummary, differences: SubjectDifference[]): Promise<void> {
        const words = await import('../../../subsidy/stored/words.ts');
        const { CHANGE_NAMES } = await import('../../../subsidy/compare/compare-runs.ts');
        const { counted, dutchAmount, dutchInstant, dutchNumber, dutchPeriod, nameOf, RULE_NAMES, stateInWords } =
            words;
        for (const [side, run] of [['A', a] as const, ['B', b] as const]) {
            const period = dutchPeriod(run.firstDay, run.lastDay);
            this.log(
                `${side}: ${run.name}, ${period}, momentopname ${dutchInstant(run.snapshot)}, ${stateInWords(run)}`,
            );
        }
        if (a.firstDay !== b.firstDay || a.lastDay !== b.lastDay)
            this.warn('De berekeningen gaan over verschillende periodes.');
        const amount = (cents: number | undefined): string => (cents === undefined ? '–' : dutchAmount(cents));
        const rows = differences.map((one) => ({
            Wat: CHANGE_NAMES[one.change],
            Regel: nameOf(RULE_NAMES, one.rule),
            'NIS-code': one.nis,
            Locatie: one.location,
            Slaapplek: one.bed,
            A: one.centsA === undefined ? one.reasonsA.join(' ') || '–' : amount(one.centsA),
            B: one.centsB === undefined ? one.reasonsB.join(' ') || '–' : amount(one.centsB),
            Verschil: dutchAmount(one.cents),
        }));
        if (rows.length > 0) this.table(tableOptions(rows, ['A', 'B', 'Verschil']));
        const more = summary.different - differences.length;
        if (more > 0) this.log(`… en nog ${counted(more, 'verschil', 'verschillen')}: zie --csv of --json.`);
        const totals = [
            ...summary.byRule.map(({ rule, centsA, centsB }) => ({ name: nameOf(RULE_NAMES, rule), centsA, centsB })),
            { name: 'Totaal', centsA: summary.centsA, centsB: summary.centsB },
        ].map(({ name, centsA, centsB }) => ({
            Regel: name,
            'A (euro)': dutchAmount(centsA),
            'B (euro)': dutchAmount(centsB),
            'Verschil (euro)': dutchAmount(centsB - centsA),
        }));
        this.table(tableOptions(totals, ['A (euro)', 'B (euro)', 'Verschil (euro)']));
        const different = counted(summary.different, 'verschil', 'verschillen');
        this.log(`${different}; ${dutchNumber(String(summary.same))} gelijk.`);
    }
}
