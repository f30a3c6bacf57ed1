/**
 * Profiles are merged: what a deploy does not name stays as it is (Metadata API developer guide, "Profile"). All other
 * components are replaced.
 */
import type { XmlElement } from '../xml.ts';

/** The child that names an entry of a profile's list, by the list's element. */
const ENTRY_KEYS: Readonly<Record<string, readonly string[]>> = {
    applicationVisibilities: ['application'],
    categoryGroupVisibilities: ['dataCategoryGroup'],
    classAccesses: ['apexClass'],
    customMetadataTypeAccesses: ['name'],
    customPermissions: ['name'],
    customSettingAccesses: ['name'],
    externalDataSourceAccesses: ['externalDataSource'],
    fieldPermissions: ['field'],
    flowAccesses: ['flow'],
    layoutAssignments: ['layout', 'recordType'],
    objectPermissions: ['object'],
    pageAccesses: ['apexPage'],
    recordTypeVisibilities: ['recordType'],
    tabVisibilities: ['tab'],
    userPermissions: ['name'],
};

/** @param former the profile as it is @param deployed what is said of it now */
export function mergedProfile(former: XmlElement, deployed: XmlElement): XmlElement {
    const said = new Set(deployed.children.map(entryKey));
    const kept = former.children.filter((child) => !said.has(entryKey(child)));
    return deployed.with(
        [...kept, ...deployed.children].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    );
}

function entryKey(entry: XmlElement): string {
    const keys = ENTRY_KEYS[entry.name] ?? [];
    // a page layout is assigned once for each record type, so that a new layout takes the place of the former
    const named = entry.name === 'layoutAssignments' ? layoutKey(entry) : keys.map((key) => entry.value(key) ?? '');
    return [entry.name, ...named].join('\n').toLowerCase();
}

function layoutKey(entry: XmlElement): string[] {
    return [(entry.value('layout') ?? '').split('-')[0] ?? '', entry.value('recordType') ?? ''];
}
