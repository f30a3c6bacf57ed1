/** Retrieves as jobs: a package of components, kept in the data file until it is fetched. */
import type { Component } from '../../metadata/component.ts';
import { writeManifest, type Manifest } from '../../metadata/package/manifest.ts';
import { writeZip } from '../../metadata/package/zip.ts';
import { OrgError } from '../../schema/errors.ts';
import { toId18 } from '../../schema/ids.ts';
import { takeIds } from '../../store/sequences.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { packComponents } from './packed-components.ts';
import { mayDeploy } from './permission.ts';
import { checkType, componentNamed, componentsOf } from './select-components.ts';

/** What is to be retrieved (Metadata API developer guide, "RetrieveRequest"). */
export interface RetrieveRequest {
    readonly manifest: Manifest;
    readonly packageNames: readonly string[];
    /** Without the folder `unpackaged` in the zip. */
    readonly singlePackage: boolean;
    /** Paths in the zip; all when there are none. */
    readonly specificFiles: readonly string[];
}

/** A file of the zip, and what component it belongs to. */
export interface RetrievedFile {
    readonly fileName: string;
    readonly type: string;
    readonly fullName: string;
    readonly created: Component['created'];
    readonly changed: Component['changed'];
}

export interface Retrieval {
    readonly id: string;
    readonly files: readonly RetrievedFile[];
    readonly messages: readonly { readonly fileName: string; readonly problem: string }[];
    readonly zip?: Uint8Array;
}

const TABLE = `CREATE TABLE IF NOT EXISTS "_retrieval" (
    id TEXT PRIMARY KEY, result TEXT NOT NULL, zip BLOB, created_by TEXT NOT NULL, created_at INTEGER NOT NULL)`;
const KEY_PREFIX = '09S';

/** Packages that are kept; older ones are gone, as an org's are after a day. */
const KEPT_ZIPS = 20;

export class Retrievals {
    readonly #org: Org;

    constructor(org: Org) {
        this.#org = org;
        org.store.exec(TABLE);
    }

    /**
     * Makes a package.
     * @returns the id by which it is fetched
     * @throws OrgError INSUFFICIENT_ACCESS, INVALID_TYPE
     */
    start(session: Session, request: RetrieveRequest): string {
        mayDeploy(session);
        const { result, zip } = pack(this.#org, request);
        const { store } = this.#org;
        return store.transaction(() => {
            const [id = ''] = takeIds(store, KEY_PREFIX, 1);
            const values = [id, JSON.stringify(result), zip, session.userId, this.#org.now()];
            store.run('INSERT INTO "_retrieval" VALUES (?, ?, ?, ?, ?)', values);
            const latest = 'SELECT id FROM "_retrieval" ORDER BY id DESC LIMIT ?';
            store.run(`UPDATE "_retrieval" SET zip = NULL WHERE zip IS NOT NULL AND id NOT IN (${latest})`, [
                KEPT_ZIPS,
            ]);
            return id;
        });
    }

    /** @throws OrgError INVALID_ID_FIELD when there is none */
    find(session: Session, id: string): Retrieval {
        mayDeploy(session);
        const id18 = toId18(id) ?? '';
        const row = this.#org.store.get('SELECT result, zip FROM "_retrieval" WHERE id = ?', [id18]);
        if (!row) throw new OrgError('INVALID_ID_FIELD', `Retrieve ID not found: ${id.slice(0, 18)}`);
        const result = JSON.parse(String(row['result'])) as Omit<Retrieval, 'id' | 'zip'>;
        const zip = row['zip'];
        return { id: id18, ...result, ...(zip instanceof Uint8Array ? { zip } : {}) };
    }
}

function pack(org: Org, request: RetrieveRequest): { result: Omit<Retrieval, 'id' | 'zip'>; zip: Uint8Array } {
    const folder = request.singlePackage ? '' : 'unpackaged/';
    const manifestPath = `${folder}package.xml`;
    const messages = request.packageNames.map((name) => {
        return { fileName: manifestPath, problem: `No package named '${name}' found` };
    });
    const wanted = new Map<string, Component>();
    for (const [type, names] of request.manifest.members) {
        checkType(type);
        for (const name of names) {
            const found = name === '*' ? allOf(org, type) : [componentNamed(org, type, name)];
            for (const one of found)
                if (one) wanted.set(`${one.type}:${one.fullName}`, one);
                else messages.push({ fileName: manifestPath, problem: notFound(type, name) });
        }
    }
    const packed = packComponents(org.catalogue, [...wanted.values()]);
    const isAsked = (path: string): boolean =>
        request.specificFiles.length === 0 || request.specificFiles.includes(path);
    const files = new Map(
        packed.filter(({ path }) => isAsked(path)).map(({ path, content }) => [folder + path, content]),
    );
    const members = Map.groupBy(wanted.values(), ({ type }) => type);
    const manifest = {
        members: new Map([...members].map(([type, all]) => [type, all.map(({ fullName }) => fullName)])),
        ...(request.manifest.version === undefined ? {} : { version: request.manifest.version }),
    };
    files.set(manifestPath, new TextEncoder().encode(writeManifest(manifest)));
    const told = packed.map(({ path, component: { type, fullName, created, changed } }) => {
        return { fileName: folder + path, type, fullName, created, changed };
    });
    const now = { at: org.now(), by: '' };
    const own = { fileName: manifestPath, type: 'Package', fullName: manifestPath, created: now, changed: now };
    return { result: { files: [...told, own], messages }, zip: writeZip(files, org.now()) };
}

/** What `*` stands for: standard objects must be named. */
function allOf(org: Org, type: string): Component[] {
    const all = componentsOf(org, type);
    return type === 'CustomObject' ? all.filter(({ fullName }) => fullName.includes('__')) : all;
}

function notFound(type: string, name: string): string {
    return `Entity of type '${type}' named '${name}' cannot be found`;
}
