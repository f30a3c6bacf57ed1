/** Rows of tooling objects that the org itself writes. */
import type { ObjectType } from '../../schema/model.ts';
import { TOOLING } from '../../schema/standard/tooling.ts';
import { takeIds } from '../../store/sequences.ts';
import { quoted, type Store, type Value } from '../../store/store.ts';
import { isStored } from '../../store/tables.ts';

export type ToolingRow = Readonly<Record<string, Value>>;

/** Who writes, and when: milliseconds since 1970. */
export interface Writer {
    readonly userId: string;
    readonly now: number;
}

const OBJECTS = new Map(TOOLING.map((object) => [object.name, object]));

/** Makes a row, with an id unless it brings one. @returns the id */
export function insertRow(store: Store, name: string, row: ToolingRow, { userId, now }: Writer): string {
    const object = objectNamed(name);
    const Id = typeof row['Id'] === 'string' ? row['Id'] : (takeIds(store, object.keyPrefix ?? '', 1)[0] ?? '');
    const audit = { CreatedDate: now, CreatedById: userId, LastModifiedDate: now, LastModifiedById: userId };
    writeRow(store, object, { IsDeleted: 0, ...audit, SystemModstamp: now, ...row, Id });
    return Id;
}

/** Writes a row as it is; what no column holds is left out. */
export function writeRow(store: Store, object: ObjectType, row: ToolingRow): void {
    const columns = Object.keys(row).filter((name) => {
        const field = object.fields.get(name);
        return field !== undefined && isStored(field);
    });
    const marks = columns.map(() => '?').join(', ');
    const sql = `INSERT OR REPLACE INTO ${quoted(object.name)} (${columns.map(quoted).join(', ')}) VALUES (${marks})`;
    store.run(
        sql,
        columns.map((name) => row[name] ?? null),
    );
}

export function updateRow(store: Store, name: string, id: string, row: ToolingRow, { userId, now }: Writer): void {
    const all: ToolingRow = { ...row, LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now };
    const set = Object.keys(all).map((column) => `${quoted(column)} = ?`);
    store.run(`UPDATE ${quoted(objectNamed(name).name)} SET ${set.join(', ')} WHERE Id = ?`, [
        ...Object.values(all),
        id,
    ]);
}

function objectNamed(name: string): ObjectType {
    const object = OBJECTS.get(name);
    if (!object) throw new Error(`no tooling object ${name}`);
    return object;
}
