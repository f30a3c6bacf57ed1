/**
 * Where the tests of an org run: an org in memory with the same metadata, users and permissions, and without its data.
 * Source: Apex developer guide, "Isolation of Test Data from Organization Data in Unit Tests".
 */
import type { Catalogue } from '../../metadata/catalogue.ts';
import type { ObjectType } from '../../schema/model.ts';
import { quoted, type Store, type Value } from '../../store/store.ts';
import { Org } from '../org.ts';

/** Numbers that ids are made of, and prefixes that they begin with: what refers to records keeps its meaning. */
const NUMBERS = ['_sequence', '_key_prefix'];

/**
 * Opens it; whoever does must close it.
 * @param catalogue the metadata, with which the setup records of the org must be in step
 */
export function openTestOrg(org: Org, catalogue: Catalogue = org.catalogue): Org {
    const opened = new Org({
        projects: [],
        catalogue,
        locale: org.locale,
        now: org.now,
        prepare: (store) => {
            for (const table of NUMBERS) copyRows(org.store, store, table);
        },
    });
    opened.store.transaction(() => {
        for (const object of opened.schema.objects)
            if (isSetup(object)) {
                opened.store.run(`DELETE FROM ${quoted(object.name)}`);
                copyRows(org.store, opened.store, object.name);
            }
    });
    opened.accessChanged();
    return opened;
}

/** What manages an org is seen by its tests. */
function isSetup({ setup, kind }: ObjectType): boolean {
    return setup || kind === 'customMetadata';
}

function copyRows(from: Store, to: Store, table: string): void {
    const rows = from.all(`SELECT * FROM ${quoted(table)}`);
    const [first] = rows;
    if (!first) return;
    const columns = Object.keys(first);
    const marks = columns.map(() => '?').join(', ');
    const sql = `INSERT OR REPLACE INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES (${marks})`;
    to.runMany(
        sql,
        rows.map((row) => columns.map((column) => row[column] as Value)),
    );
}
