/**
 * Sharing rules: from metadata to the objects whose records they open.
 * Source: Metadata API developer guide, "SharingRules", "SharedTo"; security guide, "Sharing Rule Categories".
 */
import { combineFilters, fieldOfFilter, FILTER_OPERATIONS } from '../schema/filters.ts';
import type { FilterItem, GroupName, ObjectType, SharingModel, SharingRule } from '../schema/model.ts';
import { isStored } from '../store/tables.ts';
import { ComponentFault } from './component.ts';
import { filterItem } from './custom-field.ts';
import type { ProjectMetadata } from './project.ts';
import type { XmlElement } from './xml.ts';

/**
 * Gives the objects their sharing rules.
 * @throws Error that names the object and the rule which cannot be read, or which the org cannot have
 */
export function withSharingRules(objects: readonly ObjectType[], metadata: ProjectMetadata): ObjectType[] {
    const byName = new Map(objects.map((object) => [object.name, object]));
    const rules = new Map<string, SharingRule[]>();
    for (const [name, xml] of metadata.all('sharingRules')) {
        const object = byName.get(name);
        if (!object) throw new ComponentFault('SharingRules', name, `no CustomObject named ${name} found`);
        const reader = new RuleReader(object, metadata, byName);
        const kinds = ['sharingOwnerRules', 'sharingCriteriaRules', 'sharingGuestRules', 'sharingTerritoryRules'];
        rules.set(
            name,
            xml.children.filter((child) => kinds.includes(child.name)).map((rule) => reader.read(rule)),
        );
    }
    return objects.map((object) => ({ ...object, sharingRules: rules.get(object.name) ?? [] }));
}

/** What may stand in `sharedTo` and `sharedFrom` here: the files that hold it, and the group that an org keeps for it. */
const CATEGORIES: Readonly<Record<string, readonly [suffix: string | undefined, type: GroupName['type']]>> = {
    group: ['group', 'Regular'],
    queue: ['queue', 'Queue'],
    role: ['role', 'Role'],
    roleAndSubordinates: ['role', 'RoleAndSubordinates'],
    // nobody uses a portal here, so that all subordinates are internal
    roleAndSubordinatesInternal: ['role', 'RoleAndSubordinates'],
    allInternalUsers: [undefined, 'Organization'],
};

/** How much of Account's children a rule of accounts may name, as the child's own default gives it to everybody. */
const ACCOUNT_CHILDREN = [
    ['contactAccessLevel', 'Contact'],
    ['opportunityAccessLevel', 'Opportunity'],
    ['caseAccessLevel', 'Case'],
] as const;

const GIVEN_TO_ALL: Readonly<Record<SharingModel, readonly string[]>> = {
    Private: ['None'],
    Read: ['None', 'Read'],
    ReadWrite: ['None', 'Read', 'Edit'],
    FullAccess: ['None', 'Read', 'Edit'],
    ControlledByParent: ['None', 'Read', 'Edit'],
};

/** The type of component that each element of a file of rules holds. */
const TYPES: Readonly<Record<string, string>> = {
    sharingOwnerRules: 'SharingOwnerRule',
    sharingCriteriaRules: 'SharingCriteriaRule',
    sharingGuestRules: 'SharingGuestRule',
    sharingTerritoryRules: 'SharingTerritoryRule',
};

/** Reads the rules of one object. */
class RuleReader {
    readonly #object: ObjectType;
    readonly #metadata: ProjectMetadata;
    readonly #objects: ReadonlyMap<string, ObjectType>;

    constructor(object: ObjectType, metadata: ProjectMetadata, objects: ReadonlyMap<string, ObjectType>) {
        this.#object = object;
        this.#metadata = metadata;
        this.#objects = objects;
    }

