/** The org's definition between one deploy and the next: its metadata, and what follows from it. */
import { Formulas } from '../computed/formulas.ts';
import { syncApprovals } from '../metadata/approvals/approval-records.ts';
import { readApprovalProcesses } from '../metadata/approvals/read-processes.ts';
import { syncApex } from '../metadata/apex-records.ts';
import { syncAccess } from '../metadata/access-records.ts';
import { buildSchema } from '../metadata/build-schema.ts';
import type { Catalogue } from '../metadata/catalogue.ts';
import { syncDefinitions } from '../metadata/definition-records.ts';
import { syncMetadataRecords } from '../metadata/metadata-records.ts';
import { metadataOf, type ProjectMetadata } from '../metadata/project.ts';
import { SetupRows, type Author } from '../metadata/setup-rows.ts';
import { giveLogins } from '../dml/setup-objects.ts';
import type { ApprovalProcess } from '../schema/approval-process.ts';
import type { Schema } from '../schema/schema.ts';
import { keyPrefixOf } from '../store/sequences.ts';
import type { Store } from '../store/store.ts';
import { syncTables } from '../store/tables.ts';
import { createFirstRecords } from './first-records.ts';
import { checkFormulas } from './approvals/check-formulas.ts';
import type { Locale } from './locale.ts';

export interface Generation {
    readonly catalogue: Catalogue;
    readonly metadata: ProjectMetadata;
    readonly schema: Schema;
    readonly formulas: Formulas;
    readonly approvals: readonly ApprovalProcess[];
    /** Custom labels by name, in lower case. */
    readonly labels: ReadonlyMap<string, string>;
}

/** What making a generation needs besides its components. */
export interface GenerationSettings {
    readonly store: Store;
    readonly locale: Locale;
    readonly author: Author;
    /** Is told the new schema before tables and records are brought in step with it. */
    readonly beforeSync?: (schema: Schema) => void;
}

/**
 * Makes a generation: checks all metadata together, and brings tables and setup records in step with it. Part of the
 * caller's transaction, so that nothing has happened when it fails.
 * @throws ComponentFault for what a deploy would refuse; Error for what cannot be told of one component
 */
export function makeGeneration(
    catalogue: Catalogue,
    { store, locale, author, beforeSync }: GenerationSettings,
): Generation {
    const metadata = metadataOf(catalogue);
    const schema = buildSchema(metadata, (name) => keyPrefixOf(store, name));
    const formulas = new Formulas(schema, store);
    formulas.check();
    const approvals = readApprovalProcesses(metadata, schema);
    checkFormulas(approvals, formulas);
    beforeSync?.(schema);
    syncTables(store, schema);
    const rows = new SetupRows(store, schema, author);
    syncApex(rows, catalogue);
    syncAccess(rows, metadata, createFirstRecords(rows, locale));
    giveLogins(store, author);
    syncDefinitions(rows, schema, metadata);
    syncMetadataRecords(rows, schema, metadata);
    syncApprovals(rows, store, approvals);
    return { catalogue, metadata, schema, formulas, approvals, labels: readLabels(metadata) };
}

function readLabels(metadata: ProjectMetadata): Map<string, string> {
    const labels = [...metadata.all('labels').values()].flatMap((xml) => xml.all('labels'));
    return new Map(labels.map((label) => [(label.value('fullName') ?? '').toLowerCase(), label.value('value') ?? '']));
}
