/** Writes local-org's tables of metadata types anew: `node scripts/metadata-tables/write-tables.ts`, after an upgrade. */
import { writeFileSync } from 'node:fs';
import { membersTable, typesTable } from './tables.ts';

const METADATA = new URL('../../local-org/src/metadata/', import.meta.url);

function write(file: string, table: unknown): void {
    writeFileSync(new URL(file, METADATA), `${JSON.stringify(table, null, 4)}\n`);
}

write('types/types.json', typesTable());
write('wsdl/members.json', membersTable());
