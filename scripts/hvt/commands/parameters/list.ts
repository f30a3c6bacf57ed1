import { Flags } from '@oclif/core';
import { JobCommand, ORG_FLAGS } from '../../job-command.ts';

/** A version as `--json` tells it. */
interface Listed {
    name: string;
    rule: string;
    code: string;
    category: string | null;
    accommodationType: string | null;
    sizeClass: string | null;
    firstDay: string;
    lastDay: string | null;
    unit: string;
    value: string | number | null;
    confidence: string;
    version: number;
    recordedAt: string;
    approvedAt: string | null;
    source: string | null;
}

export default class ParametersList extends JobCommand<Listed[]> {
    static override readonly summary = 'Toon alle versies van bedragen, datums en drempels, met hun bron.';
    static override readonly examples = ['<%= config.bin %> <%= command.id %> --target-org hvt --waiting'];
    static override readonly flags = {
        ...ORG_FLAGS,
        waiting: Flags.boolean({ summary: 'Alleen versies die op goedkeuring wachten.' }),
    };

    async run(): Promise<Listed[]> {
        const { flags } = await this.parse(ParametersList);
        const { OBJECT, readParameters, valueOf } = await import('../../../parameters/parameter.ts');
        const { requireAccess } = await import('../../../salesforce/require-access.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        await requireAccess(client, { object: OBJECT });
        const all = await readParameters(client);
        const listed = all
            .filter((one) => !flags.waiting || one.Approved_At__c === null)
            .map((one): Listed => ({
                name: one.Name,
                rule: String(one.Rule__c),
                code: String(one.Parameter_Code__c),
                category: one.Category__c as string | null,
                accommodationType: one.Accommodation_Type__c as string | null,
                sizeClass: one.Size_Class__c as string | null,
                firstDay: String(one.First_Day__c),
                lastDay: one.Last_Day__c as string | null,
                unit: String(one.Unit__c),
                value: valueOf(one) ?? null,
                confidence: String(one.Confidence__c),
                version: one.Version__c,
                recordedAt: one.Recorded_At__c,
                approvedAt: one.Approved_At__c,
                source: one.Source__c as string | null,
            }));
        this.table({
            data: listed.map((one) => ({
                Referentie: one.name,
                Regel: one.rule,
                Code: one.code,
                Voor: [one.category, one.accommodationType, one.sizeClass].filter((part) => part !== null).join(' '),
                Periode: `${one.firstDay} – ${one.lastDay ?? ''}`,
                Waarde: one.value === null ? 'onbekend' : `${one.value} ${one.unit}`,
                Versie: one.version,
                Goedgekeurd: one.approvedAt?.slice(0, 10) ?? 'wacht',
                Bron: one.source ?? '',
            })),
        });
        this.tellCalls();
        return listed;
    }
}
