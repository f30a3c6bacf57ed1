/** A client of the Metadata API over SOAP: packages of files, and calls on components. */
import { XmlElement, parseXml } from '../../metadata/xml.ts';
import { readZip, writeZip } from '../../metadata/package/zip.ts';
import type { Answer, Client } from './client.ts';

/** Files of a package by path, without package.xml. */
export type PackageFiles = Readonly<Record<string, string>>;

/** What became of a deploy. */
export interface Deployed {
    readonly id: string;
    readonly status: string;
    /** `Type fullName: problem`, in the order of the answer. */
    readonly failures: readonly string[];
    /** `Type fullName created|changed|deleted|same`, package.xml left out. */
    readonly successes: readonly string[];
    readonly result: XmlElement;
}

const METADATA = 'http://soap.sforce.com/2006/04/metadata';

/** A definition as a file of a package. */
export function definition(type: string, content: string): string {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<${type} xmlns="${METADATA}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n${content}\n</${type}>\n`;
}

/** A manifest. @param members names by type */
export function manifest(members: Readonly<Record<string, readonly string[]>>): string {
    const types = Object.entries(members).map(
        ([name, names]) =>
            `<types>${names.map((one) => `<members>${one}</members>`).join('')}<name>${name}</name></types>`,
    );
    return definition('Package', `${types.join('\n')}<version>66.0</version>`);
}

export class MetadataClient {
    readonly #client: Client;

    constructor(client: Client) {
        this.#client = client;
    }

    /** Makes a call. @param content XML of its arguments */
    call(name: string, content: string): Promise<Answer> {
        const header = `<s:Header><x:SessionHeader xmlns:x="${METADATA}"><x:sessionId>${this.#client.token}</x:sessionId></x:SessionHeader></s:Header>`;
        const xml = `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">${header}<s:Body><${name} xmlns="${METADATA}">${content}</${name}></s:Body></s:Envelope>`;
        return this.#client.server.request('POST', '/services/Soap/m/66.0', xml, { 'content-type': 'text/xml' });
    }

    /** Makes a call that must succeed. @returns its results */
    async results(name: string, content: string): Promise<XmlElement[]> {
        const answer = await this.call(name, content);
        if (answer.status !== 200) throw new Error(answer.text);
        return parseXml(answer.text).child('soapenv:Body')?.children[0]?.all('result') ?? [];
    }

    /** The code of the fault with which a call is refused. */
    async fault(name: string, content: string): Promise<string> {
        const { status, text } = await this.call(name, content);
        return `${String(status)} ${/<sf:exceptionCode>([^<]*)</.exec(text)?.[1] ?? text}`;
    }

    /** Deploys files with the manifest that names them, and waits for the end. */
    async deploy(
        members: Readonly<Record<string, readonly string[]>>,
        files: PackageFiles,
        options: Readonly<Record<string, string>> = {},
    ): Promise<Deployed> {
        return this.deployZip(zipOf({ 'package.xml': manifest(members), ...files }), options);
    }

    async deployZip(zip: Uint8Array, options: Readonly<Record<string, string>> = {}): Promise<Deployed> {
        return this.finished(await this.start(zip, options));
    }

    /** @returns the id of the job */
    async start(zip: Uint8Array, options: Readonly<Record<string, string>> = {}): Promise<string> {
        const all = Object.entries({ rollbackOnError: 'true', ...options });
        const written = all.map(([name, value]) => `<${name}>${value}</${name}>`).join('');
        const content = `<ZipFile>${Buffer.from(zip).toString('base64')}</ZipFile><DeployOptions>${written}</DeployOptions>`;
        const [result] = await this.results('deploy', content);
        return result?.value('id') ?? '';
    }

    /** A job when it is done. */
    async finished(id: string): Promise<Deployed> {
        for (;;) {
            const content = `<asyncProcessId>${id}</asyncProcessId><includeDetails>true</includeDetails>`;
            const [result] = await this.results('checkDeployStatus', content);
            if (result?.flag('done')) return told(result);
            await new Promise((resolve) => setImmediate(resolve));
        }
    }

    /** Retrieves components. @returns the files of the package by path */
    async retrieve(members: Readonly<Record<string, readonly string[]>>): Promise<Record<string, string>> {
        const unpackaged = parseXml(manifest(members))
            .children.map((child) => asText(child))
            .join('');
        const [started] = await this.results(
            'retrieve',
            `<request><apiVersion>66.0</apiVersion><unpackaged>${unpackaged}</unpackaged></request>`,
        );
        const id = started?.value('id') ?? '';
        const [result] = await this.results('checkRetrieveStatus', `<asyncProcessId>${id}</asyncProcessId>`);
        const files = readZip(Buffer.from(result?.value('zipFile') ?? '', 'base64'));
        return Object.fromEntries(
            [...files].map(([path, content]) => [path.replace(/^unpackaged\//, ''), new TextDecoder().decode(content)]),
        );
    }
}

/** A zip of texts. */
export function zipOf(files: PackageFiles): Uint8Array {
    const encoded = Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)] as const);
    return writeZip(new Map(encoded), Date.UTC(2024, 4, 17));
}

function told(result: XmlElement): Deployed {
    const details = result.child('details');
    const name = (one: XmlElement): string => `${one.value('componentType') ?? ''} ${one.value('fullName') ?? ''}`;
    const state = (one: XmlElement): string =>
        ['created', 'changed', 'deleted'].find((flag) => one.flag(flag)) ?? one.value('problem') ?? 'same';
    return {
        id: result.value('id') ?? '',
        status: result.value('status') ?? '',
        failures: (details?.all('componentFailures') ?? []).map((one) => `${name(one)}: ${one.value('problem') ?? ''}`),
        successes: (details?.all('componentSuccesses') ?? [])
            .filter((one) => one.value('fullName') !== 'package.xml')
            .map((one) => `${name(one)} ${state(one)}`),
        result,
    };
}

function asText({ name, children, text }: XmlElement): string {
    return `<${name}>${children.map(asText).join('')}${text}</${name}>`;
}
