import { Flags } from '@oclif/core';
import type { SyncPreview, SyncResult } from '../../../access/sync/sync-users.ts';
import { FILE_ARG, JobCommand, ORG_FLAGS } from '../../job-command.ts';
import { tableOptions } from '../../table-options.ts';

/** How long somebody may think about it: an hour. */
const PATIENCE_MS = 3_600_000;

export default class AccessSync extends JobCommand<SyncResult> {
    static override readonly summary = 'Breng gebruikers, hun rol en hun groepen in overeenstemming met een bestand.';
    static override readonly description =
        'Wie in het bestand staat, wordt gemaakt of bijgewerkt; wie er niet meer in staat, wordt gedeactiveerd en houdt niets over. ' +
        'Beheerders, u zelf en niet genoemde integratiegebruikers blijven ongemoeid. Met één fout in het bestand wordt niets geschreven; ' +
        'herhalen verandert niets. Kolommen: username, first_name, last_name, email, role, municipality, province, language. ' +
        'Een rol heet zoals in de org, in het Nederlands of met haar technische naam. municipality is een NIS-code of een naam, meer dan één met | ertussen.';
    static override readonly examples = [
        '<%= config.bin %> <%= command.id %> gebruikers.csv --target-org hvt --dry-run',
        '<%= config.bin %> <%= command.id %> gebruikers.csv --target-org hvt --yes',
    ];
    static override readonly args = FILE_ARG;
    static override readonly flags = {
        ...ORG_FLAGS,
        'dry-run': Flags.boolean({ default: false, summary: 'Toon het verschil en schrijf niets.' }),
        yes: Flags.boolean({
            char: 'y',
            default: false,
            summary: 'Schrijf zonder bevestiging te vragen, voor programma’s.',
        }),
        'allow-many': Flags.boolean({
            default: false,
            summary: 'Ook als meer dan een derde van de gebruikers gedeactiveerd wordt.',
        }),
    };

    async run(): Promise<SyncResult> {
        const { args, flags } = await this.parse(AccessSync);
        const { syncUsers } = await import('../../../access/sync/sync-users.ts');
        const client = this.connect(flags['target-org'], flags['api-version']);
        const result = await syncUsers(client, args.file, {
            dryRun: flags['dry-run'],
            allowMany: flags['allow-many'],
            now: new Date(),
            confirm: async (preview) => {
                await this.#show(preview);
                if (flags['dry-run'] || preview.plan.changes.length === 0) return false;
                return flags.yes || this.#ask(preview.plan.changes.length);
            },
            onProgress: (done, all) => {
                this.tellStage('Geschreven', done, all);
            },
        });
        this.#tell(result, flags['dry-run']);
        this.tellCalls();
        return result;
    }

    async #show({ rows, plan, licences, direct }: SyncPreview): Promise<void> {
        const { LEFT_ALONE } = await import('../../../access/sync/plan-text.ts');
        if (rows.length > 0) this.table(tableOptions([...rows], []));
        for (const { licence, total, used, change } of licences)
            this.log(
                `Licentie ${licence}: ${change >= 0 ? '+' : ''}${change}, daarna ${used + change} van ${total} in gebruik.`,
            );
        for (const { username, reason } of plan.leftAlone)
            this.log(`Blijft ongemoeid: ${username} (${LEFT_ALONE[reason]}).`);
        for (const { username, permissionSet } of direct)
            this.warn(
                `${username} heeft de machtigingenset ${permissionSet} ook buiten zijn rol om; die blijft. Neem ze weg in Setup als dat niet de bedoeling is.`,
            );
    }

    async #ask(changes: number): Promise<boolean> {
        const { JobError } = await import('../../../salesforce/org-error.ts');
        if (this.jsonEnabled() || !process.stdin.isTTY)
            throw new JobError(
                'NotConfirmed',
                'Zonder terminal is er niemand om het te bevestigen; er is niets geschreven.',
                {
                    actions: ['Geef --yes om te schrijven, of --dry-run om alleen te kijken.'],
                    exitCode: 2,
                },
            );
        return this.confirm({ message: `Deze ${changes} gebruikers wijzigen?`, ms: PATIENCE_MS, defaultAnswer: false });
    }

    #tell(result: SyncResult, isDryRun: boolean): void {
        const { created, updated, reactivated, deactivated, unchanged, written } = result;
        const sums = `${created} nieuw, ${updated} gewijzigd, ${reactivated} terug actief, ${deactivated} gedeactiveerd, ${unchanged} ongewijzigd`;
        if (written) this.logSuccess(`Geschreven: ${sums}.`);
        else if (result.users.length === 0)
            this.logSuccess(`Niets te doen: ${unchanged} gebruikers zijn zoals het bestand zegt.`);
        else this.log(`${isDryRun ? 'Er zou veranderen' : 'Niet geschreven'}: ${sums}.`);
    }
}
