/**
 * What was deployed, in the org's data file, over what projects hold. A project's file is applied when it has changed
 * since it was last read; else what was deployed since then wins, and what was deleted stays deleted.
 */
import type { Store } from '../store/store.ts';
import { Catalogue } from './catalogue.ts';
import { keyOf, type Component, type ComponentFile, type Touch } from './component.ts';
import { readProjectContent } from './project-components.ts';
import { parseXml } from './xml.ts';
import { writeDocument } from './xml-writer.ts';

const TABLES = `
    CREATE TABLE IF NOT EXISTS "_component" (
        type TEXT NOT NULL, full_name TEXT NOT NULL COLLATE NOCASE, is_deleted INTEGER NOT NULL, xml TEXT,
        created_at INTEGER NOT NULL, created_by TEXT NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL,
        PRIMARY KEY (type, full_name)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS "_component_file" (
        type TEXT NOT NULL, full_name TEXT NOT NULL COLLATE NOCASE, path TEXT NOT NULL, content BLOB NOT NULL,
        PRIMARY KEY (type, full_name, path));
    CREATE TABLE IF NOT EXISTS "_project_file" (
        path TEXT PRIMARY KEY, digest TEXT NOT NULL, read_at INTEGER NOT NULL) WITHOUT ROWID;`;

/** A row of a component that was deployed, or deleted by a deploy. */
interface ComponentRow extends Record<string, string | number | null> {
    readonly type: string;
    readonly full_name: string;
    readonly is_deleted: number;
    readonly xml: string | null;
    readonly created_at: number;
    readonly created_by: string;
    readonly changed_at: number;
    readonly changed_by: string;
}

/**
 * All components of the org: those of its projects, and what was deployed.
 * @param projects folders that hold sfdx-project.json
 * @param author who counts as the author of what projects hold, and now
 * @throws Error that names the file which cannot be read
 */
export function openCatalogue(store: Store, projects: readonly string[], author: Touch): Catalogue {
    store.exec(TABLES);
    const { components, digests } = readProjectContent(projects);
    const readAt = noteFiles(store, digests, author.at);
    const deployed = new Map(
        store.all<ComponentRow>('SELECT * FROM "_component"').map((row) => [keyOf(row.type, row.full_name), row]),
    );
    const own = components.flatMap((component): Component[] => {
        const key = keyOf(component.type, component.fullName);
        const row = deployed.get(key);
        const at = readAt.get(component.source) ?? author.at;
        if (row && readAt.has(component.source)) return [];
        if (row) forget(store, row);
        deployed.delete(key);
        const touch = { at, by: author.by };
        // its files are read when they are asked for
        return [Object.defineProperties({ created: touch, changed: touch }, descriptorsOf(component)) as Component];
    });
    const kept = [...deployed.values()].filter((row) => row.is_deleted === 0);
    return new Catalogue([...own, ...kept.map((row) => componentOf(store, row))]);
}

function descriptorsOf(component: Component): PropertyDescriptorMap {
    const { created: _created, changed: _changed, ...others } = Object.getOwnPropertyDescriptors(component);
    return others;
}

/** Notes what projects hold now. @returns when each file that has not changed was read first */
function noteFiles(store: Store, digests: ReadonlyMap<string, string>, now: number): ReadonlyMap<string, number> {
    const rows = store.all<{ path: string; digest: string; read_at: number }>('SELECT * FROM "_project_file"');
    const unchanged = new Map(
        rows.filter((row) => digests.get(row.path) === row.digest).map((row) => [row.path, row.read_at]),
    );
    const gone = rows.filter((row) => !digests.has(row.path)).map((row) => [row.path]);
    const changed = [...digests].filter(([path]) => !unchanged.has(path)).map(([path, digest]) => [path, digest, now]);
    if (gone.length > 0) store.runMany('DELETE FROM "_project_file" WHERE path = ?', gone);
    if (changed.length > 0)
        store.runMany('INSERT OR REPLACE INTO "_project_file" (path, digest, read_at) VALUES (?, ?, ?)', changed);
    return unchanged;
}

function componentOf(store: Store, row: ComponentRow): Component {
    return {
        type: row.type,
        fullName: row.full_name,
        ...(row.xml === null ? {} : { xml: parseXml(row.xml) }),
        get files() {
            return filesOf(store, row);
        },
        created: { at: row.created_at, by: row.created_by },
        changed: { at: row.changed_at, by: row.changed_by },
    };
}

function filesOf(store: Store, { type, full_name: name }: Pick<ComponentRow, 'type' | 'full_name'>): ComponentFile[] {
    const where = 'WHERE type = ? AND full_name = ?';
    const paths = store.all<{ path: string }>(`SELECT path FROM "_component_file" ${where} ORDER BY path`, [
        type,
        name,
    ]);
    return paths.map(({ path }) => ({
        path,
        content: () => {
            const row = store.get(`SELECT content FROM "_component_file" ${where} AND path = ?`, [type, name, path]);
            const content = row?.['content'];
            return content instanceof Uint8Array ? content : new Uint8Array();
        },
    }));
}

/** Keeps a component that is deployed; part of the caller's transaction. @returns it as the file now has it */
export function keepComponent(store: Store, component: Component): Component {
    const { type, fullName, xml, files, created, changed } = component;
    const contents = files.map(({ path, content }) => [type, fullName, path, content()]);
    const row = { type, full_name: fullName };
    forget(store, row);
    store.run('INSERT INTO "_component" VALUES (?, ?, 0, ?, ?, ?, ?, ?)', [
        type,
        fullName,
        xml ? writeDocument(xml) : null,
        created.at,
        created.by,
        changed.at,
        changed.by,
    ]);
    store.runMany('INSERT INTO "_component_file" VALUES (?, ?, ?, ?)', contents);
    return Object.defineProperty({ ...component }, 'files', { get: () => filesOf(store, row), enumerable: true });
}

/** Keeps in mind that a component was deleted, so that its project does not bring it back. */
export function keepDeletion(store: Store, type: string, fullName: string, touch: Touch): void {
    forget(store, { type, full_name: fullName });
    const values = [type, fullName, touch.at, touch.by, touch.at, touch.by];
    store.run('INSERT INTO "_component" VALUES (?, ?, 1, NULL, ?, ?, ?, ?)', values);
}

function forget(store: Store, { type, full_name: name }: Pick<ComponentRow, 'type' | 'full_name'>): void {
    for (const table of ['_component', '_component_file'])
        store.run(`DELETE FROM "${table}" WHERE type = ? AND full_name = ?`, [type, name]);
}
