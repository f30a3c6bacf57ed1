/** Public groups, queues and roles: from metadata to the records that sharing reads. */
import type { ProjectMetadata } from './project.ts';
import { ComponentFault } from './component.ts';
import type { SetupRows } from './setup-rows.ts';
import type { XmlElement } from './xml.ts';

/** Ids by developer name, of each kind that a queue may have as members. */
interface Members {
    readonly groups: ReadonlyMap<string, string>;
    readonly roles: ReadonlyMap<string, string>;
    readonly rolesWithSubordinates: ReadonlyMap<string, string>;
}

/** Puts them into the org; an org keeps two groups for each role, and one for everybody. */
export function syncGroups(rows: SetupRows, metadata: ProjectMetadata): void {
    putGroup(rows, 'Organization', 'AllInternalUsers', 'All Internal Users', true);
    const groups = new Map(
        [...metadata.all('group')].map(([name, xml]) => [
            name,
            putGroup(rows, 'Regular', name, xml.value('name') ?? name, xml.value('doesIncludeBosses') !== 'false'),
        ]),
    );
    const members = { groups, ...syncRoles(rows, metadata.all('role')) };
    for (const [name, xml] of metadata.all('queue')) syncQueue(rows, name, xml, members);
}

function putGroup(rows: SetupRows, type: string, name: string, label: string, includesBosses: boolean): string {
    return rows.put('Group', ['Type', 'DeveloperName'], {
        Type: type,
        DeveloperName: name,
        Name: label.slice(0, 40),
        DoesIncludeBosses: includesBosses ? 1 : 0,
    });
}

function syncRoles(
    rows: SetupRows,
    metadata: ReadonlyMap<string, XmlElement>,
): Pick<Members, 'roles' | 'rolesWithSubordinates'> {
    const ids = new Map(
        [...metadata].map(([name, xml]) => [
            name,
            rows.put('UserRole', ['DeveloperName'], { DeveloperName: name, Name: xml.value('name') ?? name }),
        ]),
    );
    const groupsOf = (type: string): Map<string, string> =>
        new Map(
            [...metadata].map(([name, xml]) => [
                name,
                rows.put('Group', ['Type', 'RelatedId'], {
                    Type: type,
                    RelatedId: ids.get(name) ?? null,
                    DeveloperName: name,
                    Name: (xml.value('name') ?? name).slice(0, 40),
                    DoesIncludeBosses: 1,
                }),
            ]),
        );
    for (const [name, xml] of metadata) {
        const parent = xml.value('parentRole');
        const parentId = parent === undefined ? null : ids.get(parent);
        if (parentId === undefined)
            throw new ComponentFault('Role', name, `In field: parentRole - no Role named ${parent ?? ''} found`);
        rows.put('UserRole', ['DeveloperName'], { DeveloperName: name, ParentRoleId: parentId });
    }
    return { roles: groupsOf('Role'), rolesWithSubordinates: groupsOf('RoleAndSubordinates') };
}

function syncQueue(rows: SetupRows, name: string, xml: XmlElement, members: Members): void {
    const id = putGroup(rows, 'Queue', name, xml.value('name') ?? name, true);
    const objects = xml.all('queueSobject').map((one) => ({ SobjectType: one.value('sobjectType') ?? '' }));
    rows.replace('QueueSobject', { QueueId: id }, ['SobjectType'], objects);
    const listed = xml.child('queueMembers');
    // users are no metadata here: whoever makes them puts them into their queues
    if (!listed) return;
    const kinds: [list: string, name: string, kind: string, ids: ReadonlyMap<string, string>][] = [
        ['publicGroups', 'publicGroup', 'Group', members.groups],
        ['roles', 'role', 'Role', members.roles],
        ['roleAndSubordinates', 'roleAndSubordinate', 'Role', members.rolesWithSubordinates],
    ];
    for (const [list, one, kind, ids] of kinds)
        for (const member of listed.child(list)?.values(one) ?? []) {
            const memberId = ids.get(member);
            if (memberId === undefined)
                throw new ComponentFault('Queue', name, `In field: ${one} - no ${kind} named ${member} found`);
            rows.put('GroupMember', ['GroupId', 'UserOrGroupId'], { GroupId: id, UserOrGroupId: memberId });
        }
}
