/** Files up and down (REST API developer guide, "Insert or Update Blob Data", "sObject Blob Retrieve"). */
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { mayReach } from '../../org/reach.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Field, ObjectType } from '../../schema/model.ts';
import { quoted } from '../../store/store.ts';
import { malformed, notFound } from '../http/errors.ts';
import { asObject } from '../http/json.ts';
import { allow, dmlContext, type RestAnswer, type RestRequest } from './context.ts';
import { readRecord } from './sobjects.ts';

/** A part of a form. */
interface Part {
    readonly name: string;
    readonly type: string;
    readonly content: Buffer;
}

/** A part need not have one, whatever the parser's types say. */
type Name = string | undefined;

/**
 * Reads a multipart body: one part holds the record as JSON, another the content of one of its fields, in any order.
 * @returns the record with the content as base 64
 * @throws OrgError when the body is not of that form
 */
export async function readMultipart(contentType: string, body: Buffer): Promise<Record<string, unknown>> {
    const entries: [string, unknown][] = [];
    for (const part of await readParts(contentType, body)) {
        // entries, not assignments: a part may have the name of something that every object inherits
        if (isEntity(part)) entries.push(...Object.entries(parseEntity(part.content.toString('utf8'))));
        else entries.push([part.name, part.content.toString('base64')]);
    }
    return Object.fromEntries(entries);
}

function readParts(contentType: string, body: Buffer): Promise<Part[]> {
    return new Promise((resolve, reject) => {
        const parts: Part[] = [];
        const refuse = (error: unknown): void => {
            reject(malformed(error instanceof Error ? error.message : 'the body is no multipart form'));
        };
        try {
            const parser = new Busboy({ headers: { 'content-type': contentType }, limits: { fieldSize: body.length } });
            parser.on(
                'field',
                (name: Name, value: string, _n: boolean, _v: boolean, _encoding: string, type: string) => {
                    parts.push({ name: name ?? '', type, content: Buffer.from(value) });
                },
            );
            parser.on('file', (name: Name, stream: Readable, _filename: string, _encoding: string, type: string) => {
                const chunks: Buffer[] = [];
                stream.on('data', (chunk: Buffer) => chunks.push(chunk));
                // a part that is cut off tells so itself, not by way of the parser
                stream.on('error', refuse);
                stream.on('end', () => parts.push({ name: name ?? '', type, content: Buffer.concat(chunks) }));
            });
            parser.on('finish', () => {
                if (parts.length > 0) resolve(parts);
                else reject(malformed('the multipart form has no parts'));
            });
            parser.on('error', refuse);
            parser.end(body);
        } catch (error) {
            refuse(error);
        }
    });
}

/** The part with the record is called `entity_…`; some clients only say that it is JSON. */
function isEntity({ name, type }: Part): boolean {
    return name.startsWith('entity_') || type.startsWith('application/json');
}

function parseEntity(text: string): Record<string, unknown> {
    try {
        return asObject(JSON.parse(text), 'The record');
    } catch (error) {
        if (error instanceof OrgError) throw error;
        throw malformed(error instanceof Error ? error.message : 'invalid JSON');
    }
}

/**
 * The content of a field.
 * @throws OrgError NOT_FOUND (404) when the record or the field is not there for the user
 */
export function blob(request: RestRequest, object: ObjectType, field: Field, id: string): RestAnswer {
    allow(request, 'GET');
    // a field that is hidden from the user is one that there is not
    if (!request.session.permissions.field(object, field).read) throw notFound();
    if (object.name === 'ContentVersion') {
        const { ContentDocumentId: document } = readRecord(request, object, 'Id', id, ['ContentDocumentId']);
        if (!mayReach(dmlContext(request), String(document), 'read')) throw notFound();
    } else readRecord(request, object, 'Id', id, ['Id']);
    const row = request.org.store.get(
        `SELECT ${quoted(field.name)} AS value FROM ${quoted(object.name)} WHERE Id = ?`,
        [id],
    );
    const value = row?.['value'];
    if (!(value instanceof Uint8Array)) throw notFound();
    return { body: Buffer.from(value), headers: { 'content-type': 'application/octet-stream' } };
}
