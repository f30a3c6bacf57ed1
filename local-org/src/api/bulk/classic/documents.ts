/** What Bulk API 1.0 reads and writes about jobs: XML, or JSON for clients that speak it. */
import { parseXml } from '../../../metadata/xml.ts';
import { malformed } from '../../http/errors.ts';
import { escapeXml, localName } from '../../soap/envelope.ts';
import { readObject } from '../job-requests.ts';

const NAMESPACE = 'http://www.force.com/2009/06/asyncapi/dataload';

export type Values = Readonly<Record<string, string | number | undefined>>;

/**
 * The values of a `jobInfo`.
 * @throws OrgError JSON_PARSER_ERROR when the body is none
 */
export function readJobInfo(text: string, isJson: boolean): Readonly<Record<string, string>> {
    return Object.fromEntries(isJson ? jsonEntries(text) : xmlEntries(text));
}

function xmlEntries(text: string): [string, string][] {
    const root = parsed(text);
    if (localName(root) !== 'jobInfo') throw malformed('jobInfo expected');
    return root.children.map((child) => [localName(child), child.text.trim()]);
}

function parsed(text: string): ReturnType<typeof parseXml> {
    try {
        return parseXml(text);
    } catch (error) {
        throw malformed(error instanceof Error ? error.message : 'malformed XML');
    }
}

function jsonEntries(text: string): [string, string][] {
    return Object.entries(readObject(text)).map(([name, value]) => {
        if (typeof value !== 'string') throw malformed(`${name} must be a text`);
        return [name, value];
    });
}

/** An element with values, such as `jobInfo`; values that are undefined are left out. */
export function infoXml(name: string, values: Values): string {
    return xml(`<${name} xmlns="${NAMESPACE}">${content(values)}</${name}>`);
}

/** A list of elements, such as `batchInfoList`. */
export function listXml(name: string, item: string, items: readonly Values[]): string {
    const inner = items.map((values) => `<${item}>${content(values)}</${item}>`).join('');
    return xml(`<${name} xmlns="${NAMESPACE}">${inner}</${name}>`);
}

/** Ids of results. */
export function resultListXml(ids: readonly string[]): string {
    const inner = ids.map((id) => `<result>${id}</result>`).join('');
    return xml(`<result-list xmlns="${NAMESPACE}">${inner}</result-list>`);
}

function content(values: Values): string {
    return Object.entries(values)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
        .join('');
}

function xml(element: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>${element}`;
}
