/** Suites of tests as records of their own and of the classes in them (Tooling API reference, "ApexTestSuite", "TestSuiteMembership"). */
import type { Catalogue } from '../../metadata/catalogue.ts';
import { XmlElement } from '../../metadata/xml.ts';
import { toId18 } from '../../schema/ids.ts';
import type { Store } from '../../store/store.ts';
import { deleteMetadata, saveMetadata, type MetadataSaveResult, type SaveKind } from '../metadata/crud.ts';
import { componentId } from '../ui/identity.ts';
import { ADMINISTRATOR_ID } from '../first-records.ts';
import { missing, refused, succeeded, textOf, type OwnWrite, type OwnWrites } from './own-writes.ts';
import { insertRow } from './tooling-rows.ts';
import type { SaveResult } from '../records.ts';

const SUITE = 'ApexTestSuite';

/** Makes the rows of suites exactly those of a catalogue. Part of the caller's transaction. */
export function syncSuites(store: Store, catalogue: Catalogue): void {
    store.run('DELETE FROM "ApexTestSuite"');
    store.run('DELETE FROM "TestSuiteMembership"');
    for (const { fullName, xml, changed } of catalogue.all(SUITE)) {
        const writer = { userId: changed.by || ADMINISTRATOR_ID, now: changed.at };
        const suite = { Id: suiteId(fullName), TestSuiteName: fullName };
        insertRow(store, 'ApexTestSuite', suite, writer);
        for (const { text } of xml?.all('testClassName') ?? []) {
            const row = store.get<{ Id: string }>('SELECT Id FROM "ApexClass" WHERE Name = ? COLLATE NOCASE', [text]);
            if (!row) continue;
            const ids = { ApexTestSuiteId: suite.Id, ApexClassId: row.Id };
            insertRow(store, 'TestSuiteMembership', { Id: membershipId(fullName, text), ...ids }, writer);
        }
    }
}

export const SUITE_WRITES: OwnWrites = {
    create: (write, input) => {
        const name = textOf(input, 'TestSuiteName');
        if (name === '') return missing('TestSuiteName');
        return saved(write, save(write, 'create', name, []), suiteId(name), true);
    },
    remove: (write, id) => {
        const result = deleteMetadata(write.org, write.session, SUITE, suiteOf(write, id)?.name ?? '');
        return saved(write, result, id, false);
    },
};

export const MEMBERSHIP_WRITES: OwnWrites = {
    create: (write, input) => {
        const suite = suiteOf(write, textOf(input, 'ApexTestSuiteId'));
        const name = classOf(write, textOf(input, 'ApexClassId'));
        if (!suite) return refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['ApexTestSuiteId']);
        if (name === undefined)
            return refused('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', ['ApexClassId']);
        if (suite.classes.includes(name)) return refused('DUPLICATE_VALUE', `${name} is already in ${suite.name}`);
        const result = save(write, 'update', suite.name, [...suite.classes, name]);
        return saved(write, result, membershipId(suite.name, name), true);
    },
    remove: (write, id) => {
        const sql = 'SELECT ApexTestSuiteId, ApexClassId FROM "TestSuiteMembership" WHERE Id = ?';
        const row = write.org.store.get<{ ApexTestSuiteId: string; ApexClassId: string }>(sql, [id]);
        const suite = suiteOf(write, row?.ApexTestSuiteId ?? '');
        const name = classOf(write, row?.ApexClassId ?? '');
        const others = (suite?.classes ?? []).filter((one) => one.toLowerCase() !== name?.toLowerCase());
        return saved(write, save(write, 'update', suite?.name ?? '', others), id, false);
    },
};

function save(
    { org, session }: OwnWrite,
    kind: SaveKind,
    name: string,
    classes: readonly string[],
): MetadataSaveResult {
    const members = classes.map((one) => new XmlElement('testClassName', [], one));
    const xml = new XmlElement(SUITE, [new XmlElement('fullName', [], name), ...members]);
    return saveMetadata(org, session, kind, SUITE, xml);
}

function saved({ refresh }: OwnWrite, result: MetadataSaveResult, id: string, created: boolean): SaveResult {
    if (!result.success)
        return { success: false, created: false, errors: result.errors.map((error) => ({ ...error, fields: [] })) };
    refresh();
    return succeeded(id, created);
}

function suiteOf(
    { org }: OwnWrite,
    text: string,
): { readonly name: string; readonly classes: readonly string[] } | undefined {
    const sql = 'SELECT TestSuiteName FROM "ApexTestSuite" WHERE Id = ?';
    const name = org.store.get<{ TestSuiteName: string }>(sql, [toId18(text) ?? ''])?.TestSuiteName;
    if (name === undefined) return undefined;
    const classes = org.catalogue.get(SUITE, name)?.xml?.all('testClassName') ?? [];
    return { name, classes: classes.map((one) => one.text) };
}

function classOf({ org }: OwnWrite, text: string): string | undefined {
    const sql = 'SELECT Name FROM "ApexClass" WHERE Id = ?';
    return org.store.get<{ Name: string }>(sql, [toId18(text) ?? ''])?.Name;
}

function suiteId(name: string): string {
    return componentId('05F', name.toLowerCase());
}

function membershipId(suite: string, name: string): string {
    return componentId('05E', `${suite}.${name}`.toLowerCase());
}
