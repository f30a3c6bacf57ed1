/**
 * Classes and triggers made, changed and deleted as records, by themselves or several in a container.
 * Source: Tooling API reference, "ApexClass", "ApexTrigger", "MetadataContainer", "ContainerAsyncRequest".
 */
import { CompileError } from '../../apex/errors.ts';
import { parseClass, parseTrigger } from '../../apex/parse/declarations.ts';
import type { InputRecord } from '../../dml/input.ts';
import type { Candidate } from '../../metadata/package/read-package.ts';
import { XmlElement } from '../../metadata/xml.ts';
import { writeDocument } from '../../metadata/xml-writer.ts';
import type { DeployMessage, DeployOutcome } from '../deploy/options.ts';
import { apexPath, type ApexType } from '../deploy/apex-faults.ts';
import { deployComponents } from '../metadata/crud.ts';
import type { Org } from '../org.ts';
import type { SaveResult } from '../records.ts';
import { toXml } from './metadata-json.ts';
import { memberOf, missing, refused, succeeded, textOf, type OwnWrite, type OwnWrites } from './own-writes.ts';
import { updateRow } from './tooling-rows.ts';

/** The version of the API of what does not name one. */
const API_VERSION = '66.0';

/** Of a class or a trigger. */
export function apexWrites(type: ApexType): OwnWrites {
    return {
        create: (write, input) => {
            const body = textOf(input, 'Body');
            if (body === '') return missing('Body');
            const name = textOf(input, 'Name') || nameIn(type, body);
            if (name instanceof CompileError) return refusedBy(name);
            if (write.org.catalogue.has(type, name))
                return refused(
                    'DUPLICATE_VALUE',
                    `duplicate value found: Name duplicates value on record with name: ${name}`,
                    ['Name'],
                );
            return save(write, type, candidate(write.org, type, name, body, input), true);
        },
        update: (write, id, input) => {
            const name = nameOf(write.org, type, id);
            const written = memberOf(input, 'Body');
            const body = typeof written === 'string' ? written : sourceOf(write.org, type, name);
            return save(write, type, candidate(write.org, type, name, body, input), false);
        },
        remove: (write, id) => {
            const fullName = nameOf(write.org, type, id);
            const content = { candidates: [], deletedAfter: [{ type, fullName, path: '' }] };
            return told(write, deployComponents(write.org, write.session, content), id, false);
        },
    };
}

/** All members of a container, at once. */
export const CONTAINER_REQUEST_WRITES: OwnWrites = {
    create: (write, input) => {
        const made = write.insert(input);
        if (!made.success || made.id === undefined) return made;
        const { org, session } = write;
        const members = (['ApexClass', 'ApexTrigger'] as const).flatMap((type) =>
            candidatesIn(org, type, textOf(input, 'MetadataContainerId')),
        );
        const checkOnly = memberOf(input, 'IsCheckOnly') === true;
        const outcome = deployComponents(org, session, { candidates: members, deletedAfter: [] }, checkOnly);
        write.refresh();
        const failed = outcome.status === 'Failed';
        const [first] = outcome.messages.filter(({ success }) => !success);
        const row = {
            State: failed ? 'Failed' : 'Completed',
            ErrorMsg: failed ? (first?.problem ?? outcome.errorMessage ?? null) : null,
            DeployDetails: JSON.stringify(detailsOf(outcome)),
        };
        updateRow(org.store, 'ContainerAsyncRequest', made.id, row, { userId: session.userId, now: org.now() });
        return made;
    },
};

interface Member extends Record<string, string | null> {
    readonly ContentEntityId: string | null;
    readonly FullName: string | null;
    readonly Body: string | null;
}

function candidatesIn(org: Org, type: ApexType, containerId: string): Candidate[] {
    const sql = `SELECT ContentEntityId, FullName, Body FROM "${type}Member" WHERE MetadataContainerId = ? AND IsDeleted = 0`;
    return org.store.all<Member>(sql, [containerId]).map(({ ContentEntityId, FullName, Body }) => {
        const body = Body ?? '';
        const own = ContentEntityId === null ? FullName : nameOf(org, type, ContentEntityId);
        const name = own ?? nameIn(type, body);
        return candidate(org, type, name instanceof CompileError ? 'Unknown' : name, body, {});
    });
}

