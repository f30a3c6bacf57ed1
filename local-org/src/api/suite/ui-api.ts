/** The User Interface API as tests ask it. */
import assert from 'node:assert/strict';
import type { Client } from './client.ts';

/**
 * Asks for what must be there.
 * @param path behind `/ui-api/`
 * @returns the answer's body
 */
export async function got<T>(client: Client, path: string): Promise<T> {
    const { status, body, text } = await client.get(`/ui-api/${path}`);
    assert.equal(status, 200, `${path}: ${text}`);
    return body as T;
}
