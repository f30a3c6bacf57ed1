/** Bodies of the bulk APIs: uncompressed as they arrive, so that data of any size go through little memory. */
import type { Readable } from 'node:stream';
import { createGunzip, createInflate, type Gunzip, type Inflate } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OrgError } from '../../schema/errors.ts';
import { malformed } from '../http/errors.ts';

/** Bodies that control jobs are small; a query has at most 100,000 characters. */
const MAX_CONTROL_BYTES = 1_000_000;
/** Those who send more than this are not heard to the end. */
const MAX_READ_BYTES = 50_000_000;

/** Gives routes of this part of the server their bodies as streams. */
export function addStreamParser(app: FastifyInstance): void {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, payload, done) => {
        done(null, payload);
    });
}

/**
 * The body of a request, uncompressed.
 * @throws OrgError UNSUPPORTED_MEDIA_TYPE (415); the stream itself throws when it is not compressed as it says
 */
export function bodyStream(request: FastifyRequest): Readable {
    const body = request.body as Readable | null | undefined;
    if (!body) throw malformed('the request has no body');
    const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
    switch (encoding) {
        case 'identity':
            return body;
        case 'gzip':
        case 'x-gzip':
            return unpacked(body, createGunzip());
        case 'deflate':
            return unpacked(body, createInflate());
        default:
            throw new OrgError('UNSUPPORTED_MEDIA_TYPE', `Content-Encoding ${encoding} is not supported`, {
                httpStatus: 415,
            });
    }
}

function unpacked(body: Readable, unpack: Gunzip | Inflate): Readable {
    body.on('error', (error) => unpack.destroy(error));
    // the rest is read all the same, or the client would not hear the answer
    unpack.on('error', () => body.unpipe(unpack).resume());
    return body.pipe(unpack);
}

/**
 * A short body as text.
 * @throws OrgError when it is too large, or not compressed as it says
 */
export async function bodyText(request: FastifyRequest): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    try {
        for await (const chunk of bodyStream(request)) {
            size += (chunk as Buffer).length;
            // a stream that is left before its end is closed, and the client would not hear the answer
            if (size <= MAX_CONTROL_BYTES) chunks.push(chunk as Buffer);
            else if (size > MAX_READ_BYTES) break;
        }
    } catch (error) {
        throw asRefusal(error);
    }
    if (size > MAX_CONTROL_BYTES)
        throw new OrgError('REQUEST_LIMIT_EXCEEDED', 'The request body is too large', { httpStatus: 413 });
    return Buffer.concat(chunks).toString('utf8');
}

/** What a stream of a request ends in, if not in its end: the fault is the client's. */
export function asRefusal(error: unknown): unknown {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code.startsWith('Z_')) return malformed('the body is not compressed as its Content-Encoding says');
    if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') return malformed('the body broke off');
    return error;
}

/**
 * Checks what uploaded data say of themselves.
 * @throws OrgError UNSUPPORTED_MEDIA_TYPE (415) for anything but CSV in UTF-8
 */
export function checkCsvType({ headers }: FastifyRequest): void {
    const type = headers['content-type'] ?? '';
    const [, charset = 'utf-8'] = /charset\s*=\s*"?([\w-]+)/i.exec(type) ?? [];
    if (/^text\/csv\b/i.test(type) && /^(utf-?8|us-ascii)$/i.test(charset)) return;
    throw new OrgError('UNSUPPORTED_MEDIA_TYPE', `The content type ${type} is not supported`, { httpStatus: 415 });
}