function candidate(org: Org, type: ApexType, fullName: string, body: string, input: InputRecord): Candidate {
    const path = apexPath(type, fullName);
    const xml = definition(org, type, fullName, input);
    const encoded = new TextEncoder();
    const files = [
        { path, content: () => encoded.encode(body) },
        { path: `${path}-meta.xml`, content: () => encoded.encode(writeDocument(xml)) },
    ];
    return { type, fullName, xml, files, path };
}

/** What a client gives, over what there was. */
function definition(org: Org, type: ApexType, fullName: string, input: InputRecord): XmlElement {
    const given = memberOf(input, 'Metadata');
    if (typeof given === 'object' && given !== null) return toXml(type, given as Record<string, unknown>);
    const former = org.catalogue.get(type, fullName)?.xml;
    const version = memberOf(input, 'ApiVersion');
    const apiVersion = typeof version === 'number' ? version.toFixed(1) : (former?.value('apiVersion') ?? API_VERSION);
    const status = textOf(input, 'Status') || (former?.value('status') ?? 'Active');
    return toXml(type, { apiVersion, status });
}

function save(write: OwnWrite, type: ApexType, one: Candidate, created: boolean): SaveResult {
    const outcome = deployComponents(write.org, write.session, { candidates: [one], deletedAfter: [] });
    if (outcome.status === 'Failed') return told(write, outcome, '', created);
    const sql = `SELECT Id FROM "${type}" WHERE Name = ?`;
    return told(write, outcome, write.org.store.get<{ Id: string }>(sql, [one.fullName])?.Id ?? '', created);
}

function told({ refresh }: OwnWrite, outcome: DeployOutcome, id: string, created: boolean): SaveResult {
    if (outcome.status === 'Failed') {
        const problems = outcome.messages.filter(({ success }) => !success);
        return { success: false, created: false, errors: problems.map(errorOf) };
    }
    refresh();
    return succeeded(id, created);
}

function errorOf({ problem = '', lineNumber, columnNumber }: DeployMessage): SaveResult['errors'][number] {
    const place = lineNumber === undefined ? '' : ` at line ${String(lineNumber)} column ${String(columnNumber ?? 1)}`;
    return { statusCode: 'FIELD_INTEGRITY_EXCEPTION', message: `${problem}${place}`, fields: [] };
}

function refusedBy({ message, line, column }: CompileError): SaveResult {
    return refused('FIELD_INTEGRITY_EXCEPTION', `${message} at line ${String(line)} column ${String(column)}`);
}

/** The name that a source gives itself. */
function nameIn(type: ApexType, body: string): string | CompileError {
    try {
        return type === 'ApexClass' ? parseClass(body).name : parseTrigger(body).name;
    } catch (error) {
        if (error instanceof CompileError) return error;
        throw error;
    }
}

function nameOf({ store }: Org, type: ApexType, id: string): string {
    return store.get<{ Name: string }>(`SELECT Name FROM "${type}" WHERE Id = ?`, [id])?.Name ?? '';
}

function sourceOf({ store }: Org, type: ApexType, name: string): string {
    return store.get<{ Body: string }>(`SELECT Body FROM "${type}" WHERE Name = ?`, [name])?.Body ?? '';
}

/** As the field `DeployDetails` has it. */
function detailsOf({ messages }: DeployOutcome): object {
    const components = messages
        .filter(({ componentType }) => componentType !== '')
        .map((message) => ({
            ...message,
            lineNumber: message.lineNumber ?? null,
            columnNumber: message.columnNumber ?? null,
            problem: message.problem ?? null,
            problemType: message.problemType ?? null,
            warning: message.problemType === 'Warning',
        }));
    return {
        componentFailures: components.filter(({ success }) => !success),
        componentSuccesses: components.filter(({ success }) => success),
        runTestResult: null,
    };
}
