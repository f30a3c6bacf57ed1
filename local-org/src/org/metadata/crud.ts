/** Components one by one, as the CRUD-based calls have them (Metadata API developer guide, "CRUD-Based Calls"). */
import { keyOf } from '../../metadata/component.ts';
import { divide } from '../../metadata/package/divide.ts';
import { join } from '../../metadata/package/divide.ts';
import { parseDefinition } from '../../metadata/package/parse-definition.ts';
import { definitionPath } from '../../metadata/package/paths.ts';
import type { Candidate, Package, Problem } from '../../metadata/package/read-package.ts';
import { partNamed, typeNamed } from '../../metadata/types/metadata-types.ts';
import { XmlElement } from '../../metadata/xml.ts';
import { writeDocument } from '../../metadata/xml-writer.ts';
import { parentOf } from '../../metadata/catalogue.ts';
import { deployContent } from '../deploy/deploy.ts';
import type { DeployOptions, DeployOutcome } from '../deploy/options.ts';
import { OrgError } from '../../schema/errors.ts';
import type { Org } from '../org.ts';
import type { Session } from '../session.ts';
import { mayDeploy } from './permission.ts';
import { checkType, componentNamed } from './select-components.ts';

/** What became of one component. */
export interface MetadataSaveResult {
    readonly fullName: string;
    readonly success: boolean;
    readonly created: boolean;
    readonly errors: readonly { readonly statusCode: string; readonly message: string }[];
}

export type SaveKind = 'create' | 'update' | 'upsert';

const OPTIONS: DeployOptions = {
    checkOnly: false,
    rollbackOnError: true,
    ignoreWarnings: true,
    purgeOnDelete: false,
    testLevel: 'NoTestRun',
    runTests: [],
};

const EMPTY: Package = {
    candidates: [],
    deletedBefore: [],
    deletedAfter: [],
    problems: [],
    manifest: { members: new Map() },
    manifestPath: 'package.xml',
};

/**
 * Creates or changes a component.
 * @param typeName of the component, such as `CustomField`
 * @param xml its definition with its `fullName`
 * @throws OrgError INSUFFICIENT_ACCESS, INVALID_TYPE
 */
export function saveMetadata(
    org: Org,
    session: Session,
    kind: SaveKind,
    typeName: string,
    xml: XmlElement,
): MetadataSaveResult {
    mayDeploy(session);
    checkType(typeName);
    const fullName = xml.value('fullName') ?? '';
    if (fullName === '') return failure('', 'REQUIRED_FIELD_MISSING', 'Required field is missing: fullName');
    const exists = org.catalogue.has(typeName, fullName);
    if (kind === 'create' && exists)
        return failure(fullName, 'DUPLICATE_DEVELOPER_NAME', `There is already a ${typeName} named ${fullName}`);
    if (kind === 'update' && !componentNamed(org, typeName, fullName)) return notFound(typeName, fullName);
    if (typeNamed(typeName) && typeNamed(typeName)?.form !== 'file')
        return failure(fullName, 'INVALID_TYPE', `Cannot use: ${typeName} in CRUD-based calls; deploy it`);
    const { faults, candidates } = candidatesOf(typeName, fullName, xml);
    const problems: Problem[] = faults.map((fault) => ({ type: typeName, fullName, path: '', ...fault }));
    const saved = deploy(org, session, { ...EMPTY, candidates, problems }, fullName);
    return { ...saved, created: saved.success && !exists };
}

/**
 * Deletes a component.
 * @throws OrgError INSUFFICIENT_ACCESS, INVALID_TYPE
 */
export function deleteMetadata(org: Org, session: Session, type: string, fullName: string): MetadataSaveResult {
    mayDeploy(session);
    checkType(type);
    if (!org.catalogue.has(type, fullName)) return notFound(type, fullName);
    return deploy(org, session, { ...EMPTY, deletedAfter: [{ type, fullName, path: '' }] }, fullName);
}

/** Types whose names other components and the data speak of: to rename them is to change all of those. */
const NOT_RENAMED = ['CustomObject', 'CustomField', 'RecordType', 'CustomMetadata', 'Profile', 'PermissionSet'];

/**
 * Gives a component another name.
 * @throws OrgError INSUFFICIENT_ACCESS, INVALID_TYPE
 */
