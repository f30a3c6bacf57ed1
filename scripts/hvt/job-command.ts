/** What all commands have in common: the org, its errors in Dutch, and how many calls were made. */
import { Args } from '@oclif/core';
import { Flags, SfCommand } from '@salesforce/sf-plugins-core';
import type { Org } from '@salesforce/core';
import { issueLine, issuesOf } from '../csv/issues.ts';
import { OrgClient } from '../salesforce/org-client.ts';
import { explained, OrgError } from '../salesforce/org-error.ts';

/** Flags of every command that talks to an org. */
export const ORG_FLAGS = {
    'target-org': Flags.requiredOrg({ summary: 'Gebruikersnaam of alias van de org.' }),
    'api-version': Flags.orgApiVersion({
        summary: 'Versie van de API.',
        description: 'In plaats van de versie die de org of de instelling org-api-version noemt.',
    }),
};

/** The flag of every command that is about one run. */
export const RUN_FLAG = {
    run: Flags.string({
        char: 'r',
        required: true,
        summary: 'Referentie, id of externe sleutel van de berekening.',
    }),
};

/** The argument of every command that reads a CSV file. */
export const FILE_ARG = {
    file: Args.string({
        name: 'FILE',
        description: 'CSV-bestand in UTF-8, met komma of puntkomma.',
        required: true,
    }),
};

/** A command on an org; its result is what `--json` prints. */
export abstract class JobCommand<Result> extends SfCommand<Result> {
    static override readonly baseFlags = {
        'flags-dir': Flags.directory({
            summary: 'Lees opties uit de bestanden van een map.',
            helpGroup: 'GLOBAL',
        }),
    };

    #client: OrgClient | undefined;

    /** The org, as the user of its alias. */
    protected connect(org: Org, apiVersion: string | undefined): OrgClient {
        const connection = org.getConnection(apiVersion);
        const address = (): { instanceUrl: string; accessToken: string | null; version: string } => ({
            instanceUrl: connection.instanceUrl,
            accessToken: connection.accessToken ?? null,
            version: connection.getApiVersion(),
        });
        this.#client = new OrgClient(address(), async () => {
            await org.refreshAuth();
            return address();
        });
        return this.#client;
    }

    /** Shows how many calls the org counted. */
    protected tellCalls(): void {
        this.log(`API-aanroepen: ${this.#client?.calls ?? 0}`);
    }

    /** Shows how far a stage is. */
    protected tellStage(stage: string, done: number, all: number): void {
        if (done === all || done === 0) this.log(`${stage}: ${done} van ${all}`);
    }

    // the name and the shape are those of oclif
    override async catch(error: Error): Promise<never> {
        const found = issuesOf(error);
        for (const issue of found?.issues ?? []) this.logToStderr(issueLine(issue));
        if (found && found.count > found.issues.length)
            this.logToStderr(`… en nog ${found.count - found.issues.length}`);
        return super.catch(error instanceof OrgError ? explained(error) : error);
    }
}
