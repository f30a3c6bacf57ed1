/** Who may submit (Metadata API developer guide, "ApprovalSubmitter"). */
import type { ApprovalSubmitter } from '../../schema/approval-process.ts';
import type { GroupName } from '../../schema/model.ts';
import type { XmlElement } from '../xml.ts';
import type { ProcessSources } from './read-processes.ts';

/** The files of what a submitter may name, and the group that an org keeps for it. */
const GROUPS: Readonly<Record<string, readonly [suffix: string, type: GroupName['type']]>> = {
    group: ['group', 'Regular'],
    role: ['role', 'Role'],
    roleSubordinates: ['role', 'RoleAndSubordinates'],
    // nobody uses a portal here, so that all subordinates are internal
    roleSubordinatesInternal: ['role', 'RoleAndSubordinates'],
};

/** @throws Error for one that is not there, or that a local org does not know */
export function readSubmitter(xml: XmlElement, { object, metadata }: ProcessSources): ApprovalSubmitter {
    const [type = '', name = ''] = [xml.value('type'), xml.value('submitter')];
    switch (type) {
        case 'owner':
        case 'ownerDelegate':
            if (!object.fields.has('OwnerId'))
                throw new Error(`records of ${object.name} have no owner to submit them`);
            return { type };
        case 'creator':
        case 'creatorDelegate':
            return { type };
        case 'allInternalUsers':
            return { type: 'group', group: { type: 'Organization', developerName: 'AllInternalUsers' } };
        case 'user':
            if (name === '') throw new Error('Required field is missing: submitter');
            return { type, username: name };
        default: {
            const [suffix, groupType] = GROUPS[type] ?? [];
            if (suffix === undefined || groupType === undefined)
                throw new Error(`a local org has no submitters of type ${type}`);
            if (!metadata.all(suffix).has(name))
                throw new Error(`In field: submitter - no ${suffix} named ${name} found`);
            return { type: 'group', group: { type: groupType, developerName: name } };
        }
    }
}
