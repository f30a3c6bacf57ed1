/** SOAP calls on components one by one (Metadata API developer guide, "CRUD-Based Calls"). */
import { writeContent } from '../../metadata/xml-writer.ts';
import type { XmlElement } from '../../metadata/xml.ts';
import {
    deleteMetadata,
    readMetadata,
    renameMetadata,
    saveMetadata,
    type MetadataSaveResult,
    type SaveKind,
} from '../../org/metadata/crud.ts';
import { OrgError } from '../../schema/errors.ts';
import { localName } from '../soap/envelope.ts';
import type { MetadataCall, MetadataRequest } from './calls.ts';
import { element } from './envelope.ts';
import { plain, textOf } from './retrieve-calls.ts';

/** Components of one call (Metadata API developer guide, "createMetadata()"); custom metadata and applications: 200. */
const MAX_COMPONENTS = 10;
const MAX_RECORDS = 200;
const MANY: readonly string[] = ['CustomMetadata', 'CustomApplication'];

export const CRUD_CALLS: Readonly<Record<string, MetadataCall>> = {
    createMetadata: (request) => save(request, 'create'),
    updateMetadata: (request) => save(request, 'update'),
    upsertMetadata: (request) => save(request, 'upsert'),
    deleteMetadata: ({ org, session, body }) => {
        const type = textOf(body, 'type');
        const results = namesOf(body, type).map((name) => deleteMetadata(org, session, type, name));
        return results.map((result) => resultOf(result)).join('');
    },
    renameMetadata: ({ org, session, body }) => {
        const names = [textOf(body, 'oldFullName'), textOf(body, 'newFullName')] as const;
        return resultOf(renameMetadata(org, session, textOf(body, 'type'), names));
    },
    readMetadata: ({ org, session, body }) => {
        const type = textOf(body, 'type');
        const records = namesOf(body, type).map((name) => {
            const found = readMetadata(org, session, type, name);
            return found
                ? `<records xsi:type="${type}">${writeContent(found.children)}</records>`
                : '<records xsi:nil="true"/>';
        });
        return `<result>${records.join('')}</result>`;
    },
};

function save({ org, session, body }: MetadataRequest, kind: SaveKind): string {
    const components = body.children.filter((child) => localName(child) === 'metadata');
    checkNumber(components.length, typeOf(components[0]));
    return components
        .map((component) => {
            const type = typeOf(component);
            return resultOf(saveMetadata(org, session, kind, type, plain(component)), kind === 'upsert');
        })
        .join('');
}

/** The type that an element says it has: `xsi:type="CustomObject"`, with any prefix. */
function typeOf(component: XmlElement | undefined): string {
    const attributes = Object.entries(component?.attributes ?? {});
    const type = attributes.find(([name]) => name === 'type' || name.endsWith(':type'))?.[1] ?? '';
    return type.split(':').at(-1) ?? '';
}

function namesOf(body: XmlElement, type: string): string[] {
    const names = body.children.filter((child) => localName(child) === 'fullNames').map(({ text }) => text);
    checkNumber(names.length, type);
    return names;
}

function checkNumber(count: number, type: string): void {
    const most = MANY.includes(type) ? MAX_RECORDS : MAX_COMPONENTS;
    if (count > most)
        throw new OrgError(
            'LIMIT_EXCEEDED',
            `record limit reached. cannot submit more than ${String(most)} records in this call`,
        );
}

function resultOf({ fullName, success, created, errors }: MetadataSaveResult, tellsCreated = false): string {
    return element('result', { ...(tellsCreated ? { created } : {}), errors, fullName, success });
}
