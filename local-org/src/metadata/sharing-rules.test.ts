import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ObjectType } from '../schema/model.ts';
import { buildSchema } from './build-schema.ts';
import { ProjectMetadata } from './project.ts';
import { parseXml } from './xml.ts';

/** The objects of a project with a private object, a group, a role and these rules. */
function objectsWith(rules: string, object = 'Box__c'): readonly ObjectType[] {
    const metadata = new ProjectMetadata();
    const box = '<CustomObject><label>Box</label><sharingModel>Private</sharingModel></CustomObject>';
    const contact = '<CustomObject><sharingModel>Read</sharingModel></CustomObject>';
    const formula = '<CustomField><type>Text</type><formula>Name</formula></CustomField>';
    const files: [suffix: string, parent: string, name: string, xml: string][] = [
        ['object', '', 'Box__c', box],
        ['object', '', 'Contact', contact],
        ['field', 'Box__c', 'Size__c', '<CustomField><type>Text</type></CustomField>'],
        ['field', 'Box__c', 'Called__c', formula],
        ['group', '', 'Team', '<Group><name>Team</name></Group>'],
        ['role', '', 'Head', '<Role><name>Head</name></Role>'],
        ['sharingRules', '', object, `<SharingRules>${rules}</SharingRules>`],
    ];
    for (const [suffix, parent, name, xml] of files)
        metadata.add({ suffix, name, parent, folder: '', path: '' }, parseXml(xml));
    return buildSchema(metadata, (name) => name).objects;
}

const TEAM = '<group>Team</group>';

function ownerRule(from: string, to: string, rest = '<accessLevel>Read</accessLevel>'): string {
    return `<sharingOwnerRules><fullName>R</fullName>${rest}
        <sharedTo>${to}</sharedTo><sharedFrom>${from}</sharedFrom></sharingOwnerRules>`;
}

function criteriaRule(criteria: string): string {
    return `<sharingCriteriaRules><fullName>R</fullName><accessLevel>Edit</accessLevel>
        <sharedTo>${TEAM}</sharedTo>${criteria}</sharingCriteriaRules>`;
}

function item(field: string, operation = 'equals', value = '<value>x</value>'): string {
    return `<criteriaItems><field>${field}</field><operation>${operation}</operation>${value}</criteriaItems>`;
}

describe('sharing rules are read', () => {
    it('groups by type and name, criteria with their logic', () => {
        const rules = [
            ownerRule('<role>Head</role>', '<roleAndSubordinatesInternal>Head</roleAndSubordinatesInternal>'),
            ownerRule('<allInternalUsers></allInternalUsers>', TEAM),
            criteriaRule(`<booleanFilter>not 1</booleanFilter>${item('Size__c')}
                <includeRecordsOwnedByAll>false</includeRecordsOwnedByAll>`),
        ];
        const box = objectsWith(rules.join('')).find(({ name }) => name === 'Box__c');
        const team = { type: 'Regular', developerName: 'Team' };
        assert.deepEqual(box?.sharingRules, [
            {
                name: 'R',
                accessLevel: 'Read',
                sharedTo: { type: 'RoleAndSubordinates', developerName: 'Head' },
                records: { kind: 'owned', sharedFrom: { type: 'Role', developerName: 'Head' } },
            },
            {
                name: 'R',
                accessLevel: 'Read',
                sharedTo: team,
                records: { kind: 'owned', sharedFrom: { type: 'Organization', developerName: 'AllInternalUsers' } },
            },
            {
                name: 'R',
                accessLevel: 'Edit',
                sharedTo: team,
                records: {
                    kind: 'criteria',
                    items: [{ field: 'Size__c', operation: 'equals', value: 'x' }],
                    booleanFilter: 'not 1',
                    includeRecordsOwnedByAll: false,
                },
            },
        ]);
    });

    it('shares of an object do not have its rules; other objects have none', () => {
        const others = objectsWith(ownerRule(TEAM, TEAM)).filter(({ name }) => name !== 'Box__c');
        assert.ok(others.some(({ name }) => name === 'Box__Share'));
        assert.deepEqual(
            others.flatMap(({ sharingRules }) => sharingRules),
            [],
        );
    });

    it('a file without rules is none; a rule of accounts may give their children what all have anyway', () => {
        assert.ok(objectsWith(''));
        const settings = `<accessLevel>Read</accessLevel><accountSettings><caseAccessLevel>Edit</caseAccessLevel>
            <contactAccessLevel>Read</contactAccessLevel></accountSettings>`;
        assert.ok(objectsWith(ownerRule(TEAM, TEAM, settings), 'Account'));
    });
});

