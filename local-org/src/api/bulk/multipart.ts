/** A job with its data in one request (Bulk API 2.0 developer guide, "Create a Job", multipart). */
import { PassThrough, type Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { OrgError } from '../../schema/errors.ts';
import { malformed } from '../http/errors.ts';
import { readObject } from './job-requests.ts';

const MAX_JOB_BYTES = 100_000;

/** The parts `job` and `content`, of which the second is still coming in. */
export interface JobWithData {
    readonly job: Record<string, unknown>;
    readonly content: Readable;
}

/**
 * Reads until the content begins.
 * @throws OrgError JSON_PARSER_ERROR when the body is not of that form
 */
export function readJobWithData(contentType: string, body: Readable): Promise<JobWithData> {
    return new Promise((resolve, reject) => {
        const refuse = (error: unknown): void => {
            const isRefusal = error instanceof OrgError;
            reject(isRefusal ? error : malformed(error instanceof Error ? error.message : 'no multipart form'));
        };
        let parser: InstanceType<typeof Busboy>;
        try {
            parser = new Busboy({
                headers: { 'content-type': contentType },
                limits: { fieldSize: MAX_JOB_BYTES, files: 1, fields: 1 },
            });
        } catch (error) {
            refuse(error);
            return;
        }
        let job: Record<string, unknown> | undefined;
        parser.on('field', (name: string, value: string) => {
            try {
                if (name === 'job') job = readObject(value);
            } catch (error) {
                refuse(error);
            }
        });
        const content = new PassThrough();
        // whoever reads it is told as well; when nobody does, it must not end the process
        content.on('error', refuse);
        parser.on('file', (name: string, stream: Readable) => {
            stream.on('error', refuse);
            if (name !== 'content' || !job) {
                stream.resume();
                refuse(malformed('the parts of the form must be job and then content'));
                return;
            }
            stream.on('error', (error) => content.destroy(error));
            stream.pipe(content);
            resolve({ job, content });
        });
        const broken = (error: unknown): void => {
            content.destroy(malformed('the multipart form broke off'));
            refuse(error);
            // the rest is read all the same, or the client would not hear the answer
            body.unpipe(parser);
            body.resume();
        };
        parser.on('error', broken);
        parser.on('finish', () => {
            refuse(malformed('the parts of the form must be job and then content'));
        });
        body.on('error', broken);
        body.on('close', () => {
            if (!body.readableEnded) broken(malformed('the multipart form broke off'));
        });
        body.pipe(parser);
    });
}
