/** Ids and entity tags of what the user interface shows but no table holds: layouts, sections, actions, apps, tabs. */
import { createHash } from 'node:crypto';
import { makeId } from '../../schema/ids.ts';

/**
 * The id of a component of the metadata: the same for as long as its name is.
 * @param keyPrefix of its kind, such as `00h` for layouts
 * @param name that no other component of the kind has
 */
export function componentId(keyPrefix: string, name: string): string {
    const digest = createHash('md5').update(name).digest();
    return makeId(keyPrefix, digest.readUIntBE(0, 6));
}

/** A tag that changes when the content does. */
export function eTagOf(content: unknown): string {
    return createHash('md5').update(JSON.stringify(content)).digest('hex');
}
