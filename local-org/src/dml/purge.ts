/** Takes deleted records out of the recycle bin for good, as hard deletes do. */
import { quoted } from '../store/store.ts';
import type { DmlContext } from './context.ts';

/**
 * Removes the rows of deleted records, and of all that was deleted with them.
 * @param ids of records that were deleted; others are left alone
 */
export function purgeRecords({ store, schema }: DmlContext, ids: readonly string[]): void {
    const roots = JSON.stringify(ids);
    const inBin = 'root IN (SELECT value FROM json_each(?))';
    const objects = store.all<{ object: string }>(`SELECT DISTINCT object FROM "_recycle_bin" WHERE ${inBin}`, [roots]);
    for (const { object } of objects) {
        if (!schema.object(object)) continue;
        store.run(
            `DELETE FROM ${quoted(object)}
             WHERE Id IN (SELECT id FROM "_recycle_bin" WHERE object = ? AND ${inBin}) AND IsDeleted = 1`,
            [object, roots],
        );
    }
    store.run(`DELETE FROM "_recycle_bin" WHERE ${inBin}`, [roots]);
    store.run(`DELETE FROM "_emptied_lookup" WHERE ${inBin}`, [roots]);
}
