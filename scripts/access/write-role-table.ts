/** `npm run docs:access`: writes `docs/access-roles.md`. */
import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { fileURLToPath } from 'node:url';
import { roleTable } from './role-table.ts';

/** Where the table is. */
export const ROLE_TABLE = fileURLToPath(new URL('../../docs/access-roles.md', import.meta.url));

/** @returns the text of the file, as it should be */
export async function formattedRoleTable(): Promise<string> {
    return format(roleTable(), { ...(await resolveConfig(ROLE_TABLE)), parser: 'markdown' });
}

if (import.meta.main) writeFileSync(ROLE_TABLE, await formattedRoleTable());
