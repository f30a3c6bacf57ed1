/** Runs in an org as the engine calculated them, written by REST as a user: what readers of runs start from. */
import { readFileSync } from 'node:fs';
import type { OrgRecord } from '../salesforce/org-client.ts';
import { canonical } from '../subsidy/engine/canonical.ts';
import type { DifferenceLine } from '../subsidy/engine/differences.ts';
import { isoDay } from '../subsidy/engine/day.ts';
import { explain } from '../subsidy/engine/explain.ts';
import { sha256, type Line } from '../subsidy/engine/lines.ts';
import { euros } from '../subsidy/engine/money.ts';
import { LAW } from '../subsidy/engine/testing/law.ts';
import type { TestOrg, TestUser } from './test-org.ts';

const PER_COLLECTION = 200;

/** What is written. */
export interface RunToStore {
    readonly key: string;
    readonly firstDay: string;
    readonly lastDay: string;
    readonly lines: readonly (Line | DifferenceLine)[];
    /** makes it a scenario */
    readonly assumptions?: string;
    /** id of the approved run before it */
    readonly corrects?: string;
    readonly approved?: boolean;
    /** what the run says of itself; what its lines come to, unless told */
    readonly cents?: number;
}

interface SaveResult {
    readonly id: string;
    readonly success: boolean;
    readonly errors: unknown[];
}

/** Writes runs of one org; locations, beds and parameters are made by its administrator when a line first needs them. */
export class RunWriter {
    readonly #org: TestOrg;
    readonly #user: TestUser;
    readonly #ids = new Map<string, string>();
    #municipalities: Map<string, string> | undefined;

    /** @param user who writes the runs */
    constructor(org: TestOrg, user: TestUser) {
        this.#org = org;
        this.#user = user;
    }

    /** @returns the id of the run */
    async store(run: RunToStore): Promise<string> {
        await this.#prepare(run.lines);
        const runId = await this.#insertRun(run);
        const payees = [...new Set(run.lines.map(({ payee }) => payee))].sort();
        const statements = await this.#insert(
            'Subsidy_Statement__c',
            payees.map((nis) => ({
                Run__c: runId,
                Municipality__c: this.#municipality(nis),
                External_Key__c: sha256(`${run.key}|${nis}`),
            })),
        );
        const statementOf = new Map(payees.map((nis, index) => [nis, statements[index] ?? '']));
        await this.#insert(
            'Subsidy_Line__c',
            run.lines.map((line) => this.#record(run.key, line, statementOf.get(line.payee) ?? '')),
        );
        const values = run.approved
            ? { Status__c: 'Approved', Approved_By__c: this.#user.id, Approved_At__c: '2023-01-12T09:30:00.000Z' }
            : { Status__c: 'Calculated' };
        await this.#user.client.json('PATCH', `/sobjects/Subsidy_Run__c/${runId}`, values);
        return runId;
    }

