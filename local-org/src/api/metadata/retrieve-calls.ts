/** SOAP calls that read metadata (Metadata API developer guide, "File-Based Calls", "Utility Calls"). */
import { manifestOf } from '../../metadata/package/manifest.ts';
import { folderOf } from '../../metadata/package/paths.ts';
import { metadataTypes } from '../../metadata/types/metadata-types.ts';
import { XmlElement } from '../../metadata/xml.ts';
import { pathOf } from '../../org/metadata/packed-components.ts';
import { mayDeploy } from '../../org/metadata/permission.ts';
import { checkType, componentsOf } from '../../org/metadata/select-components.ts';
import { OrgError } from '../../schema/errors.ts';
import { childNamed, localName } from '../soap/envelope.ts';
import type { MetadataCall } from './calls.ts';
import type { ApiObject } from './deploy-result.ts';
import { element } from './envelope.ts';
import { fileProperties } from './file-properties.ts';

export const RETRIEVE_CALLS: Readonly<Record<string, MetadataCall>> = {
    retrieve: ({ org, session, body }) => {
        const request = plain(childNamed(body, 'request') ?? childNamed(body, 'retrieveRequest') ?? body);
        const unpackaged = request.child('unpackaged') ?? new XmlElement('unpackaged', []);
        const id = org.retrievals.start(session, {
            manifest: manifestOf(unpackaged),
            packageNames: request.values('packageNames').filter((name) => name !== ''),
            singlePackage: request.flag('singlePackage'),
            specificFiles: request.values('specificFiles').filter((name) => name !== ''),
        });
        return element('result', { done: false, id, state: 'Queued' });
    },
    checkRetrieveStatus: ({ org, session, body }) => {
        const { id, files, messages, zip } = org.retrievals.find(session, textOf(body, 'asyncProcessId'));
        const includesZip = childNamed(body, 'includeZip')?.text !== 'false';
        return element('result', {
            done: true,
            fileProperties: files.map((file) => fileProperties(org, file.fileName, file)),
            id,
            messages,
            status: 'Succeeded',
            success: true,
            ...(includesZip && zip ? { zipFile: Buffer.from(zip).toString('base64') } : {}),
        });
    },
    listMetadata: ({ org, session, body }) => {
        mayDeploy(session);
        const queries = body.children.filter((child) => localName(child) === 'queries');
        if (queries.length > MAX_QUERIES)
            throw new OrgError('INVALID_OPERATION', `listMetadata takes no more than ${String(MAX_QUERIES)} queries`);
        const found = queries.flatMap((query) => {
            const type = textOf(query, 'type');
            const folder = childNamed(query, 'folder')?.text;
            checkType(type);
            return componentsOf(org, type).filter(({ fullName }) => isIn(type, fullName, folder));
        });
        return element(
            'result',
            found.map((one) => fileProperties(org, pathOf(one), one)),
        );
    },
    describeMetadata: ({ session }) => {
        mayDeploy(session);
        return element('result', {
            metadataObjects: metadataTypes()
                .filter(({ folderOf: content }) => content === undefined)
                .map(({ name, folder, suffix, inFolder, form, parts }): ApiObject => ({
                    childXmlNames: parts.filter(({ hidden }) => !hidden).map((part) => part.name),
                    directoryName: folder,
                    inFolder,
                    metaFile: form === 'content',
                    suffix,
                    xmlName: name,
                })),
            organizationNamespace: '',
            partialSaveAllowed: true,
            testRequired: false,
        });
    },
};

/** Queries of one list call (Metadata API developer guide, "listMetadata()"). */
const MAX_QUERIES = 3;

/** Components in folders are listed folder by folder; without one, those of all folders. */
function isIn(type: string, fullName: string, folder: string | undefined): boolean {
    const own = folderOf(type, fullName);
    return own === undefined || folder === undefined || folder === '' || own.toLowerCase() === folder.toLowerCase();
}

/** An element as metadata is written: without prefixes of namespaces. */
export function plain(xml: XmlElement): XmlElement {
    return new XmlElement(localName(xml), xml.children.map(plain), xml.text, xml.attributes, xml.line);
}

export function textOf(body: XmlElement, name: string): string {
    return childNamed(body, name)?.text ?? '';
}