    read(xml: XmlElement): SharingRule {
        const name = xml.value('fullName') ?? '';
        const type = TYPES[xml.name] ?? 'SharingRules';
        return ComponentFault.about(type, `${this.#object.name}.${name}`, () => this.#rule(name, xml));
    }

    #rule(name: string, xml: XmlElement): SharingRule {
        const isOwned = xml.name === 'sharingOwnerRules';
        if (!isOwned && xml.name !== 'sharingCriteriaRules') throw new Error(`a local org has no ${xml.name}`);
        this.#checkAccountSettings(xml.child('accountSettings'));
        const sharedTo = this.#group(xml, 'sharedTo');
        return {
            name,
            accessLevel: accessLevel(xml.value('accessLevel')),
            sharedTo,
            records: isOwned
                ? { kind: 'owned', sharedFrom: this.#group(xml, 'sharedFrom') }
                : { kind: 'criteria', ...this.#criteria(xml) },
        };
    }

    #group(xml: XmlElement, side: 'sharedTo' | 'sharedFrom'): GroupName {
        const [named, more] = xml.child(side)?.children ?? [];
        if (!named) throw new Error(`Required field is missing: ${side}`);
        if (more) throw new Error(`${side} names more than one group`);
        const [suffix, type] = CATEGORIES[named.name] ?? [];
        if (type === undefined) throw new Error(`${side}: a local org has no ${named.name}`);
        if (suffix === undefined) return { type, developerName: 'AllInternalUsers' };
        if (!this.#metadata.all(suffix).has(named.text))
            throw new Error(`In field: ${named.name} - no ${suffix} named ${named.text} found`);
        return { type, developerName: named.text };
    }

    #criteria(xml: XmlElement): {
        items: readonly FilterItem[];
        booleanFilter?: string;
        includeRecordsOwnedByAll: boolean;
    } {
        const items = xml.all('criteriaItems').map((item) => filterItem(item));
        if (items.length === 0) throw new Error('Required field is missing: criteriaItems');
        for (const item of items) this.#checkItem(item);
        const booleanFilter = xml.value('booleanFilter');
        if (booleanFilter !== undefined) combineFilters(booleanFilter, items, SAME);
        return {
            items,
            // an org includes them unless told otherwise
            includeRecordsOwnedByAll: xml.value('includeRecordsOwnedByAll') !== 'false',
            ...(booleanFilter === undefined ? {} : { booleanFilter }),
        };
    }

    #checkItem(item: FilterItem): void {
        const field = this.#object.fields.get(fieldOfFilter(item));
        if (!field) throw new Error(`no CustomField named ${this.#object.name}.${item.field} found`);
        if (!isStored(field)) throw new Error(`criteria cannot look at ${item.field}, which is computed`);
        if (!FILTER_OPERATIONS.has(item.operation))
            throw new Error(`'${item.operation}' is not a valid value for the enum 'FilterOperation'`);
        if (field.name === 'RecordTypeId' && !['equals', 'notEqual'].includes(item.operation))
            throw new Error(`record types cannot be compared with ${item.operation}`);
        if (item.valueField !== undefined) throw new Error('criteria compare with values, not with fields');
    }

    /** A rule of accounts may open their contacts, opportunities and cases as well, which cannot be left out in silence. */
    #checkAccountSettings(settings: XmlElement | undefined): void {
        for (const [element, child] of settings ? ACCOUNT_CHILDREN : []) {
            const level = settings?.value(element) ?? 'None';
            if (!GIVEN_TO_ALL[this.#objects.get(child)?.sharingModel ?? 'Private'].includes(level))
                throw new Error(`a local org shares no ${child} by rules of accounts; say None as ${element}`);
        }
    }
}

/** Checks the form of a logic, whatever its operands are. */
const SAME = {
    and: (left: FilterItem) => left,
    or: (left: FilterItem) => left,
    not: (item: FilterItem) => item,
};

function accessLevel(level = ''): SharingRule['accessLevel'] {
    if (level === 'Read' || level === 'Edit' || level === 'All') return level;
    throw new Error(`'${level}' is not a valid value for the enum 'ShareAccessLevelNoNone'`);
}