    async #insertRun({ key, firstDay, lastDay, lines, assumptions, corrects, cents }: RunToStore): Promise<string> {
        const [id = ''] = await this.#insert('Subsidy_Run__c', [
            {
                External_Key__c: sha256(key),
                First_Day__c: firstDay,
                Last_Day__c: lastDay,
                Snapshot_At__c: '2023-01-10T22:00:00.000Z',
                Status__c: 'Calculating',
                Scenario__c: assumptions !== undefined,
                ...(assumptions !== undefined && { Assumptions__c: assumptions }),
                ...(corrects !== undefined && { Corrects__c: corrects }),
                Total__c: euros(cents ?? lines.reduce((sum, line) => sum + (line.cents ?? 0), 0)),
                Input_Hash__c: sha256(lines.map(({ inputHash }) => inputHash).join()),
                Engine_Version__c: '1',
            },
        ]);
        return id;
    }

    #record(runKey: string, line: Line | DifferenceLine, statement: string): OrgRecord {
        const { key, part, municipality, location, place, bed, payee, parameters, missing, reason, assumed } = line;
        const said = { key, part, municipality, location, place, bed, payee, parameters, missing, reason, assumed };
        return {
            Statement__c: statement,
            External_Key__c: sha256(`${runKey}|${key}`),
            Rule__c: line.rule,
            Line_Kind__c: line.kind,
            Amount__c: line.cents === undefined ? null : euros(line.cents),
            Quantity__c: line.quantity,
            Unit_Amount__c: line.unitCents === undefined ? null : euros(line.unitCents),
            Days__c: line.days ?? null,
            First_Day__c: isoDay(line.firstDay),
            Last_Day__c: isoDay(line.lastDay),
            Category__c: line.category ?? null,
            Accommodation_Type__c: line.accommodationType ?? null,
            Size_Class__c: line.sizeClass ?? null,
            Location__c: location === undefined ? null : this.#ids.get(location),
            Bed__c: bed === undefined ? null : this.#ids.get(bed),
            Municipality_At_Time__c: this.#municipality(municipality),
            Parameter__c: this.#ids.get(parameters[0] ?? '') ?? null,
            Explanation__c: explain(line, (name) => LAW.find((version) => version.key === name)).join('\n'),
            Inputs__c: canonical({ ...said, cents: line.cents, inputs: line.inputs }),
            Input_Hash__c: line.inputHash,
        };
    }

    async #prepare(lines: readonly (Line | DifferenceLine)[]): Promise<void> {
        const found = await this.#org.admin.query<{ Id: string; NIS_Code__c: string }>(
            'SELECT Id, NIS_Code__c FROM Municipality__c',
            { autoFetch: true, maxFetch: 10_000 },
        );
        this.#municipalities = new Map(found.records.map(({ Id, NIS_Code__c }) => [NIS_Code__c, Id]));
        for (const { parameters, location, municipality, place, bed } of lines) {
            await this.#make(parameters[0], 'Subsidy_Parameter__c', parameterRecord);
            await this.#make(location, 'Location__c', (key) => locationRecord(key, this.#municipality(municipality)));
            await this.#make(place, 'Place__c', (key) => ({
                Name: `Kamer ${key}`,
                Place_Type__c: 'Room',
                Location__c: this.#ids.get(location ?? ''),
            }));
            await this.#make(bed, 'Bed__c', (key) => ({
                Bed_Number__c: key.slice(-4),
                Bed_Type__c: 'Single',
                First_Day__c: '2022-03-14',
                Place__c: this.#ids.get(place ?? ''),
            }));
        }
    }

    async #make(
        key: string | undefined,
        object: string,
        record: (key: string) => OrgRecord | undefined,
    ): Promise<void> {
        if (key === undefined || this.#ids.has(key)) return;
        const values = record(key);
        if (values === undefined) return;
        const made = await this.#org.admin.create(object, { External_Key__c: key, ...values });
        if (!made.success) throw new Error(JSON.stringify(made.errors));
        this.#ids.set(key, made.id);
    }

    async #insert(object: string, records: readonly OrgRecord[]): Promise<string[]> {
        const ids: string[] = [];
        for (let at = 0; at < records.length; at += PER_COLLECTION) {
            const part = records.slice(at, at + PER_COLLECTION);
            const results = await this.#user.client.json<SaveResult[]>('POST', '/composite/sobjects', {
                allOrNone: true,
                records: part.map((record) => ({ attributes: { type: object }, ...record })),
            });
            const failed = results.find(({ success }) => !success);
            if (failed) throw new Error(JSON.stringify(failed.errors));
            ids.push(...results.map(({ id }) => id));
        }
        return ids;
    }

    #municipality(nis: string): string {
        const id = this.#municipalities?.get(nis);
        if (id === undefined) throw new Error(`no municipality ${nis}`);
        return id;
    }
}

function locationRecord(key: string, municipality: string): OrgRecord {
    return {
        Municipality__c: municipality,
        Status__c: 'Draft',
        Site_Name__c: `Locatie ${key}`,
        Street__c: 'Europalaan',
        House_Number__c: '12',
        Postal_Code__c: '3600',
        Town__c: 'Genk',
    };
}

const SHIPPED = new URL('../seed/reference/subsidy-parameters.json', import.meta.url);

/** A shipped version; undefined for one that only a test knows. */
function parameterRecord(key: string): OrgRecord | undefined {
    const { records } = JSON.parse(readFileSync(SHIPPED, 'utf8')) as { records: OrgRecord[] };
    const found = records.find((record) => record['External_Key__c'] === key);
    if (!found) return undefined;
    const { attributes: _, ...values } = found;
    return values;
}