export function renameMetadata(
    org: Org,
    session: Session,
    type: string,
    [oldName, newName]: readonly [string, string],
): MetadataSaveResult {
    mayDeploy(session);
    checkType(type);
    const found = org.catalogue.get(type, oldName);
    if (!found?.xml) return notFound(type, oldName);
    if (NOT_RENAMED.includes(type))
        return failure(oldName, 'NOT_SUPPORTED', `a local org does not rename components of type ${type}`);
    if (org.catalogue.has(type, newName) && keyOf(type, oldName) !== keyOf(type, newName))
        return failure(oldName, 'DUPLICATE_DEVELOPER_NAME', `There is already a ${type} named ${newName}`);
    const candidate: Candidate = {
        type,
        fullName: newName,
        xml: ownName(type, newName, found.xml),
        files: [],
        path: '',
    };
    const before = [{ type, fullName: oldName, path: '' }];
    return deploy(org, session, { ...EMPTY, candidates: [candidate], deletedBefore: before }, newName);
}

/**
 * A component with its parts.
 * @returns undefined when there is none
 * @throws OrgError INSUFFICIENT_ACCESS, INVALID_TYPE
 */
export function readMetadata(org: Org, session: Session, type: string, fullName: string): XmlElement | undefined {
    mayDeploy(session);
    checkType(type);
    const found = componentNamed(org, type, fullName);
    if (!found?.xml) return undefined;
    const kind = typeNamed(type);
    const whole = kind ? join(kind, found.xml, org.catalogue.partsOf(kind, found.fullName)) : found.xml;
    const others = whole.children.filter((child) => child.name !== 'fullName');
    return whole.with([new XmlElement('fullName', [], found.fullName), ...others]);
}

function candidatesOf(
    typeName: string,
    fullName: string,
    xml: XmlElement,
): { candidates: Candidate[]; faults: ReturnType<typeof parseDefinition>['faults'] } {
    const named = ownName(typeName, fullName, xml.named(typeName));
    // checked as a file is: what is no part of the type is refused
    const { xml: read, faults } = parseDefinition(typeName, writeDocument(named));
    if (!read || faults.length > 0) return { candidates: [], faults };
    const type = typeNamed(typeName);
    const parent = parentOf(typeName, fullName);
    const owner = parent ? typeNamed(parent.type) : type;
    const path = owner ? definitionPath(owner, parent?.fullName ?? fullName) : '';
    const all = type ? divide(type, fullName, read) : [{ type: typeName, fullName, xml: read }];
    return { candidates: all.map((one) => ({ ...one, files: [], path })), faults };
}

/** A part is named by the end of its name in its parent's file; a file's component is named by the file. */
function ownName(typeName: string, fullName: string, xml: XmlElement): XmlElement {
    const part = partNamed(typeName)?.part;
    const others = xml.children.filter((child) => child.name !== 'fullName');
    if (!part) return xml.with(others);
    const name = part.standsAlone ? fullName : fullName.split('.').slice(1).join('.');
    return xml.with([new XmlElement('fullName', [], name), ...others]);
}

/** What is deployed and deleted at once. */
export type Components = Pick<Package, 'candidates' | 'deletedAfter'>;

/**
 * Deploys components, all or nothing, without tests.
 * @throws OrgError UNABLE_TO_LOCK_ROW while somebody reads rows one by one, as a large export does; INSUFFICIENT_ACCESS
 */
export function deployComponents(org: Org, session: Session, components: Components, checkOnly = false): DeployOutcome {
    mayDeploy(session);
    return deployNow(org, session, { ...EMPTY, ...components }, { ...OPTIONS, checkOnly });
}

function deploy(org: Org, session: Session, content: Package, fullName: string): MetadataSaveResult {
    const outcome = deployNow(org, session, content, OPTIONS);
    const problems = outcome.messages.filter(({ success }) => !success);
    const errors = problems.map(({ problem = '' }) => ({ statusCode: codeOf(problem), message: problem }));
    return { fullName, success: outcome.status === 'Succeeded', created: false, errors };
}

function deployNow(org: Org, session: Session, content: Package, options: DeployOptions): DeployOutcome {
    if (org.store.isBeingRead)
        throw new OrgError(
            'UNABLE_TO_LOCK_ROW',
            'unable to obtain exclusive access to the org: records are being read',
        );
    return deployContent(org, content, options, { userId: session.userId, now: org.now() });
}

/** The code that goes with an org's words. */
function codeOf(problem: string): string {
    if (problem.startsWith('Required field is missing')) return 'REQUIRED_FIELD_MISSING';
    if (/^In field: .* found$/.test(problem)) return 'INVALID_CROSS_REFERENCE_KEY';
    if (/Duplicate|already/i.test(problem)) return 'DUPLICATE_VALUE';
    return 'FIELD_INTEGRITY_EXCEPTION';
}

function notFound(type: string, fullName: string): MetadataSaveResult {
    return failure(fullName, 'INVALID_CROSS_REFERENCE_KEY', `In field: fullName - no ${type} named ${fullName} found`);
}

function failure(fullName: string, statusCode: string, message: string): MetadataSaveResult {
    return { fullName, success: false, created: false, errors: [{ statusCode, message }] };
}
