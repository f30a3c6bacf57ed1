/** Whether the data file of an org is sound. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** @returns what SQLite finds wrong, a line each */
export function checkFile(folder: string): string[] {
    const file = new DatabaseSync(join(folder, 'org.db'));
    try {
        const lines = file.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
        return lines.map((line) => line.integrity_check).filter((text) => text !== 'ok');
    } finally {
        file.close();
    }
}
