/** Bodies of requests: uncompressed, then read by their content type. What is no form and no JSON stays bytes. */
import { gunzipSync, inflateSync } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OrgError } from '../../schema/errors.ts';
import { malformed } from './errors.ts';

/** Bodies over this size are refused, like an org's limit on REST requests (50 MB), compressed or not. */
export const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** No request of the API nests deeper; what does would only exhaust the stack of whoever walks through it. */
const MAX_JSON_DEPTH = 100;

/** Makes the server read the bodies that the protocols take. */
export function addParsers(app: FastifyInstance): void {
    app.removeAllContentTypeParsers();
    add(app, 'application/x-www-form-urlencoded', (body) => readForm(body.toString('utf8')));
    add(app, /^(application|text)\/([\w.-]+\+)?json/, (body) => readJson(body.toString('utf8')));
    // XML, CSV and files are read by the routes that take them
    add(app, '*', (body) => body);
}

/** Makes a part of the server take all bodies as bytes. */
export function addRawParser(scope: FastifyInstance): void {
    scope.removeAllContentTypeParsers();
    add(scope, '*', (body) => body);
}

/** A parser that throws outside of its callback would end the process, so every error is caught here. */
function add(app: FastifyInstance, type: string | RegExp, read: (body: Buffer) => unknown): void {
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (request, body: Buffer, done) => {
        try {
            done(null, read(uncompressed(request, body)));
        } catch (error) {
            done(error instanceof OrgError ? error : malformed(error instanceof Error ? error.message : 'unreadable'));
        }
    });
}

/** Names and values of a form or a query string; a name that comes more than once has its values joined by commas. */
export function readForm(text: string): Record<string, string> {
    const parameters = new URLSearchParams(text);
    return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name).join(',')]));
}

/** JSON of a client. @throws OrgError JSON_PARSER_ERROR when it is nested too deep; SyntaxError when it is none */
export function readJson(text: string): unknown {
    if (text.trim() === '') return undefined;
    const value: unknown = JSON.parse(text);
    let level = [value].filter(isNested);
    for (let depth = 0; level.length > 0; depth++) {
        if (depth === MAX_JSON_DEPTH) throw malformed(`JSON is nested deeper than ${String(MAX_JSON_DEPTH)} levels`);
        level = level.flatMap((one) => Object.values(one).filter(isNested));
    }
    return value;
}

function isNested(value: unknown): value is object {
    return typeof value === 'object' && value !== null;
}

function uncompressed(request: FastifyRequest, body: Buffer): Buffer {
    const encoding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
    const options = { maxOutputLength: MAX_BODY_BYTES };
    try {
        switch (encoding) {
            case 'identity':
                return body;
            case 'gzip':
            case 'x-gzip':
                return gunzipSync(body, options);
            case 'deflate':
                return inflateSync(body, options);
        }
    } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
            throw new OrgError('REQUEST_LIMIT_EXCEEDED', 'The request body is too large', { httpStatus: 413 });
        throw malformed('the body is not compressed as its Content-Encoding says');
    }
    throw new OrgError('UNSUPPORTED_MEDIA_TYPE', `Content-Encoding ${encoding} is not supported`, { httpStatus: 415 });
}
