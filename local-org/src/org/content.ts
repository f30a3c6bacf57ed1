/** Files: a version's content makes or extends a document, which links to what the file belongs to. */
import { createHash } from 'node:crypto';
import type { DmlContext } from '../dml/context.ts';
import type { InputRecord } from '../dml/input.ts';
import type { ObjectType } from '../schema/model.ts';
import { mayReach } from './reach.ts';
import type { SaveResult } from './results.ts';
import { takeIds } from '../store/sequences.ts';
import { quoted, type Value } from '../store/store.ts';

/**
 * Inserts versions, with the documents that they make, or links.
 * @param insert saves them
 */
export function insertFiles(
    context: DmlContext,
    object: ObjectType,
    inputs: readonly InputRecord[],
    insert: (files: readonly InputRecord[]) => SaveResult[],
): SaveResult[] {
    return context.store.transaction(() => {
        const refusals = inputs.map((input) => refusalOf(context, input));
        const allowed = inputs.filter((_, index) => refusals[index] === undefined);
        const isLink = object.name === 'ContentDocumentLink';
        const files = isLink ? allowed : allowed.map((input) => withDocument(context, input));
        const saved = insert(files);
        saved.forEach(({ id, success }, index) => {
            if (success && id !== undefined && !isLink) completeVersion(context, id);
            // a version that could not be saved leaves no document behind
            else if (files[index] !== allowed[index]) forgetDocument(context, files[index]?.['ContentDocumentId']);
        });
        const rest = saved.values();
        return refusals.map(
            (refusal) => refusal ?? rest.next().value ?? { success: false, created: false, errors: [] },
        );
    });
}

/** A file changes the document that it names, and is shown to whoever may see the record that it is linked to. */
function refusalOf(context: DmlContext, input: InputRecord): SaveResult | undefined {
    const document = valueOf(input, 'ContentDocumentId');
    const places = [valueOf(input, 'FirstPublishLocationId'), valueOf(input, 'LinkedEntityId')];
    const isReachable =
        (document === undefined || mayReach(context, document, 'edit')) &&
        places.every((place) => place === undefined || place === context.userId || mayReach(context, place, 'read'));
    if (isReachable) return undefined;
    // a record that is hidden from the user is answered like one that there is not
    const error = { statusCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'invalid cross reference id', fields: [] };
    return { success: false, created: false, errors: [error] };
}

/** A text of the input that is not empty. */
function valueOf(input: InputRecord, name: string): string | undefined {
    const value = Object.entries(input).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
    return typeof value === 'string' && value !== '' ? value : undefined;
}

function forgetDocument({ store }: DmlContext, id: unknown): void {
    if (typeof id === 'string') store.run('DELETE FROM "ContentDocument" WHERE Id = ?', [id]);
}

/** Gives the input of a new version the document it belongs to; makes the document when it names none. */
function withDocument(context: DmlContext, input: InputRecord): InputRecord {
    if (valueOf(input, 'ContentDocumentId') !== undefined) return input;
    const [id = ''] = takeIds(context.store, '069', 1);
    const title = valueOf(input, 'Title');
    insertRow(context, 'ContentDocument', {
        Id: id,
        Title: title ?? 'Untitled',
        OwnerId: context.userId,
        PublishStatus: 'P',
        ...audit(context),
    });
    return { ...input, ContentDocumentId: id };
}

/** What the org itself fills in of a version that was saved, and of its document. */
function completeVersion(context: DmlContext, versionId: string): void {
    const { store } = context;
    const version = store.get('SELECT * FROM "ContentVersion" WHERE Id = ?', [versionId]);
    const document = version?.['ContentDocumentId'];
    if (!version || typeof document !== 'string') return;
    const data = version['VersionData'] instanceof Uint8Array ? version['VersionData'] : new Uint8Array();
    const path = typeof version['PathOnClient'] === 'string' ? version['PathOnClient'] : '';
    const extension = /\.([A-Za-z0-9]+)$/.exec(path)?.[1]?.toLowerCase() ?? null;
    const count =
        store.get<{ n: number }>('SELECT count(*) AS n FROM "ContentVersion" WHERE ContentDocumentId = ?', [document])
            ?.n ?? 1;
    const shared = {
        FileExtension: extension,
        FileType: extension?.toUpperCase() ?? 'UNKNOWN',
        ContentSize: data.length,
    };
    store.run('UPDATE "ContentVersion" SET IsLatest = 0 WHERE ContentDocumentId = ?', [document]);
    update(context, 'ContentVersion', versionId, {
        ...shared,
        IsLatest: 1,
        VersionNumber: String(count),
        Checksum: createHash('md5').update(data).digest('hex'),
    });
    update(context, 'ContentDocument', document, {
        ...shared,
        LatestPublishedVersionId: versionId,
        Title: version['Title'] ?? null,
    });
    const place = version['FirstPublishLocationId'];
    for (const linked of new Set([context.userId, typeof place === 'string' ? place : context.userId]))
        link(context, document, linked);
}

function link(context: DmlContext, document: string, entity: string): void {
    const sql = 'SELECT 1 AS found FROM "ContentDocumentLink" WHERE ContentDocumentId = ? AND LinkedEntityId = ?';
    if (context.store.get(sql, [document, entity])) return;
    const [id = ''] = takeIds(context.store, '06A', 1);
    insertRow(context, 'ContentDocumentLink', {
        Id: id,
        ContentDocumentId: document,
        LinkedEntityId: entity,
        ShareType: entity === context.userId ? 'I' : 'V',
        Visibility: 'AllUsers',
        IsDeleted: 0,
        SystemModstamp: context.now,
    });
}

function audit({ userId, now }: DmlContext): Record<string, Value> {
    return {
        CreatedById: userId,
        CreatedDate: now,
        LastModifiedById: userId,
        LastModifiedDate: now,
        SystemModstamp: now,
        IsDeleted: 0,
    };
}

function insertRow({ store }: DmlContext, object: string, row: Record<string, Value>): void {
    const columns = Object.keys(row);
    const sql = `INSERT INTO ${quoted(object)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    store.run(sql, Object.values(row));
}

function update({ store }: DmlContext, object: string, id: string, values: Record<string, Value>): void {
    const set = Object.keys(values).map((column) => `${quoted(column)} = ?`);
    store.run(`UPDATE ${quoted(object)} SET ${set.join(', ')} WHERE Id = ?`, [...Object.values(values), id]);
}

/** Whether records of the object are versions of files, or show files to others. */
export function isFile(object: ObjectType): boolean {
    return object.name === 'ContentVersion' || object.name === 'ContentDocumentLink';
}
