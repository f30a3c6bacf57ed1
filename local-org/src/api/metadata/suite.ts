/** A server to deploy to, and the objects that tests of deploys make: each test one of its own. */
import assert from 'node:assert/strict';
import { after } from 'node:test';
import { TestServer, type Client } from '../suite/client.ts';
import { definition, MetadataClient, type Deployed, type PackageFiles } from '../suite/metadata-client.ts';

/** An object without fields. */
export const CRATE = `
    <deploymentStatus>Deployed</deploymentStatus><label>Crate</label>
    <nameField><label>Name</label><type>Text</type></nameField>
    <pluralLabel>Crates</pluralLabel><sharingModel>ReadWrite</sharingModel>`;

export function number(name: string): string {
    return `<fields><fullName>${name}</fullName><label>${name}</label><precision>5</precision><scale>0</scale><type>Number</type></fields>`;
}

export function text(name: string, length = 20): string {
    return `<fields><fullName>${name}</fullName><label>${name}</label><length>${String(length)}</length><type>Text</type></fields>`;
}

export function formula(name: string, source: string): string {
    return `<fields><fullName>${name}</fullName><formula>${source}</formula><label>${name}</label><precision>18</precision><scale>0</scale><type>Number</type></fields>`;
}

/** The file of an object. @param parts what it holds, such as `CRATE` and fields */
export function objectFile(name: string, ...parts: string[]): PackageFiles {
    return { [`objects/${name}.object`]: definition('CustomObject', parts.join('\n')) };
}

export class DeployServer {
    readonly server = new TestServer();
    readonly admin: Client = this.server.admin;
    readonly metadata = new MetadataClient(this.admin);

    /** Deploys an object with these fields. */
    async makeObject(name: string, ...fields: string[]): Promise<void> {
        const files = objectFile(name, CRATE, ...fields);
        const { failures } = await this.metadata.deploy({ CustomObject: [name] }, files);
        assert.deepEqual(failures, []);
    }

    /** Deploys fields by themselves, in the file of their object. */
    deployFields(
        object: string,
        fields: Record<string, string>,
        options: Record<string, string> = {},
    ): Promise<Deployed> {
        const members = { CustomField: Object.keys(fields).map((name) => `${object}.${name}`) };
        return this.metadata.deploy(members, objectFile(object, ...Object.values(fields)), options);
    }

    /** Names of an object's custom fields; none when there is no such object. */
    async fieldsOf(object: string): Promise<string[]> {
        const { body, status } = await this.admin.get(`/sobjects/${object}/describe`);
        if (status !== 200) return [];
        const names = (body as { fields: { name: string }[] }).fields.map(({ name }) => name);
        return names.filter((name) => name.endsWith('__c'));
    }

    /** Closes it, when it had no fault. */
    async close(): Promise<void> {
        assert.deepEqual(this.server.faults, []);
        await this.server.close();
    }
}

/** @returns a server for the tests of one file, closed after them */
export function deployServer(): DeployServer {
    const server = new DeployServer();
    after(() => server.close());
    return server;
}