describe('what a deploy would refuse, or a local org cannot, opening it refuses', () => {
    const level = (name: string): string => `<accessLevel>${name}</accessLevel>`;
    const cases: [what: string, rules: string, message: RegExp, object?: string][] = [
        ['an unknown object', ownerRule(TEAM, TEAM), /SharingRules Bag__c: no CustomObject named Bag__c/, 'Bag__c'],
        [
            'an unknown group',
            ownerRule('<group>Tim</group>', TEAM),
            /SharingOwnerRule Box__c\.R: .* no group named Tim/,
        ],
        ['an unknown role', ownerRule(TEAM, '<role>Tail</role>'), /no role named Tail found/],
        ['no group', ownerRule('', TEAM), /Required field is missing: sharedFrom/],
        ['two groups', ownerRule(TEAM, TEAM + TEAM), /sharedTo names more than one group/],
        ['partners', ownerRule(TEAM, '<allPartnerUsers></allPartnerUsers>'), /local org has no allPartnerUsers/],
        ['managers', ownerRule('<managers>x</managers>', TEAM), /local org has no managers/],
        ['no level', ownerRule(TEAM, TEAM, ''), /'' is not a valid value for the enum 'ShareAccessLevelNoNone'/],
        ['a wrong level', ownerRule(TEAM, TEAM, level('Write')), /'Write' is not a valid value/],
        ['no criteria', criteriaRule(''), /Required field is missing: criteriaItems/],
        ['an unknown field', criteriaRule(item('Hue__c')), /no CustomField named Box__c\.Hue__c found/],
        ['a formula', criteriaRule(item('Called__c')), /cannot look at Called__c, which is computed/],
        ['an unknown operation', criteriaRule(item('Size__c', 'is')), /'is' is not a valid value/],
        [
            'a field as value',
            criteriaRule(item('Size__c', 'equals', '<valueField>Name</valueField>')),
            /compare with values, not with fields/,
        ],
        [
            'logic about a filter that is missing',
            criteriaRule(`<booleanFilter>1 OR 2</booleanFilter>${item('Size__c')}`),
            /Invalid boolean filter: '1 OR 2'/,
        ],
        [
            'children of accounts beyond what all have',
            ownerRule(
                TEAM,
                TEAM,
                `${level('Read')}<accountSettings><contactAccessLevel>Edit</contactAccessLevel></accountSettings>`,
            ),
            /shares no Contact by rules of accounts/,
            'Account',
        ],
        [
            'guests',
            '<sharingGuestRules><fullName>G</fullName></sharingGuestRules>',
            /G: a local org has no sharingGuestRules/,
        ],
        [
            'territories',
            '<sharingTerritoryRules><fullName>T</fullName></sharingTerritoryRules>',
            /T: a local org has no sharingTerritoryRules/,
        ],
    ];
    for (const [what, rules, message, object] of cases)
        it(what, () => {
            assert.throws(() => objectsWith(rules, object), message);
        });

    it('restriction rules', () => {
        const metadata = new ProjectMetadata();
        const file = { suffix: 'restrictionRule', name: 'Mine', parent: '', folder: '', path: '' };
        metadata.add(file, parseXml('<RestrictionRule></RestrictionRule>'));
        assert.throws(
            () => buildSchema(metadata, (name) => name),
            /RestrictionRule Mine: a local org has no restriction rules/,
        );
    });
});
